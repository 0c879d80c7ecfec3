//! Bodies before and after a patch, made comparable. Makes no patches itself.

use crate::merge;
use entity_core::json;
use serde_json::Value;

/// The body as JSON without null members: a merge patch cannot tell null from absent.
///
/// # Panics
/// Where what was written is no JSON.
pub fn body(value: &impl json::Write) -> Value {
    without_null(serde_json::from_str(&json::to_string(value)).expect("JSON"))
}

/// Without members that are null.
pub fn without_null(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            members.map(|(name, value)| (name, without_null(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_null).collect(),
        other => other,
    }
}

/// Applies the patch to the old body and reads that as an entity.
///
/// # Panics
/// Where the old body is no JSON, or the patched one cannot be read.
pub fn patched<T: json::Read>(old: &str, patch: &Value) -> T {
    let mut merged: Value = serde_json::from_str(old).expect("JSON");
    merge(&mut merged, patch);
    json::from_value(merged.clone()).unwrap_or_else(|error| panic!("{old} with {patch} is {merged}: {error}"))
}
