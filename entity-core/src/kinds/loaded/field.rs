//! One property of a value of a loaded type.

use super::content::Content;
use crate::model::kind::{Fidelity, Incoming, View, ViewMut};
use crate::model::prop::Prop;
use crate::model::property::Property;
use crate::model::slot::{AnyProp, NewState, SlotMut, State, Viewer};
use crate::model::value_type::{Frequent, ValueType};
use crate::syntax::token::Token;
use std::borrow::Cow;
use std::mem::replace;

/// A property: the frequent primitives as in declared types, all other kinds behind a pointer.
#[derive(Clone)]
pub(super) enum Field {
    /// Absent. The first read or set gives it its kind.
    Unset,
    String(Prop<String>),
    Bool(Prop<bool>),
    I32(Prop<i32>),
    I64(Prop<i64>),
    F64(Prop<f64>),
    /// A member of an enumeration, by its index in the table, as the schema spells it.
    Member(&'static Property, usize),
    /// Any other kind; absent if `None`.
    Other(&'static Property, Option<Box<Prop<Content>>>),
}

/// A property without a value, whatever its kind.
const ABSENT: &Prop<String> = &Prop::Absent;

impl Field {
    /// The absent field of a property.
    fn of(property: &'static Property) -> Self {
        let ValueType::Primitive(primitive) = property.value else { return Self::Other(property, None) };
        match primitive.slot {
            Frequent::String => Self::String(Prop::Absent),
            Frequent::Bool => Self::Bool(Prop::Absent),
            Frequent::I32 => Self::I32(Prop::Absent),
            Frequent::I64 => Self::I64(Prop::Absent),
            Frequent::F64 => Self::F64(Prop::Absent),
            Frequent::No => Self::Other(property, None),
        }
    }

    pub(super) fn show<'n>(&'n self, viewer: &mut dyn Viewer<'n>) {
        match self {
            Self::Unset | Self::Other(_, None) => viewer.string(ABSENT),
            Self::String(prop) => viewer.string(prop),
            Self::Bool(prop) => viewer.bool(prop),
            Self::I32(prop) => viewer.i32(prop),
            Self::I64(prop) => viewer.i64(prop),
            Self::F64(prop) => viewer.f64(prop),
            Self::Member(..) | Self::Other(..) => viewer.prop(self),
        }
    }

    #[inline]
    pub(super) fn slot_mut(&mut self, property: &'static Property) -> SlotMut<'_> {
        if let Self::Unset = self {
            *self = Self::of(property);
        }
        match self {
            Self::String(prop) => SlotMut::String(prop),
            Self::Bool(prop) => SlotMut::Bool(prop),
            Self::I32(prop) => SlotMut::I32(prop),
            Self::I64(prop) => SlotMut::I64(prop),
            Self::F64(prop) => SlotMut::F64(prop),
            Self::Unset | Self::Member(..) | Self::Other(..) => SlotMut::Prop(self),
        }
    }

    /// The row of the table; `None` for a frequent primitive.
    const fn property(&self) -> Option<&'static Property> {
        match self {
            Self::Member(property, _) | Self::Other(property, _) => Some(*property),
            _ => None,
        }
    }

    /// The decoded value of a kind that is not a frequent primitive, to change it.
    pub(super) fn content_mut(&mut self) -> Option<&mut Content> {
        if let Self::Other(_, Some(prop)) = self { prop.value_mut() } else { None }
    }

    /// The property of a kind that is not a frequent primitive.
    fn content(&self) -> Cow<'_, Prop<Content>> {
        match self {
            Self::Member(property, member) => Cow::Owned(Prop::Value(Content::Member(member_name(property, *member)))),
            Self::Other(_, Some(prop)) => Cow::Borrowed(prop),
            _ => Cow::Owned(Prop::Absent),
        }
    }
}

/// The name of an enumeration's member.
fn member_name(property: &Property, member: usize) -> &'static str {
    match property.value {
        ValueType::Enum(table) => table.members.get(member).copied().unwrap_or_default(),
        _ => "",
    }
}

/// Equal if the decoded values are or, if neither decodes, the texts.
impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::String(a), Self::String(b)) => a == b,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::I32(a), Self::I32(b)) => a == b,
            (Self::I64(a), Self::I64(b)) => a == b,
            (Self::F64(a), Self::F64(b)) => a == b,
            _ if self.state().is_absent() || other.state().is_absent() => {
                self.state().is_absent() && other.state().is_absent()
            }
            _ => self.content() == other.content(),
        }
    }
}

impl AnyProp for Field {
    fn state(&self) -> State<'_> {
        match self {
            Self::Unset | Self::Other(_, None) => State::Absent,
            Self::String(prop) => prop.state(),
            Self::Bool(prop) => prop.state(),
            Self::I32(prop) => prop.state(),
            Self::I64(prop) => prop.state(),
            Self::F64(prop) => prop.state(),
            Self::Member(property, member) => State::Value(View::Text(member_name(property, *member))),
            Self::Other(property, Some(prop)) => match &**prop {
                Prop::Absent => State::Absent,
                Prop::Null => State::Null,
                Prop::Value(content) => State::Value(content.view()),
                Prop::Verbatim(verbatim) => {
                    State::kept(verbatim.received(), verbatim.value().map(Content::view), property.value)
                }
            },
        }
    }

    fn open(&mut self, incoming: Incoming<'_>) -> Option<ViewMut<'_>> {
        let property = self.property()?;
        let content = Content::empty(property.value, incoming)?;
        *self = Self::Other(property, Some(Box::new(Prop::Value(content))));
        if let Self::Other(_, Some(prop)) = self { prop.value_mut()?.view_mut() } else { None }
    }

    fn read(&mut self, token: &Token<'_>) -> Fidelity {
        // The frequent primitives are read by their own slots.
        let Some(property) = self.property() else { return Fidelity::Undecodable };
        if let ValueType::Enum(table) = property.value
            && let Some(text) = token.as_str()
            && let Some((member, true)) = table.find(&text)
        {
            *self = Self::Member(property, member);
            return Fidelity::Exact;
        }
        match Content::decode(property.value, token) {
            Some((content, exact)) => {
                *self = Self::Other(property, Some(Box::new(Prop::Value(content))));
                if exact { Fidelity::Exact } else { Fidelity::Differs }
            }
            None => Fidelity::Undecodable,
        }
    }

    fn set(&mut self, state: NewState) {
        let Some(property) = self.property() else { return };
        let prop = match state {
            NewState::Absent => return *self = Self::Other(property, None),
            NewState::Null => Prop::Null,
            NewState::Received(received) => {
                let value = match replace(self, Self::Other(property, None)) {
                    Self::Member(_, member) => Prop::Value(Content::Member(member_name(property, member))),
                    Self::Other(_, Some(prop)) if matches!(*prop, Prop::Value(_)) => *prop,
                    _ => Prop::Absent,
                };
                Prop::verbatim(value, received)
            }
            // Only accessors insert values that count once they are not empty.
            NewState::Settled => return,
        };
        *self = Self::Other(property, Some(Box::new(prop)));
    }
}
