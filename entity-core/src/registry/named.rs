//! Finds types by name: a `OneOf`'s variants, a registry's types.

use crate::model::node::Declared;
use crate::model::table::StructuredType;
use crate::model::value_type::ValueType;
use crate::model::wire_name::{hash, same};

/// A type with the hash of its name, so that a search compares few names.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct NamedType {
    pub hash: u32,
    pub(crate) table: &'static StructuredType,
}

impl NamedType {
    pub(crate) const fn new(table: &'static StructuredType) -> Self {
        Self { hash: hash(table.name.as_bytes()), table }
    }
}

/// A type name to search for.
pub(crate) struct Wanted<'n> {
    hash: u32,
    pub(super) name: &'n str,
}

impl<'n> Wanted<'n> {
    pub(crate) fn new(name: &'n str) -> Self {
        Self { hash: hash(name.as_bytes()), name }
    }

    /// Returns the item of the first type with exactly that name. Sets `other` to that of the first with the name in another case.
    #[inline]
    pub(crate) fn among<'t, T: Copy>(
        &self,
        types: impl Iterator<Item = (T, &'t NamedType)>,
        other: &mut Option<T>,
    ) -> Option<T> {
        for (what, type_) in types.filter(|(_, type_)| type_.hash == self.hash) {
            let name = type_.table.name;
            if name == self.name {
                return Some(what);
            }
            if name.eq_ignore_ascii_case(self.name) {
                *other = other.or(Some(what));
            }
        }
        None
    }
}

/// The place of the type with that name among a `OneOf`'s variants. An exact name comes before one in another case.
#[doc(hidden)]
#[must_use]
#[inline]
pub fn position(types: &[NamedType], name: &str) -> Option<usize> {
    let hash = hash(name.as_bytes());
    let exact = |type_: &NamedType| type_.hash == hash && type_.table.name == name;
    types.iter().position(exact).or_else(|| in_another_case(types, name))
}

#[cold]
fn in_another_case(types: &[NamedType], name: &str) -> Option<usize> {
    types.iter().position(|type_| type_.table.name.eq_ignore_ascii_case(name))
}

/// The table of a variant's type: the `OneOf`'s base, or a type that derives from it. The message is for one that is neither.
///
/// # Panics
/// At compile time, if it is neither.
#[must_use]
pub const fn variant_of<T: Declared>(base: &'static StructuredType, message: &str) -> NamedType {
    assert!(!matches!(T::VALUE, ValueType::OneOf(_)), "a variant holds one type: a `OneOf` is for `#[other]` alone");
    let mut type_ = T::TYPE;
    loop {
        if same(type_.name, base.name) {
            return NamedType::new(T::TYPE);
        }
        match type_.base {
            Some(next) => type_ = next,
            None => panic!("{}", message),
        }
    }
}

/// The table of the type in `#[other]`: the `OneOf`'s base, or a `OneOf` of it. Members read before a late tag are carried over
/// from there.
///
/// # Panics
/// At compile time, if it is neither.
#[must_use]
pub const fn other_of<T: Declared>(base: &'static StructuredType, message: &str) -> NamedType {
    assert!(same(T::TYPE.name, base.name), "{}", message);
    NamedType::new(T::TYPE)
}
