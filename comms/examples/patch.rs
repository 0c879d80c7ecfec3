//! Changes a nested property, and prints the body of the PATCH request.
//!
//! `cargo run -p comms --example patch`

use comms::CommsOperation;
use entity_core::{Tracked, json, prelude::*};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let body = r#"{"id": "7", "status": "Running", "resultInfo": {"code": 100, "subcode": 0, "trace": 1.50}}"#;
    let mut operation: Tracked<CommsOperation> = Tracked::new(json::from_str(body)?);
    println!("nothing changed: {:?}", operation.patch());

    operation.result_info_mut().set_code(200)?;
    operation.set_client_context("order 7")?;
    println!("changed:         {}", operation.patch().unwrap_or_default());

    let refused = operation.set_client_context("x".repeat(257)).unwrap_err();
    println!("refused:         {refused}");
    println!("whole:           {}", json::to_string(&operation));
    println!("deviations:      {}", operation.deviations()[0]);
    Ok(())
}
