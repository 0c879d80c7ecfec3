//! The facts of a schema that its tables depend on: types with their own properties, in OData's words.

use super::model::{
    Definition, Enumeration, Operation, OperationKind, Parameter, Property as Described, Schema, Target, Type,
    TypeName, short,
};
use super::tables::primitive;
use crate::body::ActionType;
use crate::model::property::Property;
use crate::model::rule::Rule;
use crate::model::table::{Category, StructuredType};
use crate::model::value_type::ValueType;
use crate::model::wire_name::hash;
use crate::registry::Registry;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The types to load.
pub(super) struct Plan<'s> {
    pub(super) types: Vec<Planned<'s>>,
    /// The place of each structured type of the schema.
    pub(super) places: HashMap<&'s str, usize>,
}

/// A structured type, or the parameters of an action.
pub(super) struct Planned<'s> {
    pub(super) name: Cow<'s, str>,
    pub(super) category: Category,
    pub(super) is_abstract: bool,
    pub(super) is_open: bool,
    /// The place of the base.
    pub(super) base: Option<usize>,
    /// The properties without the base's.
    pub(super) rows: Vec<Row<'s>>,
    /// The action or function whose parameters these are.
    pub(super) action: Option<PlannedAction<'s>>,
}

/// An action or a function that is bound to a type.
pub(super) struct PlannedAction<'s> {
    /// The name without the namespace.
    pub(super) name: &'s str,
    pub(super) method: &'static str,
    /// The place of the type, or of the collection's items.
    pub(super) on: usize,
    pub(super) is_on_collection: bool,
    /// The place of the answer's type, or of its items.
    pub(super) answer: Option<usize>,
}

/// A property.
pub(super) struct Row<'s> {
    pub(super) name: &'s str,
    pub(super) target: Target<'s>,
    pub(super) holds: Holds,
    pub(super) facets: Facets,
    pub(super) is_read_only: bool,
}

/// The number of values that a property holds: one, or a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Holds {
    One,
    Many,
    /// Many, of which some may be null.
    ManyOrNull,
}

/// The facets that become rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Facets {
    pub(super) non_null: bool,
    pub(super) max_len: Option<usize>,
    /// The length is that of each item.
    pub(super) of_items: bool,
}

impl<'s> Plan<'s> {
    pub(super) fn of(schema: &'s Schema) -> Self {
        let structured = || schema.types().filter(|type_| type_.as_structured().is_some());
        let places = structured().enumerate().map(|(place, type_)| (type_.name.as_str(), place)).collect();
        let mut plan = Self { types: Vec::new(), places };
        for type_ in structured() {
            plan.types.extend(plan.planned(schema, type_));
        }
        plan.add_actions(schema);
        plan
    }

    fn planned(&self, schema: &'s Schema, type_: &'s Type) -> Option<Planned<'s>> {
        let structured = type_.as_structured()?;
        let base = schema.base(structured).and_then(|base| self.places.get(base.name.as_str()).copied());
        let row = |property: &'s Described| {
            let is_read_only = property.is_read_only(type_);
            let (name, max_len) = (property.name.as_str(), schema.max_length(property));
            let mut row = Row::of(schema, name, &property.type_name, property.nullable, max_len);
            // As in declarations: nobody sends a read-only property, so its rule would blame the service.
            row.facets.non_null &= !is_read_only;
            Row { is_read_only, ..row }
        };
        Some(Planned {
            name: Cow::Borrowed(&type_.name),
            category: structured.category,
            is_abstract: structured.is_abstract,
            is_open: schema.is_open(&type_.name),
            base,
            rows: structured.own().map(row).collect(),
            action: None,
        })
    }

    /// Adds the parameters of each action and function that is bound to a type, or to a collection of it. Of several with one name, the
    /// first.
    fn add_actions(&mut self, schema: &'s Schema) {
        let mut seen = HashSet::new();
        for operation in schema.namespaces.iter().flat_map(|namespace| &namespace.operations) {
            let Some((on, parameters)) = operation.parameters.split_first().filter(|_| operation.is_bound) else {
                continue;
            };
            let name = format!("{}/{}", on.type_name.name, short(&operation.name));
            let Some(action) = self.planned_action(operation, &on.type_name).filter(|_| seen.insert(name.clone()))
            else {
                continue;
            };
            let row = |parameter: &'s Parameter| {
                Row::of(schema, &parameter.name, &parameter.type_name, parameter.nullable, None)
            };
            let mut names = HashSet::new();
            self.types.push(Planned {
                name: Cow::Owned(name),
                category: Category::Complex,
                is_abstract: false,
                is_open: false,
                base: None,
                rows: parameters.iter().filter(|parameter| names.insert(&parameter.name)).map(row).collect(),
                action: Some(action),
            });
        }
    }

    fn planned_action(&self, operation: &'s Operation, on: &TypeName) -> Option<PlannedAction<'s>> {
        let place = |type_name: &TypeName| self.places.get(type_name.name.as_str()).copied();
        Some(PlannedAction {
            name: short(&operation.name),
            method: if operation.kind == OperationKind::Function { "GET" } else { "POST" },
            on: place(on)?,
            is_on_collection: on.is_collection,
            answer: operation.returns.as_ref().and_then(|returns| place(&returns.type_name)),
        })
    }

    /// The place of each base of a type, the outermost first.
    pub(super) fn bases(&self, place: usize) -> Vec<usize> {
        let base = |place: &usize| self.types.get(*place).and_then(|type_| type_.base);
        let mut bases: Vec<_> = std::iter::successors(base(&place), base).collect();
        bases.reverse();
        bases
    }

    /// The memory that the tables take, in bytes: an upper estimate. Each table repeats the rows of its bases.
    pub(super) fn memory(&self) -> usize {
        const TYPE: usize = 512;
        const NAME: usize = 64;
        let mut enums = HashSet::new();
        let own = |place: usize| self.types[place].rows.len();
        // A list of rules, the rule of the items within it, and the kind of the items.
        let of_facets = |facets: Facets| if facets.max_len.is_some() { 3 * size_of::<Rule>() } else { 0 };
        let of_row = |row: &Row<'s>| {
            let enumeration =
                row.enumeration().filter(|(name, _)| enums.insert(*name)).map_or(0, |(name, enumeration)| {
                    NAME + name.len() + enumeration.members.iter().map(|member| NAME + member.name.len()).sum::<usize>()
                });
            NAME + row.name.len() + enumeration + of_facets(row.facets) + size_of::<ValueType>()
        };
        let names = self.types.iter().flat_map(|type_| &type_.rows).map(of_row).fold(0, usize::saturating_add);
        let tables = self.types.iter().enumerate().map(|(place, type_)| {
            let all = own(place) + self.bases(place).into_iter().map(own).sum::<usize>();
            (TYPE + size_of::<ActionType>() + type_.name.len())
                .saturating_add(all.saturating_mul(size_of::<Property>()))
        });
        tables.fold(names, usize::saturating_add)
    }
}

impl Planned<'_> {
    /// The most properties whose names have one hash.
    pub(super) fn most_alike(&self) -> usize {
        let mut counts = HashMap::new();
        for row in &self.rows {
            *counts.entry(hash(row.name.as_bytes())).or_insert(0) += 1;
        }
        counts.into_values().max().unwrap_or(0)
    }
}

impl<'s> Row<'s> {
    fn of(
        schema: &'s Schema,
        name: &'s str,
        type_name: &'s TypeName,
        nullable: Option<bool>,
        max_len: Option<usize>,
    ) -> Self {
        let holds = match nullable {
            _ if !type_name.is_collection => Holds::One,
            Some(true) => Holds::ManyOrNull,
            _ => Holds::Many,
        };
        let facets = Facets { non_null: nullable == Some(false), max_len, of_items: type_name.is_collection };
        Self { name, target: schema.target(type_name), holds, facets, is_read_only: false }
    }

    /// The enumeration that the property holds, with its name.
    pub(super) fn enumeration(&self) -> Option<(&'s str, &'s Enumeration)> {
        match self.target {
            Target::Declared(Type { name, definition: Definition::Enum(enumeration), .. }) => Some((name, enumeration)),
            _ => None,
        }
    }
}

impl Holds {
    const fn of(value: ValueType) -> Self {
        match value {
            ValueType::Collection(_) => Self::Many,
            ValueType::NullableCollection(_) => Self::ManyOrNull,
            _ => Self::One,
        }
    }
}

impl Facets {
    /// The rules that say the same.
    pub(super) fn rules(self) -> Vec<Rule> {
        let length = self.max_len.map(Rule::MaxLen);
        let length = if self.of_items { length.map(|rule| Rule::Each(vec![rule].leak())) } else { length };
        self.non_null.then_some(Rule::NonNull).into_iter().chain(length).collect()
    }

    fn of(property: &Property) -> Self {
        let max_len = |rules: &[Rule]| {
            rules.iter().find_map(|rule| if let Rule::MaxLen(most) = rule { Some(*most) } else { None })
        };
        let each =
            property.rules.iter().find_map(|rule| if let Rule::Each(rules) = rule { max_len(rules) } else { None });
        let non_null = property.rules.iter().any(|rule| matches!(rule, Rule::NonNull));
        Self { non_null, max_len: max_len(property.rules).or(each), of_items: property.value.is_collection() }
    }
}

/// Returns whether the registry has the tables of the plan.
pub(super) fn is_same(plan: &Plan<'_>, registry: &'static Registry) -> bool {
    registry.iter().count() == plan.types.len()
        && plan.types.iter().zip(registry.iter()).all(|(type_, registered)| {
            let table = registered.structured_type();
            let base = type_.base.and_then(|base| plan.types.get(base));
            type_.name == table.name
                && (type_.category, type_.is_abstract, type_.is_open)
                    == (table.category, table.is_abstract, table.is_open)
                && base.map(|base| &*base.name) == table.base.map(StructuredType::name)
                && is_same_action(plan, type_.action.as_ref(), registered.action())
                && type_.rows.len() == table.declared().len()
                && type_.rows.iter().zip(table.declared()).all(|(row, property)| is_same_row(row, property))
        })
}

fn is_same_action(plan: &Plan<'_>, planned: Option<&PlannedAction<'_>>, action: Option<&ActionType>) -> bool {
    let (Some(planned), Some(action)) = (planned, action) else { return planned.is_none() && action.is_none() };
    let name = |place: usize| plan.types.get(place).map(|type_| &*type_.name);
    (planned.name, planned.method, planned.is_on_collection)
        == (action.name(), action.method(), action.is_on_collection())
        && name(planned.on) == Some(action.on().name())
        && planned.answer.and_then(name) == action.answer().map(StructuredType::name)
}

fn is_same_row(row: &Row<'_>, property: &Property) -> bool {
    let value = property.value;
    let is_same_type = match (&row.target, value.item()) {
        (Target::Edm(edm), item @ ValueType::Primitive(_)) => primitive(edm).name() == item.name(),
        (Target::Declared(type_), ValueType::Loaded(loaded)) => type_.name == loaded.structured_type().name,
        (Target::Declared(type_), ValueType::Enum(table) | ValueType::Flags(table)) => {
            let members = row.enumeration().map(|(_, enumeration)| (enumeration.is_flags, &enumeration.members));
            type_.name == table.name
                && members.is_some_and(|(is_flags, members)| {
                    is_flags == matches!(value.item(), ValueType::Flags(_))
                        && members.iter().map(|member| member.name.as_str()).eq(table.members.iter().copied())
                })
        }
        _ => false,
    };
    row.name == property.name()
        && is_same_type
        && row.holds == Holds::of(value)
        && row.facets == Facets::of(property)
        && row.is_read_only == property.is_read_only()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Short aliases in the document must not make long names cheap.
    #[test]
    fn names_of_enumerations_and_rules_count() {
        let namespace = "n".repeat(500);
        let document = |types: &str| {
            format!(
                r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
                <Schema Namespace="{namespace}" Alias="s" xmlns="http://docs.oasis-open.org/odata/ns/edm">{types}</Schema>
                </edmx:DataServices></edmx:Edmx>"#
            )
        };
        let memory = |types: &str| Plan::of(&crate::csdl::read(document(types).as_bytes()).unwrap()).memory();
        let property = |facets: &str| format!(r#"<ComplexType Name="t"><Property Name="p" {facets}/></ComplexType>"#);
        let bare = memory(&property(r#"Type="Edm.String""#));
        let length = memory(&property(r#"Type="Edm.String" MaxLength="7""#));
        assert!(length >= bare + size_of::<Rule>());
        let enumeration = r#"<EnumType Name="e"><Member Name="a"/></EnumType>"#;
        assert!(memory(&(enumeration.to_owned() + &property(r#"Type="s.e""#))) >= bare + 500);
    }
}
