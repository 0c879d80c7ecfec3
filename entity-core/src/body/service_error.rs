//! Errors that a service answers with: OData V4, V2 and V3, a login's, and bodies that are not JSON.

mod format;
mod retry_after;

use super::Headers;
use crate::deviations::error_member;
use crate::model::node::Node;
use serde_json::{Map, Value};
use std::time::Duration;

/// An error as a service answers it: the body `{"error": {"code", "message", …}}`, with the status and the headers of the response.
///
/// ```
/// use entity_core::ServiceError;
///
/// let body = br#"{"error": {"code": "UnknownError", "message": "gone", "innerError": {"code": "8522", "request-id": "5ffe"}}}"#;
/// let error = ServiceError::from_response(404, &[("Retry-After", "5")], body);
/// assert_eq!((error.status(), error.code(), error.inner()[0].code()), (404, "UnknownError", "8522"));
/// assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(5)));
/// assert_eq!(error.to_string(), "status 404: UnknownError: gone (8522) [request-id 5ffe]");
/// ```
///
/// Implements serde's traits, in the form of the body with `status` and `retryAfter` (in seconds) beside `error`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServiceError(Box<Content>);

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Content {
    status: u16,
    own: InnerError,
    inner: Vec<InnerError>,
    details: Vec<InnerError>,
    request_id: Option<String>,
    client_request_id: Option<String>,
    date: Option<String>,
    retry_after: Option<Duration>,
    /// The body is an error of the service, and not of a gateway before it.
    is_structured: bool,
}

/// An error inside another: one of the nested inner errors, or one of the `details`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct InnerError {
    code: String,
    message: String,
    target: Option<String>,
}

impl InnerError {
    /// Returns the code; empty if there is none.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Returns the message, for people; empty if there is none.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the part of the request that the error is about, such as a property's name.
    pub fn target(&self) -> Option<&str> {
        self.target.as_deref()
    }

    fn read(body: &Map<String, Value>) -> Self {
        let of = |name| body.get(name).map(text).unwrap_or_default();
        Self {
            code: of("code"),
            message: of("message"),
            target: Some(of("target")).filter(|target| !target.is_empty()),
        }
    }

    fn is_empty(&self) -> bool {
        self.code.is_empty() && self.message.is_empty()
    }
}

/// The most inner errors and details that are kept.
const MOST_PARTS: usize = 16;
/// The most characters kept of a body that is not an error of the service.
const MOST_FOREIGN: usize = 200;

impl ServiceError {
    /// Reads the response to a failed request.
    ///
    /// Never fails: the first 200 characters of a body that is not JSON become the message. A `Retry-After` may be in seconds, or a
    /// date, which is compared with the response's `Date`.
    pub fn from_response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let headers = Headers(headers);
        let mut content = Content { status, retry_after: retry_after::read(headers), ..Content::default() };
        match serde_json::from_slice(body) {
            Ok(Value::Object(root)) => content.fill(&root),
            Ok(Value::Null) => {}
            _ => content.own.message = foreign(body),
        }
        let header = |name| headers.get(name).map(str::to_owned);
        content.request_id = header("request-id").or(content.request_id);
        content.client_request_id = header("client-request-id").or(content.client_request_id);
        content.date = content.date.or_else(|| header("Date"));
        Self(Box::new(content))
    }

    /// Reads a body that came without a status: in a notification, in a batch, from a file.
    ///
    /// Returns `None` if it is not an error's body, which has an object `error` and no other members but annotations. An operation
    /// may have a member of this name beside others. A login's error has the texts `error` and `error_description`.
    ///
    /// ```
    /// use entity_core::ServiceError;
    ///
    /// let login = br#"{"error": "invalid_client", "error_description": "AADSTS7000215", "error_codes": [7000215]}"#;
    /// assert_eq!(ServiceError::from_body(login).unwrap().code(), "invalid_client");
    /// assert!(ServiceError::from_body(br#"{"error": {"code": "BadRequest"}}"#).is_some());
    /// assert!(ServiceError::from_body(br#"{"status": "failed", "error": {"code": "9"}}"#).is_none());
    /// ```
    pub fn from_body(body: &[u8]) -> Option<Self> {
        is_error_body(body).then(|| Self::from_response(0, &[], body))
    }

    /// Returns the error whose body was read as an operation, a page or any other value; `None` for all other values.
    ///
    /// Such a value is empty but for the error, and [`deviations`](crate::Entity::deviations) reports it as `error_body`.
    pub fn in_value(value: &dyn Node) -> Option<Self> {
        let (name, raw) = error_member(value)?;
        Self::from_body(format!("{{\"{name}\":{raw}}}").as_bytes())
    }

    /// Returns the HTTP status; 0 if the error came without one.
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// Returns the code, such as `NotFound` or `8522`; empty if there is none.
    pub fn code(&self) -> &str {
        &self.0.own.code
    }

    /// Returns the message, for people; empty if there is none.
    pub fn message(&self) -> &str {
        &self.0.own.message
    }

    /// Returns the part of the request that the error is about, such as a property's name.
    pub fn target(&self) -> Option<&str> {
        self.0.own.target()
    }

    /// Returns the errors nested inside, from the outermost; the last is the most precise. At most 16 are kept.
    pub fn inner(&self) -> &[InnerError] {
        &self.0.inner
    }

    /// Returns the errors that the request has beside the first. At most 16 are kept.
    pub fn details(&self) -> &[InnerError] {
        &self.0.details
    }

    /// Returns all codes, the most precise first: those of the inner errors, then the error's own.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        let inner = self.0.inner.iter().rev().map(InnerError::code);
        inner.chain([self.code()]).filter(|code| !code.is_empty())
    }

    /// Returns the service's id of the request, which its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns the id that was sent with the request, as the service repeats it.
    pub fn client_request_id(&self) -> Option<&str> {
        self.0.client_request_id.as_deref()
    }

    /// Returns the time of the error, as the body has it, else the response's `Date`.
    pub fn date(&self) -> Option<&str> {
        self.0.date.as_deref()
    }

    /// Returns the time that the service asked to wait. Zero if that time has passed.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns whether the reason may go away by itself: throttled (429), or out of service for now (503, 504).
    ///
    /// Repeat a request that starts something only if the service also [refused](Self::is_refused) it.
    pub fn is_retryable(&self) -> bool {
        matches!(self.0.status, 429 | 503 | 504)
    }

    /// Returns whether the service refused the request, and did nothing.
    ///
    /// True for a status below 500, for 501, and for a 503 of the service itself. Without a status, true if the body is an error. Any other 5xx may come from a gateway that passed
    /// the request on, so the request may have done its work.
    pub fn is_refused(&self) -> bool {
        match self.0.status {
            501 => true,
            0 | 503 => self.0.is_structured,
            status => status < 500,
        }
    }
}

impl Content {
    fn fill(&mut self, root: &Map<String, Value>) {
        match root.get("error").or_else(|| root.get("odata.error")) {
            Some(Value::Object(error)) => self.fill_structured(error),
            // A login's form: `{"error": "invalid_client", "error_description": "…"}`.
            Some(Value::String(code)) => {
                self.own.code.clone_from(code);
                self.own.message = root.get("error_description").map(text).unwrap_or_default();
                self.is_structured = true;
            }
            _ => {}
        }
    }

    fn fill_structured(&mut self, error: &Map<String, Value>) {
        self.is_structured = true;
        self.own = InnerError::read(error);
        if let Some(Value::Array(details)) = error.get("details") {
            let details = details.iter().filter_map(Value::as_object).map(InnerError::read);
            self.details = details.filter(|detail| !detail.is_empty()).take(MOST_PARTS).collect();
        }
        let mut at = error;
        loop {
            for (name, id) in [
                ("request-id", &mut self.request_id),
                ("client-request-id", &mut self.client_request_id),
                ("date", &mut self.date),
            ] {
                *id = id.take().or_else(|| at.get(name).map(text).filter(|text| !text.is_empty()));
            }
            let inner = at
                .iter()
                .find(|(name, _)| ["innererror", "inner_error"].iter().any(|it| name.eq_ignore_ascii_case(it)));
            let Some((_, Value::Object(inner))) = inner else { break };
            let error = InnerError::read(inner);
            if !error.is_empty() && self.inner.len() < MOST_PARTS {
                self.inner.push(error);
            }
            at = inner;
        }
    }
}

/// Returns whether the body of a response is an error, whatever its status: an object `error` and no other members but annotations, or
/// a login's `error` with its description.
pub(super) fn is_error_body(body: &[u8]) -> bool {
    // Cheap for most bodies, which have no such member.
    if !body.windows(6).any(|window| window == b"error\"") {
        return false;
    }
    let Ok(Value::Object(root)) = serde_json::from_slice(body) else { return false };
    if ["error", "error_description"].iter().all(|name| root.get(*name).is_some_and(Value::is_string)) {
        return true;
    }
    let error = root.iter().filter(|(name, _)| !name.starts_with('@'));
    let is_error = |name: &str| name == "error" || name == "odata.error";
    error.map(|(name, value)| is_error(name) && value.is_object()).reduce(|one, other| one && other).unwrap_or(false)
}

/// Returns the text of a body that is not an error of the service, on one line and cut.
fn foreign(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(MOST_FOREIGN * 16)]);
    let line = text.split(|char: char| char.is_whitespace() || char.is_control()).filter(|word| !word.is_empty());
    line.collect::<Vec<_>>().join(" ").chars().take(MOST_FOREIGN).collect()
}

/// A text, a number, or OData V2's `{"lang", "value"}`.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(localized) => match localized.get("value") {
            Some(Value::String(text)) => text.clone(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}
