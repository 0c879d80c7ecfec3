//! Answers to requests: a value, or the reason why there is none.

use super::service_error::{ServiceError, is_error_body};
use crate::json;
use std::fmt;

/// Reads the response to a request as any type that [`json::from_slice`] reads: a [`Page`](crate::Page), an entity, an `Option`.
///
/// [`Action::answer`](crate::Action::answer) reads the response to an action.
///
/// ```
/// use entity_core::{AnswerError, Page, answer};
/// # use entity_core::{DynamicProperties, Entity, Prop};
/// # #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// # #[entity("contoso.call")]
/// # struct Call { #[prop("id")] id: Prop<String>, #[dynamic] dynamic: DynamicProperties }
///
/// let page: Page<Call> = answer(200, &[], br#"{"value": [{"id": "7"}]}"#)?;
/// assert_eq!(page.value()[0].id(), Some("7"));
///
/// let throttled = answer::<Page<Call>>(429, &[("Retry-After", "10")], br#"{"error": {"code": "TooManyRequests"}}"#);
/// let Err(AnswerError::Refused(error)) = throttled else { panic!("not an empty page") };
/// assert!(error.is_retryable() && error.is_refused());
/// # Ok::<(), AnswerError>(())
/// ```
///
/// # Errors
/// See [`AnswerError`]. A body that is an error (`{"error": {…}}`) is one whatever the status.
pub fn answer<T: json::Read>(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Result<T, AnswerError> {
    if (200..300).contains(&status) && !is_error_body(body) {
        return Ok(json::from_slice(body)?);
    }
    Err(AnswerError::Refused(ServiceError::from_response(status, headers, body)))
}

/// A response without the value that was asked for.
#[derive(Clone, Debug)]
pub enum AnswerError {
    /// The service answered with an error. [`ServiceError::is_refused`] returns whether it did nothing.
    Refused(ServiceError),
    /// The request was successful, but the response cannot be read as its type.
    Unreadable(json::Error),
}

impl AnswerError {
    /// Returns the service's error, if it answered with one.
    pub fn service_error(&self) -> Option<&ServiceError> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Unreadable(_) => None,
        }
    }
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Unreadable(error) => write!(f, "the response cannot be read: {error}"),
        }
    }
}

impl std::error::Error for AnswerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Unreadable(error) => Some(error),
        }
    }
}

impl From<ServiceError> for AnswerError {
    fn from(error: ServiceError) -> Self {
        Self::Refused(error)
    }
}

impl From<json::Error> for AnswerError {
    fn from(error: json::Error) -> Self {
        Self::Unreadable(error)
    }
}
