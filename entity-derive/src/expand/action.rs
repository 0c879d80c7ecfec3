//! The code of an action, beside a structured type's: its name under the type that it is bound to, and the trait's constants.

use super::shared::{TypeName, associated, impl_of, quiet};
use crate::ast::{Category, Structured};
use crate::keys::{FUNCTION, RETURNS};
use crate::kind::ends;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

/// `microsoft.graph.call/playPrompt`: joined by the compiler, because only it knows the type's name.
pub(super) fn named(model: &Structured) -> TypeName {
    // A constant takes no parameters, so a type with some has no name.
    let (Some(name), Some(on), true) = (&model.attr.name, &model.on, model.is_sound) else {
        return TypeName { before: TokenStream::new(), name: quote!(""), opening: quote!("") };
    };
    let (ident, name) = (quiet(&model.ident), name.value());
    let (start, end) = ends(on);
    let (open, close) = (quote_spanned!(start=> __p::bound_to::<), quote_spanned!(end=> >()));
    let before = quote! {
        const __ON: &__p::StructuredType = #open #ident #close;
        static __OPENING: [::core::primitive::u8; __p::action_opening_len(__ON, #name)] = __p::action_opening(__ON, #name);
    };
    TypeName {
        before,
        name: quote!(__p::action_name(&__OPENING)),
        opening: quote!(__p::action_opening_text(&__OPENING)),
    }
}

/// The impl of the run-time crate's `Action`; nothing if the type is not an action.
pub(super) fn action(model: &Structured) -> TokenStream {
    if model.category != Category::Action {
        return TokenStream::new();
    }
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Action));
    let name = model.attr.name_text();
    let method = if model.attr.has(&FUNCTION) { "GET" } else { "POST" };
    let on = model.on.as_ref().map_or_else(|| quote! { type On = Self; }, |ty| associated("On", ty, ty));
    let is_plain = model.generics.params.is_empty();
    let accepts = model.on.as_ref().filter(|_| is_plain).map(|on| {
        let ident = quiet(&model.ident);
        quote! { #[automatically_derived] impl __p::Accepts<#ident> for __p::Target<#on> {} }
    });
    let answer =
        model.attr.ty(&RETURNS).map_or_else(|| quote! { type Answer = (); }, |ty| associated("Answer", ty, ty));
    quote! {
        #header {
            #on
            #answer
            const NAME: &'static __p::str = #name;
            const METHOD: &'static __p::str = #method;
        }
        #accepts
    }
}
