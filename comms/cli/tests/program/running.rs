//! Runs the program on fixtures, on standard input and into closed pipes.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub(crate) fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name)
}

pub(crate) fn text_of(name: &str) -> String {
    fs::read_to_string(fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The program, in an environment without settings for colours.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comms"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE").env("TERM", "xterm-256color");
    command
}

/// The output and the exit code of a run.
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
    }
}

impl Run {
    /// The output of a run without failure.
    pub(crate) fn good(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }
}

pub(crate) fn run<A: AsRef<OsStr>>(arguments: &[A]) -> Run {
    program().args(arguments).stdin(Stdio::null()).output().expect("the program").into()
}

/// Runs on the fixture.
pub(crate) fn on(arguments: &[&str], name: &str) -> Run {
    let path = fixture(name);
    run(&[arguments, &[path.to_str().expect("UTF-8")]].concat())
}

/// Runs on standard input.
pub(crate) fn on_input(arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
    piped(program().args(arguments).arg("-"), input)
}

/// Runs with that standard input, which the program need not read to its end.
pub(crate) fn piped(command: &mut Command, input: impl AsRef<[u8]>) -> Run {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let (mut stdin, input) = (child.stdin.take().expect("piped"), input.as_ref());
    std::thread::scope(|scope| {
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().expect("an end").into()
    })
}

/// A file in a directory of this process. Dropping it removes the file.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(name: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Self {
        let directory = std::env::temp_dir().join(format!("comms-tests-{}", std::process::id()));
        fs::create_dir_all(&directory).expect("a directory");
        let path = directory.join(name);
        fs::write(&path, content).expect("written");
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
