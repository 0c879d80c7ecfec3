//! The impls of serde's traits, which go through the run-time crate's one bridge.

use super::shared::{quiet, where_clause};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Generics, parse_quote};

/// For a structured type or a choice among them.
pub(super) fn of_node(ident: &Ident, generics: &Generics) -> TokenStream {
    impls(ident, generics, &quote!(__p::serialize(self, __serializer)), "deserialize")
}

/// For an enumeration type.
pub(super) fn of_member(ident: &Ident, generics: &Generics) -> TokenStream {
    impls(
        ident,
        generics,
        &quote!(__p::serialize_member(__p::EnumType::member(self), __serializer)),
        "deserialize_member",
    )
}

fn impls(ident: &Ident, generics: &Generics, serialize: &TokenStream, deserialize: &str) -> TokenStream {
    let deserialize = format_ident!("{deserialize}");
    let (ident, clause) = (quiet(ident), where_clause(generics));
    let (impl_generics, ty_generics, _) = generics.split_for_impl();
    let mut with_lifetime = generics.clone();
    with_lifetime.params.insert(0, parse_quote!('de));
    let (de_generics, _, _) = with_lifetime.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::serde::Serialize for #ident #ty_generics #clause {
            fn serialize<__S: __p::serde::Serializer>(&self, __serializer: __S) -> __p::Result<__S::Ok, __S::Error> {
                #serialize
            }
        }
        #[automatically_derived]
        impl #de_generics __p::serde::Deserialize<'de> for #ident #ty_generics #clause {
            fn deserialize<__D: __p::serde::Deserializer<'de>>(__deserializer: __D) -> __p::Result<Self, __D::Error> {
                __p::#deserialize(__deserializer)
            }
        }
    }
}
