//! Structured values of loaded types.

use super::field::Field;
use crate::model::dynamic::DynamicProperties;
use crate::model::loaded::LoadedType;
use crate::model::node::{Choice, Node};
use crate::model::slot::{SlotMut, Viewer};
use crate::model::table::StructuredType;

/// A value of a type that was loaded from a schema, with the methods of [`Entity`](crate::Entity).
///
/// A registry of loaded types reads it: see `csdl::load`, of the feature `csdl`. It has what declared values have:
/// [`Tracked`](crate::Tracked) finds its changes, and it serializes. `Debug` shows the type alone, because schemas do not say which
/// properties are secret.
///
/// Two are equal if they have one type and equal properties.
#[derive(Clone)]
pub struct StructuredValue {
    type_: &'static LoadedType,
    /// A field for each property, in the order of the table; empty before the first is read or set.
    fields: Vec<Field>,
    dynamic: DynamicProperties,
}

impl StructuredValue {
    /// Creates an empty value.
    pub(crate) const fn new(type_: &'static LoadedType) -> Self {
        Self { type_, fields: Vec::new(), dynamic: DynamicProperties::new() }
    }

    /// The type that the schema names.
    pub(crate) const fn loaded_type(&self) -> &'static LoadedType {
        self.type_
    }

    /// Makes the fields of the properties that have none.
    fn make_fields(&mut self) {
        let count = self.__table().all.len();
        self.fields.reserve_exact(count.saturating_sub(self.fields.len()));
        self.fields.resize_with(count, || Field::Unset);
    }

    /// Returns whether types of the schema derive from the value's type.
    pub(super) fn has_subtypes(&self) -> bool {
        self.type_.has_subtypes()
    }
}

impl Node for StructuredValue {
    #[inline]
    fn __table(&self) -> &'static StructuredType {
        self.type_.structured_type()
    }

    fn __show<'n>(&'n self, viewer: &mut dyn Viewer<'n>) -> bool {
        viewer.dynamic(&self.dynamic) && {
            self.fields.iter().for_each(|field| field.show(viewer));
            for _ in self.fields.len()..self.__table().all.len() {
                Field::Unset.show(viewer);
            }
            true
        }
    }

    #[inline]
    fn __slot_mut(&mut self, index: usize) -> SlotMut<'_> {
        let Some(property) = self.__table().all.get(index) else { return SlotMut::Dynamic(&mut self.dynamic) };
        if self.fields.len() <= index {
            self.make_fields();
        }
        self.fields[index].slot_mut(property)
    }
}

impl Choice for StructuredValue {
    fn __choose(&mut self, name: &str, keep: bool) -> bool {
        let table = self.__table();
        if name == table.name {
            return false;
        }
        let Some(tagged) = self.type_.sibling(name) else { return false };
        if std::ptr::eq(tagged, self.type_) || !tagged.structured_type().derives_from(table) {
            return false;
        }
        self.type_ = tagged;
        if !keep {
            self.fields.clear();
        } else if !self.fields.is_empty() {
            // A base's properties come first in the table of each of its subtypes.
            self.make_fields();
        }
        true
    }

    fn __held(&mut self) -> &mut dyn Node {
        self
    }
}

impl PartialEq for StructuredValue {
    fn eq(&self, other: &Self) -> bool {
        fn field(value: &StructuredValue, at: usize) -> &Field {
            value.fields.get(at).unwrap_or(&Field::Unset)
        }
        std::ptr::eq(self.type_, other.type_)
            && self.dynamic == other.dynamic
            && (0..self.fields.len().max(other.fields.len())).all(|at| field(self, at) == field(other, at))
    }
}

impl std::fmt::Debug for StructuredValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StructuredValue({})", self.__table().name)
    }
}
