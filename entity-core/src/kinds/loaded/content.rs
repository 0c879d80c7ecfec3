//! The value of a loaded type's property that is not a frequent primitive.

use super::value::StructuredValue;
use crate::model::growth::SizeHint;
use crate::model::kind::{Fidelity, Incoming, Items, Leaf, View, ViewMut};
use crate::model::value_type::{EnumTable, Frequent, ValueType};
use crate::syntax::buffer::Buffer;
use crate::syntax::strings::push_string;
use crate::syntax::token::Token;
use crate::syntax::value;
use std::borrow::Cow;

/// A decoded value.
#[derive(Clone)]
pub(super) enum Content {
    /// A string, or a member of an enumeration that the schema does not know.
    Text(Box<str>),
    /// A member of an enumeration, as the schema spells it.
    Member(&'static str),
    /// Any other primitive.
    Json(Json),
    /// Members of a flags enumeration.
    Flags(Json),
    Node(StructuredValue),
    Items(List),
}

/// A value as its JSON text, which is that of the primitive's Rust type.
#[derive(Clone)]
pub(super) struct Json(Box<str>);

impl Leaf for Json {
    fn write_to(&self, out: &mut Buffer) {
        out.put(&self.0);
    }

    fn is_null(&self) -> bool {
        &*self.0 == "null"
    }
}

impl Content {
    /// Returns an empty value of the kind to read into, if JSON that starts like this is read in parts.
    pub(super) fn empty(kind: ValueType, incoming: Incoming<'_>) -> Option<Self> {
        let list = |item| {
            Self::Items(List { item, may_be_null: matches!(kind, ValueType::NullableCollection(_)), items: Vec::new() })
        };
        match (kind, incoming) {
            (ValueType::Loaded(type_), Incoming::Object { .. }) => Some(Self::Node(StructuredValue::new(type_))),
            (ValueType::Collection(item) | ValueType::NullableCollection(item), Incoming::Array { .. }) => {
                Some(list(item))
            }
            _ => None,
        }
    }

    /// Returns the token's value, and whether writing it gives the same text.
    pub(super) fn decode(kind: ValueType, token: &Token<'_>) -> Option<(Self, bool)> {
        match kind {
            ValueType::Enum(table) => {
                let text = token.as_str()?;
                Some(match table.find(&text) {
                    Some((member, exact)) => (Self::Member(table.members[member]), exact),
                    None => (Self::Text(text.into()), true),
                })
            }
            ValueType::Flags(table) => {
                let text = token.as_str()?;
                let members = flags(&text, table);
                let mut json = String::new();
                push_string(&mut json, &members);
                Some((Self::Flags(Json(json.into())), members == text))
            }
            ValueType::Primitive(primitive) if primitive.slot == Frequent::String => {
                Some((Self::Text(token.as_str()?.into()), true))
            }
            ValueType::Primitive(primitive) => {
                let text = (primitive.canonical)(token)?;
                let exact = matches!(text, Cow::Borrowed(_));
                Some((Self::Json(Json(text.into())), exact))
            }
            _ => None,
        }
    }

    pub(super) fn view(&self) -> View<'_> {
        match self {
            Self::Text(text) => View::Text(text),
            Self::Member(name) => View::Text(name),
            Self::Json(json) | Self::Flags(json) => View::Leaf(json),
            Self::Node(value) => View::Node(value),
            Self::Items(list) => View::Items(list),
        }
    }

    pub(super) fn view_mut(&mut self) -> Option<ViewMut<'_>> {
        match self {
            Self::Node(value) => Some(if value.has_subtypes() { ViewMut::Choice(value) } else { ViewMut::Node(value) }),
            Self::Items(list) => Some(ViewMut::Items(list)),
            Self::Text(_) | Self::Member(_) | Self::Json(_) | Self::Flags(_) => None,
        }
    }
}

impl Content {
    pub(super) fn node_mut(&mut self) -> Option<&mut StructuredValue> {
        if let Self::Node(value) = self { Some(value) } else { None }
    }

    /// The structured values among the items.
    pub(super) fn nodes_mut(&mut self) -> impl Iterator<Item = &mut StructuredValue> {
        let items = if let Self::Items(list) = self { list.items.as_mut_slice() } else { &mut [] };
        items.iter_mut().flatten().filter_map(Self::node_mut)
    }
}

/// Returns the members in the schema's spelling, separated by commas.
fn flags(text: &str, table: &'static EnumTable) -> String {
    let members = text.split(',').map(str::trim).filter(|member| !member.is_empty());
    let spelled: Vec<_> =
        members.map(|member| table.find(member).map_or(member, |(place, _)| table.members[place])).collect();
    spelled.join(",")
}

/// Flags are equal in any order, and numbers in any spelling.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Node(a), Self::Node(b)) => a == b,
            (Self::Items(a), Self::Items(b)) => a.items == b.items,
            (Self::Json(a), Self::Json(b)) => value::same(&a.0, &b.0),
            (Self::Flags(a), Self::Flags(b)) => {
                let within = |one: &Json, other: &Json| {
                    let (one, other) = (one.0.trim_matches('"'), other.0.trim_matches('"'));
                    one.split(',').all(|member| other.split(',').any(|another| member == another))
                };
                within(a, b) && within(b, a)
            }
            _ => matches!((self.view(), other.view()), (View::Text(a), View::Text(b)) if a == b),
        }
    }
}

/// A collection.
#[derive(Clone)]
pub(super) struct List {
    item: &'static ValueType,
    may_be_null: bool,
    /// Null items are `None`.
    items: Vec<Option<Content>>,
}

impl List {
    fn push(&mut self, hint: SizeHint, item: Option<Content>) {
        hint.make_room(&mut self.items);
        self.items.push(item);
    }
}

impl Items for List {
    fn len(&self) -> usize {
        self.items.len()
    }

    fn get(&self, index: usize) -> Option<View<'_>> {
        self.items.get(index)?.as_ref().map(Content::view)
    }

    fn push_item(&mut self, incoming: Incoming<'_>) -> Option<ViewMut<'_>> {
        let item = Content::empty(*self.item, incoming)?;
        self.push(incoming.hint(), Some(item));
        self.items.last_mut()?.as_mut()?.view_mut()
    }

    fn push_leaf(&mut self, token: &Token<'_>) -> Fidelity {
        if self.may_be_null && token.is_null() {
            self.push(SizeHint::ALONE, None);
            return Fidelity::Exact;
        }
        match Content::decode(*self.item, token) {
            Some((item, exact)) => {
                self.push(SizeHint::ALONE, Some(item));
                if exact { Fidelity::Exact } else { Fidelity::Differs }
            }
            None => Fidelity::Undecodable,
        }
    }
}
