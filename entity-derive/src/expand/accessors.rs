//! The typed accessors: a getter and, unless only the service sets the property, a setter and a `_mut`.

use super::docs::{self, Does};
use super::shared::{never, place, quiet, reference};
use crate::ast::{Field, Property, Structured};
use crate::keys::{DEFAULT, SET};
use crate::kind::{Form, respan};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{LitStr, Type};

pub(super) fn accessors(model: &Structured) -> TokenStream {
    let listed: Vec<_> = model.listed().map(|(field, _)| field.ident.clone()).collect();
    let vis = respan(&model.vis);
    let methods = model.properties().filter(|(_, property)| property.is_accessible).map(|(field, property)| {
        let index = listed.iter().position(|ident| *ident == field.ident);
        let place = index.map(|index| place(model, index));
        let accessors = Accessors { field, property, place, vis: &vis };
        let mutator = property.has_mutator().then(|| accessors.mutator());
        let setter = property.has_setter().then(|| accessors.setter());
        [Some(accessors.getter()), mutator, setter].into_iter().flatten().collect::<TokenStream>()
    });
    let methods: TokenStream = methods.collect();
    if methods.is_empty() {
        return methods;
    }
    let ident = quiet(&model.ident);
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    quote!(impl #impl_generics #ident #ty_generics #where_clause { #methods })
}

struct Accessors<'a> {
    field: &'a Field,
    property: &'a Property,
    /// Its index in the table; `None` after a mistake.
    place: Option<TokenStream>,
    vis: &'a TokenStream,
}

/// The getter's return type and function, and those of `_mut`.
struct Reading {
    gives: TokenStream,
    by: TokenStream,
    gives_mut: TokenStream,
    by_mut: TokenStream,
}

impl Accessors<'_> {
    fn getter(&self) -> TokenStream {
        let Reading { gives, by, .. } = self.reading();
        let empty = self.property.attr.has(&DEFAULT).then(|| self.empty());
        let (name, vis) = (quiet(&self.field.getter()), self.vis);
        let docs = self.docs(Does::Reads);
        let field = reference(self.field, self.property, false, "self");
        let body = self.body(&quote!(#by(#field #empty)));
        quote! {
            #docs
            #[must_use]
            #[inline]
            #vis fn #name(&self) -> #gives { #body }
        }
    }

    fn mutator(&self) -> TokenStream {
        let Reading { gives_mut, by_mut, .. } = self.reading();
        let (name, vis) = (quiet(&self.field.mutator()), self.set_vis());
        let docs = self.docs(Does::Lends);
        let field = reference(self.field, self.property, true, "self");
        // A link without a value is made by its row.
        let inserts = self.property.attr.has(&DEFAULT) || self.property.kind.form.items().is_some();
        let row = matches!(self.property.kind.form, Form::Linked(_) if inserts).then(|| self.row());
        let row = row.map(|row| quote!(, #row));
        let body = self.body(&quote!(#by_mut(#field #row)));
        quote! {
            #docs
            #[inline]
            #vis fn #name(&mut self) -> #gives_mut { #body }
        }
    }

    /// The property's row of the table.
    fn row(&self) -> TokenStream {
        let place = &self.place;
        quote!(&__ALL[#place])
    }

    /// The visibility of what changes the property.
    fn set_vis(&self) -> TokenStream {
        self.property.attr.vis(&SET).map_or_else(|| self.vis.clone(), respan)
    }

    /// Without `#[inline]`: it is generic, so the caller's crate compiles it anyway.
    fn setter(&self) -> TokenStream {
        let (ident, ty) = (quiet(&self.field.ident), &self.property.kind.ty);
        let (name, vis) = (quiet(&self.field.setter()), self.set_vis());
        let taken = self.property.kind.unboxed();
        let value = match self.property.kind.form {
            Form::Box(_) => quote!(__p::in_box(__value)),
            Form::Linked(_) => {
                let row = self.row();
                quote!(__p::in_link::<__Sound<#taken>>(__value, #row))
            }
            _ => quote!(__value),
        };
        let docs = self.docs(Does::Sets);
        if !self.property.attr.has_rules {
            let body = self.body(&quote!(__p::set(&mut self.#ident, #value);));
            return quote!(#docs #vis fn #name<__V: __p::IntoProp<#taken>>(&mut self, __value: __V) { #body });
        }
        // A primitive that the run-time crate names needs no proof.
        let sound = self.property.kind.form.names().is_none().then(|| quote!(::<__Sound<#ty>>));
        let row = self.row();
        let body = self.body(&quote!(__p::set_by_rules #sound(&mut self.#ident, #value, #row)));
        quote! {
            #docs
            #vis fn #name<__V: __p::IntoProp<#taken>>(&mut self, __value: __V) -> __p::Result<(), __p::Violation> { #body }
        }
    }

    /// The constant that a getter returns if there is no value.
    fn empty(&self) -> TokenStream {
        let ty = self.property.kind.unboxed();
        quote!(, const { &<__Sound<#ty> as __p::Declared>::EMPTY })
    }

    fn reading(&self) -> Reading {
        let ty = &self.property.kind.ty;
        let by = |name: &str| {
            let (start, end) = self.property.kind.ends;
            let name = format_ident!("{name}", span = end);
            quote_spanned!(start=> __p::#name)
        };
        // The table's entry reports a type without an empty value.
        let declared = |name: &str| {
            let (by, declared) = (by(name), self.property.kind.unboxed());
            quote!(#by::<__Sound<#declared>>)
        };
        let none = TokenStream::new;
        let default = self.property.attr.has(&DEFAULT);
        match &self.property.kind.form {
            Form::Box(inner) if default => {
                Reading::always(inner, declared("boxed_or_empty"), declared("boxed_or_insert"))
            }
            Form::Linked(inner) if default => {
                Reading::always(inner, declared("linked_or_empty"), declared("linked_or_insert"))
            }
            _ if default => Reading::always(ty, declared("or_empty"), declared("or_insert")),
            Form::Box(inner) => Reading::maybe(inner, by("boxed"), by("boxed_mut")),
            Form::Linked(inner) => match self.property.kind.form.items() {
                Some(item) => Reading {
                    gives: quote!(&[#item]),
                    by: by("linked_items"),
                    gives_mut: quote!(&mut #inner),
                    by_mut: {
                        let by = by("linked_items_mut");
                        quote!(#by::<__Sound<#item>>)
                    },
                },
                None => Reading::maybe(inner, by("linked"), by("linked_mut")),
            },
            Form::Vec(item) => Reading {
                gives: quote!(&[#item]),
                by: by("items"),
                gives_mut: quote!(&mut #ty),
                by_mut: by("items_mut"),
            },
            Form::String => {
                Reading { gives: quote!(__p::Option<&__p::str>), by: by("text"), gives_mut: none(), by_mut: none() }
            }
            Form::Bool | Form::Number(_) => {
                Reading { gives: quote!(__p::Option<#ty>), by: by("copied"), gives_mut: none(), by_mut: none() }
            }
            Form::Edm => Reading { gives: quote!(__p::Option<#ty>), by: by("edm"), gives_mut: none(), by_mut: none() },
            Form::Secret | Form::Binary | Form::Plain | Form::Other => {
                Reading::maybe(ty, quote!(__p::Prop::value), quote!(__p::Prop::value_mut))
            }
        }
    }

    /// The body, or a panic for a property that is not in the table: the build fails anyway.
    fn body(&self, body: &TokenStream) -> TokenStream {
        if self.place.is_some() { body.clone() } else { never() }
    }

    /// The accessor's docs: its first line, the field's own docs, wire name and rules. And the field's other attributes.
    fn docs(&self, does: Does) -> TokenStream {
        let carried = &self.field.carried;
        let (does, facts) = (docs::does(self.property, does), docs::facts(self.property, does));
        let Some((own, span)) = docs::own(carried) else {
            let does = does.map(|does| quote!(#[doc = #does] #[doc = ""]));
            return quote!(#does #(#carried)* #[doc = ""] #[doc = #facts]);
        };
        // One attribute, because each takes time to compile.
        let parts: Vec<_> = [does, own, Some(facts)].into_iter().flatten().collect();
        let text = LitStr::new(&parts.join("\n\n"), span);
        let others = carried.iter().filter(|attr| docs::value(attr).is_none());
        quote!(#(#others)* #[doc = #text])
    }
}

impl Reading {
    fn maybe(ty: &Type, by: TokenStream, by_mut: TokenStream) -> Self {
        Self { gives: quote!(__p::Option<&#ty>), by, gives_mut: quote!(__p::Option<&mut #ty>), by_mut }
    }

    fn always(ty: &Type, by: TokenStream, by_mut: TokenStream) -> Self {
        Self { gives: quote!(&#ty), by, gives_mut: quote!(&mut #ty), by_mut }
    }
}
