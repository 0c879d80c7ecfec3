//! The rule `range`: its ends are compared with the property's kind of number.

use super::Given;
use super::value::{Value, peel};
use crate::errors::Errors;
use crate::kind::{Form, Kind, ends};
use crate::text::{code, shown};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Expr, ExprLit, ExprUnary, Lit, LitInt, UnOp};

pub(super) fn docs(value: &Value) -> String {
    let Value::Range(both) = value else { return String::new() };
    format!("from {} to {}", code(&shown(&both.0)), code(&shown(&both.1)))
}

pub(super) fn rule(value: &Value, kind: &Kind) -> TokenStream {
    let Value::Range(both) = value else { return TokenStream::new() };
    let (start, end) = &**both;
    let number = if let Form::Number(number) = kind.form { number } else { "f64" };
    let (range, ty) = (format_ident!("range_{number}"), format_ident!("{number}"));
    // Only the compiler knows the values of constants.
    let assert = quote_spanned! {ends(start).0=>
        ::core::assert!(__start <= __end, "nothing is in this range: the first end is more than the last");
    };
    let primitive = quote!(::core::primitive::#ty);
    quote!({ let (__start, __end): (#primitive, #primitive) = (#start, #end); #assert __p::#range(__start, __end) })
}

/// Reports ends that the kind cannot hold, and a range with nothing in it.
pub(super) fn is_sound(given: &Given, kind: &Kind, errors: &mut Errors) -> bool {
    let (Value::Range(both), Form::Number(kind)) = (&given.value, &kind.form) else { return true };
    let (start, end) = &**both;
    let before = errors.count();
    for (end, literal) in [start, end].into_iter().filter_map(|end| Some((end, literal(end)?))) {
        match (literal, kind.starts_with('f')) {
            (Lit::Int(literal), true) if literal.suffix() != *kind => {
                let sign = if matches!(peel(end), Expr::Unary(_)) { "-" } else { "" };
                let digits = literal.base10_digits();
                errors.at(end, format_args!("an end of a range of `{kind}` has a point: `{sign}{digits}.0`"));
            }
            (Lit::Float(_), false) => errors.at(end, format_args!("an end of a range of `{kind}` is a whole number")),
            (Lit::Int(literal), false) => whole(end, literal, kind, errors),
            _ => {}
        }
    }
    let is_empty = matches!((number(start), number(end)), (Some(start), Some(end)) if start > end);
    if is_empty && errors.count() == before {
        errors.at(start, format_args!("nothing is in this range: {} is more than {}", shown(start), shown(end)));
    }
    errors.count() == before
}

/// Reports a whole number that the kind cannot hold.
fn whole(end: &Expr, literal: &LitInt, kind: &str, errors: &mut Errors) {
    let (least, most): (i128, i128) = match kind {
        "u8" => (0, u8::MAX.into()),
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    };
    let number = literal.base10_parse().unwrap_or(i128::MAX);
    let number = if matches!(peel(end), Expr::Unary(_)) { -number } else { number };
    let is = if number < least {
        "less"
    } else if number > most {
        "more"
    } else {
        return;
    };
    let a = if kind == "u8" { "a" } else { "an" };
    errors.at(end, format_args!("`{}` is {is} than {a} `{kind}` holds", shown(end)));
}

/// A number that is written out.
fn number(expr: &Expr) -> Option<f64> {
    let number: f64 = match literal(expr)? {
        Lit::Int(literal) => literal.base10_digits().parse().ok()?,
        Lit::Float(literal) => literal.base10_digits().parse().ok()?,
        _ => return None,
    };
    Some(if matches!(peel(expr), Expr::Unary(_)) { -number } else { number })
}

/// The literal, behind a minus or not. `-5` from a macro is one literal, minus included.
fn literal(expr: &Expr) -> Option<&Lit> {
    match peel(expr) {
        Expr::Lit(ExprLit { lit, .. }) => Some(lit),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match peel(expr) {
            Expr::Lit(ExprLit { lit, .. }) => Some(lit),
            _ => None,
        },
        _ => None,
    }
}
