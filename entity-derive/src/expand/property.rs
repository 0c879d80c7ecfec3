//! A property's entry in the table: its name, its kind, its rules and facts.

use super::index;
use super::proof::asked;
use crate::ast::{Field, Property};
use crate::attr::Attr;
use crate::keys::{DEFAULT, Effect, Given};
use crate::kind::{Form, Kind, ends};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

pub(super) fn entry(field: &Field, property: &Property) -> TokenStream {
    let attr = &property.attr;
    let name = attr.name_text();
    let (text, head, hash) = (format!(",\"{name}\":\""), index::head(&name), index::hash(&name));
    let (value, rules) = (value_type(property), with_rules(property));
    let make = matches!(property.kind.form, Form::Linked(_)).then(|| {
        let inner = property.kind.unboxed();
        let (start, end) = ends(inner);
        let (open, close) = (quote_spanned!(start=> __p::make::<), quote_spanned!(end=> >));
        quote!(.linked(#open #inner #close))
    });
    let facts = attr.given.iter().filter_map(|given| fact(&given.key.effect));
    let accessor = property.is_accessible.then(|| {
        let (low, high) = index::accessor(&field.ident.unraw().to_string());
        quote!(.accessor(#low, #high))
    });
    quote!(__p::Property::new(#text, #head, #hash, #value) #accessor #make #rules #(.#facts())*)
}

/// The method of `Property` that a key calls.
fn fact(effect: &Effect) -> Option<Ident> {
    if let Effect::Fact(Some(method)) = effect { Some(Ident::new(method, Span::call_site())) } else { None }
}

/// The rules that an attribute gives, as expressions.
pub(super) fn rules(attr: &Attr, kind: &Kind) -> Vec<TokenStream> {
    let rule = |given: &Given| {
        if let Effect::Rule(rule) = given.key.effect { Some(rule(&given.value, kind)) } else { None }
    };
    attr.given.iter().filter_map(rule).collect()
}

/// The rules; as a static of their own if one refers to more than literals, since a constant must not refer to statics.
fn with_rules(property: &Property) -> TokenStream {
    let rules = rules(&property.attr, &property.kind);
    let are_literal = property.attr.rules().all(|given| given.value.is_literal());
    if rules.is_empty() {
        return TokenStream::new();
    }
    let count = rules.len();
    let rules = quote!([#(#rules),*]);
    let rules =
        if are_literal { quote!(&#rules) } else { quote!({ static __RULES: [__p::Rule; #count] = #rules; &__RULES }) };
    quote!(.with_rules(#rules))
}

fn value_type(property: &Property) -> TokenStream {
    let ty = &property.kind.ty;
    if let Some(names) = property.kind.form.names() {
        let name = format_ident!("{}", names.value);
        return quote!(__p::#name);
    }
    if let Form::Linked(inner) = &property.kind.form {
        return asked("linked_value", inner, &quote!());
    }
    if !property.attr.has(&DEFAULT) {
        let (start, end) = property.kind.ends;
        let open = quote_spanned!(start=> <);
        let rest = quote_spanned!(end=> as __p::Kind>::VALUE);
        return quote!(#open #ty #rest);
    }
    // A kind with `default` has an empty value; if not, that is the only error.
    asked("value_of", property.kind.unboxed(), &quote!())
}
