//! Slots: one property of a node, and its state, without its type.

use crate::model::dynamic::DynamicProperties;
use crate::model::kind::{Fidelity, Incoming, Kind, View, ViewMut};
use crate::model::prop::{Prop, Received};
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
}

impl<'a> State<'a> {
    /// The decoded value.
    pub(crate) fn value(self) -> Option<View<'a>> {
        match self {
            Self::Value(view) => Some(view),
            Self::Verbatim(_, view) => view,
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
            Self::Absent => false,
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
}
