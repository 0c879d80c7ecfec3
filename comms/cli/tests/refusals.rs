//! What every command does with what it cannot use: the reason on standard error, once, and the exit code.

mod program;

use program::{Run, fixture, on_input};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const COMMANDS: &[&[&str]] = &[
    &["inspect"],
    &["inspect", "--json"],
    &["roundtrip"],
    &["drift"],
    &["drift", "--json"],
    &["scaffold", "--all"],
    &["replay"],
    &["replay", "--json"],
];

/// The commands that read one body.
const BODY: &[&[&str]] = &[&["inspect"], &["inspect", "--json"], &["roundtrip"]];

/// Each command with an input that it is content with, and its exit code then.
const CONTENT: &[(&[&str], &str, i32)] = &[
    (&["inspect"], "tones_sent.json", 0),
    (&["inspect", "--json"], "invite_too_many.json", 1),
    (&["roundtrip"], "notifications.json", 0),
    (&["drift"], "library.csdl.xml", 1),
    (&["drift", "--json"], "library.csdl.xml", 1),
    (&["scaffold", "--all"], "library.csdl.xml", 0),
    (&["replay"], "replay.jsonl", 0),
    (&["replay", "--json"], "replay.jsonl", 0),
];

fn program(arguments: &[&str]) -> Command {
    let mut command = program::program();
    command.args(arguments).stdin(Stdio::null());
    command
}

/// What is printed to standard error, of a run that prints nothing else.
fn refusal(run: impl Into<Run>, code: i32) -> String {
    let Run { out, err, code: ended } = run.into();
    assert_eq!((ended, out.len()), (Some(code), 0), "{err}");
    assert!(err.starts_with("error: ") && err.matches("error:").count() == 1, "one reason, once: {err}");
    assert!(!err.contains("os error") && !err.contains("panicked"), "{err}");
    err
}

fn refused(arguments: &[&str], file: impl AsRef<std::ffi::OsStr>, code: i32) -> String {
    refusal(program(arguments).arg(file).output().expect("the program"), code)
}

/// What is refused early is not read to its end.
fn refused_input(arguments: &[&str], input: &[u8], code: i32) -> String {
    refusal(on_input(arguments, input), code)
}

/// A file of this test's own, gone at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: impl AsRef<Path>, content: &[u8]) -> Self {
        let directory = std::env::temp_dir().join(format!("comms-refusals-{}", std::process::id()));
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

#[test]
fn what_cannot_be_read_is_named_on_one_line() {
    for arguments in COMMANDS {
        let err = refused(arguments, "no-such-file", 1);
        assert_eq!(err, "error: cannot read no-such-file: no such file or directory\n");
        let err = refused(arguments, env!("CARGO_MANIFEST_DIR"), 1);
        assert!(err.ends_with(": is a directory\n") && err.lines().count() == 1, "{err}");
        assert_eq!(refused(arguments, "", 1), "error: cannot read ``: no such file or directory\n");
    }
}

#[test]
fn a_file_name_cannot_steer_the_terminal() {
    for arguments in COMMANDS {
        let err = refused(arguments, "no\u{1b}]0;such\nfile", 1);
        assert_eq!(err, "error: cannot read no\u{fffd}]0;such\u{fffd}file: no such file or directory\n");
    }
}

#[test]
fn empty_input_is_refused_on_one_line() {
    for arguments in BODY {
        let err = refused_input(arguments, b"", 1);
        assert_eq!(err, "error: nothing to read: the text is empty\n --> standard input:1:1\n");
    }
    for arguments in [&["drift"][..], &["scaffold", "--all"]] {
        assert_eq!(refused_input(arguments, b"", 1), "error: standard input: line 1: the document is empty\n");
    }
}

#[test]
fn what_is_no_utf_8_or_another_format_is_refused() {
    for arguments in COMMANDS {
        let is_schema = ["drift", "scaffold"].contains(&arguments[0]);
        let err = refused_input(arguments, b"\"\xc3\x28\"", 1);
        assert!(err.contains("UTF-8"), "{arguments:?}: {err}");
        let err = refused_input(arguments, b"hello", 1);
        assert!(err.contains(if is_schema { "not XML" } else { "1:1" }), "{arguments:?}: {err}");
        let first = err.lines().next().unwrap_or_default();
        assert!(first.len() < 100, "the reason is on one line: {err}");
    }
}

#[test]
fn an_encoding_that_is_not_read_is_named() {
    let utf_16 = |bytes: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
    let body = "{\"response\": null}\n";
    let marked = format!("\u{feff}{body}");
    for arguments in COMMANDS.iter().filter(|arguments| !["drift", "scaffold"].contains(&arguments[0])) {
        let err = refused_input(arguments, marked.as_bytes(), 1);
        assert!(
            err.ends_with("standard input: the text starts with a byte order mark, which JSON does not allow\n"),
            "{err}"
        );
        for text in [&marked, body] {
            for bytes in [utf_16(u16::to_le_bytes, text), utf_16(u16::to_be_bytes, text)] {
                let err = refused_input(arguments, &bytes, 1);
                assert!(err.ends_with("standard input: the text is UTF-16; only UTF-8 is read\n"), "{err}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_of_any_name_is_read() {
    use std::os::unix::ffi::OsStrExt;
    let scratch =
        Scratch::new(std::ffi::OsStr::from_bytes(b"\xff.json"), b"{\"@odata.type\": \"#microsoft.graph.call\"}");
    let output = program(&["roundtrip"]).arg(&scratch.0).output().expect("the program");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "{\"@odata.type\":\"#microsoft.graph.call\"}\n");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    let scratch = Scratch::new("closed", b"{}");
    fs::set_permissions(&scratch.0, fs::Permissions::from_mode(0o000)).expect("closed");
    let is_root = fs::read(&scratch.0).is_ok();
    for arguments in COMMANDS {
        let mut command = program(arguments);
        if is_root {
            // Root reads every file: nobody does not.
            command.uid(65534);
        }
        let Ok(output) = command.arg(&scratch.0).output() else {
            _ = writeln!(std::io::stderr(), "SKIPPED: nobody may not run the program here");
            return;
        };
        let err = refusal(output, 1);
        assert!(err.ends_with("/closed: permission denied\n") && err.lines().count() == 1, "{err}");
    }
}

#[test]
fn an_unknown_type_is_answered_with_the_nearest_names() {
    let body = b"{\"@odata.type\": \"#microsoft.graph.call\"}";
    for arguments in BODY {
        for (name, near) in [
            ("microsoft.graph.recordOperatoin", "microsoft.graph.recordOperation, "),
            ("Collection(microsoft.graph.recordOperatoin)", "microsoft.graph.recordOperation, "),
            ("CommsOperation", "did you mean microsoft.graph.commsOperation?"),
            ("microsoft.graph.call/playPromt", "microsoft.graph.call/playPrompt, "),
        ] {
            let err = refused_input(&[arguments, &["--as", name][..]].concat(), body, 2);
            assert!(err.contains(near) && err.lines().count() == 1, "{err}");
        }
        for name in ["collection(microsoft.graph.call)", "Collection(microsoft.graph.call", "Collection(", "x)"] {
            let err = refused_input(&[arguments, &["--as", name][..]].concat(), body, 2);
            let reason = format!("error: unknown type `{name}`; a collection is `Collection(NAME)`; did you mean ");
            assert!(err.starts_with(&reason) && err.lines().count() == 1, "{err}");
        }
        for name in ["", "Collection()", &"long".repeat(10_000), "a\u{1b}]0;b\n"] {
            let err = refused_input(&[arguments, &["--as", name][..]].concat(), body, 2);
            assert!(err.contains("did you mean ") && err.lines().count() == 1 && err.len() < 400, "{err}");
        }
        for untagged in ["{}", "{\"@odata.type\": 7}", "{\"@type\": null}"] {
            let err = refused_input(arguments, untagged.as_bytes(), 2);
            assert_eq!(
                err,
                "error: standard input: no `@odata.type` names the type of the body; name it with --as TYPE, for a page `Collection(TYPE)`\n"
            );
        }
        let tag = format!("{{\"@odata.type\": \"#{}\"}}", "long".repeat(10_000));
        let err = refused_input(arguments, tag.as_bytes(), 1);
        assert!(err.contains("--as TYPE") && err.lines().count() == 1 && err.len() < 400, "{err}");
    }
    for (name, near) in [
        ("contoso.library.mediun", "contoso.library.medium, "),
        ("library.MEDIUM", "did you mean contoso.library.medium?"),
        ("a\u{1b}]0;b", "did you mean "),
    ] {
        let arguments = ["scaffold", fixture("library.csdl.xml").to_str().expect("UTF-8")].map(str::to_owned);
        let err = refused(&[arguments[0].as_str(), &arguments[1]], name, 2);
        assert!(err.contains(near) && err.lines().count() == 1 && !err.contains('\u{1b}'), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_a_closed_pipe_is_not() {
    for (arguments, name, code) in CONTENT {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        // Before the program starts: it may be quicker than who closes the pipe behind it.
        drop(reader);
        let output = program(arguments).arg(fixture(name)).stdout(writer).output().expect("the program");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(*code), "what is found does not hang on who reads it: {arguments:?}");
    }
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        _ = writeln!(std::io::stderr(), "SKIPPED: no /dev/full here");
        return;
    };
    let to_full = |command: &mut Command| {
        let output = command.stdout(full.try_clone().expect("the file")).output().expect("the program");
        assert_eq!(refusal(output, 1), "error: cannot write: no space left on device\n");
    };
    for (arguments, name, _) in CONTENT {
        to_full(program(arguments).arg(fixture(name)));
    }
    for arguments in [&["--help"][..], &["--version"], &["help", "inspect"], &["completions", "bash"]] {
        to_full(&mut program(arguments));
    }
}

#[test]
fn a_secret_is_blanked_wherever_its_name_stands() {
    for body in [
        "{\"@odata.type\": \"#microsoft.graph.recordOperation\", \"recordingAccessToken\":\n \"made, up\",, \"id\": 1}",
        "{\"@odata.type\": \"#microsoft.graph.recordOperation\", \"recordingAccessToken\": \"made, up\",, \"id\": 1}",
        "{\"@odata.type\": \"#microsoft.graph.recordOperation\", \"RECORDING\\u0041ccessToken\": [{\"x\": \"made, up\"}],, \"id\": 1}",
        "{\"@odata.type\": \"#microsoft.graph.recordOperation\", \"x\": \"open, \"recordingAccessToken\": \"made, up\"}",
    ] {
        let err = refused_input(&["inspect"], body.as_bytes(), 1);
        assert!(err.contains('^') && err.contains('•') && !err.contains("made") && !err.contains("up"), "{err}");
    }
}
