//! Enumeration types and choices among types.

use super::{the_type_itself, type_name};
use crate::ast::{Enumeration, OneOf, Variant};
use crate::errors::Errors;
use crate::kind::wrapped;
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
                    "`{name}` is the name of variant `{other}` already (in any case): give each its own `#[member(\"…\")]`"
                ),
            );
        } else {
            seen.insert(name.to_ascii_lowercase(), member.variant.to_string());
        }
    }
}

/// Each type is held by one variant, and as itself. A mistaken variant is taken out.
pub(crate) fn one_of(model: &mut OneOf, errors: &mut Errors) {
    base(model, errors);
    let count = |model: &OneOf| model.variants.len() + usize::from(model.other.is_some());
    let before = count(model);
    let mut meant = Vec::new();
    let mut holds_itself = |variant: &Variant| {
        let inner = wrapped(&variant.ty);
        if let Some(inner) = inner {
            errors.at(&variant.ty, format_args!("a variant holds the type itself: `{}`", shown(inner)));
            meant.push(inner.clone());
        }
        inner.is_none()
    };
    model.variants.retain(&mut holds_itself);
    model.other.take_if(|other| !holds_itself(other));
    let mut seen = HashSet::new();
    model.variants.retain(|variant| {
        let new = seen.insert(shown(&variant.ty));
        if !new {
            errors.at(&variant.ty, format_args!("`{}` is held by a variant above already", shown(&variant.ty)));
        }
        new
    });
    if let Some(other) = &model.other {
        let ty = shown(&other.ty);
        if !seen.insert(ty.clone()) {
            let mistake =
                format!("`{ty}` is held by another variant already: `#[other]` holds the base, or a `OneOf` of it");
            errors.at(&other.ty, mistake);
            model.variants.retain(|variant| shown(&variant.ty) != ty);
        }
    }
    model.has_broken |= count(model) != before;
    // What nothing can be said of without a base.
    if model.base.is_none() {
        model.has_broken = true;
        seen.clear();
        meant.extend(model.variants.drain(..).chain(model.other.take()).map(|variant| variant.ty));
    }
    meant.retain(|ty| model.ident != shown(ty) && seen.insert(shown(ty)));
    model.meant = meant;
}

fn base(model: &mut OneOf, errors: &mut Errors) {
    the_type_itself("base", &mut model.base, errors);
    if let Some(base) = model.base.take_if(|base| model.ident == shown(base)) {
        errors.at(base, "a `OneOf` is not its own base: `base` takes the type that all variants derive from");
    }
    // A base that is missing was said to be: what `#[other]` holds is the best guess.
    if model.base.is_none() {
        let held = model.other.as_ref().map(|other| wrapped(&other.ty).unwrap_or(&other.ty).clone());
        model.base = held.filter(|ty| model.ident != shown(ty));
    }
}
