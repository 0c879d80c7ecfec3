//! The struct or enum as a model: each field or variant with its role. Reports only input without a model; `check` decides
//! whether the parts make sense together.

mod structured;
mod variants;

pub(crate) use structured::{Category, Field, Property, Role, Structured};
pub(crate) use variants::{Enumeration, OneOf, Variant};

use crate::errors::Errors;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use syn::DeriveInput;

/// The input with its own name in place of `Self`: generated code uses parts of it in places without `Self`.
pub(crate) fn parse(tokens: TokenStream) -> syn::Result<DeriveInput> {
    let input: DeriveInput = syn::parse2(tokens.clone())?;
    if tokens.to_string().contains("Self") { syn::parse2(named(tokens, &input.ident)) } else { Ok(input) }
}

fn named(tokens: TokenStream, name: &Ident) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(ident) if ident == "Self" => {
                let mut name = name.clone();
                name.set_span(ident.span());
                name.into()
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), named(group.stream(), name));
                inner.set_span(group.span());
                inner.into()
            }
            other => other,
        })
        .collect()
}

/// Reports parameters: a table is one static, so a type has none.
fn no_generics(input: &DeriveInput, errors: &mut Errors) -> bool {
    if input.generics.params.is_empty() {
        return true;
    }
    errors.at(
        &input.generics.params,
        "a type of a schema has no lifetimes, type parameters or const parameters: name the types that its fields hold",
    );
    false
}
