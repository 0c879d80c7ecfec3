//! Reading a schema for the commands that work on one, with progress on a terminal where it takes longer than a blink.

use crate::input::Input;
use crate::{Refused, show};
use entity_core::csdl::{self, Schema};
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How long nothing is shown.
const BLINK: Duration = Duration::from_millis(200);

/// The schema in that file.
pub(crate) fn read(file: &Input, progress: &mut Progress) -> Result<Schema, Refused> {
    let bytes = file.read(progress)?;
    let total = bytes.len().max(1);
    let mut report =
        |read: usize| progress.show(&format!("reading the schema: {} %", read.saturating_mul(100) / total));
    csdl::read_with(&bytes, &mut report).map_err(|error| refused(file, &error))
}

/// What is wrong with the schema, on one line.
pub(crate) fn refused(file: &Input, error: &csdl::Error) -> Refused {
    Refused::input(format!("{}: {}", file.name(), show::line(&error.to_string())))
}

/// One line on standard error that is written over and taken away at the end. Nothing where that is no terminal.
pub(crate) struct Progress {
    started: Instant,
    shown: Option<Instant>,
    is_terminal: bool,
}

impl Progress {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), shown: None, is_terminal: io::stderr().is_terminal() }
    }

    /// What is being done, with how far it is: now and then.
    pub(crate) fn show(&mut self, text: &str) {
        if self.shown.is_none_or(|shown| shown.elapsed() > BLINK) {
            self.step(text);
        }
    }

    /// What is done next.
    pub(crate) fn step(&mut self, text: &str) {
        if self.is_terminal && self.started.elapsed() > BLINK {
            // Where the terminal is gone there is nobody to tell.
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
