//! Edm's own types: a row for each, with the Rust type of a field that holds it.

/// One of Edm's own types.
#[derive(Debug)]
pub(super) struct EdmType {
    /// Without `Edm.`.
    name: &'static str,
    /// The Rust type of a field.
    pub(super) field: &'static str,
    /// The group that decides imports and comparisons.
    pub(super) group: Group,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// A Rust type that needs no import.
    Native,
    /// A type of `entity_core::edm`.
    Imported,
    /// A primitive type that no Rust type represents: untyped JSON.
    Json,
    /// An abstract type, which leaves the value's type open: untyped JSON.
    Abstract,
}

const fn native(name: &'static str, field: &'static str) -> EdmType {
    EdmType { name, field, group: Group::Native }
}

const fn imported(name: &'static str) -> EdmType {
    EdmType { name, field: name, group: Group::Imported }
}

const fn json(name: &'static str, group: Group) -> EdmType {
    EdmType { name, field: "serde_json::Value", group }
}

static TYPES: [EdmType; 21] = [
    imported("Binary"),
    native("Boolean", "bool"),
    native("Byte", "u8"),
    json("ComplexType", Group::Abstract),
    imported("Date"),
    imported("DateTimeOffset"),
    imported("Decimal"),
    native("Double", "f64"),
    imported("Duration"),
    json("EntityType", Group::Abstract),
    imported("Guid"),
    native("Int16", "i16"),
    native("Int32", "i32"),
    native("Int64", "i64"),
    json("PrimitiveType", Group::Abstract),
    native("SByte", "i8"),
    native("Single", "f32"),
    json("Stream", Group::Json),
    native("String", "String"),
    imported("TimeOfDay"),
    json("Untyped", Group::Abstract),
];

/// All types whose names start with `Geography` or `Geometry`.
static GEO: EdmType = json("Geo", Group::Json);

/// Returns Edm's type of that qualified name.
pub(super) fn find(name: &str) -> Option<&'static EdmType> {
    let name = name.strip_prefix("Edm.")?;
    if name.starts_with("Geography") || name.starts_with("Geometry") {
        return Some(&GEO);
    }
    TYPES.iter().find(|edm| edm.name == name)
}

impl EdmType {
    /// Returns whether the type is primitive: a type definition may name it.
    pub(super) fn is_primitive(&self) -> bool {
        self.group != Group::Abstract
    }
}
