//! The program run on fixtures and on standard input, for the tests of several files; none uses all of it.
#![allow(dead_code, unreachable_pub, reason = "each file of tests compiles it for itself")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

pub fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name)
}

pub fn text_of(name: &str) -> String {
    std::fs::read_to_string(fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The program, in an environment that says nothing of colours.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comms"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE").env("TERM", "xterm-256color");
    command
}

/// What a run printed, and its exit code.
pub struct Run {
    pub out: String,
    pub err: String,
    pub code: Option<i32>,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
    }
}

pub fn run(arguments: &[&str]) -> Run {
    program().args(arguments).stdin(Stdio::null()).output().expect("the program").into()
}

/// Runs on the fixture.
pub fn on(arguments: &[&str], name: &str) -> Run {
    let path = fixture(name);
    run(&[arguments, &[path.to_str().expect("UTF-8")]].concat())
}

/// Runs on standard input.
pub fn on_input(arguments: &[&str], input: &[u8]) -> Run {
    piped(program().args(arguments).arg("-"), input)
}

pub fn piped(command: &mut Command, input: &[u8]) -> Run {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("an end");
    writer.join().expect("written");
    output.into()
}

/// Runs with an output that nobody reads.
pub fn unread(command: &mut Command, input: &[u8]) -> Run {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    drop(child.stdout.take());
    child.stdin.take().expect("piped").write_all(input).expect("it reads");
    child.wait_with_output().expect("an end").into()
}
