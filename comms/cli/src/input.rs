//! The input of a command: a file or standard input.

use crate::failure::Failure;
use crate::progress::Progress;
use crate::show;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

/// A file's path, or `-` for standard input.
#[derive(Clone)]
pub(crate) struct Input(PathBuf);

impl From<OsString> for Input {
    fn from(path: OsString) -> Self {
        Self(path.into())
    }
}

impl Input {
    /// The name for messages.
    pub(crate) fn name(&self) -> String {
        match self.0.to_string_lossy() {
            name if name == "-" => "standard input".to_owned(),
            name if name.is_empty() => "``".to_owned(),
            name => show::plain(&name),
        }
    }

    pub(crate) fn open(&self) -> Result<Box<dyn BufRead>, Failure> {
        if self.0.as_os_str() == "-" {
            return Ok(Box::new(io::stdin().lock()));
        }
        let file = File::open(&self.0).map_err(|error| self.unreadable(&error))?;
        Ok(Box::new(BufReader::new(file)))
    }

    /// Reads all bytes.
    pub(crate) fn read(&self, progress: &mut Progress) -> Result<Vec<u8>, Failure> {
        let mut input = self.open()?;
        let mut bytes = Vec::new();
        while input.by_ref().take(1 << 20).read_to_end(&mut bytes).map_err(|error| self.unreadable(&error))? > 0 {
            progress.update(&format!("reading {}: {} MB", self.name(), bytes.len() >> 20));
        }
        Ok(bytes)
    }

    pub(crate) fn unreadable(&self, error: &io::Error) -> Failure {
        Failure::io(&format!("cannot read {}", self.name()), error)
    }
}
