//! Text for people: colours on terminals only, and no control characters of the input.

use crate::running::{fixture, on, piped, program};
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

/// Asserts that a terminal shows the text and does nothing else: styles and line feeds are the only control characters.
#[track_caller]
fn assert_harmless(text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(|char: char| char.is_control() && char != '\n') {
        let style = rest[at..].strip_prefix("\u{1b}[");
        let end =
            style.and_then(|style| Some((style, style.find(|char: char| !char.is_ascii_digit() && char != ';')?)));
        let (style, end) = end.unwrap_or_else(|| panic!("{text:?}"));
        assert!(style[end..].starts_with('m'), "{text:?}");
        rest = &style[end..];
    }
}

/// Runs as on a terminal, which gets every character that the program prints.
fn on_terminal(arguments: &[&str], input: &str) -> String {
    let run = piped(program().env("CLICOLOR_FORCE", "1").args(arguments).arg("-"), input);
    let all = run.out + &run.err;
    assert!(all.contains("\u{1b}["), "has styles: {all:?}");
    assert_harmless(&all);
    all
}

/// All control characters, as JSON may have them: those below the space escaped, the others raw and escaped.
fn control_characters() -> String {
    let raw: String = ('\u{7f}'..='\u{9f}').collect();
    let escaped: String =
        (0..=0x9f).filter(|code| !(0x20..0x7f).contains(code)).map(|code| format!("\\u{code:04x}")).collect();
    format!("\\u001b]0;evil\\u0007{raw}{escaped}")
}

#[test]
fn control_characters_of_a_body_do_not_reach_the_terminal() {
    let evil = control_characters();
    let operation = format!(
        r##"{{"@odata.type": "#microsoft.graph.recordOperation", "{evil}": "{evil}", "id": "{evil}", "status": "failed",
        "completionReason": "{evil}", "clientContext": ["{evil}"], "recordingLocation": {{"{evil}": 1}},
        "resultInfo": {{"code": "{evil}", "subcode": null, "message": "{evil}", "{evil}": "{evil}"}}}}"##
    );
    assert!(on_terminal(&["inspect"], &operation).contains("evil"));
    let call = format!(
        r##"{{"@odata.type": "#microsoft.graph.call", "STATE": "{evil}", "targets": [7, {{"{evil}": "{evil}"}}],
        "callbackUri": 5, "subject": "{evil}", "source": {{"@odata.type": "#{evil}", "{evil}": null}}}}"##
    );
    assert!(on_terminal(&["inspect"], &call).contains("evil"));
    let notifications = format!(
        r##"{{"@odata.type": "#microsoft.graph.commsNotifications", "a{evil}": 1, "value": [{{"@odata.type": "#{evil}"}},
        {{"changeType": "{evil}", "RESOURCEURL{evil}": "y", "resourceUrl": "/operations/{evil}", "{evil}": 1, "resourceData": {operation}}}]}}"##
    );
    assert!(on_terminal(&["inspect"], &notifications).contains("evil"));
    let recorded = format!(
        "{{\"response\": {}, \"clientContext\": \"{evil}\"}}\n{{\"notifications\": {}}}\n",
        operation.replace('\n', " "),
        notifications.replace('\n', " ")
    );
    on_terminal(&["replay"], &recorded);
}

#[test]
fn control_characters_do_not_reach_the_terminal_by_an_error() {
    let evil = control_characters();
    for body in [
        format!(r##"{{"@odata.type": "#{evil}"}}"##),
        format!(r##"{{"@odata.type": "#microsoft.graph.recordOperation", "{evil}": nope}}"##),
        format!(r##"{{"@odata.type": "#microsoft.graph.recordOperation", "{evil}": {{"{evil}": 1,, }}}}"##),
        "{\"\u{1b}]0;evil\u{7}\u{9b}31m\": nope}".to_owned(),
    ] {
        assert!(on_terminal(&["inspect"], &body).contains("evil"));
    }
    let odd = "\u{1b}]0;evil\u{7f}\u{9b}31m\n";
    for arguments in [&["inspect", "--as", odd], &["roundtrip", "--as", odd]] {
        assert!(on_terminal(arguments, "{}").contains("evil"));
    }
    on_terminal(&["replay"], &format!(r#"{{"{evil}": 1}}"#));
    on_terminal(
        &["replay"],
        &format!("{{\"response\": {{\"@odata.type\": \"#microsoft.graph.identity\", \"id\": \"{evil}\"}}}}"),
    );
    for schema in [odd, "<\u{7f}\u{9b}31m/>", "<edmx:Edmx \u{85}\u{7f}=\"\u{9b}\"/>"] {
        on_terminal(&["drift"], schema);
        on_terminal(&["scaffold", "--all"], schema);
    }
}

#[test]
fn control_characters_of_a_schema_do_not_reach_the_terminal() {
    for (name, type_) in [("subject", "evil\u{7f}\u{85}\u{9b}31m"), ("evil\u{7f}\u{9b}31m", "Edm.String")] {
        let schema = format!(
            r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
            <Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm"><EntityType Name="call">
            <Property Name="{name}" Type="{type_}"/></EntityType></Schema></edmx:DataServices></edmx:Edmx>"#
        );
        assert!(on_terminal(&["drift"], &schema).contains("evil"));
    }
}
