//! Failures: one reason on standard error, nothing on standard output, and the exit code.

use crate::running::{self, Run, Scratch, fixture, on, on_input, run, text_of};
use std::fs;
use std::io::Write;
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

fn program(arguments: &[&str]) -> Command {
    let mut command = running::program();
    command.args(arguments).stdin(Stdio::null());
    command
}

/// The text on standard error of a run that prints nothing else.
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

fn refused_input(arguments: &[&str], input: impl AsRef<[u8]>, code: i32) -> String {
    refusal(on_input(arguments, input), code)
}

#[test]
fn an_unreadable_file_is_named_on_one_line() {
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
fn another_encoding_or_format_is_refused() {
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
fn an_unsupported_encoding_is_named() {
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
fn a_file_without_permission_is_named() {
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
fn the_nearest_names_are_suggested_for_an_unknown_type() {
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
                "error: standard input: neither `@odata.type` nor `@odata.context` names the type of the body; name it with --as TYPE, for a page `Collection(TYPE)`\n"
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

#[test]
fn a_refused_body_is_exit_code_1_with_the_reason_and_its_place() {
    for command in ["inspect", "roundtrip"] {
        let broken = on(&[command], "broken.json");
        assert_eq!((broken.code, broken.out.as_str()), (Some(1), ""));
        let lines: Vec<_> = broken.err.lines().collect();
        let line = lines
            .iter()
            .position(|line| line.contains("200,, \"subcode\""))
            .unwrap_or_else(|| panic!("the line is not shown: {}", broken.err));
        let caret = lines[line + 1].find('^').unwrap_or_else(|| panic!("no caret: {}", broken.err));
        assert_eq!(lines[line].find(",,").map(|at| at + 1), Some(caret), "under the second comma: {}", broken.err);
        assert!(broken.err.contains("4:31") && broken.err.contains("broken.json"), "{}", broken.err);

        let twice = on(&[command], "status_twice.json");
        assert_eq!((twice.code, twice.out.as_str()), (Some(1), ""));
        assert!(
            twice.err.contains("/status") && twice.err.contains("twice") && twice.err.contains('^'),
            "{}",
            twice.err
        );

        for (input, reason) in [
            (&b""[..], "empty"),
            (b"[]", "object"),
            (b"null", "object"),
            (b"{\"@odata.type\": \"#microsoft.graph.recordOperation\", \"x\": \"\xff\"}", "UTF-8"),
            (br##"{"@odata.type": "#microsoft.graph.ofTomorrow"}"##, "microsoft.graph.ofTomorrow"),
            (br##"{"@odata.type": "#microsoft.graph.recordOperation"} x"##, "after the end"),
        ] {
            let run = on_input(&[command], input);
            assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{reason}: {}", run.err);
            assert!(run.err.contains(reason), "{reason}: {}", run.err);
        }
        let missing = run(&[command, "no-such-file.json"]);
        assert_eq!((missing.code, missing.out.as_str()), (Some(1), ""));
        assert!(missing.err.contains("no-such-file.json"), "{}", missing.err);
        let unrelated = on(&[command, "--as", "microsoft.graph.identity"], "tones_sent.json");
        assert_eq!((unrelated.code, unrelated.out.as_str()), (Some(1), ""), "{}", unrelated.err);
        assert!(
            unrelated.err.contains("sendDtmfTonesOperation") && unrelated.err.contains("microsoft.graph.identity"),
            "{}",
            unrelated.err
        );
    }
}

#[test]
fn the_caret_is_under_the_place_on_lines_of_any_length() {
    let long = format!(
        r##"{{"@odata.type": "#microsoft.graph.recordOperation", "x": "{}", "here": nope, "y": "{}"}}"##,
        "é".repeat(500),
        "b".repeat(500)
    );
    let after_tab = "{\"@odata.type\":\t\"#microsoft.graph.recordOperation\",\t\"here\":\tnope}";
    for body in [long.as_str(), after_tab] {
        let run = on_input(&["inspect"], body.as_bytes());
        assert_eq!(run.code, Some(1));
        let lines: Vec<Vec<char>> = run.err.lines().map(|line| line.chars().collect()).collect();
        let caret =
            lines.iter().position(|line| line.contains(&'^')).unwrap_or_else(|| panic!("no caret: {}", run.err));
        let at = lines[caret].iter().position(|char| *char == '^').expect("a caret");
        let start = lines[caret - 1]
            .windows(4)
            .position(|window| window.iter().collect::<String>() == "nope")
            .unwrap_or_else(|| panic!("not shown: {}", run.err));
        assert!((start..start + 4).contains(&at), "{}", run.err);
        assert!(lines.iter().all(|line| line.len() < 160), "{}", run.err);
    }
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for arguments in [
        &[][..],
        &["look"],
        &["inspect"],
        &["roundtrip"],
        &["inspect", "--bad", "-"],
        &["inspect", "--as"],
        &["roundtrip", "a", "b"],
        &["roundtrip", "--json", "-"],
    ] {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}: {}", run.err);
        assert!(!run.err.is_empty(), "{arguments:?}");
    }
    let unknown = on(&["inspect", "--as", "microsoft.graph.recordOperatoin"], "untagged_operation.json");
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("microsoft.graph.recordOperation"), "the nearest name: {}", unknown.err);
    let untagged = on(&["inspect"], "untagged_operation.json");
    assert_ne!(untagged.code, Some(0));
    assert!(untagged.err.contains("--as") && untagged.out.is_empty(), "{}", untagged.err);
    let help = run(&["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(help.out.contains("inspect") && help.out.contains("roundtrip"), "{}", help.out);
    assert_eq!(run(&["--version"]).code, Some(0));
}

#[test]
fn standard_input_is_read_like_a_file() {
    let by_name = on(&["inspect", "--json"], "notifications.json");
    let by_input = on_input(&["inspect", "--json"], text_of("notifications.json").as_bytes());
    assert_eq!((by_name.out, by_name.code), (by_input.out, by_input.code));
    let refused = on_input(&["inspect"], text_of("broken.json").as_bytes());
    assert!(refused.err.contains("4:31") && refused.code == Some(1), "{}", refused.err);
}

#[test]
fn a_broken_schema_is_refused_with_its_line() {
    for command in [["drift"].as_slice(), &["scaffold", "--all"]] {
        let broken = on(command, "broken.json");
        assert_eq!((broken.code, broken.out.as_str()), (Some(1), ""));
        assert!(
            broken.err.contains("broken.json: line 1: the document is JSON; only CSDL in XML is supported"),
            "{}",
            broken.err
        );
    }
}
