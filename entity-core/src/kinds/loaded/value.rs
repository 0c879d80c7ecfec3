//! Structured values of loaded types.

use super::content::Content;
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

    /// Returns the structured value that the property of that wire name holds, to change it.
    ///
    /// `None` if the property is absent, null or read-only, or holds anything else.
    /// [`set_property`](crate::Entity::set_property) with `{}` inserts one.
    ///
    /// ```
    /// # #[cfg(feature = "csdl")] {
    /// # use entity_core::{StructuredValue, csdl, prelude::*};
    /// # let schema = csdl::read(br#"<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
    /// #   <Schema Namespace="contoso" xmlns="http://docs.oasis-open.org/odata/ns/edm">
    /// #     <ComplexType Name="place"><Property Name="city" Type="Edm.String"/></ComplexType>
    /// #     <EntityType Name="case"><Property Name="place" Type="contoso.place"/><Property Name="visits" Type="Collection(contoso.place)"/></EntityType>
    /// #   </Schema></edmx:DataServices></edmx:Edmx>"#)?;
    /// # let types = csdl::load(&schema)?;
    /// let case = types.read_as("contoso.case", br#"{"place": {"city": "Zug"}, "visits": [{"city": "Bern"}, {"city": "Chur"}]}"#)?;
    /// let mut case: StructuredValue = case.downcast().expect("a value of a loaded type");
    /// case.value_mut("place").ok_or("no place")?.set_property("city", "Genf".into())?;
    /// for visit in case.values_mut("visits") {
    ///     visit.set_property("city", "Basel".into())?;
    /// }
    /// assert_eq!(
    ///     entity_core::json::to_string(&case),
    ///     r#"{"place":{"city":"Genf"},"visits":[{"city":"Basel"},{"city":"Basel"}]}"#
    /// );
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn value_mut(&mut self, wire_name: &str) -> Option<&mut Self> {
        self.content_mut(wire_name, false)?.node_mut()
    }

    /// Returns the structured values of the collection that the property of that wire name holds, to change them.
    ///
    /// There are none if the property is absent, null or read-only, or holds anything else.
    pub fn values_mut(&mut self, wire_name: &str) -> impl Iterator<Item = &mut Self> {
        self.content_mut(wire_name, true).into_iter().flat_map(Content::nodes_mut)
    }

    /// The decoded content of a property of structured values that a user may change.
    fn content_mut(&mut self, wire_name: &str, is_collection: bool) -> Option<&mut Content> {
        let table = self.__table();
        let index = table.find(wire_name)?;
        let property = &table.all[index];
        let is_asked =
            property.value.is_collection() == is_collection && property.value.item().structured_type().is_some();
        self.fields.get_mut(index).filter(|_| is_asked && !property.is_read_only())?.content_mut()
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
