//! Nodes: structured values without their types.
//!
//! A [`Node`] shows its properties as [`Slot`](crate::model::slot::Slot)s, in the order of its table. The derives implement it.

use crate::model::kind::Kind;
use crate::model::linked::Abilities;
use crate::model::slot::{SlotMut, Viewer};
use crate::model::table::{StructuredType, Table};
use crate::model::value_type::ValueType;
use std::any::Any;

/// A structured value, as the property table's code sees it. The derives implement it.
///
/// Object safe, with few methods, because each method costs every declared type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity type, a complex type or a `OneOf`",
    label = "derive `Entity`, `ComplexType` or `OneOf` for it"
)]
pub trait Node: Any {
    /// The table of the value's type; of a `OneOf`, of the type that it holds.
    #[doc(hidden)]
    fn __table(&self) -> &'static StructuredType;
    /// Shows the dynamic properties, then the declared properties in the order of the table: first those of the base, then its own.
    /// Returns `false` if the viewer wants only the dynamic properties.
    #[doc(hidden)]
    fn __show<'n>(&'n self, viewer: &mut dyn Viewer<'n>) -> bool;
    /// The property at that place in the table; the dynamic properties at any place beyond.
    #[doc(hidden)]
    fn __slot_mut(&mut self, index: usize) -> SlotMut<'_>;
    /// Returns `true` if the value, and all values in it, surely satisfy their rules. Fast: builds no paths or messages. `false`
    /// means only that a closer look is needed.
    #[doc(hidden)]
    fn __keeps_rules(&self) -> bool {
        false
    }
    /// The concrete value: `self`, or the value inside a `OneOf`.
    #[doc(hidden)]
    #[inline]
    fn __concrete(&self) -> &dyn Node
    where
        Self: Sized,
    {
        self
    }
}

/// A value of an enum that holds one of many types.
#[doc(hidden)]
pub trait Choice: Node {
    /// Replaces the value with an empty one of the named type; with `keep`, one that keeps the base's properties. Returns `false`
    /// if the value has that type already.
    fn __choose(&mut self, name: &str, keep: bool) -> bool;
    /// The concrete value, so that its type is looked up once.
    fn __held(&mut self) -> &mut dyn Node;
}

/// An entity type, a complex type, an action's request or a `OneOf`: its facts that need no value. The derives implement it.
///
/// As a bound, it is for functions over any type that can be read: `fn parse<T: Declared>(body: &[u8]) -> …`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity type, a complex type or a `OneOf`",
    label = "derive `Entity`, `ComplexType` or `OneOf` for it",
    note = "`default`, `#[base]`, an action's `on`, and a `OneOf`'s base and variants are for such types alone, `#[base]` for the first two"
)]
pub trait Declared: Node + Kind {
    /// The property table: name, base, properties and rules. Of a `OneOf`, that of its base.
    const TYPE: &'static StructuredType;
    /// An empty value.
    const EMPTY: Self;
    /// The table, as values and tables refer to it. The derives write one for each type: the compiler limits how deep functions of
    /// one generic name may refer to each other, and tables refer to each other in long chains.
    #[doc(hidden)]
    fn __type() -> Table {
        Table(Self::TYPE)
    }
    /// The std traits that the type implements. The derives know them.
    #[doc(hidden)]
    fn __abilities() -> Abilities<Self> {
        Self::__NO_ABILITIES
    }
    #[doc(hidden)]
    const __NO_ABILITIES: Abilities<Self> =
        panic!("a link holds a type that derives `Entity`, `ComplexType` or `OneOf`");
    /// Returns whether this type, or one inside a `OneOf`, has the name, in any case.
    #[doc(hidden)]
    fn __is_named(name: &str) -> bool {
        name.eq_ignore_ascii_case(Self::TYPE.name)
    }
}

/// The table of a type that others derive from.
///
/// # Panics
/// At compile time, if `T` is a `OneOf`: a base is one type.
#[must_use]
pub const fn base_of<T: Declared>() -> &'static StructuredType {
    assert!(!matches!(T::VALUE, ValueType::OneOf(_)), "a base is one type: a `OneOf` holds one of many");
    T::TYPE
}

/// The table entry for a property that holds a declared type.
#[must_use]
pub const fn value_of<T: Declared>() -> ValueType {
    T::VALUE
}
