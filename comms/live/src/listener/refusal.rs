//! Answers to notifications that are not taken.

use super::{SinkError, TokenRefusal};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::time::Duration;

/// The answer to a notification that is not taken.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) code: &'static str,
    pub(super) message: String,
    retry_after: Option<Duration>,
    /// JSON pointer, line and column.
    place: Option<(String, usize, usize)>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), retry_after: None, place: None }
    }

    /// 503, to be sent again.
    pub(super) fn later(code: &'static str, message: impl Into<String>, after: Duration) -> Self {
        Self { retry_after: Some(after), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, code, message) }
    }
}

impl From<TokenRefusal> for Refusal {
    fn from(refusal: TokenRefusal) -> Self {
        match refusal {
            TokenRefusal::Missing => Self::new(StatusCode::UNAUTHORIZED, "tokenMissing", refusal.to_string()),
            TokenRefusal::Bad(_) => Self::new(StatusCode::FORBIDDEN, "tokenRefused", refusal.to_string()),
            TokenRefusal::NoKeys(after) => Self::later("keysMissing", refusal.to_string(), after),
        }
    }
}

impl From<SinkError> for Refusal {
    fn from(error: SinkError) -> Self {
        match error {
            SinkError::Unreadable(error) => Self {
                place: Some((error.pointer().to_owned(), error.line(), error.column())),
                ..Self::new(StatusCode::BAD_REQUEST, "unreadable", error.message())
            },
            SinkError::Busy(after) => Self::later("busy", "the store takes no more for now", after),
            SinkError::Store(reason) => {
                tracing::error!(reason, "the store failed");
                Self::later("store", "the store failed", Duration::from_secs(1))
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some((pointer, line, column)) = self.place {
            error["pointer"] = pointer.into();
            error["line"] = line.into();
            error["column"] = column.into();
        }
        let mut response = json(self.status, &json!({ "error": error }));
        if let Some(after) = self.retry_after {
            // Whole seconds, and never zero: a fraction counts as one.
            let seconds = after.as_secs().saturating_add(u64::from(after.subsec_nanos() > 0));
            response.headers_mut().insert(header::RETRY_AFTER, seconds.max(1).into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// An answer with a JSON body.
pub(super) fn json(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
