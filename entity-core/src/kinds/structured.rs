//! Structured types, and `OneOf`s over them, as kinds.

use crate::model::kind::{Access, Incoming, View, ViewMut};
use crate::model::node::{Choice, Declared, Node};
use crate::model::value_type::ValueType;
use std::mem::discriminant;
use std::ops::DerefMut;

/// How structured values are viewed and read.
#[doc(hidden)]
pub enum NodeAccess {}

impl<T: Declared> Access<T> for NodeAccess {
    const VALUE: ValueType = ValueType::Structured(T::__type);

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Node(value)
    }

    #[inline]
    fn empty(incoming: Incoming<'_>) -> Option<T> {
        if let Incoming::Object { .. } = incoming { Some(T::EMPTY) } else { None }
    }

    #[inline]
    fn view_mut(value: &mut T) -> Option<ViewMut<'_>> {
        Some(ViewMut::Node(value))
    }

    #[inline]
    fn keeps_rules(value: &T) -> bool {
        Node::__keeps_rules(value)
    }
}

/// How the value inside a `OneOf` is viewed and read.
#[doc(hidden)]
pub enum ChoiceAccess {}

impl<T: Declared + Choice> Access<T> for ChoiceAccess {
    const VALUE: ValueType = ValueType::OneOf(T::__type);

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Node(value.__concrete())
    }

    #[inline]
    fn empty(incoming: Incoming<'_>) -> Option<T> {
        NodeAccess::empty(incoming)
    }

    #[inline]
    fn view_mut(value: &mut T) -> Option<ViewMut<'_>> {
        Some(ViewMut::Choice(value))
    }

    #[inline]
    fn keeps_rules(value: &T) -> bool {
        NodeAccess::keeps_rules(value)
    }
}

/// Replaces `value` by `new`, unless both have the same variant (returns `false`). With `keep`, the base's properties stay.
#[doc(hidden)]
pub fn replace<T: DerefMut<Target: Sized>>(value: &mut T, mut new: T, keep: bool) -> bool {
    if discriminant(value) == discriminant(&new) {
        return false;
    }
    if keep {
        std::mem::swap::<T::Target>(value, &mut new);
    }
    *value = new;
    true
}

/// Like [`replace`], with an empty value of the variant's type.
#[inline]
pub fn choose<T: Declared, U: DerefMut<Target: Sized>>(
    value: &mut U,
    variant: impl FnOnce(T) -> U,
    keep: bool,
) -> bool {
    replace(value, variant(T::EMPTY), keep)
}

/// Lets the `OneOf` inside `#[other]` choose.
#[inline]
pub fn choose_within<T: Declared>(value: &mut T, name: &str, keep: bool) -> bool {
    match T::Access::view_mut(value) {
        Some(ViewMut::Choice(choice)) => choice.__choose(name, keep),
        _ => false,
    }
}
