//! Reads attributes into plain structs, with their tokens. Whether they make sense together is `check`'s business.

mod prop;
mod types;

pub(crate) use prop::{Demand, Limit, PropAttr, Rule};
pub(crate) use types::{ACTION, COMPLEX_TYPE, ENTITY, ENUM_TYPE, ONE_OF, TypeAttr, is_anothers};

use crate::errors::Errors;
use crate::text::{list, nearest};
use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, Path, Token, token};

/// What one attribute takes.
pub(crate) struct Grammar {
    pub(crate) attribute: &'static str,
    /// How it looks, for the errors.
    pub(crate) example: &'static str,
    pub(crate) takes_name: bool,
    pub(crate) keys: &'static [&'static str],
}

/// One part of an attribute; what follows a key is still to be read.
pub(crate) enum Part {
    Name(LitStr),
    Key(Ident),
}

/// Goes through the parts between commas. After a mistake it goes on behind the next comma.
pub(crate) fn parts(
    attr: &Attribute,
    grammar: &Grammar,
    errors: &mut Errors,
    mut each: impl FnMut(Part, ParseStream<'_>) -> syn::Result<()>,
) {
    if !matches!(attr.meta, Meta::List(_)) {
        errors.at(&attr.meta, format_args!("expected {}", grammar.example));
        return;
    }
    let mut seen = Vec::new();
    let parsed = attr.parse_args_with(|input: ParseStream<'_>| {
        while !input.is_empty() {
            let part = part(input, grammar, &mut seen).and_then(|part| each(part, input));
            if let Err(error) = part.and_then(|()| end_of_part(input)) {
                errors.push(error);
                skip_part(input);
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    });
    errors.keep(parsed);
    if grammar.takes_name && !seen.iter().any(|key| key == NAME) {
        errors.at(&attr.meta, format_args!("the name is missing: {}", grammar.example));
    }
}

/// Keys that others have for the name.
const MEANT_AS_NAME: [&str; 2] = ["name", "rename"];

/// What stands for the name among the keys seen.
const NAME: &str = "\"\"";

/// The next part; an error for one that is not valid here or given twice.
fn part(input: ParseStream<'_>, grammar: &Grammar, seen: &mut Vec<String>) -> syn::Result<Part> {
    if input.peek(LitStr) && !grammar.takes_name {
        return Err(input.error(format!("`#[{}]` takes no name: {}", grammar.attribute, grammar.example)));
    }
    if input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        if seen.iter().any(|key| key == NAME) {
            let value = name.value();
            let mistake = if grammar.keys.contains(&value.as_str()) {
                format!("`{value}` is a key: write it without quotes")
            } else {
                "the name is given twice".to_owned()
            };
            return Err(syn::Error::new(name.span(), mistake));
        }
        let first = seen.is_empty();
        seen.push(NAME.to_owned());
        let late = || syn::Error::new(name.span(), format!("the name comes first: {}", grammar.example));
        return if first { Ok(Part::Name(name)) } else { Err(late()) };
    }
    let at = input.span();
    let key = if input.peek(Ident::peek_any) { Some(input.call(Ident::parse_any)?) } else { None };
    let key = key.map(|key| key.unraw());
    let word = key.as_ref().map(ToString::to_string).unwrap_or_default();
    let Some(key) = key.filter(|_| grammar.keys.contains(&word.as_str())) else {
        return Err(syn::Error::new(at, no_key(&word, grammar, seen)));
    };
    if seen.contains(&word) {
        return Err(syn::Error::new(key.span(), format!("`{word}` is given twice")));
    }
    seen.push(word);
    Ok(Part::Key(key))
}

/// What is wrong where neither a name nor a valid key stands; `word` is empty where no word stands.
fn no_key(word: &str, grammar: &Grammar, seen: &mut Vec<String>) -> String {
    let Grammar { attribute, example, takes_name, keys } = grammar;
    let near = nearest(word, keys);
    if *takes_name && seen.is_empty() && near.is_none() {
        // It is meant to be the name, so that is not missing too.
        seen.push(NAME.to_owned());
        return format!("the name comes first, in quotes: {example}");
    }
    let valid =
        if let [key] = keys { format!("the valid key is `{key}`") } else { format!("valid keys are {}", list(keys)) };
    if word.is_empty() {
        return format!("expected a key: {valid}");
    }
    let hint = match near {
        Some(near) => format!("did you mean `{near}`? "),
        None if *takes_name && MEANT_AS_NAME.contains(&word) => "the name is the text in front; ".to_owned(),
        None => String::new(),
    };
    let as_in = if *takes_name { String::new() } else { format!(", as in {example}") };
    format!("`#[{attribute}]` has no key `{word}`: {hint}{valid}{as_in}")
}

fn end_of_part(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) { Ok(()) } else { Err(input.error("expected `,`")) }
}

fn skip_part(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}

/// For a key that stands alone.
fn no_value(key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![=]) || input.peek(token::Paren) {
        Err(input.error(format!("`{key}` takes no value: write it alone")))
    } else {
        Ok(())
    }
}

/// What stands behind `key =`.
fn value<T: Parse>(key: &Ident, input: ParseStream<'_>, takes: &str) -> syn::Result<T> {
    let mistake = |at: Span| syn::Error::new(at, format!("`{key}` takes {takes}"));
    if input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() || input.peek(Token![,]) {
        return Err(mistake(key.span()));
    }
    input.parse().map_err(|error: syn::Error| mistake(error.span()))
}

/// What stands behind `key =`, where `pick` finds it good.
fn picked<T>(
    key: &Ident,
    input: ParseStream<'_>,
    takes: &str,
    pick: impl FnOnce(&Expr) -> Option<T>,
) -> syn::Result<T> {
    let value: Expr = value(key, input, takes)?;
    pick(peel(&value)).ok_or_else(|| syn::Error::new_spanned(&value, format!("`{key}` takes {takes}")))
}

fn path(key: &Ident, input: ParseStream<'_>, takes: &str) -> syn::Result<Path> {
    picked(key, input, takes, |value| match value {
        Expr::Path(path) if path.qself.is_none() => Some(path.path.clone()),
        _ => None,
    })
}

fn string(key: &Ident, input: ParseStream<'_>, takes: &str) -> syn::Result<LitStr> {
    picked(key, input, takes, |value| match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.clone()),
        _ => None,
    })
}

/// The expression inside the invisible brackets that a `macro_rules!` fragment comes in.
pub(crate) fn peel(mut expr: &Expr) -> &Expr {
    while let Expr::Group(group) = expr {
        expr = &group.expr;
    }
    expr
}

/// The one attribute of that name; a mistake at each further one.
pub(crate) fn single<'a>(attrs: &'a [Attribute], name: &str, errors: &mut Errors) -> Option<&'a Attribute> {
    let mut found = attrs.iter().filter(|attr| attr.path().is_ident(name));
    let first = found.next();
    for another in found {
        errors.at(&another.meta, format_args!("`#[{name}]` is given twice: make it one"));
    }
    first
}

/// A mistake at each attribute of those names, which belong elsewhere.
pub(crate) fn misplaced(attrs: &[Attribute], names: &[&str], place: &str, errors: &mut Errors) {
    for attr in attrs {
        if let Some(name) = names.iter().find(|name| attr.path().is_ident(name)) {
            errors.at(&attr.meta, format_args!("`#[{name}]` goes above {place}"));
        }
    }
}

/// A mistake where an attribute that stands alone has arguments.
pub(crate) fn bare(attr: &Attribute, errors: &mut Errors) {
    let (tokens, name) = match &attr.meta {
        Meta::Path(_) => return,
        Meta::List(list) => (list.tokens.clone(), &list.path),
        Meta::NameValue(pair) => (quote::ToTokens::to_token_stream(&pair.value), &pair.path),
    };
    let name = name.get_ident().map(ToString::to_string).unwrap_or_default();
    if tokens.is_empty() {
        errors.at(&attr.meta, format_args!("`#[{name}]` takes nothing: write it alone"));
    } else {
        errors.at(tokens, format_args!("`#[{name}]` takes nothing: write it alone"));
    }
}

/// `#[member("wire")]`: the name.
pub(crate) fn member(attr: &Attribute, errors: &mut Errors) -> Option<LitStr> {
    let parsed = attr.parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated).ok();
    let mut names = parsed.into_iter().flatten();
    let name = names.next().filter(|_| names.next().is_none());
    if name.is_none() {
        errors.at(&attr.meta, "expected the wire name: `#[member(\"inCall\")]`");
    }
    name
}
