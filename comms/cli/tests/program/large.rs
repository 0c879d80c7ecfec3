//! Large inputs: the time is in proportion, people get the beginning, and programs get everything.
//!
//! No test measures time: a run in quadratic time would not end.

use crate::running::on_input;
use serde_json::Value;
use std::fmt::Write as _;

const MANY: usize = 200_000;
/// For inputs that are slow in a debug build.
const FEWER: usize = MANY / 10;

/// Returns standard output and standard error.
fn run(arguments: &[&str], input: String) -> (String, String) {
    let run = on_input(arguments, input);
    (run.out, run.err)
}

/// Asserts that the text is short and has the number of rows that are not shown.
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
