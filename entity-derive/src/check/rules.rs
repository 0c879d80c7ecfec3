//! A property's rules and facts: whether each fits what the property holds, and whether they go together.

use crate::ast::{Form, Kind, Property};
use crate::attr::{Demand, Limit, PropAttr, Rule, peel};
use crate::errors::Errors;
use crate::text::shown;
use syn::{Expr, ExprLit, ExprUnary, Lit, LitInt, LitStr, UnOp};

/// A mistaken rule or fact is taken out.
pub(crate) fn check(property: &mut Property, errors: &mut Errors) {
    let Property { attr, kind, .. } = property;
    attr.rules.retain(|rule| {
        let mistake = misfit(rule, kind);
        if let Some(mistake) = &mistake {
            errors.at(&rule.key, mistake);
        }
        mistake.is_none() && is_sound(rule, &kind.form, errors)
    });
    default(attr, kind, errors);
    limits(attr, errors);
    together(attr, errors);
}

/// A parameter of an action is there to be sent.
pub(crate) fn sent(property: &mut Property, errors: &mut Errors) {
    if let Some(key) = property.attr.read_only.take() {
        errors.at(key, "`read_only` is not for an action's parameters: they are there to be sent");
    }
}

/// Where a rule fits, if it is not here.
fn misfit(rule: &Rule, kind: &Kind) -> Option<String> {
    let (fits, places) = match &rule.demand {
        Demand::MaxLen(_) | Demand::MinLen(_) | Demand::Pattern(_) => (kind.form.is_text(), "`String` and `Secret`"),
        Demand::Range(_) => (matches!(kind.form, Form::Number(_)), "`u8`, `i8`, `i16`, `i32`, `i64`, `f32` and `f64`"),
        Demand::MaxItems(_) | Demand::MinItems(_) => (matches!(kind.form, Form::Vec(_)), "`Vec`"),
        Demand::Check(_) | Demand::NonNull | Demand::Required => return None,
    };
    if fits {
        return None;
    }
    let instead = match kind.form {
        Form::Number(_) => ": use `range`",
        Form::Vec(_) => ": use `max_items` and `min_items`, or `check`",
        Form::String | Form::Secret => ": use `max_len`, `min_len` or `pattern`",
        _ => ": use `check`",
    };
    Some(format!("`{}` fits {places}; this is `{}`{instead}", rule.key, shown(&kind.ty)))
}

/// What is wrong with the rule itself.
fn is_sound(rule: &Rule, form: &Form, errors: &mut Errors) -> bool {
    match &rule.demand {
        Demand::Pattern(pattern) => pattern_is_sound(pattern, &rule.key, errors),
        Demand::Range(ends) => range_is_sound(&ends.0, &ends.1, form, errors),
        _ => true,
    }
}

fn range_is_sound(start: &Expr, end: &Expr, form: &Form, errors: &mut Errors) -> bool {
    let Form::Number(kind) = form else { return true };
    let before = errors.count();
    for (end, literal) in [start, end].into_iter().filter_map(|end| Some((end, literal(end)?))) {
        match (literal, kind.starts_with('f')) {
            (Lit::Int(literal), true) if literal.suffix() != *kind => {
                let sign = if matches!(peel(end), Expr::Unary(_)) { "-" } else { "" };
                let digits = literal.base10_digits();
                errors.at(end, format_args!("an end of a range of `{kind}` has a point: `{sign}{digits}.0`"));
            }
            (Lit::Float(_), false) => errors.at(end, format_args!("an end of a range of `{kind}` is a whole number")),
            (Lit::Int(literal), false) => whole_is_held(end, literal, kind, errors),
            _ => {}
        }
    }
    let is_empty = matches!((number(start), number(end)), (Some(start), Some(end)) if start > end);
    if is_empty && errors.count() == before {
        errors.at(start, format_args!("nothing is in this range: {} is more than {}", shown(start), shown(end)));
    }
    errors.count() == before
}

/// An end that the kind cannot hold.
fn whole_is_held(end: &Expr, literal: &LitInt, kind: &str, errors: &mut Errors) {
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

#[cfg(feature = "pattern")]
fn pattern_is_sound(pattern: &LitStr, _key: &syn::Ident, errors: &mut Errors) -> bool {
    let compiled = regex_lite::Regex::new(&pattern.value());
    if let Err(mistake) = &compiled {
        errors.at(pattern, format_args!("this is no regular expression: {mistake}"));
    }
    compiled.is_ok()
}

#[cfg(not(feature = "pattern"))]
fn pattern_is_sound(_pattern: &LitStr, key: &syn::Ident, errors: &mut Errors) -> bool {
    errors.at(key, "`pattern` needs the feature `pattern` of entity-core: switch it on in Cargo.toml");
    false
}

fn default(attr: &mut PropAttr, kind: &Kind, errors: &mut Errors) {
    let Some(key) = attr.default.take_if(|_| !kind.form.can_default()) else { return };
    if matches!(kind.form, Form::Vec(_)) {
        errors.at(key, "`default` is not for `Vec`: a collection reads as empty without it");
    } else if matches!(kind.form, Form::Edm) {
        let ty = shown(&kind.ty);
        errors.at(
            key,
            format_args!(
                "`default` is not for Edm's `{ty}`: a type of your own needs another name, `use … as …` gives it one"
            ),
        );
    } else {
        errors.at(
            key,
            format_args!("`default` fits complex types, entity types and `OneOf`s; this is `{}`", shown(&kind.ty)),
        );
    }
}

/// A least that is more than the most.
fn limits(attr: &mut PropAttr, errors: &mut Errors) {
    let most = |pick: fn(&Demand) -> Option<&Limit>| {
        attr.rules.iter().find_map(|rule| Some((rule.key.to_string(), pick(&rule.demand)?.value)))
    };
    let length = most(|demand| if let Demand::MaxLen(limit) = demand { Some(limit) } else { None });
    let items = most(|demand| if let Demand::MaxItems(limit) = demand { Some(limit) } else { None });
    attr.rules.retain(|rule| {
        let (least, most) = match &rule.demand {
            Demand::MinLen(least) => (least, &length),
            Demand::MinItems(least) => (least, &items),
            _ => return true,
        };
        let Some((word, most)) = most.as_ref().filter(|(_, most)| least.value > *most) else { return true };
        errors.at(
            &least.literal,
            format_args!("nothing satisfies both: `{} = {}` is more than `{word} = {most}`", rule.key, least.value),
        );
        false
    });
}

/// Words that say the same, or the contrary.
fn together(attr: &mut PropAttr, errors: &mut Errors) {
    let required = attr.rules.iter().any(|rule| matches!(rule.demand, Demand::Required));
    attr.rules.retain(|rule| {
        let mistake = match rule.demand {
            Demand::NonNull if required => "`required` includes `non_null`: take this one out",
            Demand::Required if attr.read_only.is_some() => {
                "`read_only` is set by the service alone: it cannot be required to be sent"
            }
            _ => return true,
        };
        errors.at(&rule.key, mistake);
        false
    });
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
