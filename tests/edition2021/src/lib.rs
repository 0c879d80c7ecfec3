//! A type of each derive in edition 2021, where entity-core is called `odata`, and a macro that declares types in other crates.
#![forbid(unsafe_code)]
#![deny(missing_docs, unused_qualifications, rust_2018_idioms, rust_2024_compatibility, clippy::all, clippy::pedantic)]

pub use odata;

use odata::{Action, ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop};

/// An operation.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.operation", abstract, crate = odata)]
pub struct Operation {
    /// Its phase.
    #[prop("phase", read_only)]
    phase: Prop<Phase>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A recording; `gen` is a word like any other in this edition.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.recording", open, crate = ::odata)]
pub struct Recording {
    #[base]
    operation: Operation,
    /// The number of the recording.
    #[allow(keyword_idents_2024)]
    #[prop("gen", range = 0..=9)]
    gen: Prop<i32>,
    /// The person recorded.
    #[prop("who", default)]
    who: Prop<Identity>,
    /// The recording that follows.
    #[prop("next", required)]
    next: Prop<Box<Recording>>,
}

/// Somebody.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.identity", crate = crate::odata)]
pub struct Identity {
    /// Their name.
    #[prop("name", max_len = 5, pattern = "^[A-Z]")]
    name: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The phase of an operation.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("contoso.phase", crate = odata)]
pub enum Phase {
    /// It runs.
    Running,
    /// Another one.
    #[other]
    Other(String),
}

/// Any operation.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Operation, crate = odata)]
#[allow(clippy::large_enum_variant)]
pub enum AnyOperation {
    /// A recording.
    Recording(Recording),
    /// Any other.
    #[other]
    Other(Operation),
}

/// Asks for a recording.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("record", on = Operation, returns = Recording, crate = odata)]
pub struct Record {
    /// The most seconds.
    #[prop("seconds", range = 1..=120)]
    seconds: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Declares an entity type in a crate that may not depend on entity-core.
#[macro_export]
macro_rules! declare {
    ($(#[$meta:meta])* $name:ident = $wire:literal, $word:ident at most $most:literal) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, $crate::odata::Entity)]
        #[entity($wire, crate = $crate::odata)]
        pub struct $name {
            /// A text.
            #[prop("word", max_len = 5)]
            $word: $crate::odata::Prop<String>,
            /// A number.
            #[prop("number", range = -$most..=$most)]
            number: $crate::odata::Prop<i64>,
            #[dynamic]
            dynamic: $crate::odata::DynamicProperties,
        }
    };
}

declare! {
    /// Declared by the macro.
    Note = "contoso.note", word at most 3
}
