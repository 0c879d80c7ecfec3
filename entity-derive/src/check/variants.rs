//! Enumeration types and choices among types.

use super::type_name;
use crate::ast::{Enumeration, OneOf};
use crate::errors::Errors;
use crate::text::{member_mistake, shown};
use std::collections::{HashMap, HashSet};

/// Each member's name is good, and there once, in any case.
pub(crate) fn enumeration(model: &mut Enumeration, errors: &mut Errors) {
    type_name(&model.attr, errors);
    let mut seen: HashMap<String, String> = HashMap::new();
    for member in &model.members {
        let name = member.wire.value();
        if let Some(mistake) = member_mistake(&name) {
            errors.at(&member.wire, mistake);
        } else if let Some(other) = seen.get(&name.to_ascii_lowercase()) {
            errors.at(
                &member.wire,
                format_args!(
                    "`{name}` is the name of `{other}` already (in any case): give each its own `#[member(\"…\")]`"
                ),
            );
        } else {
            seen.insert(name.to_ascii_lowercase(), member.variant.to_string());
        }
    }
}

/// Each type is held by one variant.
pub(crate) fn one_of(model: &mut OneOf, errors: &mut Errors) {
    let mut seen = HashSet::new();
    let before = model.variants.len();
    model.variants.retain(|variant| {
        let new = seen.insert(shown(&variant.ty));
        if !new {
            errors.at(&variant.ty, format_args!("`{}` is held by a variant above already", shown(&variant.ty)));
        }
        new
    });
    let kept = model.variants.len();
    if let Some(other) = &model.other
        && seen.contains(&shown(&other.ty))
    {
        errors.at(
            &other.ty,
            format_args!(
                "`{}` is held by another variant already: `#[other]` holds the base, or a `OneOf` of it",
                shown(&other.ty)
            ),
        );
        model.variants.retain(|variant| shown(&variant.ty) != shown(&other.ty));
    }
    model.has_broken |= kept != before || kept != model.variants.len();
}
