//! Standard output: data for programs byte for byte, a closed pipe, a full disk.

use crate::running::{Run, Scratch, fixture, on_input, piped, program};
use entity_core::csdl;
use serde_json::Value;
use std::fs::{self, File};
use std::io::Write;
use std::process::Stdio;

/// Each command with an input that it can read, and the exit code.
const COMMANDS: &[(&[&str], &str, i32)] = &[
    (&["inspect"], "tones_sent.json", 0),
    (&["inspect", "--json"], "invite_too_many.json", 1),
    (&["roundtrip"], "notifications.json", 0),
    (&["drift"], "library.csdl.xml", 1),
    (&["drift", "--json"], "library.csdl.xml", 1),
    (&["scaffold", "--all"], "library.csdl.xml", 0),
    (&["replay"], "replay.jsonl", 0),
    (&["replay", "--json"], "replay.jsonl", 0),
];

/// Text that filters for colours or terminals would change: DEL, NEL, CSI as one character, marks of direction, noncharacters.
const ODD: &str = "a\u{7f}b\u{85}c\u{9b}31md\u{9d}e\u{200e}f\u{2028}g\u{fffe}h";
/// The same, and escape sequences, in JSON.
const ODD_JSON: &str =
    "a\u{7f}b\u{85}c\u{9b}31md\u{9d}e\u{200e}f\u{2028}g\u{fffe}h\\u001b[31mred\\u001b]0;title\\u0007";

/// The standard output as a pipe gets it. Fails if a file, or a setting for colours, changes it.
fn printed(arguments: &[&str], input: &str) -> String {
    let printed = on_input(arguments, input).good();
    let body = Scratch::new(format!("odd-{}", arguments.concat()), input);
    let target = Scratch::new(format!("printed-{}", arguments.concat()), "");
    let status = program()
        .args(arguments)
        .arg(&body.0)
        .stdin(Stdio::null())
        .stdout(File::create(&target.0).expect("a file"))
        .status()
        .expect("the program");
    assert!(status.success(), "{arguments:?}");
    assert_eq!(fs::read_to_string(&target.0).expect("UTF-8"), printed, "{arguments:?} to a file");
    for variable in ["CLICOLOR_FORCE", "NO_COLOR"] {
        let run = piped(program().args(arguments).arg("-").env(variable, "1"), input);
        assert_eq!(run.good(), printed, "{arguments:?} with {variable}");
    }
    printed
}

#[test]
fn roundtrip_prints_every_character() {
    for member in ["clientContext", "undeclared"] {
        let body = format!(r##"{{"@odata.type":"#microsoft.graph.playPromptOperation","{member}":"{ODD_JSON}"}}"##);
        assert_eq!(printed(&["roundtrip"], &body), body.clone() + "\n", "{member}");
    }
    let name = format!(r##"{{"@odata.type":"#microsoft.graph.call","{ODD_JSON}":[]}}"##);
    assert_eq!(printed(&["roundtrip"], &name), name.clone() + "\n");
}

#[test]
fn json_documents_have_every_character() {
    let odd: String = serde_json::from_str(&format!("\"{ODD_JSON}\"")).expect("JSON");
    let body = format!(r##"{{"@odata.type": "#microsoft.graph.call", "{ODD_JSON}": []}}"##);
    let document: Value = serde_json::from_str(&printed(&["inspect", "--json"], &body)).expect("JSON");
    assert_eq!(document["dynamic"], serde_json::json!([format!("/{odd}")]));

    let line = format!(r#"{{"response": {{"id": "{ODD_JSON}"}}, "clientContext": "{ODD_JSON}"}}"#);
    let event: Value = serde_json::from_str(&printed(&["replay", "--json"], &line)).expect("JSON");
    assert_eq!((&event["id"], &event["clientContext"]), (&Value::from(odd.as_str()), &Value::from(odd.as_str())));
}

#[test]
fn declarations_are_printed_as_the_library_writes_them() {
    // XML has no character U+FFFE.
    let text = ODD.replace('\u{fffe}', "");
    let schema = format!(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
        <Schema Namespace="contoso" xmlns="http://docs.oasis-open.org/odata/ns/edm"><ComplexType Name="odd">
        <Annotation Term="Org.OData.Core.V1.Description" String="{text}"/><Property Name="name" Type="Edm.String">
        <Annotation Term="Org.OData.Validation.V1.Pattern" String="{text}"/></Property></ComplexType></Schema>
        </edmx:DataServices></edmx:Edmx>"#
    );
    let declarations = csdl::scaffold_all(&csdl::read(schema.as_bytes()).expect("a schema")).expect("declarations");
    assert!(declarations.contains("\u{200e}"), "a doc comment has the description: {declarations:?}");
    assert_eq!(printed(&["scaffold", "--all"], &schema), declarations);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    for (arguments, name, code) in COMMANDS {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        // Closed before the program starts, because the program may be quicker than the test.
        drop(reader);
        let output = program().args(*arguments).arg(fixture(name)).stdout(writer).output().expect("the program");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(*code), "the exit code does not depend on the reader: {arguments:?}");
    }
}

#[test]
fn a_pipe_closed_in_the_middle_of_a_long_output_ends_the_program_quietly() {
    let line = "{\"response\": null, \"clientContext\": \"a\"}\n";
    let recording = Scratch::new("long-recording", line.repeat(50_000));
    let notifications = vec![r#"{"changeType": "updated", "x": 1}"#; 20_000].join(",");
    let body = format!(r##"{{"@odata.type": "#microsoft.graph.commsNotifications", "value": [{notifications}]}}"##);
    let body = Scratch::new("long-body", body);
    for (arguments, file) in
        [(&["roundtrip"][..], &body), (&["inspect", "--json"], &body), (&["replay", "--json"], &recording)]
    {
        let mut child = program()
            .args(arguments)
            .arg(&file.0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        drop(child.stdout.take());
        let run = Run::from(child.wait_with_output().expect("an end"));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_a_failure() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        _ = writeln!(std::io::stderr(), "SKIPPED: no /dev/full here");
        return;
    };
    let with_file = COMMANDS.iter().map(|(arguments, name, _)| (*arguments, Some(fixture(name))));
    let without = [&["--help"][..], &["--version"], &["help", "inspect"], &["completions", "bash"]];
    for (arguments, file) in with_file.chain(without.map(|arguments| (arguments, None))) {
        let stdout = full.try_clone().expect("the file");
        let run = Run::from(program().args(arguments).args(file).stdout(stdout).output().expect("the program"));
        let reason = "error: cannot write: no space left on device\n";
        assert_eq!((run.code, run.err.as_str()), (Some(1), reason), "{arguments:?}");
    }
}
