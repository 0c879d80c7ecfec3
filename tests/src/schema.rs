//! Prints the schema that declared types agree with, so that the same types can be loaded from it.

use entity_core::{Category, EnumTable, Property, Rule, StructuredType, ValueType};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The CSDL of these types, and of all that their bases and properties refer to. Requests are left out. A schema has no rules but the
/// largest length and whether null is allowed, and no secrets.
pub fn schema(types: impl IntoIterator<Item = &'static StructuredType>) -> String {
    let mut namespaces: BTreeMap<&str, String> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<_> = types.into_iter().filter(|type_| !type_.is_action()).collect();
    while let Some(type_) = waiting.pop() {
        if !seen.insert(type_.name()) {
            continue;
        }
        let (out, name) = within(&mut namespaces, type_.name());
        let element = if type_.category() == Category::Entity { "EntityType" } else { "ComplexType" };
        let base = type_.base().map(|base| format!(r#" BaseType="{}""#, base.name())).unwrap_or_default();
        let (is_abstract, is_open) = (type_.is_abstract(), type_.is_open());
        let _ = write!(out, r#"<{element} Name="{name}"{base} Abstract="{is_abstract}" OpenType="{is_open}">"#);
        type_.declared().for_each(|property| out.push_str(&element_of(property)));
        let _ = write!(out, "</{element}>");
        waiting.extend(type_.base());
        for property in type_.declared() {
            let item = item(property.value_type());
            waiting.extend(item.structured_type());
            if let ValueType::Enum(table) | ValueType::Flags(table) = item
                && seen.insert(table.name())
            {
                enumeration(&mut namespaces, table, matches!(item, ValueType::Flags(_)));
            }
        }
    }
    let schemas = namespaces.iter().map(|(name, types)| {
        format!(r#"<Schema Namespace="{name}" xmlns="http://docs.oasis-open.org/odata/ns/edm">{types}</Schema>"#)
    });
    format!(
        r#"<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>{}</edmx:DataServices></edmx:Edmx>"#,
        schemas.collect::<String>()
    )
}

/// The text of the name's namespace, and the name inside it.
fn within<'a>(
    namespaces: &'a mut BTreeMap<&'static str, String>,
    name: &'static str,
) -> (&'a mut String, &'static str) {
    let (namespace, name) = name.rsplit_once('.').unwrap_or_default();
    (namespaces.entry(namespace).or_default(), name)
}

fn item(value: ValueType) -> ValueType {
    match value {
        ValueType::Collection(item) | ValueType::NullableCollection(item) => *item,
        value => value,
    }
}

fn element_of(property: &Property) -> String {
    let value = property.value_type();
    let name = item(value).name();
    let type_name = if value.is_collection() { format!("Collection({name})") } else { name.to_owned() };
    let is_non_null = property.rules().iter().any(|rule| matches!(rule, Rule::NonNull));
    let nullable = match value {
        ValueType::NullableCollection(_) => r#" Nullable="true""#,
        _ if is_non_null => r#" Nullable="false""#,
        _ => "",
    };
    let rules = property
        .rules()
        .iter()
        .flat_map(|rule| if let Rule::Each(rules) = rule { rules } else { std::slice::from_ref(rule) });
    let most = rules.into_iter().find_map(|rule| if let Rule::MaxLen(most) = rule { Some(*most) } else { None });
    let most = most.map(|most| format!(r#" MaxLength="{most}""#)).unwrap_or_default();
    format!(r#"<Property Name="{}" Type="{type_name}"{nullable}{most}/>"#, property.name())
}

fn enumeration(namespaces: &mut BTreeMap<&'static str, String>, table: &'static EnumTable, is_flags: bool) {
    let (out, name) = within(namespaces, table.name());
    let _ = write!(out, r#"<EnumType Name="{name}" IsFlags="{is_flags}">"#);
    table.members().iter().for_each(|member| _ = write!(out, r#"<Member Name="{member}"/>"#));
    out.push_str("</EnumType>");
}
