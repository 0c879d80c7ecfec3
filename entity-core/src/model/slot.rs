//! Slots: one property of a node, and its state, without its type.

use crate::model::dynamic::DynamicProperties;
use crate::model::kind::{Fidelity, Incoming, Items, Kind, View, ViewMut};
use crate::model::prop::{Kept, Prop, Received};
use crate::model::rule::Rule;
use crate::model::value_type::ValueType;
use std::any::Any;

use crate::syntax::token::Token;

/// The place at which `Node::__slot_mut` returns the dynamic properties, like at any place beyond the declared ones.
pub(crate) const DYNAMIC: usize = usize::MAX;

/// A property's state, without its type.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum State<'a> {
    Absent,
    Null,
    Value(View<'a>),
    Verbatim(&'a Received, Option<View<'a>>),
    /// A changed collection, written with the items of the received text that do not decode.
    Mixed(Mixed<'a>),
}

/// A changed collection, and the received text with the items that do not decode.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Mixed<'a> {
    pub(crate) items: &'a dyn Items,
    text: &'a str,
    collection: ValueType,
}

impl<'a> Mixed<'a> {
    /// The items as they are written.
    pub(crate) fn written(self) -> Vec<Written<'a>> {
        written(self.items.len(), self.text, self.collection)
    }
}

/// An item of a collection, as it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written<'a> {
    /// The decoded item at that index.
    Item(usize),
    /// The text of an item that is null or does not decode.
    Omitted(&'a str),
}

/// Merges the decoded items with those that the received text has beside them. These keep their places in the text.
fn written(len: usize, text: &str, collection: ValueType) -> Vec<Written<'_>> {
    let mut written = Vec::with_capacity(len);
    let mut items = (0..len).map(Written::Item);
    for (place, token) in Token::new(text).items().into_iter().enumerate() {
        if !collection.decodes_item(&token) {
            written.extend(items.by_ref().take(place.saturating_sub(written.len())));
            written.push(Written::Omitted(token.raw()));
        }
    }
    written.extend(items);
    written
}

impl<'a> State<'a> {
    /// The state of a property that keeps a received text.
    pub(crate) fn kept(received: &'a Received, value: Option<View<'a>>, kind: ValueType) -> Self {
        match (received.kept, value) {
            (Kept::Omitted, Some(View::Items(items))) => {
                Self::Mixed(Mixed { items, text: &received.text, collection: kind })
            }
            (Kept::Offered, Some(view)) if !is_empty(view, kind) => Self::Value(view),
            (Kept::Offered, _) => match &*received.text {
                "" => Self::Absent,
                "null" if received.name.is_none() => Self::Null,
                _ => Self::Verbatim(received, None),
            },
            (_, value) => Self::Verbatim(received, value),
        }
    }

    /// The items of a collection as they are written; `None` if no item is left out of the decoded collection.
    pub(crate) fn written(self, collection: ValueType) -> Option<Vec<Written<'a>>> {
        match self {
            Self::Verbatim(received, Some(View::Items(items))) => {
                Some(written(items.len(), &received.text, collection))
            }
            Self::Mixed(mixed) => Some(mixed.written()),
            _ => None,
        }
    }

    /// The decoded value.
    pub(crate) fn value(self) -> Option<View<'a>> {
        match self {
            Self::Value(view) => Some(view),
            Self::Verbatim(_, view) => view,
            Self::Mixed(mixed) => Some(View::Items(mixed.items)),
            Self::Absent | Self::Null => None,
        }
    }

    /// The received text, with the name if that differs.
    pub(crate) fn received(self) -> Option<&'a Received> {
        match self {
            Self::Verbatim(received, _) => Some(received),
            _ => None,
        }
    }

    /// Returns whether it is null: as declared, under a name in another case, or as untyped JSON.
    pub(crate) fn is_null(self) -> bool {
        match self {
            Self::Absent | Self::Mixed(_) => false,
            Self::Null => true,
            Self::Value(view) => matches!(view, View::Leaf(leaf) if leaf.is_null()),
            Self::Verbatim(received, _) => &*received.text == "null",
        }
    }

    pub(crate) fn is_absent(self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// A [`Prop`] without its type.
#[doc(hidden)]
pub trait AnyProp: Any {
    fn state(&self) -> State<'_>;
    /// Sets the property to an empty value and returns it to read into, if such a value is read in parts.
    fn open(&mut self, incoming: Incoming<'_>) -> Option<ViewMut<'_>>;
    /// Sets the property to the token's value.
    fn read(&mut self, token: &Token<'_>) -> Fidelity;
    /// Sets the property without its kind.
    fn set(&mut self, state: NewState);
}

/// A state that needs no kind.
#[doc(hidden)]
pub enum NewState {
    Absent,
    Null,
    /// Adds the received text. A value that was just read stays.
    Received(Received),
    /// A value that `_mut` inserted becomes a value like any other, unless it is still empty; the same for values in it.
    Settled,
}

/// Settles all properties of a value: see [`NewState::Settled`].
pub(crate) fn settle(view: ViewMut<'_>) {
    let node = match view {
        ViewMut::Node(node) => node,
        ViewMut::Choice(choice) => choice.__held(),
        // A collection is compared and sent whole.
        ViewMut::Items(_) => return,
    };
    for (index, property) in node.table().all.iter().enumerate() {
        if property.value.has_parts()
            && let Some(prop) = node.slot_mut(index).prop()
        {
            prop.set(NewState::Settled);
        }
    }
}

/// Returns whether a value is as `_mut` inserted it.
fn is_empty(view: View<'_>, kind: ValueType) -> bool {
    match (view, kind) {
        (View::Items(items), _) => items.len() == 0,
        (View::Node(node), kind) => {
            kind.structured_type().is_some_and(|base| std::ptr::eq(base, node.table()))
                && node.dynamic_properties().is_empty()
                && node.states().all(|(_, state)| state.is_absent())
        }
        _ => false,
    }
}

/// Is shown a node's dynamic properties, then each declared property in the order of the table.
///
/// A trait, so that the model does not know the JSON writer. On the json bench, an enum that named the writer took 2 % more
/// instructions.
#[doc(hidden)]
pub trait Viewer<'n> {
    /// Returns whether the declared properties are to be shown too.
    fn dynamic(&mut self, dynamic: &'n DynamicProperties) -> bool;
    fn string(&mut self, prop: &'n Prop<String>);
    fn bool(&mut self, prop: &'n Prop<bool>);
    fn i32(&mut self, prop: &'n Prop<i32>);
    fn i64(&mut self, prop: &'n Prop<i64>);
    fn f64(&mut self, prop: &'n Prop<f64>);
    fn prop(&mut self, prop: &'n dyn AnyProp);
    /// Is shown the value itself by a type that has rules over several properties, before its properties.
    fn whole(&mut self, _value: &'n dyn Any, _rules: &'static [Rule]) {}
}

/// One property of a node. The most frequent primitives have variants of their own, whose values need no virtual call.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum Slot<'a> {
    String(&'a Prop<String>),
    Bool(&'a Prop<bool>),
    I32(&'a Prop<i32>),
    I64(&'a Prop<i64>),
    F64(&'a Prop<f64>),
    Prop(&'a dyn AnyProp),
    Dynamic(&'a DynamicProperties),
}

/// Like [`Slot`], to change.
#[doc(hidden)]
pub enum SlotMut<'a> {
    String(&'a mut Prop<String>),
    Bool(&'a mut Prop<bool>),
    I32(&'a mut Prop<i32>),
    I64(&'a mut Prop<i64>),
    F64(&'a mut Prop<f64>),
    Prop(&'a mut dyn AnyProp),
    Dynamic(&'a mut DynamicProperties),
}

impl<'a> Slot<'a> {
    /// The slot of a property. The variant is known at compile time.
    pub(crate) fn of<T: Kind>(prop: &'a Prop<T>) -> Self {
        let any: &dyn Any = prop;
        let string = any.downcast_ref().map(Self::String);
        let bool = || any.downcast_ref().map(Self::Bool);
        let integer = || any.downcast_ref().map(Self::I32).or_else(|| any.downcast_ref().map(Self::I64));
        let float = || any.downcast_ref().map(Self::F64);
        string.or_else(bool).or_else(integer).or_else(float).unwrap_or(Self::Prop(prop))
    }

    /// The property without its kind; `None` for the dynamic properties.
    pub(crate) fn prop(self) -> Option<&'a dyn AnyProp> {
        match self {
            Self::String(prop) => Some(prop),
            Self::Bool(prop) => Some(prop),
            Self::I32(prop) => Some(prop),
            Self::I64(prop) => Some(prop),
            Self::F64(prop) => Some(prop),
            Self::Prop(prop) => Some(prop),
            Self::Dynamic(_) => None,
        }
    }

    pub(crate) fn state(self) -> State<'a> {
        self.prop().map_or(State::Absent, AnyProp::state)
    }

    /// Like [`State::is_null`].
    #[allow(clippy::inline_always, reason = "as `Rule::holds`")]
    #[inline(always)]
    pub(crate) fn is_null(self) -> bool {
        match self {
            Self::String(prop) => prop.is_null(),
            Self::Bool(prop) => prop.is_null(),
            Self::I32(prop) => prop.is_null(),
            Self::I64(prop) => prop.is_null(),
            Self::F64(prop) => prop.is_null(),
            Self::Prop(prop) => prop.state().is_null(),
            Self::Dynamic(_) => false,
        }
    }
}

impl<'a> SlotMut<'a> {
    pub(crate) fn prop(self) -> Option<&'a mut dyn AnyProp> {
        match self {
            Self::String(prop) => Some(prop),
            Self::Bool(prop) => Some(prop),
            Self::I32(prop) => Some(prop),
            Self::I64(prop) => Some(prop),
            Self::F64(prop) => Some(prop),
            Self::Prop(prop) => Some(prop),
            Self::Dynamic(_) => None,
        }
    }

    /// Like [`State::is_absent`].
    #[inline]
    pub(crate) fn is_absent(&self) -> bool {
        match self {
            Self::String(prop) => prop.is_absent(),
            Self::Bool(prop) => prop.is_absent(),
            Self::I32(prop) => prop.is_absent(),
            Self::I64(prop) => prop.is_absent(),
            Self::F64(prop) => prop.is_absent(),
            Self::Prop(prop) => prop.state().is_absent(),
            Self::Dynamic(_) => true,
        }
    }
}
