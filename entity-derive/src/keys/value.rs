//! The values of keys: `key = …`, read and with their tokens.

use crate::text::{code, shown};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{
    Expr, ExprLit, ExprPath, ExprRange, Ident, Lit, LitInt, LitStr, RangeLimits, Token, Type, parenthesized, token,
};

/// A key's value. Its tokens are the run-time crate's.
pub(crate) enum Value {
    /// A key without a value.
    None,
    Limit(Limit),
    Text(LitStr),
    Range(Box<(Expr, Expr)>),
    /// The path of a function, of a crate.
    Path(ExprPath),
    /// A rule of the user's own: its name, if it has one, and the path of its function.
    Check(Option<Ident>, ExprPath),
    /// Several values of a key, each as if the key were given for it.
    Several(Vec<Value>),
    Type(Type),
}

/// A whole number, with its literal.
pub(crate) struct Limit {
    pub(crate) value: usize,
    pub(crate) literal: LitInt,
}

impl Value {
    /// The value as code in Markdown.
    pub(crate) fn code(&self) -> String {
        if let Self::Text(text) = self { code(&text.value()) } else { code(&shown(self)) }
    }

    /// `1 item`, `5 items`.
    pub(crate) fn counted(&self, what: &str) -> String {
        let count = self.limit().map_or(0, |limit| limit.value);
        if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
    }

    pub(crate) fn limit(&self) -> Option<&Limit> {
        if let Self::Limit(limit) = self { Some(limit) } else { None }
    }

    /// The name that the attribute gives a rule of the user's own.
    pub(crate) fn own_name(&self) -> Option<&Ident> {
        if let Self::Check(name, _) = self { name.as_ref() } else { None }
    }

    /// The name of the rule of the user's own.
    pub(crate) fn rule_name(&self) -> Option<String> {
        let Self::Check(name, _) = self else { return None };
        Some(name.as_ref().map_or_else(|| "check".to_owned(), |name| name.unraw().to_string()))
    }

    /// Returns whether the value can be a part of any constant: it refers to nothing else.
    pub(crate) fn is_literal(&self) -> bool {
        matches!(self, Self::None | Self::Limit(_))
    }
}

impl ToTokens for Value {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::None => {}
            Self::Limit(limit) => limit.value.to_tokens(tokens),
            Self::Text(text) => text.to_tokens(tokens),
            Self::Range(ends) => {
                let (start, end) = &**ends;
                quote::quote!(#start..=#end).to_tokens(tokens);
            }
            Self::Path(path) | Self::Check(_, path) => path.to_tokens(tokens),
            Self::Several(values) => tokens.append_all(values),
            Self::Type(ty) => ty.to_tokens(tokens),
        }
    }
}

/// A whole number that is written out.
pub(crate) fn limit(key: &Ident, input: ParseStream<'_>) -> syn::Result<Value> {
    picked(key, input, &format!("a whole number, written out: `{key} = 256`"), |value| match value {
        Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) if matches!(literal.suffix(), "" | "usize") => {
            Some(Value::Limit(Limit { value: literal.base10_parse().ok()?, literal: literal.clone() }))
        }
        _ => None,
    })
}

pub(crate) fn text(key: &Ident, input: ParseStream<'_>, takes: &str) -> syn::Result<Value> {
    picked(key, input, takes, |value| match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(Value::Text(text.clone())),
        _ => None,
    })
}

/// A path without generics in front.
pub(crate) fn path(key: &Ident, input: ParseStream<'_>, takes: &str) -> syn::Result<Value> {
    picked(key, input, takes, |value| match value {
        Expr::Path(path) if path.qself.is_none() => Some(Value::Path(path.clone())),
        _ => None,
    })
}

/// A function's path: `is_valid`, `<A as B>::is_valid`.
pub(crate) fn function(key: &Ident, input: ParseStream<'_>, takes: &str) -> syn::Result<Value> {
    picked(key, input, takes, |value| if let Expr::Path(path) = value { Some(Value::Path(path.clone())) } else { None })
}

/// A function's path, `check = is_valid`, or functions with the names of their rules, `check(even = is_even, small = is_small)`.
pub(crate) fn checks(key: &Ident, input: ParseStream<'_>, of: &str) -> syn::Result<Value> {
    let takes = format!(
        "the path of a function, `fn(&{of}) -> Result<(), String>`: `check = is_valid`, or `check(name = is_valid)` with the rule's name"
    );
    if !input.peek(token::Paren) {
        let Value::Path(path) = function(key, input, &takes)? else { return Ok(Value::None) };
        return Ok(Value::Check(None, path));
    }
    let named;
    let at = parenthesized!(named in input).span.join();
    let parsed = Punctuated::<NamedCheck, Token![,]>::parse_terminated(&named);
    // What is left would be reported as unexpected.
    named.parse::<TokenStream>()?;
    let named = parsed.map_err(|error| mistake(error.span(), key, &takes))?;
    if named.is_empty() {
        return Err(mistake(at, key, &takes));
    }
    Ok(Value::Several(named.into_iter().map(|check| Value::Check(Some(check.name), check.path)).collect()))
}

/// `even = is_even`
struct NamedCheck {
    name: Ident,
    path: ExprPath,
}

impl Parse for NamedCheck {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>().map_err(|_| syn::Error::new(name.span(), ""))?;
        let path = input.parse()?;
        Ok(Self { name, path })
    }
}

pub(crate) fn range(key: &Ident, input: ParseStream<'_>) -> syn::Result<Value> {
    picked(key, input, "both ends, the last one included: `range = 0..=99`", |value| match value {
        Expr::Range(ExprRange { start: Some(start), end: Some(end), limits: RangeLimits::Closed(_), .. }) => {
            Some(Value::Range(Box::new((peel(start).clone(), peel(end).clone()))))
        }
        _ => None,
    })
}

pub(crate) fn ty(key: &Ident, input: ParseStream<'_>, takes: &str) -> syn::Result<Value> {
    parsed(key, input, takes).map(Value::Type)
}

/// Reports a value behind a key that takes none.
pub(crate) fn none(key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![=]) || input.peek(token::Paren) {
        return Err(input.error(format!("`{key}` takes no value: write it alone")));
    }
    Ok(())
}

/// Parses the tokens behind `key =`.
fn parsed<T: Parse>(key: &Ident, input: ParseStream<'_>, takes: &str) -> syn::Result<T> {
    if input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() || input.peek(Token![,]) {
        return Err(mistake(key.span(), key, takes));
    }
    input.parse().map_err(|error: syn::Error| mistake(error.span(), key, takes))
}

fn mistake(at: Span, key: &Ident, takes: &str) -> syn::Error {
    syn::Error::new(at, format!("`{key}` takes {takes}"))
}

/// Parses an expression behind `key =`, for `pick` to accept or refuse.
fn picked<T>(
    key: &Ident,
    input: ParseStream<'_>,
    takes: &str,
    pick: impl FnOnce(&Expr) -> Option<T>,
) -> syn::Result<T> {
    let value: Expr = parsed(key, input, takes)?;
    pick(peel(&value)).ok_or_else(|| syn::Error::new_spanned(&value, format!("`{key}` takes {takes}")))
}

/// The expression without the invisible brackets around a `macro_rules!` fragment.
pub(crate) fn peel(mut expr: &Expr) -> &Expr {
    while let Expr::Group(group) = expr {
        expr = &group.expr;
    }
    expr
}
