//! Checks an entity type, a complex type or an action: its fields together, and each property.

use super::{action_name, names, rules, the_type_itself, type_name};
use crate::ast::{Category, Field, Role, Structured};
use crate::errors::Errors;
use crate::kind::{is_collection, may_be_structured, wrapped};
use crate::text::{TAKEN_IN_ACTIONS, shown};
use syn::Visibility;

pub(crate) fn structured(model: &mut Structured, errors: &mut Errors) {
    let is_action = model.category == Category::Action;
    if is_action {
        action_name(&model.attr, errors);
        // An action on a collection is bound to a `Vec`.
        if !model.on.as_ref().is_some_and(is_collection) {
            the_type_itself("on", &mut model.on, errors);
        }
        if let Some(on) = model.on.take_if(|on| model.ident == shown(wrapped(on).unwrap_or(on))) {
            errors.at(on, "an action is not bound to itself: `on` takes an entity type");
        }
    } else {
        type_name(&model.attr, errors);
    }
    rules::names(&mut model.attr.given, errors);
    one_root(model, errors);
    for field in &mut model.fields {
        private(field, errors);
        if let Role::Prop(property) = &mut field.role {
            if model.ident == shown(&property.kind.ty) {
                let mistake = format_args!("a type cannot hold itself: use `Prop<Box<{}>>`", model.ident);
                errors.at(&property.kind.ty, mistake);
            }
            rules::check(property, is_action, errors);
        }
    }
    names::wire_names(&mut model.fields, errors);
    names::aliases(&mut model.fields, errors);
    names::accessors(&mut model.fields, if is_action { TAKEN_IN_ACTIONS } else { &[] }, errors);
}

/// Reports if there is not exactly one `#[base]` or, in a root, one `#[dynamic]`.
fn one_root(model: &mut Structured, errors: &mut Errors) {
    if !model.is_sound {
        return;
    }
    let mut base = false;
    for field in &mut model.fields {
        if !matches!(field.role, Role::Base | Role::MeantAsBase) {
            continue;
        }
        let mistake = if model.category == Category::Action {
            "an action has no base: its parameters are all its own"
        } else if model.ident == shown(&field.ty) {
            "a type does not derive from itself: the base is another one"
        } else if std::mem::replace(&mut base, true) {
            "`#[base]` is on a field above already: a type derives from one"
        } else {
            continue;
        };
        if matches!(field.role, Role::Base) {
            errors.at(&field.ident, mistake);
        }
        field.role = Role::Broken;
    }
    let mut root = base;
    for field in &mut model.fields {
        if matches!(field.role, Role::Dynamic) && std::mem::replace(&mut root, true) {
            let mistake = if base {
                "the base holds the dynamic properties: remove this field"
            } else {
                "`#[dynamic]` is on a field above already: there is one"
            };
            errors.at(&field.ident, mistake);
            field.role = Role::Broken;
        }
    }
    // A broken field may be meant as the base.
    if !root
        && model.category != Category::Action
        && let Some(first) = model.fields.first_mut()
        && matches!(first.role, Role::Broken)
        && may_be_structured(&first.ty)
        && model.ident != shown(&first.ty)
    {
        first.role = Role::MeantAsBase;
        return;
    }
    if !root && !model.fields.iter().any(|field| matches!(field.role, Role::Broken)) {
        let kind = match model.category {
            Category::Entity => "an entity type",
            Category::Complex => "a complex type",
            Category::Action => {
                errors.at(&model.ident, "an action has a field `#[dynamic] dynamic: DynamicProperties`");
                return;
            }
        };
        errors.at(&model.ident, format_args!("{kind} has a field `#[base]` of the type that it derives from or, without one, `#[dynamic] dynamic: DynamicProperties`"));
    }
}

/// Reports a field that is not private: it could be changed without the rules.
fn private(field: &Field, errors: &mut Errors) {
    if !matches!(field.vis, Visibility::Inherited) {
        errors.at(&field.vis, "fields stay private: the accessors read and change them");
    }
}
