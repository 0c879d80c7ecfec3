//! Makes tables of a plan: those that the derives write for declared types. They live until the program ends.

use super::model::{Definition, Enumeration, Target};
use super::plan::{Facets, Holds, Plan, Planned, PlannedAction, Row};
use crate::body::ActionType;
use crate::kinds::edm::rows::EdmType;
use crate::model::index::{Index, index_len};
use crate::model::kind::Kind;
use crate::model::loaded::Family;
use crate::model::property::Property;
use crate::model::rule::Rule;
use crate::model::table::{OPENING, StructuredType};
use crate::model::value_type::{EnumTable, ValueType};
use crate::model::wire_name::WireName;
use crate::registry::{Registered, Registry};
use std::collections::HashMap;

/// Tables in the making. What many tables contain is made once.
pub(super) struct Tables<'p, 's> {
    plan: &'p Plan<'s>,
    family: &'static Family,
    texts: HashMap<&'s str, &'static str>,
    enums: HashMap<&'s str, &'static EnumTable>,
    items: HashMap<(Holds, &'s str), ValueType>,
    rules: HashMap<Facets, &'static [Rule]>,
}

impl<'p, 's> Tables<'p, 's> {
    pub(super) fn of(plan: &'p Plan<'s>) -> Self {
        let family = Box::leak(Box::new(Family::of(plan.types.iter().map(|type_| &*type_.name))));
        Self {
            plan,
            family,
            texts: HashMap::new(),
            enums: HashMap::new(),
            items: HashMap::new(),
            rules: HashMap::new(),
        }
    }

    pub(super) fn load(mut self) -> &'static Registry {
        let mut has_subtypes = vec![false; self.plan.types.len()];
        self.plan.types.iter().filter_map(|type_| type_.base).for_each(|base| has_subtypes[base] = true);
        let mut is_done = vec![false; self.plan.types.len()];
        for place in 0..self.plan.types.len() {
            for place in self.plan.bases(place).into_iter().chain([place]) {
                if !std::mem::replace(&mut is_done[place], true) {
                    let table = self.table(&self.plan.types[place]);
                    self.family.types[place].set(table, self.family, has_subtypes[place]);
                }
            }
        }
        let registered = |(type_, planned): (&'static _, &Planned<'_>)| {
            let registered = Registered::of_loaded(type_);
            planned.action.as_ref().map_or(registered, |action| registered.with_facet(self.action(action)))
        };
        let types: Vec<_> = self.family.types.iter().zip(&self.plan.types).map(registered).collect();
        Box::leak(Box::new(Registry::of_family(types.leak(), self.family)))
    }

    /// The table of a type whose bases have theirs.
    fn table(&mut self, type_: &'p Planned<'s>) -> StructuredType {
        let base = type_.base.map(|place| self.family.types[place].structured_type());
        let own: Vec<_> = type_.rows.iter().map(|row| self.property(row)).collect();
        let index = Index::of(index(&own).leak());
        let mut all = Vec::with_capacity(base.map_or(0, |base| base.all.len()) + own.len());
        all.extend(base.into_iter().flat_map(|base| base.all));
        all.extend(own);
        let opening: &str = format!("{OPENING}{}\"", type_.name).leak();
        let name = &opening[OPENING.len()..opening.len() - 1];
        StructuredType {
            is_abstract: type_.is_abstract,
            is_open: type_.is_open,
            index,
            ..StructuredType::new(name, opening, type_.category, base, all.leak(), &[])
        }
    }

    /// The data of an action, once all types have their tables.
    fn action(&self, action: &PlannedAction<'_>) -> &'static ActionType {
        let table = |place: usize| self.family.types[place].structured_type();
        Box::leak(Box::new(ActionType {
            name: action.name.to_owned().leak(),
            method: action.method,
            on: table(action.on),
            is_on_collection: action.is_on_collection,
            answer: action.answer.map(table),
        }))
    }

    fn property(&mut self, row: &'p Row<'s>) -> Property {
        let text = *self.texts.entry(row.name).or_insert_with(|| format!(",\"{}\":\"", row.name).leak());
        let rules = *self.rules.entry(row.facets).or_insert_with(|| row.facets.rules().leak());
        let property = Property::named(WireName::of(text), self.value(row)).with_rules(rules);
        if row.is_read_only { property.read_only() } else { property }
    }

    fn value(&mut self, row: &'p Row<'s>) -> ValueType {
        let (item, name) = match &row.target {
            Target::Edm(edm) => (primitive(edm), edm.field),
            Target::Declared(type_) => {
                let item = match &type_.definition {
                    Definition::Structured(_) => match self.plan.places.get(type_.name.as_str()) {
                        Some(place) => ValueType::Loaded(&self.family.types[*place]),
                        None => UNTYPED,
                    },
                    Definition::Enum(enumeration) => self.enumeration(&type_.name, enumeration),
                    Definition::TypeDefinition(_) => UNTYPED,
                };
                (item, type_.name.as_str())
            }
        };
        *self.items.entry((row.holds, name)).or_insert_with(|| match row.holds {
            Holds::One => item,
            Holds::Many => ValueType::Collection(Box::leak(Box::new(item))),
            Holds::ManyOrNull => ValueType::NullableCollection(Box::leak(Box::new(item))),
        })
    }

    fn enumeration(&mut self, name: &'s str, enumeration: &'s Enumeration) -> ValueType {
        let table = *self.enums.entry(name).or_insert_with(|| {
            let leak = |text: &str| -> &'static str { text.to_owned().leak() };
            let members: Vec<_> = enumeration.members.iter().map(|member| leak(&member.name)).collect();
            Box::leak(Box::new(EnumTable { name: leak(name), members: members.leak() }))
        });
        if enumeration.is_flags { ValueType::Flags(table) } else { ValueType::Enum(table) }
    }
}

/// The index over a type's own properties, as the derives compute it.
fn index(own: &[Property]) -> Vec<[u8; 2]> {
    let mut index = vec![[0; 2]; index_len(own.len())];
    // The properties first: the range must not step beyond the last of 65,534.
    for (property, place) in own.iter().zip(1_u16..) {
        let mut at = property.hash() as usize & (index.len() - 1);
        while index[at] != [0; 2] {
            at = (at + 1) & (index.len() - 1);
        }
        index[at] = place.to_le_bytes();
    }
    index
}

const UNTYPED: ValueType = <serde_json::Value as Kind>::VALUE;

/// The kind of one of Edm's types: that of a declared property, which its row names. Without the feature of its crate, untyped JSON.
pub(super) fn primitive(edm: &EdmType) -> ValueType {
    match edm.field {
        "bool" => <bool as Kind>::VALUE,
        "f32" => <f32 as Kind>::VALUE,
        "f64" => <f64 as Kind>::VALUE,
        "i8" => <i8 as Kind>::VALUE,
        "i16" => <i16 as Kind>::VALUE,
        "i32" => <i32 as Kind>::VALUE,
        "i64" => <i64 as Kind>::VALUE,
        "u8" => <u8 as Kind>::VALUE,
        "String" => <String as Kind>::VALUE,
        #[cfg(feature = "binary")]
        "Binary" => <crate::edm::Binary as Kind>::VALUE,
        #[cfg(feature = "date-time")]
        "Date" => <crate::edm::Date as Kind>::VALUE,
        #[cfg(feature = "date-time")]
        "DateTimeOffset" => <crate::edm::DateTimeOffset as Kind>::VALUE,
        #[cfg(feature = "date-time")]
        "Duration" => <crate::edm::Duration as Kind>::VALUE,
        #[cfg(feature = "date-time")]
        "TimeOfDay" => <crate::edm::TimeOfDay as Kind>::VALUE,
        #[cfg(feature = "decimal")]
        "Decimal" => <crate::edm::Decimal as Kind>::VALUE,
        #[cfg(feature = "guid")]
        "Guid" => <crate::edm::Guid as Kind>::VALUE,
        _ => UNTYPED,
    }
}
