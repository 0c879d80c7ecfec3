//! Checks the keys of a property: each fits the property's kind, and they go together. The rows decide.

use crate::ast::Property;
use crate::attr::Attr;
use crate::errors::Errors;
use crate::keys::{Effect, Given, Key, PROP};
use crate::kind::{Form, Kind};
use crate::text::shown;
use std::fmt::Write;

/// Reports mistaken keys and removes them.
pub(crate) fn check(property: &mut Property, is_of_action: bool, errors: &mut Errors) {
    let Property { attr, kind, .. } = property;
    attr.given.retain(|given| {
        let mistake = misfit(given, kind);
        if let Some(mistake) = &mistake {
            errors.at(&given.at, mistake);
        }
        mistake.is_none() && (given.key.is_sound)(given, kind, errors)
    });
    limits(attr, errors);
    names(attr, errors);
    exclusions(attr, errors);
    if is_of_action {
        attr.given.retain(|given| {
            if let Some(mistake) = given.key.not_in_actions {
                errors.at(&given.at, mistake);
            }
            given.key.not_in_actions.is_none()
        });
    }
}

/// The message for a key that does not fit the kind.
fn misfit(given: &Given, kind: &Kind) -> Option<String> {
    let fits = given.key.fits.as_ref().filter(|fits| !(fits.has)(&kind.form))?;
    let mut message = format!("`{}` fits {}; this is `{}`", given.key.word, fits.places, shown(&kind.ty));
    match (fits.instead, &given.key.effect) {
        (Some(instead), _) => message += instead(&kind.form),
        (None, Effect::Rule(_)) => _ = write!(message, ": use {}", rules_for(&kind.form)),
        (None, Effect::Fact(_)) => {}
    }
    Some(message)
}

/// The rules for that form only, or `check`, which fits all: `` `max_len`, `min_len` or `pattern` ``.
fn rules_for(form: &Form) -> String {
    let fit = |key: &&&Key| key.is_alternative && key.fits(form);
    let words: Vec<_> = PROP.iter().filter(fit).map(|key| format!("`{}`", key.word)).collect();
    match &*words {
        [] => "`check`".to_owned(),
        [word] => word.clone(),
        [words @ .., last] => format!("{} or {last}", words.join(", ")),
    }
}

/// Reports a lower limit that is above the upper one.
fn limits(attr: &mut Attr, errors: &mut Errors) {
    let limits: Vec<_> = attr.given.iter().filter_map(|given| Some((given.key, given.value.limit()?.value))).collect();
    attr.given.retain(|given| {
        let (Some(key), Some(least)) = (given.key.most, given.value.limit()) else { return true };
        let Some((_, most)) = limits.iter().find(|(other, most)| other.is(key) && least.value > *most) else {
            return true;
        };
        let (word, value) = (given.key.word, least.value);
        errors.at(
            &least.literal,
            format_args!("nothing satisfies both: `{word} = {value}` is more than `{} = {most}`", key.word),
        );
        false
    });
}

/// Reports a rule of the user's own that has the name of another.
pub(super) fn names(attr: &mut Attr, errors: &mut Errors) {
    let mut seen = Vec::new();
    attr.given.retain(|given| {
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
pub(super) fn exclusions(attr: &mut Attr, errors: &mut Errors) {
    let all: Vec<_> = attr.given.iter().map(|given| given.key).collect();
    attr.given.retain(|given| {
        let excluded = given.key.not_with.iter().find(|(other, _)| all.iter().any(|key| key.is(other)));
        let incomplete = given.key.only_with.filter(|(needed, _)| !all.iter().any(|key| key.is(needed)));
        let mistake = excluded.copied().or(incomplete).map(|(_, mistake)| mistake);
        if let Some(mistake) = mistake {
            errors.at(&given.at, mistake);
        }
        mistake.is_none()
    });
}
