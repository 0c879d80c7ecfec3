//! Reads a service's schema, compares declared types with it, prints declarations from it, and loads its types at run time.
//!
//! [`read`] parses CSDL 4.0 and 4.01 in XML into a [`Schema`], [`read_all`] referenced documents too. [`drift`] lists the differences between declared types and a
//! schema. [`scaffold`] and [`scaffold_all`] print Rust declarations. [`load`] makes types of a schema without declarations. Fetching a schema is left to the caller, and reading or
//! writing values never needs one.

mod drift;
mod load;
mod model;
mod plan;
mod read;
mod resolve;
mod scaffold;
mod tables;
mod xml;

pub use drift::{Drift, Finding, Severity, drift};
pub use load::load;
pub use model::*;
pub use read::{read, read_all, read_with};
pub use scaffold::{scaffold, scaffold_all};

use std::fmt;

/// The reason why a document is not a schema, or why a type cannot be printed, with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    line: usize,
    message: String,
}

impl Error {
    fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }

    /// The line of the faulty element, from 1; 0 if no line is at fault.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The fault, in English, without its line.
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
