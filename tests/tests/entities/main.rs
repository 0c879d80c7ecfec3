//! Entities, whatever their types: read, written, checked by their rules, changed and patched.

mod formats;
mod found;
mod own_types;
mod patches;
mod reading;
mod rules;
mod spellings;
mod tags;
