//! Finds every mistake that a model shows, and takes what is mistaken out of it. Writes no code.

mod names;
mod rules;
mod structured;
mod variants;

pub(crate) use structured::structured;
pub(crate) use variants::{enumeration, one_of};

use crate::attr::TypeAttr;
use crate::errors::Errors;
use crate::text::{action_name_mistake, type_name_mistake};

/// A type's qualified name.
fn type_name(attr: &TypeAttr, errors: &mut Errors) {
    if let Some(name) = &attr.name
        && let Some(mistake) = type_name_mistake(&name.value())
    {
        errors.at(name, mistake);
    }
}

/// An action's name.
fn action_name(attr: &TypeAttr, errors: &mut Errors) {
    if let Some(name) = &attr.name
        && let Some(mistake) = action_name_mistake(&name.value())
    {
        errors.at(name, mistake);
    }
}
