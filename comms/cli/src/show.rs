//! How things look on a terminal: colours, values that may be shown, errors with the line and a caret.

use anstyle::{AnsiColor, Style};
use comms::{Finality, Outcome};
use entity_core::{Property, json};
use serde_json::Value;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const RED: Style = AnsiColor::Red.on_default();
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
pub(crate) const CYAN: Style = AnsiColor::Cyan.on_default();

/// The longest value and the longest line of input shown.
const WIDTH: usize = 76;

/// The text in that style. The stream drops styles where it is no terminal.
pub(crate) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// A reason on standard error: its first line marked.
pub(crate) fn error(reason: &str) -> String {
    format!("{} {reason}", styled(RED.bold(), "error:"))
}

/// What an operation's state means for whoever waits.
pub(crate) fn state(finality: Finality) -> (Style, &'static str, &'static str) {
    match finality {
        Finality::Pending => (CYAN, "pending", "wait: its updates come by notification"),
        Finality::Final(Outcome::Succeeded) => (GREEN, "over, succeeded", "nothing more will come"),
        Finality::Final(Outcome::Failed) => (RED, "over, failed", "nothing more will come"),
        Finality::Final(Outcome::Unknown) => (YELLOW, "over, outcome unknown", "nothing more will come"),
        Finality::Unknown => {
            (YELLOW, "unknown status", "wait: it is not known to be over, so updates may come by notification")
        }
    }
}

/// A value on one line, cut to fit; control characters cannot reach the terminal, since JSON escapes them.
pub(crate) fn value(value: &Value) -> String {
    cut(&value.to_string())
}

/// A text on one line, cut to fit.
fn cut(text: &str) -> String {
    let escaped = plain(text);
    match escaped.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", &escaped[..end]),
        None => escaped,
    }
}

/// A text from a body, without what would steer the terminal.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { char::REPLACEMENT_CHARACTER } else { char }).collect()
}

/// The names of all properties that are secrets.
pub(crate) fn secrets() -> Vec<&'static str> {
    let types = comms::TYPES.iter().map(entity_core::Registered::structured_type);
    types
        .flat_map(entity_core::StructuredType::declared)
        .filter(|it| it.value_type().is_secret())
        .map(Property::name)
        .collect()
}

/// The line with each string behind a secret's name blanked out, character by character.
fn blanked(line: &str) -> String {
    let mut line = line.to_owned();
    for name in secrets() {
        let quoted = format!("\"{}\"", name.to_ascii_lowercase());
        let mut from = 0;
        while let Some(at) = line[from..].to_ascii_lowercase().find(&quoted) {
            from += at + quoted.len();
            let value =
                line[from..].find(|char: char| !(char.is_whitespace() || char == ':')).unwrap_or_default() + from;
            let end = line[value..].find([',', '}']).map_or(line.len(), |len| value + len);
            let blank: String = line[value..end].chars().map(|_| '•').collect();
            line.replace_range(value..end, &blank);
        }
    }
    line
}

/// Takes out what is not to be shown: members named like a secret, at any depth.
pub(crate) fn mask(value: &mut Value, secrets: &[&str]) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if secrets.iter().any(|secret| secret.eq_ignore_ascii_case(name)) {
                    *member = Value::String("…".to_owned());
                } else {
                    mask(member, secrets);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask(item, secrets)),
        _ => {}
    }
}

/// What is wrong with a text, its line, and a caret at the place.
pub(crate) fn json_error(error: &json::Error, name: &str, bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').nth(error.line() - 1).unwrap_or_default();
    let line = blanked(&String::from_utf8_lossy(line));
    // Of a long line, what is around the place.
    let first = error.column().saturating_sub(1 + WIDTH / 2);
    let shown = cut(&line.trim_end().chars().skip(first).take(WIDTH).collect::<String>());
    let number = error.line().to_string();
    let margin = " ".repeat(number.len());
    let dots = if first > 0 { "…" } else { "" };
    let caret = " ".repeat(error.column() - 1 - first + dots.chars().count());
    let pointer = if error.pointer().is_empty() { String::new() } else { format!(", in {}", cut(error.pointer())) };
    let bar = styled(DIM, "|");
    format!(
        "{}\n{margin}{} {name}:{number}:{}{pointer}\n{margin} {bar}\n{} {bar} {dots}{shown}\n{margin} {bar} {caret}{}",
        error.message(),
        styled(DIM, "-->"),
        error.column(),
        styled(DIM, &number),
        styled(RED.bold(), "^"),
    )
}
