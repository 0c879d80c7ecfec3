//! `comms roundtrip`: read, and written back.

use crate::input::Source;
use crate::{Printed, Refused};
use entity_core::json;

pub(crate) fn run(source: &Source) -> Result<Printed, Refused> {
    let (value, _) = source.read()?;
    let mut text = json::to_string(&value);
    text.push('\n');
    Ok(Printed::good(text))
}
