//! Writes the code. Quotes only: what is given here has been read and checked.
//!
//! After mistakes it still writes what can be written, so that they are the only errors. A constant that cannot be
//! computed has the `compile_error!`s as its value: what is computed from it then fails without a word.

mod accessors;
mod action;
mod docs;
mod enum_type;
mod index;
mod one_of;
mod rules;
mod serde;
mod structured;

pub(crate) use enum_type::enum_type;
pub(crate) use one_of::one_of;
pub(crate) use structured::structured;

use crate::ast::{ends, generated};
use crate::attr::TypeAttr;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Generics, Type, WhereClause, parse_quote};

/// Puts the code where its names meet no others, with the run-time crate as `__p`.
fn wrap(attr: &TypeAttr, body: &TokenStream) -> TokenStream {
    let krate = attr.krate.as_ref().map_or_else(|| quote!(::entity_core), ToTokens::to_token_stream);
    quote! {
        #[allow(deprecated, dead_code, non_snake_case, unreachable_pub, clippy::impl_trait_in_params, clippy::len_without_is_empty, clippy::iter_not_returning_iterator, clippy::missing_asserts_for_indexing)]
        const _: () = {
            use #krate::__private as __p;
            #body
        };
    }
}

/// The type; where the constant `proof` has errors, an error's type, and the compiler says nothing of what is made with it:
/// so one mistake is one error, however often the code comes upon it.
fn sound(ty: impl ToTokens, proof: &TokenStream) -> TokenStream {
    quote!(<[#ty; match #proof { _ => 0 }] as __p::Proof>::Of)
}

/// The type, with the proof that it is `Declared`, shown at the type if it is not.
fn declared(ty: &Type) -> TokenStream {
    let (start, end) = ends(ty);
    let open = quote_spanned!(start=> __p::or_empty::<);
    let close = quote_spanned!(end=> >);
    sound(ty, &quote!(#open #ty #close))
}

/// What a function of `Declared` types alone says of the type; shown at the type if it is none, or not as it should be.
fn asked(function: &str, ty: &Type, argument: &TokenStream) -> TokenStream {
    let (start, end) = ends(ty);
    let function = Ident::new(function, start);
    let open = quote_spanned!(start=> __p::#function::<);
    let close = quote_spanned!(end=> >(#argument));
    quote!(#open #ty #close)
}

/// A trait's type, `ty` or an alias of it; shown at `ty` if that is more private than the trait's impl.
fn associated(name: &str, ty: &Type, alias: impl ToTokens) -> TokenStream {
    let (start, end) = ends(ty);
    let name = Ident::new(name, start);
    let (open, close) = (quote_spanned!(start=> type #name =), quote_spanned!(end=> ;));
    quote!(#open #alias #close)
}

/// The type's own parameters, which are a mistake, with what the traits demand of them.
fn where_clause(generics: &Generics) -> Option<WhereClause> {
    let mut clause = generics.where_clause.clone();
    if !generics.params.is_empty() {
        let demand = parse_quote!(Self: 'static);
        clause.get_or_insert_with(|| parse_quote!(where)).predicates.push(demand);
    }
    clause
}

/// The body of what never runs, since the build fails.
fn never() -> TokenStream {
    quote!(::core::panic!("this type has mistakes"))
}

/// The same tokens as if generated: for the user's own that lints should not look at.
fn respan(tokens: impl ToTokens) -> TokenStream {
    tokens
        .into_token_stream()
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), respan(group.stream()));
                inner.set_span(generated(group.span()));
                inner.into()
            }
            mut other => {
                other.set_span(generated(other.span()));
                other
            }
        })
        .collect()
}
