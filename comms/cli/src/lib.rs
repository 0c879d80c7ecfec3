//! The `comms` program as a library: arguments in, exit code out.
#![forbid(unsafe_code)]

mod commands;
mod excerpt;
mod input;
mod schema;
mod show;

use clap::{Parser, Subcommand};
use commands::{completions, drift, inspect, replay, roundtrip, scaffold};
use std::io::{self, Write};
use std::process::ExitCode;

/// Looks into bodies of Microsoft Graph's cloud communications.
#[derive(Parser)]
#[command(
    name = "comms",
    version,
    after_help = r#"Exit codes: 0 done, 1 the input was refused or has violations, or drift is breaking, 2 wrong usage.

Example: echo '{"status": "running"}' | comms inspect --as microsoft.graph.commsOperation -"#
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// What is this: its type, where the operation stands, its properties, violations and deviations.
    #[command(after_help = r#"Exit code 1 where a rule is broken.

Example: echo '{"status": "Completed"}' | comms inspect --as microsoft.graph.commsOperation -"#)]
    Inspect {
        /// Print one JSON document, for programs: all of this but the properties, which `roundtrip` writes.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        source: input::Source,
    },
    /// Reads the body and writes it back on standard output, with nothing lost; members may change places.
    #[command(
        after_help = r#"Example: echo '{"value": [{"x": 1.50}]}' | comms roundtrip --as 'Collection(microsoft.graph.commsOperation)' -"#
    )]
    Roundtrip {
        #[command(flatten)]
        source: input::Source,
    },
    /// Compares the declared types with a service's schema: breaking, additive, info.
    #[command(after_help = r"Exit code 1 where something is breaking.

Example: curl -s 'https://graph.microsoft.com/v1.0/$metadata' | comms drift -")]
    Drift(drift::Arguments),
    /// Feeds recorded responses and notifications through the operation tracker and prints what it concludes.
    #[command(
        after_help = r#"A line is {"response": OPERATION or null, "clientContext": "…"} or {"notifications": BODY}, each with an optional "at" (RFC 3339).

Example: echo '{"response": {"id": "7", "status": "running"}}' | comms replay -"#
    )]
    Replay(replay::Arguments),
    /// Prints Rust declarations, ready to compile, for the types named and all that they reach.
    #[command(
        after_help = "Example: curl -s 'https://graph.microsoft.com/v1.0/$metadata' | comms scaffold - microsoft.graph.commsOperation"
    )]
    Scaffold(scaffold::Arguments),
    /// Prints a script that completes commands and options in a shell.
    #[command(after_help = r#"Example: eval "$(comms completions bash)""#)]
    Completions {
        /// The shell to print it for.
        shell: clap_complete::Shell,
    },
}

/// Why a command did not succeed: the text for standard error, and the exit code.
struct Refused {
    reason: String,
    code: u8,
}

impl Refused {
    /// The input is to blame.
    fn input(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), code: 1 }
    }

    /// The arguments are to blame.
    fn usage(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), code: 2 }
    }
}

/// What a command prints on standard output and, where it found what is wrong, the one line on standard error: exit code 1.
struct Printed {
    text: String,
    wrong: Option<String>,
}

impl Printed {
    const fn good(text: String) -> Self {
        Self { text, wrong: None }
    }
}

/// Runs the program on the process's arguments.
pub fn run() -> ExitCode {
    let command = match Arguments::try_parse() {
        Ok(arguments) => arguments.command,
        // Help that was asked for is one too, with 0.
        Err(usage) => {
            let code = if usage.use_stderr() { 2 } else { 0 };
            return ended(usage.print().and_then(|()| io::stdout().flush()), code);
        }
    };
    let outcome = match command {
        Command::Inspect { json, source } => inspect::run(&source, json),
        Command::Roundtrip { source } => roundtrip::run(&source),
        Command::Drift(arguments) => drift::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Scaffold(arguments) => scaffold::run(&arguments),
        Command::Completions { shell } => completions::run(shell),
    };
    match outcome {
        Ok(Printed { text, wrong }) => {
            let mut out = anstream::stdout();
            let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
            match wrong {
                Some(reason) if printed.is_ok() => refuse(&Refused::input(reason)),
                wrong => ended(printed, u8::from(wrong.is_some())),
            }
        }
        Err(refused) => refuse(&refused),
    }
}

/// The exit code, unless what was to be printed was not; a pipe is closed by whoever has read enough.
fn ended(printed: io::Result<()>, code: u8) -> ExitCode {
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            refuse(&Refused::input(format!("cannot write: {}", input::reason(&error))))
        }
        _ => ExitCode::from(code),
    }
}

fn refuse(refused: &Refused) -> ExitCode {
    // Nothing is left to tell it to where standard error is gone too.
    let _ = writeln!(anstream::stderr(), "{}", show::error(&refused.reason));
    ExitCode::from(refused.code)
}
