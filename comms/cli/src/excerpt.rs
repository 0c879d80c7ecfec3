//! Excerpts of JSON text for people: short, on one line, without secrets.

use crate::secrets;
use crate::show;
use crate::show::{DIM, RED, WIDTH, cut, styled, visible};
use entity_core::json;

/// A member's value on one line, cut to fit: a string without its escapes, any other value as JSON.
pub(crate) fn value(name: &str, json: &str) -> String {
    if secrets::is_secret(name) {
        return HIDDEN.to_owned();
    }
    match serde_json::from_str::<String>(json) {
        Ok(text) => cut(&format!("\"{}\"", hide_secrets(&text))),
        Err(_) => cut(&compact(&hide_secrets(json))),
    }
}

/// A member's value: [`value`], or in full with an indent.
pub(crate) fn shown(name: &str, json: &str, is_full: bool) -> String {
    if !is_full || secrets::is_secret(name) {
        return value(name, json);
    }
    let text = hide_secrets(json);
    let indented = serde_json::from_str::<serde_json::Value>(&text)
        .ok()
        .and_then(|value| serde_json::to_string_pretty(&value).ok());
    let lines = indented.unwrap_or(text);
    lines.lines().map(show::plain).collect::<Vec<_>>().join("\n    ")
}

const HIDDEN: &str = "\"…\"";

fn hide_secrets(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for secret in secrets::ranges(text) {
        shown += &text[from..secret.start];
        shown += HIDDEN;
        from = secret.end;
    }
    shown + &text[from..]
}

/// JSON without the white space between tokens, up to one character more than is shown.
fn compact(json: &str) -> String {
    let (mut is_string, mut is_escaped) = (false, false);
    let is_kept = |char: &char| {
        let is_kept = is_string || !char.is_ascii_whitespace();
        is_string ^= *char == '"' && !is_escaped;
        is_escaped = *char == '\\' && !is_escaped;
        is_kept
    };
    json.chars().filter(is_kept).take(WIDTH + 1).collect()
}

/// The error's message and place, with the line of the text and a caret under the place.
pub(crate) fn json_error(error: &json::Error, file: &str, bytes: &[u8]) -> String {
    if let Some(encoding) = encoding_problem(bytes) {
        return format!("{file}: {encoding}");
    }
    let number = error.line().to_string();
    let margin = " ".repeat(number.len());
    let pointer = if error.pointer().is_empty() { String::new() } else { format!(", in {}", cut(error.pointer())) };
    let reason =
        format!("{}\n{margin}{} {file}:{number}:{}{pointer}", error.message(), styled(DIM, "-->"), error.column());
    let Some((line, caret)) = line_and_caret(error, bytes) else { return reason };
    let bar = styled(DIM, "|");
    format!(
        "{reason}\n{margin} {bar}\n{} {bar} {line}\n{margin} {bar} {}{}",
        styled(DIM, &number),
        " ".repeat(caret),
        styled(RED.bold(), "^"),
    )
}

/// The part of the error's line that is around the error, and the error's column in it. `None` if the line is empty.
fn line_and_caret(error: &json::Error, bytes: &[u8]) -> Option<(String, usize)> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let start: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    let end = start + bytes[start..].split(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
    if bytes[start..end].trim_ascii().is_empty() {
        return None;
    }
    let first = error.column().saturating_sub(1 + WIDTH / 2);
    // An error in the encoding is at the first bytes that are not UTF-8, so the text before it keeps its length.
    let shown = without_secrets(&String::from_utf8_lossy(&bytes[..end]), start, first);
    let dots = if first > 0 { "…" } else { "" };
    let caret = (error.column() + dots.chars().count()).saturating_sub(1 + first);
    Some((format!("{dots}{}", shown.trim_end()), caret))
}

/// The problem of a text that is not plain UTF-8, by its first bytes.
fn encoding_problem(bytes: &[u8]) -> Option<&'static str> {
    match bytes.trim_ascii_start() {
        [0xef, 0xbb, 0xbf, ..] => Some("the text starts with a byte order mark, which JSON does not allow"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'{' | b'[', 0, ..] | [0, b'{' | b'[', ..] => {
            Some("the text is UTF-16; only UTF-8 is read")
        }
        _ => None,
    }
}

/// The text's last line, which begins at the byte `start`, from its character `first` on, with secrets blanked.
///
/// Takes all the text, because a secret's name can be on an earlier line.
fn without_secrets(text: &str, start: usize, first: usize) -> String {
    let shown: Vec<_> = text[start..].char_indices().skip(first).take(WIDTH).collect();
    let (Some((from, _)), Some((to, _))) = (shown.first(), shown.last()) else { return String::new() };
    let hidden: Vec<_> = secrets::ranges(text).filter(|it| it.end > start + from && it.start <= start + to).collect();
    let is_hidden = |at: usize| hidden.iter().any(|it| it.contains(&(start + at)));
    shown.iter().map(|(at, char)| if is_hidden(*at) { '•' } else { visible(*char) }).collect()
}
