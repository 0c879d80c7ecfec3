//! What the accessors' docs say beside the field's own.

use crate::ast::{Form, Property};
use crate::attr::{Demand, Rule};
use crate::text::{code, shown};
use proc_macro2::Span;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta};

/// What an accessor does with its property.
#[derive(Clone, Copy)]
pub(super) enum Does {
    Reads,
    Lends,
    Sets,
}

/// The first line; a getter starts with the field's own docs.
pub(super) fn does(property: &Property, does: Does) -> Option<String> {
    let name = wire(property);
    if matches!(does, Does::Sets) {
        return Some(format!("Sets {name}: a value, an `Option` (`None` is absent) or a `Prop`."));
    }
    if matches!(does, Does::Reads) {
        return None;
    }
    let is_collection = matches!(property.kind.form, Form::Vec(_));
    let mut line = format!("{name} to change in place");
    line += if property.attr.default.is_some() || is_collection {
        ": an empty one is put there where it is absent or null."
    } else {
        ", if there is a value."
    };
    line += " Drops the text received";
    line += if is_collection { ", and with it the items that did not decode." } else { "." };
    if property.attr.has_rules {
        line += " Rules are not checked here: `validate` does.";
    }
    Some(line)
}

/// A field's own docs as one text, if it has any, and where they start. Nothing where some of them are a macro's.
pub(super) fn own(carried: &[Attribute]) -> Option<(Option<String>, Span)> {
    let docs: Vec<_> = carried.iter().filter_map(value).map(literal).collect::<Option<_>>()?;
    let Some(first) = docs.first() else { return Some((None, Span::call_site())) };
    let text = docs.iter().map(|text| text.value()).collect::<Vec<_>>().join("\n");
    // What stands behind three slashes starts with a space.
    let spaced = text.lines().all(|line| line.is_empty() || line.starts_with(' '));
    let lines: Vec<_> =
        text.lines().map(|line| if spaced { line.get(1..).unwrap_or_default() } else { line }).collect();
    Some((Some(lines.join("\n")), first.span()))
}

/// The text of an attribute `doc = …`.
pub(super) fn value(attr: &Attribute) -> Option<&Expr> {
    match &attr.meta {
        Meta::NameValue(doc) if doc.path.is_ident("doc") => Some(&doc.value),
        _ => None,
    }
}

fn literal(value: &Expr) -> Option<&LitStr> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
        _ => None,
    }
}

fn wire(property: &Property) -> String {
    code(&property.attr.wire.as_ref().map(LitStr::value).unwrap_or_default())
}

/// Wire name and rules: ``Wire name `clientContext`; at most 256 characters.`` And when a getter gives nothing, or a
/// setter refuses.
pub(super) fn facts(property: &Property, does: Does) -> String {
    let attr = &property.attr;
    let mut parts = vec![format!("Wire name {}", wire(property))];
    parts.extend(attr.rules.iter().map(rule));
    if attr.read_only.is_some() {
        parts.push("set by the service alone".to_owned());
    }
    if attr.default.is_some() {
        parts.push("an empty one where there is none".to_owned());
    }
    if attr.dynamic.is_some() {
        parts.push("the schema leaves it open".to_owned());
    }
    let mut line = format!("{}.", parts.join("; "));
    if matches!(does, Does::Reads) && attr.default.is_none() {
        line += if matches!(property.kind.form, Form::Vec(_)) {
            " Empty where it is absent, null or does not decode; without the items that do not."
        } else {
            " `None` where it is absent, null or does not decode."
        };
    }
    if matches!(does, Does::Sets) && attr.has_rules {
        line += "\n\n# Errors\nWhere a rule refuses it; the present value then stays.";
    }
    line
}

fn rule(rule: &Rule) -> String {
    match &rule.demand {
        Demand::MaxLen(limit) => format!("at most {}", counted(limit.value, "character")),
        Demand::MinLen(limit) => format!("at least {}", counted(limit.value, "character")),
        Demand::MaxItems(limit) => format!("at most {}", counted(limit.value, "item")),
        Demand::MinItems(limit) => format!("at least {}", counted(limit.value, "item")),
        Demand::Pattern(pattern) => format!("matches {}", code(&pattern.value())),
        Demand::Range(ends) => format!("from {} to {}", code(&shown(&ends.0)), code(&shown(&ends.1))),
        Demand::Check(path) => format!("checked by {}", code(&shown(path))),
        Demand::NonNull => "never null".to_owned(),
        Demand::Required => "required".to_owned(),
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
