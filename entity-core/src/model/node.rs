//! How the table's code reaches a value: nodes, slots and kinds. No capability lives here, but that a value says itself
//! whether it keeps its rules.
//!
//! A [`Node`] is a structured value seen without its type; a [`Slot`] is one of its properties. What a property
//! can hold is a [`Kind`]: a leaf (a primitive or an enumeration), a node, or a collection of them.

use crate::model::kind::Kind;
use crate::model::slot::{SlotMut, Viewer};
use crate::model::table::{StructuredType, Table};
use crate::model::value_type::ValueType;
use std::any::Any;

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
    fn __table(&self) -> &'static StructuredType;
    /// Shows what its base shows, or, where it has none, what its type does not declare; then each of its own properties: all
    /// that the table lists, in that order. `false` where the viewer wants no more than what is not declared.
    #[doc(hidden)]
    fn __show<'n>(&'n self, viewer: &mut dyn Viewer<'n>) -> bool;
    /// The property at that place in the table; the dynamic properties at any place beyond.
    #[doc(hidden)]
    fn __slot_mut(&mut self, index: usize) -> SlotMut<'_>;
    /// Whether it, and all in it, surely keeps its rules: the usual case, answered without places and texts. `false` may
    /// mean no more than that a closer look is needed.
    #[doc(hidden)]
    fn __keeps_rules(&self) -> bool {
        false
    }
    /// Itself; of an enum that holds one of many types, what it holds, to be asked without a look at which that is.
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
    /// Becomes a value of the type that `name` names, unless it is of it already (then `false`): an empty one, or one
    /// that keeps the properties of the base.
    fn __choose(&mut self, name: &str, keep: bool) -> bool;
    /// What it holds, to be reached without asking each time which type that is.
    fn __held(&mut self) -> &mut dyn Node;
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

/// A declared type's table, as values and tables hold it.
#[doc(hidden)]
#[must_use]
pub fn table_of<T: Declared>() -> Table {
    Table(T::TYPE)
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

/// What a table says of a property that holds a declared type.
#[must_use]
pub const fn value_of<T: Declared>() -> ValueType {
    T::VALUE
}
