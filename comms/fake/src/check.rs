//! Checks of request bodies: read as the declared type, against its rules and what the documentation demands.

use crate::answer::Answer;
use comms::prelude::*;
use comms::{Call, CreateCall, TYPES};
use entity_core::{Violations, json};
use serde_json::{Map, Value};

/// Deviations that Graph refuses in a request; others it tolerates.
const REFUSED: [&str; 4] = ["undecodable", "omitted_item", "other_type", "unknown_member"];

/// Reads a body as the declared type; an empty one as an object without members.
pub(crate) fn read(type_name: &str, body: &[u8]) -> Result<Map<String, Value>, Answer> {
    let body = if body.trim_ascii().is_empty() { b"{}" } else { body };
    let value = TYPES.read_as(type_name, body).map_err(|error| Answer::refused(error.to_string()))?;
    accept(&value, value.validate())
}

/// Reads a call to be placed, which needs more than a call as such.
pub(crate) fn read_call(body: &[u8]) -> Result<Map<String, Value>, Answer> {
    let call: Call = json::from_slice(body).map_err(|error| Answer::refused(error.to_string()))?;
    let call = CreateCall::from(call);
    accept(&*call, call.validate())
}

/// Returns the members of a value that keeps the rules, and deviates in nothing that Graph refuses.
fn accept(value: &impl Entity, kept: Result<(), Violations>) -> Result<Map<String, Value>, Answer> {
    let broken = kept.err().into_iter().flatten().map(|violation| violation.to_string());
    let refused = value.deviations().into_iter().filter(|deviation| REFUSED.contains(&deviation.kind()));
    let faults: Vec<_> = broken.chain(refused.map(|deviation| deviation.to_string())).collect();
    if faults.is_empty() { Ok(value.properties()) } else { Err(Answer::refused(faults.join("; "))) }
}
