//! The derives of `entity-core`.
#![forbid(unsafe_code)]

mod ast;
mod attr;
mod check;
mod errors;
mod expand;
mod text;

use errors::Errors;
use proc_macro2::TokenStream;
use syn::DeriveInput;

/// Entity.
#[proc_macro_derive(Entity, attributes(entity, base, dynamic, prop))]
pub fn entity(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into(), |input, errors| structured(input, ast::Category::Entity, errors)).into()
}

/// Complex type.
#[proc_macro_derive(ComplexType, attributes(complex_type, base, dynamic, prop))]
pub fn complex_type(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into(), |input, errors| structured(input, ast::Category::Complex, errors)).into()
}

/// Enum.
#[proc_macro_derive(EnumType, attributes(enum_type, member, other))]
pub fn enum_type(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into(), |input, errors| {
        let mut model = ast::Enumeration::parse(input, errors);
        check::enumeration(&mut model, errors);
        expand::enum_type(&model, errors)
    })
    .into()
}

/// One of.
#[proc_macro_derive(OneOf, attributes(one_of, other))]
pub fn one_of(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into(), |input, errors| {
        let mut model = ast::OneOf::parse(input, errors);
        check::one_of(&mut model, errors);
        expand::one_of(&model, errors)
    })
    .into()
}

fn structured(input: &DeriveInput, category: ast::Category, errors: &mut Errors) -> TokenStream {
    let mut model = ast::Structured::parse(input, category, errors);
    check::structured(&mut model, errors);
    expand::structured(&model, errors)
}

/// Parse, check, expand.
fn derive(input: TokenStream, steps: impl FnOnce(&DeriveInput, &mut Errors) -> TokenStream) -> TokenStream {
    match ast::parse(input) {
        Ok(input) => steps(&input, &mut Errors::default()),
        Err(error) => error.to_compile_error(),
    }
}
