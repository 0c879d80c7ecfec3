//! The accessors' docs, beside the field's own.

use crate::ast::Property;
use crate::keys::DEFAULT;
use crate::kind::Form;
use crate::text::code;
use proc_macro2::Span;
use std::iter;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta};

/// An accessor's use of its property.
#[derive(Clone, Copy)]
pub(super) enum Does {
    Reads,
    Lends,
    Sets,
}

/// The first line; a getter starts with the field's own docs.
pub(super) fn does(property: &Property, does: Does) -> Option<String> {
    let name = wire(property);
    let is_collection = matches!(property.kind.form, Form::Vec(_));
    let mut line = match does {
        Does::Reads => return None,
        Does::Sets => {
            return Some(format!("Sets {name} to a value, an `Option` (`None` makes it absent) or a `Prop`."));
        }
        Does::Lends => format!("Returns {name} for changes in place"),
    };
    line += if property.attr.has(&DEFAULT) || is_collection {
        ", and inserts an empty value if it is absent or null."
    } else {
        ", if it has a value."
    };
    line += " Drops the received text";
    line += if is_collection { ", and with it the items that did not decode." } else { "." };
    if property.attr.has_rules {
        line += " Does not check the rules: `validate` does.";
    }
    Some(line)
}

/// A field's own docs as one text, if it has any, and their start. `None` if a macro writes some of them.
pub(super) fn own(carried: &[Attribute]) -> Option<(Option<String>, Span)> {
    let docs: Vec<_> = carried.iter().filter_map(value).map(literal).collect::<Option<_>>()?;
    let Some(first) = docs.first() else { return Some((None, Span::call_site())) };
    let text = docs.iter().map(|text| text.value()).collect::<Vec<_>>().join("\n");
    // Text behind three slashes starts with a space.
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
    code(&property.attr.name_text())
}

/// Wire name and keys: ``Wire name `clientContext`; at most 256 characters.`` Then when a getter returns nothing, or a
/// setter refuses.
pub(super) fn facts(property: &Property, does: Does) -> String {
    let attr = &property.attr;
    let (rules, facts): (Vec<_>, Vec<_>) = attr.given.iter().partition(|given| given.key.is_rule());
    let phrases = rules.into_iter().chain(facts).map(|given| (given.key.docs)(&given.value));
    let parts: Vec<_> = iter::once(format!("Wire name {}", wire(property))).chain(phrases).collect();
    let mut line = format!("{}.", parts.join("; "));
    if matches!(does, Does::Reads) && !attr.has(&DEFAULT) {
        line += if matches!(property.kind.form, Form::Vec(_)) {
            " Empty if it is absent, null or does not decode. Items that do not decode are left out."
        } else {
            " `None` if it is absent, null or does not decode."
        };
    }
    if matches!(does, Does::Sets) && attr.has_rules {
        line += "\n\n# Errors\nIf a rule refuses the value. The property then keeps its present one.";
    }
    line
}
