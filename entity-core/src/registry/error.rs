//! Why a registry did not read a body.

use crate::json;
use std::fmt;
/// Why a registry did not read a body.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The body does not name its type: it has no `@odata.type`, or one that is not a string.
    NoTag,
    /// The registry has no type of that name.
    UnknownType(String),
    /// The tag names a type that is not the requested one, its base, or a type that derives from it.
    Unrelated {
        /// The requested type.
        asked: &'static str,
        /// The type in the tag.
        tag: &'static str,
    },
    /// The body was refused.
    Json(json::Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTag => f.write_str("no `@odata.type` says what the body is, so its type must be named"),
            Self::UnknownType(name) => write!(f, "no type `{name}` is known"),
            Self::Unrelated { asked, tag } => write!(f, "`@odata.type` names {tag}, which is not a {asked}"),
            Self::Json(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            _ => None,
        }
    }
}

impl From<json::Error> for ReadError {
    fn from(error: json::Error) -> Self {
        Self::Json(error)
    }
}
