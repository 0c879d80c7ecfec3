//! serde's traits over the table, for any self-describing format. Keeps members and values; the text of numbers is the format's.

use crate::json;
use crate::kinds::enumeration::EnumType;
use crate::syntax::members::object_members;
use crate::syntax::strings::push_string;
use crate::syntax::token::Token;

use crate::model::node::Declared;
use crate::syntax::number::float;
use crate::syntax::value;
use serde_core::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// For the derives.
#[doc(hidden)]
pub fn serialize<T: Declared, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    Text(&json::to_string(value)).serialize(serializer)
}

/// For the derives.
#[doc(hidden)]
pub fn deserialize<'de, T: Declared, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // serde_json passes the JSON text to a newtype of this name. Other formats ignore the name.
    let text = deserializer.deserialize_newtype_struct(RAW, Document)?;
    json::from_str(&text).map_err(de::Error::custom)
}

const RAW: &str = "$serde_json::private::RawValue";

/// Returns a document's JSON text: borrowed, or written from the format's values.
struct Document;

impl<'de> Visitor<'de> for Document {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let mut text = String::new();
        deserializer.deserialize_any(Transcode(&mut text))?;
        Ok(Cow::Owned(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut text = String::from("{");
        let name = members.next_key_seed(Transcode(&mut text))?;
        if name.is_some() && text[1..].trim_matches('"') == RAW {
            return members.next_value_seed(Raw);
        }
        Transcode(&mut text).members(name.is_some(), members)?;
        Ok(Cow::Owned(text))
    }
}

/// A string, borrowed if the format can lend it.
struct Raw;

impl<'de> DeserializeSeed<'de> for Raw {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Raw {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}

/// Serializes a valid JSON text into any format. A member given twice is serialized twice.
struct Text<'a>(&'a str);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_bytes().first() {
            Some(b'{') => serializer.collect_map(object_members(self.0).map(|(name, raw)| (name, Text(raw)))),
            Some(b'[') => serializer.collect_seq(Token::new(self.0).items().iter().map(|item| Text(item.raw()))),
            _ => value::from_raw(self.0).serialize(serializer),
        }
    }
}

/// For the derives.
#[doc(hidden)]
pub fn serialize_member<S: Serializer>(member: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(member)
}

/// For the derives.
#[doc(hidden)]
pub fn deserialize_member<'de, E: EnumType, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    struct Member<E>(std::marker::PhantomData<E>);

    impl<E: EnumType> Visitor<'_> for Member<E> {
        type Value = E;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a member of {}", E::TABLE.name())
        }

        fn visit_str<Error: de::Error>(self, member: &str) -> Result<E, Error> {
            Ok(E::from_member(member))
        }
    }

    deserializer.deserialize_str(Member(std::marker::PhantomData))
}

/// Writes a format's values as JSON text, which the reader then reads, so that all formats follow the same rules.
struct Transcode<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for Transcode<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Transcode<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has a form for")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.push_str(itoa::Buffer::new().format(value));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.push_str(itoa::Buffer::new().format(value));
        Ok(())
    }

    fn visit_i128<E>(self, value: i128) -> Result<(), E> {
        self.0.push_str(itoa::Buffer::new().format(value));
        Ok(())
    }

    fn visit_u128<E>(self, value: u128) -> Result<(), E> {
        self.0.push_str(itoa::Buffer::new().format(value));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.0.push_str(float(&mut zmij::Buffer::new(), value));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        push_string(self.0, value);
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.push('[');
        let start = self.0.len();
        loop {
            let before = self.0.len();
            if before > start {
                self.0.push(',');
            }
            if items.next_element_seed(Transcode(self.0))?.is_none() {
                self.0.truncate(before);
                break;
            }
        }
        self.0.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.0.push('{');
        let more = members.next_key_seed(Transcode(self.0))?.is_some();
        self.members(more, members)
    }
}

impl Transcode<'_> {
    /// Writes the members of an object, starting after the first name, if any.
    fn members<'de, A: MapAccess<'de>>(self, mut more: bool, mut members: A) -> Result<(), A::Error> {
        while more {
            if !self.0.ends_with('"') {
                return Err(de::Error::custom("a member's name must be a string"));
            }
            self.0.push(':');
            members.next_value_seed(Transcode(self.0))?;
            self.0.push(',');
            more = members.next_key_seed(Transcode(self.0))?.is_some();
        }
        if self.0.ends_with(',') {
            self.0.pop();
        }
        self.0.push('}');
        Ok(())
    }
}
