//! serde's traits over the table, for any self-describing format. Keeps members and values; the text of numbers is the format's.
//!
//! All formats go through JSON text, so that all follow the reader's rules. The bridge asks for nothing that formats treat
//! differently: it writes maps, strings, numbers and booleans, and reads whatever the format finds.

mod read;
mod write;

use crate::json;
use crate::kinds::enumeration::EnumType;
use crate::kinds::loaded::StructuredValue;
use crate::model::node::Declared;
use crate::registry::{AnyEntity, Registered};
use serde_core::de::{self, DeserializeSeed, Deserializer, Visitor};
use serde_core::ser::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// For the derives.
#[doc(hidden)]
pub fn serialize<T: Declared, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    write::Text(&json::to_string(value)).serialize(serializer)
}

/// For the derives.
#[doc(hidden)]
pub fn deserialize<'de, T: Declared, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let document = read::document(deserializer, T::VALUE.name())?;
    json::from_str(&document.text).map_err(|error| document.refused(&error))
}

impl Serialize for StructuredValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write::Text(&json::to_string(self)).serialize(serializer)
    }
}

impl Serialize for AnyEntity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write::Text(&json::to_string(self)).serialize(serializer)
    }
}

/// Reads a value of the type, like [`Registered::read`].
impl<'de> DeserializeSeed<'de> for &Registered {
    type Value = AnyEntity;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<AnyEntity, D::Error> {
        let document = read::document(deserializer, self.structured_type().name())?;
        self.read(document.text.as_bytes()).map_err(|error| document.refused(&error))
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
    struct Member<E>(PhantomData<E>);

    impl<E: EnumType> Visitor<'_> for Member<E> {
        type Value = E;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a member of {}", E::TABLE.name())
        }

        fn visit_str<Error: de::Error>(self, member: &str) -> Result<E, Error> {
            Ok(E::from_member(member))
        }
    }

    deserializer.deserialize_str(Member(PhantomData))
}
