//! The `comms` program. Its code is the library beside it.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    comms_cli::run()
}
