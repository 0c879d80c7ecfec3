//! The reading error: the reason, and the place as byte offset, line, column and JSON pointer. The place is computed only after a fault.

use super::cursor::{Cursor, Fault, What};
use super::pointer::pointer_at;
use std::fmt;

/// An error from reading JSON text, with its place.
///
/// ```
/// # use entity_core::{json, Page};
/// # #[derive(Clone, Debug, Default, PartialEq, entity_core::ComplexType)]
/// # #[complex_type("contoso.result")]
/// # struct ResultInfo { #[dynamic] dynamic: entity_core::DynamicProperties }
/// let error = json::from_str::<ResultInfo>("{\n  \"a\": [1, 2,, 3]\n}").unwrap_err();
/// assert_eq!((error.line(), error.column(), error.pointer()), (2, 14, "/a/2"));
/// assert_eq!(error.to_string(), "expected a value at line 2 column 14 (/a/2)");
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    message: String,
    offset: usize,
    line: usize,
    column: usize,
    pointer: String,
}

impl Error {
    /// Returns the JSON pointer to the faulty value or member; empty for the document itself.
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// Returns the line, counted from 1.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// Returns the column in characters, counted from 1.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// Returns the byte offset, counted from 0.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Returns the reason without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    pub(crate) fn new(input: &[u8], fault: Fault) -> Self {
        let before = input.get(..fault.at).unwrap_or(input);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = before.split(|byte| *byte == b'\n').count();
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        // A duplicate member is the place itself, so the pointer includes its name.
        let named =
            if matches!(fault.what, What::Twice | What::TagTwice) { after_string(input, fault.at) } else { before };
        Self(Box::new(Inner {
            message: if is_markup(input) { MARKUP.to_owned() } else { fault.what.to_string() },
            offset: fault.at,
            line,
            column,
            pointer: pointer_at(named),
        }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { message, line, column, pointer, .. } = &*self.0;
        write!(f, "{message} at line {line} column {column}")?;
        if pointer.is_empty() { Ok(()) } else { write!(f, " ({pointer})") }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl std::error::Error for Error {}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "invalid UTF-8",
            Self::End => "the text ends too early",
            Self::Value => "expected a value",
            Self::Literal => "expected `true`, `false` or `null`",
            Self::Number => "invalid number",
            Self::Escape => "invalid escape",
            Self::Control => "control character in a string: it must be escaped",
            Self::Name => "expected a member's name in quotes",
            Self::Colon => "expected `:`",
            Self::CommaOrEnd => "expected `,` or the end of the array or object",
            Self::TrailingComma => "a comma with nothing behind it",
            Self::Trailing => "text after the end of the document",
            Self::Depth => "nested deeper than 128 levels",
            Self::DepthLimit => "nested deeper than the limit allows",
            Self::Memory => "needs more memory than the limit allows",
            Self::Twice => "this property is given twice",
            Self::TagTwice => "`@odata.type` is given twice",
            Self::NotObject => "expected an object",
            Self::Empty => "nothing to read: the text is empty",
        })
    }
}

/// The reason for a page that came in place of JSON, such as that of a proxy or of a login.
const MARKUP: &str = "an HTML or XML document in place of JSON";

fn is_markup(input: &[u8]) -> bool {
    let text = input.strip_prefix("\u{feff}".as_bytes()).unwrap_or(input);
    text.trim_ascii_start().starts_with(b"<")
}

/// Returns the input up to the end of the string that starts at `at`.
fn after_string(input: &[u8], at: usize) -> &[u8] {
    let text = std::str::from_utf8(input).unwrap_or_default();
    let mut cursor = Cursor::at(text, at);
    let _ = cursor.string();
    &input[..cursor.pos.min(input.len())]
}
