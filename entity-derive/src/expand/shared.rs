//! Shared parts of the code: its frame, an impl's header, names and places of fields.

use crate::ast::{Field, Property, Structured};
use crate::attr::Attr;
use crate::keys::CRATE;
use crate::kind::{ends, generated};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Generics, Type, WhereClause, parse_quote};

/// Puts the code into a scope of its own, with the run-time crate as `__p`.
pub(super) fn wrap(attr: &Attr, body: &TokenStream) -> TokenStream {
    let krate = attr.path(&CRATE).map_or_else(|| quote!(::entity_core), ToTokens::to_token_stream);
    // No `allow` of its own: a crate may forbid any lint. Generated spans keep lints away.
    let allowed = &attr.allowed;
    quote! {
        #(#allowed)*
        const _: () = {
            use #krate::__private as __p;
            #body
        };
    }
}

/// The start of an impl of the trait `of` for the type.
pub(super) fn impl_of(ident: &Ident, generics: &Generics, of: &TokenStream) -> TokenStream {
    let (clause, ident) = (where_clause(generics), quiet(ident));
    let (impl_generics, ty_generics, _) = generics.split_for_impl();
    quote!(#[automatically_derived] impl #impl_generics #of for #ident #ty_generics #clause)
}

/// A trait's type, `ty` or an alias of it. The error for a type more private than the impl is shown at `ty`.
pub(super) fn associated(name: &str, ty: &Type, alias: impl ToTokens) -> TokenStream {
    let (start, end) = ends(ty);
    let name = Ident::new(name, start);
    let (open, close) = (quote_spanned!(start=> type #name =), quote_spanned!(end=> ;));
    quote!(#open #alias #close)
}

/// The type's where clause. Parameters are a mistake, but the traits' bounds on them are written.
pub(super) fn where_clause(generics: &Generics) -> Option<WhereClause> {
    let mut clause = generics.where_clause.clone();
    if !generics.params.is_empty() {
        let demand = parse_quote!(Self: 'static);
        clause.get_or_insert_with(|| parse_quote!(where)).predicates.push(demand);
    }
    clause
}

/// The body of a function that never runs, because the build fails.
pub(super) fn never() -> TokenStream {
    quote!(::core::panic!("this type has mistakes"))
}

/// The function that returns the type's impls of std traits, for a link to it. Only here is the type known, so that the compiler can
/// choose. Not a constant, which the compiler would compute for each type, linked or not.
pub(super) fn abilities() -> TokenStream {
    quote! {
        #[inline]
        fn __abilities() -> __p::Abilities<Self> {
            use __p::HasNot as _;
            __p::Abilities::new(
                __p::Has::<Self>::CLONE, __p::Has::<Self>::EQ, __p::Has::<Self>::DEBUG, __p::Has::<Self>::HASH,
            )
        }
    }
}

/// The same name as if generated, at its place: lints that look only at the user's code, such as `deprecated`, skip it.
pub(super) fn quiet(ident: &Ident) -> Ident {
    name_at(ident, generated(ident.span()))
}

/// The type's name: statics that it needs, the qualified name, the start of an object with its tag.
pub(super) struct TypeName {
    pub(super) before: TokenStream,
    pub(super) name: TokenStream,
    pub(super) opening: TokenStream,
}

/// The index of one of the type's own properties among all.
pub(super) fn place(model: &Structured, index: usize) -> TokenStream {
    if model.base().is_some() { quote!(__INHERITED + #index) } else { quote!(#index) }
}

/// `&self.field`. The error for a type that does not fit is shown at the property's type.
pub(super) fn reference(field: &Field, property: &Property, mutable: bool, this: &str) -> TokenStream {
    let (start, end) = property.kind.ends;
    let ident = name_at(&field.ident, end);
    let this = Ident::new(this, start);
    let start = if mutable { quote_spanned!(start=> &mut #this.) } else { quote_spanned!(start=> &#this.) };
    quote!(#start #ident)
}

/// A field's name with another span. Raw if it is a keyword of this crate's edition.
fn name_at(ident: &Ident, at: Span) -> Ident {
    let name = ident.unraw().to_string();
    if ["async", "await", "dyn", "gen", "try"].contains(&name.as_str()) {
        return Ident::new_raw(&name, at);
    }
    let mut ident = ident.clone();
    ident.set_span(at);
    ident
}
