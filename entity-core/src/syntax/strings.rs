//! JSON strings: decoding escapes, and writing text with the escapes that JSON requires.

use super::buffer::Buffer;
use super::scan::plain_len;
use std::borrow::Cow;

/// The text between a string's quotes, and whether it contains an escape.
#[derive(Clone, Copy)]
pub(crate) struct Str<'a> {
    pub(crate) body: &'a str,
    pub(crate) escaped: bool,
}

impl<'a> Str<'a> {
    /// Returns the text with escapes decoded; `None` if a lone surrogate makes it invalid text.
    pub(crate) fn decode(self) -> Option<Cow<'a, str>> {
        if self.escaped { unescape(self.body).map(Cow::Owned) } else { Some(Cow::Borrowed(self.body)) }
    }

    /// Like [`Self::decode`], owned.
    pub(crate) fn to_owned(self) -> Option<String> {
        self.decode().map(Cow::into_owned)
    }
}

/// Copies text. By way of a box, whose allocation is compiled in place.
#[inline]
pub(crate) fn owned(text: &str) -> String {
    Box::<str>::from(text).into()
}

/// Decodes the escapes of a grammatical string; `None` if it contains a lone surrogate.
#[cold]
pub(crate) fn unescape(body: &str) -> Option<String> {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = rest.as_bytes().get(at + 1)?;
        rest = rest.get(at + 2..)?;
        let char = match escape {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let (char, used) = unicode(rest)?;
                rest = rest.get(used..)?;
                char
            }
            other => char::from(*other),
        };
        out.push(char);
    }
    out.push_str(rest);
    Some(out)
}

/// Decodes the character behind `\\u`, including a surrogate pair. Returns it and its length in bytes.
fn unicode(rest: &str) -> Option<(char, usize)> {
    let unit = |from: usize| rest.get(from..from + 4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let first = unit(0)?;
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first).map(|char| (char, 4));
    }
    if rest.get(4..6)? != "\\u" {
        return None;
    }
    let second = unit(6).filter(|second| (0xdc00..0xe000).contains(second))?;
    char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)).map(|char| (char, 10))
}

/// Writes a quoted string with the required escapes.
#[inline]
pub(crate) fn string(out: &mut Buffer, text: &str) {
    quoted(out, b"\"", text);
}

/// Writes `before`, which ends with the opening quote, and the rest of the string.
#[allow(clippy::inline_always, reason = "as `Buffer::put`")]
#[inline(always)]
pub(crate) fn quoted(out: &mut Buffer, before: &[u8], text: &str) {
    if !out.put_plain(before, text) {
        escaped(text, |piece| out.put(piece));
        out.put("\"");
    }
}

/// Like [`string`], at the end of a `String`.
pub(crate) fn push_string(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    if plain_len(text.as_bytes()) == text.len() {
        out.push_str(text);
    } else {
        escaped(text, |piece| out.push_str(piece));
    }
    out.push('"');
}

/// Passes the text to `piece` in parts, with escapes in place of the bytes that need them.
#[cold]
fn escaped(text: &str, mut piece: impl FnMut(&str)) {
    const HEX: [&str; 16] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f"];
    let mut rest = text;
    loop {
        let plain = plain_len(rest.as_bytes());
        let (before, after) = rest.split_at(plain);
        if !before.is_empty() {
            piece(before);
        }
        let Some(byte) = after.bytes().next() else { return };
        match byte {
            b'"' => piece("\\\""),
            b'\\' => piece("\\\\"),
            b'\n' => piece("\\n"),
            b'\r' => piece("\\r"),
            b'\t' => piece("\\t"),
            0x8 => piece("\\b"),
            0xc => piece("\\f"),
            _ => {
                piece("\\u00");
                piece(HEX[usize::from(byte >> 4)]);
                piece(HEX[usize::from(byte & 15)]);
            }
        }
        rest = &after[1..];
    }
}
