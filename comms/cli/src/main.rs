//! The `comms` program. The code is in the library.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    comms_cli::run()
}
