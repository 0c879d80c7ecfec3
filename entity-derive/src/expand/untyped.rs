//! A choice among types without a common base. The tag decides the variant, and `#[other]` holds the rest as untyped JSON.

use super::one_of::{conversions, each, held};
use super::proof::{asked, sound};
use super::shared::{impl_of, never, quiet, wrap};
use crate::ast::OneOf;
use crate::errors::Errors;
use crate::keys::UNKNOWN;
use crate::kind::{content, is_called};
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn untyped(model: &OneOf, errors: &Errors) -> TokenStream {
    let parts = [
        errors.compile_errors().unwrap_or_default(),
        variants(model),
        choice(model),
        kind(model),
        default(model),
        conversions(model),
    ];
    wrap(&model.attr, &parts.into_iter().collect())
}

/// The proof that each variant holds a suitable type.
fn variants(model: &OneOf) -> TokenStream {
    let named = model.variants.iter().map(|variant| {
        let function = if is_called(&variant.ty, "Vec") { "tagged_item" } else { "tagged" };
        asked(function, content(&variant.ty), &quote!())
    });
    let other = model.other.iter().map(|other| asked("untyped_json", &other.ty, &quote!()));
    let sound = sound(quote!(T), &quote!(__VARIANTS));
    quote! {
        const __VARIANTS: () = { #(#named;)* #(#other;)* };
        type __Held<T> = #sound;
    }
}

fn choice(model: &OneOf) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Untyped));
    let by_tag = model.variants.iter().map(|variant| {
        let (ident, ty, named) = (quiet(&variant.ident), &variant.ty, content(&variant.ty));
        quote!(__p::choose_variant::<__Held<#named>, __Held<#ty>, _>(__incoming, Self::#ident))
    });
    let unknown = model.attr.path(&UNKNOWN).map(|path| quote!(__p::choose_unknown::<Self>(__incoming, #path)));
    let unknown = unknown.unwrap_or_else(|| quote!(__p::None));
    let (view, view_mut) = (
        each(model, &quote!(&), |_| quote!(return __p::view(__held))),
        each(model, &quote!(&mut), |_| quote!(return __p::view_mut(__held))),
    );
    let (other, make) = match &model.other {
        Some(other) => {
            let (ident, ty) = (quiet(&other.ident), held(other));
            (ty, quote!(Self::#ident(__value)))
        }
        None => (quote!(__p::Json), never()),
    };
    quote! {
        #header {
            type Other = #other;
            fn __choose(__incoming: __p::Incoming<'_>) -> __p::Option<Self> {
                #(if let __chosen @ __p::Some(_) = #by_tag { return __chosen; })*
                #unknown
            }
            #[inline]
            fn __view(&self) -> __p::View<'_> { #view }
            #[inline]
            fn __view_mut(&mut self) -> __p::Option<__p::ViewMut<'_>> { #view_mut }
            #[inline]
            fn __other(__value: <Self as __p::Untyped>::Other) -> Self { #make }
        }
    }
}

fn kind(model: &OneOf) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Kind));
    quote!(#header { type Access = __p::UntypedAccess; })
}

/// The `#[other]` variant with null in it.
fn default(model: &OneOf) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Default));
    quote! {
        #header {
            #[inline]
            fn default() -> Self {
                <Self as __p::Untyped>::__other(__p::Default::default())
            }
        }
    }
}
