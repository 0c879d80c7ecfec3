//! Reads a schema, for the commands that work on one.

use crate::failure::Failure;
use crate::input::Input;
use crate::progress::Progress;
use crate::show;
use entity_core::csdl::{self, Schema};

/// Reads the schema in the file.
pub(crate) fn read(file: &Input, progress: &mut Progress) -> Result<Schema, Failure> {
    let bytes = file.read(progress)?;
    let total = bytes.len().max(1);
    let mut report =
        |read: usize| progress.update(&format!("reading the schema: {} %", read.saturating_mul(100) / total));
    csdl::read_with(&bytes, &mut report).map_err(|error| refused(file, &error))
}

/// The failure for a schema that cannot be used, on one line.
pub(crate) fn refused(file: &Input, error: &csdl::Error) -> Failure {
    Failure::Input(format!("{}: {}", file.name(), show::line(&error.to_string())))
}
