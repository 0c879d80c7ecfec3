//! The derives' code in a crate with the strictest lints and in the least friendly places.
//!
//! Names of std and of primitives are shadowed, there is no prelude, types are declared inside a macro, behind `cfg`,
//! hidden and with raw identifiers. Most of the test is that this compiles and passes clippy.
#![deny(
    missing_docs,
    missing_debug_implementations,
    missing_copy_implementations,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unused,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    nonstandard_style,
    future_incompatible,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    ambiguous_negative_literals,
    impl_trait_redundant_captures,
    keyword_idents,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    redundant_lifetimes,
    non_ascii_idents,
    unit_bindings,
    unnameable_types,
    unused_extern_crates,
    clippy::all,
    clippy::pedantic,
    clippy::allow_attributes,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::default_trait_access,
    clippy::expect_used,
    clippy::impl_trait_in_params,
    clippy::indexing_slicing,
    clippy::missing_asserts_for_indexing,
    clippy::missing_const_for_fn,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::panic,
    clippy::pattern_type_mismatch,
    clippy::shadow_unrelated,
    clippy::std_instead_of_core,
    clippy::unwrap_used,
    clippy::use_self
)]
#![forbid(unsafe_code)]
// Properties called `len` and `iter`, which a user who denies these two lints would rename.
#![allow(clippy::iter_not_returning_iterator, clippy::len_without_is_empty, reason = "named after the schema")]

/// Types with the names of the prelude and of the primitives.
#[expect(missing_copy_implementations, non_camel_case_types, reason = "only their names matter")]
pub mod shadowed {
    macro_rules! shadow {
        ($($name:ident),*) => { $(
            /// Not std's.
            #[derive(Debug)]
            pub struct $name;
        )* };
    }

    shadow!(Option, Result, String, Vec, Box, Some, None, Ok, Err, Default, Into, From, Deref, Iterator, IntoIterator);
    shadow!(Clone, Copy, Debug, Send, Sync, Sized, Fn, Node, Kind, Slot, View, Property, StructuredType);

    shadow!(bool, char, str, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);
    shadow!(Declared, Choice, Leaf, EnumType, Token, Violation, Viewer, Prop, DynamicProperties, __p, T, S, D);

    /// A method by value, which a call finds before one by reference.
    pub trait ByValue: ::core::marker::Sized {
        /// Not a rule's.
        #[inline]
        fn holds(self) {}
        /// Not a viewer's.
        #[inline]
        fn dynamic(self) {}
        /// Not a viewer's.
        #[inline]
        fn string(self) {}
        /// Not a viewer's.
        #[inline]
        fn prop(self) {}
    }

    impl<Any> ByValue for Any {}

    /// Not the modules of std.
    pub mod core {}
    /// As [`core`].
    pub mod std {}
    /// As [`core`].
    pub mod entity_core {}
}

/// One type of each derive, among the names above.
#[expect(unused_imports, reason = "they shadow names that the derives might use")]
pub mod declared {
    #![no_implicit_prelude]

    use super::shadowed::*;

    /// An operation.
    #[derive(
        ::core::clone::Clone,
        ::core::fmt::Debug,
        ::core::default::Default,
        ::core::cmp::PartialEq,
        ::entity_core::Entity,
    )]
    #[entity("contoso.operation", abstract)]
    pub struct Operation {
        /// Assigned by the service.
        #[prop("id", read_only)]
        id: ::entity_core::Prop<::std::string::String>,
        /// Its phase.
        #[prop("phase", non_null)]
        phase: ::entity_core::Prop<Phase>,
        /// Members that are not declared.
        #[dynamic]
        dynamic: ::entity_core::DynamicProperties,
    }

    /// A recording.
    #[derive(
        ::core::clone::Clone,
        ::core::fmt::Debug,
        ::core::default::Default,
        ::core::cmp::PartialEq,
        ::entity_core::Entity,
    )]
    #[entity("contoso.recording", open)]
    pub struct Recording {
        /// The base.
        #[base]
        operation: Operation,
        /// A keyword.
        #[prop("type", max_len = 5, min_len = 1, pattern = "^[a-z]+$", required)]
        r#type: ::entity_core::Prop<::std::string::String>,
        /// Another.
        #[prop("match", default)]
        r#match: ::entity_core::Prop<Identity>,
        /// The people recorded.
        #[prop("people", max_items = 5)]
        people: ::entity_core::Prop<::std::vec::Vec<::core::option::Option<Identity>>>,
        /// The recording that follows.
        #[prop("next", default, dynamic)]
        next: ::entity_core::Prop<::std::boxed::Box<Self>>,
        /// The length in seconds.
        #[prop("seconds", range = 0..=::core::primitive::i64::MAX)]
        seconds: ::entity_core::Prop<::core::primitive::i64>,
        /// The volume.
        #[prop("volume", range = -1.0..=1.0, check = super::finite)]
        #[deprecated = "use `seconds`"]
        volume: ::entity_core::Prop<::core::primitive::f64>,
        /// The floor.
        #[prop("floor", range = 0..=9)]
        floor: ::entity_core::Prop<::core::primitive::u8>,
        /// Digits alone.
        #[prop("pin", check = super::digits)]
        pin: ::entity_core::Prop<::entity_core::Secret>,
        /// Of another build.
        #[cfg(not(test))]
        #[prop("never")]
        never: ::entity_core::Prop<NoSuchType>,
        /// Of this build.
        #[cfg(test)]
        #[prop("always")]
        always: ::entity_core::Prop<::core::primitive::bool>,
        #[doc(hidden)]
        #[prop("hidden")]
        hidden: ::entity_core::Prop<::entity_core::Flags<Phase>>,
        #[doc = ::core::concat!("Docs ", "by a macro")]
        #[prop("value")]
        value: ::entity_core::Prop<::serde_json::Value>,
    }

    /// Somebody.
    #[derive(
        ::core::clone::Clone,
        ::core::fmt::Debug,
        ::core::default::Default,
        ::core::cmp::PartialEq,
        ::entity_core::ComplexType,
    )]
    #[complex_type("contoso.identity")]
    pub struct Identity {
        /// Their name.
        #[prop("name", max_len = 5)]
        name: ::entity_core::Prop<::std::string::String>,
        /// Members that are not declared.
        #[dynamic]
        dynamic: ::entity_core::DynamicProperties,
    }

    /// The phase of an operation.
    #[derive(
        ::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq, ::entity_core::EnumType,
    )]
    #[enum_type("contoso.phase")]
    #[non_exhaustive]
    pub enum Phase {
        /// It runs.
        Running,
        /// It ended.
        #[member("ended")]
        Done,
        /// Written as a raw identifier.
        #[doc(hidden)]
        r#Gen,
        /// Another one.
        #[other]
        Other(::std::boxed::Box<::core::primitive::str>),
    }

    /// Any operation.
    #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::entity_core::OneOf)]
    #[one_of(base = Operation)]
    #[expect(clippy::large_enum_variant, reason = "as every choice among types")]
    pub enum AnyOperation {
        /// A recording.
        Recording(Recording),
        /// Any other.
        #[other]
        Other(Operation),
    }

    /// Asks for a recording.
    #[derive(
        ::core::clone::Clone,
        ::core::fmt::Debug,
        ::core::default::Default,
        ::core::cmp::PartialEq,
        ::entity_core::Action,
    )]
    #[action("record", on = Operation, returns = Recording)]
    pub struct Record {
        /// The most seconds.
        #[prop("seconds", range = 1..=120, required)]
        seconds: ::entity_core::Prop<::core::primitive::i32>,
        /// Members that are not declared.
        #[dynamic]
        dynamic: ::entity_core::DynamicProperties,
    }
}

/// One type of each derive beside items in lower case, as `diesel::table!` and bindgen bring them, in a module that forbids
/// lints: generated code then can neither bind these names nor allow these lints.
#[forbid(
    dead_code,
    deprecated,
    missing_docs,
    non_snake_case,
    trivial_casts,
    unreachable_patterns,
    unreachable_pub,
    unused_mut,
    unused_qualifications,
    unused_results,
    unused_variables,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::arithmetic_side_effects,
    clippy::impl_trait_in_params,
    clippy::indexing_slicing,
    clippy::large_enum_variant,
    clippy::missing_asserts_for_indexing,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::needless_pass_by_value,
    clippy::should_implement_trait,
    clippy::wrong_self_convention
)]
pub mod forbidding {
    #[expect(unused_imports, reason = "they are there to get in the way")]
    use super::lower_case::*;
    use entity_core::{Action, ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop, Secret};

    /// A shelf.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Entity)]
    #[entity("contoso.shelf")]
    pub struct Shelf {
        /// The number of books.
        #[prop("len", range = 0..=9)]
        len: Prop<i32>,
        /** The books.
         *
         * - in order
         */
        #[prop("iter", check = super::some, max_items = 3, min_items = 1)]
        iter: Prop<Vec<String>>,
        /// Gone.
        #[prop("value", max_len = 3, min_len = 1, pattern = "^[a-z]+$", check = super::digits)]
        #[deprecated]
        value: Prop<Secret>,
        /// A position.
        #[prop("isAt", default)]
        is_at: Prop<Position>,
        #[dynamic]
        dynamic: DynamicProperties,
    }

    /// A shelf that nobody uses.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Entity)]
    #[entity("contoso.bookcase")]
    #[deprecated]
    pub struct Bookcase {
        #[base]
        shelf: Shelf,
        /// The name.
        #[prop("name", required, max_len = 3)]
        name: Prop<String>,
    }

    /// A position.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, ComplexType)]
    #[complex_type("contoso.position")]
    pub struct Position {
        /// To the left or to the right.
        #[prop("side", non_null)]
        side: Prop<Side>,
        /// Any other shelf.
        #[prop("other")]
        other: Prop<Box<AnyShelf>>,
        #[dynamic]
        dynamic: DynamicProperties,
    }

    /// A side.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, EnumType)]
    #[enum_type("contoso.side")]
    pub enum Side {
        /// The left one.
        Left,
        /// Another one.
        #[other]
        Other(String),
    }

    /// A large shelf.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Entity)]
    #[entity("contoso.large")]
    pub struct Large {
        #[base]
        shelf: Shelf,
        /// Its end.
        #[prop("end", default)]
        end: Prop<Position>,
    }

    /// Any shelf.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, OneOf)]
    #[one_of(base = Shelf)]
    pub enum AnyShelf {
        /// A large one.
        Large(Box<Large>),
        /// Any other.
        #[other]
        Other(Shelf),
    }

    /// A shelf or untyped JSON.
    #[derive(Clone, Debug, PartialEq, OneOf)]
    #[one_of(untyped)]
    pub enum Data {
        /// A large one.
        Large(Box<Large>),
        /// Shelves.
        Shelves(Vec<Shelf>),
        /// Any other.
        #[other]
        Other(serde_json::Value),
    }

    /// Moves a shelf.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Action)]
    #[action("move", on = Shelf)]
    pub struct Move {
        /// To there.
        #[prop("slot", range = 1..=30, required)]
        slot: Prop<i64>,
        #[dynamic]
        dynamic: DynamicProperties,
    }
}

/// A type of each derive, from inside a macro: names, types, limits and a rule are its arguments.
macro_rules! declare {
    ($(#[$meta:meta])* $vis:vis $name:ident = $wire:literal, $any:ident { $($(#[$field_meta:meta])* $field:ident: $ty:ty = $field_wire:literal, at most $most:expr;)* }, $rule:meta) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, entity_core::Entity)]
        #[entity($wire)]
        $vis struct $name {
            $(
                $(#[$field_meta])*
                #[prop($field_wire, range = 0..=$most)]
                $field: entity_core::Prop<$ty>,
            )*
            /// Has the rule.
            #[prop("code", $rule)]
            code: entity_core::Prop<String>,
            #[dynamic]
            dynamic: entity_core::DynamicProperties,
        }

        /// Any of them.
        #[derive(Clone, Debug, PartialEq, entity_core::OneOf)]
        #[one_of(base = $name)]
        $vis enum $any {
            /// Any other.
            #[other]
            Other($name),
        }
    };
}

declare! {
    /// Declared by a macro.
    pub Room = "contoso.room", AnyRoom {
        /// The number of seats.
        seats: i32 = "seats", at most MOST;
        /// The floor.
        floor: u8 = "floor", at most 2 + 3;
    }, max_len = 2
}

/// The most seats of a [`Room`].
const MOST: i32 = 5;

/// A rule.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "a rule takes a reference to any kind")]
fn finite(value: &f64) -> Result<(), String> {
    if value.is_finite() { Ok(()) } else { Err(String::from("is not finite")) }
}

/// Another.
fn digits(value: &entity_core::Secret) -> Result<(), String> {
    if value.expose().bytes().all(|byte| byte.is_ascii_digit()) { Ok(()) } else { Err(String::from("has no digits")) }
}

/// A rule.
fn some(books: &[String]) -> Result<(), String> {
    if books.iter().all(String::is_empty) { Err(String::from("has no title")) } else { Ok(()) }
}

/// Items with the names that generated code might bind.
#[expect(
    non_camel_case_types,
    non_upper_case_globals,
    missing_copy_implementations,
    reason = "only their names matter"
)]
pub mod lower_case {
    macro_rules! units {
        ($($name:ident)*) => { $(
            /// As diesel's columns are.
            #[derive(Debug)]
            pub struct $name;
        )* };
    }
    macro_rules! constants {
        ($($name:ident)*) => { $(
            /// As bindgen's constants are.
            pub const $name: u8 = 0;
        )* };
    }
    macro_rules! statics {
        ($($name:ident)*) => { $(
            /// As bindgen's variables are.
            pub static $name: u8 = 0;
        )* };
    }

    units!(at base end held id index keep len member name other slot start this value viewer);
    constants!(a all chosen deserializer dynamic field incoming item kind property serializer table ty);
    statics!(b error from iter is_at len_of shelf side state text to token update);
}

/// Accessors and rules work among those names.
#[test]
fn types_work_among_shadowed_names() -> Result<(), Box<dyn core::error::Error>> {
    use declared::{AnyOperation, Identity, Phase, Recording};
    use entity_core::{Entity as _, json};

    let mut recording = Recording::default();
    recording.set_type("call")?;
    assert_eq!(recording.set_type("A").map_err(|violation| violation.rule()), Err("pattern"));
    recording.match_mut().set_name("Ann")?;
    recording.people_mut().push(Some(Identity::default()));
    recording.next_mut().set_seconds(5)?;
    recording.set_always(true);
    recording.set_phase(Phase::r#Gen)?;
    recording.set_value(serde_json::Value::Null);
    assert_eq!((recording.r#type(), recording.r#match().name()), (Some("call"), Some("Ann")));

    let any = AnyOperation::from(recording);
    let text = json::to_string(&any);
    assert!(text.contains("\"type\":\"call\"") && text.contains("\"phase\":\"gen\"") && !text.contains("never"));
    assert_eq!(json::to_string(&json::from_str::<AnyOperation>(&text)?), text);
    assert_eq!(any.structured_type().name(), "contoso.recording");
    Ok(())
}

/// Accessors and rules work beside items in lower case, and setters take a variant's type, in a box or not.
#[test]
fn types_work_beside_items_in_lower_case() -> Result<(), Box<dyn core::error::Error>> {
    use entity_core::json;
    use forbidding::{AnyShelf, Data, Large, Position, Side};

    let mut large = Large::default();
    large.set_len(3)?;
    large.end_mut().set_side(Side::Left)?;
    large.is_at_mut().set_other(Large::default());
    assert_eq!(large.set_iter(vec![String::new()]).map_err(|violation| violation.rule()), Err("check"));
    let text = r##"{"@odata.type":"#contoso.large","len":3,"isAt":{"other":{"@odata.type":"#contoso.large"}},"end":{"side":"left"}}"##;
    assert_eq!(json::to_string(&AnyShelf::from(large.clone())), text);
    assert_eq!(json::from_str::<AnyShelf>(text)?, AnyShelf::from(Box::new(large)));
    let mut position = Position::default();
    position.set_other(Box::new(Large::default()));
    assert!(matches!(position.other(), Some(AnyShelf::Large(_))));
    assert_eq!(Data::from(Large::default()), Data::Large(Box::default()));
    Ok(())
}

/// Rules and limits may be a macro's arguments.
#[test]
fn rules_may_be_arguments_of_a_macro() {
    let mut room = Room::default();
    assert!(room.set_seats(MOST).is_ok() && room.set_seats(6).is_err());
    assert!(room.set_floor(5).is_ok() && room.set_floor(6).is_err());
    assert!(room.set_code("ab").is_ok());
    assert_eq!(room.set_code("abc").map_err(|violation| violation.rule()), Err("max_len"));
    assert_eq!(AnyRoom::from(room).seats(), Some(MOST));
}
