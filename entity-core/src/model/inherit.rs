//! Tables of types that have a base, made and checked at compile time: each name once along the chain.
//!
//! Each step costs compile time, for every property of every type. So a type keeps a filter of the names along its chain: a name that is
//! not in it needs no comparison.

use crate::model::property::Property;
use crate::model::table::{Category, StructuredType};
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

    /// The names of a type with that base and these properties, the base's among them.
    pub(crate) const fn by(base: Option<&StructuredType>, all: &[Property]) -> Self {
        let (mut taken, mut at) = match base {
            Some(base) => (base.taken, base.all.len()),
            None => (Self { names: 0, accessors: 0 }, 0),
        };
        while at < all.len() {
            taken.names |= 1 << (all[at].wire_name.hash & 63);
            taken.accessors |= 1 << (all[at].accessor_hash() & 63);
            at += 1;
        }
        taken
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

/// A property whose wire name no base has.
///
/// # Panics
/// At compile time, with the message, if one has it, as a name or as an alias.
#[doc(hidden)]
#[must_use]
pub const fn named_once(base: &'static StructuredType, property: Property, message: &str) -> Property {
    if base.taken.names & 1 << (property.wire_name.hash & 63) != 0 && has_name(base, &property.wire_name) {
        declared_already(message);
    }
    property
}

/// A property with an accessor of that hash, which hides none of a base.
///
/// # Panics
/// At compile time, with the message, if it would hide one.
#[doc(hidden)]
#[must_use]
pub const fn reached_once(base: &'static StructuredType, property: Property, accessor: u64, message: &str) -> Property {
    if base.taken.accessors & 1 << (accessor & 63) != 0 {
        let mut at = 0;
        while at < base.all.len() {
            if base.all[at].accessor_hash() == accessor {
                declared_already(message);
            }
            at += 1;
        }
    }
    property.accessor(accessor)
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

/// # Panics
/// At compile time.
pub(crate) const fn declared_already(message: &str) -> ! {
    panic!("{}", message)
}
