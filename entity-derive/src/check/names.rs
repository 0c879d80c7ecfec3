//! Checks the names within one type: wire names and accessors.

use crate::ast::{Field, Property, Role};
use crate::errors::Errors;
use crate::keys::Value;
use crate::text::{TAKEN, wire_name_mistake};
use std::collections::HashMap;
use syn::Ident;
use syn::ext::IdentExt;

/// Reports a wire name that is not valid, or given twice, and removes it.
pub(crate) fn wire_names(fields: &mut [Field], errors: &mut Errors) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for field in fields {
        let owner = field.ident.unraw().to_string();
        let Role::Prop(property) = &mut field.role else { continue };
        let Some(wire) = &property.attr.name else { continue };
        let name = wire.value();
        if let Some(mistake) = wire_name_mistake(&name) {
            errors.at(wire, mistake);
            property.attr.name = None;
        } else if let Some(other) = seen.get(&name) {
            errors.at(wire, format_args!("`{name}` is the wire name of field `{other}` already: each name once"));
            property.attr.name = None;
        } else {
            seen.insert(name, owner);
        }
    }
}

/// Reports an alias that is not valid, or is a name or an alias of the type already, and removes it. The names have been checked.
pub(crate) fn aliases(fields: &mut [Field], errors: &mut Errors) {
    let properties = fields.iter().filter_map(|field| match &field.role {
        Role::Prop(property) => Some((property.attr.name.as_ref()?.value(), field.ident.unraw().to_string())),
        _ => None,
    });
    let mut seen: HashMap<String, String> = properties.collect();
    for field in fields {
        let owner = field.ident.unraw().to_string();
        let Role::Prop(property) = &mut field.role else { continue };
        property.attr.given.retain(|given| {
            let Value::Name(alias) = &given.value else { return true };
            let name = alias.value();
            let mistake = match seen.get(&name) {
                _ if wire_name_mistake(&name).is_some() => wire_name_mistake(&name).map(str::to_owned),
                Some(other) => Some(format!("`{name}` is a name of field `{other}` already: each name once")),
                None => None,
            };
            if let Some(mistake) = &mistake {
                errors.at(alias, mistake);
            }
            seen.insert(name, owner.clone());
            mistake.is_none()
        });
    }
}

/// Reports an accessor that hides a trait's method or has another accessor's name. Its field gets none.
pub(crate) fn accessors(fields: &mut [Field], also_taken: &[&str], errors: &mut Errors) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for field in fields {
        let Role::Prop(property) = &field.role else { continue };
        let own = field.ident.unraw().to_string();
        let names = names(field, property);
        let mistake = if let Some(taken) =
            names.iter().find(|name| TAKEN.iter().chain(also_taken).any(|taken| taken == name))
        {
            Some(format!(
                "the accessor `{taken}` would hide the method of that name: name the field `{own}_` (the wire name stays)"
            ))
        } else {
            let other = names.iter().find_map(|name| Some((name, seen.get(name)?)));
            other.map(|(name, other)| {
                format!("`{name}` is an accessor of `{other}` already: name the field `{own}_` (the wire name stays)")
            })
        };
        if let Some(mistake) = mistake {
            errors.at(&field.ident, mistake);
            if let Role::Prop(property) = &mut field.role {
                property.is_accessible = false;
            }
            continue;
        }
        for name in names {
            seen.insert(name, own.clone());
        }
    }
}

/// The names of a field's accessors.
fn names(field: &Field, property: &Property) -> Vec<String> {
    let mut names = vec![field.getter()];
    names.extend(property.has_setter().then(|| field.setter()));
    names.extend(property.has_mutator().then(|| field.mutator()));
    names.iter().map(|name: &Ident| name.unraw().to_string()).collect()
}
