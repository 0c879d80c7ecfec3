//! Pieces of JSON text that people may see: without secrets, short, on one line.

use crate::show::{DIM, RED, WIDTH, cut, styled, visible};
use entity_core::{Property, Registered, StructuredType, json};
use std::ops::Range;
use std::sync::LazyLock;

/// The names of all properties that are secrets.
static SECRETS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let types = comms::TYPES.iter().map(Registered::structured_type);
    types.flat_map(StructuredType::declared).filter(|it| it.value_type().is_secret()).map(Property::name).collect()
});

/// A member's value on one line, cut to fit.
pub(crate) fn value(name: &str, text: &str) -> String {
    if is_secret(name) {
        return "\"…\"".to_owned();
    }
    let mut shown = Shown::default();
    let mut from = 0;
    for secret in secrets(text) {
        shown.add(&text[from..secret.start]);
        shown.add("\"…\"");
        from = secret.end;
    }
    shown.add(&text[from..]);
    cut(&shown.text)
}

/// JSON without the white space between its tokens, until it is longer than what is shown.
#[derive(Default)]
struct Shown {
    text: String,
    chars: usize,
    is_string: bool,
    is_escaped: bool,
}

impl Shown {
    const fn is_full(&self) -> bool {
        self.chars > WIDTH
    }

    fn add(&mut self, json: &str) {
        for char in json.chars() {
            if self.is_full() {
                return;
            }
            if self.is_string || !char.is_ascii_whitespace() {
                self.text.push(char);
                self.chars += 1;
            }
            self.is_string ^= char == '"' && !self.is_escaped;
            self.is_escaped = char == '\\' && !self.is_escaped;
        }
    }
}

fn is_secret(name: &str) -> bool {
    SECRETS.iter().any(|secret| secret.eq_ignore_ascii_case(name))
}

/// Where the values of members named like a secret stand, at any depth, in a text that may be no JSON.
fn secrets(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            // Each quote may start a name: where the text is broken there is no telling which do.
            let name = from + text[from..].find('"')? + 1;
            let end = name + text[name..].find('"')?;
            from = end;
            if !(is_secret(&text[name..end]) || is_secret_escaped(&text[name - 1..=end])) {
                continue;
            }
            let gap = |char: char| char.is_ascii_whitespace() || char == ':';
            let start = end + 1 + text[end + 1..].find(|char| !gap(char))?;
            from = start + value_len(&text[start..]);
            // A value that reads like such a name has none behind it.
            if from > start {
                return Some(start..from);
            }
        }
    })
}

fn is_secret_escaped(quoted: &str) -> bool {
    quoted.contains('\\') && serde_json::from_str::<String>(quoted).is_ok_and(|name| is_secret(&name))
}

/// How long the value is that the text starts with; where it does not end, all of the text.
fn value_len(text: &str) -> usize {
    let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' if is_string && depth == 0 => return at + 1,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'[' | b'{' => depth += 1,
            b',' | b']' | b'}' if depth == 0 => return at,
            b']' | b'}' if depth == 1 => return at + 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// What is wrong with a text, its line, and a caret at the place.
pub(crate) fn json_error(error: &json::Error, name: &str, bytes: &[u8]) -> String {
    if let Some(encoding) = encoding(bytes) {
        return format!("{name}: {encoding}");
    }
    let lines = || bytes.split_inclusive(|byte| *byte == b'\n');
    let start: usize = lines().take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    let end = start + bytes[start..].split(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
    let number = error.line().to_string();
    let margin = " ".repeat(number.len());
    let pointer = if error.pointer().is_empty() { String::new() } else { format!(", in {}", cut(error.pointer())) };
    let reason =
        format!("{}\n{margin}{} {name}:{number}:{}{pointer}", error.message(), styled(DIM, "-->"), error.column());
    if bytes[start..end].trim_ascii().is_empty() {
        return reason;
    }
    // Of a long line, what is around the place.
    let first = error.column().saturating_sub(1 + WIDTH / 2);
    // What is no UTF-8 is refused at its first such place: all before it keeps its length.
    let shown = blanked(&String::from_utf8_lossy(&bytes[..end]), start, first);
    let dots = if first > 0 { "…" } else { "" };
    let caret = " ".repeat((error.column() + dots.chars().count()).saturating_sub(1 + first));
    let bar = styled(DIM, "|");
    format!(
        "{reason}\n{margin} {bar}\n{} {bar} {dots}{}\n{margin} {bar} {caret}{}",
        styled(DIM, &number),
        shown.trim_end(),
        styled(RED.bold(), "^"),
    )
}

/// What the first bytes say of a text that is not plain UTF-8.
fn encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes.trim_ascii_start() {
        [0xef, 0xbb, 0xbf, ..] => Some("the text starts with a byte order mark: JSON is read without one"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'{' | b'[', 0, ..] | [0, b'{' | b'[', ..] => {
            Some("the text is in UTF-16: only UTF-8 is read")
        }
        _ => None,
    }
}

/// What is shown of the last line of the text, which starts there, from that character on: each one of a secret is blanked.
/// The secret's name may stand on a line before.
fn blanked(text: &str, start: usize, first: usize) -> String {
    let shown: Vec<_> = text[start..].char_indices().skip(first).take(WIDTH).collect();
    let (Some((from, _)), Some((to, _))) = (shown.first(), shown.last()) else { return String::new() };
    let hidden: Vec<_> = secrets(text).filter(|it| it.end > start + from && it.start <= start + to).collect();
    let is_hidden = |at: usize| hidden.iter().any(|it| it.contains(&(start + at)));
    shown.iter().map(|(at, char)| if is_hidden(*at) { '•' } else { visible(*char) }).collect()
}
