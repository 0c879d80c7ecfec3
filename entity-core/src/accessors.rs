//! Called by generated accessors.

use crate::kinds::linked::{Linkable, Linked};
use crate::model::into_prop::IntoProp;
use crate::model::kind::Kind;
use crate::model::node::Declared;
use crate::model::prop::Prop;
use crate::model::property::Property;
use crate::model::slot::Slot;
use crate::model::violation::Violation;
use crate::validate::admit;

/// Sets a property without rules.
pub fn set<T>(prop: &mut Prop<T>, value: impl IntoProp<T>) {
    *prop = value.into_prop();
}

/// Sets a property with rules.
///
/// # Errors
/// The first rule that the value breaks. The property then stays unchanged.
pub fn set_by_rules<T: Kind>(
    prop: &mut Prop<T>,
    value: impl IntoProp<T>,
    property: &'static Property,
) -> Result<(), Violation> {
    let value = value.into_prop();
    admit(property, Slot::of(&value))?;
    *prop = value;
    Ok(())
}

/// Puts a new value in a box, for the setter of a property that holds one.
pub fn in_box<T>(value: impl IntoProp<T>) -> Prop<Box<T>> {
    value.into_prop().map(Box::new)
}

/// Puts a new value behind a link, for the setter of a property that holds one.
pub fn in_link<T: Linkable>(value: impl IntoProp<T>, property: &'static Property) -> Prop<Linked<T>> {
    value.into_prop().map(|value| Linked::of(value, property))
}

/// Gets a string.
#[inline]
pub fn text(prop: &Prop<String>) -> Option<&str> {
    prop.value().map(String::as_str)
}

/// Gets a kind that is copied.
#[inline]
pub fn copied<T: Copy>(prop: &Prop<T>) -> Option<T> {
    prop.value().copied()
}

/// A type that is read by value because it has the name of one of Edm's kinds. A trait, for its compiler message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has the name of one of Edm's kinds, but is none",
    label = "rename this type, or import it under another name: `use … as …`"
)]
pub trait EdmKind: Copy {}

#[diagnostic::do_not_recommend]
impl<T: Copy> EdmKind for T {}

/// Gets one of Edm's kinds that are copied.
#[inline]
pub fn edm<T: EdmKind>(prop: &Prop<T>) -> Option<T> {
    copied(prop)
}

/// Gets a collection.
#[inline]
pub fn items<T>(prop: &Prop<Vec<T>>) -> &[T] {
    prop.value().map_or(&[], Vec::as_slice)
}

/// Gets a collection to change. Inserts an empty one if there is none.
#[inline]
pub fn items_mut<T>(prop: &mut Prop<Vec<T>>) -> &mut Vec<T> {
    prop.value_mut_or(Vec::new)
}

/// Gets a property with `default`. Returns `empty`, a constant, if there is no value.
#[inline]
pub fn or_empty<'a, T: Declared>(prop: &'a Prop<T>, empty: &'a T) -> &'a T {
    prop.value().unwrap_or(empty)
}

/// Gets a property with `default` to change. Inserts an empty value if there is none.
#[inline]
pub fn or_insert<T: Declared>(prop: &mut Prop<T>) -> &mut T {
    prop.value_mut_or(|| T::EMPTY)
}

/// Gets the value in a box.
#[inline]
pub fn boxed<T>(prop: &Prop<Box<T>>) -> Option<&T> {
    prop.value().map(|value| &**value)
}

/// Gets the value in a box to change.
#[inline]
pub fn boxed_mut<T>(prop: &mut Prop<Box<T>>) -> Option<&mut T> {
    prop.value_mut().map(|value| &mut **value)
}

/// Like [`or_empty`], for a box.
#[inline]
pub fn boxed_or_empty<'a, T: Declared>(prop: &'a Prop<Box<T>>, empty: &'a T) -> &'a T {
    boxed(prop).unwrap_or(empty)
}

/// Like [`or_insert`], for a box.
#[inline]
pub fn boxed_or_insert<T: Declared>(prop: &mut Prop<Box<T>>) -> &mut T {
    prop.value_mut_or(|| Box::new(T::EMPTY))
}

/// Gets the value behind a link.
#[inline]
pub fn linked<T: 'static>(prop: &Prop<Linked<T>>) -> Option<&T> {
    prop.value().map(|value| &**value)
}

/// Gets the value behind a link to change.
#[inline]
pub fn linked_mut<T: 'static>(prop: &mut Prop<Linked<T>>) -> Option<&mut T> {
    prop.value_mut().map(|value| &mut **value)
}

/// Gets the collection behind a link.
#[inline]
pub fn linked_items<T: 'static>(prop: &Prop<Linked<Vec<T>>>) -> &[T] {
    linked(prop).map_or(&[], Vec::as_slice)
}

/// Gets the collection behind a link to change. Inserts an empty one if there is none.
#[inline]
pub fn linked_items_mut<'a, T: 'static>(
    prop: &'a mut Prop<Linked<Vec<T>>>,
    property: &'static Property,
) -> &'a mut Vec<T>
where
    Vec<T>: Linkable,
{
    prop.value_mut_or(|| Linked::of(Vec::new(), property))
}

/// Like [`or_empty`], for a link.
#[inline]
pub fn linked_or_empty<'a, T: Declared>(prop: &'a Prop<Linked<T>>, empty: &'a T) -> &'a T {
    linked(prop).unwrap_or(empty)
}

/// Like [`or_insert`], for a link.
#[inline]
pub fn linked_or_insert<'a, T: Declared>(prop: &'a mut Prop<Linked<T>>, property: &'static Property) -> &'a mut T {
    prop.value_mut_or(|| Linked::of(T::EMPTY, property))
}
