//! The parts of an attribute between its commas: a name, then keys.

use super::grammar::Grammar;
use crate::errors::Errors;
use crate::keys::{Key, nearest};
use crate::text::list;
use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Ident, LitStr, Meta, Token};

/// One part of an attribute; the value behind a key is still to be read.
pub(super) enum Part {
    Name(LitStr),
    Key(&'static Key, Ident),
}

/// Words that other frameworks have for the name.
pub(super) const MEANT_AS_NAME: [&str; 2] = ["name", "rename"];

/// The name's entry among the words seen.
const NAME: &str = "\"\"";

/// Calls `each` for each part. After a mistake it continues behind the next comma.
pub(super) fn parts(
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

/// The next part; an error for one that is not valid here or given twice.
fn part(input: ParseStream<'_>, grammar: &Grammar, seen: &mut Vec<String>) -> syn::Result<Part> {
    if input.peek(LitStr) {
        return name(input, grammar, seen).map(Part::Name);
    }
    let at = input.span();
    let ident = if input.peek(Ident::peek_any) { Some(input.call(Ident::parse_any)?) } else { None };
    let ident = ident.map(|ident| ident.unraw());
    let word = ident.as_ref().map(ToString::to_string).unwrap_or_default();
    let (Some(ident), Some(key)) = (ident, grammar.key(&word)) else {
        return Err(syn::Error::new(at, no_key(&word, grammar, seen)));
    };
    if seen.contains(&word) && !key.repeats {
        return Err(syn::Error::new(ident.span(), format!("`{word}` is given twice")));
    }
    seen.push(word);
    Ok(Part::Key(key, ident))
}

/// The name, which comes first.
fn name(input: ParseStream<'_>, grammar: &Grammar, seen: &mut Vec<String>) -> syn::Result<LitStr> {
    if !grammar.takes_name {
        return Err(input.error(format!("`#[{}]` takes no name: {}", grammar.attribute, grammar.example)));
    }
    let name: LitStr = input.parse()?;
    if seen.iter().any(|key| key == NAME) {
        let value = name.value();
        let mistake = if grammar.key(&value).is_some() {
            format!("`{value}` is a key: write it without quotes")
        } else {
            "the name is given twice".to_owned()
        };
        return Err(syn::Error::new(name.span(), mistake));
    }
    let is_first = seen.is_empty();
    seen.push(NAME.to_owned());
    let late = || syn::Error::new(name.span(), format!("the name comes first: {}", grammar.example));
    if is_first { Ok(name) } else { Err(late()) }
}

/// The message for a part that is not a name or a valid key; `word` is empty if the part is not a word.
fn no_key(word: &str, grammar: &Grammar, seen: &mut Vec<String>) -> String {
    let Grammar { attribute, example, takes_name, .. } = grammar;
    let near = nearest(word, grammar.all());
    if *takes_name && seen.is_empty() && near.is_none() {
        // Meant as the name, so that the name is not reported as missing too.
        seen.push(NAME.to_owned());
        return format!("the name comes first, in quotes: {example}");
    }
    let words: Vec<_> = grammar.all().map(|key| key.word).collect();
    let valid = if let [key] = &*words {
        format!("the valid key is `{key}`")
    } else {
        format!("valid keys are {}", list(&words))
    };
    if word.is_empty() {
        return format!("expected a key: {valid}");
    }
    let hint = match near {
        Some(near) => format!("did you mean `{}`? ", near.word),
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
