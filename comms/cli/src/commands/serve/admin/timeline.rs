//! The timeline, for the page: calls, the latest first, each with the lives of its operations.

use super::Shared;
use super::calls::time;
use super::problem::{Problem, answer};
use super::request::Query;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use comms::{Outcome, ResultInfo, codes};
use comms_live::{CallInfo, CallLife, Live, OperationLife};
use entity_core::json as entities;
use serde_json::{Value, json};
use std::str::FromStr;

/// Calls that a page with a filter looks at, at most. One that is not full by then has a `next` all the same.
const SCAN: usize = 1_000;
/// Calls that are read from the store at once.
const BATCH: usize = 100;
pub(super) async fn list(State(admin): State<Shared>, request: Request) -> Result<Response, Problem> {
    let mut query = Query::of(&request);
    let limit = query.limit()?;
    let filter = Filter {
        text: query.take::<String>("text", "a text")?.unwrap_or_default().to_lowercase(),
        state: query.take("state", "`pending`, `succeeded`, `failed` or `unknown`")?,
    };
    let before = query.take("before", "a place")?;
    query.end()?;
    let (calls, next) = page(&admin.live, &filter, before, limit).await?;
    let calls: Vec<_> = calls.iter().map(shown).collect();
    Ok(answer(StatusCode::OK, json!({ "value": calls, "next": next.map(|next| next.to_string()) }).to_string()))
}

/// The calls that pass the filter, and the place before which the next page begins.
async fn page(
    live: &Live,
    filter: &Filter,
    mut before: Option<u64>,
    limit: usize,
) -> Result<(Vec<CallLife>, Option<u64>), Problem> {
    let mut passed = Vec::new();
    for _ in 0..SCAN / BATCH {
        let batch = live.recent_calls(before, if filter.is_open() { limit } else { BATCH }).await?;
        before = batch.next;
        let last = batch.calls.len();
        for (index, call) in batch.calls.into_iter().enumerate() {
            let place = call.place;
            passed.extend(filter.apply(call));
            if passed.len() == limit {
                return Ok((passed, if index + 1 < last { Some(place) } else { before }));
            }
        }
        if before.is_none() {
            break;
        }
    }
    Ok((passed, before))
}

/// The calls and operations that are asked for.
struct Filter {
    /// In lower case: a part of an id, a context, a type or a state.
    text: String,
    state: Option<Asked>,
}

/// The state of an operation: its outcome, or `None` for one that is pending.
struct Asked(Option<Outcome>);

impl FromStr for Asked {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "pending" => Ok(Self(None)),
            "succeeded" => Ok(Self(Some(Outcome::Succeeded))),
            "failed" => Ok(Self(Some(Outcome::Failed))),
            "unknown" => Ok(Self(Some(Outcome::Unknown))),
            _ => Err(()),
        }
    }
}

impl Filter {
    fn is_open(&self) -> bool {
        self.text.is_empty() && self.state.is_none()
    }

    /// The call with the operations that pass. `None` if neither it nor one of them does.
    fn apply(&self, mut life: CallLife) -> Option<CallLife> {
        let CallInfo { key, id, tenant, state, ended, .. } = &life.call;
        let state = ended.map_or(state.as_deref(), |_| Some("ended"));
        let key = key.to_string();
        let names = [Some(key.as_str()), id.as_deref(), tenant.as_deref(), state];
        let is_named = names.into_iter().flatten().any(|name| self.names(name));
        life.operations.retain(|operation| {
            let is_asked = self.state.as_ref().is_none_or(|Asked(outcome)| operation.outcome == *outcome);
            is_asked && (is_named || self.names_operation(operation))
        });
        let is_wanted = is_named && self.state.is_none();
        (is_wanted || !life.operations.is_empty()).then_some(life)
    }

    fn names(&self, name: &str) -> bool {
        name.to_lowercase().contains(&self.text)
    }

    fn names_operation(&self, operation: &OperationLife) -> bool {
        let names = [operation.id.as_deref(), operation.client_context.as_deref(), type_of(operation)];
        names.into_iter().flatten().any(|name| self.names(name))
    }
}

fn shown(life: &CallLife) -> Value {
    let call = &life.call;
    json!({
        "key": call.key.to_string(),
        "id": call.id,
        "state": call.state,
        "createdAt": time(call.created),
        "endedAt": call.ended.and_then(time),
        "result": call.result.as_deref().and_then(result),
        "operations": life.operations.iter().map(operation).collect::<Vec<_>>(),
    })
}

fn operation(life: &OperationLife) -> Value {
    let members: Option<Value> = life.body.as_deref().and_then(|body| serde_json::from_str(body).ok());
    let info = members.as_ref().and_then(|members| members.get("resultInfo")).map(Value::to_string);
    let error = life.error.as_ref().map(|error| codes::explained(error).to_string());
    json!({
        "operation": life.key.to_string(),
        "operationId": life.id,
        "clientContext": life.client_context,
        "type": type_of(life),
        "state": if life.ended.is_some() { "ended" } else { "pending" },
        "outcome": life.outcome.map(|outcome| outcome.to_string()),
        "startedAt": life.started.and_then(time),
        "endedAt": life.ended.and_then(time),
        "result": error.or_else(|| result(&info?)),
    })
}

/// The type without its namespace: `playPromptOperation`.
fn type_of(life: &OperationLife) -> Option<&str> {
    let body = life.body.as_deref()?;
    // The tag is the first member.
    let (_, tag) = body.split_once("\"@odata.type\":\"")?;
    let (tag, _) = tag.split_once('"')?;
    tag.rsplit('.').next()
}

/// The codes of a `resultInfo` and their meaning. `None` if they say no more than success.
fn result(info: &str) -> Option<String> {
    let info: ResultInfo = entities::from_str(info).ok()?;
    let is_plain = matches!(info.code(), Some(0 | 200)) && matches!(info.subcode(), None | Some(0));
    (!is_plain && (info.code().is_some() || info.message().is_some())).then(|| info.to_string())
}
