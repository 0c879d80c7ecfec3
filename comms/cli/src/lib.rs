//! The `comms` program as a library: it parses arguments, runs one command and prints the result.
//!
//! Each command is a module of `commands`. `main` only calls [`run`]; tests and fuzz targets use [`Program`].
#![forbid(unsafe_code)]

mod body;
mod commands;
mod excerpt;
mod failure;
mod input;
mod output;
mod progress;
mod recognize;
mod schema;
mod secrets;
mod show;
mod spelling;
mod types;

pub use failure::Failure;
pub use output::{Audience, Output};

use clap::{CommandFactory, Parser};
use commands::Command;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// Look into bodies of Microsoft Graph's cloud communications.
#[derive(Parser)]
#[command(
    name = "comms",
    version,
    after_help = r#"Exit codes:
  0  done
  1  the input was refused or breaks rules, or drift is breaking
  2  wrong usage

Example: echo '{"status": "running"}' | comms inspect --as microsoft.graph.commsOperation -"#
)]
pub struct Program {
    #[command(subcommand)]
    command: Command,
}

impl Program {
    /// Parses arguments; the first is the program's name.
    ///
    /// # Errors
    ///
    /// Wrong usage, and requests for help or the version, which `clap` reports as errors too.
    pub fn from_arguments<T: Into<OsString> + Clone>(
        arguments: impl IntoIterator<Item = T>,
    ) -> Result<Self, clap::Error> {
        Self::try_parse_from(arguments)
    }

    /// Runs the command and returns its output, which is not printed yet.
    ///
    /// ```
    /// # let path = std::env::temp_dir().join(format!("comms-cli-doc-{}.json", std::process::id()));
    /// # std::fs::write(&path, r##"{"@odata.type": "#microsoft.graph.recordOperation"}"##)?;
    /// # let file = path.to_str().expect("a path in UTF-8");
    /// let program = comms_cli::Program::from_arguments(["comms", "roundtrip", file])?;
    /// let output = program.run()?;
    /// assert_eq!(output.text(), "{\"@odata.type\":\"#microsoft.graph.recordOperation\"}\n");
    /// # std::fs::remove_file(&path)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The input cannot be read or is refused, or an argument names an unknown type.
    pub fn run(&self) -> Result<Output, Failure> {
        self.command.run(Self::command)
    }
}

/// Runs the program with the arguments of the process.
///
/// Prints the output on standard output and the reason for a failure on standard error.
pub fn run() -> ExitCode {
    let program = match Program::from_arguments(std::env::args_os()) {
        Ok(program) => program,
        // A request for help is such an error too, with exit code 0.
        Err(usage) => {
            let code = if usage.use_stderr() { 2 } else { 0 };
            return finish(usage.print().and_then(|()| io::stdout().flush()), code);
        }
    };
    match program.run() {
        Ok(output) => {
            warn(output.warnings());
            let printed = output.print();
            match output.problem() {
                Some(problem) if printed.is_ok() => fail(&Failure::Input(problem.to_owned())),
                problem => finish(printed, u8::from(problem.is_some())),
            }
        }
        Err(failure) => fail(&failure),
    }
}

/// The exit code `code`, unless printing failed. A closed pipe is not a failure: its reader has read enough.
fn finish(printed: io::Result<()>, code: u8) -> ExitCode {
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => fail(&Failure::io("cannot write", &error)),
        _ => ExitCode::from(code),
    }
}

fn warn(warnings: &[String]) {
    for warning in warnings {
        let _ = writeln!(anstream::stderr(), "{} {warning}", show::styled(show::YELLOW.bold(), "warning:"));
    }
}

fn fail(failure: &Failure) -> ExitCode {
    // If standard error is closed, there is no place to report to.
    let _ = writeln!(anstream::stderr(), "{} {failure}", show::styled(show::RED.bold(), "error:"));
    ExitCode::from(failure.exit_code())
}
