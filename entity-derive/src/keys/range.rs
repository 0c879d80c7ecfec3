//! The ends of the rule `range`. Only the compiler knows the kind, and the values of constants: the run-time crate checks both.

use super::value::{Value, peel};
use crate::text::{code, shown};
use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, ExprUnary, Lit, LitFloat, LitInt, UnOp};

/// From `0` to `99`; at least `0`; at most `99`.
pub(super) fn docs(value: &Value) -> String {
    let Value::Range(ends) = value else { return String::new() };
    let shown = |end: &Expr| match literal(end) {
        Some((_, Lit::Str(text))) => code(&text.value()),
        _ => code(&shown(end)),
    };
    match &**ends {
        (Some(first), Some(last)) => format!("from {} to {}", shown(first), shown(last)),
        (Some(first), None) => format!("at least {}", shown(first)),
        (None, Some(last)) => format!("at most {}", shown(last)),
        (None, None) => String::new(),
    }
}

pub(super) fn rule(value: &Value) -> TokenStream {
    let Value::Range(ends) = value else { return TokenStream::new() };
    let (first, last) = (end(ends.0.as_ref()), end(ends.1.as_ref()));
    quote!(__p::Rule::Range(#first, #last))
}

/// An end as the run-time crate's `End`.
fn end(end: Option<&Expr>) -> TokenStream {
    let Some(end) = end else { return quote!(__p::End::Open) };
    let at = end.span();
    match literal(end) {
        Some((minus, Lit::Int(number))) => {
            let number = Literal::i128_unsuffixed(whole(minus, number).unwrap_or_default());
            quote_spanned!(at=> __p::End::Whole(#number))
        }
        Some((minus, Lit::Float(number))) => {
            let text = float(minus, number);
            let number: Literal = text.parse().unwrap_or_else(|_| Literal::f64_unsuffixed(0.0));
            quote_spanned!(at=> __p::End::Float(#number, #text))
        }
        Some((_, Lit::Str(text))) => quote_spanned!(at=> __p::End::Text(#text)),
        _ => match Calculated::of(end) {
            Calculated { named: true, .. } => quote_spanned!(at=> __p::Given(#end).end()),
            Calculated { float: true, .. } => quote_spanned!(at=> __p::End::Float(#end, "")),
            Calculated { .. } => quote_spanned!(at=> __p::End::Whole(#end)),
        },
    }
}

/// The mistake in an end that is written out.
pub(super) fn mistake(end: &Expr) -> Option<&'static str> {
    match literal(end)? {
        (minus, Lit::Int(number)) if whole(minus, number).is_none() => {
            Some("this number is more than an `i64` holds: write it as a text")
        }
        (false, Lit::Int(_) | Lit::Float(_) | Lit::Str(_)) | (true, Lit::Int(_) | Lit::Float(_)) => None,
        _ => Some("an end of a range is a number, or the text of a decimal, a date, a time or a duration"),
    }
}

fn whole(minus: bool, number: &LitInt) -> Option<i128> {
    let number: i128 = number.base10_parse().ok()?;
    let number = if minus { -number } else { number };
    i64::try_from(number).is_ok().then_some(number)
}

/// The number without its suffix, with a point.
fn float(minus: bool, number: &LitFloat) -> String {
    let digits = number.base10_digits();
    let point = if digits.contains(['.', 'e', 'E']) { "" } else { ".0" };
    format!("{}{digits}{point}", if minus { "-" } else { "" })
}

/// The literal, and whether a minus stands in front. `-5` from a macro is one literal, minus included.
fn literal(expr: &Expr) -> Option<(bool, &Lit)> {
    match peel(expr) {
        Expr::Lit(ExprLit { lit, .. }) => Some((false, lit)),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match peel(expr) {
            Expr::Lit(ExprLit { lit, .. }) => Some((true, lit)),
            _ => None,
        },
        _ => None,
    }
}

/// The parts of an expression. A name or a suffix gives it a type; other literals take the type that is asked for.
#[derive(Default)]
pub(super) struct Calculated {
    pub(super) named: bool,
    float: bool,
}

impl Calculated {
    pub(super) fn of(expr: &Expr) -> Self {
        let mut this = Self::default();
        this.see(expr.to_token_stream());
        this
    }

    fn see(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.see(group.stream()),
                TokenTree::Ident(_) => self.named = true,
                TokenTree::Literal(literal) => match Lit::new(literal) {
                    Lit::Int(number) => self.named |= !number.suffix().is_empty(),
                    Lit::Float(number) => {
                        self.named |= !number.suffix().is_empty();
                        self.float = true;
                    }
                    _ => self.named = true,
                },
                TokenTree::Punct(_) => {}
            }
        }
    }
}
