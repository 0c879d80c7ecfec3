//! JSON text as a [`serde_json::Value`], for programs that use properties by name.

use super::cursor::Cursor;
use super::members::object_members;
use super::number::{number, same_number};
use super::token::Token;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// Parses valid JSON text. A number that a `Value` cannot hold becomes a string of its text.
pub(crate) fn from_raw(raw: &str) -> Value {
    let mut cursor = Cursor::new(raw);
    cursor.space();
    build(&mut cursor)
}

/// Returns whether two valid JSON texts are equal apart from white space, escapes, number spelling and member order. The last of
/// repeated names counts. Unlike `Value`s, a number that a `Value` cannot hold differs from the string of its text, and `1` equals `1.0`.
pub(crate) fn same(a: &str, b: &str) -> bool {
    match (a.as_bytes().first(), b.as_bytes().first()) {
        _ if a == b => true,
        (Some(b'{'), Some(b'{')) => {
            let (a, b) = (last_members(a), last_members(b));
            a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.0 == b.0 && same(a.1, b.1))
        }
        (Some(b'['), Some(b'[')) => {
            let (a, b) = (Token::new(a).items(), Token::new(b).items());
            a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same(a.raw(), b.raw()))
        }
        (Some(b'"'), Some(b'"')) => Token::new(a).as_str().is_some_and(|text| Token::new(b).as_str() == Some(text)),
        (Some(b'-' | b'0'..=b'9'), Some(b'-' | b'0'..=b'9')) => same_number(a, b),
        _ => false,
    }
}

/// Hashes valid JSON text. Texts that are [`same`] have the same hash.
pub(crate) fn hash(text: &str, state: &mut impl Hasher) {
    match text.as_bytes().first() {
        Some(b'{') => {
            let members = last_members(text);
            members.len().hash(state);
            for (name, value) in members {
                name.hash(state);
                hash(value, state);
            }
        }
        Some(b'[') => {
            let items = Token::new(text).items();
            items.len().hash(state);
            for item in &items {
                hash(item.raw(), state);
            }
        }
        Some(b'"') => Token::new(text).as_str().as_deref().unwrap_or(text).hash(state),
        Some(b'-' | b'0'..=b'9') => match number(text) {
            // Both zeros are equal.
            Value::Number(number) => number.as_f64().map(|float| (float + 0.0).to_bits()).hash(state),
            _ => text.hash(state),
        },
        _ => text.hash(state),
    }
}

/// The members of an object by name. The last of repeated names counts.
fn last_members(text: &str) -> BTreeMap<Cow<'_, str>, &str> {
    object_members(text).collect()
}

/// Builds the value recursively. The reader has already limited the depth.
fn build(cursor: &mut Cursor<'_>) -> Value {
    match cursor.peek() {
        Some(b'{') => Value::Object(object(cursor)),
        Some(b'[') => Value::Array(array(cursor)),
        Some(b'"') => cursor
            .string()
            .map_or(Value::Null, |string| Value::String(string.to_owned().unwrap_or_else(|| string.body.to_owned()))),
        Some(b't') => scalar(cursor, "true", Value::Bool(true)),
        Some(b'f') => scalar(cursor, "false", Value::Bool(false)),
        Some(b'n') => scalar(cursor, "null", Value::Null),
        _ => cursor.number().map_or(Value::Null, number),
    }
}

fn scalar(cursor: &mut Cursor<'_>, word: &str, value: Value) -> Value {
    cursor.pos += word.len();
    value
}

fn object(cursor: &mut Cursor<'_>) -> Map<String, Value> {
    let mut map = Map::new();
    cursor.pos += 1;
    loop {
        cursor.space();
        let Ok(name) = cursor.name() else { break };
        cursor.space();
        map.insert(name.to_owned().unwrap_or_else(|| name.body.to_owned()), build(cursor));
        cursor.space();
        if cursor.peek() != Some(b',') {
            break;
        }
        cursor.pos += 1;
    }
    cursor.pos += 1;
    map
}

fn array(cursor: &mut Cursor<'_>) -> Vec<Value> {
    let mut items = Vec::new();
    cursor.pos += 1;
    cursor.space();
    while !matches!(cursor.peek(), Some(b']') | None) {
        items.push(build(cursor));
        cursor.space();
        if cursor.peek() == Some(b',') {
            cursor.pos += 1;
            cursor.space();
        }
    }
    cursor.pos += 1;
    items
}
