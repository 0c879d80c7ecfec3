//! Compares declared types with a schema. `types` compares types and enumerations, `properties` one property.

mod properties;
mod types;

use super::model::Schema;
use crate::model::table::StructuredType;
use std::fmt;
use types::Comparison;

/// The differences between declared types and a schema.
#[derive(Clone, Debug)]
pub struct Drift {
    types: usize,
    findings: Vec<Finding>,
}

impl Drift {
    /// The number of declared types compared, structured and enumeration types together.
    pub const fn types(&self) -> usize {
        self.types
    }

    /// Returns every difference once: breaking, then additive, then info; each group in the order of the declared types.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns whether one of the differences is breaking.
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
    /// The severity.
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// The qualified name of the type that differs, or that declares the differing property or member.
    pub fn type_name(&self) -> &str {
        &self.type_name
    }

    /// The property or enumeration member; `None` if the type itself differs.
    pub fn member(&self) -> Option<&str> {
        self.member.as_deref()
    }

    /// The kind of difference, as a word for programs.
    ///
    /// | severity | kinds |
    /// |---|---|
    /// | breaking | `missing_type`, `missing_property`, `missing_member`, `other_category`, `other_base`, `other_type`, `other_collection`, `other_spelling`, `other_flags` |
    /// | additive | `new_property`, `new_member`, `new_subtype` |
    /// | info | `nullable`, `open`, `abstract`, `rule`, `typed_here`, `undeclared_navigation`, `member_case` |
    pub const fn kind(&self) -> &'static str {
        self.kind
    }

    /// The difference, in English.
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

/// The severity of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The declaration contradicts the schema.
    Breaking,
    /// The schema has a type, property or member that is not declared.
    Additive,
    /// A fact or a rule differs, which reading and writing ignore.
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
/// - Breaking: the schema lacks a declared type, property or member; a property has another type, or is a collection on one
///   side only; a type has another base.
/// - Additive: the schema has a property, member or subtype that is not declared. Subtypes of the root `entity` do not count.
/// - Info: nullability, openness, rules that only the documentation states, a type declared for a property that the schema
///   leaves open, navigation properties to undeclared types.
///
/// Enumeration members compare without case. Types of the schema that are neither declared nor subtypes of declared types are
/// ignored. An enumeration type is compared only if a property holds it. Action types themselves are not compared, but the types
/// of their properties are.
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
    Comparison::reached(schema, types.into_iter().collect()).run()
}
