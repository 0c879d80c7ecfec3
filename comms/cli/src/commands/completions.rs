//! `comms completions`: a shell script that completes commands and options.

use crate::failure::Failure;
use crate::output::Output;
use clap::Args;
use clap_complete::{Shell, generate};

/// Print a script that completes commands and options in a shell.
#[derive(Args)]
#[command(after_help = r#"Example: eval "$(comms completions bash)""#)]
pub(crate) struct Completions {
    /// Shell that runs the script.
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, mut program: clap::Command) -> Result<Output, Failure> {
        let mut script = Vec::new();
        generate(self.shell, &mut program, "comms", &mut script);
        let script = String::from_utf8(script).map_err(|error| Failure::Input(error.to_string()))?;
        Ok(Output::for_programs(script))
    }
}
