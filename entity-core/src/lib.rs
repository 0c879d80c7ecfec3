//! Typed OData entities that lose nothing: one property table reads, writes, validates and compares every type.
//!
//! Derive [`Entity`], [`ComplexType`], [`EnumType`], [`OneOf`] or [`Action`] for your types, read and write them with [`json`], and ask
//! a value what it is: [`validate`](Entity::validate), [`deviations`](Entity::deviations), [`Tracked::patch`].
//!
//! | feature | gives | crate behind it |
//! |---|---|---|
//! | `binary` | [`edm::Binary`] | base64 |
//! | `date-time` | [`edm::DateTimeOffset`], [`edm::Date`], [`edm::TimeOfDay`], [`edm::Duration`] | jiff |
//! | `decimal` | [`edm::Decimal`] | rust_decimal |
//! | `guid` | [`edm::Guid`] | uuid |
//! | `pattern` | the rule `pattern = "…"` | regex-lite |
//! | `csdl`, off by default | schemas: what has drifted, and declarations from them | quick-xml |
#![forbid(unsafe_code)]

// So that the derives work in this crate too.
extern crate self as entity_core;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod action;
mod boxed;
mod changes;
mod collection;
#[cfg(feature = "csdl")]
pub mod csdl;
mod deviations;
mod dynamic;
pub mod edm;
mod entity;
mod enumeration;
pub mod json;
mod named;
mod node;
mod page;
mod primitive;
mod prop;
mod properties;
mod registry;
mod rules;
mod serde_bridge;
mod single;
mod syntax;
mod table;
mod viewer;
mod visit;

pub use action::Action;
pub use boxed::Boxed;
pub use changes::Tracked;
pub use deviations::Deviation;
pub use dynamic::DynamicProperties;
pub use entity::Entity as ComplexType;
pub use entity::Entity as OneOf;
pub use entity::{AsNode, Entity, Holder};
pub use entity_derive::{Action, ComplexType, Entity, EnumType, OneOf};
pub use enumeration::{EnumType, Flags};
pub use node::{Declared, Kind, Node};
pub use page::Page;
pub use primitive::{Form, Primitive, PrimitiveType, Secret};
pub use prop::{Prop, Verbatim};
pub use registry::{ReadError, Registered, Registry};
pub use rules::{Pattern, Rule, Violation, Violations};
pub use single::Single;
pub use table::{Category, EnumTable, Property, StructuredType, ValueType};

/// For kinds of property that are read in parts, as an entity is, and that no derive writes. A leaf is a [`Primitive`].
///
/// Such a kind is its own [`Shape`](kinds::Shape): `impl Kind for T { type Shape = Self; }` and `impl Shape<Self> for T`.
pub mod kinds {
    pub use crate::json::Token;
    pub use crate::node::{Choice, Fill, Items, Kind, Leaf, Shape, Start, View};
    pub use crate::table::ValueType;
}

/// All traits, for their methods.
pub mod prelude {
    pub use crate::action::Action;
    pub use crate::entity::{AsNode, Entity};
    pub use crate::enumeration::EnumType;
    pub use crate::node::{Declared, Kind};
    pub use crate::primitive::Primitive;
}
