//! `comms completions`: a script that completes the program's commands and options, for a shell to load.

use crate::{Arguments, Printed, Refused};
use clap::CommandFactory;
use clap_complete::{Shell, generate};

pub(crate) fn run(shell: Shell) -> Result<Printed, Refused> {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "comms", &mut script);
    let text = String::from_utf8(script).map_err(|error| Refused::input(error.to_string()))?;
    Ok(Printed::good(text))
}
