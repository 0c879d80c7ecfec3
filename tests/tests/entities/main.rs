//! Entities of any type: read, written, checked by their rules, changed and patched.

mod cases;
mod fields;
mod orders;
mod own_types;
mod patches;
mod reading;
mod registry;
mod rules;
mod spellings;
mod tags;
mod untyped;
mod writing;
