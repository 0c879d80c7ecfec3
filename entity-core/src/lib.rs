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
mod accessors;
mod body;
mod changes;
#[cfg(feature = "csdl")]
pub mod csdl;
mod deviations;
mod entity;
pub mod json;
pub mod kinds;
mod model;
mod reflect;
mod registry;
mod serde_bridge;
mod syntax;
mod validate;
mod walk;

pub use body::{Action, Page, Single};
pub use changes::Tracked;
pub use deviations::Deviation;
pub use entity::Entity as ComplexType;
pub use entity::Entity as OneOf;
pub use entity::{AsNode, Entity, Holder};
pub use entity_derive::{Action, ComplexType, Entity, EnumType, OneOf};
pub use kinds::edm;
pub use kinds::enumeration::EnumType;
pub use kinds::flags::Flags;
pub use kinds::primitive::Primitive;
pub use kinds::text::Secret;
pub use model::dynamic::DynamicProperties;
pub use model::kind::Kind;
pub use model::node::{Declared, Node};
pub use model::prop::{Prop, Verbatim};
pub use model::property::Property;
pub use model::rule::{Pattern, Rule};
pub use model::table::{Category, StructuredType};
pub use model::value_type::{EnumTable, Form, PrimitiveType, ValueType};
pub use model::violation::{Violation, Violations};
pub use registry::{Boxed, ReadError, Registered, Registry};

/// All traits, for their methods.
pub mod prelude {
    pub use crate::body::Action;
    pub use crate::entity::{AsNode, Entity};
    pub use crate::kinds::enumeration::EnumType;
    pub use crate::kinds::primitive::Primitive;
    pub use crate::model::kind::Kind;
    pub use crate::model::node::Declared;
}
