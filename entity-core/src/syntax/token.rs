//! One JSON value as text, the input of a leaf's decoder.

use super::cursor::Cursor;
use super::strings::{Str, owned};
use std::borrow::Cow;

/// One JSON value as received: the input of [`Primitive::decode`](crate::Primitive::decode).
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    raw: &'a str,
    /// Whether the text may contain an escape.
    escaped: bool,
}

impl<'a> Token<'a> {
    /// Wraps a valid JSON value without surrounding white space.
    #[inline]
    pub(crate) const fn new(raw: &'a str) -> Self {
        Self { raw, escaped: true }
    }

    /// Wraps a quoted string known to contain no escape.
    #[inline]
    pub(crate) const fn plain(raw: &'a str) -> Self {
        Self { raw, escaped: false }
    }

    /// Returns the JSON text as received.
    #[inline]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// Returns the text of a string with escapes decoded; `None` for other values and for a string with a lone surrogate.
    #[inline]
    pub fn as_str(&self) -> Option<Cow<'a, str>> {
        if !self.escaped {
            return self.raw.get(1..self.raw.len() - 1).map(Cow::Borrowed);
        }
        let body = self.raw.strip_prefix('"')?.strip_suffix('"')?;
        Str { body, escaped: body.contains('\\') }.decode()
    }

    /// Like [`Self::as_str`], owned.
    #[inline]
    pub(crate) fn to_text(self) -> Option<String> {
        self.as_str().map(|text| match text {
            Cow::Borrowed(text) => owned(text),
            Cow::Owned(text) => text,
        })
    }

    /// Returns the text of a number.
    #[inline]
    pub fn as_number(&self) -> Option<&'a str> {
        self.raw.starts_with(|first: char| first == '-' || first.is_ascii_digit()).then_some(self.raw)
    }

    /// Returns the text of a number, or of a string (services send numbers as strings to some clients), and whether it is a number.
    #[inline]
    pub(crate) fn number_or_text(&self) -> Option<(Cow<'a, str>, bool)> {
        self.as_number().map(|text| (Cow::Borrowed(text), true)).or_else(|| self.as_str().map(|text| (text, false)))
    }

    /// Returns whether the value is null.
    #[inline]
    pub fn is_null(&self) -> bool {
        self.raw == "null"
    }

    /// Returns the items of an array; empty for other values.
    pub(crate) fn items(&self) -> Vec<Self> {
        let mut items = Vec::new();
        if !self.raw.starts_with('[') {
            return items;
        }
        let mut cursor = Cursor::at(self.raw, 1);
        loop {
            cursor.space();
            let from = cursor.pos;
            if matches!(cursor.peek(), Some(b']') | None) {
                return items;
            }
            cursor.pass();
            items.push(Self::new(cursor.slice(from, cursor.pos)));
            cursor.space();
            cursor.pos += 1;
        }
    }
}
