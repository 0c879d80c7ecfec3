//! Prints documentation comments: escapes a schema's prose for rustdoc, and wraps it.

use crate::csdl::model::Documentation;
use std::fmt::Write;

/// The width of a line, as rustfmt is configured here.
pub(super) const WIDTH: usize = 120;

/// Appends the documentation, or the fallback if it is empty.
pub(super) fn write(out: &mut String, indent: &str, documentation: &Documentation, fallback: &str) {
    let parts: Vec<String> = [&documentation.description, &documentation.long_description]
        .into_iter()
        .flatten()
        .map(|text| escape(text))
        .filter(|text| !text.is_empty())
        .collect();
    if parts.is_empty() {
        let _ = writeln!(out, "{indent}/// {fallback}");
    }
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            let _ = writeln!(out, "{indent}///");
        }
        wrap(out, indent, part);
    }
}

fn wrap(out: &mut String, indent: &str, text: &str) {
    let room = WIDTH - indent.len() - "/// ".len();
    let mut line = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > room {
            let _ = writeln!(out, "{indent}/// {line}");
            line.clear();
            width = 0;
        }
        if width > 0 {
            line.push(' ');
            width += 1;
        } else if starts_block(word) {
            line.push('\\');
            width += 1;
        }
        line.push_str(word);
        width += length;
    }
    let _ = writeln!(out, "{indent}/// {line}");
}

/// Returns whether this word at the start of a line makes Markdown a heading, list, quotation or table.
fn starts_block(word: &str) -> bool {
    matches!(word, "-" | "+" | "*")
        || word.starts_with(['#', '>', '|', '=', '~'])
        || word.starts_with("--")
        || word.starts_with("```")
}

/// Returns the prose as one line, escaped so that rustdoc finds no link or tag outside of code.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut pieces = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // An odd backtick would open code that never ends.
    if pieces.matches('`').count() % 2 == 1 {
        pieces = pieces.replace('`', "'");
    }
    for (index, piece) in pieces.split('`').enumerate() {
        if index > 0 {
            escaped.push('`');
        }
        let mut rest = piece;
        while let Some(char) = rest.chars().next() {
            if index % 2 == 0
                && let Some(address) = address(rest)
            {
                escaped.extend(["<", address, ">"]);
                rest = &rest[address.len()..];
                continue;
            }
            rest = &rest[char.len_utf8()..];
            match char {
                '[' | ']' | '<' | '>' | '*' | '_' | '\\' if index % 2 == 0 => escaped.extend(['\\', char]),
                _ if char.is_control() || is_bidirectional(char) => {}
                _ => escaped.push(char),
            }
        }
    }
    escaped
}

/// Returns the web address at the start of the text. In angle brackets, Markdown makes it a link.
fn address(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let ends = |char: char| !char.is_ascii_graphic() || "<>()[]{}\"'`\\".contains(char);
    let address = text.split(ends).next()?.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (address.len() > scheme.len()).then_some(address)
}

/// Returns whether the character changes the direction of text: rustc refuses these in comments.
fn is_bidirectional(char: char) -> bool {
    matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
