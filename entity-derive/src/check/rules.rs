//! A property's rules and facts: whether each fits what the property holds, and whether they go together.

use crate::ast::{Form, Kind, Property};
use crate::attr::{Demand, Limit, PropAttr, Rule, peel};
use crate::errors::Errors;
use crate::text::shown;
use syn::{Expr, ExprLit, ExprUnary, Lit, LitStr, UnOp};

/// A mistaken rule or fact is taken out.
pub(crate) fn check(property: &mut Property, errors: &mut Errors) {
    let Property { attr, kind, .. } = property;
    attr.rules.retain(|rule| {
        let mistake = misfit(rule, kind);
        if let Some(mistake) = &mistake {
            errors.at(&rule.key, mistake);
        }
        mistake.is_none() && is_sound(&rule.demand, &rule.key, errors)
    });
    default(attr, kind, errors);
    limits(attr, errors);
    together(attr, errors);
}

/// Where a rule fits, if it is not here.
fn misfit(rule: &Rule, kind: &Kind) -> Option<String> {
    let (fits, places) = match &rule.demand {
        Demand::MaxLen(_) | Demand::MinLen(_) | Demand::Pattern(_) => (kind.form.is_text(), "`String` and `Secret`"),
        Demand::Range(_) => (matches!(kind.form, Form::Number(_)), "`u8`, `i8`, `i16`, `i32`, `i64`, `f32` and `f64`"),
        Demand::MaxItems(_) | Demand::MinItems(_) => (matches!(kind.form, Form::Vec), "`Vec`"),
        Demand::Check(_) | Demand::NonNull | Demand::Required => return None,
    };
    if fits {
        return None;
    }
    let instead = match kind.form {
        Form::Number(_) => ": use `range`",
        Form::Vec => ": use `max_items` and `min_items`, or `check`",
        Form::String | Form::Secret => ": use `max_len`, `min_len` or `pattern`",
        _ => ": use `check`",
    };
    Some(format!("`{}` fits {places}; this is `{}`{instead}", rule.key, shown(&kind.ty)))
}

/// What is wrong with the rule itself.
fn is_sound(demand: &Demand, key: &syn::Ident, errors: &mut Errors) -> bool {
    let mistake = match demand {
        Demand::Pattern(pattern) => return pattern_is_sound(pattern, key, errors),
        Demand::Range(ends) => match (number(&ends.0), number(&ends.1)) {
            (Some(start), Some(end)) if start > end => Some((&ends.0, format!("nothing is in this range: {} is more than {}", shown(&ends.0), shown(&ends.1)))),
            _ => None,
        },
        _ => None,
    };
    if let Some((tokens, mistake)) = &mistake {
        errors.at(tokens, mistake);
    }
    mistake.is_none()
}

#[cfg(feature = "pattern")]
fn pattern_is_sound(pattern: &LitStr, _key: &syn::Ident, errors: &mut Errors) -> bool {
    let compiled = regex_lite::Regex::new(&pattern.value());
    if let Err(mistake) = &compiled {
        errors.at(pattern, format_args!("no regular expression: {mistake}"));
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
    if matches!(kind.form, Form::Vec) {
        errors.at(key, "`default` is not for `Vec`: a collection reads as empty without it");
    } else {
        errors.at(key, format_args!("`default` fits complex types, entity types and `OneOf`s; this is `{}`", shown(&kind.ty)));
    }
}

/// A least that is more than the most.
fn limits(attr: &mut PropAttr, errors: &mut Errors) {
    let most = |pick: fn(&Demand) -> Option<&Limit>| attr.rules.iter().find_map(|rule| Some((rule.key.to_string(), pick(&rule.demand)?.value)));
    let length = most(|demand| if let Demand::MaxLen(limit) = demand { Some(limit) } else { None });
    let items = most(|demand| if let Demand::MaxItems(limit) = demand { Some(limit) } else { None });
    attr.rules.retain(|rule| {
        let (least, most) = match &rule.demand {
            Demand::MinLen(least) => (least, &length),
            Demand::MinItems(least) => (least, &items),
            _ => return true,
        };
        let Some((word, most)) = most.as_ref().filter(|(_, most)| least.value > *most) else { return true };
        errors.at(&least.literal, format_args!("nothing satisfies both: `{} = {}` is more than `{word} = {most}`", rule.key, least.value));
        false
    });
}

/// Words that say the same, or the contrary.
fn together(attr: &mut PropAttr, errors: &mut Errors) {
    let required = attr.rules.iter().any(|rule| matches!(rule.demand, Demand::Required));
    attr.rules.retain(|rule| {
        let mistake = match rule.demand {
            Demand::NonNull if required => "`required` includes `non_null`: take this one out",
            Demand::Required if attr.read_only.is_some() => "`read_only` is set by the service alone: it cannot be required to be sent",
            _ => return true,
        };
        errors.at(&rule.key, mistake);
        false
    });
}

/// A number that is written out.
fn number(expr: &Expr) -> Option<f64> {
    match peel(expr) {
        Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) => literal.base10_digits().parse().ok(),
        Expr::Lit(ExprLit { lit: Lit::Float(literal), .. }) => literal.base10_parse().ok(),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => number(expr).map(|number| -number),
        _ => None,
    }
}
