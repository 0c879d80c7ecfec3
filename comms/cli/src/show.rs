//! Text for a terminal: styles, and names and values made safe and short.

use anstyle::{AnsiColor, Style};
use std::fmt::Write;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const RED: Style = AnsiColor::Red.on_default();
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
pub(crate) const CYAN: Style = AnsiColor::Cyan.on_default();

/// The longest value, and the longest line of input, in characters.
pub(crate) const WIDTH: usize = 76;
/// The longest message, in characters.
const LINE: usize = 160;
/// The most rows of one kind.
pub(crate) const ROWS: usize = 1000;

/// The text in that style. The stream drops styles if it is not a terminal.
pub(crate) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The text with its control characters replaced, so that it cannot steer the terminal.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// The character, or U+FFFD for a control character.
pub(crate) fn visible(char: char) -> char {
    if char.is_control() { char::REPLACEMENT_CHARACTER } else { char }
}

/// A name or a value, [`plain`] and cut to [`WIDTH`].
pub(crate) fn cut(text: &str) -> String {
    shorten(text, WIDTH)
}

/// A message, [`plain`] and cut to one line.
pub(crate) fn line(text: &str) -> String {
    shorten(text, LINE)
}

fn shorten(text: &str, width: usize) -> String {
    let mut chars = text.chars();
    let mut shown: String = chars.by_ref().take(width).map(visible).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Writes the number of rows that are not shown, if any.
pub(crate) fn write_rest(out: &mut String, rest: usize) {
    if rest > 0 {
        let _ = writeln!(out, "  {}", styled(DIM, &format!("… and {rest} more")));
    }
}

/// A count with its noun: `1 rule`, `2 rules`.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
