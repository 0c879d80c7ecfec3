//! What a terminal gets and what a pipe: colours where they are wanted, no control codes of a body's, a quiet end.

mod program;

use program::{fixture, on, piped, program, unread};
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
fn a_pipe_gets_no_escape_codes() {
    for (arguments, name) in [
        (&["inspect"][..], "invite_too_many.json"),
        (&["inspect"], "notifications.json"),
        (&["inspect", "--json"], "notifications.json"),
        (&["roundtrip"], "notifications.json"),
        (&["inspect"], "broken.json"),
        (&["inspect", "--bad"], "broken.json"),
        (&["--help"], "broken.json"),
    ] {
        let run = on(arguments, name);
        assert!(
            !run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'),
            "{arguments:?} {name}: {:?}{:?}",
            run.out,
            run.err
        );
        assert!(!(run.out + &run.err).is_empty());
    }
}

#[test]
fn colours_are_asked_off_by_no_color() {
    let forced = |no_color: bool, name: &str| {
        let mut command = program();
        command.env("CLICOLOR_FORCE", "1").arg("inspect").arg(fixture(name));
        if no_color {
            command.env("NO_COLOR", "1");
        }
        piped(&mut command, b"")
    };
    for name in ["invite_too_many.json", "notifications.json", "broken.json"] {
        let (colour, plain) = (forced(false, name), forced(true, name));
        assert!((colour.out + &colour.err).contains('\u{1b}'), "{name} has colours to be asked off");
        assert!(!(plain.out + &plain.err).contains('\u{1b}'), "{name}");
    }
}

#[test]
fn a_terminal_gets_colours_unless_it_asks_for_none() {
    let on_terminal = |variables: &[(&str, &str)]| {
        let command =
            format!("'{}' inspect '{}'", env!("CARGO_BIN_EXE_comms"), fixture("invite_too_many.json").display());
        let mut script = Command::new("script");
        script
            .args(["-qec", &command, "/dev/null"])
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR")
            .env("TERM", "xterm-256color")
            .envs(variables.iter().copied());
        script.stdin(Stdio::null()).output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    match on_terminal(&[]) {
        Ok(out) if out.contains("max_items") => {
            assert!(out.contains('\u{1b}'), "{out}");
            let plain = on_terminal(&[("NO_COLOR", "1")]).expect("as before");
            assert!(plain.contains("max_items") && !plain.contains('\u{1b}'), "{plain:?}");
        }
        _ => _ = writeln!(std::io::stderr(), "SKIPPED: no `script` here to give the program a terminal"),
    }
}

#[test]
fn what_a_body_says_does_not_reach_the_terminal_as_control_codes() {
    let evil = r##"{"@odata.type": "#microsoft.graph.commsNotifications", "a\u001b]0;evil\u0007": 1, "value": [{"changeType": "x\u001b]0;evil",
        "RESOURCEURL\u001b]0;evil": "y", "resourceUrl": "/operations/\u001b]0;evil", "\u001b]0;evil": 1,
        "resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "id": null, "status": "\u001b]0;evil\n"}}]}"##;
    let id = r##"{"@odata.type": "#microsoft.graph.commsNotifications", "value": [{"resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "id": "\u001b]0;evil"}}]}"##;
    let unknown = r##"{"@odata.type": "#\u001b]0;evil"}"##;
    let tagged =
        r##"{"@odata.type": "#microsoft.graph.commsNotifications", "value": [{"@odata.type": "#\u001b]0;evil"}]}"##;
    let broken = "{\"@odata.type\": \"#microsoft.graph.recordOperation\", \"\\u001b]0;evil\": nope}";
    let raw = "{\"\u{1b}]0;evil\": nope}";
    for body in [evil, id, unknown, tagged, broken, raw] {
        // As on a terminal: colours pass, and whatever else is printed.
        let run = piped(program().env("CLICOLOR_FORCE", "1").args(["inspect", "-"]), body.as_bytes());
        let all = run.out + &run.err;
        assert!(all.contains("\u{1b}[") && !all.contains("\u{1b}]") && !all.contains('\u{7}'), "{all:?}");
        assert!(all.contains("evil"), "shown it is: {all:?}");
    }
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let many: Vec<_> = (0..20_000).map(|number| json!({"changeType": "updated", "resourceUrl": format!("/operations/{number}"), "resourceData": {"x": number}})).collect();
    let body = json!({"@odata.type": "#microsoft.graph.commsNotifications", "value": many}).to_string();
    let path = std::env::temp_dir().join(format!("comms-closed-pipe-{}.json", std::process::id()));
    std::fs::write(&path, body).expect("written");
    for arguments in [&["roundtrip"][..], &["inspect", "--json"]] {
        let run = unread(program().args(arguments).arg(&path), b"");
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
    std::fs::remove_file(path).expect("removed");
}
