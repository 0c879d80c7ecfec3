//! The key of an operation.

use crate::CallKey;
use std::fmt;
use std::str::FromStr;

/// The key of an operation: its call's key and its number within the call. Written `{key}-{number}`.
///
/// It is known before the request is sent, and valid in any process that opens the same store.
///
/// ```
/// use comms_live::{CallKey, OperationKey};
/// let key = OperationKey { call: CallKey::random(), number: 0 };
/// assert_eq!(key.to_string().parse(), Ok(key));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationKey {
    /// The call's key.
    pub call: CallKey,
    /// The operation's number within its call.
    pub number: u64,
}

impl fmt::Display for OperationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.call, self.number)
    }
}

impl FromStr for OperationKey {
    type Err = NotAnOperationKey;

    fn from_str(text: &str) -> Result<Self, NotAnOperationKey> {
        let (call, number) = crate::call_key::split(text).ok_or(NotAnOperationKey)?;
        Ok(Self { call, number })
    }
}

/// The text is not an [`OperationKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an operation's key: a call's key, a hyphen and a number")]
pub struct NotAnOperationKey;
