//! Reads requests: bodies within limits, and queries.

use super::problem::Problem;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use entity_core::{Entity, Violation};
use serde_json::Value;
use std::error::Error;
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Bytes of a body.
const BODY: usize = 1 << 20;
/// The longest time for a body.
const TIME: Duration = Duration::from_secs(30);
/// Bodies that are read at once. More wait.
const AT_ONCE: usize = 32;

/// Reads bodies, a limited number at once.
pub(super) struct Bodies(Semaphore);

impl Default for Bodies {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

impl Bodies {
    /// Reads a JSON body. One without parameters may be empty.
    pub(super) async fn read(&self, request: Request) -> Result<Bytes, Problem> {
        let (head, body) = request.into_parts();
        let declared = head.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        if declared.is_some_and(|length| length.parse::<usize>().is_ok_and(|length| length > BODY)) {
            return Err(too_large());
        }
        if head.headers.get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
            return Err(unsupported("a compressed body is not read"));
        }
        // The semaphore is never closed.
        let _turn = self.0.acquire().await;
        let read = tokio::time::timeout(TIME, axum::body::to_bytes(body, BODY)).await;
        let late = |_| Problem::new(StatusCode::REQUEST_TIMEOUT, "late", "the body did not come in time");
        let body = read.map_err(late)?.map_err(|error| {
            let is_limit = error.source().is_some_and(<dyn Error>::is::<http_body_util::LengthLimitError>);
            if is_limit { too_large() } else { Problem::bad_request("the body broke off") }
        })?;
        if !body.is_empty() && !is_json(&head.headers) {
            return Err(unsupported("the Content-Type of a body is application/json"));
        }
        Ok(body)
    }

    /// Refuses a body: for routes that take none.
    pub(super) async fn none(&self, request: Request) -> Result<(), Problem> {
        let body = self.read(request.map(Body::new)).await?;
        let is_nothing = matches!(body.trim_ascii(), b"" | b"{}" | b"null");
        if is_nothing { Ok(()) } else { Err(Problem::bad_request("this route takes no body")) }
    }
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "tooLarge", format!("a body has at most {BODY} bytes"))
}

fn unsupported(message: &str) -> Problem {
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported", message)
}

/// A page of another origin can send no such type without asking first.
fn is_json(headers: &HeaderMap) -> bool {
    let type_ = headers.get(header::CONTENT_TYPE).and_then(|type_| type_.to_str().ok()).unwrap_or_default();
    type_.split(';').next().is_some_and(|type_| type_.trim().eq_ignore_ascii_case("application/json"))
}

/// Refuses a value with members that are not of their declared type, or with a tag that is not a text.
pub(super) fn check_types(value: &impl Entity, body: &[u8]) -> Result<(), Problem> {
    const REFUSED: [&str; 3] = ["undecodable", "omitted_item", "other_type"];
    let deviations = value.deviations().into_iter().filter(|deviation| REFUSED.contains(&deviation.kind()));
    let mut violations: Vec<_> = deviations.map(|it| Violation::new(it.path(), it.kind(), it.message())).collect();
    if let Ok(body) = serde_json::from_slice(body) {
        find_odd_tags(&body, "", &mut violations);
    }
    if violations.is_empty() { Ok(()) } else { Err(Problem::invalid(&violations.into_iter().collect())) }
}

/// Finds tags that are not texts. The reader treats such an object as one without a tag.
fn find_odd_tags(value: &Value, path: &str, found: &mut Vec<Violation>) {
    let below = |name: &str| format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(members) => members.iter().for_each(|(name, member)| match name.as_str() {
            "@odata.type" if !member.is_string() => {
                found.push(Violation::new(below(name), "undecodable", "the name of a type is a text"));
            }
            _ => find_odd_tags(member, &below(name), found),
        }),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| find_odd_tags(item, &format!("{path}/{index}"), found));
        }
        _ => {}
    }
}

/// The parameters of a query, each taken by its name.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn of(request: &Request) -> Self {
        let query = request.uri().query().unwrap_or_default();
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// Takes a parameter.
    pub(super) fn take<T: FromStr>(&mut self, name: &str, form: &str) -> Result<Option<T>, Problem> {
        let Some(at) = self.0.iter().position(|(other, _)| other == name) else { return Ok(None) };
        let (_, value) = self.0.remove(at);
        value.parse().map(Some).map_err(|_| Problem::bad_request(format!("{name}: not {form}")))
    }

    /// Takes the number of items of a page: 1 to 100, 50 without one.
    pub(super) fn limit(&mut self) -> Result<usize, Problem> {
        let limit = self.take("limit", "a number from 1 to 100")?.unwrap_or(50);
        if (1..=100).contains(&limit) {
            Ok(limit)
        } else {
            Err(Problem::bad_request("limit: not a number from 1 to 100"))
        }
    }

    /// Refuses what was not taken, so that a misspelt name is noticed.
    pub(super) fn end(self) -> Result<(), Problem> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => {
                let name: String = name.chars().take(40).collect();
                Err(Problem::bad_request(format!("`{name}`: an unknown parameter, or one given twice")))
            }
        }
    }
}
