//! Where declared types and a schema differ: what was found, and the walk over both. How one property differs stands in `compare`.

mod properties;
mod types;

use super::model::Schema;
use crate::model::table::StructuredType;
use std::fmt;
use types::Comparison;

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
    Comparison::reached(schema, types.into_iter().collect()).run()
}
