//! A choice among types of one base: each method calls that of the value inside.

use super::proof::{self, asked, sound};
use super::serde;
use super::shared::{abilities, associated, impl_of, never, quiet, where_clause, wrap};
use crate::ast::{OneOf, Variant};
use crate::errors::Errors;
use crate::kind::{ends, held_in, is_called, unboxed};
use crate::text::shown;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Type;

pub(crate) fn one_of(model: &OneOf, errors: &Errors) -> TokenStream {
    let parts = [
        type_(model),
        node(model),
        choice(model),
        kind(model),
        declared(model, errors),
        base(model),
        conversions(model),
        serde::of_node(&model.ident, &model.generics),
    ];
    wrap(&model.attr, &parts.into_iter().collect())
}

/// The base's table, or an empty one if the base is missing, and the variants' tables, each of a type that derives from it.
fn type_(model: &OneOf) -> TokenStream {
    let Some(base) = &model.base else {
        return quote! {
            static __TYPE: __p::StructuredType =
                __p::StructuredType::new("", "", __p::Category::Entity, __p::None, &[], &[]);
            const __BASE: &__p::StructuredType = &__TYPE;
            static __TYPES: [__p::NamedType; 0] = [];
            type __Held<T> = T;
        };
    };
    let count = all(model).count();
    let (one_of, base_name) = (&model.ident, shown(base));
    let variants = model.variants.iter().map(|Variant { ident, ty }| {
        let ty = unboxed(ty);
        let held = shown(ty);
        let message = format!(
            "the variant `{one_of}::{ident}` holds `{held}`, which is not the base `{base_name}` and does not derive from it"
        );
        asked("variant_of", ty, &quote!(__BASE, #message))
    });
    let other = model.other.iter().map(|Variant { ident, ty }| {
        let held = shown(ty);
        let message = format!(
            "the variant `{one_of}::{ident}` holds `{held}`: `#[other]` must hold the base `{base_name}`, or another `OneOf` of that base"
        );
        asked("other_of", ty, &quote!(__BASE, #message))
    });
    let types = variants.chain(other);
    let base = proof::declared(base);
    let first = (count > 0).then(|| quote!(__TYPES[0].hash,));
    let sound = sound(quote!(T), &quote!((#first)));
    quote! {
        type __Base = #base;
        const __BASE: &__p::StructuredType = <__Base as __p::Declared>::TYPE;
        static __TYPES: [__p::NamedType; #count] = [#(#types),*];
        type __Held<T> = #sound;
    }
}

/// The variants in their order, `#[other]` last.
pub(super) fn all(model: &OneOf) -> impl Iterator<Item = &Variant> {
    model.variants.iter().chain(&model.other)
}

/// The type in a variant or in its box, with the proof that all derive from the base.
pub(super) fn held(Variant { ty, .. }: &Variant) -> TokenStream {
    let ty = unboxed(ty);
    quote!(__Held<#ty>)
}

/// A `match` with an arm for each variant, in which `held` is the value inside.
pub(super) fn each(model: &OneOf, reference: &TokenStream, arm: impl Fn(&Variant) -> TokenStream) -> TokenStream {
    let variants = all(model).map(|variant| quiet(&variant.ident));
    let arms = all(model).map(|variant| {
        let (sound, arm) = (held(variant), arm(variant));
        quote!({ let __held: #reference #sound = __held; #arm })
    });
    let never = never();
    let rest = (model.has_broken || model.other.is_none()).then(|| quote!(_ => #never,));
    quote! {
        match self { #(Self::#variants(__held) => #arms)* #rest }
    }
}

/// Each method goes through `__concrete`. With an arm for each variant in each method, a large enum would compile slowly.
fn node(model: &OneOf) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Node));
    // Each arm returns: if arms had a reference as their value, the compiler would compare each with all before it.
    let itself = each(model, &quote!(&), |_| quote!(return __p::Node::__concrete(__held)));
    quote! {
        #header {
            #[inline]
            fn __table(&self) -> &'static __p::StructuredType {
                __p::Node::__table(__p::Node::__concrete(self))
            }
            #[inline]
            fn __show<'__n>(&'__n self, __viewer: &mut dyn __p::Viewer<'__n>) -> __p::bool {
                __p::Node::__show(__p::Node::__concrete(self), __viewer)
            }
            #[inline]
            fn __slot_mut(&mut self, __index: __p::usize) -> __p::SlotMut<'_> {
                __p::Node::__slot_mut(__p::Choice::__held(self), __index)
            }
            #[inline]
            fn __keeps_rules(&self) -> __p::bool {
                __p::Node::__keeps_rules(__p::Node::__concrete(self))
            }
            #[inline]
            fn __concrete(&self) -> &dyn __p::Node { #itself }
        }
    }
}

fn choice(model: &OneOf) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Choice));
    let Some(other) = &model.other else {
        let never = never();
        return quote!(#header {
            #[inline]
            fn __choose(&mut self, _: &__p::str, _: __p::bool) -> __p::bool { #never }
            #[inline]
            fn __held(&mut self) -> &mut dyn __p::Node { self }
        });
    };
    let lent = each(model, &quote!(&mut), |_| quote!(__held));
    let (other, other_type) = (quiet(&other.ident), held(other));
    let variants = model.variants.iter().enumerate().map(|(index, variant)| {
        let (ident, ty) = (quiet(&variant.ident), held(variant));
        let is_box = is_called(&variant.ty, "Box");
        let make = if is_box { quote!(|__held| Self::#ident(__p::Box::new(__held))) } else { quote!(Self::#ident) };
        quote!(__p::Some(#index) => __p::choose::<#ty, _>(self, #make, __keep),)
    });
    // A function makes the chosen value: in one place, all values that might be chosen would need most of a thread's stack.
    quote! {
        #header {
            #[inline]
            fn __choose(&mut self, __name: &__p::str, __keep: __p::bool) -> __p::bool {
                match __p::position(&__TYPES, __name) {
                    #(#variants)*
                    _ => match self {
                        Self::#other(__other) => __p::choose_within::<#other_type>(__other, __name, __keep),
                        _ => {
                            let mut __other = <#other_type as __p::Declared>::EMPTY;
                            __p::choose_within(&mut __other, __name, false);
                            __p::replace(self, Self::#other(__other), __keep)
                        }
                    },
                }
            }
            #[inline]
            fn __held(&mut self) -> &mut dyn __p::Node { #lent }
        }
    }
}

fn kind(model: &OneOf) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Kind));
    quote!(#header { type Access = __p::ChoiceAccess; })
}

fn declared(model: &OneOf, errors: &Errors) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::Declared));
    let empty = errors.compile_errors().unwrap_or_else(|| match &model.other {
        Some(other) => {
            let (ident, ty) = (quiet(&other.ident), held(other));
            quote!(Self::#ident(<#ty as __p::Declared>::EMPTY))
        }
        None => never(),
    });
    let abilities = abilities();
    let within = model.other.as_ref().map(held).map(|ty| quote!(|| <#ty as __p::Declared>::__is_named(__name)));
    let is_named = quote!(__p::Option::is_some(&__p::position(&__TYPES, __name)) #within);
    let default = impl_of(&model.ident, &model.generics, &quote!(__p::Default));
    quote! {
        #header {
            const TYPE: &'static __p::StructuredType = __BASE;
            const EMPTY: Self = { #empty };
            #abilities
            #[inline]
            fn __type() -> __p::Table {
                __p::Table(__BASE)
            }
            fn __is_named(__name: &__p::str) -> __p::bool {
                #is_named
            }
        }
        #default {
            #[inline]
            fn default() -> Self {
                <Self as __p::Declared>::EMPTY
            }
        }
    }
}

/// The impls by which the enum acts as its base.
fn base(model: &OneOf) -> TokenStream {
    let Some(base) = &model.base else { return TokenStream::new() };
    let (deref, deref_mut) = (
        impl_of(&model.ident, &model.generics, &quote!(__p::Deref)),
        impl_of(&model.ident, &model.generics, &quote!(__p::DerefMut)),
    );
    // The error for a type that does not deref to the base is shown at the type.
    let based = |reference: &TokenStream| {
        each(model, reference, |Variant { ty, .. }| {
            let held = Ident::new("__held", ends(ty).0);
            quote!(let __base: #reference #base = #held; __base)
        })
    };
    let target = associated("Target", base, base);
    let holder = holder(model);
    let (shared, mutable) = (based(&quote!(&)), based(&quote!(&mut)));
    quote! {
        #holder
        #deref {
            #target
            #[inline]
            fn deref(&self) -> &#base { #shared }
        }
        #deref_mut {
            #[inline]
            fn deref_mut(&mut self) -> &mut #base { #mutable }
        }
    }
}

/// The enum answers a question about the value inside, if the question can be asked of each variant's type. Not written for an enum
/// with parameters, which is an error already.
fn holder(model: &OneOf) -> TokenStream {
    if !model.generics.params.is_empty() {
        return TokenStream::new();
    }
    let mut generics = syn::Generics::default();
    generics.params.push(syn::parse_quote!(__Q: __p::Question));
    let clause = generics.make_where_clause();
    for ty in all(model).map(|variant| unboxed(&variant.ty)) {
        clause.predicates.push(syn::parse_quote!(__Q: __p::Ask<#ty>));
    }
    let (impl_generics, _, clause) = generics.split_for_impl();
    let ident = quiet(&model.ident);
    let asked = each(model, &quote!(&), |Variant { ty, .. }| {
        let ty = unboxed(ty);
        quote!(__p::Some(<__Q as __p::Ask<#ty>>::ask(__held)))
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Holder<__Q> for #ident #clause {
            fn answer(&self) -> __p::Option<<__Q as __p::Question>::Answer<'_>> {
                #asked
            }
        }
    }
}

/// The type in each variant converts into the enum, and setters take it. A box converts too, if the variant holds one.
pub(super) fn conversions(model: &OneOf) -> TokenStream {
    let held = all(model).flat_map(|Variant { ident, ty }| {
        let ident = quiet(ident);
        let itself = (ty, quote!(Self::#ident(__held)));
        let in_box = held_in(ty, "Box").map(|ty| (ty, quote!(Self::#ident(__p::Box::new(__held)))));
        [Some(itself), in_box].into_iter().flatten()
    });
    held.chain(model.meant.iter().map(|ty| (ty, never()))).map(|(ty, made)| conversion(model, ty, &made)).collect()
}

fn conversion(model: &OneOf, ty: &Type, made: &TokenStream) -> TokenStream {
    let header = impl_of(&model.ident, &model.generics, &quote!(__p::From<#ty>));
    let (ident, clause) = (quiet(&model.ident), where_clause(&model.generics));
    let (impl_generics, ty_generics, _) = model.generics.split_for_impl();
    quote! {
        #header {
            #[inline]
            fn from(__held: #ty) -> Self {
                #made
            }
        }
        #[automatically_derived]
        impl #impl_generics __p::IntoProp<#ident #ty_generics> for #ty #clause {
            #[inline]
            fn into_prop(self) -> __p::Prop<#ident #ty_generics> {
                __p::Prop::Value(__p::From::from(self))
            }
        }
    }
}
