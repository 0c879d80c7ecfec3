//! Edm's own types, a row for each. entity-core gets the rows too, because it cannot share code with a crate of macros.
//!
//! To add a type, add its row here and, if it has a Rust type of its own, that type with its `Primitive` to entity-core's
//! `kinds/edm`.

use proc_macro2::TokenStream;
use quote::quote;

#[derive(PartialEq)]
enum Getter {
    /// The getter returns the value, which is `Copy`.
    Copied,
    /// The field's Rust type decides.
    ByField,
}
use Getter::{ByField, Copied};

macro_rules! rows {
    ($($name:literal $field:literal $group:ident $in_url:ident $getter:ident;)*) => {
        const GETTERS: &[(&str, Getter)] = &[$(($field, $getter)),*];

        /// Returns the rows, as an array of entity-core's `EdmType`.
        pub(crate) fn rows() -> TokenStream {
            quote!([$(EdmType { name: $name, field: $field, group: Group::$group, in_url: InUrl::$in_url }),*])
        }
    };
}

rows! {
    // Edm's name    field's type         group    in a URL getter
    "Binary"         "Binary"             Imported Binary   ByField;
    "Boolean"        "bool"               Native   Bare     ByField;
    "Byte"           "u8"                 Native   Bare     ByField;
    "ComplexType"    "serde_json::Value"  Abstract Quoted   ByField;
    "Date"           "Date"               Imported Bare     Copied;
    "DateTimeOffset" "DateTimeOffset"     Imported Bare     Copied;
    "Decimal"        "Decimal"            Imported Bare     Copied;
    "Double"         "f64"                Native   Bare     ByField;
    "Duration"       "Duration"           Imported Duration Copied;
    "EntityType"     "serde_json::Value"  Abstract Quoted   ByField;
    "Guid"           "Guid"               Imported Bare     Copied;
    "Int16"          "i16"                Native   Bare     ByField;
    "Int32"          "i32"                Native   Bare     ByField;
    "Int64"          "i64"                Native   Bare     ByField;
    "PrimitiveType"  "serde_json::Value"  Abstract Quoted   ByField;
    "SByte"          "i8"                 Native   Bare     ByField;
    "Single"         "f32"                Native   Bare     ByField;
    "Stream"         "serde_json::Value"  Json     Quoted   ByField;
    "String"         "String"             Native   Quoted   ByField;
    "TimeOfDay"      "TimeOfDay"          Imported Bare     Copied;
    "Untyped"        "serde_json::Value"  Abstract Quoted   ByField;
}

/// Returns whether a type of that name is one of Edm's types whose getter returns the value.
pub(crate) fn is_copied(name: &str) -> bool {
    GETTERS.contains(&(name, Copied))
}
