//! What generated code calls. No API: it may change with any version, and the derives with it.

use crate::node::Fill;
use crate::rules::admit;
use crate::table::ValueType;

pub use crate::action::{Action, action_name, action_opening, action_opening_len, action_opening_text, bound_to};
pub use crate::dynamic::DynamicProperties;
pub use crate::entity::Holder;
pub use crate::enumeration::{EnumShape, EnumType, member_name};
pub use crate::named::{Named, position};
pub use crate::node::{Choice, ChoiceShape, Declared, Kind, Node, NodeShape, Slot, SlotMut, replace, table_of};
pub use crate::prop::Prop;
pub use crate::rules::range::*;
pub use crate::rules::{Pattern, Rule, Violation, check, keeps_undeclared, keeps_within};
pub use crate::serde_bridge::{deserialize, deserialize_member, serialize, serialize_member};
pub use crate::table::{
    Category, EnumTable, Facts, PLAIN, Property, StructuredType, Table, declared_already, flatten, inherited,
};
pub use crate::viewer::Viewer;
// Short, since what the derives write has to be read for every property; and not the prelude's, which a user's module may shadow.
pub use core::primitive::{bool, str, usize};
pub use serde_core as serde;
pub use std::convert::{From, Into};
pub use std::default::Default;
pub use std::ops::{Deref, DerefMut};
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Err, Ok};
pub use std::string::String;

/// The most frequent primitives, named so that no trait is resolved for each property.
pub const STRING: ValueType = <String as Kind>::VALUE;
/// As [`STRING`].
pub const BOOL: ValueType = <bool as Kind>::VALUE;
/// As [`STRING`].
pub const I32: ValueType = <i32 as Kind>::VALUE;
/// As [`STRING`].
pub const I64: ValueType = <i64 as Kind>::VALUE;
/// As [`STRING`].
pub const F64: ValueType = <f64 as Kind>::VALUE;

/// What an array's items are: asked of one whose length is only there where a type's table is, so that what is wrong with
/// the table is said once. A trait with one implementation, since that is found at once.
pub trait Proof {
    /// The type.
    type Of;
}

impl<T, const N: usize> Proof for [T; N] {
    type Of = T;
}

/// A table's index.
#[must_use]
pub const fn pairs(bytes: &'static [u8]) -> &'static [[u8; 2]] {
    bytes.as_chunks().0
}

/// The table of a type that others derive from. What it inherits is then known; of a `OneOf` it is what that holds.
#[must_use]
pub const fn base_of<T: Declared>() -> &'static StructuredType {
    assert!(!matches!(T::VALUE, ValueType::OneOf(_)), "a base is one type: a `OneOf` holds one of many");
    T::TYPE
}

/// The table of a variant's type: the `OneOf`'s base, or one that derives from it.
///
/// # Panics
/// At compile time, where it is not.
#[must_use]
pub const fn variant_of<T: Declared>(base: &'static StructuredType) -> Named {
    assert!(!matches!(T::VALUE, ValueType::OneOf(_)), "a variant holds one type: a `OneOf` is for `#[other]` alone");
    let mut type_ = T::TYPE;
    loop {
        if same(type_.name, base.name) {
            return Named::new(T::TYPE);
        }
        match type_.base {
            Some(next) => type_ = next,
            None => panic!("a variant's type must be the base of this `OneOf`, or derive from it"),
        }
    }
}

/// The table of what `#[other]` holds: the `OneOf`'s base, or a `OneOf` over it, since what is read before a late tag is
/// carried over from there.
///
/// # Panics
/// At compile time, where it is not.
#[must_use]
pub const fn other_of<T: Declared>(base: &'static StructuredType) -> Named {
    assert!(
        same(T::TYPE.name, base.name),
        "`#[other]` must hold the base of this `OneOf`, or another `OneOf` of that base"
    );
    Named::new(T::TYPE)
}

/// What a table says of a property that holds a declared type.
#[must_use]
pub const fn value_of<T: Declared>() -> ValueType {
    T::VALUE
}

/// The setter of a property without rules.
pub fn set<T>(prop: &mut Prop<T>, value: impl Into<Prop<T>>) {
    *prop = value.into();
}

/// The setter of a property with rules.
///
/// # Errors
/// The first of them that the value breaks; the present one then stays.
pub fn set_by_rules<T: Kind>(
    prop: &mut Prop<T>,
    value: impl Into<Prop<T>>,
    property: &'static Property,
) -> Result<(), Violation> {
    let value = value.into();
    admit(property, Slot::of(&value))?;
    *prop = value;
    Ok(())
}

/// A string property's getter.
#[inline]
pub fn text(prop: &Prop<String>) -> Option<&str> {
    prop.value().map(String::as_str)
}

/// The getter of a kind that is copied.
#[inline]
pub fn copied<T: Copy>(prop: &Prop<T>) -> Option<T> {
    prop.value().copied()
}

/// What reads by value because of its name: one of Edm's kinds. A trait of its own for what it says of another type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has the name of one of Edm's kinds, but is none",
    label = "rename this type, or import it under another name: `use … as …`"
)]
pub trait EdmKind: Copy {}

#[diagnostic::do_not_recommend]
impl<T: Copy> EdmKind for T {}

/// The getter of one of Edm's kinds that are copied.
#[inline]
pub fn edm<T: EdmKind>(prop: &Prop<T>) -> Option<T> {
    copied(prop)
}

/// A collection's getter.
#[inline]
pub fn items<T>(prop: &Prop<Vec<T>>) -> &[T] {
    prop.value().map_or(&[], Vec::as_slice)
}

/// A collection's getter to change it: empty where there is none.
#[inline]
pub fn items_mut<T>(prop: &mut Prop<Vec<T>>) -> &mut Vec<T> {
    prop.value_mut_or(Vec::new)
}

/// The getter of a property with `default`: `empty`, a constant of the type's, where there is none.
#[inline]
pub fn or_empty<'a, T: Declared>(prop: &'a Prop<T>, empty: &'a T) -> &'a T {
    prop.value().unwrap_or(empty)
}

/// The getter of a property with `default`, to change it.
#[inline]
pub fn or_insert<T: Declared>(prop: &mut Prop<T>) -> &mut T {
    prop.value_mut_or(|| T::EMPTY)
}

/// A box's getter.
#[inline]
pub fn boxed<T>(prop: &Prop<Box<T>>) -> Option<&T> {
    prop.value().map(|value| &**value)
}

/// A box's getter, to change what it holds.
#[inline]
pub fn boxed_mut<T>(prop: &mut Prop<Box<T>>) -> Option<&mut T> {
    prop.value_mut().map(|value| &mut **value)
}

/// As [`or_empty`], for a box.
#[inline]
pub fn boxed_or_empty<'a, T: Declared>(prop: &'a Prop<Box<T>>, empty: &'a T) -> &'a T {
    boxed(prop).unwrap_or(empty)
}

/// As [`or_insert`], for a box.
#[inline]
pub fn boxed_or_insert<T: Declared>(prop: &mut Prop<Box<T>>) -> &mut T {
    prop.value_mut_or(|| Box::new(T::EMPTY))
}

/// Becomes an empty value of a variant's type, unless it is of that variant (then `false`); if `keep`, with the base that it had.
#[inline]
pub fn choose<T: Declared, U: DerefMut<Target: Sized>>(
    value: &mut U,
    variant: impl FnOnce(T) -> U,
    keep: bool,
) -> bool {
    replace(value, variant(T::EMPTY), keep)
}

/// Lets an `#[other]` that holds many types itself choose.
#[inline]
pub fn choose_within<T: Declared>(value: &mut T, name: &str, keep: bool) -> bool {
    match value.fill() {
        Some(Fill::Choice(choice)) => choice.choose(name, keep),
        _ => false,
    }
}

/// From their ends, since qualified names start alike, and each step of a constant takes time to compile.
pub(crate) const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = a.len();
    while at > 0 {
        at -= 1;
        if a[at] != b[at] {
            return false;
        }
    }
    true
}
