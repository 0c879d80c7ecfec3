//! What several files of this folder write: the frame of the code, an impl's header, names and places of fields.

use crate::ast::{Field, Property, Structured};
use crate::attr::Attr;
use crate::keys::CRATE;
use crate::kind::{ends, generated};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Generics, Type, WhereClause, parse_quote};

/// Puts the code where its names meet no others, with the run-time crate as `__p`.
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

/// A trait's type, `ty` or an alias of it; shown at `ty` if that is more private than the trait's impl.
pub(super) fn associated(name: &str, ty: &Type, alias: impl ToTokens) -> TokenStream {
    let (start, end) = ends(ty);
    let name = Ident::new(name, start);
    let (open, close) = (quote_spanned!(start=> type #name =), quote_spanned!(end=> ;));
    quote!(#open #alias #close)
}

/// The type's own parameters, which are a mistake, with what the traits demand of them.
pub(super) fn where_clause(generics: &Generics) -> Option<WhereClause> {
    let mut clause = generics.where_clause.clone();
    if !generics.params.is_empty() {
        let demand = parse_quote!(Self: 'static);
        clause.get_or_insert_with(|| parse_quote!(where)).predicates.push(demand);
    }
    clause
}

/// The body of what never runs, since the build fails.
pub(super) fn never() -> TokenStream {
    quote!(::core::panic!("this type has mistakes"))
}

/// The same name as if generated, at its place: for lints that look at the user's own code alone, such as `deprecated`.
pub(super) fn quiet(ident: &Ident) -> Ident {
    name_at(ident, generated(ident.span()))
}

/// How the type is called: statics that this takes, the qualified name, how an object with its tag starts.
pub(super) struct TypeName {
    pub(super) before: TokenStream,
    pub(super) name: TokenStream,
    pub(super) opening: TokenStream,
}

/// Where one of the type's own properties stands among all.
pub(super) fn place(model: &Structured, index: usize) -> TokenStream {
    if model.base().is_some() { quote!(__INHERITED + #index) } else { quote!(#index) }
}

/// `&self.field`, shown at the property's type if that does not fit.
pub(super) fn reference(field: &Field, property: &Property, mutable: bool, this: &str) -> TokenStream {
    let (start, end) = property.kind.ends;
    let ident = name_at(&field.ident, end);
    let this = Ident::new(this, start);
    let start = if mutable { quote_spanned!(start=> &mut #this.) } else { quote_spanned!(start=> &#this.) };
    quote!(#start #ident)
}

/// A field's name at another place, as generated code: where it is a keyword of this crate's edition, raw.
fn name_at(ident: &Ident, at: Span) -> Ident {
    let name = ident.unraw().to_string();
    if ["async", "await", "dyn", "gen", "try"].contains(&name.as_str()) {
        return Ident::new_raw(&name, at);
    }
    let mut ident = ident.clone();
    ident.set_span(at);
    ident
}
