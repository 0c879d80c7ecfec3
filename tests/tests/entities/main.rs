//! Entities of any type: read, written, checked by their rules, changed and patched.

mod aliases;
mod cases;
mod fields;
mod keys;
mod limits;
mod linked;
mod orders;
mod own_types;
mod patches;
mod reading;
mod registry;
mod rules;
mod setters;
mod spellings;
mod tags;
mod untyped;
mod violations;
mod wholes;
mod writing;
