//! Kinds: what a property can hold, seen and read without its type.

use crate::model::growth::Among;
use crate::model::node::{Choice, Node};
use crate::model::prop::Prop;
use crate::model::value_type::ValueType;
use crate::syntax::buffer::Out;
use crate::syntax::token::Token;

/// What a property can hold. Implemented by the derives, and for every [`Primitive`](crate::Primitive).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a property",
    label = "not a kind of property",
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

/// Whether all structured values in it keep their rules.
pub(crate) fn view_keeps(view: View<'_>) -> bool {
    match view {
        View::Node(node) => node.keeps_rules(),
        View::Items(items) => (0..items.len()).all(|index| items.get(index).is_none_or(view_keeps)),
        View::Text(_) | View::Leaf(_) => true,
    }
}
