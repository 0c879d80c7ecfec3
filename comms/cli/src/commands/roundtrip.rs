//! `comms roundtrip`: reads a body and writes it back.

use crate::body::Body;
use crate::failure::Failure;
use crate::output::Output;
use clap::Args;
use entity_core::json;

/// Read a body and write it back, with nothing lost.
///
/// The order of members may change.
#[derive(Args)]
#[command(
    after_help = r#"Example: echo '{"value": [{"x": 1.50}]}' | comms roundtrip --as 'Collection(microsoft.graph.commsOperation)' -"#
)]
pub(crate) struct Roundtrip {
    #[command(flatten)]
    body: Body,
}

impl Roundtrip {
    pub(super) fn run(&self) -> Result<Output, Failure> {
        let value = self.body.read()?;
        Ok(Output::for_programs(json::to_string(&value) + "\n"))
    }
}
