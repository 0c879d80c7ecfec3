//! The values of keys: `key = …`, read and with their tokens.

use crate::text::{code, shown};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, ExprLit, ExprPath, ExprRange, Ident, Lit, LitInt, LitStr, RangeLimits, Token, Type, token};

/// A key's value. Its tokens are the run-time crate's.
pub(crate) enum Value {
    /// A key without a value.
    None,
    Limit(Limit),
    Text(LitStr),
    Range(Box<(Expr, Expr)>),
    /// The path of a function, of a crate.
    Path(ExprPath),
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
            Self::Path(path) => path.to_tokens(tokens),
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
    let mistake = |at: Span| syn::Error::new(at, format!("`{key}` takes {takes}"));
    if input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() || input.peek(Token![,]) {
        return Err(mistake(key.span()));
    }
    input.parse().map_err(|error: syn::Error| mistake(error.span()))
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
