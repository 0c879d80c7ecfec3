//! A property's entry in the table: its name, its kind, its rules and facts.

use super::index;
use super::proof::asked;
use crate::ast::{Field, Property, Structured};
use crate::keys::{DEFAULT, Effect, Given, Of, Part, Value, rules};
use crate::kind::{Form, Kind, ends, generated};
use crate::text::shown;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{LitStr, Type};

pub(super) fn entry(model: &Structured, field: &Field, property: &Property, own: usize) -> TokenStream {
    let attr = &property.attr;
    let name = attr.name_text();
    let (text, head, hash) = (format!(",\"{name}\":\""), index::head(&name), index::hash(&name));
    let (value, rules) = (value_type(property), with_rules(property, own));
    let make = matches!(property.kind.form, Form::Linked(_)).then(|| {
        let inner = property.kind.unboxed();
        let (start, end) = ends(inner);
        let (open, close) = (quote_spanned!(start=> __p::make::<), quote_spanned!(end=> >));
        quote!(.linked(#open #inner #close))
    });
    let facts = attr.given.iter().filter_map(|given| fact(&given.key.effect));
    let entry = quote!(__p::Property::new(#text, #head, #hash, #value));
    let accessor = property.is_accessible.then(|| index::accessor(&field.ident.unraw().to_string()));
    let entry = if let Some(base) = model.base() {
        once(model, &base.ty, (field, property), &entry, accessor)
    } else {
        let accessor = accessor.map(|hash| quote!(.accessor(#hash)));
        quote!(#entry #accessor)
    };
    quote!(#entry #make #rules #(.#facts())*)
}

/// The entry, with checks that no base has the wire name or the accessor. The type's own names have been compared. An error is shown
/// at the name, or at the field.
fn once(
    model: &Structured,
    base: &Type,
    (field, property): (&Field, &Property),
    entry: &TokenStream,
    accessor: Option<u64>,
) -> TokenStream {
    let (ident, base) = (&model.ident, shown(base));
    let asked = |at: Span, by: &str, entry: &TokenStream, facts: &TokenStream| {
        let (at, by) = (generated(at), Ident::new(by, generated(at)));
        let (open, close) = (quote_spanned!(at=> __p::#by), quote_spanned!(at=> (__BASE, #entry, #facts)));
        quote!(#open #close)
    };
    let name = property.attr.name_text();
    let message = format!(
        "`{ident}` declares the property `{name}`, which its base `{base}`, or a type above it, declares already: each name once along the chain"
    );
    let at = property.attr.name.as_ref().map_or_else(Span::call_site, LitStr::span);
    let entry = asked(at, "named_once", entry, &quote!(#message));
    let Some(hash) = accessor else { return entry };
    let name = field.ident.unraw().to_string();
    let message = format!(
        "the accessor `{name}` of `{ident}` would hide that of its base `{base}`, or of a type above it: name the field `{name}_` (the wire name stays)"
    );
    asked(field.ident.span(), "reached_once", &entry, &quote!(#hash, #message))
}

/// The method of `Property` that a key calls.
fn fact(effect: &Effect) -> Option<Ident> {
    if let Effect::Fact(Some(method)) = effect { Some(Ident::new(method, Span::call_site())) } else { None }
}

/// The static of a property's rules, if the compiler checks them or they refer to more than literals, to which a constant must not
/// refer. By the property's index among the type's own.
fn rules_static(property: &Property, index: usize) -> Option<Ident> {
    let is_own = |given: &Given| given.key.is_fitted || !given.value.is_literal();
    property.attr.rules().any(is_own).then(|| format_ident!("__RULES_{index}"))
}

fn with_rules(property: &Property, index: usize) -> TokenStream {
    if let Some(name) = rules_static(property, index) {
        return quote!(.with_rules(&#name));
    }
    let rules = property_rules(property);
    if rules.is_empty() { TokenStream::new() } else { quote!(.with_rules(&[#(#rules),*])) }
}

/// References to the property's rules, one by one. Those of literals are written out, so that the compiler knows each rule: it cannot
/// look into the table of another crate.
pub(super) fn each_rule(property: &Property, entry: &TokenStream) -> Vec<TokenStream> {
    let rules = property.attr.rules().zip(property_rules(property)).enumerate();
    let rule = |(index, (given, rule)): (usize, (&Given, _))| {
        if given.value.is_literal() { quote!(&#rule) } else { quote!(#entry.rule(#index)) }
    };
    rules.map(rule).collect()
}

fn property_rules(property: &Property) -> Vec<TokenStream> {
    rules(&property.attr.given, &Of { ty: &property.kind.ty, part: Part::Property })
}

/// The static of a property's rules, and constants in which the compiler checks that they fit the kind. An error is shown at the rule,
/// or at the end of a range. None depends on the table, so that one mistake hides no other.
pub(super) fn statics(property: &Property, index: usize) -> TokenStream {
    let Some(name) = rules_static(property, index) else { return TokenStream::new() };
    let rules = property_rules(property);
    let (count, value) = (rules.len(), kind_value(&property.kind));
    let fits = property.attr.rules().enumerate().map(|(rule, given)| {
        let mut fits = fit(given, &value, &name, &quote!(#rule));
        if let Value::Each(items) = &given.value {
            let items = items.iter().enumerate();
            fits.extend(items.map(|(item, given)| fit(given, &value, &name, &quote!(#rule, #item))));
        }
        fits
    });
    quote!(static #name: [__p::Rule; #count] = [#(#rules),*]; #(#fits)*)
}

fn fit(given: &Given, value: &TokenStream, rules: &Ident, path: &TokenStream) -> TokenStream {
    let asked = |at: Span, by: &str| {
        let by = Ident::new(by, at);
        let (open, close) =
            (quote_spanned!(at=> const _: () = __p::#by), quote_spanned!(at=> (#value, &#rules, &[#path]);));
        quote!(#open #close)
    };
    let mut fits = TokenStream::new();
    if given.key.is_fitted {
        fits.extend(asked(generated(given.at.span()), "fits"));
    }
    if let Value::Range(both) = &given.value {
        let (first, last) = &**both;
        fits.extend(first.as_ref().map(|first| asked(ends(first).0, "first_fits")));
        fits.extend(last.as_ref().map(|last| asked(ends(last).0, "last_fits")));
    }
    fits
}

fn value_type(property: &Property) -> TokenStream {
    if property.attr.has(&DEFAULT) {
        // A kind with `default` has an empty value; if not, that is the only error.
        return asked("value_of", property.kind.unboxed(), &quote!());
    }
    kind_value(&property.kind)
}

/// The kind's constant.
fn kind_value(kind: &Kind) -> TokenStream {
    if let Some(names) = kind.form.names() {
        let name = format_ident!("{}", names.value);
        return quote!(__p::#name);
    }
    if let Form::Linked(inner) = &kind.form {
        return asked("linked_value", inner, &quote!());
    }
    let (ty, (start, end)) = (&kind.ty, kind.ends);
    let open = quote_spanned!(start=> <);
    let rest = quote_spanned!(end=> as __p::Kind>::VALUE);
    quote!(#open #ty #rest)
}
