//! What generated accessors call.

use crate::model::kind::Kind;
use crate::model::node::Declared;
use crate::model::prop::Prop;
use crate::model::property::Property;
use crate::model::slot::Slot;
use crate::model::violation::Violation;
use crate::validate::admit;

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
