//! Typed OData entities that lose nothing: one property table reads, writes, validates and compares every type.
//!
//! For everyone who exchanges an OData service's JSON with Rust types. Sending requests is left to an HTTP library.
//!
//! # Declare, read, check, change, send
//!
//! ```
//! use entity_core::{Action, DynamicProperties, Entity, EnumType, Prop, Target, Tracked, json, prelude::*};
//!
//! // Declare: each property with its wire name and its rules.
//!
//! /// The state of a call.
//! #[derive(Clone, Debug, PartialEq, EnumType)]
//! #[enum_type("contoso.callState")]
//! pub enum CallState {
//!     Ringing,
//!     Established,
//!     /// A member this version does not know.
//!     #[other]
//!     Other(String),
//! }
//!
//! /// A call.
//! #[derive(Clone, Debug, Default, PartialEq, Entity)]
//! #[entity("contoso.call", open)]
//! pub struct Call {
//!     /// Assigned by the service.
//!     #[prop("id", read_only)]
//!     id: Prop<String>,
//!     /// The call's subject.
//!     #[prop("subject", max_len = 20)]
//!     subject: Prop<String>,
//!     /// The call's state.
//!     #[prop("state")]
//!     state: Prop<CallState>,
//!     /// Members this version does not declare.
//!     #[dynamic]
//!     dynamic: DynamicProperties,
//! }
//!
//! /// Rings a call again.
//! #[derive(Clone, Debug, Default, PartialEq, Action)]
//! #[action("ring", on = Call, returns = Call)]
//! pub struct Ring {
//!     /// The time to ring, in seconds.
//!     #[prop("timeout", range = 1..=120, required)]
//!     timeout: Prop<i32>,
//!     #[dynamic]
//!     dynamic: DynamicProperties,
//! }
//!
//! // Read: services deviate from their schemas, and nothing is refused or lost for that.
//! let call: Call = json::from_str(r#"{"id": "7", "Subject": "stand-up", "state": "Ringing", "cost": 1.50}"#)?;
//! assert_eq!(call.state(), Some(&CallState::Ringing));
//!
//! // Check: differences from the schema, undeclared members, and broken rules.
//! assert_eq!(call.deviations()[0].to_string(), "/subject: received as `Subject` (name_case)");
//! assert_eq!(call.dynamic().raw("cost"), Some("1.50"));
//! call.validate()?;
//!
//! // Change: a setter refuses a value that breaks a rule. `patch` returns the smallest PATCH body.
//! let mut call = Tracked::new(call);
//! assert_eq!(call.set_subject("a subject that is too long").unwrap_err().rule(), "max_len");
//! call.set_state(CallState::Established);
//! assert_eq!(call.patch().as_deref(), Some(r#"{"state":"established"}"#));
//!
//! // Send: an action has a method, a path and a body, and reads its answer.
//! let mut ring = Ring::default();
//! ring.set_timeout(30)?;
//! ring.validate()?;
//! let request = ring.request(&Target::at("/calls/7"));
//! assert_eq!((request.method, request.path.as_str(), request.body.as_deref()), ("POST", "/calls/7/ring", Some(r#"{"timeout":30}"#)));
//! let answer = Ring::answer(200, &[], br#"{"id": "7", "state": "ringing"}"#)?;
//! assert_eq!(answer.id(), Some("7"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Types to declare
//!
//! | to declare | derive | holds |
//! |---|---|---|
//! | a type with identity | [`Entity`](derive@Entity) | `#[base]`, `#[prop]` and `#[dynamic]` fields |
//! | a structured value inside others | [`ComplexType`](derive@ComplexType) | the same |
//! | named constants, one or several at a time | [`EnumType`](derive@EnumType), in [`Flags`] for several | unit variants and `#[other]` |
//! | a value of one of several types, such as a base and its subtypes | [`OneOf`](derive@OneOf) | a type in each variant, and `#[other]` |
//! | a request to an action or a function | [`Action`](derive@Action) | its parameters as `#[prop]` fields |
//! | a primitive of your own | implement [`Primitive`] | |
//!
//! # Types to hold values
//!
//! | type | use it for |
//! |---|---|
//! | [`Prop<T>`](Prop) | every declared property: absent, null, a value, or received text that the value would not write back |
//! | [`DynamicProperties`] | members that the type does not declare, and annotations |
//! | [`Secret`] | a string that `Debug` must not show |
//! | [`edm`] | dates, durations, decimals, GUIDs and binary data; each needs its feature |
//! | `serde_json::Value` | a property whose type the schema leaves open |
//! | `Vec<T>`, `Vec<Option<T>>` | a collection, without and with null items |
//! | `Box<T>` | a large property, or one whose type contains its owner |
//! | [`Linked<T>`](Linked), `Linked<Vec<T>>` | a navigation property: a related entity, or many |
//!
//! # Types around values
//!
//! | type | use it for |
//! |---|---|
//! | [`json`] | reading and writing; its [`Error`](json::Error) has line, column and JSON pointer |
//! | [`Request`], [`Target`] | an action's request, and the typed address that it is sent to |
//! | [`answer`], [`ServiceError`] | a response: the value, or the service's error |
//! | [`Page`] | a response `{"value": […]}` with its links and count |
//! | [`Single`] | a response whose `value` is one value that is not an object |
//! | [`Tracked`] | a value that is changed and sent back as a PATCH |
//! | [`Violations`], [`Deviation`] | the results of [`validate`](Entity::validate) and [`deviations`](Entity::deviations) |
//! | [`StructuredType`] | a type's name, base, properties and rules, for generic code |
//! | [`Registry`] | choosing the type at run time, by tag or by name |
//! | [`StructuredValue`] | a value of a type that `csdl::load` made of a schema at run time |
//! | [`prelude`] | all traits, for their methods |
//!
//! The types implement serde's traits too, for other formats that describe themselves: MessagePack, CBOR, YAML, TOML, RON … A value
//! is a map there, with the forms that its values have in JSON; a format's own dates and bytes are read too. TOML has no null, and
//! leaves it out. Through serde_json the text of numbers is kept on reading; elsewhere it is the format's.
//!
//! # Features
//!
//! All are on by default, except `csdl`.
//!
//! | feature | gives | crate behind it |
//! |---|---|---|
//! | `binary` | [`edm::Binary`] | base64 |
//! | `csdl` | reading schemas, comparing types with them, printing declarations from them, loading their types at run time | quick-xml |
//! | `date-time` | [`edm::DateTimeOffset`], [`edm::Date`], [`edm::TimeOfDay`], [`edm::Duration`] | jiff |
//! | `decimal` | [`edm::Decimal`] | rust_decimal |
//! | `guid` | [`edm::Guid`] | uuid |
//! | `pattern` | the rule `pattern = "…"` | regex-lite |
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
mod kinds;
mod model;
mod reflect;
mod registry;
mod serde_bridge;
mod syntax;
mod validate;
mod walk;

pub use body::{
    Accepts, Action, ActionType, AnswerError, Binding, InnerError, Page, Request, ServiceError, Single, Target, answer,
};
pub use changes::{Trackable, Tracked};
pub use deviations::Deviation;
pub use entity::Entity as ComplexType;
pub use entity::Entity as OneOf;
pub use entity::{AsNode, Ask, Entity, Holder, Question};
pub use entity_derive::{Action, ComplexType, Entity, EnumType, OneOf};
pub use kinds::edm;
pub use kinds::enumeration::EnumType;
pub use kinds::flags::Flags;
pub use kinds::linked::{Linkable, Linked};
pub use kinds::loaded::StructuredValue;
pub use kinds::primitive::Primitive;
pub use kinds::text::Secret;
pub use model::dynamic::DynamicProperties;
pub use model::into_prop::IntoProp;
pub use model::kind::Kind;
pub use model::loaded::LoadedType;
pub use model::measure::Measure;
pub use model::node::{Declared, Node};
pub use model::prop::{Prop, Verbatim};
pub use model::property::Property;
pub use model::range::End;
pub use model::rule::{Check, Pattern, Rule};
pub use model::table::{Category, StructuredType};
pub use model::value_type::{EnumTable, Form, PrimitiveType, ValueType};
pub use model::violation::{Violation, Violations};
pub use registry::{AnyEntity, ReadError, Registered, Registry};

/// All traits, for their methods.
pub mod prelude {
    pub use crate::body::Action;
    pub use crate::entity::{AsNode, Entity};
    pub use crate::kinds::enumeration::EnumType;
    pub use crate::kinds::primitive::Primitive;
    pub use crate::model::kind::Kind;
    pub use crate::model::node::Declared;
}
