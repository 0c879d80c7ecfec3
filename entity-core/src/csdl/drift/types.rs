//! Compares declared types and enumerations with the schema's, and finds undeclared subtypes.

use super::{Drift, Finding, Severity};
use crate::csdl::model::{Definition, Enumeration, Schema, Structured, short};
use crate::model::table::{Category, StructuredType};
use crate::model::value_type::{EnumTable, ValueType};
use std::collections::{HashMap, HashSet};

/// A comparison in progress.
pub(super) struct Comparison<'a> {
    pub(super) schema: &'a Schema,
    declared: Vec<&'static StructuredType>,
    by_name: HashMap<&'static str, &'static StructuredType>,
    /// The enumeration types, each with `true` if it is declared as flags.
    enums: Vec<(&'static EnumTable, bool)>,
    findings: Vec<Finding>,
}

impl<'a> Comparison<'a> {
    /// Collects the types given, and all that their bases and properties reach.
    pub(super) fn reached(schema: &'a Schema, mut types: Vec<&'static StructuredType>) -> Self {
        let mut comparison =
            Self { schema, declared: Vec::new(), by_name: HashMap::new(), enums: Vec::new(), findings: Vec::new() };
        let mut enums = HashSet::new();
        types.reverse();
        while let Some(type_) = types.pop() {
            if comparison.by_name.contains_key(type_.name()) {
                continue;
            }
            comparison.by_name.insert(type_.name(), type_);
            if !type_.is_action() {
                comparison.declared.push(type_);
            }
            types.extend(type_.base());
            for property in type_.declared() {
                let item = property.value_type().item();
                types.extend(item.structured_type());
                match item {
                    ValueType::Enum(table) if enums.insert(table.name()) => comparison.enums.push((table, false)),
                    ValueType::Flags(table) if enums.insert(table.name()) => comparison.enums.push((table, true)),
                    _ => {}
                }
            }
        }
        comparison
    }

    /// Adds a finding about a type (`at.1` is `None`), or about one of its properties or members.
    pub(super) fn report(&mut self, at: (&str, Option<&str>), kind: &'static str, message: impl Into<String>) {
        let (type_name, member) = (at.0.to_owned(), at.1.map(str::to_owned));
        self.findings.push(Finding { severity: severity(kind), type_name, member, kind, message: message.into() });
    }

    pub(super) fn run(mut self) -> Drift {
        self.structured_types();
        self.enumerations();
        self.subtypes();
        self.findings.sort_by_key(|finding| finding.severity);
        Drift { types: self.declared.len() + self.enums.len(), findings: self.findings }
    }

    fn structured_types(&mut self) {
        for table in self.declared.clone() {
            let name = table.name();
            let schema = self.schema;
            match schema.find(name).map(|type_| &type_.definition) {
                None => self.report((name, None), "missing_type", "the schema has no such type"),
                Some(Definition::Structured(structured)) => {
                    self.facts(table, structured);
                    self.declared_properties(table);
                    self.new_properties(table, structured);
                }
                Some(other) => {
                    let message =
                        format!("is declared as {}, but the schema has {}", category(table.category()), sort(other));
                    self.report((name, None), "other_category", message);
                }
            }
        }
    }

    /// Compares the facts of the type itself.
    fn facts(&mut self, table: &StructuredType, structured: &Structured) {
        let name = table.name();
        if table.category() != structured.category {
            let message = format!(
                "is declared as {}, but the schema has {}",
                category(table.category()),
                category(structured.category)
            );
            self.report((name, None), "other_category", message);
        }
        let (base, in_schema) = (table.base().map(StructuredType::name), structured.base.as_deref());
        // A base that the document does not declare cannot be derived from: the schema has a warning about it.
        let is_unknown = base.is_none() && in_schema.is_some_and(|base| self.schema.find(base).is_none());
        if base != in_schema && !is_unknown {
            let shown = |base: Option<&str>| base.map_or("none".to_owned(), |base| format!("`{base}`"));
            let message = format!("the declared base is {}, but the schema has {}", shown(base), shown(in_schema));
            self.report((name, None), "other_base", message);
        }
        if table.is_abstract() != structured.is_abstract {
            let message = if structured.is_abstract {
                "is abstract in the schema, but is not declared so"
            } else {
                "is declared abstract, but is not abstract in the schema"
            };
            self.report((name, None), "abstract", message);
        }
        let is_open = self.schema.is_open(name);
        // An inherited difference is reported for the base alone. Another base is a finding of its own.
        let reported = base != in_schema
            || table
                .base()
                .is_some_and(|base| base.is_open() == table.is_open() && self.schema.is_open(base.name()) == is_open);
        if table.is_open() != is_open && !reported {
            let message = if is_open {
                "is open in the schema, but is not declared so"
            } else {
                "is declared open, but is closed in the schema"
            };
            self.report((name, None), "open", message);
        }
    }

    /// Reports the schema's properties that neither the declared type nor its bases have.
    fn new_properties(&mut self, table: &StructuredType, structured: &Structured) {
        for property in &structured.properties {
            if self.is_declared(table, &property.name) {
                continue;
            }
            let target = self.schema.underlying(&property.type_name.name);
            let at = (table.name(), Some(property.name.as_str()));
            if property.is_navigation && !self.by_name.contains_key(target) {
                let message = format!("navigates to `{target}`, which is not declared");
                self.report(at, "undeclared_navigation", message);
            } else {
                self.report(at, "new_property", format!("is not declared; its type is `{}`", property.type_name));
            }
        }
    }

    /// Returns whether the type or a base declares the schema's property: under its name, or under one that differs in case only and
    /// that no other property of the schema has.
    fn is_declared(&self, table: &StructuredType, name: &str) -> bool {
        let all = || self.schema.ancestry(table.name()).flat_map(|(_, structured)| &structured.properties);
        table.properties().any(|property| property.name() == name)
            || table.properties().any(|property| {
                property.name().eq_ignore_ascii_case(name) && !all().any(|other| other.name == property.name())
            })
    }

    fn enumerations(&mut self) {
        for (table, is_flags) in self.enums.clone() {
            let name = table.name();
            let schema = self.schema;
            match schema.find(name).map(|type_| &type_.definition) {
                None => self.report((name, None), "missing_type", "the schema has no such type"),
                Some(Definition::Enum(enumeration)) => self.members(table, is_flags, enumeration),
                Some(other) => {
                    let message = format!("is declared as an enumeration type, but the schema has {}", sort(other));
                    self.report((name, None), "other_category", message);
                }
            }
        }
    }

    fn members(&mut self, table: &EnumTable, is_flags: bool, enumeration: &Enumeration) {
        let name = table.name();
        if is_flags != enumeration.is_flags {
            let message = if is_flags {
                "is declared as flags, but holds one member at a time in the schema"
            } else {
                "holds several members at once in the schema, but is not declared as flags"
            };
            self.report((name, None), "other_flags", message);
        }
        let here: HashSet<&str> = table.members().iter().copied().collect();
        let there: HashSet<&str> = enumeration.members.iter().map(|member| member.name.as_str()).collect();
        // A member pairs with one in another case only if neither has a counterpart of exactly its name.
        let left_here: HashMap<String, &str> =
            here.difference(&there).map(|member| (member.to_ascii_lowercase(), *member)).collect();
        let only_there: HashSet<String> = there.difference(&here).map(|member| member.to_ascii_lowercase()).collect();
        for member in table.members().iter().filter(|member| !there.contains(*member)) {
            if !only_there.contains(&member.to_ascii_lowercase()) {
                self.report((name, Some(member)), "missing_member", "the schema has no such member");
            }
        }
        for member in enumeration.members.iter().filter(|member| !here.contains(member.name.as_str())) {
            if let Some(declared) = left_here.get(&member.name.to_ascii_lowercase()) {
                let message = format!("is declared as `{declared}`, which reads either case and writes its own");
                self.report((name, Some(&member.name)), "member_case", message);
            } else {
                self.report((name, Some(&member.name)), "new_member", "is not declared");
            }
        }
    }

    /// Reports undeclared subtypes of declared types.
    fn subtypes(&mut self) {
        let schema = self.schema;
        for type_ in schema.types() {
            if self.by_name.contains_key(type_.name.as_str()) {
                continue;
            }
            let declared = schema
                .ancestry(&type_.name)
                .skip(1)
                .find(|(base, structured)| self.by_name.contains_key(base) && !is_root(base, structured));
            if let Some((base, _)) = declared {
                self.report((&type_.name, None), "new_subtype", format!("derives from `{base}` and is not declared"));
            }
        }
    }
}

/// Returns the severity that a kind's first word means.
fn severity(kind: &str) -> Severity {
    match kind.split('_').next() {
        Some("missing" | "other") => Severity::Breaking,
        Some("new") => Severity::Additive,
        _ => Severity::Info,
    }
}

/// Returns whether the type is the root of all entity types.
fn is_root(name: &str, structured: &Structured) -> bool {
    structured.base.is_none() && short(name) == "entity"
}

const fn category(category: Category) -> &'static str {
    match category {
        Category::Entity => "an entity type",
        Category::Complex => "a complex type",
    }
}

const fn sort(definition: &Definition) -> &'static str {
    match definition {
        Definition::Structured(structured) => category(structured.category),
        Definition::Enum(_) => "an enumeration type",
        Definition::TypeDefinition(_) => "a type definition",
    }
}
