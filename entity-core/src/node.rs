//! How the table's code reaches a value: nodes, slots and kinds. No capability lives here, but that a value says itself
//! whether it keeps its rules.
//!
//! A [`Node`] is a structured value seen without its type; a [`Slot`] is one of its properties. What a property
//! can hold is a [`Kind`]: a leaf (a primitive or an enumeration), a node, or a collection of them.

use crate::dynamic::DynamicProperties;
use crate::prop::{Prop, Received};
use crate::rules::view_keeps;
use crate::syntax::buffer::Out;
use crate::syntax::token::Token;
use crate::table::{StructuredType, Table, ValueType};
use crate::viewer::Viewer;
use std::any::Any;
use std::mem::discriminant;
use std::ops::DerefMut;

/// The index at which [`Node::slot_mut`] answers with the dynamic properties, as at any that has no property.
pub(crate) const DYNAMIC: usize = usize::MAX;

/// A structured value as the property table's code sees it. Written by the derives.
///
/// Object safe, and with few methods, since each costs every declared type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no entity type, complex type or `OneOf`",
    label = "derive `Entity`, `ComplexType` or `OneOf` for it"
)]
pub trait Node: Any {
    /// The type of the value held.
    #[doc(hidden)]
    fn table(&self) -> &'static StructuredType;
    /// Shows what its base shows, or, where it has none, what its type does not declare; then each of its own properties: all
    /// that the table lists, in that order. `false` where the viewer wants no more than what is not declared.
    #[doc(hidden)]
    fn show<'n>(&'n self, viewer: &mut Viewer<'_, 'n>) -> bool;
    /// The property at that place in the table; the dynamic properties at any place beyond.
    #[doc(hidden)]
    fn slot_mut(&mut self, index: usize) -> SlotMut<'_>;
    /// Whether it, and all in it, surely keeps its rules: the usual case, answered without places and texts. `false` may
    /// mean no more than that a closer look is needed.
    #[doc(hidden)]
    fn keeps_rules(&self) -> bool {
        false
    }
    /// Itself; of an enum that holds one of many types, what it holds, to be asked without a look at which that is.
    #[doc(hidden)]
    #[inline]
    fn itself(&self) -> &dyn Node
    where
        Self: Sized,
    {
        self
    }
}

/// A value of an enum that holds one of many types.
#[doc(hidden)]
pub trait Choice: Node {
    /// Becomes a value of the type that `name` names, unless it is of it already (then `false`): an empty one, or one
    /// that keeps the properties of the base.
    fn choose(&mut self, name: &str, keep: bool) -> bool;
    /// What it holds, to be reached without asking each time which type that is.
    fn held(&mut self) -> &mut dyn Node;
}

/// What is known of a structured type without a value of it. Written by the derives.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no entity type, complex type or `OneOf`",
    label = "derive `Entity`, `ComplexType` or `OneOf` for it",
    note = "`default`, `#[base]`, an action's `on`, and a `OneOf`'s base and variants are for such types alone, `#[base]` for the first two"
)]
pub trait Declared: Node + Kind {
    /// The type; of a `OneOf`, its base.
    const TYPE: &'static StructuredType;
    /// A value with nothing in it.
    const EMPTY: Self;
}

/// What a property can hold. Implemented by the derives, and for every [`Primitive`](crate::Primitive).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a property",
    label = "no kind of property",
    note = "a property holds a primitive type (`String`, `bool`, `i32`, `DateTimeOffset` …), a type that derives `ComplexType`, `Entity`, `EnumType` or `OneOf`, `Flags`, untyped JSON (`serde_json::Value`), or a `Vec` or `Box` of one",
    note = "the kinds for dates, `Guid`, `Decimal` and `Binary` stand behind entity-core's features",
    note = "implement `entity_core::Primitive` to add a kind by hand"
)]
pub trait Kind: Sized + 'static {
    /// How it is seen and read: what follows comes from there, and is not to be overridden. What many kinds have in common
    /// is written once, so that each takes little to compile.
    type Shape: Shape<Self>;
    /// What the table says of it.
    const VALUE: ValueType = <Self::Shape as Shape<Self>>::VALUE;
    /// The value without its type.
    #[doc(hidden)]
    #[inline]
    fn view(&self) -> View<'_> {
        Self::Shape::view(self)
    }
    /// An empty value to read into, where JSON that starts like this is read in parts; `None` for a leaf.
    #[doc(hidden)]
    #[inline]
    fn begin(start: Start<'_>) -> Option<Self> {
        Self::Shape::begin(start)
    }
    /// Where the parts go. Asked only after `begin` gave a value.
    #[doc(hidden)]
    #[inline]
    fn fill(&mut self) -> Option<Fill<'_>> {
        Self::Shape::fill(self)
    }
    /// A leaf's value, and whether writing it gives the same text.
    #[doc(hidden)]
    #[inline]
    fn decode(token: &Token<'_>) -> Option<(Self, bool)> {
        Self::Shape::decode(token)
    }
}

/// How values of a kind are seen and read. A kind that is like no other is its own shape.
pub trait Shape<T> {
    /// What the table says of it.
    const VALUE: ValueType;
    /// As [`Kind::view`].
    fn view(value: &T) -> View<'_>;
    /// As [`Kind::begin`].
    fn begin(_start: Start<'_>) -> Option<T> {
        None
    }
    /// As [`Self::begin`], in the property's place, since a value can be large and each move copies all of it; and where its
    /// parts go. Where that is nowhere, the property is what it was, or absent.
    #[inline]
    fn begin_in<'p>(prop: &'p mut Prop<T>, start: Start<'_>) -> Option<Fill<'p>> {
        *prop = Prop::Value(Self::begin(start)?);
        if let Prop::Value(value) = prop { Self::fill(value) } else { None }
    }
    /// As [`Self::begin_in`], at the end of a collection, which otherwise stays as it is.
    #[inline]
    fn begin_item<'i>(items: &'i mut Vec<T>, start: Start<'_>) -> Option<Fill<'i>> {
        let item = Self::begin(start)?;
        start.among().make_room(items);
        items.push(item);
        items.last_mut().and_then(Self::fill)
    }
    /// As [`Kind::fill`].
    fn fill(_value: &mut T) -> Option<Fill<'_>> {
        None
    }
    /// As [`Kind::decode`].
    fn decode(_token: &Token<'_>) -> Option<(T, bool)> {
        None
    }
    /// Whether all in it surely keeps its rules. Asked by type where that is known: a virtual table for it would be compiled
    /// once more.
    fn keeps_rules(value: &T) -> bool {
        view_keeps(Self::view(value))
    }
}

/// The shape of a structured type.
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

/// The shape of an enum that holds one of many types.
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

/// A declared type's table, as values and tables hold it.
#[doc(hidden)]
#[must_use]
pub fn table_of<T: Declared>() -> Table {
    Table(T::TYPE)
}

/// A value without its type.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum View<'a> {
    Node(&'a dyn Node),
    Items(&'a dyn Items),
    /// A string, or what is one in JSON: written with the name before it in one piece.
    Text(&'a str),
    Leaf(&'a dyn Leaf),
}

/// A value that is being read.
#[doc(hidden)]
pub enum Fill<'a> {
    Node(&'a mut dyn Node),
    Choice(&'a mut dyn Choice),
    Items(&'a mut dyn Items),
}

/// How the JSON starts that is to be read.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum Start<'a> {
    /// An object; its tag is looked for on behalf of [`ValueType::Open`] alone.
    Object { tag: Option<&'a str>, among: Among },
    /// An array; likewise the tag of its first item.
    Array { tag: Option<&'a str>, among: Among },
}

/// How many bytes the items took that stand before this one, and how many bytes are left.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Among {
    pub(crate) read: usize,
    pub(crate) left: usize,
}

impl Among {
    /// None before it, none behind it.
    pub(crate) const ALONE: Self = Self { read: 0, left: 0 };
    /// How many items tell how long the others will be.
    pub(crate) const FEW: usize = 16;
    /// How many times as many may be expected at most, so that a few odd ones at the start promise no more than they weigh.
    pub(crate) const MANY: usize = 16;

    /// How many items more to expect behind so many, if what is left is like them.
    pub(crate) fn expected(self, count: usize) -> usize {
        if count < Self::FEW { 1 } else { (self.left / (self.read / count).max(1) + 1).min(count * Self::MANY) }
    }

    /// Room for one at first, since most collections in bodies have one item; then for as many as are to be expected, and
    /// at least twice as many, or four small ones.
    #[inline]
    pub(crate) fn make_room<T>(self, items: &mut Vec<T>) {
        let len = <[T]>::len(items);
        if len == items.capacity() {
            // Where there is no room for what is expected, there may be some for what comes.
            let more = self.expected(len).max(len).max(const { if size_of::<T>() <= 1024 { 3 } else { 1 } });
            let _ = items.try_reserve_exact(if len == 0 { 1 } else { more });
        }
    }
}

impl Start<'_> {
    #[inline]
    pub(crate) const fn among(self) -> Among {
        let (Self::Object { among, .. } | Self::Array { among, .. }) = self;
        among
    }
}

/// A primitive, or flags, without its type.
#[doc(hidden)]
pub trait Leaf {
    /// Appends the JSON text.
    fn encode_into(&self, out: &mut Out);
    /// Whether that is `null`.
    fn is_null(&self) -> bool {
        false
    }
}

/// A collection without its type.
#[doc(hidden)]
#[allow(clippy::len_without_is_empty, reason = "each method costs every kind of item")]
pub trait Items {
    fn len(&self) -> usize;
    /// `None` for an item that is null.
    fn get(&self, index: usize) -> Option<View<'_>>;
    /// Appends an empty item to read into, where it is read in parts.
    fn begin(&mut self, start: Start<'_>) -> Option<Fill<'_>>;
    /// Appends a leaf, or null where the collection can hold it.
    fn decode(&mut self, token: &Token<'_>) -> Fidelity;
}

/// What became of a text that was read.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// Writing the value gives the same text.
    Exact,
    /// It is a value, but written otherwise.
    Differs,
    /// It is no value of this kind.
    Undecodable,
}

/// A property's state without its type.
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

    /// The text kept, and under which name.
    pub(crate) fn received(self) -> Option<&'a Received> {
        match self {
            Self::Verbatim(received, _) => Some(received),
            _ => None,
        }
    }

    /// Whether it is null: under the declared name or in another case, or as untyped JSON.
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
    /// Makes it an empty value to read into, where such a value is read in parts.
    fn begin(&mut self, start: Start<'_>) -> Option<Fill<'_>>;
    /// Makes it the leaf that the token tells.
    fn decode(&mut self, token: &Token<'_>) -> Fidelity;
    /// Makes it absent or null, or keeps a text beside what it is.
    fn mark(&mut self, mark: Mark);
}

/// What becomes of a property without a look at its kind.
#[doc(hidden)]
pub enum Mark {
    Absent,
    Null,
    /// The value that was just read, if one was, stays; its text is kept beside it.
    Received(Received),
}

/// One property of a node: the most frequent primitives by name, so that asking for their values calls nothing.
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

/// As [`Slot`], to be read into.
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
    /// The property by its kind's name, if it has one: known when this is compiled.
    pub(crate) fn of<T: Kind>(prop: &'a Prop<T>) -> Self {
        let any: &dyn Any = prop;
        let string = any.downcast_ref().map(Self::String);
        let bool = || any.downcast_ref().map(Self::Bool);
        let integer = || any.downcast_ref().map(Self::I32).or_else(|| any.downcast_ref().map(Self::I64));
        let float = || any.downcast_ref().map(Self::F64);
        string.or_else(bool).or_else(integer).or_else(float).unwrap_or(Self::Prop(prop))
    }

    /// The property whatever its kind; `None` for the dynamic properties.
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

    /// As [`State::is_null`].
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

/// Puts `new` in the place of `value`, unless that is of the same variant (then `false`); if `keep`, with the base that it had.
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
