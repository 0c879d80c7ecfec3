//! A property's rules as the table has them.

use crate::ast::{Form, Kind, Property, ends};
use crate::attr::{Demand, Rule};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// The rules. As a static of their own, where they are more than plain values: what they refer to is then no constant's business.
pub(super) fn rules(property: &Property) -> TokenStream {
    let rules = &property.attr.rules;
    let is_plain = |rule: &Rule| !matches!(rule.demand, Demand::Pattern(_) | Demand::Range(_) | Demand::Check(_));
    let (count, all_plain) = (rules.len(), rules.iter().all(is_plain));
    let rules = rules.iter().map(|rule| self::rule(rule, &property.kind));
    let rules = quote!([#(#rules),*]);
    if all_plain { quote!(&#rules) } else { quote!({ static __RULES: [__p::Rule; #count] = #rules; &__RULES }) }
}

fn rule(rule: &Rule, kind: &Kind) -> TokenStream {
    match &rule.demand {
        Demand::MaxLen(limit) => whole("MaxLen", limit.value),
        Demand::MinLen(limit) => whole("MinLen", limit.value),
        Demand::MaxItems(limit) => whole("MaxItems", limit.value),
        Demand::MinItems(limit) => whole("MinItems", limit.value),
        Demand::Pattern(pattern) => {
            quote!(__p::Rule::Pattern({ static __PATTERN: __p::Pattern = __p::Pattern::new(#pattern); &__PATTERN }))
        }
        Demand::Range(both) => {
            let (start, end) = &**both;
            let number = if let Form::Number(number) = kind.form { number } else { "f64" };
            let (range, ty) = (format_ident!("range_{number}"), format_ident!("{number}"));
            // What constants leave empty, only the compiler can tell.
            let assert = quote_spanned! {ends(start).0=>
                ::core::assert!(start <= end, "nothing is in this range: the first end is more than the last");
            };
            let primitive = quote!(::core::primitive::#ty);
            quote!({ let (start, end): (#primitive, #primitive) = (#start, #end); #assert __p::#range(start, end) })
        }
        Demand::Check(check) => {
            let ty = &kind.ty;
            // Called, not passed on: so a function of `&str` fits a `String`. What does not fit is shown at its name.
            let at = check.path.segments.last().map_or_else(Span::call_site, |segment| segment.ident.span());
            let value = Ident::new("value", at);
            let call = quote_spanned!(at=> (#value));
            quote!(__p::Rule::Check(|slot| __p::check::<#ty>(slot, |#value| #check #call)))
        }
        Demand::NonNull => quote!(__p::Rule::NonNull),
        Demand::Required => quote!(__p::Rule::Required),
    }
}

fn whole(rule: &str, limit: usize) -> TokenStream {
    let rule = format_ident!("{rule}");
    quote!(__p::Rule::#rule(#limit))
}
