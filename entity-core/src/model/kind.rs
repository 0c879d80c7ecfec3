//! Kinds: what a property can hold, seen and read without its type.

use crate::model::growth::SizeHint;
use crate::model::linked::Make;
use crate::model::node::{Choice, Node};
use crate::model::value_type::ValueType;
use crate::syntax::buffer::Buffer;
use crate::syntax::token::Token;

/// What a property can hold. Implemented by the derives, and for every [`Primitive`](crate::Primitive).
#[diagnostic::on_unimplemented(
    message = "`{Self}` needs a derive to be the type of a property: `ComplexType`, `Entity`, `EnumType` or `OneOf`",
    label = "has none of these derives, and is not a primitive type of OData",
    note = "a property holds a primitive type (`String`, `bool`, `i32`, `DateTimeOffset` …), a type that derives `ComplexType`, `Entity`, `EnumType` or `OneOf`, `Flags`, untyped JSON (`serde_json::Value`), or a `Vec` or `Box` of one",
    note = "the kinds for dates, `Guid`, `Decimal` and `Binary` stand behind entity-core's features",
    note = "implement `entity_core::Primitive` to add a kind by hand"
)]
pub trait Kind: Sized + 'static {
    /// How values of the kind are seen and read. Kinds that have much in common share it, so that each takes little to compile.
    #[doc(hidden)]
    type Access: Access<Self>;
    /// The kind in the property table. Comes from `Access`: not to be overridden.
    const VALUE: ValueType = <Self::Access as Access<Self>>::VALUE;
}

/// How values of a kind are seen and read. A kind that is like no other implements it for itself.
pub trait Access<T> {
    /// The kind in the property table.
    const VALUE: ValueType;
    /// Returns the value without its type.
    fn view(value: &T) -> View<'_>;
    /// Returns an empty value to read into, if JSON that starts like this is read in parts; `None` for a leaf.
    fn empty(_incoming: Incoming<'_>) -> Option<T> {
        None
    }
    /// Returns the value to read parts into. Called only on a value that [`Self::empty`] made.
    fn view_mut(_value: &mut T) -> Option<ViewMut<'_>> {
        None
    }
    /// Returns a leaf's value, and whether writing it gives the same text.
    fn decode(_token: &Token<'_>) -> Option<(T, bool)> {
        None
    }
    /// Returns `true` if the value surely satisfies its rules; `false` if it takes a closer look. A function of the type, because
    /// a virtual table for it would be compiled once more.
    fn keeps_rules(value: &T) -> bool {
        Self::view(value).keeps_rules()
    }
}

/// Returns a value without its type.
#[inline]
pub fn view<T: Kind>(value: &T) -> View<'_> {
    T::Access::view(value)
}

/// Returns a value without its type, to read parts into; `None` for a leaf.
#[inline]
pub fn view_mut<T: Kind>(value: &mut T) -> Option<ViewMut<'_>> {
    T::Access::view_mut(value)
}

/// A value without its type.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum View<'a> {
    Node(&'a dyn Node),
    Items(&'a dyn Items),
    /// A string, or a value that is a string in JSON. The writer writes it in one piece with the name before it.
    Text(&'a str),
    Leaf(&'a dyn Leaf),
}

impl View<'_> {
    /// Returns `true` if all structured values in it surely satisfy their rules.
    pub(crate) fn keeps_rules(self) -> bool {
        match self {
            Self::Node(node) => node.__keeps_rules(),
            Self::Items(items) => (0..items.len()).all(|index| items.get(index).is_none_or(View::keeps_rules)),
            Self::Text(_) | Self::Leaf(_) => true,
        }
    }
}

/// A value without its type, to read into.
#[doc(hidden)]
pub enum ViewMut<'a> {
    Node(&'a mut dyn Node),
    Choice(&'a mut dyn Choice),
    Items(&'a mut dyn Items),
}

/// The start of the JSON to read.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum Incoming<'a> {
    /// An object. The reader looks for its tag only on behalf of [`ValueType::Open`].
    Object { tag: Option<&'a str>, hint: SizeHint, make: Option<Make> },
    /// An array, with the tag of its first item.
    Array { tag: Option<&'a str>, hint: SizeHint, make: Option<Make> },
}

impl Incoming<'_> {
    #[inline]
    pub(crate) const fn hint(self) -> SizeHint {
        let (Self::Object { hint, .. } | Self::Array { hint, .. }) = self;
        hint
    }

    /// The function that makes the value behind a link.
    #[inline]
    pub(crate) const fn make(self) -> Option<Make> {
        let (Self::Object { make, .. } | Self::Array { make, .. }) = self;
        make
    }
}

/// A primitive, or flags, without its type.
#[doc(hidden)]
pub trait Leaf {
    /// Appends the JSON text.
    fn write_to(&self, out: &mut Buffer);
    /// Returns whether that text is `null`.
    fn is_null(&self) -> bool {
        false
    }
}

/// A collection without its type.
#[doc(hidden)]
#[allow(clippy::len_without_is_empty, reason = "each method costs every kind of item")]
pub trait Items {
    fn len(&self) -> usize;
    /// Returns the item; `None` if it is null.
    fn get(&self, index: usize) -> Option<View<'_>>;
    /// Appends an empty item and returns it to read into, if it is read in parts.
    fn push_item(&mut self, start: Incoming<'_>) -> Option<ViewMut<'_>>;
    /// Appends a leaf, or null if the collection may contain it.
    fn push_leaf(&mut self, token: &Token<'_>) -> Fidelity;
}

/// How well the decoded value represents the received text.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// Writing the value gives the same text.
    Exact,
    /// The text is a value, but writing it gives another text.
    Differs,
    /// The text is not a value of this kind.
    Undecodable,
}
