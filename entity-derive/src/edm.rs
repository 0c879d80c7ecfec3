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
    ($($name:literal $field:literal $group:ident $in_url:ident $getter:ident $measured:ident $(($least:expr, $most:expr))?;)*) => {
        const GETTERS: &[(&str, Getter)] = &[$(($field, $getter)),*];

        /// Returns the rows, as an array of entity-core's `EdmType`.
        pub(crate) fn rows() -> TokenStream {
            quote!([$(EdmType {
                name: $name, field: $field, group: Group::$group, measured: Measured::$measured $(($least, $most))?, in_url: InUrl::$in_url
            }),*])
        }
    };
}

rows! {
    // Edm's name    field's type         group    in a URL getter  measured
    "Binary"         "Binary"             Imported Binary   ByField Bytes;
    "Boolean"        "bool"               Native   Bare     ByField Nothing;
    "Byte"           "u8"                 Native   Bare     ByField Whole(0, 255);
    "ComplexType"    "serde_json::Value"  Abstract Quoted   ByField Nothing;
    "Date"           "Date"               Imported Bare     Copied  Date;
    "DateTimeOffset" "DateTimeOffset"     Imported Bare     Copied  Moment;
    "Decimal"        "Decimal"            Imported Bare     Copied  Decimal;
    "Double"         "f64"                Native   Bare     ByField Float;
    "Duration"       "Duration"           Imported Duration Copied  Duration;
    "EntityType"     "serde_json::Value"  Abstract Quoted   ByField Nothing;
    "Guid"           "Guid"               Imported Bare     Copied  Nothing;
    "Int16"          "i16"                Native   Bare     ByField Whole(-32_768, 32_767);
    "Int32"          "i32"                Native   Bare     ByField Whole(-2_147_483_648, 2_147_483_647);
    "Int64"          "i64"                Native   Bare     ByField Whole(i64::MIN, i64::MAX);
    "PrimitiveType"  "serde_json::Value"  Abstract Quoted   ByField Nothing;
    "SByte"          "i8"                 Native   Bare     ByField Whole(-128, 127);
    "Single"         "f32"                Native   Bare     ByField Float;
    "Stream"         "serde_json::Value"  Json     Quoted   ByField Nothing;
    "String"         "String"             Native   Quoted   ByField Text;
    "TimeOfDay"      "TimeOfDay"          Imported Bare     Copied  TimeOfDay;
    "Untyped"        "serde_json::Value"  Abstract Quoted   ByField Nothing;
}

/// Returns whether a type of that name is one of Edm's types whose getter returns the value.
pub(crate) fn is_copied(name: &str) -> bool {
    GETTERS.contains(&(name, Copied))
}
