//! Errors of requests: not sent, sent with an unknown fate, refused.

use super::token::TokenError;
use entity_core::json;
use reqwest::header::HeaderMap;
use serde_json::{Map, Value};
use std::fmt;
use std::time::{Duration, SystemTime};

/// The result of a request that has no answer to be read.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// Nothing reached Graph.
    #[error("not sent: {0}")]
    NotSent(#[source] NotSent),
    /// The request was sent, and may have done its work. It was not repeated.
    #[error("sent, but its fate is unknown: {0}")]
    Unknown(UnknownFate),
    /// Graph refused the request and did nothing.
    #[error("{0}")]
    Refused(#[source] ServiceError),
}

impl SendError {
    /// Returns whether the same request can be sent again later: nothing was done, and the reason may go away.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::NotSent(NotSent::Connection(_)) => true,
            Self::NotSent(NotSent::Token(error)) => error.is_retryable(),
            Self::NotSent(_) | Self::Unknown(_) => false,
            Self::Refused(error) => error.is_retryable(),
        }
    }

    /// Graph's own words, if it answered.
    pub fn service_error(&self) -> Option<&ServiceError> {
        match self {
            Self::Refused(error) | Self::Unknown(UnknownFate::Answered(error)) => Some(error),
            Self::NotSent(_) | Self::Unknown(_) => None,
        }
    }

    /// The time that Graph or the login asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::NotSent(NotSent::Token(error)) => error.retry_after(),
            _ => self.service_error().and_then(ServiceError::retry_after),
        }
    }
}

/// The reason why a request was not sent.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotSent {
    /// The deadline passed before the request could be sent.
    #[error("the deadline passed")]
    Deadline,
    /// No connection was made: name, network, TLS.
    #[error("no connection: {0}")]
    Connection(String),
    /// No token was to be had.
    #[error("no token: {0}")]
    Token(#[source] TokenError),
    /// The path or the method is not one of an HTTP request to Graph.
    #[error("not a request to Graph: {0}")]
    Invalid(String),
}

/// The reason why nobody knows whether a request did its work.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownFate {
    /// No answer came, or only a part of one.
    #[error("no answer: {0}")]
    NoAnswer(String),
    /// An error that a gateway or a server in trouble gives, after it may have passed the request on.
    #[error("{0}")]
    Answered(ServiceError),
}

/// The result of a `GET` that has no value.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GetError {
    /// No answer, or an error.
    #[error("{0}")]
    Send(#[from] SendError),
    /// The answer cannot be read as the type asked for.
    #[error("the answer cannot be read: {0}")]
    Unreadable(#[from] json::Error),
    /// The link to the next page leads to another host, which must not see the token.
    #[error("the next page is at another host")]
    ForeignLink,
}

/// An error as Graph answers it: `{"error": {"code", "message", "innerError"}}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceError(Box<Details>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Details {
    status: u16,
    code: String,
    message: String,
    inner: Vec<InnerError>,
    request_id: Option<String>,
    client_request_id: Option<String>,
    retry_after: Option<Duration>,
    from_graph: bool,
}

/// An error inside another, which says more precisely what happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InnerError {
    /// The code; empty if there is none.
    pub code: String,
    /// The message; empty if there is none.
    pub message: String,
}

/// Errors deeper than that are not looked at.
const MAX_INNER: usize = 16;
/// Characters of a body that is not Graph's which are kept as the message.
const MAX_FOREIGN: usize = 200;

impl Details {
    fn fill(&mut self, body: &Map<String, Value>) {
        self.from_graph = true;
        self.code = body.get("code").map(text).unwrap_or_default();
        self.message = body.get("message").map(text).unwrap_or_default();
        let mut at = body;
        while let Some(Value::Object(inner)) = at.get("innerError").or_else(|| at.get("innererror")) {
            let (code, message) = (inner.get("code").map(text), inner.get("message").map(text));
            if code.is_some() || message.is_some() {
                let inner = InnerError { code: code.unwrap_or_default(), message: message.unwrap_or_default() };
                self.inner.push(inner);
            }
            self.request_id = self.request_id.take().or_else(|| inner.get("request-id").map(text));
            self.client_request_id = self.client_request_id.take().or_else(|| inner.get("client-request-id").map(text));
            at = inner;
            if self.inner.len() >= MAX_INNER {
                break;
            }
        }
    }
}

impl ServiceError {
    /// Reads an answer's error. A body that is not Graph's becomes the message, cut to 200 characters.
    pub(crate) fn read(status: u16, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Self {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let mut error = Details {
            status,
            request_id: header("request-id"),
            client_request_id: header("client-request-id"),
            retry_after: super::retry::retry_after(headers, now),
            ..Details::default()
        };
        match serde_json::from_slice(body) {
            Ok(Value::Object(mut root)) => match root.remove("error") {
                Some(Value::Object(body)) => error.fill(&body),
                // The login's form: `{"error": "invalid_client", "error_description": "…"}`.
                Some(Value::String(code)) => {
                    error.message = root.get("error_description").map(text).unwrap_or_default();
                    error.code = code;
                }
                _ => {}
            },
            _ => error.message = String::from_utf8_lossy(body).trim().chars().take(MAX_FOREIGN).collect(),
        }
        Self(Box::new(error))
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// The code, such as `NotFound` or `8522`; empty if the answer has none.
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The message, for people; empty if the answer has none.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The errors inside, from the outermost.
    pub fn inner(&self) -> &[InnerError] {
        &self.0.inner
    }

    /// Graph's own id of the request, which its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The id that was sent with the request, as Graph repeats it.
    pub fn client_request_id(&self) -> Option<&str> {
        self.0.client_request_id.as_deref()
    }

    /// The time that Graph asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns whether the reason may go away by itself: throttled (429), or out of service for now (503, 504).
    pub fn is_retryable(&self) -> bool {
        matches!(self.0.status, 429 | 503 | 504)
    }

    /// Returns whether the request may have done its work in spite of the error.
    ///
    /// A status below 500 says no, and so does Graph's own 503. Any other 5xx can come from a gateway that had passed the
    /// request on.
    pub(crate) fn leaves_doubt(&self) -> bool {
        match self.0.status {
            501 => false,
            503 => !self.0.from_graph,
            status => status >= 500,
        }
    }
}

/// A text, a number, or OData V2's `{"lang", "value"}`.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(localized) => localized.get("value").map(text).unwrap_or_default(),
        _ => String::new(),
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.0.status)?;
        for part in [&self.0.code, &self.0.message] {
            if !part.is_empty() {
                write!(f, ": {part}")?;
            }
        }
        for InnerError { code, message } in &self.0.inner {
            let colon = if code.is_empty() || message.is_empty() { "" } else { ": " };
            write!(f, " ({code}{colon}{message})")?;
        }
        if let Some(id) = &self.0.request_id {
            write!(f, " [request-id {id}]")?;
        }
        Ok(())
    }
}

impl std::error::Error for ServiceError {}

/// Returns whether a body that came with a status of success is an error after all: `error` is its only member, beside
/// annotations. An operation may have a property of that name, beside others.
pub(crate) fn is_error_body(body: &[u8]) -> bool {
    // Cheap for the bodies that are none: most answers have no such member.
    if !body.windows(7).any(|window| window == b"\"error\"") {
        return false;
    }
    let Ok(Value::Object(root)) = serde_json::from_slice(body) else { return false };
    matches!(root.get("error"), Some(Value::Object(_)))
        && root.keys().all(|name| name == "error" || name.starts_with('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> ServiceError {
        ServiceError::read(status, &HeaderMap::new(), body.as_bytes(), SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn every_form_of_an_error_is_read() {
        let error = read(
            404,
            r#"{"error": {"code": "UnknownError", "message": "gone", "innerError": {"code": "8522", "date": "2026-01-01",
                "request-id": "r", "client-request-id": "c", "innerError": {"message": "deep"}}}}"#,
        );
        assert_eq!((error.code(), error.message(), error.request_id()), ("UnknownError", "gone", Some("r")));
        assert_eq!(error.client_request_id(), Some("c"));
        assert_eq!(error.inner()[0].code, "8522");
        assert_eq!(error.inner()[1].message, "deep");
        assert_eq!(error.to_string(), "status 404: UnknownError: gone (8522) (deep) [request-id r]");

        let odata_v2 = read(400, r#"{"error": {"code": 7, "message": {"lang": "en", "value": "no"}}}"#);
        assert_eq!((odata_v2.code(), odata_v2.message()), ("7", "no"));
        let login = read(401, r#"{"error": "invalid_client", "error_description": "AADSTS7000215"}"#);
        assert_eq!((login.code(), login.message()), ("invalid_client", "AADSTS7000215"));
        let gateway = read(502, &"<html>".repeat(100));
        assert_eq!((gateway.code(), gateway.message().len()), ("", 200));
        assert_eq!(read(500, "").to_string(), "status 500");
        assert_eq!(read(500, r#"{"error": [1]}"#).code(), "");
        assert_eq!(read(500, &format!("{}1{}", r#"{"error":{"innerError":"#.repeat(60), "}}".repeat(60))).inner(), &[]);
    }

    #[test]
    fn an_error_body_is_told_from_an_operation_that_failed() {
        assert!(is_error_body(br#"{"error": {"code": "x"}}"#));
        assert!(is_error_body(br#"{"@odata.context": "c", "error": {}}"#));
        assert!(!is_error_body(br#"{"id": "1", "status": "Failed", "error": {"code": "x"}}"#));
        assert!(!is_error_body(br#"{"error": "text"}"#));
        assert!(!is_error_body(b"{}"));
        assert!(!is_error_body(b"\"error\""));
    }

    #[test]
    fn doubt_is_left_by_gateways_alone() {
        let graph = r#"{"error": {"code": "serviceUnavailable"}}"#;
        assert!(!read(503, graph).leaves_doubt());
        assert!(read(503, "<html>").leaves_doubt());
        for (status, doubt) in [(400, false), (404, false), (408, false), (429, false), (501, false), (302, false)] {
            assert_eq!(read(status, "").leaves_doubt(), doubt, "{status}");
        }
        for status in [500, 502, 504, 599] {
            assert!(read(status, graph).leaves_doubt(), "{status}");
        }
    }
}
