//! The models of the enums: an enumeration type with its members, and a choice among types.

use super::no_generics;
use crate::attr::{self, Attr};
use crate::errors::Errors;
use crate::keys::{BASE, UNTYPED};
use crate::kind::{is_called, last_segment};
use crate::text::{lower_camel, shown};
use proc_macro2::Ident;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, LitStr, Type};

/// An example of an enumeration type's `#[other]`, for the errors.
const OTHER: &str = "`#[other] Other(String)`";

/// Types into which no name converts.
const PRIMITIVES: [&str; 16] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
    "usize",
];

/// An enumeration type.
pub(crate) struct Enumeration {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) attr: Attr,
    pub(crate) members: Vec<Member>,
    /// The variant for unknown members.
    pub(crate) other: Option<Variant>,
    /// A mistaken variant is in neither of them.
    pub(crate) has_broken: bool,
}

/// A known member.
pub(crate) struct Member {
    pub(crate) variant: Ident,
    pub(crate) wire: LitStr,
}

/// A choice among types.
pub(crate) struct OneOf {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) attr: Attr,
    /// The type that all variants derive from.
    pub(crate) base: Option<Type>,
    pub(crate) variants: Vec<Variant>,
    pub(crate) other: Option<Variant>,
    /// The types that mistaken variants are meant to hold. They convert too, so that their uses are not errors.
    pub(crate) meant: Vec<Type>,
    pub(crate) has_broken: bool,
}

/// A variant that holds one type.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

impl Enumeration {
    pub(crate) fn parse(input: &DeriveInput, errors: &mut Errors) -> Self {
        let attr = Attr::of_type(input, &attr::ENUM_TYPE, errors);
        let is_sound = no_generics(input, errors) && matches!(input.data, Data::Enum(_));
        let mut this = Self {
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            attr,
            members: Vec::new(),
            other: None,
            has_broken: !is_sound,
        };
        let holds_text = |ty: &Type| is_called(ty, "String");
        for (variant, is_other) in variants(input, "EnumType", OTHER, holds_text, &mut this.has_broken, errors) {
            let member = attr::single(&variant.attrs, "member", errors);
            if is_other {
                if let Some(attr) = member {
                    errors.at(&attr.meta, "the `#[other]` variant holds any other name: it has none of its own");
                }
                this.other = held(variant)
                    .filter(|ty| can_hold_text(ty))
                    .map(|ty| Variant { ident: variant.ident.clone(), ty: ty.clone() });
                if this.other.is_none() {
                    errors.at(
                        variant_part(variant),
                        format_args!("the `#[other]` variant holds the received name: {OTHER}"),
                    );
                    this.has_broken = true;
                }
            } else {
                this.member(variant, member, errors);
            }
        }
        if !is_sound {
            this.other = None;
        }
        this
    }

    fn member(&mut self, variant: &syn::Variant, attr: Option<&Attribute>, errors: &mut Errors) {
        let wire = attr.and_then(|attr| attr::member(attr, errors));
        if !matches!(variant.fields, Fields::Unit) {
            errors.at(&variant.fields, "a member holds nothing; the one variant that does is `#[other]`");
            self.has_broken = true;
            return;
        }
        let wire =
            wire.unwrap_or_else(|| LitStr::new(&lower_camel(&variant.ident.unraw().to_string()), variant.ident.span()));
        self.members.push(Member { variant: variant.ident.clone(), wire });
    }
}

impl OneOf {
    /// Returns whether the variants have no common base.
    pub(crate) fn is_untyped(&self) -> bool {
        self.attr.has(&UNTYPED)
    }

    pub(crate) fn parse(input: &DeriveInput, errors: &mut Errors) -> Self {
        let attr = Attr::of_type(input, &attr::ONE_OF, errors);
        let is_sound = no_generics(input, errors) && matches!(input.data, Data::Enum(_));
        let mut this = Self {
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            base: attr.ty(&BASE).filter(|_| !attr.has(&UNTYPED)).cloned(),
            attr,
            variants: Vec::new(),
            other: None,
            meant: Vec::new(),
            has_broken: !is_sound,
        };
        let base = this.base.as_ref().map(shown);
        // The base, or a `OneOf` of it by the usual name.
        let any = base.as_ref().and_then(|base| base.rsplit("::").next()).map(|base| format!("Any{base}"));
        let is_untyped = this.is_untyped();
        let (other, what) = if is_untyped {
            ("`#[other] Other(serde_json::Value)`", "untyped JSON")
        } else {
            ("`#[other] Other(Base)`", "the base")
        };
        let holds_base =
            |ty: &Type| base.as_ref() == Some(&shown(ty)) || any.as_ref().is_some_and(|any| is_called(ty, any));
        let is_meant = |ty: &Type| if is_untyped { is_called(ty, "Value") } else { holds_base(ty) };
        for (variant, is_other) in variants(input, "OneOf", other, is_meant, &mut this.has_broken, errors) {
            let Some(ty) = held(variant) else {
                if is_other {
                    let expected = format_args!("the `#[other]` variant holds {what}: {other}");
                    errors.at(variant_part(variant), expected);
                } else {
                    errors.at(variant_part(variant), "a variant holds one type: `Call(Call)`");
                }
                this.has_broken = true;
                continue;
            };
            let variant = Variant { ident: variant.ident.clone(), ty: ty.clone() };
            if is_other {
                this.other = Some(variant);
            } else {
                this.variants.push(variant);
            }
        }
        if !is_sound {
            this.other = None;
            this.variants.clear();
        }
        this
    }
}

/// The variants, each with `true` if it is `#[other]`. Reports none, and more than one.
fn variants<'a>(
    input: &'a DeriveInput,
    derive: &str,
    other: &str,
    is_meant: impl Fn(&Type) -> bool,
    has_broken: &mut bool,
    errors: &mut Errors,
) -> Vec<(&'a syn::Variant, bool)> {
    let data = match &input.data {
        Data::Enum(data) => data,
        Data::Struct(data) => {
            errors.at(
                data.struct_token,
                format_args!("`{derive}` is for enums; for a struct, use `Entity` or `ComplexType`"),
            );
            return Vec::new();
        }
        Data::Union(data) => {
            errors.at(data.union_token, format_args!("`{derive}` is for enums"));
            return Vec::new();
        }
    };
    attr::misplaced(&input.attrs, &["member", "other"], "a variant", errors);
    let mut found = Vec::with_capacity(data.variants.len());
    let mut seen = false;
    for variant in &data.variants {
        attr::misplaced(&variant.attrs, &["enum_type", "one_of"], "the enum", errors);
        for field in &variant.fields {
            attr::misplaced(&field.attrs, &["member", "other"], "a variant", errors);
        }
        let attr = attr::single(&variant.attrs, "other", errors);
        if let Some(attr) = attr {
            attr::bare(attr, errors);
        }
        if attr.is_some() && seen {
            errors.at(&variant.ident, "`#[other]` is on a variant above already: there is one");
            *has_broken = true;
            continue;
        }
        seen |= attr.is_some();
        found.push((variant, attr.is_some()));
    }
    if !seen {
        if let Some((variant, is_other)) = found.iter_mut().find(|(variant, _)| held(variant).is_some_and(&is_meant)) {
            errors.at(&variant.ident, "`#[other]` is missing above this variant, the one for unknown values");
            *is_other = true;
        } else {
            errors.at(&input.ident, format_args!("a variant for unknown values is missing: {other}"));
        }
    }
    found
}

/// The type of a variant's only field, if that has no name.
fn held(variant: &syn::Variant) -> Option<&Type> {
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first().map(|field| &field.ty),
        _ => None,
    }
}

/// Returns `false` for a type that cannot be text: a primitive, or not a path.
fn can_hold_text(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|segment| !PRIMITIVES.iter().any(|word| segment.ident == word))
}

/// The place to show a variant's mistake: the type in it, or its name.
fn variant_part(variant: &syn::Variant) -> &dyn ToTokens {
    if matches!(variant.fields, Fields::Unit) { &variant.ident } else { &variant.fields }
}
