//! Errors: a status, and `{"error": {"code", "message", "violations"?}}`.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comms_live::store::StoreError;
use comms_live::{CallKey, EndError, NoAction, OperationKey, StartError};
use entity_core::{ServiceError, Violations};
use serde_json::{Map, Value, json};

/// A request that is not done as asked.
pub(super) struct Problem(Box<Parts>);

struct Parts {
    status: StatusCode,
    code: &'static str,
    message: String,
    /// Further members of the error.
    more: Map<String, Value>,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self(Box::new(Parts { status, code, message: message.into(), more: Map::new(), header: None }))
    }

    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.more.insert(name.to_owned(), value.into());
        self
    }

    pub(super) fn header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.0.header = Some((name, HeaderValue::from_static(value)));
        self
    }

    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "badRequest", message)
    }

    pub(super) fn no_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, "noSuchRoute", "nothing is at this path")
    }

    pub(super) fn no_method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "wrongMethod", "this path does not take this method")
    }

    pub(super) fn no_call() -> Self {
        Self::new(StatusCode::NOT_FOUND, "noSuchCall", "no call has this key, or it is kept no longer")
    }

    pub(super) fn no_operation() -> Self {
        Self::new(StatusCode::NOT_FOUND, "noSuchOperation", "no operation has this key, or it is kept no longer")
    }

    pub(super) fn no_event() -> Self {
        Self::new(StatusCode::NOT_FOUND, "noSuchEvent", "no event has this id, or it is kept no longer")
    }

    pub(super) fn invalid(violations: &Violations) -> Self {
        let list = violations.iter().map(|violation| serde_json::to_value(violation).unwrap_or_default());
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", violations.to_string())
            .with("violations", list.collect::<Vec<_>>())
    }

    fn unknown(call: Option<CallKey>, operation: Option<OperationKey>) -> Self {
        let message = match operation {
            Some(_) => {
                "the request was sent, and its fate is unknown: it must not be sent again; wait for the operation"
            }
            None => {
                "the request was sent, and its fate is unknown: it must not be sent again without its Idempotency-Key"
            }
        };
        let problem = Self::new(StatusCode::GATEWAY_TIMEOUT, "unknownFate", message);
        let call = call.map(|call| call.to_string());
        problem.with("call", call).with("operation", operation.map(|operation| operation.to_string()))
    }

    fn refused(error: &ServiceError) -> Self {
        let graph = json!({ "status": error.status(), "code": error.code(), "message": error.message(), "requestId": error.request_id() });
        Self::new(StatusCode::BAD_GATEWAY, "refused", error.to_string()).with("graph", graph)
    }

    /// A start's failure. The fate of a request that places a call is that of the call.
    pub(super) fn of_start(error: StartError, places: bool) -> Self {
        let text = error.to_string();
        match error {
            StartError::Invalid(violations) => Self::invalid(&violations),
            StartError::NoSuchCall(_) => Self::no_call(),
            StartError::NoCallId(_) => Self::new(StatusCode::CONFLICT, "noCallId", text),
            StartError::CallEnded(key) => {
                Self::new(StatusCode::CONFLICT, "callEnded", text).with("call", key.to_string())
            }
            StartError::Limit(_) => Self::new(StatusCode::CONFLICT, "limit", text),
            StartError::OtherRequest(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "otherRequest", text),
            StartError::Tenant(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "otherTenant", text),
            StartError::Refused(error) => Self::refused(&error),
            StartError::Unknown(key) => Self::unknown(Some(key.call), (!places).then_some(key)),
            StartError::Unanswered(_) => Self::unknown(None, None),
            StartError::Store(error) => error.into(),
            StartError::ShuttingDown => Self::later("ending", text),
            // Nothing was sent.
            _ => Self::new(StatusCode::BAD_GATEWAY, "notSent", text),
        }
    }

    fn later(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, message).header(header::RETRY_AFTER, "1")
    }

    pub(super) fn too_many(message: impl Into<String>) -> Self {
        Self::later("tooMany", message)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        if let StoreError::Newer { .. } = error {
            return Self::later("newer", format!("{error}: ask a node of that version"));
        }
        // Its words may name files and hosts.
        Self::later("store", "the store failed; the log has the reason")
    }
}

impl From<EndError> for Problem {
    fn from(error: EndError) -> Self {
        match error {
            EndError::Store(error) => error.into(),
            _ => Self::no_call(),
        }
    }
}

impl From<NoAction> for Problem {
    fn from(error: NoAction) -> Self {
        let text = error.to_string();
        match error {
            NoAction::Unknown => Self::new(StatusCode::NOT_FOUND, "noSuchAction", text),
            NoAction::NotHere => {
                Self::new(StatusCode::METHOD_NOT_ALLOWED, "notBoundHere", text).header(header::ALLOW, "")
            }
            _ => Self::bad_request(text),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Parts { status, code, message, more, header } = *self.0;
        let mut error = more;
        error.insert("code".to_owned(), code.into());
        error.insert("message".to_owned(), message.into());
        let mut response = answer(status, json!({ "error": error }).to_string());
        response.headers_mut().extend(header);
        response
    }
}

/// An answer of JSON text.
pub(super) fn answer(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
