//! Types that were loaded from a schema at run time. Their tables are those of declared types, and live until the program ends.

use crate::model::table::StructuredType;
use crate::model::wire_name::hash;
use std::fmt;
use std::sync::OnceLock;

/// A structured type that was loaded from a schema.
///
/// The table is set once all types of the schema have a place, because types refer to each other in cycles.
pub struct LoadedType(OnceLock<Content>);

struct Content {
    table: StructuredType,
    family: &'static Family,
    has_subtypes: bool,
}

impl LoadedType {
    pub(crate) const fn unset() -> Self {
        Self(OnceLock::new())
    }

    /// Sets the table. Does nothing if it is set.
    pub(crate) fn set(&self, table: StructuredType, family: &'static Family, has_subtypes: bool) {
        let _ = self.0.set(Content { table, family, has_subtypes });
    }

    /// The type's name, base and properties.
    pub fn structured_type(&'static self) -> &'static StructuredType {
        &self.content().table
    }

    /// Returns whether types of the schema derive from it.
    pub(crate) fn has_subtypes(&'static self) -> bool {
        self.content().has_subtypes
    }

    /// Finds a type of the same schema by its qualified name.
    pub(crate) fn sibling(&'static self, name: &str) -> Option<&'static Self> {
        let family = self.content().family;
        family.find(name).map(|place| &family.types[place])
    }

    fn content(&'static self) -> &'static Content {
        self.0.get().unwrap_or_else(|| unreachable!("set before a value can refer to it"))
    }
}

impl fmt::Debug for LoadedType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.get().map_or("unset", |content| content.table.name))
    }
}

/// All types of a schema.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) types: Box<[LoadedType]>,
    /// The hash of each name with the type's place, in the order of the hashes.
    by_hash: Box<[(u32, usize)]>,
}

impl Family {
    /// Makes places for types with these names.
    pub(crate) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut by_hash: Box<[_]> = names.enumerate().map(|(place, name)| (hash(name.as_bytes()), place)).collect();
        by_hash.sort_unstable();
        Self { types: by_hash.iter().map(|_| LoadedType::unset()).collect(), by_hash }
    }

    /// Finds the place of a type. An exact name comes before one in another case.
    pub(crate) fn find(&'static self, name: &str) -> Option<usize> {
        let hash = hash(name.as_bytes());
        let first = self.by_hash.partition_point(|(other, _)| *other < hash);
        let same = || self.by_hash[first..].iter().take_while(|(other, _)| *other == hash).map(|(_, place)| *place);
        let name_of = |place: usize| self.types[place].structured_type().name;
        same()
            .find(|place| name_of(*place) == name)
            .or_else(|| same().find(|place| name_of(*place).eq_ignore_ascii_case(name)))
    }
}
