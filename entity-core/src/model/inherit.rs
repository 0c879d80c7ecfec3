//! Tables of types that have a base, made and checked at compile time: each name once along the chain.
//!
//! Each step costs compile time, for every property of every type. So a type keeps a filter of the names along its chain: a name that is
//! not in it needs no comparison.

use crate::model::property::{Property, property};
use crate::model::table::{Category, StructuredType};
use crate::model::value_type::ValueType;
use crate::model::wire_name::{WireName, same};

/// Filters of the wire names and the accessors along a chain of types: 64 bits each, one for each hash modulo 64.
#[derive(Clone, Copy)]
pub(crate) struct Taken {
    names: u64,
    accessors: u64,
}

impl Taken {
    /// Every name may be taken: a type with aliases, whose hashes no table has.
    pub(crate) const ANY: Self = Self { names: u64::MAX, accessors: u64::MAX };

    /// The names of a type with that base, and filters of its own, which the derives compute.
    pub(crate) const fn by(base: Option<&StructuredType>, names: u64, accessors: u64) -> Self {
        match base {
            Some(base) => Self { names: base.taken.names | names, accessors: base.taken.accessors | accessors },
            None => Self { names, accessors },
        }
    }
}

/// The number of properties that a type inherits.
///
/// # Panics
/// At compile time, if an entity type derives from a complex type, or the other way round, or if both have one name.
#[doc(hidden)]
pub const fn inherited(base: &'static StructuredType, category: Category, name: &str) -> usize {
    let fits = matches!(base.category, Category::Entity) == matches!(category, Category::Entity);
    assert!(fits, "an entity type derives from an entity type, a complex type from a complex type");
    assert!(!same(base.name, name), "this base has the type's own qualified name: each type has one of its own");
    base.all.len()
}

/// The base's properties, then the type's own.
#[doc(hidden)]
pub const fn flatten<const OWN: usize, const ALL: usize>(
    base: &'static StructuredType,
    own: [Property; OWN],
) -> [Property; ALL] {
    let mut all = [Property::NONE; ALL];
    let (above, below) = all.split_at_mut(base.all.len());
    above.copy_from_slice(base.all);
    below.copy_from_slice(&own);
    all
}

/// A property of the type `of`, whose wire name no base has. The base is `above` in the type's own words.
///
/// One function makes and checks it, because each call costs compile time for each property.
///
/// # Panics
/// At compile time, if a base has the name, as a name or as an alias.
#[doc(hidden)]
#[must_use]
pub const fn named_once(
    base: &'static StructuredType,
    text: &'static str,
    head: u64,
    hash: u32,
    value: ValueType,
    of: &str,
    above: &str,
) -> Property {
    let property = property(text, head, hash, value, 0);
    if base.taken.names & 1 << (hash & 63) != 0 && has_name(base, &property.wire_name) {
        let name = property.wire_name.name();
        let parts = [
            "`",
            of,
            "` declares the property `",
            name,
            "`, which its base `",
            above,
            "`, or a type above it, declares already: each name once along the chain",
        ];
        Message::of(&parts).fail();
    }
    property
}

/// A property with an accessor of that name and hash, which hides none of a base.
///
/// # Panics
/// At compile time, if it would hide one.
#[doc(hidden)]
#[must_use]
pub const fn reached_once(
    base: &'static StructuredType,
    property: Property,
    hash: u64,
    name: &str,
    of: &str,
    above: &str,
) -> Property {
    if base.taken.accessors & 1 << (hash & 63) != 0 && has_accessor(base, hash) {
        let parts = [
            "the accessor `",
            name,
            "` of `",
            of,
            "` would hide that of its base `",
            above,
            "`, or of a type above it: name the field `",
            name,
            "_` (the wire name stays)",
        ];
        Message::of(&parts).fail();
    }
    property.accessor(hash)
}

const fn has_accessor(base: &StructuredType, hash: u64) -> bool {
    let mut at = 0;
    while at < base.all.len() {
        if base.all[at].accessor_hash() == hash {
            return true;
        }
        at += 1;
    }
    false
}

const fn has_name(base: &StructuredType, name: &WireName) -> bool {
    let mut at = 0;
    while at < base.all.len() {
        if base.all[at].wire_name.hash == name.hash && base.all[at].wire_name.is_same(name) {
            return true;
        }
        at += 1;
    }
    has_alias(base, name)
}

/// Returns whether the type, or one that it derives from, has that alias.
const fn has_alias(mut type_: &StructuredType, name: &WireName) -> bool {
    loop {
        let mut at = 0;
        while at < type_.aliases.len() {
            if name.is_named(type_.aliases[at].name) {
                return true;
            }
            at += 1;
        }
        let Some(base) = type_.base else { return false };
        type_ = base;
    }
}

/// Demands that no base has a property or an alias of that name.
///
/// # Panics
/// At compile time, with the message.
#[doc(hidden)]
pub const fn alias_is_free(base: &'static StructuredType, alias: &str, message: &str) {
    let mut at = 0;
    while at < base.all.len() {
        if base.all[at].wire_name.is_named(alias) {
            declared_already(message);
        }
        at += 1;
    }
    let mut type_ = base;
    loop {
        let mut at = 0;
        while at < type_.aliases.len() {
            if same(type_.aliases[at].name, alias) {
                declared_already(message);
            }
            at += 1;
        }
        let Some(base) = type_.base else { return };
        type_ = base;
    }
}

/// The text of an error, put together at compile time. Made only for an error: a derive that wrote it would write it for each property.
struct Message {
    bytes: [u8; Self::ROOM],
    len: usize,
}

impl Message {
    /// More than names take. What does not fit is cut off.
    const ROOM: usize = 2048;

    const fn of(parts: &[&str]) -> Self {
        let mut message = Self { bytes: [0; Self::ROOM], len: 0 };
        let mut next = 0;
        while next < parts.len() {
            let (part, room) = (parts[next].as_bytes(), Self::ROOM - message.len);
            let taken = if part.len() < room { part.len() } else { room };
            let (_, rest) = message.bytes.split_at_mut(message.len);
            rest.split_at_mut(taken).0.copy_from_slice(part.split_at(taken).0);
            message.len += taken;
            next += 1;
        }
        message
    }

    /// # Panics
    /// At compile time, with the text.
    const fn fail(&self) -> ! {
        match str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => declared_already(text),
            Err(_) => declared_already("a name is declared twice, with a name too long to show"),
        }
    }
}

/// # Panics
/// At compile time.
pub(crate) const fn declared_already(message: &str) -> ! {
    panic!("{}", message)
}
