//! The program's commands: a module for each, and the list of them.

mod completions;
#[cfg(feature = "live")]
mod demo;
mod drift;
mod inspect;
mod replay;
mod roundtrip;
mod scaffold;
#[cfg(feature = "live")]
mod serve;

use crate::failure::Failure;
use crate::output::Output;
use clap::Subcommand;

/// A command with its arguments, in the order of the help.
#[derive(Subcommand)]
pub(crate) enum Command {
    #[cfg(feature = "live")]
    Demo(demo::Demo),
    #[cfg(feature = "live")]
    Serve(Box<serve::Serve>),
    Inspect(inspect::Inspect),
    Roundtrip(roundtrip::Roundtrip),
    Drift(drift::Drift),
    Replay(replay::Replay),
    Scaffold(scaffold::Scaffold),
    Completions(completions::Completions),
}

impl Command {
    /// Runs the command. `program` describes the whole program, for completions.
    pub(crate) fn run(&self, program: fn() -> clap::Command) -> Result<Output, Failure> {
        match self {
            #[cfg(feature = "live")]
            Self::Demo(command) => command.run(),
            #[cfg(feature = "live")]
            Self::Serve(command) => command.run(),
            Self::Inspect(command) => command.run(),
            Self::Roundtrip(command) => command.run(),
            Self::Drift(command) => command.run(),
            Self::Replay(command) => command.run(),
            Self::Scaffold(command) => command.run(),
            Self::Completions(command) => command.run(program()),
        }
    }
}
