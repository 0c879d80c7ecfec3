//! Edm's own types as data. The rows are the derives', which know the types too: see `edm` in entity-derive.

use crate::model::measure::Measured;
use crate::model::value_type::Form;

/// One of Edm's own types.
#[derive(Debug)]
#[cfg_attr(not(feature = "csdl"), allow(dead_code, reason = "schemas read the rest"))]
pub(crate) struct EdmType {
    /// Without `Edm.`.
    name: &'static str,
    /// The Rust type of a field.
    pub(crate) field: &'static str,
    /// The group that decides imports and comparisons.
    pub(crate) group: Group,
    /// What rules measure of the values.
    pub(crate) measured: Measured,
    /// The literal in a URL.
    pub(crate) in_url: InUrl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// A Rust type that needs no import.
    Native,
    /// A type of `entity_core::edm`.
    Imported,
    /// A primitive type that no Rust type represents: untyped JSON.
    Json,
    /// An abstract type, which leaves the value's type open: untyped JSON.
    Abstract,
}

/// The form of a literal in a URL (OData URL Conventions, 5.1.1.6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InUrl {
    /// The text as it is.
    Bare,
    /// `'text'`.
    Quoted,
    /// `duration'text'`.
    Duration,
    /// `binary'text'`, in the alphabet for URLs.
    Binary,
}

const TYPES: &[EdmType] = &entity_derive::__edm_rows!();

/// All types whose names start with `Geography` or `Geometry`, and the paths of vocabularies: `PropertyPath` and its like.
static OTHER: EdmType = EdmType {
    name: "Other",
    field: "serde_json::Value",
    group: Group::Json,
    measured: Measured::Nothing,
    in_url: InUrl::Quoted,
};

/// Returns what rules measure of a kind: by its name if that is one of Edm's, else by its form. For compile time.
pub(crate) const fn measured(name: &str, form: Form) -> Measured {
    let Some((b"Edm.", name)) = name.as_bytes().split_at_checked(4) else { return Measured::of_form(form) };
    let mut at = 0;
    while at < TYPES.len() {
        if is_same(TYPES[at].name.as_bytes(), name) {
            return TYPES[at].measured;
        }
        at += 1;
    }
    Measured::Nothing
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// Returns Edm's type of that qualified name.
pub(crate) fn find(name: &str) -> Option<&'static EdmType> {
    let name = name.strip_prefix("Edm.")?;
    if name.starts_with("Geography") || name.starts_with("Geometry") || name.ends_with("Path") {
        return Some(&OTHER);
    }
    TYPES.iter().find(|edm| edm.name == name)
}

/// The names of the types of `entity_core::edm`.
#[cfg(feature = "csdl")]
pub(crate) fn imported() -> impl Iterator<Item = &'static str> {
    TYPES.iter().filter(|edm| edm.group == Group::Imported).map(|edm| edm.field)
}

/// Returns the type of values that no type describes.
#[cfg(feature = "csdl")]
pub(crate) fn untyped() -> &'static EdmType {
    find("Edm.Untyped").unwrap_or(&OTHER)
}

#[cfg(feature = "csdl")]
impl EdmType {
    /// Returns whether the type is primitive: a type definition may name it.
    pub(crate) fn is_primitive(&self) -> bool {
        self.group != Group::Abstract
    }
}
