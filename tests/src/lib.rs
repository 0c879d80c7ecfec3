//! Shared parts of the tests: faithful comparison of JSON, merge patches, fixtures, the corpus, a type with a property of every
//! kind, generated bodies and values, and an oracle for the reader.
#![forbid(unsafe_code)]

pub mod choices;
pub mod corpus;
pub mod edits;
mod everything;
pub mod generate;
pub mod judge;
pub mod patches;
pub mod schema;
pub mod values;

pub use corpus::shared;
pub use everything::*;

use entity_core::Registry;
use serde_core::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::path::Path;

/// JSON with the text of numbers and repeated members, but without the order of members.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Json {
    /// `null`, `true` or `false`.
    Word(String),
    /// A number's text.
    Number(String),
    /// A string; with a lone surrogate, its escaped text.
    String(String),
    /// Items in order.
    Array(Vec<Json>),
    /// Members, sorted.
    Object(Vec<(String, Json)>),
}

/// Every type that `comms` or this crate declares.
pub static ALL: Registry = Registry::including(&[&comms::TYPES, &TYPES], &[]);

/// Parses with `serde_json`, so that tests share no code with the tested reader.
///
/// # Panics
/// If the text is not JSON.
pub fn faithful(text: &str) -> Json {
    let text = text.trim_matches([' ', '\n', '\t', '\r']);
    match text.as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(text).expect("an object");
            let mut members: Vec<_> =
                members.into_iter().map(|(name, value)| (text_of(name), faithful(value.get()))).collect();
            members.sort();
            Json::Object(members)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).expect("an array");
            Json::Array(items.into_iter().map(|item| faithful(item.get())).collect())
        }
        Some(b'"') => Json::String(serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())),
        Some(b'n' | b't' | b'f') => Json::Word(text.to_owned()),
        _ => Json::Number(text.to_owned()),
    }
}

/// The name; with a lone surrogate, its escaped text.
fn text_of(name: &RawValue) -> String {
    serde_json::from_str(name.get()).unwrap_or_else(|_| name.get().to_owned())
}

/// An object's members in the order of the text.
struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;

        impl<'de> Visitor<'de> for All {
            type Value = Vec<(&'de RawValue, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(name) = map.next_key::<&RawValue>()? {
                    members.push((name, map.next_value().map_err(de::Error::custom)?));
                }
                Ok(members)
            }
        }

        deserializer.deserialize_map(All).map(Members)
    }
}

/// Applies a JSON merge patch (RFC 7396).
pub fn merge(target: &mut serde_json::Value, patch: &serde_json::Value) {
    use serde_json::{Map, Value};
    let Value::Object(changes) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(members) = target else { return };
    for (name, change) in changes {
        if change.is_null() {
            members.remove(name);
        } else {
            merge(members.entry(name.clone()).or_insert(Value::Null), change);
        }
    }
}

/// Asserts that the seconds of some work grow in proportion to its size, at most three times as fast.
///
/// Both sizes run in turn until their least times show that, so that a busy machine does not fail the test.
///
/// # Panics
/// If twenty runs do not show it.
pub fn assert_proportional(seconds: impl Fn(usize) -> f64, small: usize, large: usize) {
    #[allow(clippy::cast_precision_loss, reason = "small numbers")]
    let limit = 3.0 * large as f64 / small as f64;
    let (mut least_small, mut least_large) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..20 {
        least_small = least_small.min(seconds(small));
        least_large = least_large.min(seconds(large));
        if least_large < least_small * limit {
            return;
        }
    }
    panic!("size {small} takes {least_small} s, size {large} takes {least_large} s");
}

/// Reads the text as a `T`.
///
/// # Panics
/// If it cannot be read; the message has the text.
pub fn read<T: entity_core::json::Read>(text: &str) -> T {
    entity_core::json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The text of a file in `tests/fixtures`.
///
/// # Panics
/// If there is none.
pub fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The README's snippets, run as doctests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
