//! Checks of request bodies: read as the declared type, against its rules and what the documentation demands.

use crate::answer::Answer;
use comms::TYPES;
use comms::prelude::*;
use serde_json::{Map, Value};

/// Deviations that Graph refuses in a request; others it tolerates.
const REFUSED: [&str; 4] = ["undecodable", "omitted_item", "other_type", "unknown_member"];

/// Reads a body as the declared type; an empty one as an object without members.
pub(crate) fn read(type_name: &str, body: &[u8]) -> Result<Map<String, Value>, Answer> {
    let body = if body.trim_ascii().is_empty() { b"{}" } else { body };
    let value = TYPES.read_as(type_name, body).map_err(|error| Answer::refused(error.to_string()))?;
    let mut faults = Vec::new();
    if let Err(violations) = value.validate() {
        faults.extend(violations.into_iter().map(|violation| violation.to_string()));
    }
    let refused = value.deviations().into_iter().filter(|deviation| REFUSED.contains(&deviation.kind()));
    faults.extend(refused.map(|deviation| deviation.to_string()));
    if faults.is_empty() { Ok(value.properties()) } else { Err(Answer::refused(faults.join("; "))) }
}

/// Reads a call to be placed, which needs more than a call as such (documentation of creating a call).
pub(crate) fn read_call(body: &[u8]) -> Result<Map<String, Value>, Answer> {
    let call = read("microsoft.graph.call", body)?;
    let has = |name: &str| match call.get(name) {
        None | Some(Value::Null) => false,
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    };
    let mut missing =
        ["callbackUri", "requestedModalities", "mediaConfig"].into_iter().filter(|name| !has(name)).collect::<Vec<_>>();
    if has("meetingInfo") {
        let tag = call["meetingInfo"].get("@odata.type").and_then(Value::as_str).unwrap_or_default();
        if tag.ends_with("organizerMeetingInfo") && !has("chatInfo") {
            missing.push("chatInfo");
        }
        if !has("tenantId") {
            missing.push("tenantId");
        }
    } else if !has("targets") {
        missing.push("targets");
    }
    if missing.is_empty() {
        Ok(call)
    } else {
        Err(Answer::refused(format!("Needed to place a call: {}", missing.join(", "))))
    }
}
