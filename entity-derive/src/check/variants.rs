//! Checks enumeration types and choices among types.

use super::rules::exclusions;
use super::{the_type_itself, type_name};
use crate::ast::{Enumeration, OneOf, Variant};
use crate::errors::Errors;
use crate::kind::{content, unboxed, wrapped};
use crate::text::{member_mistake, shown};
use std::collections::{HashMap, HashSet};
use syn::Type;

/// Reports a member's name that is not valid, or given twice.
pub(crate) fn enumeration(model: &mut Enumeration, errors: &mut Errors) {
    type_name(&model.attr, errors);
    let mut seen: HashMap<String, String> = HashMap::new();
    for member in &model.members {
        let name = member.wire.value();
        if let Some(mistake) = member_mistake(&name) {
            errors.at(&member.wire, mistake);
        } else if let Some(other) = seen.get(&name) {
            errors.at(
                &member.wire,
                format_args!("`{name}` is the name of variant `{other}` already: give each its own `#[member(\"…\")]`"),
            );
        } else {
            seen.insert(name, member.variant.to_string());
        }
    }
}

/// Reports a type that two variants hold, or that a variant does not hold as itself, and removes the variant.
pub(crate) fn one_of(model: &mut OneOf, errors: &mut Errors) {
    exclusions(&mut model.attr.given, errors);
    let is_untyped = model.is_untyped();
    if !is_untyped {
        base(model, errors);
    }
    let count = |model: &OneOf| model.variants.len() + usize::from(model.other.is_some());
    let before = count(model);
    let mut meant = Vec::new();
    let own = model.ident.clone();
    let mut is_itself = |variant: &Variant, ty: &Type, also: &str| {
        if own == shown(ty) {
            errors.at(&variant.ty, "a `OneOf` does not hold itself: a variant holds a type that derives from the base");
            return false;
        }
        let inner = wrapped(ty);
        if let Some(inner) = inner {
            errors.at(&variant.ty, format_args!("a variant holds the type itself{also}: `{}`", shown(inner)));
            meant.push(inner.clone());
        }
        inner.is_none()
    };
    model.variants.retain(|variant| {
        let ty = &variant.ty;
        if is_untyped {
            is_itself(variant, content(ty), ", alone or in one `Box` or `Vec`")
        } else {
            is_itself(variant, unboxed(ty), ", alone or in one `Box`")
        }
    });
    model.other.take_if(|other| !is_itself(other, &other.ty, ""));
    let mut seen = HashSet::new();
    model.variants.retain(|variant| {
        let ty = shown(unboxed(&variant.ty));
        let new = seen.insert(ty.clone());
        if !new {
            errors.at(&variant.ty, format_args!("`{ty}` is held by a variant above already"));
        }
        new
    });
    if let Some(other) = &model.other {
        let ty = shown(&other.ty);
        if !seen.insert(ty.clone()) {
            let holds = if is_untyped { "untyped JSON" } else { "the base, or a `OneOf` of it" };
            errors.at(&other.ty, format_args!("`{ty}` is held by another variant already: `#[other]` holds {holds}"));
            model.variants.retain(|variant| shown(&variant.ty) != ty);
        }
    }
    model.has_broken |= count(model) != before;
    // Without a base, no more can be checked.
    if model.base.is_none() && !is_untyped {
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
    // A missing base has been reported. The type in `#[other]` is the best guess.
    if model.base.is_none() {
        let held = model.other.as_ref().map(|other| wrapped(&other.ty).unwrap_or(&other.ty).clone());
        model.base = held.filter(|ty| model.ident != shown(ty));
    }
}
