//! Checks the keys of a property: each value is right, and they go together. The rows decide.

use crate::ast::Property;
use crate::errors::Errors;
use crate::keys::{Given, Value};

/// Reports mistaken keys and removes them.
pub(crate) fn check(property: &mut Property, is_of_action: bool, errors: &mut Errors) {
    let attr = &mut property.attr;
    attr.given.retain_mut(|given| {
        if let Value::Each(items) = &mut given.value {
            items.retain(|given| (given.key.is_sound)(given, errors));
            names(items, errors);
            exclusions(items, errors);
        }
        (given.key.is_sound)(given, errors)
    });
    names(&mut attr.given, errors);
    exclusions(&mut attr.given, errors);
    if is_of_action {
        attr.given.retain(|given| {
            if let Some(mistake) = given.key.not_in_actions {
                errors.at(&given.at, mistake);
            }
            given.key.not_in_actions.is_none()
        });
    }
}

/// Reports a rule of the user's own that has the name of another.
pub(super) fn names(given: &mut Vec<Given>, errors: &mut Errors) {
    let mut seen = Vec::new();
    given.retain(|given| {
        let Some(name) = given.value.rule_name() else { return true };
        if seen.contains(&name) {
            errors.at(
                given.value.own_name().unwrap_or(&given.at),
                format_args!("another rule is called `{name}`: give each a name, `check(name = path)`"),
            );
            return false;
        }
        seen.push(name);
        true
    });
}

/// Reports keys that others exclude, and keys that need another one.
pub(super) fn exclusions(given: &mut Vec<Given>, errors: &mut Errors) {
    let all: Vec<_> = given.iter().map(|given| given.key).collect();
    given.retain(|given| {
        let excluded = given.key.not_with.iter().find(|(other, _)| all.iter().any(|key| key.is(other)));
        let incomplete = given.key.only_with.filter(|(needed, _)| !all.iter().any(|key| key.is(needed)));
        let mistake = excluded.copied().or(incomplete).map(|(_, mistake)| mistake);
        if let Some(mistake) = mistake {
            errors.at(&given.at, mistake);
        }
        mistake.is_none()
    });
}
