//! The program's error type.

use std::fmt::{self, Display, Formatter};
use std::io;

/// A command's failure: the reason, for standard error, and the exit code.
///
/// The reason is text for a terminal: it may have ANSI styles, and it has no other control characters but line feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The input is refused or breaks rules, or the output cannot be written: exit code 1.
    Input(String),
    /// The arguments are wrong: exit code 2.
    Usage(String),
}

impl Failure {
    /// Reading or writing failed; `what` names the attempt.
    pub(crate) fn io(what: &str, error: &io::Error) -> Self {
        let reason = error.to_string().to_lowercase();
        // The system's words, without its number.
        Self::Input(format!("{what}: {}", reason.split(" (os error").next().unwrap_or_default()))
    }

    /// The program's exit code after this failure.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) => 1,
            Self::Usage(_) => 2,
        }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (Self::Input(reason) | Self::Usage(reason)) = self;
        f.write_str(reason)
    }
}

impl std::error::Error for Failure {}
