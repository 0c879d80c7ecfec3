//! Tags: finding an object's `@odata.type` and the name in it.

use super::reader::Reader;
use crate::model::dynamic::Tag;
use crate::model::node::Node;
use crate::syntax::cursor::{Cursor, Scan, What};
use crate::syntax::scan::byte;
use crate::syntax::strings::Str;
use crate::syntax::tag::{is_tag, type_name};
use crate::syntax::token::Token;
use std::borrow::Cow;

/// The usual spelling of a tag's name, followed by its value, or by one space if the text is indented.
const USUAL_TAG: &[u8] = b"\"@odata.type\":";

/// Returns the offset of the tag's value, if the tag at `at` has the usual spelling.
#[inline]
fn usual_tag_value(text: &str, at: usize) -> Option<usize> {
    let value = at + USUAL_TAG.len();
    text.as_bytes().get(at..)?.starts_with(USUAL_TAG).then(|| value + usize::from(byte(text, value) == b' '))
}

/// A tag: the offset of its member, whether its name has the usual spelling, and the text between its quotes.
#[derive(Clone, Copy)]
pub(super) struct Tagged<'a> {
    pub(super) at: usize,
    pub(super) usual: bool,
    pub(super) body: Str<'a>,
}

/// Like [`Tagged`], in the usual spelling and without escapes.
#[derive(Clone, Copy)]
pub(super) struct UsualTag<'a> {
    pub(super) at: usize,
    pub(super) body: &'a str,
}

impl<'a> Reader<'a> {
    /// Returns the tag if it is the next member, in the usual spelling and without escapes.
    #[inline]
    pub(super) fn usual_tag(&mut self) -> Option<UsualTag<'a>> {
        let at = self.cursor.pos;
        let value = usual_tag_value(self.cursor.text, at)?;
        let (body, end) = Cursor::at(self.cursor.text, value).plain_string()?;
        self.cursor.pos = end;
        Some(UsualTag { at, body })
    }

    /// Like [`Self::tag_of`], with a fast path for a tag that names the node's own type.
    #[inline]
    pub(super) fn usual_tag_of(&self, node: &dyn Node, UsualTag { at, body }: UsualTag<'_>) -> Tag {
        let table = node.table();
        if body.strip_prefix('#') == Some(table.name) {
            return Tag::Known(table);
        }
        self.tag_of(node, Tagged { at, usual: true, body: Str { body, escaped: false } })
    }

    /// Classifies the tag that ends here: equal to what the writer would write, or kept as text.
    pub(super) fn tag_of(&self, node: &dyn Node, Tagged { at, usual, body }: Tagged<'_>) -> Tag {
        let table = node.table();
        if usual && body.body.strip_prefix('#') == Some(table.name) {
            Tag::Known(table)
        } else {
            let own = body.decode().is_some_and(|tag| type_name(&tag) == table.name);
            Tag::Received(at, self.cursor.pos, own.then_some(table))
        }
    }

    /// Returns the type name in the tag of the object whose members start at `from`. Does not move the cursor.
    pub(super) fn find_tag(&mut self, from: usize) -> Scan<Option<Cow<'a, str>>> {
        let mut cursor = Cursor::at(self.cursor.text, from);
        let tag = self.tag_from(&mut cursor);
        if tag.is_err() {
            self.cursor = cursor;
        }
        tag
    }

    fn tag_from(&self, cursor: &mut Cursor<'a>) -> Scan<Option<Cow<'a, str>>> {
        cursor.space();
        if let Some(value) = usual_tag_value(cursor.text, cursor.pos)
            && let Some((tag, _)) = Cursor::at(cursor.text, value).plain_string()
        {
            return Ok(Some(Cow::Borrowed(type_name(tag))));
        }
        if cursor.peek() == Some(b'}') {
            return Ok(None);
        }
        loop {
            let name = cursor.name()?;
            cursor.space();
            let value = cursor.pos;
            cursor.skip(self.depth)?;
            if name.decode().is_some_and(|name| is_tag(&name)) {
                return Ok(match Token::new(cursor.slice(value, cursor.pos)).as_str() {
                    Some(Cow::Borrowed(tag)) => Some(Cow::Borrowed(type_name(tag))),
                    Some(Cow::Owned(tag)) => Some(Cow::Owned(type_name(&tag).to_owned())),
                    None => None,
                });
            }
            cursor.space();
            match cursor.peek() {
                Some(b',') => cursor.pos += 1,
                Some(b'}') => return Ok(None),
                _ => return cursor.fault(What::CommaOrEnd),
            }
            cursor.space();
        }
    }
}
