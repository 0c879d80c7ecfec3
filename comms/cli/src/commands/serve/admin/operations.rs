//! Operations: listed, shown, waited for.

use super::Shared;
use super::calls::time;
use super::problem::{Problem, answer};
use super::request::Query;
use crate::secrets;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use comms_live::{EndError, OperationInfo, Wanted};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::Semaphore;

/// The longest wait, in seconds.
const LONGEST: u64 = 300;

/// Requests that wait for an end at once, fewer than the connections of the admin side: the others stay free for acks.
const WAITS: usize = 600;

/// Places for requests that wait.
pub(super) struct Waits(Semaphore);

impl Default for Waits {
    fn default() -> Self {
        Self(Semaphore::new(WAITS))
    }
}

/// The state that a list is asked for.
enum Asked {
    Pending,
    Ended,
}

impl FromStr for Asked {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "pending" => Ok(Self::Pending),
            "ended" => Ok(Self::Ended),
            _ => Err(()),
        }
    }
}

pub(super) async fn list(State(admin): State<Shared>, request: Request) -> Result<Response, Problem> {
    let mut query = Query::of(&request);
    let state = query.take::<Asked>("state", "`pending` or `ended`")?;
    let wanted = Wanted {
        call: query.take("call", "a call's key")?,
        ended: state.map(|state| matches!(state, Asked::Ended)),
        from: query.take("from", "an operation's key")?,
        limit: query.limit()?,
    };
    query.end()?;
    let page = admin.live.operations(wanted).await?;
    let operations: Vec<_> = page.operations.iter().map(shown).collect();
    let next = page.next.map(|next| Value::from(next.to_string())).unwrap_or_default();
    Ok(answer(StatusCode::OK, format!("{{\"value\":[{}],\"next\":{next}}}", operations.join(","))))
}

pub(super) async fn show(
    State(admin): State<Shared>,
    Path(key): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let mut query = Query::of(&request);
    let wait: Option<u64> = query.take("wait", "a number of seconds")?;
    query.end()?;
    if wait.is_some_and(|wait| wait > LONGEST) {
        return Err(Problem::bad_request(format!("wait: more than {LONGEST} seconds")));
    }
    let operation = admin.live.any_operation(&key).map_err(|_| Problem::no_operation())?;
    if let Some(wait) = wait.filter(|wait| *wait > 0) {
        let place = admin.waits.0.try_acquire();
        let _place = place.map_err(|_| Problem::too_many(format!("{WAITS} requests wait")))?;
        tokio::select! {
            // However the wait ends, the answer is what is known then.
            _ = operation.timeout(Duration::from_secs(wait)) => {}
            () = admin.over() => {}
        }
    }
    let info = operation.info().await.map_err(|error| match error {
        EndError::Store(error) => error.into(),
        _ => Problem::no_operation(),
    })?;
    Ok(answer(StatusCode::OK, shown(&info)))
}

/// The members of an event, and the state. Tokens are in events alone.
fn shown(info: &OperationInfo) -> String {
    let mut members = json!({
        "id": info.end.map(|(id, _)| id.to_string()),
        "call": info.key.call.to_string(),
        "callId": info.call_id,
        "kind": info.end.map(|(_, kind)| kind.name()),
        "operation": info.key.to_string(),
        "operationId": info.id,
        "clientContext": info.client_context,
        "outcome": info.outcome.map(|outcome| outcome.to_string()),
        "at": info.at.and_then(time),
        "state": if info.end.is_some() { "ended" } else { "pending" },
    });
    if let Some(error) = &info.error {
        members["error"] = serde_json::to_value(error).unwrap_or_default();
    }
    with_body(&members, info.body.as_deref().map(masked).as_deref())
}

/// The object with the member `body`, in JSON as received.
pub(super) fn with_body(members: &Value, body: Option<&str>) -> String {
    let body = body.filter(|body| serde_json::from_str::<&RawValue>(body).is_ok()).unwrap_or("null");
    let mut text = members.to_string();
    text.pop();
    text + ",\"body\":" + body + "}"
}

/// The text with all secrets masked.
fn masked(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    let mut from = 0;
    for secret in secrets::ranges(body) {
        text += &body[from..secret.start];
        text += "\"…\"";
        from = secret.end;
    }
    text + &body[from..]
}
