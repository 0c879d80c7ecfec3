//! Progress of a command on a terminal, if the command takes longer than a blink.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

const BLINK: Duration = Duration::from_millis(200);

/// One line on standard error that each report overwrites. Dropping it erases the line.
///
/// Nothing is written if standard error is not a terminal.
pub(crate) struct Progress {
    started: Instant,
    shown: Option<Instant>,
    is_terminal: bool,
}

impl Progress {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), shown: None, is_terminal: io::stderr().is_terminal() }
    }

    /// Shows how far the present step is, at most once a blink.
    pub(crate) fn update(&mut self, text: &str) {
        if self.shown.is_none_or(|shown| shown.elapsed() > BLINK) {
            self.step(text);
        }
    }

    /// Shows the next step.
    pub(crate) fn step(&mut self, text: &str) {
        if self.is_terminal && self.started.elapsed() > BLINK {
            // Progress is optional: a closed terminal is not a failure.
            let _ = write!(io::stderr(), "\r{text}\x1b[K");
            let _ = io::stderr().flush();
            self.shown = Some(Instant::now());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
