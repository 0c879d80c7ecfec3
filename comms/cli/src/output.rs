//! A command's output: text for people or for programs, and how each is printed.

use serde_json::Value;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The output of a command that ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    text: String,
    audience: Audience,
    problem: Option<String>,
    warnings: Vec<String>,
}

/// The reader of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Text with ANSI styles, which are removed if standard output is not a terminal.
    People,
    /// Data, printed byte for byte.
    Programs,
}

impl Output {
    pub(crate) const fn for_people(text: String) -> Self {
        Self { text, audience: Audience::People, problem: None, warnings: Vec::new() }
    }

    pub(crate) const fn for_programs(text: String) -> Self {
        Self { text, audience: Audience::Programs, problem: None, warnings: Vec::new() }
    }

    pub(crate) fn with_problem(self, problem: Option<String>) -> Self {
        Self { problem, ..self }
    }

    pub(crate) fn with_warnings(self, warnings: Vec<String>) -> Self {
        Self { warnings, ..self }
    }

    /// The text for standard output.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The reader the text is for.
    pub const fn audience(&self) -> Audience {
        self.audience
    }

    /// The problem that the command found in a readable input. It goes to standard error, with exit code 1.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// The oddities of a readable input, a line for each. They go to standard error, and do not change the exit code.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    pub(crate) fn print(&self) -> io::Result<()> {
        match self.audience {
            Audience::People => print(anstream::stdout(), &self.text),
            // Not by `anstream`, which drops some control characters together with styles.
            Audience::Programs => print(io::stdout().lock(), &self.text),
        }
    }
}

fn print(mut out: impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes a JSON array of the pushed items, one at a time: a `Value` of all items takes many times the memory of their text.
pub(crate) fn write_array(out: &mut String, push_items: impl FnOnce(&mut dyn FnMut(&Value))) {
    out.push('[');
    let start = out.len();
    push_items(&mut |item| {
        let separator = if out.len() > start { "," } else { "" };
        let _ = write!(out, "{separator}{item}");
    });
    out.push(']');
}
