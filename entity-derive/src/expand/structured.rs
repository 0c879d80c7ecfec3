//! A structured type's table, the impls that lead the table's code to the fields, and the check of rules.

use super::proof::{asked, sound};
use super::shared::{TypeName, abilities, associated, impl_of, never, place, quiet, reference, wrap};
use super::{accessors, action, index, property, serde};
use crate::ast::{Category, Field, Property, Structured};
use crate::errors::Errors;
use crate::keys::{self, ABSTRACT, ALIAS, OPEN, Of, Part};
use crate::kind::{ends, generated};
use crate::text::shown;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Type, parse_quote};

pub(crate) fn structured(model: &Structured, errors: &Errors) -> TokenStream {
    let parts = [
        table(model),
        node(model),
        kind(model),
        declared(model, errors),
        deref(model),
        accessors::accessors(model),
        action::action(model),
        serde::of_node(&model.ident, &model.generics),
    ];
    wrap(&model.attr, &parts.into_iter().collect())
}

/// The statics: the properties of the whole chain, and the type with an index over its own.
fn table(model: &Structured) -> TokenStream {
    let count = model.listed().count();
    let own =
        model.listed().enumerate().map(|(index, (field, property))| property::entry(model, field, property, index));
    let own = quote!([#(#own),*]);
    let TypeName { before, name, opening } = named(model);
    let names = model.listed().map(|(_, property)| property.attr.name_text()).collect::<Vec<_>>();
    let index = index::index(&names.iter().map(|name| index::hash(name)).collect::<Vec<_>>());
    let index: Vec<u8> = index.into_iter().flat_map(u16::to_le_bytes).collect();
    let index = Literal::byte_string(&index);
    let category = if model.category == Category::Entity { quote!(Entity) } else { quote!(Complex) };
    let (all, base) = match model.base() {
        Some(base) => (derived(base, count, &category, &name, &own), quote!(__p::Some(__BASE))),
        None => (quote!(static __ALL: [__p::Property; #count] = #own;), quote!(__p::None)),
    };
    let rules_of = model.listed().enumerate().map(|(index, (_, property))| property::statics(property, index));
    let inherited = model.base().map(|_| quote!(__INHERITED,));
    let first = (count > 0).then(|| place(model, 0)).map(|first| quote!(__ALL[#first].hash(),));
    let sound = sound(quote!(T), &quote!((#inherited #first)));
    let rules = rules(model);
    let rule_count = rules.len();
    let (rules, with_rules) = (!rules.is_empty())
        .then(|| (quote!(static __RULES: [__p::Rule; #rule_count] = [#(#rules),*];), quote!(.with_rules(&__RULES))))
        .unzip();
    let (aliases, free) = aliases(model);
    let alias_count = aliases.len();
    let (aliases, with_aliases) = (!aliases.is_empty())
        .then(|| {
            let all = quote!(static __ALIASES: [__p::Alias; #alias_count] = [#(#aliases),*];);
            (all, quote!(.with_aliases(&__ALIASES)))
        })
        .unzip();
    let is_abstract = model.attr.has(&ABSTRACT).then(|| quote!(.abstract_()));
    let is_open = model.attr.has(&OPEN).then(|| quote!(.open()));
    quote! {
        #before
        #all
        static __TYPE: __p::StructuredType =
            __p::StructuredType::new(#name, #opening, __p::Category::#category, #base, &__ALL, #index)
                #is_abstract #is_open #with_rules #with_aliases;
        #rules
        #aliases
        type __Sound<T> = #sound;
        #(#rules_of)*
        #free
    }
}

/// The statics of a type that has a base: its properties behind the base's.
fn derived(base: &Field, count: usize, category: &TokenStream, name: &TokenStream, own: &TokenStream) -> TokenStream {
    let type_ = asked("base_of", &base.ty, &quote!());
    let (start, end) = ends(&base.ty);
    let (open, close) =
        (quote_spanned!(start=> __p::inherited), quote_spanned!(end=> (__BASE, __p::Category::#category, #name)));
    quote! {
        const __BASE: &__p::StructuredType = #type_;
        const __INHERITED: __p::usize = #open #close;
        static __ALL: [__p::Property; __INHERITED + #count] = __p::flatten(__BASE, #own);
    }
}

/// The type's aliases with the places of their properties, and constants that check that no base has the name.
fn aliases(model: &Structured) -> (Vec<TokenStream>, TokenStream) {
    let (mut aliases, mut free) = (Vec::new(), TokenStream::new());
    for (index, (_, property)) in model.listed().enumerate() {
        let place = place(model, index);
        for alias in property.attr.names(&ALIAS) {
            aliases.push(quote!(__p::Alias { name: #alias, place: #place }));
            let Some(base) = model.base() else { continue };
            let message = format!(
                "`{}` is a name in the base `{}`, or in a type above it, already: each name once along the chain",
                alias.value(),
                shown(&base.ty),
            );
            let at = generated(alias.span());
            free.extend(quote_spanned!(at=> const _: () = __p::alias_is_free(__BASE, #alias, #message);));
        }
    }
    (aliases, free)
}

/// The type's own rules, over several properties.
fn rules(model: &Structured) -> Vec<TokenStream> {
    let ident = quiet(&model.ident);
    keys::rules(&model.attr.given, &Of { ty: &parse_quote!(#ident), part: Part::Whole })
}

fn named(model: &Structured) -> TypeName {
    if model.category == Category::Action {
        return action::named(model);
    }
    let name = model.attr.name_text();
    let opening = format!("{{\"@odata.type\":\"#{name}\"");
    TypeName { before: TokenStream::new(), name: quote!(#name), opening: quote!(#opening) }
}

/// A property's slot, for the reader or a rule.
fn slot(slots: &str, property: &Property, reference: &TokenStream) -> TokenStream {
    let slots = format_ident!("{slots}");
    let variant = format_ident!("{}", property.kind.form.names().map_or("Prop", |names| names.slot));
    quote!(__p::#slots::#variant(#reference))
}

fn node(model: &Structured) -> TokenStream {
    let shown = model.listed().map(|(field, property)| {
        let method = format_ident!("{}", property.kind.form.names().map_or("prop", |names| names.shown));
        let field = reference(field, property, false, "__this");
        quote!(__viewer.#method(#field);)
    });
    let whole = model.attr.rules().next().map(|_| quote!(__viewer.whole(__this, __TYPE.rules());));
    let shown = (whole.is_some() || model.listed().next().is_some()).then(|| quote!(&& { #whole #(#shown)* true }));
    let arms = model.listed().enumerate().map(|(index, (field, property))| {
        let slot = slot("SlotMut", property, &reference(field, property, true, "__this"));
        quote!(#index => #slot,)
    });
    let (show, slot_rest) = if let Some(base) = model.base_held() {
        let base = quiet(&base.ident);
        (
            quote!(__p::Node::__show(&__this.#base, __viewer) #shown),
            quote!(__p::Node::__slot_mut(&mut __this.#base, __index)),
        )
    } else if let Some(dynamic) = model.dynamic() {
        let dynamic = quiet(&dynamic.ident);
        (quote!(__viewer.dynamic(&__this.#dynamic) #shown), quote!(__p::SlotMut::Dynamic(&mut __this.#dynamic)))
    } else {
        (never(), never())
    };
    let own = if model.base().is_some() { quote!(__index.wrapping_sub(__INHERITED)) } else { quote!(__index) };
    let keeps_rules = keeps_rules(model);
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Node));
    // All are `#[inline]`: a library of types compiles no code for them, and a program only for the types that it uses.
    quote! {
        #header {
            #[inline]
            fn __table(&self) -> &'static __p::StructuredType {
                &__TYPE
            }
            #[inline]
            fn __show<'__n>(&'__n self, __viewer: &mut dyn __p::Viewer<'__n>) -> __p::bool {
                let __this: &'__n __Sound<Self> = self;
                #show
            }
            #[inline]
            fn __slot_mut(&mut self, __index: __p::usize) -> __p::SlotMut<'_> {
                let __this: &mut __Sound<Self> = self;
                match #own { #(#arms)* _ => #slot_rest }
            }
            #[inline]
            fn __keeps_rules(&self) -> __p::bool {
                let __this: &__Sound<Self> = self;
                #keeps_rules
            }
        }
    }
}

/// The check that a value keeps its rules: its base or its undeclared members, each property with rules, each nested value.
fn keeps_rules(model: &Structured) -> TokenStream {
    let rest = match (model.base_held(), model.dynamic()) {
        (Some(base), _) => {
            let base = quiet(&base.ident);
            quote!(__p::Node::__keeps_rules(&__this.#base))
        }
        (None, Some(dynamic)) => {
            let dynamic = quiet(&dynamic.ident);
            quote!(__p::keeps_undeclared(&__this.#dynamic))
        }
        (None, None) => return never(),
    };
    let whole = model.attr.rules().next().map(|_| quote!(&&__p::keeps_whole(__this, __TYPE.rules())));
    let own = model.listed().enumerate().map(|(index, (field, property))| {
        let field = reference(field, property, false, "__this");
        let (slot, place) = (slot("Slot", property, &field), place(model, index));
        let rules = property::each_rule(property, &quote!(__ALL[#place]));
        let within = property.kind.form.may_nest().then(|| quote!(&& __p::keeps_within(#field)));
        quote!(#(&& __p::holds(&__ALL[#place], #rules, #slot))* #within)
    });
    quote!(#rest #whole #(#own)*)
}

fn kind(model: &Structured) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Kind));
    quote!(#header { type Access = __p::NodeAccess; })
}

fn declared(model: &Structured, errors: &Errors) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Declared));
    let empty = errors.compile_errors().unwrap_or_else(|| empty(model));
    let abilities = abilities();
    quote! {
        #header {
            const TYPE: &'static __p::StructuredType = &__TYPE;
            const EMPTY: Self = { #empty };
            #abilities
            #[inline]
            fn __type() -> __p::Table {
                __p::Table(&__TYPE)
            }
        }
    }
}

/// An empty value.
fn empty(model: &Structured) -> TokenStream {
    let base = model.base().map(|field| {
        let (ident, ty) = (quiet(&field.ident), &field.ty);
        quote!(#ident: <__Sound<#ty> as __p::Declared>::EMPTY,)
    });
    let dynamic = model.dynamic().map(|field| {
        let ident = quiet(&field.ident);
        quote!(#ident: __p::DynamicProperties::new(),)
    });
    let properties = model.properties().map(|(field, _)| quiet(&field.ident));
    quote!(Self { #base #(#properties: __p::Prop::Absent,)* #dynamic })
}

fn deref(model: &Structured) -> TokenStream {
    let Some(Field { ident, ty, .. }) = model.base() else { return TokenStream::new() };
    let ident = quiet(ident);
    if model.base_held().is_none() {
        return deref_impls(model, ty, never(), never());
    }
    deref_impls(model, ty, &quote!(&self.#ident), &quote!(&mut self.#ident))
}

fn deref_impls(model: &Structured, target: &Type, shared: impl ToTokens, mutable: impl ToTokens) -> TokenStream {
    let (deref, deref_mut) = (
        impl_of(&model.ident, &model.generics, &quote!(__p::Deref)),
        impl_of(&model.ident, &model.generics, &quote!(__p::DerefMut)),
    );
    let type_ = associated("Target", target, target);
    quote! {
        #deref {
            #type_
            #[inline]
            fn deref(&self) -> &#target {
                #shared
            }
        }
        #deref_mut {
            #[inline]
            fn deref_mut(&mut self) -> &mut #target {
                #mutable
            }
        }
    }
}
