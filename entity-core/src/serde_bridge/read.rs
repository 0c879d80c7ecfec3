//! Any format's values as JSON text.

use crate::json::Error;
use crate::json::reader::is_value;
use crate::syntax::cursor::{MAX_DEPTH, What};
use crate::syntax::number::{float, is_number};
use crate::syntax::strings::push_string;
use crate::syntax::token::Token;
use serde_core::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::any::type_name;
use std::borrow::Cow;
use std::fmt;

/// A document's JSON text.
pub(super) struct Document<'de> {
    pub(super) text: Cow<'de, str>,
    /// The text is the format's own, not written from its values.
    own: bool,
}

/// Reads a document of the type with that name.
pub(super) fn document<'de, D: Deserializer<'de>>(
    deserializer: D,
    name: &'static str,
) -> Result<Document<'de>, D::Error> {
    // serde_json passes the text itself to a newtype of that name. Other formats may have a form of their own for newtypes. If the
    // name of the error ever changes, values stay right: then numbers pass as serde_json's, without their text.
    if type_name::<D::Error>() == "serde_json::error::Error" {
        deserializer.deserialize_newtype_struct(RAW, Reading(name))
    } else {
        deserializer.deserialize_any(Reading(name))
    }
}

impl Document<'_> {
    /// Returns the format's error for a document that the reader refuses. The format adds the place in its own text, if it has one.
    #[cold]
    pub(super) fn refused<E: de::Error>(&self, error: &Error) -> E {
        let (message, pointer) = (error.message(), error.pointer());
        let path = if pointer.is_empty() { String::new() } else { format!(" ({pointer})") };
        if self.own {
            let (line, column) = (error.line(), error.column());
            E::custom(format_args!("{message} at line {line} column {column} of the object{path}"))
        } else {
            E::custom(format_args!("{message}{path}"))
        }
    }
}

/// The names by which formats pass what serde has no word for, as an object with one member. What buffers an object of such a
/// format, as `flatten` and `untagged` do, passes the object on.
const RAW: &str = "$serde_json::private::RawValue";
const NUMBER: &str = "$serde_json::private::Number";
const DATE_TIME: &str = "$__toml_private_datetime";

/// Returns the JSON text that an object with one member stands for, if its name is one of those.
fn unwrapped<'a>(name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    let text = || Token::new(value).as_str();
    match name {
        RAW => text().filter(|text| is_value(text)),
        NUMBER => text().filter(|text| is_number(text)),
        DATE_TIME => text().map(|_| Cow::Borrowed(value)),
        _ => None,
    }
}

/// Reads a document of the type with that name.
struct Reading(&'static str);

impl<'de> Visitor<'de> for Reading {
    type Value = Document<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", self.0)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let first = members.next_key_seed(Plain)?;
        let mut text = String::new();
        if first.as_deref() == Some(RAW) {
            let raw = members.next_value_seed(Plain)?;
            let Some(next) = members.next_key_seed(Plain)? else { return Ok(Document { text: raw, own: true }) };
            text.push('{');
            push_member(&mut text, RAW);
            push_string(&mut text, &raw);
            Transcode { text: &mut text, depth: 0 }.further_members(Some(next), members)?;
        } else {
            Transcode { text: &mut text, depth: 0 }.members(first, members)?;
        }
        Ok(Document { text: Cow::Owned(text), own: false })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Self::Value, A::Error> {
        let mut text = String::new();
        Transcode { text: &mut text, depth: 0 }.visit_enum(data)?;
        Ok(Document { text: Cow::Owned(text), own: false })
    }
}

/// A string, borrowed if the format can lend it: a member's name, or JSON text.
struct Plain;

impl<'de> DeserializeSeed<'de> for Plain {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // Not as a string: some formats have names without quotes.
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Plain {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
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

/// Writes a format's value as JSON text, which the reader then reads.
struct Transcode<'a> {
    text: &'a mut String,
    /// The number of arrays and objects around the value.
    depth: u32,
}

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
        self.text.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.text.push_str(itoa::Buffer::new().format(value));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.text.push_str(itoa::Buffer::new().format(value));
        Ok(())
    }

    fn visit_i128<E>(self, value: i128) -> Result<(), E> {
        self.text.push_str(itoa::Buffer::new().format(value));
        Ok(())
    }

    fn visit_u128<E>(self, value: u128) -> Result<(), E> {
        self.text.push_str(itoa::Buffer::new().format(value));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.text.push_str(float(&mut zmij::Buffer::new(), value));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        push_string(self.text, value);
        Ok(())
    }

    /// Base64, the form of `Edm.Binary` in JSON.
    #[cfg(feature = "binary")]
    fn visit_bytes<E>(self, value: &[u8]) -> Result<(), E> {
        crate::Primitive::encode(&crate::edm::Binary::from(value.to_vec()), self.text);
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.text.push_str("null");
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

    /// Drops a tag, as serde's own types do.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (name, value) = data.variant_seed(Plain)?;
        // ciborium's name for a tag: the value comes behind the tag's number.
        if name == "@@TAGGED@@" { value.tuple_variant(2, Tagged(self)) } else { value.newtype_variant_seed(self) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let depth = self.enter()?;
        self.text.push('[');
        let start = self.text.len();
        loop {
            let before = self.text.len();
            if before > start {
                self.text.push(',');
            }
            if items.next_element_seed(Transcode { text: self.text, depth })?.is_none() {
                self.text.truncate(before);
                break;
            }
        }
        self.text.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let name = members.next_key_seed(Plain)?;
        self.members(name, members)
    }
}

impl Transcode<'_> {
    /// Returns the depth inside an array or object here.
    fn enter<E: de::Error>(&self) -> Result<u32, E> {
        if self.depth == MAX_DEPTH { Err(E::custom(What::Depth)) } else { Ok(self.depth + 1) }
    }

    /// Writes an object whose first name has been read.
    fn members<'de, A: MapAccess<'de>>(self, first: Option<Cow<'de, str>>, mut members: A) -> Result<(), A::Error> {
        let depth = self.enter()?;
        let from = self.text.len();
        self.text.push('{');
        let Some(first) = first else {
            self.text.push('}');
            return Ok(());
        };
        push_member(self.text, &first);
        let value = self.text.len();
        members.next_value_seed(Transcode { text: self.text, depth })?;
        let next = members.next_key_seed(Plain)?;
        if next.is_none()
            && let Some(text) = unwrapped(&first, &self.text[value..]).map(Cow::into_owned)
        {
            self.text.replace_range(from.., &text);
            return Ok(());
        }
        self.further_members(next, members)
    }

    /// Writes the members after the first, and the end of the object.
    fn further_members<'de, A: MapAccess<'de>>(
        self,
        mut next: Option<Cow<'de, str>>,
        mut members: A,
    ) -> Result<(), A::Error> {
        let depth = self.enter()?;
        while let Some(name) = next {
            self.text.push(',');
            push_member(self.text, &name);
            members.next_value_seed(Transcode { text: self.text, depth })?;
            next = members.next_key_seed(Plain)?;
        }
        self.text.push('}');
        Ok(())
    }
}

/// Writes a member's name and the colon behind it.
fn push_member(text: &mut String, name: &str) {
    push_string(text, name);
    text.push(':');
}

/// Reads the number of a tag, and the value behind it.
struct Tagged<'a>(Transcode<'a>);

impl<'de> Visitor<'de> for Tagged<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a tag's number and a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<(), A::Error> {
        let number = parts.next_element::<IgnoredAny>()?;
        let value = parts.next_element_seed(self.0)?;
        number.and(value).ok_or_else(|| de::Error::custom("a tag without a value"))
    }
}
