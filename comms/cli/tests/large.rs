//! Inputs of sizes that nobody reads: the program takes time in proportion, shows people the beginning, and gives programs all.
//! No time is measured: what grew with the square of these sizes would not end.

use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

const MANY: usize = 200_000;
/// Of what a debug build takes longer for.
const FEWER: usize = MANY / 10;

/// Standard output, standard error.
fn run(arguments: &[&str], input: String) -> (String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_comms"))
        .args(arguments)
        .arg("-")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut stdin = child.stdin.take().expect("piped");
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("an end");
    writer.join().expect("no panic").expect("it reads all");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr))
}

/// What is shown to people is short, and says what is missing.
fn assert_short(shown: &str, rest: usize) {
    assert!(shown.len() < 250_000 && shown.lines().all(|line| line.chars().count() < 400), "{}", shown.len());
    assert!(shown.contains(&format!("\n  … and {rest} more\n")), "{}", &shown[shown.len() - 300..]);
}

fn repeated(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, index| {
        let _ = write!(all, "{}{}", if index > 0 { "," } else { "" }, item(index));
        all
    })
}

#[test]
fn many_undeclared_members() {
    let members = repeated(MANY, |index| format!(r#""member{index}": [{index}]"#));
    let body = format!(r##"{{"@odata.type": "#microsoft.graph.commsOperation", {members}}}"##);
    assert_short(&run(&["inspect"], body.clone()).0, MANY - 1000);
    let document: Value = serde_json::from_str(&run(&["inspect", "--json"], body).0).expect("JSON");
    assert_eq!(document["dynamic"].as_array().map(Vec::len), Some(MANY));
    assert_eq!(document["dynamic"][MANY - 1], format!("/member{}", MANY - 1));
}

#[test]
fn many_deviations() {
    let body = format!(r#"{{"value": [{}]}}"#, repeated(FEWER, |_| "7".to_owned()));
    let arguments = ["--as", "Collection(microsoft.graph.call)"];
    assert_short(&run(&[&["inspect"], &arguments[..]].concat(), body.clone()).0, FEWER - 1000);
    let text = run(&[&["inspect", "--json"], &arguments[..]].concat(), body).0;
    let document: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["deviations"].as_array().map(Vec::len), Some(FEWER));
}

#[test]
fn long_texts_are_cut() {
    let long = "long ".repeat(MANY);
    let body = format!(
        r##"{{"@odata.type": "#microsoft.graph.commsOperation", "id": "{long}", "clientContext": "{long}", "{long}": 1,
        "status": "failed", "resultInfo": {{"code": 500, "message": "{long}"}}}}"##
    );
    let (shown, _) = run(&["inspect"], body.clone());
    assert!(shown.len() < 2000 && shown.contains('…'), "{shown}");
    let (shown, _) = run(&["replay"], format!(r#"{{"response": {}}}"#, body.replace('\n', " ")));
    assert!(shown.len() < 2000 && shown.contains('…'), "{shown}");
}

#[test]
fn an_error_on_a_long_line_of_secrets() {
    let secrets = repeated(MANY, |index| format!(r#"{{"recordingAccessToken": "made-up-{index}"}}"#));
    let (_, err) = run(&["inspect"], format!(r#"{{"x": [{secrets}, nope]}}"#));
    assert!(err.len() < 500 && err.contains("nope") && err.contains('^') && !err.contains("made-up"), "{err}");
}

#[test]
fn many_operations_replayed() {
    let lines: String = (0..FEWER)
        .map(|index| format!("{{\"response\": {{\"id\": \"{index}\", \"status\": \"running\"}}}}\n"))
        .collect();
    assert_short(&run(&["replay"], lines.clone()).0, FEWER - 1000);
    assert_eq!(run(&["replay", "--json"], lines).0.lines().count(), FEWER);
}

#[test]
fn an_error_on_the_last_of_many_lines() {
    let lines = "{\"response\": null}\n".repeat(MANY) + "{\"response\": nope}\n";
    let (out, err) = run(&["replay", "--json"], lines);
    assert_eq!(out, "");
    assert!(err.starts_with(&format!("error: line {}: ", MANY + 1)) && err.len() < 300, "{err}");
}

#[test]
fn a_schema_of_many_properties() {
    let properties: String =
        (0..FEWER).map(|index| format!(r#"<Property Name="name{index}" Type="Edm.String"/>"#)).collect();
    let schema = format!(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
        <Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <EntityType Name="call">{properties}</EntityType></Schema></edmx:DataServices></edmx:Edmx>"#
    );
    let (shown, _) = run(&["drift"], schema.clone());
    assert!(shown.len() < 400_000 && shown.contains("\n  … and "), "{}", shown.len());
    let document: Value = serde_json::from_str(&run(&["drift", "--json"], schema).0).expect("JSON");
    let additive = |finding: &&Value| finding["severity"] == "additive";
    let found = document["findings"].as_array().expect("a list").iter().filter(additive).count();
    assert_eq!(found, FEWER, "each property, once");
}
