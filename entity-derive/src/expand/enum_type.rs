//! An enumeration type's table and impls.

use super::proof::sound;
use super::serde;
use super::shared::{impl_of, never, quiet, wrap};
use crate::ast::{Enumeration, Variant};
use crate::errors::Errors;
use crate::kind::{ends, is_called};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

pub(crate) fn enum_type(model: &Enumeration, errors: &Errors) -> TokenStream {
    let parts = [
        errors.compile_errors().unwrap_or_default(),
        held(model),
        enumeration(model),
        kind(model),
        serde::of_member(&model.ident, &model.generics),
    ];
    wrap(&model.attr, &parts.into_iter().collect())
}

fn enumeration(model: &Enumeration) -> TokenStream {
    let name = model.attr.name_text();
    let wires: Vec<_> = model.members.iter().map(|member| member.wire.value()).collect();
    let variants: Vec<_> = model.members.iter().map(|member| quiet(&member.variant)).collect();
    let indices = 0..variants.len();
    let none = quote!(__p::None);
    let from_index = if variants.is_empty() {
        none
    } else {
        quote!(__p::Some(match __index { #(#indices => Self::#variants,)* _ => return #none }))
    };
    let (from_other, other_member) = match &model.other {
        Some(other) => self::other(other),
        None => (never(), TokenStream::new()),
    };
    let rest = if model.has_broken || model.other.is_none() {
        let never = never();
        quote!(_ => #never,)
    } else {
        TokenStream::new()
    };
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::EnumType));
    quote! {
        #header {
            const TABLE: &'static __p::EnumTable = &__p::EnumTable { name: #name, members: &[#(#wires),*] };
            #[inline]
            fn member(&self) -> &__p::str {
                match self { #(Self::#variants => #wires,)* #other_member #rest }
            }
            #[inline]
            fn from_index(__index: __p::usize) -> __p::Option<Self> {
                #from_index
            }
            #[inline]
            fn from_other(__member: __p::String) -> Self {
                #from_other
            }
        }
    }
}

/// The type in the variant for other members, if it can hold a name.
fn held(model: &Enumeration) -> TokenStream {
    let Some(Variant { ty, .. }) = &model.other else { return TokenStream::new() };
    let (start, end) = ends(ty);
    let open = quote_spanned!(start=> __p::member_name::<);
    let close = quote_spanned!(end=> >);
    // A name can be a `String`: that needs no proof.
    let sound = if is_called(ty, "String") { quote!(#ty) } else { sound(ty, &quote!(#open #ty #close)) };
    quote!(type __Held = #sound;)
}

/// The expression that makes the variant for other members from a name, and the arm that returns the name.
fn other(Variant { ident, .. }: &Variant) -> (TokenStream, TokenStream) {
    let ident = quiet(ident);
    let make = quote!(Self::#ident(<__Held as __p::From<__p::String>>::from(__member)));
    (make, quote!(Self::#ident(__member) => __p::member_name::<__Held>(__member),))
}

fn kind(model: &Enumeration) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Kind));
    quote!(#header { type Access = __p::EnumAccess; })
}
