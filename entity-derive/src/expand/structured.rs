//! A structured type's table, and the impls that lead the table's code to the fields.

use super::{accessors, ends, never, rules, serde, where_clause, wrap};
use crate::ast::{Category, Field, Property, Structured, generated};
use crate::errors::Errors;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{LitStr, Type};

pub(crate) fn structured(model: &Structured, errors: &Errors) -> TokenStream {
    let parts = [table(model), node(model), kind(model), declared(model, errors), deref(model), accessors::accessors(model), serde::of_node(&model.ident, &model.generics)];
    wrap(&model.attr, &parts.into_iter().collect())
}

/// The statics: the type's own properties, those of the whole chain, an index over them, the type.
fn table(model: &Structured) -> TokenStream {
    let count = model.listed().count();
    let own = model.listed().map(|(_, property)| entry(property));
    let base = model.base().map_or_else(
        || quote!(::core::option::Option::None),
        |base| {
            let ty = &base.ty;
            quote!(::core::option::Option::Some(<#ty as __p::Declared>::TYPE))
        },
    );
    let name = model.attr.name.as_ref().map(LitStr::value).unwrap_or_default();
    let tag = format!("\"#{name}\"");
    // A wire name that the chain has twice is found by this call, and shown at the type's name.
    let at = generated(model.attr.name.as_ref().map_or(model.ident.span(), LitStr::span));
    let index = quote_spanned!(at=> __p::index(&__ALL));
    let category = if model.category == Category::Entity { quote!(Entity) } else { quote!(Complex) };
    let (is_abstract, is_open) = (model.attr.is_abstract, model.attr.is_open);
    quote! {
        static __OWN: [__p::Property; #count] = [#(#own),*];
        const __BASE: ::core::option::Option<&'static __p::StructuredType> = #base;
        const __INHERITED: usize = __p::inherited(__BASE);
        const __COUNT: usize = __INHERITED + #count;
        static __ALL: [&__p::Property; __COUNT] = __p::flatten(__BASE, &__OWN);
        static __INDEX: [u16; __p::index_len(__COUNT)] = #index;
        static __TYPE: __p::StructuredType = __p::StructuredType {
            name: #name,
            tag: #tag,
            category: __p::Category::#category,
            is_abstract: #is_abstract,
            is_open: #is_open,
            base: __BASE,
            all: &__ALL,
            index: &__INDEX,
        };
    }
}

/// A property's place in the table.
fn entry(property: &Property) -> TokenStream {
    let attr = &property.attr;
    let text = format!(",\"{}\":", attr.wire.as_ref().map(LitStr::value).unwrap_or_default());
    let value = value_type(property);
    let rules = rules::rules(property);
    let (read_only, default, dynamic) = (attr.read_only.is_some(), attr.default.is_some(), attr.dynamic.is_some());
    quote! {
        __p::Property::new(#text, #value, #rules, __p::Facts { read_only: #read_only, default: #default, dynamic: #dynamic })
    }
}

fn value_type(property: &Property) -> TokenStream {
    let ty = &property.kind.ty;
    if let Some((_, name)) = property.kind.form.named() {
        let name = format_ident!("{name}");
        return quote!(__p::#name);
    }
    let (start, end) = ends(ty);
    let open = quote_spanned!(start=> <);
    let rest = quote_spanned!(end=> as __p::Kind>::VALUE);
    quote!(#open #ty #rest)
}

/// A property's slot, to read or to change.
pub(super) fn slot(slots: &str, property: &Property, reference: &TokenStream) -> TokenStream {
    let slots = format_ident!("{slots}");
    let variant = format_ident!("{}", property.kind.form.named().map_or("Prop", |(variant, _)| variant));
    quote!(__p::#slots::#variant(#reference))
}

/// `&self.field`, shown at the field's type if that is no kind.
fn reference(field: &Field, property: &Property, mutable: bool) -> TokenStream {
    let (start, end) = ends(&property.kind.ty);
    let mut ident = field.ident.clone();
    ident.set_span(end);
    let and = if mutable { quote_spanned!(start=> &mut) } else { quote_spanned!(start=> &) };
    quote!(#and self.#ident)
}

fn node(model: &Structured) -> TokenStream {
    let arms = |slots: &str, mutable: bool| {
        let arms = model.listed().enumerate().map(|(index, (field, property))| {
            let slot = slot(slots, property, &reference(field, property, mutable));
            quote!(#index => #slot,)
        });
        arms.collect::<TokenStream>()
    };
    let (read, change) = (arms("Slot", false), arms("SlotMut", true));
    let (read_rest, change_rest) = if let Some(base) = model.base() {
        let base = &base.ident;
        (quote!(__p::Node::slot(&self.#base, index)), quote!(__p::Node::slot_mut(&mut self.#base, index)))
    } else if let Some(dynamic) = model.dynamic() {
        let dynamic = &dynamic.ident;
        (quote!(__p::Slot::Dynamic(&self.#dynamic)), quote!(__p::SlotMut::Dynamic(&mut self.#dynamic)))
    } else {
        (never(), never())
    };
    let own = if model.base().is_some() { quote!(index.wrapping_sub(__INHERITED)) } else { quote!(index) };
    let header = header(model, &quote!(__p::Node));
    quote! {
        #header {
            #[inline]
            fn table(&self) -> &'static __p::StructuredType {
                &__TYPE
            }
            #[inline]
            fn slot(&self, index: usize) -> __p::Slot<'_> {
                match #own { #read _ => #read_rest }
            }
            #[inline]
            fn slot_mut(&mut self, index: usize) -> __p::SlotMut<'_> {
                match #own { #change _ => #change_rest }
            }
        }
    }
}

fn kind(model: &Structured) -> TokenStream {
    let header = header(model, &quote!(__p::Kind));
    quote! {
        #header {
            const VALUE: __p::ValueType = __p::ValueType::Structured(|| &__TYPE);
            #[inline]
            fn view(&self) -> __p::View<'_> {
                __p::View::Node(self)
            }
            #[inline]
            fn begin(start: __p::Start<'_>) -> ::core::option::Option<Self> {
                ::core::matches!(start, __p::Start::Object { .. }).then_some(<Self as __p::Declared>::EMPTY)
            }
            #[inline]
            fn fill(&mut self) -> ::core::option::Option<__p::Fill<'_>> {
                ::core::option::Option::Some(__p::Fill::Node(self))
            }
        }
    }
}

fn declared(model: &Structured, errors: &Errors) -> TokenStream {
    let header = header(model, &quote!(__p::Declared));
    let ident = &model.ident;
    let empty = if errors.is_empty() { empty(model) } else { errors.to_compile_errors() };
    let (static_, empty_ref) = if model.is_sound {
        (quote!(static __EMPTY: #ident = <#ident as __p::Declared>::EMPTY;), quote!(&__EMPTY))
    } else {
        (TokenStream::new(), never())
    };
    quote! {
        #static_
        #header {
            const TYPE: &'static __p::StructuredType = &__TYPE;
            const EMPTY: Self = { #empty };
            const EMPTY_REF: &'static Self = #empty_ref;
        }
    }
}

/// A value with nothing in it.
fn empty(model: &Structured) -> TokenStream {
    let base = model.base().map(|field| {
        let Field { ident, ty, .. } = field;
        quote!(#ident: <#ty as __p::Declared>::EMPTY,)
    });
    let dynamic = model.dynamic().map(|field| {
        let ident = &field.ident;
        quote!(#ident: __p::DynamicProperties::new(),)
    });
    let properties = model.properties().map(|(field, _)| &field.ident);
    quote!(Self { #base #(#properties: __p::Prop::Absent,)* #dynamic })
}

fn deref(model: &Structured) -> TokenStream {
    let Some(Field { ident, ty, .. }) = model.base() else { return TokenStream::new() };
    deref_impls(model, ty, &quote!(&self.#ident), &quote!(&mut self.#ident))
}

fn deref_impls(model: &Structured, target: &Type, shared: impl ToTokens, mutable: impl ToTokens) -> TokenStream {
    let (deref, deref_mut) = (header(model, &quote!(::core::ops::Deref)), header(model, &quote!(::core::ops::DerefMut)));
    quote! {
        #deref {
            type Target = #target;
            #[inline]
            fn deref(&self) -> &Self::Target {
                #shared
            }
        }
        #deref_mut {
            #[inline]
            fn deref_mut(&mut self) -> &mut Self::Target {
                #mutable
            }
        }
    }
}

fn header(model: &Structured, of: &TokenStream) -> TokenStream {
    let ident = &model.ident;
    let clause = where_clause(&model.generics);
    let (impl_generics, ty_generics, _) = model.generics.split_for_impl();
    quote!(#[automatically_derived] impl #impl_generics #of for #ident #ty_generics #clause)
}
