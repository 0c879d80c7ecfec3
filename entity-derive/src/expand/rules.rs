//! A property's rules as the table has them.

use crate::ast::{Form, Kind, Property};
use crate::attr::{Demand, Rule};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The rules, as a static of their own: what they refer to is then no constant's business.
pub(super) fn rules(property: &Property) -> TokenStream {
    let count = property.attr.rules.len();
    if count == 0 {
        return quote!(&[]);
    }
    let rules = property.attr.rules.iter().map(|rule| self::rule(rule, &property.kind));
    quote!({ static __RULES: [__p::Rule; #count] = [#(#rules),*]; &__RULES })
}

fn rule(rule: &Rule, kind: &Kind) -> TokenStream {
    match &rule.demand {
        Demand::MaxLen(limit) => whole("MaxLen", limit.value),
        Demand::MinLen(limit) => whole("MinLen", limit.value),
        Demand::MaxItems(limit) => whole("MaxItems", limit.value),
        Demand::MinItems(limit) => whole("MinItems", limit.value),
        Demand::Pattern(pattern) => quote!(__p::Rule::Pattern({ static __PATTERN: __p::Pattern = __p::Pattern::new(#pattern); &__PATTERN })),
        Demand::Range(ends) => {
            let (start, end) = &**ends;
            let range = format_ident!("range_{}", if let Form::Number(number) = kind.form { number } else { "f64" });
            quote!(__p::#range(#start, #end))
        }
        Demand::Check(check) => {
            let ty = &kind.ty;
            // Called, not passed on: so a function of `&str` fits a `String`.
            quote!(__p::Rule::Check(|slot| __p::check::<#ty>(slot, |value| #check(value))))
        }
        Demand::NonNull => quote!(__p::Rule::NonNull),
        Demand::Required => quote!(__p::Rule::Required),
    }
}

fn whole(rule: &str, limit: usize) -> TokenStream {
    let rule = format_ident!("{rule}");
    quote!(__p::Rule::#rule(#limit))
}
