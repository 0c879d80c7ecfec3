//! Bodies that are not values of a declared type: errors, batches, notifications of subscriptions.

use super::{Report, text};
use crate::body::Content;
use crate::excerpt;
use crate::recognize::{Recognized, recognize};
use crate::show::{BOLD, DIM, RED, line, styled};
use crate::types::Types;
use comms::{ServiceError, codes};
use entity_core::Entity;
use serde_json::{Value, json};
use std::fmt::Write;

/// Writes the report, and returns the number of broken rules.
pub(super) fn show(out: &mut String, types: &Types, body: Recognized, is_json: bool, is_full: bool) -> usize {
    if is_json {
        let (document, broken) = document(types, body);
        let _ = writeln!(out, "{document}");
        return broken;
    }
    match body {
        Recognized::Typed(name) => {
            let _ = writeln!(out, "{}", styled(BOLD, &line(&name)));
        }
        Recognized::Error(error) => write_error(out, &error),
        Recognized::Validation => {
            let _ = writeln!(
                out,
                "{}\n  answer 200 with the token as plain text",
                styled(BOLD, "validation of a subscription's URL")
            );
        }
        Recognized::Changes(changes) => {
            let _ = writeln!(
                out,
                "{} {}",
                styled(BOLD, "change notifications"),
                styled(DIM, &format!("({})", changes.len()))
            );
            for change in changes {
                let text = |name: &str| change.get(name).and_then(Value::as_str).unwrap_or("-").to_owned();
                let event =
                    if change.get("lifecycleEvent").is_some() { text("lifecycleEvent") } else { text("changeType") };
                let _ = writeln!(
                    out,
                    "  {event} {} {}",
                    line(&text("resource")),
                    styled(DIM, &line(&text("subscriptionId")))
                );
            }
        }
        Recognized::Batch(parts) => return write_batch(out, types, parts, is_full),
    }
    0
}

fn write_error(out: &mut String, error: &ServiceError) {
    let _ = writeln!(out, "{}", styled(BOLD, "error of the service: the body of a failed request"));
    let _ = writeln!(out, "  {}", styled(RED, &line(&codes::explained(error).to_string())));
    // The line above has the inner errors and the `request-id`.
    for (name, value) in [("client-request-id", error.client_request_id()), ("date", error.date())] {
        if let Some(value) = value {
            let _ = writeln!(out, "  {name} {}", line(value));
        }
    }
}

fn write_batch(out: &mut String, types: &Types, parts: Vec<Value>, is_full: bool) -> usize {
    let _ = writeln!(out, "{} {}", styled(BOLD, "batch"), styled(DIM, &format!("({})", parts.len())));
    let mut broken = 0;
    for part in parts {
        let _ = writeln!(out, "\n{}", styled(DIM, &line(&label(&part))));
        match content(types, &part) {
            Some(Content::Typed(value, name)) => {
                let report = Report::of(&value, name);
                broken += report.violations.len();
                *out += &text::of(&report, is_full);
            }
            Some(Content::Other(other)) => broken += show(out, types, other, false, is_full),
            None => {
                let body = part.get("body").map(|body| excerpt::value("body", &body.to_string()));
                let _ = writeln!(out, "{}", body.as_deref().unwrap_or("no body"));
            }
        }
    }
    broken
}

/// The id of a part of a batch, with its request's line or its response's status.
fn label(part: &Value) -> String {
    let text = |name: &str| match part.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    ["id", "method", "url", "status"].map(text).join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Recognises the body of a part of a batch.
fn content(types: &Types, part: &Value) -> Option<Content> {
    let body = part.get("body")?.to_string();
    let status = part.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    if let Some(status) = status.filter(|status| !(200..300).contains(status)) {
        let headers = part.get("headers").and_then(Value::as_object).into_iter().flatten();
        let headers: Vec<_> = headers.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?))).collect();
        return Some(Content::Other(Recognized::Error(ServiceError::from_response(status, &headers, body.as_bytes()))));
    }
    let as_content = |value: entity_core::AnyEntity, name: String| Content::Typed(Box::new(value), name);
    if let Ok(value) = types.read(body.as_bytes()) {
        let name = value.structured_type().name().to_owned();
        return Some(as_content(value, name));
    }
    match recognize(types, body.as_bytes())? {
        Recognized::Typed(name) => types.read_as(&name, body.as_bytes()).ok().map(|value| as_content(value, name)),
        // A batch in a batch is not one of the service's.
        Recognized::Batch(_) => None,
        other => Some(Content::Other(other)),
    }
}

/// The report as one JSON document, and the number of broken rules.
fn document(types: &Types, body: Recognized) -> (Value, usize) {
    let mut document = json!({"type": null, "finality": null, "outcome": null, "violations": [], "deviations": [], "dynamic": [],
        "operations": []});
    let mut broken = 0;
    match body {
        Recognized::Typed(name) => document["type"] = name.into(),
        Recognized::Error(error) => {
            document["type"] = "error".into();
            document["error"] = serde_json::to_value(&error).unwrap_or_default();
            document["explanation"] = codes::of_error(&error).into();
        }
        Recognized::Validation => document["type"] = "validation".into(),
        Recognized::Changes(changes) => {
            document["type"] = "changeNotifications".into();
            document["count"] = changes.len().into();
        }
        Recognized::Batch(parts) => {
            document["type"] = "batch".into();
            let parts = parts.iter().map(|part| {
                let (mut document, count) = match content(types, part) {
                    Some(Content::Typed(value, name)) => {
                        let report = Report::of(&value, name);
                        (serde_json::from_str(&report.to_json()).unwrap_or_default(), report.violations.len())
                    }
                    Some(Content::Other(other)) => self::document(types, other),
                    None => (json!({"type": null}), 0),
                };
                document["id"] = part.get("id").cloned().unwrap_or_default();
                broken += count;
                document
            });
            document["parts"] = parts.collect::<Vec<_>>().into();
        }
    }
    (document, broken)
}
