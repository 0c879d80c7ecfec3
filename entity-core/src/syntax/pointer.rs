//! JSON pointers: a path as a linked list on the stack, formatted only on demand.

use super::cursor::{Cursor, Scan};
use std::borrow::Cow;
use std::fmt;

/// A place, as a step below its parent.
#[derive(Clone, Copy)]
pub(crate) struct Pointer<'a> {
    above: Option<&'a Pointer<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Name(&'a str),
    Index(usize),
}

impl<'a> Pointer<'a> {
    pub(crate) const ROOT: Pointer<'static> = Pointer { above: None, step: Step::Root };

    pub(crate) const fn name(&'a self, name: &'a str) -> Self {
        Pointer { above: Some(self), step: Step::Name(name) }
    }

    pub(crate) const fn index(&'a self, index: usize) -> Self {
        Pointer { above: Some(self), step: Step::Index(index) }
    }
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(above) = self.above {
            above.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Name(name) => write!(f, "/{}", escape(name)),
            Step::Index(index) => write!(f, "/{index}"),
        }
    }
}

/// Returns the pointer to the value being read at the end of `before`. `before` is valid JSON up to that point, so a fault ends the walk.
pub(crate) fn pointer_at(before: &[u8]) -> String {
    let text = match std::str::from_utf8(before) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&before[..error.valid_up_to()]).unwrap_or_default(),
    };
    let mut path: Vec<Open> = Vec::new();
    let _ = walk(&mut Cursor::new(text), &mut path);
    path.iter().map(Open::to_string).collect()
}

enum Open {
    Member(Option<String>),
    Item(usize),
}

impl fmt::Display for Open {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(None) => Ok(()),
            Self::Member(Some(name)) => write!(f, "/{}", escape(name)),
            Self::Item(index) => write!(f, "/{index}"),
        }
    }
}

/// Escapes a name as a JSON pointer token.
pub(crate) fn escape(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) { name.replace('~', "~0").replace('/', "~1").into() } else { name.into() }
}

/// Walks the text to its end and leaves the open steps in `path`.
fn walk(cursor: &mut Cursor<'_>, path: &mut Vec<Open>) -> Scan<()> {
    loop {
        cursor.space();
        match cursor.peek() {
            None => return Ok(()),
            Some(b'{') => {
                cursor.pos += 1;
                path.push(Open::Member(None));
            }
            Some(b'[') => {
                cursor.pos += 1;
                path.push(Open::Item(0));
            }
            Some(b'}' | b']') => {
                cursor.pos += 1;
                path.pop();
            }
            Some(b',') => {
                cursor.pos += 1;
                match path.last_mut() {
                    Some(Open::Item(index)) => *index += 1,
                    Some(Open::Member(name)) => *name = None,
                    None => {}
                }
            }
            Some(b':') => cursor.pos += 1,
            Some(b'"') => {
                let string = cursor.string()?;
                if let Some(Open::Member(name @ None)) = path.last_mut() {
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
