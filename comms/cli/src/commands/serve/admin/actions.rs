//! Actions on calls and their participants, by their names.

use super::Shared;
use super::calls::{key_of, refuse_callback};
use super::problem::{Problem, answer};
use super::request::{Query, check_types};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use comms_live::{Acted, AnyAction, NoAction, Operation};
use entity_core::Entity as _;
use serde_json::{Value, json};

pub(super) async fn on_call(
    State(admin): State<Shared>,
    Path((key, action)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    act(&admin, &key, request, |body| AnyAction::on_call(&action, body)).await
}

pub(super) async fn on_participants(
    State(admin): State<Shared>,
    Path((key, action)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    act(&admin, &key, request, |body| AnyAction::on_participants(&action, body)).await
}

pub(super) async fn on_participant(
    State(admin): State<Shared>,
    Path((key, participant, action)): Path<(String, String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    act(&admin, &key, request, |body| AnyAction::on_participant(&participant, &action, body)).await
}

async fn act(
    admin: &Shared,
    key: &str,
    request: Request,
    read: impl Fn(&[u8]) -> Result<AnyAction, NoAction>,
) -> Result<Response, Problem> {
    // An action that is not there is refused before its body is read.
    read(b"")?;
    let key = key_of(key)?;
    Query::of(&request).end()?;
    let body = admin.bodies.read(request).await?;
    let action = read(&body)?;
    check_types(action.parameters(), &body)?;
    refuse_callback(action.name() == "answer" && action.parameters().property("callbackUri").is_some())?;
    let acted = admin.live.call(key).act(action).await.map_err(|error| Problem::of_start(error, false))?;
    match acted {
        Acted::Started(operation) => started(&operation).await,
        Acted::Sent(body) => {
            let body: Value = serde_json::from_slice(&body).unwrap_or_default();
            Ok(answer(StatusCode::OK, body.to_string()))
        }
    }
}

/// The answer to a start. The operation has started, even if the store fails by now.
async fn started(operation: &Operation<AnyAction>) -> Result<Response, Problem> {
    let info = operation.info().await.ok();
    let (id, is_over) = info.as_ref().map_or((None, false), |info| (info.id.clone(), info.end.is_some()));
    let body: Option<Value> = info.and_then(|info| serde_json::from_str(&info.body?).ok());
    let status = body.and_then(|body| body.get("status").cloned());
    // The status is not kept while the operation is pending.
    let status = status.or_else(|| (!is_over && id.is_some()).then(|| "running".into()));
    let body = json!({ "operation": operation.key().to_string(), "id": id, "status": status });
    Ok(answer(StatusCode::ACCEPTED, body.to_string()))
}
