//! Calls: placed, listed, shown, hung up.

use super::Shared;
use super::problem::{Problem, answer};
use super::request::{Query, check_types};
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use comms::{Call, CreateCall};
use comms_live::{CallInfo, CallKey};
use entity_core::{Entity as _, Violation, json};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::time::SystemTime;

pub(super) async fn create(State(admin): State<Shared>, request: Request) -> Result<Response, Problem> {
    let once = idempotency_key(request.headers())?;
    Query::of(&request).end()?;
    let body = admin.bodies.read(request).await?;
    let call: Call = json::from_slice(&body).map_err(|error| Problem::bad_request(error.to_string()))?;
    check_types(&call, &body)?;
    let mut call = CreateCall::from(call);
    refuse_callback(call.property("callbackUri").is_some())?;
    if let Some(tenant) = admin.tenant.as_ref().filter(|_| call.tenant_id().is_none()) {
        call.set_tenant_id(tenant.as_str());
    }
    let placed = match once {
        Some(key) => admin.live.start_call_once(&key, call).await,
        None => admin.live.start_call(call).await,
    };
    let call = placed.map_err(|error| Problem::of_start(error, true))?;
    let key = call.key().to_string();
    // The call is placed, even if the store fails by now.
    let id = call.id().await.ok().flatten();
    let mut response = answer(StatusCode::CREATED, json!({ "key": key, "id": id }).to_string());
    if let Ok(place) = HeaderValue::try_from(format!("/api/calls/{key}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// Refuses a callback of the caller's: the service has its own.
pub(super) fn refuse_callback(is_given: bool) -> Result<(), Problem> {
    let violation = || Violation::new("/callbackUri", "own", "the service sets its own");
    if is_given { Err(Problem::invalid(&violation().into())) } else { Ok(()) }
}

/// The text of the header `Idempotency-Key`.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let text = key.to_str().ok().filter(|text| (1..=255).contains(&text.len()));
    let text = text.ok_or_else(|| Problem::bad_request("Idempotency-Key: not 1 to 255 visible characters"))?;
    Ok(Some(text.to_owned()))
}

pub(super) async fn list(State(admin): State<Shared>, request: Request) -> Result<Response, Problem> {
    let mut query = Query::of(&request);
    let limit = query.limit()?;
    let after = query.take("after", "a call's key")?;
    query.end()?;
    let page = admin.live.calls(after, limit).await?;
    let calls: Vec<_> = page.calls.iter().map(shown).collect();
    let next = page.next.map(|next| next.to_string());
    Ok(answer(StatusCode::OK, json!({ "value": calls, "next": next }).to_string()))
}

pub(super) async fn show(State(admin): State<Shared>, Path(key): Path<String>) -> Result<Response, Problem> {
    let call = admin.live.call(key_of(&key)?).info().await?;
    Ok(answer(StatusCode::OK, shown(&call).to_string()))
}

pub(super) async fn hang_up(State(admin): State<Shared>, Path(key): Path<String>) -> Result<Response, Problem> {
    let hung_up = admin.live.call(key_of(&key)?).hang_up().await;
    hung_up.map_err(|error| Problem::of_start(error, false))?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}

/// Reads a call's key. No call has any other text.
pub(super) fn key_of(text: &str) -> Result<CallKey, Problem> {
    text.parse().map_err(|_| Problem::no_call())
}

fn shown(call: &CallInfo) -> Value {
    let result: Option<Value> = call.result.as_deref().and_then(|result| serde_json::from_str(result).ok());
    json!({
        "key": call.key.to_string(),
        "id": call.id,
        "tenantId": call.tenant,
        "state": call.state,
        "createdAt": time(call.created),
        "endedAt": call.ended.and_then(time),
        "resultInfo": result,
        "pending": call.pending,
    })
}

/// The time as RFC 3339, with milliseconds.
pub(super) fn time(time: SystemTime) -> Option<String> {
    let millis = time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_millis();
    Some(format!("{:.3}", Timestamp::from_millisecond(i64::try_from(millis).ok()?).ok()?))
}
