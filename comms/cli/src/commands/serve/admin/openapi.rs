//! The OpenAPI document.

use serde_json::{Value, json};

/// The document.
pub(in super::super) fn document() -> Value {
    json!({ "openapi": "3.1.0", "info": { "title": "comms serve", "version": env!("CARGO_PKG_VERSION") }, "paths": {} })
}
