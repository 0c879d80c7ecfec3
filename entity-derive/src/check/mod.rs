//! Reports every mistake in a model and removes the mistaken parts. Generates no code.

mod names;
mod rules;
mod structured;
mod variants;

pub(crate) use structured::structured;
pub(crate) use variants::{enumeration, one_of};

use crate::attr::Attr;
use crate::errors::Errors;
use crate::kind::wrapped;
use crate::text::{action_name_mistake, shown, type_name_mistake};
use syn::Type;

/// Checks a type's qualified name.
fn type_name(attr: &Attr, errors: &mut Errors) {
    if let Some(name) = &attr.name
        && let Some(mistake) = type_name_mistake(&name.value())
    {
        errors.at(name, mistake);
    }
}

/// Reports a key whose type is `Box<T>`, `&T` or the like, and takes `T` instead.
fn the_type_itself(key: &str, ty: &mut Option<Type>, errors: &mut Errors) {
    if let Some(inner) = ty.as_ref().and_then(wrapped).cloned() {
        errors.at(&*ty, format_args!("`{key}` takes the type itself: `{key} = {}`", shown(&inner)));
        *ty = Some(inner);
    }
}

/// Checks an action's name.
fn action_name(attr: &Attr, errors: &mut Errors) {
    if let Some(name) = &attr.name
        && let Some(mistake) = action_name_mistake(&name.value())
    {
        errors.at(name, mistake);
    }
}
