//! Errors of requests: not sent, sent with an unknown fate, refused.

use super::token::TokenError;
use entity_core::{AnswerError, ServiceError, answer, json};
use reqwest::header::{DATE, HeaderMap};
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

/// Returns the service's error, if the response is one. `now` stands in for a missing `Date` (RFC 9110, 6.6.1).
pub(crate) fn refusal(status: u16, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Option<ServiceError> {
    let received = httpdate::fmt_http_date(now);
    let mut texts = texts(headers);
    if !headers.contains_key(DATE) {
        texts.push((DATE.as_str(), &received));
    }
    match answer::<()>(status, &texts, body) {
        Ok(()) | Err(AnswerError::Unreadable(_)) => None,
        Err(AnswerError::Refused(error)) => Some(error),
    }
}

/// Returns the headers whose values are text.
pub(crate) fn texts(headers: &HeaderMap) -> Vec<(&str, &str)> {
    headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect()
}
