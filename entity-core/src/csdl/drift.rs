//! Where declared types and a schema differ: what was found, and the walk over both. How one property differs stands in `compare`.

mod compare;

use super::model::{Definition, Enumeration, Schema, Structured};
use crate::table::{Category, EnumTable, StructuredType, ValueType};
use std::collections::{HashMap, HashSet};
use std::fmt;

/// What came of comparing declared types with a schema.
#[derive(Clone, Debug)]
pub struct Drift {
    types: usize,
    findings: Vec<Finding>,
}

impl Drift {
    /// How many declared types were compared: structured and enumeration types.
    pub const fn types(&self) -> usize {
        self.types
    }

    /// Every difference, once: the breaking ones first, then the additive ones; within that in the order of the declared types.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether one of them is breaking.
    pub fn is_breaking(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Breaking)
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    severity: Severity,
    type_name: String,
    member: Option<String>,
    kind: &'static str,
    message: String,
}

impl Finding {
    /// How bad it is.
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// The qualified name of the type that declares the property or member, or that it is about itself.
    pub fn type_name(&self) -> &str {
        &self.type_name
    }

    /// The property or the enumeration's member; `None` where it is about the type.
    pub fn member(&self) -> Option<&str> {
        self.member.as_deref()
    }

    /// What differs, as a word for programs.
    ///
    /// | severity | kinds |
    /// |---|---|
    /// | breaking | `missing_type`, `missing_property`, `missing_member`, `other_category`, `other_base`, `other_type`, `other_collection`, `other_spelling`, `other_flags` |
    /// | additive | `new_property`, `new_member`, `new_subtype` |
    /// | info | `nullable`, `open`, `abstract`, `rule`, `typed_here`, `undeclared_navigation`, `member_case` |
    pub const fn kind(&self) -> &'static str {
        self.kind
    }

    /// What differs, in words.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity, self.type_name)?;
        if let Some(member) = &self.member {
            write!(f, "/{member}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// How bad a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// What is declared is not so in the schema.
    Breaking,
    /// The schema has more than is declared.
    Additive,
    /// Good to know.
    Info,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Info => "info",
        })
    }
}

/// Compares declared types, and all that they reach, with a schema.
///
/// - Breaking: a declared type, property or member that the schema lacks, another type or collection-ness, another base.
/// - Additive: a property, member or subtype that the declared types lack. Subtypes of the root `entity` are not looked for.
/// - Info: nullability, openness, rules that only prose tells, what is typed here and left open by the schema, navigation
///   properties to types that are not declared.
///
/// Members of enumerations compare without case. What the schema has beside the declared types and their subtypes is no difference.
/// An enumeration type that no property holds is not seen. Requests to actions lead to types, and are not compared themselves.
///
/// ```
/// # let document = br#"<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
/// #   <Schema Namespace="contoso" xmlns="http://docs.oasis-open.org/odata/ns/edm">
/// #     <ComplexType Name="point"><Property Name="x" Type="Edm.Int32"/><Property Name="y" Type="Edm.Int32"/></ComplexType>
/// #   </Schema></edmx:DataServices></edmx:Edmx>"#;
/// use entity_core::csdl::{self, Severity};
/// use entity_core::{ComplexType, Declared, DynamicProperties, Prop};
///
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.point")]
/// pub struct Point {
///     #[prop("x")]
///     x: Prop<i32>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// let drift = csdl::drift(&csdl::read(document)?, [Point::TYPE]);
/// let finding = &drift.findings()[0];
/// assert_eq!((finding.severity(), finding.type_name(), finding.member()), (Severity::Additive, "contoso.point", Some("y")));
/// # Ok::<(), csdl::Error>(())
/// ```
pub fn drift(schema: &Schema, types: impl IntoIterator<Item = &'static StructuredType>) -> Drift {
    let mut walk = Walk::reached(schema, types.into_iter().collect());
    walk.structured_types();
    walk.enumerations();
    walk.subtypes();
    let Walk { declared, enums, mut findings, .. } = walk;
    findings.sort_by_key(|finding| finding.severity);
    Drift { types: declared.len() + enums.len(), findings }
}

struct Walk<'a> {
    schema: &'a Schema,
    declared: Vec<&'static StructuredType>,
    by_name: HashMap<&'static str, &'static StructuredType>,
    /// Each with whether it is one of flags.
    enums: Vec<(&'static EnumTable, bool)>,
    findings: Vec<Finding>,
}

impl<'a> Walk<'a> {
    /// The types given, and those that their bases and properties lead to.
    fn reached(schema: &'a Schema, mut types: Vec<&'static StructuredType>) -> Self {
        let mut walk =
            Self { schema, declared: Vec::new(), by_name: HashMap::new(), enums: Vec::new(), findings: Vec::new() };
        let mut enums = HashSet::new();
        types.reverse();
        while let Some(type_) = types.pop() {
            if walk.by_name.contains_key(type_.name()) {
                continue;
            }
            walk.by_name.insert(type_.name(), type_);
            if !type_.is_action() {
                walk.declared.push(type_);
            }
            types.extend(type_.base());
            for property in type_.declared() {
                match property.value_type().item() {
                    ValueType::Structured(table) | ValueType::OneOf(table) => types.push(table().0),
                    ValueType::Enum(table) if enums.insert(table.name()) => walk.enums.push((table, false)),
                    ValueType::Flags(table) if enums.insert(table.name()) => walk.enums.push((table, true)),
                    _ => {}
                }
            }
        }
        walk
    }

    /// Notes a difference of a type (`at.1` is `None`) or of a property or member of it.
    fn find(&mut self, at: (&str, Option<&str>), kind: &'static str, message: impl Into<String>) {
        let (type_name, member) = (at.0.to_owned(), at.1.map(str::to_owned));
        self.findings.push(Finding { severity: severity(kind), type_name, member, kind, message: message.into() });
    }

    fn structured_types(&mut self) {
        for table in self.declared.clone() {
            let name = table.name();
            let schema = self.schema;
            match schema.find(name).map(|type_| &type_.definition) {
                None => self.find((name, None), "missing_type", "the schema has no such type"),
                Some(Definition::Structured(structured)) => {
                    self.facts(table, structured);
                    self.declared_properties(table);
                    self.new_properties(table, structured);
                }
                Some(other) => {
                    let message =
                        format!("is declared as {}, in the schema {}", category(table.category()), sort(other));
                    self.find((name, None), "other_category", message);
                }
            }
        }
    }

    /// What the schema says of the type itself.
    fn facts(&mut self, table: &StructuredType, structured: &Structured) {
        let name = table.name();
        if table.category() != structured.category {
            let message = format!(
                "is declared as {}, in the schema {}",
                category(table.category()),
                category(structured.category)
            );
            self.find((name, None), "other_category", message);
        }
        let (base, in_schema) = (table.base().map(StructuredType::name), structured.base.as_deref());
        if base != in_schema {
            let shown = |base: Option<&str>| base.map_or("from nothing".to_owned(), |base| format!("from `{base}`"));
            let message = format!("is declared to derive {}, in the schema {}", shown(base), shown(in_schema));
            self.find((name, None), "other_base", message);
        }
        if table.is_abstract() != structured.is_abstract {
            let message = if structured.is_abstract {
                "is abstract in the schema"
            } else {
                "is declared abstract, in the schema it is not"
            };
            self.find((name, None), "abstract", message);
        }
        let is_open = self.schema.is_open(name);
        // What a base hands down is told of the base; where there is another base, that is told.
        let told = base != in_schema
            || table
                .base()
                .is_some_and(|base| base.is_open() == table.is_open() && self.schema.is_open(base.name()) == is_open);
        if table.is_open() != is_open && !told {
            let message =
                if is_open { "is open in the schema" } else { "is declared open, in the schema it is closed" };
            self.find((name, None), "open", message);
        }
    }

    /// What the schema's type has and the declared one has neither itself nor from its bases.
    fn new_properties(&mut self, table: &StructuredType, structured: &Structured) {
        for property in &structured.properties {
            if table.property(&property.name).is_some() {
                continue;
            }
            let target = self.schema.underlying(&property.type_name.name);
            let at = (table.name(), Some(property.name.as_str()));
            if property.is_navigation && !self.by_name.contains_key(target) {
                let message = format!("leads to `{target}`, which is not declared");
                self.find(at, "undeclared_navigation", message);
            } else {
                self.find(at, "new_property", format!("of type `{}`, is not declared", property.type_name));
            }
        }
    }

    fn enumerations(&mut self) {
        for (table, is_flags) in self.enums.clone() {
            let name = table.name();
            let schema = self.schema;
            match schema.find(name).map(|type_| &type_.definition) {
                None => self.find((name, None), "missing_type", "the schema has no such type"),
                Some(Definition::Enum(enumeration)) => self.members(table, is_flags, enumeration),
                Some(other) => {
                    let message = format!("is declared as an enumeration type, in the schema {}", sort(other));
                    self.find((name, None), "other_category", message);
                }
            }
        }
    }

    fn members(&mut self, table: &EnumTable, is_flags: bool, enumeration: &Enumeration) {
        let name = table.name();
        if is_flags != enumeration.is_flags {
            let message = if is_flags {
                "is declared as flags, in the schema it has one member at a time"
            } else {
                "is one of flags in the schema"
            };
            self.find((name, None), "other_flags", message);
        }
        let here: HashMap<String, &str> =
            table.members().iter().map(|member| (member.to_ascii_lowercase(), *member)).collect();
        let there: HashSet<String> =
            enumeration.members.iter().map(|member| member.name.to_ascii_lowercase()).collect();
        for member in table.members().iter().filter(|member| !there.contains(&member.to_ascii_lowercase())) {
            self.find((name, Some(member)), "missing_member", "the schema has no such member");
        }
        for member in &enumeration.members {
            match here.get(&member.name.to_ascii_lowercase()) {
                None => self.find((name, Some(&member.name)), "new_member", "is not declared"),
                Some(declared) if *declared != member.name => {
                    let message = format!("is declared as `{declared}`: read in either case, written as declared");
                    self.find((name, Some(&member.name)), "member_case", message);
                }
                Some(_) => {}
            }
        }
    }

    /// Undeclared types below declared ones.
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
                self.find((&type_.name, None), "new_subtype", format!("derives from `{base}`, is not declared"));
            }
        }
    }
}

/// The words of the kinds tell it.
fn severity(kind: &str) -> Severity {
    match kind.split('_').next() {
        Some("missing" | "other") => Severity::Breaking,
        Some("new") => Severity::Additive,
        _ => Severity::Info,
    }
}

/// Whether it is the root of all entity types.
fn is_root(name: &str, structured: &Structured) -> bool {
    structured.base.is_none() && super::model::short(name) == "entity"
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
        Definition::Alias(_) => "a type definition",
    }
}
