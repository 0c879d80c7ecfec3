//! Documentation comments: a schema's prose made safe for rustdoc, and wrapped.

use crate::csdl::model::Documentation;
use std::fmt::Write;

/// The widest line, as of the formatter.
pub(super) const WIDTH: usize = 120;

/// Appends the documentation, or this line where there is none.
pub(super) fn write(out: &mut String, indent: &str, documentation: &Documentation, otherwise: &str) {
    let parts: Vec<String> = [&documentation.description, &documentation.long_description]
        .into_iter()
        .flatten()
        .map(|text| escape(text))
        .filter(|text| !text.is_empty())
        .collect();
    if parts.is_empty() {
        let _ = writeln!(out, "{indent}/// {otherwise}");
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

/// Whether Markdown takes a line that starts so for a heading, a list, a quotation or a table.
fn starts_block(word: &str) -> bool {
    matches!(word, "-" | "+" | "*")
        || word.starts_with(['#', '>', '|', '=', '~'])
        || word.starts_with("--")
        || word.starts_with("```")
}

/// One line of prose: spaces folded, and nothing in it that rustdoc takes for a link or a tag, code aside.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut pieces = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A lone backtick opens nothing.
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

/// The address that the text starts with: Markdown links it where it stands in angle brackets.
fn address(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let ends = |char: char| !char.is_ascii_graphic() || "<>()[]{}\"'`\\".contains(char);
    let address = text.split(ends).next()?.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (address.len() > scheme.len()).then_some(address)
}

/// Characters that change the direction of text: rustc refuses them in comments.
fn is_bidirectional(char: char) -> bool {
    matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
