//! Schemas: a service's CSDL read into plain data, the declared types compared with it, and declarations printed from it.
//!
//! [`read`] takes CSDL 4.0 and 4.01 in XML. [`drift`] says where declared types and a schema differ. [`scaffold`] and
//! [`scaffold_all`] print Rust declarations. Nothing here fetches a schema, or runs when types are used.

mod drift;
mod edm;
mod model;
mod read;
mod resolve;
mod scaffold;
mod xml;

pub use drift::{Drift, Finding, Severity, drift};
pub use model::*;
pub use read::{read, read_with};
pub use scaffold::{scaffold, scaffold_all};

use std::fmt;

/// Why a document is no schema, or a schema cannot be printed as declarations: what and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    line: usize,
    message: String,
}

impl Error {
    fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }

    /// The line of the construct, from 1; 0 where it is about no line of the document.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// What is wrong, in words.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.message),
            line => write!(f, "line {line}: {}", self.message),
        }
    }
}

impl std::error::Error for Error {}
