//! Types found by name: one of a `OneOf`'s variants, one of a registry's. What a type's properties are called is the table's.

use crate::table::{StructuredType, hash};

/// A type with its name's hash beside it, to be found among many without a look at each of them.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Named {
    pub hash: u32,
    pub table: &'static StructuredType,
}

impl Named {
    pub(crate) const fn new(table: &'static StructuredType) -> Self {
        Self { hash: hash(table.name.as_bytes()), table }
    }
}

/// A type's name that is looked for among many.
pub(crate) struct Wanted<'n> {
    hash: u32,
    name: &'n str,
}

impl<'n> Wanted<'n> {
    pub(crate) fn new(name: &'n str) -> Self {
        Self { hash: hash(name.as_bytes()), name }
    }

    /// Whether the type may have that name.
    #[inline]
    pub(crate) fn may_be(&self, type_: &Named) -> bool {
        type_.hash == self.hash
    }

    /// Whether the type has that name: in the same case (`Some(true)`) or in another.
    pub(crate) fn is(&self, type_: &Named) -> Option<bool> {
        let name = type_.table.name;
        if name == self.name { Some(true) } else { name.eq_ignore_ascii_case(self.name).then_some(false) }
    }
}

/// The place of the type of that name, else of that name in another case, among the variants' types.
#[doc(hidden)]
#[must_use]
#[inline]
pub fn position(types: &[Named], name: &str) -> Option<usize> {
    let wanted = Wanted::new(name);
    let mut other = None;
    for (index, type_) in types.iter().enumerate().filter(|(_, type_)| wanted.may_be(type_)) {
        match wanted.is(type_) {
            Some(true) => return Some(index),
            Some(false) => other = other.or(Some(index)),
            None => {}
        }
    }
    other
}
