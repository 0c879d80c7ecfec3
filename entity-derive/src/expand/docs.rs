//! The accessors' docs, beside the field's own.

use crate::ast::Property;
use crate::keys::DEFAULT;
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
    let is_collection = property.kind.form.items().is_some();
    let mut line = match does {
        Does::Reads => return None,
        Does::Sets => {
            return Some(format!("Sets {name} to a value, an `Option` (`None` makes it absent) or a `Prop`."));
        }
        Does::Lends => format!("Returns {name} for changes in place"),
    };
    line += if property.attr.has(&DEFAULT) || is_collection {
        ", and inserts an empty value, which counts once it is not empty, if it is absent or null."
    } else {
        ", if it has a value."
    };
    line += " Drops the received text";
    line += if is_collection { ", and keeps the items that do not decode in their places." } else { "." };
    if property.attr.has_rules {
        line += " Does not check the rules: `validate` does.";
    }
    Some(line)
}

/// A field's own docs as one text, if it has any, and their start. `None` if a macro writes some of them.
pub(super) fn own(carried: &[Attribute]) -> Option<(Option<String>, Span)> {
    let docs: Vec<_> = carried.iter().filter_map(value).map(literal).collect::<Option<_>>()?;
    let Some(first) = docs.first() else { return Some((None, Span::call_site())) };
    let docs: Vec<_> = docs.iter().map(|text| text.value()).collect();
    Some((Some(unindented(&docs.iter().flat_map(|text| without_stars(text)).collect::<Vec<_>>())), first.span()))
}

/// The lines of one doc comment. Of a block comment, without the column of stars, as rustdoc shows them.
fn without_stars(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.split('\n').collect();
    if lines.len() > 1 {
        // The indent of the comment's end.
        lines.pop_if(|last| last.trim().is_empty());
    }
    let column = lines.get(1).and_then(|line| line.find('*')).unwrap_or_default();
    let is_starred = |line: &str| line.find('*') == Some(column) && line[..column].trim().is_empty();
    if lines.iter().skip(1).all(|line| is_starred(line)) {
        lines.iter_mut().skip(1).for_each(|line| *line = &line[column + 1..]);
    }
    lines
}

/// The lines without the indent that all have.
fn unindented(lines: &[&str]) -> String {
    let written = |line: &&&str| !line.trim().is_empty();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let least = lines.iter().filter(written).map(indent).min().unwrap_or(0);
    let lines: Vec<_> = lines.iter().map(|line| line.get(least..).unwrap_or_default()).collect();
    lines.join("\n").trim_start_matches('\n').to_owned()
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

/// Wire name and keys: ``Wire name `clientContext`; at most 256 characters.`` Then the cases in which a getter returns
/// nothing or a setter refuses.
pub(super) fn facts(property: &Property, does: Does) -> String {
    let attr = &property.attr;
    let (rules, facts): (Vec<_>, Vec<_>) = attr.given.iter().partition(|given| given.key.is_rule());
    let phrases = rules.into_iter().chain(facts).map(|given| (given.key.docs)(&given.value));
    let parts: Vec<_> = iter::once(format!("Wire name {}", wire(property))).chain(phrases).collect();
    let mut line = format!("{}.", parts.join("; "));
    if matches!(does, Does::Reads) && !attr.has(&DEFAULT) {
        line += if property.kind.form.items().is_some() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn block_comments_are_as_rustdoc_shows_them() {
        let attrs: Vec<Attribute> = vec![
            parse_quote!(#[doc = "\n * The cells.\n *\n * - one\n *   more\n *\n *     code\n "]),
            parse_quote!(#[doc = " Also * this."]),
        ];
        let (text, _) = own(&attrs).expect("no macro");
        assert_eq!(text.as_deref(), Some("The cells.\n\n- one\n  more\n\n    code\nAlso * this."));
    }

    #[test]
    fn a_block_without_a_column_of_stars_keeps_its_lists() {
        let attrs: Vec<Attribute> = vec![parse_quote!(#[doc = "\n    The cells:\n    * one\n      * two\n    "])];
        let (text, _) = own(&attrs).expect("no macro");
        assert_eq!(text.as_deref(), Some("The cells:\n* one\n  * two"));
    }

    #[test]
    fn a_line_keeps_what_is_indented_further() {
        let attrs: Vec<Attribute> = vec![parse_quote!(#[doc = " The cells."]), parse_quote!(#[doc = "   - one"])];
        assert_eq!(own(&attrs).expect("no macro").0.as_deref(), Some("The cells.\n  - one"));
    }
}
