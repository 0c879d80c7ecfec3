//! Errors of the handle that tests hold.

use std::fmt;

/// The fake could not do what the test asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FakeError {
    /// No such call, or it has ended.
    NoCall(String),
    /// No such operation is pending.
    NoOperation(String),
    /// The call names no app or callback, and no bot is registered for it.
    NoBot,
    /// The URL is not an https URL.
    NotHttps(String),
    /// The text is not an RSA certificate or public key in PEM.
    NotACertificate,
    /// No route leads to the callback.
    NoRoute(String),
    /// The bot did not answer.
    NoAnswer(String),
    /// The bot has not subscribed to tones of the call.
    TonesUnheard(String),
    /// 20,000 calls go on.
    TooManyCalls,
}

impl fmt::Display for FakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCall(id) => write!(f, "no call {id} goes on"),
            Self::NoOperation(id) => write!(f, "no operation {id} is pending"),
            Self::NoBot => f.write_str("no bot is registered for the call"),
            Self::NotHttps(url) => write!(f, "not an https URL: {url}"),
            Self::NotACertificate => f.write_str("not an RSA certificate or public key in PEM"),
            Self::NoRoute(url) => write!(f, "no route leads to {url}"),
            Self::NoAnswer(reason) => write!(f, "the bot did not answer: {reason}"),
            Self::TonesUnheard(id) => write!(f, "the bot has not subscribed to tones of call {id}"),
            Self::TooManyCalls => f.write_str("too many calls go on"),
        }
    }
}

impl std::error::Error for FakeError {}
