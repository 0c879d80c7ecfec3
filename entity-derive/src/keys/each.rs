//! `each(…)`: rules for the items of a collection.

use super::value::{self, Value};
use super::{Given, Key, Of, PROP, Part, nearest, rules};
use crate::text::list;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, Token, parenthesized, token};

/// The keys that `each` takes.
fn keys() -> impl Iterator<Item = &'static Key> + Clone {
    PROP.iter().copied().filter(|key| key.in_each)
}

/// Reads the keys between its parentheses.
pub(super) fn read(key: &Ident, input: ParseStream<'_>) -> syn::Result<Value> {
    let mistake = |at| syn::Error::new(at, format!("`{key}` takes rules for the items: `{key}(max_len = 10)`"));
    if !input.peek(token::Paren) {
        return Err(mistake(key.span()));
    }
    let inner;
    let at = parenthesized!(inner in input).span.join();
    let mut given = Vec::new();
    let read = rules_of_items(&inner, &mut given);
    // What is left would be reported as unexpected.
    while inner.parse::<TokenTree>().is_ok() {}
    read?;
    if given.is_empty() { Err(mistake(at)) } else { Ok(Value::Each(given)) }
}

fn rules_of_items(input: ParseStream<'_>, given: &mut Vec<Given>) -> syn::Result<()> {
    while !input.is_empty() {
        let at = input.call(Ident::parse_any)?.unraw();
        let word = at.to_string();
        let key = keys().find(|key| key.word == word).ok_or_else(|| no_key(&at))?;
        if given.iter().any(|other| other.key.is(key)) && !key.repeats {
            return Err(syn::Error::new(at.span(), format!("`{word}` is given twice")));
        }
        let value = match key.takes {
            Some(takes) => takes(&at, input)?,
            None => value::none(&at, input).map(|()| Value::None)?,
        };
        given.extend(Given::all(key, &at, value));
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(())
}

fn no_key(at: &Ident) -> syn::Error {
    let word = at.to_string();
    let hint = nearest(&word, keys()).map_or_else(String::new, |near| format!("did you mean `{}`? ", near.word));
    let valid = list(&keys().map(|key| key.word).collect::<Vec<_>>());
    syn::Error::new(at.span(), format!("`each` has no key `{word}`: {hint}valid keys are {valid}"))
}

pub(super) fn docs(value: &Value) -> String {
    let Value::Each(given) = value else { return String::new() };
    let rules: Vec<_> = given.iter().map(|given| (given.key.docs)(&given.value)).collect();
    format!("of each item: {}", rules.join(", "))
}

pub(super) fn rule(value: &Value, of: &Of<'_>) -> TokenStream {
    let Value::Each(given) = value else { return TokenStream::new() };
    let rules = rules(given, &Of { ty: of.ty, part: Part::Item });
    let count = rules.len();
    quote!(__p::Rule::Each({ static __EACH: [__p::Rule; #count] = [#(#rules),*]; &__EACH }))
}
