//! How things look on a terminal: colours, and texts of any length and content made fit to be shown.

use anstyle::{AnsiColor, Style};
use comms::{Finality, Outcome};
use serde_json::Value;
use std::fmt::Write;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const RED: Style = AnsiColor::Red.on_default();
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
pub(crate) const CYAN: Style = AnsiColor::Cyan.on_default();

/// The longest value and the longest line of input shown.
pub(crate) const WIDTH: usize = 76;
/// The longest message shown.
const LINE: usize = 160;
/// The most rows of one kind that are shown to people.
pub(crate) const ROWS: usize = 1000;

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

/// A text without what would steer the terminal.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(visible).collect()
}

pub(crate) fn visible(char: char) -> char {
    if char.is_control() { char::REPLACEMENT_CHARACTER } else { char }
}

/// A name or a value, cut to fit.
pub(crate) fn cut(text: &str) -> String {
    shortened(text, WIDTH)
}

/// A message, on one line.
pub(crate) fn line(text: &str) -> String {
    shortened(text, LINE)
}

fn shortened(text: &str, width: usize) -> String {
    let mut chars = text.chars();
    let mut shown: String = chars.by_ref().take(width).map(visible).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

/// How many rows there are that are not shown.
pub(crate) fn more(out: &mut String, rest: usize) {
    if rest > 0 {
        let _ = writeln!(out, "  {}", styled(DIM, &format!("… and {rest} more")));
    }
}

/// A JSON array of what is pushed. Item by item: all as values would take many times the memory of their text.
pub(crate) fn array(out: &mut String, fill: impl FnOnce(&mut dyn FnMut(&Value))) {
    out.push('[');
    let start = out.len();
    fill(&mut |item| {
        let separator = if out.len() > start { "," } else { "" };
        let _ = write!(out, "{separator}{item}");
    });
    out.push(']');
}
