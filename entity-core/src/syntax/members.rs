//! Iterators over the members of an object's text.

use super::cursor::Cursor;
use std::borrow::Cow;

/// Yields each member's whole text, its name and its value's text. A name with a lone surrogate is yielded with its escapes.
pub(crate) fn members(text: &str) -> impl Iterator<Item = (&str, Cow<'_, str>, &str)> {
    let mut cursor = Cursor::new(text);
    std::iter::from_fn(move || {
        let from = cursor.pos;
        let name = cursor.name().ok()?;
        cursor.space();
        let value = cursor.pos;
        cursor.pass();
        let to = cursor.pos;
        cursor.space();
        cursor.pos += 1;
        cursor.space();
        let name_text = name.decode().unwrap_or(Cow::Borrowed(name.body));
        Some((cursor.slice(from, to), name_text, cursor.slice(value, to)))
    })
}

/// Yields the name and the value's text of each member of an object.
pub(crate) fn object_members(text: &str) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
    let inside = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or_default();
    members(inside.trim_start()).map(|(_, name, raw)| (name, raw))
}
