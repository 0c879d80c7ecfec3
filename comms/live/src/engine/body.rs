//! The content of events: written by the engine, read by the API.

use super::members::Members;
use super::record::Time;
use comms::Outcome;
use comms::tracker::Event;
use entity_core::ServiceError;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The version that [`write`] writes.
const VERSION: u64 = 1;

/// The content of an event, before it is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub(crate) operation_id: Option<String>,
    pub(crate) client_context: Option<String>,
    pub(crate) outcome: Option<Outcome>,
    /// JSON: what was received.
    pub(crate) body: Option<String>,
    pub(crate) error: Option<ServiceError>,
}

impl Content {
    pub(crate) fn of_fact(fact: &Event) -> Self {
        Self {
            operation_id: fact.id.as_deref().map(str::to_owned),
            client_context: fact.client_context.as_deref().map(str::to_owned),
            outcome: fact.outcome,
            body: fact.body.as_ref().map(|body| body.as_str().to_owned()),
            error: fact.error.clone(),
        }
    }

    pub(crate) fn of_body(body: String) -> Self {
        Self { body: Some(body), ..Self::default() }
    }
}

/// Writes the content as JSON.
pub(crate) fn write(now: Time, call_id: Option<&str>, state: Option<&str>, content: &Content) -> Vec<u8> {
    let body = content.body.as_deref();
    let mut members = Members::with_capacity(256 + body.map_or(0, str::len));
    members.value("version", Some(VERSION));
    members.time("at", Some(now));
    members.value("callId", call_id);
    members.value("state", state);
    members.value("operationId", content.operation_id.as_deref());
    members.value("clientContext", content.client_context.as_deref());
    members.value("outcome", content.outcome.map(|outcome| outcome.to_string()));
    members.value("error", content.error.as_ref());
    members.json("body", body);
    members.end()
}

/// The content of an event, as it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Read {
    pub(crate) at: Option<SystemTime>,
    pub(crate) call_id: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) content: Content,
}

/// Reads what [`write`] wrote. A content of a later version is read as far as it is known.
pub(crate) fn read(bytes: &[u8]) -> Read {
    let members: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_slice(bytes).unwrap_or_default();
    let string = |name: &str| members.get(name).and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    let at = members.get("at").and_then(|raw| raw.get().parse().ok());
    Read {
        at: at.map(|millis| UNIX_EPOCH + Duration::from_millis(millis)),
        call_id: string("callId"),
        state: string("state"),
        content: Content {
            operation_id: string("operationId"),
            client_context: string("clientContext"),
            outcome: string("outcome").and_then(|name| outcome(&name)),
            body: members.get("body").map(|raw| raw.get().to_owned()),
            error: members.get("error").and_then(|raw| serde_json::from_str(raw.get()).ok()),
        },
    }
}

fn outcome(name: &str) -> Option<Outcome> {
    [Outcome::Succeeded, Outcome::Failed, Outcome::Unknown].into_iter().find(|known| known.to_string() == name)
}
