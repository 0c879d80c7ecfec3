//! Structured types, and `OneOf`s over them, as kinds.

use crate::model::kind::{Fill, Shape, Start, View};
use crate::model::node::{Choice, Declared, Node, table_of};
use crate::model::prop::Prop;
use crate::model::value_type::ValueType;
use std::mem::discriminant;
use std::ops::DerefMut;

/// How structured values are viewed and read.
#[doc(hidden)]
pub enum NodeShape {}

impl<T: Declared> Shape<T> for NodeShape {
    const VALUE: ValueType = ValueType::Structured(table_of::<T>);

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Node(value)
    }

    #[inline]
    fn begin(start: Start<'_>) -> Option<T> {
        if let Start::Object { .. } = start { Some(T::EMPTY) } else { None }
    }

    #[inline]
    fn begin_in<'p>(prop: &'p mut Prop<T>, start: Start<'_>) -> Option<Fill<'p>> {
        let Start::Object { .. } = start else { return None };
        *prop = Prop::Value(T::EMPTY);
        if let Prop::Value(value) = prop { Some(Fill::Node(value)) } else { None }
    }

    #[inline]
    fn begin_item<'i>(items: &'i mut Vec<T>, start: Start<'_>) -> Option<Fill<'i>> {
        let Start::Object { among, .. } = start else { return None };
        among.make_room(items);
        items.push(T::EMPTY);
        if let [.., item] = &mut **items { Some(Fill::Node(item)) } else { None }
    }

    #[inline]
    fn fill(value: &mut T) -> Option<Fill<'_>> {
        Some(Fill::Node(value))
    }

    #[inline]
    fn keeps_rules(value: &T) -> bool {
        Node::keeps_rules(value)
    }
}

/// How the value inside a `OneOf` is viewed and read.
#[doc(hidden)]
pub enum ChoiceShape {}

impl<T: Declared + Choice> Shape<T> for ChoiceShape {
    const VALUE: ValueType = ValueType::OneOf(table_of::<T>);

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Node(value.itself())
    }

    #[inline]
    fn begin(start: Start<'_>) -> Option<T> {
        NodeShape::begin(start)
    }

    #[inline]
    fn begin_in<'p>(prop: &'p mut Prop<T>, start: Start<'_>) -> Option<Fill<'p>> {
        NodeShape::begin_in(prop, start)?;
        if let Prop::Value(value) = prop { Self::fill(value) } else { None }
    }

    #[inline]
    fn begin_item<'i>(items: &'i mut Vec<T>, start: Start<'_>) -> Option<Fill<'i>> {
        NodeShape::begin_item(items, start)?;
        items.last_mut().and_then(Self::fill)
    }

    #[inline]
    fn fill(value: &mut T) -> Option<Fill<'_>> {
        Some(Fill::Choice(value))
    }

    #[inline]
    fn keeps_rules(value: &T) -> bool {
        NodeShape::keeps_rules(value)
    }
}

/// Replaces `value` by `new`, unless both have the same variant (returns `false`). With `keep`, the base's properties stay.
#[doc(hidden)]
pub fn replace<T: DerefMut<Target: Sized>>(value: &mut T, new: T, keep: bool) -> bool {
    if discriminant(value) == discriminant(&new) {
        return false;
    }
    if keep {
        let mut old = std::mem::replace(value, new);
        std::mem::swap::<T::Target>(&mut old, value);
    } else {
        *value = new;
    }
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
    match value.fill() {
        Some(Fill::Choice(choice)) => choice.choose(name, keep),
        _ => false,
    }
}
