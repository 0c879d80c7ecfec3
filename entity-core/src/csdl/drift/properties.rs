//! Compares a declared property with the schema's.

use super::types::Comparison;
use crate::csdl::model::{Property as Described, Schema};
use crate::kinds::edm::rows::{self as edm, Group};
use crate::model::measure::Measured;
use crate::model::property::Property;
use crate::model::rule::Rule;
use crate::model::table::StructuredType;
use crate::model::value_type::ValueType;

impl Comparison<'_> {
    /// Compares the properties that the type itself declares. The schema may have them in a base.
    pub(super) fn declared_properties(&mut self, table: &'static StructuredType) {
        let schema = self.schema;
        for property in table.declared() {
            let at = (table.name(), Some(property.name()));
            match described(schema, table, property.name()) {
                Some(described) => self.property(table, property, described),
                None if property.is_dynamic() => {
                    self.report(at, "typed_here", "has a declared type, but is a dynamic property in the schema");
                }
                None => self.report(at, "missing_property", "the schema has no such property"),
            }
        }
    }

    fn property(&mut self, table: &StructuredType, property: &Property, described: &Described) {
        let at = (table.name(), Some(property.name()));
        if property.name() != described.name {
            let message = format!("is spelled `{}` in the schema", described.name);
            self.report(at, "other_spelling", message);
        }
        let (here, there) = (property.value_type(), self.schema.underlying(&described.type_name.name));
        let texts = || format!("is declared as `{here:?}`, but the schema has `{}`", described.type_name);
        // A type that the document does not declare is untyped here: the schema has a warning about it.
        let is_unknown =
            here.name() == "Edm.Untyped" && self.schema.find(there).is_none() && edm::find(there).is_none();
        if !is_same(here.name(), there) && !is_unknown {
            if is_open(there) {
                self.report(
                    at,
                    "typed_here",
                    format!("is declared as `{here:?}`, but the schema leaves its type open"),
                );
            } else {
                self.report(at, "other_type", texts());
            }
        } else if here.is_collection() != described.type_name.is_collection {
            self.report(at, "other_collection", texts());
        }
        if let Some(message) = nullability(property, described) {
            self.report(at, "nullable", message);
        }
        self.rules(table, property, described);
    }

    /// Compares the rules: CSDL can state only `MaxLength` and nullability.
    fn rules(&mut self, table: &StructuredType, property: &Property, described: &Described) {
        let at = (table.name(), Some(property.name()));
        // A length of values that have none cannot be declared.
        let measured = Measured::of(property.value_type().item());
        let mut most = described.max_length.filter(|_| matches!(measured, Measured::Text | Measured::Bytes));
        let is_collection = property.value_type().is_collection();
        for rule in property.rules() {
            let rules = if let Rule::Each(rules) = rule { rules } else { std::slice::from_ref(rule) };
            for own in rules {
                match (own, most) {
                    (Rule::NonNull, _) => {}
                    (Rule::MaxLen(length), Some(other)) => {
                        most = None;
                        if other != *length {
                            let declared = declared(own, is_collection);
                            let message = format!("`{declared}` is declared, but the schema has `MaxLength` {other}");
                            self.report(at, "rule", message);
                        }
                    }
                    (own, _) => {
                        let declared = declared(own, matches!(rule, Rule::Each(_)));
                        self.report(at, "rule", format!("`{declared}` is declared, but not in the schema"));
                    }
                }
            }
        }
        if let Some(length) = most {
            let missing = if is_collection { "each(max_len = …)" } else { "max_len" };
            self.report(at, "rule", format!("the schema has `MaxLength` {length}, but no `{missing}` is declared"));
        }
    }
}

/// The rule as it is written in an attribute.
fn declared(rule: &Rule, of_items: bool) -> String {
    if of_items { format!("each({rule:?})") } else { format!("{rule:?}") }
}

/// Returns the schema's property of that name, from the type or a base; else one whose name differs in case only, if the type does not
/// declare that one too.
fn described<'a>(schema: &'a Schema, table: &'static StructuredType, name: &str) -> Option<&'a Described> {
    let all = || schema.ancestry(table.name()).flat_map(|(_, structured)| &structured.properties);
    let is_own = |name: &str| table.properties().any(|property| property.name() == name);
    all()
        .find(|property| property.name == name)
        .or_else(|| all().find(|property| property.name.eq_ignore_ascii_case(name) && !is_own(&property.name)))
        .or_else(|| {
            all().find(|property| table.aliases().any(|(alias, own)| alias == property.name && own.name() == name))
        })
}

/// Returns whether the declared type represents the schema's. Untyped JSON represents all types without a Rust type.
fn is_same(here: &str, there: &str) -> bool {
    here == there
        || (here == "Edm.Untyped"
            && edm::find(there).is_some_and(|edm| matches!(edm.group, Group::Json | Group::Abstract)))
}

/// Returns whether the schema leaves the type open.
fn is_open(there: &str) -> bool {
    edm::find(there).is_some_and(|edm| edm.group == Group::Abstract)
}

fn nullability(property: &Property, described: &Described) -> Option<&'static str> {
    let has = |wanted: fn(&Rule) -> bool| property.rules().iter().any(wanted);
    // `required` forbids null too, and is reported as a rule.
    let is_required = has(|rule| matches!(rule, Rule::Required));
    let forbids = has(|rule| matches!(rule, Rule::NonNull));
    let forbidden = described.nullable == Some(false);
    match property.value_type() {
        ValueType::NullableCollection(_) if forbidden => Some("is declared with null items, which the schema forbids"),
        ValueType::Collection(_) if described.nullable == Some(true) && described.type_name.is_collection => {
            Some("may hold null items in the schema, but is declared without")
        }
        _ if is_required || forbids == forbidden => None,
        _ if forbids => Some("is declared `non_null`, but the schema allows null"),
        _ => Some("cannot be null in the schema, but is not declared `non_null`"),
    }
}
