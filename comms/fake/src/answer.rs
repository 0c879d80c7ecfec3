//! Answers to requests, and the shapes of Graph's errors.

use entity_core::edm::DateTimeOffset;
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

/// An answer: status, headers, and a body if there is one.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Option<Value>,
    /// The operation that the request started.
    pub(crate) started: Option<String>,
}

impl Answer {
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: None, started: None }
    }

    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self { body: Some(body), ..Self::empty(status) }
    }

    /// An error in Graph's shape; the server adds the ids of the request.
    pub(crate) fn error(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self::json(status, json!({"error": {"code": code, "message": message.into()}}))
    }

    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::error(400, "BadRequest", message)
    }

    /// The call has ended or is unknown: Graph answers the same.
    pub(crate) fn no_call(id: &str) -> Self {
        Self::error(404, "8522", format!("Call {id} was not found."))
    }

    pub(crate) fn missing(what: &str) -> Self {
        Self::error(404, "NotFound", format!("{what} was not found."))
    }

    pub(crate) fn throttled(retry_after: Duration) -> Self {
        Self::error(429, "TooManyRequests", "Too many requests.").retry_after(retry_after)
    }

    pub(crate) fn unavailable(retry_after: Option<Duration>) -> Self {
        let answer = Self::error(503, "ServiceUnavailable", "The service is unavailable.");
        match retry_after {
            Some(after) => answer.retry_after(after),
            None => answer,
        }
    }

    pub(crate) fn timed_out() -> Self {
        Self::error(504, "GatewayTimeout", "The service did not answer in time.")
    }

    pub(crate) fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((header, value.into()));
        self
    }

    fn retry_after(self, after: Duration) -> Self {
        let seconds = after.as_secs() + u64::from(after.subsec_nanos() > 0);
        self.with("retry-after", seconds.to_string())
    }

    /// Adds the request's ids, in the headers and in an error's `innerError`.
    pub(crate) fn identify(&mut self, request_id: &str, client_request_id: Option<&str>, wall: SystemTime) {
        self.headers.push(("request-id", request_id.to_owned()));
        if let Some(id) = client_request_id {
            self.headers.push(("client-request-id", id.to_owned()));
        }
        if let Some(error) = self.body.as_mut().and_then(|body| body.get_mut("error")).and_then(Value::as_object_mut) {
            let inner = json!({
                "date": date(wall),
                "request-id": request_id,
                "client-request-id": client_request_id.unwrap_or(request_id),
            });
            error.insert("innerError".to_owned(), inner);
        }
    }
}

/// A moment as error bodies have it: to the second, without a zone.
fn date(wall: SystemTime) -> String {
    let seconds = i64::try_from(crate::clock::unix(wall)).unwrap_or(i64::MAX);
    let moment = DateTimeOffset::from_second(seconds).unwrap_or(DateTimeOffset::MAX);
    moment.to_string().trim_end_matches('Z').to_owned()
}
