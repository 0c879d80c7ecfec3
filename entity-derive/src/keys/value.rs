//! The values of keys: `key = …`, read and with their tokens.

use super::{Given, range};
use crate::text::{code, shown};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Expr, ExprLit, ExprPath, ExprRange, Ident, Lit, LitStr, RangeLimits, Token, Type, Visibility, parenthesized, token,
};

/// A key's value.
pub(crate) enum Value {
    /// A key without a value.
    None,
    /// A number of characters or items: written out, or an expression.
    Limit(Option<usize>, Expr),
    /// A regular expression: written out, or the path of a constant.
    Pattern(Option<LitStr>, Expr),
    Range(Box<(Option<Expr>, Option<Expr>)>),
    /// The path of a function, of a crate.
    Path(ExprPath),
    /// A rule of the user's own: its name, if it has one, and the path of its function.
    Check(Option<Ident>, ExprPath),
    /// Rules for the items of a collection.
    Each(Vec<Given>),
    /// Several values of a key, each as if the key were given for it.
    Several(Vec<Value>),
    Type(Type),
    /// A wire name.
    Name(LitStr),
    Vis(Visibility),
}

impl Value {
    /// The value as code in Markdown.
    pub(crate) fn code(&self) -> String {
        match self {
            Self::Pattern(Some(text), _) | Self::Name(text) => code(&text.value()),
            Self::Pattern(None, expr) | Self::Limit(_, expr) => code(&shown(expr)),
            Self::Path(path) | Self::Check(_, path) => code(&shown(path)),
            _ => String::new(),
        }
    }

    /// `1 item`, `5 items`, `` `MOST` items ``.
    pub(crate) fn counted(&self, what: &str) -> String {
        match self {
            Self::Limit(Some(1), _) => format!("1 {what}"),
            Self::Limit(Some(count), _) => format!("{count} {what}s"),
            _ => format!("{} {what}s", self.code()),
        }
    }

    /// The part of the program that a visibility reaches, for docs.
    pub(crate) fn reach(&self) -> String {
        match self {
            Self::Vis(Visibility::Public(_)) => "set by all".to_owned(),
            Self::Vis(Visibility::Restricted(vis)) if !vis.path.is_ident("crate") => {
                format!("set within {}", code(&shown(&vis.path)))
            }
            Self::Vis(Visibility::Restricted(_)) => "set within its crate".to_owned(),
            _ => "set within its module".to_owned(),
        }
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

    /// A limit as a `usize` of the run-time crate.
    pub(crate) fn as_limit(&self) -> TokenStream {
        match self {
            Self::Limit(Some(number), _) => number.to_token_stream(),
            Self::Limit(None, expr) if !range::Calculated::of(expr).named => expr.to_token_stream(),
            Self::Limit(None, expr) => quote_spanned!(expr.span()=> __p::Given(#expr).limit()),
            _ => TokenStream::new(),
        }
    }

    /// Returns whether the value can be a part of any constant: it refers to nothing else.
    pub(crate) fn is_literal(&self) -> bool {
        matches!(self, Self::None | Self::Limit(Some(_), _))
    }
}

/// A whole number, or a constant expression.
pub(crate) fn limit(key: &Ident, input: ParseStream<'_>) -> syn::Result<Value> {
    picked(key, input, &format!("a whole number or a constant: `{key} = 256`, `{key} = MOST`"), |value| match value {
        Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) if matches!(literal.suffix(), "" | "usize") => {
            Some(Value::Limit(Some(literal.base10_parse().ok()?), value.clone()))
        }
        Expr::Lit(_) | Expr::Range(_) | Expr::Closure(_) | Expr::Assign(_) | Expr::Unary(_) | Expr::Tuple(_) => None,
        value => Some(Value::Limit(None, value.clone())),
    })
}

/// A text, or the path of a constant.
pub(crate) fn pattern(key: &Ident, input: ParseStream<'_>) -> syn::Result<Value> {
    let takes = "a regular expression in quotes, or a constant: `pattern = \"^[0-9]+$\"`";
    picked(key, input, takes, |value| match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(Value::Pattern(Some(text.clone()), value.clone())),
        Expr::Path(_) | Expr::Macro(_) => Some(Value::Pattern(None, value.clone())),
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
    let takes = "its ends, the last one included, or one of them: `range = 0..=99`, `range = 0..`, `range = ..=99`";
    let value = picked(key, input, takes, |value| match value {
        Expr::Range(ExprRange { start, end, limits, .. }) => {
            let is_closed = matches!(limits, RangeLimits::Closed(_));
            let ends = (start.as_deref().map(peel).cloned(), end.as_deref().map(peel).cloned());
            (end.is_some() == is_closed && (start.is_some() || end.is_some())).then(|| Value::Range(Box::new(ends)))
        }
        _ => None,
    })?;
    if let Value::Range(ends) = &value {
        for end in [&ends.0, &ends.1].into_iter().flatten() {
            if let Some(mistake) = range::mistake(end) {
                return Err(syn::Error::new_spanned(end, mistake));
            }
        }
    }
    Ok(value)
}

/// A text: a wire name.
pub(crate) fn name(key: &Ident, input: ParseStream<'_>) -> syn::Result<Value> {
    picked(key, input, &format!("a wire name in quotes: `{key} = \"olderName\"`"), |value| match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(Value::Name(text.clone())),
        _ => None,
    })
}

pub(crate) fn visibility(key: &Ident, input: ParseStream<'_>) -> syn::Result<Value> {
    let takes = format!("a visibility: `{key} = pub(crate)`");
    let vis: Visibility = parsed(key, input, &takes)?;
    // The visibility of a macro's fragment may be empty; other tokens are not one.
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(Value::Vis(vis));
    }
    Err(mistake(input.span(), key, &takes))
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
