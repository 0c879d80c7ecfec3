//! A choice among types: every call goes on to the value held.

use super::{ends, never, serde, where_clause, wrap};
use crate::ast::{OneOf, Variant};
use crate::errors::Errors;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

pub(crate) fn one_of(model: &OneOf, errors: &Errors) -> TokenStream {
    let parts =
        [type_(model), node(model), choice(model), kind(model), declared(model, errors), base(model), conversions(model), serde::of_node(&model.ident, &model.generics)];
    wrap(&model.attr, &parts.into_iter().collect())
}

/// The base's table, or an empty one where it is missing; and that each variant derives from it.
fn type_(model: &OneOf) -> TokenStream {
    let Some(base) = &model.attr.base else {
        return quote! {
            static __TYPE: __p::StructuredType = __p::StructuredType {
                name: "", tag: "", category: __p::Category::Entity, is_abstract: false, is_open: false, base: ::core::option::Option::None, all: &[], index: &[],
            };
            const __BASE: &__p::StructuredType = &__TYPE;
        };
    };
    let derives = all(model).map(|Variant { ty, .. }| {
        let (start, end) = ends(ty);
        let call = quote_spanned!(start=> __p::assert_derives);
        let arguments = quote!(<#ty as __p::Declared>::TYPE, __BASE);
        let arguments = quote_spanned!(end=> (#arguments));
        quote!(const _: () = #call #arguments;)
    });
    quote! {
        const __BASE: &__p::StructuredType = <#base as __p::Declared>::TYPE;
        #(#derives)*
    }
}

fn all(model: &OneOf) -> impl Iterator<Item = &Variant> {
    model.variants.iter().chain(&model.other)
}

/// An arm for each variant, with what it holds as `held`.
fn each(model: &OneOf, arm: impl Fn(&Variant) -> TokenStream) -> TokenStream {
    let variants = all(model).map(|variant| &variant.ident);
    let arms = all(model).map(arm);
    let never = never();
    let rest = (model.has_broken || model.other.is_none()).then(|| quote!(_ => #never,));
    quote! {
        #[allow(unreachable_patterns)]
        match self { #(Self::#variants(held) => #arms,)* #rest }
    }
}

/// A call of `Node` on what a variant holds, shown at its type if that is no node.
fn held(model: &OneOf, call: impl ToTokens) -> TokenStream {
    each(model, |Variant { ty, .. }| {
        let (start, end) = ends(ty);
        let open = quote_spanned!(start=> <);
        let close = quote_spanned!(end=> as __p::Node>);
        quote!(#open #ty #close::#call)
    })
}

fn node(model: &OneOf) -> TokenStream {
    let header = header(model, &quote!(__p::Node));
    let table = held(model, quote!(table(held)));
    let slot = held(model, quote!(slot(held, index)));
    let slot_mut = held(model, quote!(slot_mut(held, index)));
    quote! {
        #header {
            #[inline]
            fn table(&self) -> &'static __p::StructuredType { #table }
            #[inline]
            fn slot(&self, index: usize) -> __p::Slot<'_> { #slot }
            #[inline]
            fn slot_mut(&mut self, index: usize) -> __p::SlotMut<'_> { #slot_mut }
        }
    }
}

fn choice(model: &OneOf) -> TokenStream {
    let header = header(model, &quote!(__p::Choice));
    let Some(Variant { ident: other, ty: other_ty }) = &model.other else {
        let never = never();
        return quote!(#header { fn choose(&mut self, _: &::core::primitive::str) -> bool { #never } });
    };
    let count = model.variants.len();
    let types: Vec<_> = model.variants.iter().map(|variant| &variant.ty).collect();
    let variants: Vec<_> = model.variants.iter().map(|variant| &variant.ident).collect();
    let indices = 0..count;
    quote! {
        #header {
            fn choose(&mut self, name: &::core::primitive::str) -> bool {
                static __TYPES: [&__p::StructuredType; #count] = [#(<#types as __p::Declared>::TYPE),*];
                #[allow(unreachable_patterns)]
                match __p::position(&__TYPES, name) {
                    #(::core::option::Option::Some(#indices) => {
                        if ::core::matches!(self, Self::#variants(_)) {
                            false
                        } else {
                            *self = Self::#variants(<#types as __p::Declared>::EMPTY);
                            true
                        }
                    })*
                    _ => match self {
                        Self::#other(other) => __p::choose_within(other, name),
                        _ => {
                            let mut other = <#other_ty as __p::Declared>::EMPTY;
                            __p::choose_within(&mut other, name);
                            *self = Self::#other(other);
                            true
                        }
                    },
                }
            }
        }
    }
}

fn kind(model: &OneOf) -> TokenStream {
    let header = header(model, &quote!(__p::Kind));
    quote! {
        #header {
            const VALUE: __p::ValueType = __p::ValueType::OneOf(|| __BASE);
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
                ::core::option::Option::Some(__p::Fill::Choice(self))
            }
        }
    }
}

fn declared(model: &OneOf, errors: &Errors) -> TokenStream {
    let header = header(model, &quote!(__p::Declared));
    let ident = &model.ident;
    let empty = match &model.other {
        Some(Variant { ident, ty }) if errors.is_empty() => quote!(Self::#ident(<#ty as __p::Declared>::EMPTY)),
        _ => errors.to_compile_errors(),
    };
    let (static_, empty_ref) = if model.generics.params.is_empty() {
        (quote!(static __EMPTY: #ident = <#ident as __p::Declared>::EMPTY;), quote!(&__EMPTY))
    } else {
        (TokenStream::new(), never())
    };
    let default = self::header(model, &quote!(::core::default::Default));
    quote! {
        #static_
        #header {
            const TYPE: &'static __p::StructuredType = __BASE;
            const EMPTY: Self = { #empty };
            const EMPTY_REF: &'static Self = #empty_ref;
        }
        #default {
            #[inline]
            fn default() -> Self {
                <Self as __p::Declared>::EMPTY
            }
        }
    }
}

/// It stands for its base.
fn base(model: &OneOf) -> TokenStream {
    let Some(base) = &model.attr.base else { return TokenStream::new() };
    let (holder, deref, deref_mut) = (header(model, &quote!(__p::Holder)), header(model, &quote!(::core::ops::Deref)), header(model, &quote!(::core::ops::DerefMut)));
    // What does not deref to the base is shown at its type.
    let held = each(model, |Variant { ty, .. }| Ident::new("held", ends(ty).0.resolved_at(Span::call_site())).into_token_stream());
    quote! {
        #holder {
            type Held = #base;
        }
        #deref {
            type Target = #base;
            #[inline]
            fn deref(&self) -> &Self::Target { #held }
        }
        #deref_mut {
            #[inline]
            fn deref_mut(&mut self) -> &mut Self::Target { #held }
        }
    }
}

fn conversions(model: &OneOf) -> TokenStream {
    let impls = all(model).map(|Variant { ident, ty }| {
        let header = header(model, &quote!(::core::convert::From<#ty>));
        quote! {
            #header {
                #[inline]
                fn from(held: #ty) -> Self {
                    Self::#ident(held)
                }
            }
        }
    });
    impls.collect()
}

fn header(model: &OneOf, of: &TokenStream) -> TokenStream {
    let ident = &model.ident;
    let clause = where_clause(&model.generics);
    let (impl_generics, ty_generics, _) = model.generics.split_for_impl();
    quote!(#[automatically_derived] impl #impl_generics #of for #ident #ty_generics #clause)
}
