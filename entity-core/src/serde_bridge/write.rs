//! JSON text into any format.

use crate::syntax::members::object_members;
use crate::syntax::number::Number;
use crate::syntax::token::Token;
use serde_core::ser::{Serialize, SerializeMap, Serializer};

/// Serializes a valid JSON text. A member given twice is serialized twice.
pub(super) struct Text<'a>(pub(super) &'a str);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(text) = *self;
        match text.as_bytes().first() {
            Some(b'{') => {
                // Some formats write the number of members first.
                let mut map = serializer.serialize_map(Some(object_members(text).count()))?;
                for (name, raw) in object_members(text) {
                    map.serialize_entry(&name, &Text(raw))?;
                }
                map.end()
            }
            Some(b'[') => serializer.collect_seq(Token::new(text).items().iter().map(|item| Text(item.raw()))),
            Some(b'"') => match Token::new(text).as_str() {
                Some(string) => serializer.serialize_str(&string),
                // A lone surrogate: the escapes are what can be kept.
                None => serializer.serialize_str(text.trim_matches('"')),
            },
            Some(b't') => serializer.serialize_bool(true),
            Some(b'f') => serializer.serialize_bool(false),
            Some(b'n') => serializer.serialize_none(),
            _ => match Number::of(text) {
                Number::Signed(number) => serializer.serialize_i64(number),
                Number::Unsigned(number) => serializer.serialize_u64(number),
                Number::Float(number) => serializer.serialize_f64(number),
                Number::Text(text) => serializer.serialize_str(text),
            },
        }
    }
}
