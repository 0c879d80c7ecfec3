//! One JSON value as text: what a leaf is decoded from.

use super::cursor::Cursor;
use super::strings::Str;
use std::borrow::Cow;

/// One JSON value as it was received: what a [`Primitive`](crate::Primitive) decodes.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    raw: &'a str,
    /// Whether there may be an escape in it.
    escaped: bool,
}

impl<'a> Token<'a> {
    /// `raw` is a valid JSON value without white space around it.
    #[inline]
    pub(crate) const fn new(raw: &'a str) -> Self {
        Self { raw, escaped: true }
    }

    /// A string, quotes included, that is known to have no escape.
    #[inline]
    pub(crate) const fn plain(raw: &'a str) -> Self {
        Self { raw, escaped: false }
    }

    /// The JSON text, as received.
    #[inline]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// The text of a string, escapes decoded; `None` for what is no string, and for one with a lone surrogate.
    #[inline]
    pub fn as_str(&self) -> Option<Cow<'a, str>> {
        if !self.escaped {
            return self.raw.get(1..self.raw.len() - 1).map(Cow::Borrowed);
        }
        let body = self.raw.strip_prefix('"')?.strip_suffix('"')?;
        Str { body, escaped: body.contains('\\') }.decode()
    }

    /// The text of a number.
    #[inline]
    pub fn as_number(&self) -> Option<&'a str> {
        self.raw.starts_with(|first: char| first == '-' || first.is_ascii_digit()).then_some(self.raw)
    }

    /// The text of a number, or of a string that holds one (as services send them for clients whose numbers are doubles); and whether it is a number.
    #[inline]
    pub(crate) fn number_or_text(&self) -> Option<(Cow<'a, str>, bool)> {
        self.as_number().map(|text| (Cow::Borrowed(text), true)).or_else(|| self.as_str().map(|text| (text, false)))
    }

    /// Whether it is null.
    #[inline]
    pub fn is_null(&self) -> bool {
        self.raw == "null"
    }

    /// The items of an array; nothing for what is none.
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
