//! The model of an entity type, a complex type or an action: a struct whose fields are base, dynamic properties or properties.

use super::no_generics;
use crate::attr::{self, Attr};
use crate::errors::Errors;
use crate::keys::{DEFAULT, ON, READ_ONLY, SET};
use crate::kind::{Kind, held_in, instead, is_called, may_be_structured, peel, wrapped};
use crate::text::shown;
use proc_macro2::Ident;
use quote::format_ident;
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Type, Visibility};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Category {
    Entity,
    Complex,
    Action,
}

pub(crate) struct Structured {
    pub(crate) category: Category,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) attr: Attr,
    /// The type that an action is bound to.
    pub(crate) on: Option<Type>,
    pub(crate) fields: Vec<Field>,
    /// True for a struct with named fields and no parameters; for others, only stubs can be generated.
    pub(crate) is_sound: bool,
}

pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    /// Docs, `deprecated`, `cfg`: its accessors carry them too.
    pub(crate) carried: Vec<Attribute>,
    pub(crate) ty: Type,
    pub(crate) role: Role,
}

pub(crate) enum Role {
    Base,
    /// Mistaken and reported, but its type is known, and is the field's in this model.
    MeantAsBase,
    Dynamic,
    Prop(Box<Property>),
    /// Mistaken and reported: no code is generated for it.
    Broken,
}

/// A property. `check` removes its mistaken parts.
pub(crate) struct Property {
    pub(crate) attr: Attr,
    pub(crate) kind: Kind,
    /// Accessors are generated.
    pub(crate) is_accessible: bool,
}

impl Category {
    pub(crate) fn derive(self) -> &'static str {
        match self {
            Self::Entity => "Entity",
            Self::Complex => "ComplexType",
            Self::Action => "Action",
        }
    }

    fn grammar(self) -> &'static attr::Grammar {
        match self {
            Self::Entity => &attr::ENTITY,
            Self::Complex => &attr::COMPLEX_TYPE,
            Self::Action => &attr::ACTION,
        }
    }
}

impl Structured {
    pub(crate) fn parse(input: &DeriveInput, category: Category, errors: &mut Errors) -> Self {
        let attr = Attr::of_type(input, category.grammar(), errors);
        attr::misplaced(&input.attrs, &["base", "dynamic", "prop"], "a field", errors);
        let fields = named_fields(input, category, errors);
        let is_sound = no_generics(input, errors) & fields.is_some();
        let fields = fields.into_iter().flatten().filter_map(|field| Field::parse(field, errors)).collect();
        Self {
            category,
            vis: input.vis.clone(),
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            on: attr.ty(&ON).cloned(),
            attr,
            fields,
            is_sound,
        }
    }

    /// The base's field, or the one meant to be.
    pub(crate) fn base(&self) -> Option<&Field> {
        self.fields.iter().find(|field| matches!(field.role, Role::Base | Role::MeantAsBase) && self.is_sound)
    }

    /// The base's field, if its type is right.
    pub(crate) fn base_held(&self) -> Option<&Field> {
        self.base().filter(|field| matches!(field.role, Role::Base))
    }

    /// The field that holds the dynamic properties.
    pub(crate) fn dynamic(&self) -> Option<&Field> {
        self.fields.iter().find(|field| matches!(field.role, Role::Dynamic) && self.is_sound)
    }

    pub(crate) fn properties(&self) -> impl Iterator<Item = (&Field, &Property)> {
        self.fields.iter().filter_map(|field| match &field.role {
            Role::Prop(property) => Some((field, &**property)),
            _ => None,
        })
    }

    /// The properties that the table lists.
    pub(crate) fn listed(&self) -> impl Iterator<Item = (&Field, &Property)> {
        self.properties().filter(|(_, property)| self.is_sound && property.attr.name.is_some())
    }
}

fn named_fields<'a>(
    input: &'a DeriveInput,
    category: Category,
    errors: &mut Errors,
) -> Option<impl Iterator<Item = &'a syn::Field> + use<'a>> {
    let derive = category.derive();
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(fields.named.iter()),
            Fields::Unnamed(fields) => {
                errors.at(fields, format_args!("`{derive}` needs fields with names: `struct {} {{ … }}`", input.ident));
            }
            Fields::Unit => {
                let root = if category == Category::Action { "`#[dynamic]`" } else { "`#[base]` or `#[dynamic]`" };
                let name = &input.ident;
                errors.at(name, format_args!("`{derive}` needs fields, one of them {root}: `struct {name} {{ … }}`"));
            }
        },
        Data::Enum(data) => errors
            .at(data.enum_token, format_args!("`{derive}` is for structs; for an enum, use `EnumType` or `OneOf`")),
        Data::Union(data) => errors.at(data.union_token, format_args!("`{derive}` is for structs")),
    }
    None
}

impl Field {
    fn parse(field: &syn::Field, errors: &mut Errors) -> Option<Self> {
        let carried = field
            .attrs
            .iter()
            .filter(|attr| ["doc", "deprecated", "cfg"].iter().any(|name| attr.path().is_ident(name)))
            .cloned()
            .collect();
        let role = Role::parse(field, errors);
        let ty = wrapped(&field.ty).filter(|_| matches!(role, Role::MeantAsBase)).unwrap_or(&field.ty);
        Some(Self { ident: field.ident.clone()?, vis: field.vis.clone(), carried, ty: ty.clone(), role })
    }

    /// The getter's name. Has the field's span, like all accessors, so that an editor goes there.
    pub(crate) fn getter(&self) -> Ident {
        self.ident.clone()
    }

    pub(crate) fn setter(&self) -> Ident {
        format_ident!("set_{}", self.ident.unraw(), span = self.ident.span())
    }

    pub(crate) fn mutator(&self) -> Ident {
        format_ident!("{}_mut", self.ident.unraw(), span = self.ident.span())
    }
}

impl Property {
    pub(crate) fn has_setter(&self) -> bool {
        !self.attr.has(&READ_ONLY) || self.attr.has(&SET)
    }

    pub(crate) fn has_mutator(&self) -> bool {
        self.has_setter() && (self.kind.form.is_changed_in_place() || self.attr.has(&DEFAULT))
    }
}

impl Role {
    fn parse(field: &syn::Field, errors: &mut Errors) -> Self {
        attr::misplaced(&field.attrs, &["entity", "complex_type", "action"], "the struct", errors);
        let base = attr::single(&field.attrs, "base", errors);
        let dynamic = attr::single(&field.attrs, "dynamic", errors);
        let prop = attr::single(&field.attrs, "prop", errors);
        base.into_iter().chain(dynamic).for_each(|attr| attr::bare(attr, errors));
        let prop_attr = prop.map(|attr| Attr::of_prop(attr, errors));
        match (base, dynamic, prop_attr) {
            (Some(_), None, None) => Self::base(field, errors),
            (None, Some(_), None) => Self::dynamic(field, errors),
            (None, None, Some(attr)) => Self::prop(field, attr, errors),
            (None, None, None) => {
                errors.at(&field.ident, "each field is `#[prop(\"wireName\", …)]`, `#[base]` or `#[dynamic]`");
                Self::unclear(field, Attr::default())
            }
            (.., attr) => {
                // The last of them is the one too many.
                let roles = ["base", "dynamic", "prop"];
                let extra = field.attrs.iter().rfind(|attr| roles.iter().any(|role| attr.path().is_ident(role)));
                errors.at(extra.map(|attr| &attr.meta), "a field is one of `#[base]`, `#[dynamic]` and `#[prop]`");
                Self::unclear(field, attr.unwrap_or_default())
            }
        }
    }

    fn base(field: &syn::Field, errors: &mut Errors) -> Self {
        let Some(inner) = wrapped(&field.ty) else { return Self::Base };
        errors.at(&field.ty, format_args!("`#[base]` is for a field of the base type itself: `{}`", shown(inner)));
        if may_be_structured(inner) { Self::MeantAsBase } else { Self::Broken }
    }

    fn dynamic(field: &syn::Field, errors: &mut Errors) -> Self {
        if is_called(&field.ty, "DynamicProperties") {
            return Self::Dynamic;
        }
        errors.at(&field.ty, "`#[dynamic]` is for the field of type `DynamicProperties`; a property that the schema leaves open is `#[prop(\"wireName\", dynamic)]`");
        Self::Broken
    }

    /// After a mistake in its type, the property has accessors, but is not in the table.
    fn prop(field: &syn::Field, mut attr: Attr, errors: &mut Errors) -> Self {
        if is_called(&field.ty, "DynamicProperties") {
            errors.at(&field.ty, "the field of type `DynamicProperties` is `#[dynamic]`, without `#[prop]`");
            return Self::Broken;
        }
        let kind = Kind::of_prop(&field.ty);
        let held = kind.as_ref().map_or(&field.ty, |kind| &kind.ty);
        let meant = meant(held);
        let why = match (&kind, &meant) {
            (Some(_), None) => return Self::unclear(field, attr),
            (Some(_), Some(_)) if is_called(held, "Option") || is_called(held, "Prop") => {
                "a `Prop` can be absent and null already".to_owned()
            }
            (Some(_), Some(_)) => format!("no property holds `{}`", shown(held)),
            // The type behind an alias is unknown, so no rule can be checked.
            (None, _) => {
                attr.given.retain(|given| !given.key.is_rule());
                "a property's field is a `Prop`, by that name".to_owned()
            }
        };
        let meant = meant.unwrap_or_else(|| peel(held).clone());
        errors.at(held, format_args!("{why}: use `Prop<{}>`", shown(&meant)));
        attr.name = None;
        Self::property(attr, Kind::new(meant))
    }

    /// As much of a property as its type shows: nothing if it is not a `Prop`.
    fn unclear(field: &syn::Field, attr: Attr) -> Self {
        Kind::of_prop(&field.ty).map_or(Self::Broken, |kind| Self::property(attr, kind))
    }

    fn property(attr: Attr, kind: Kind) -> Self {
        Self::Prop(Box::new(Property { attr, kind, is_accessible: true }))
    }
}

/// The type to use instead of one that no property holds, if it can be guessed.
fn meant(ty: &Type) -> Option<Type> {
    if let Some(held) = held_in(ty, "Option").or_else(|| held_in(ty, "Prop")) {
        return Some(meant(held).unwrap_or_else(|| held.clone()));
    }
    instead(ty)
}
