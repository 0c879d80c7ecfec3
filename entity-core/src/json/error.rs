//! Why JSON text is refused, and where: byte, line, column and JSON pointer. Found out only once something is wrong.

use super::cursor::{Cursor, Fault, Scan, What};
use std::fmt;

/// Why a text was refused, with its place.
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
    /// Where it is, as a JSON pointer to the value (or the member) that is wrong; empty for the document itself.
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column in characters, from 1.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// The byte, from 0.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    pub(crate) fn new(input: &[u8], fault: Fault) -> Self {
        let before = input.get(..fault.at).unwrap_or(input);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = before.split(|byte| *byte == b'\n').count();
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        // A member that may not be there is pointed to itself, so its name belongs to the way there.
        let named =
            if matches!(fault.what, What::Twice | What::TagTwice) { after_string(input, fault.at) } else { before };
        Self(Box::new(Inner {
            message: fault.what.to_string(),
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
            Self::Twice => "this property is given twice",
            Self::TagTwice => "`@odata.type` is given twice",
            Self::NotObject => "expected an object",
            Self::Empty => "nothing to read: the text is empty",
        })
    }
}

/// The input to the end of the string that starts at `at`.
fn after_string(input: &[u8], at: usize) -> &[u8] {
    let text = std::str::from_utf8(input).unwrap_or_default();
    let mut cursor = Cursor::at(text, at);
    let _ = cursor.string();
    &input[..cursor.pos.min(input.len())]
}

/// The pointer to what is being read where `before` ends. `before` is valid JSON up to there, so faults just end the walk.
fn pointer_at(before: &[u8]) -> String {
    let text = match std::str::from_utf8(before) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&before[..error.valid_up_to()]).unwrap_or_default(),
    };
    let mut path: Vec<Step> = Vec::new();
    let _ = walk(&mut Cursor::new(text), &mut path);
    path.iter().map(Step::to_string).collect()
}

enum Step {
    Member(Option<String>),
    Item(usize),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(None) => Ok(()),
            Self::Member(Some(name)) => write!(f, "/{}", escape(name)),
            Self::Item(index) => write!(f, "/{index}"),
        }
    }
}

/// A name as a JSON pointer's token.
pub(crate) fn escape(name: &str) -> std::borrow::Cow<'_, str> {
    if name.contains(['~', '/']) { name.replace('~', "~0").replace('/', "~1").into() } else { name.into() }
}

/// Follows the text to its end; `path` is then what is still open.
fn walk(cursor: &mut Cursor<'_>, path: &mut Vec<Step>) -> Scan<()> {
    loop {
        cursor.space();
        match cursor.peek() {
            None => return Ok(()),
            Some(b'{') => {
                cursor.pos += 1;
                path.push(Step::Member(None));
            }
            Some(b'[') => {
                cursor.pos += 1;
                path.push(Step::Item(0));
            }
            Some(b'}' | b']') => {
                cursor.pos += 1;
                path.pop();
            }
            Some(b',') => {
                cursor.pos += 1;
                match path.last_mut() {
                    Some(Step::Item(index)) => *index += 1,
                    Some(Step::Member(name)) => *name = None,
                    None => {}
                }
            }
            Some(b':') => cursor.pos += 1,
            Some(b'"') => {
                let string = cursor.string()?;
                if let Some(Step::Member(name @ None)) = path.last_mut() {
                    *name = Some(string.decode().map_or_else(|| string.body.to_owned(), Into::into));
                }
            }
            Some(b'-' | b'0'..=b'9') => {
                cursor.number()?;
            }
            Some(b't') => cursor.literal("true")?,
            Some(b'f') => cursor.literal("false")?,
            Some(_) => cursor.literal("null")?,
        }
    }
}
