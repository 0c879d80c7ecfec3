//! `comms inspect`: the report for people and the document for programs.

use crate::running::{on, on_input, text_of};
use serde_json::{Value, json};

fn inspected(arguments: &[&str], name: &str) -> Value {
    let run = on(&[&["inspect", "--json"], arguments].concat(), name);
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{name}: {error}: {}{}", run.out, run.err))
}

fn kinds(found: &Value, second: &str) -> Vec<String> {
    let mut all: Vec<_> = found
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| format!("{} {}", one["path"].as_str().expect("a path"), one[second].as_str().expect("a word")))
        .collect();
    all.sort();
    all
}

/// A fixture, the argument of `--as`, and the report: type, finality, outcome, a word for people.
type Expected = (&'static str, &'static str, &'static str, Option<&'static str>, Option<&'static str>, &'static str);

const EXPECTED: &[Expected] = &[
    ("invite_running.json", "", "microsoft.graph.inviteParticipantsOperation", Some("pending"), None, "pending"),
    ("tones_cancelled.json", "", "microsoft.graph.sendDtmfTonesOperation", Some("final"), Some("failed"), "failed"),
    ("tones_sent.json", "", "microsoft.graph.sendDtmfTonesOperation", Some("final"), Some("succeeded"), "succeeded"),
    ("record_with_token.json", "", "microsoft.graph.recordOperation", Some("final"), Some("succeeded"), "succeeded"),
    ("onenote_operation.json", "", "microsoft.graph.onenoteOperation", Some("final"), Some("succeeded"), "succeeded"),
    ("untagged_operation.json", COMMS, COMMS, Some("pending"), None, "pending"),
    (
        "untagged_operation.json",
        "microsoft.graph.muteParticipantOperation",
        "microsoft.graph.muteParticipantOperation",
        Some("pending"),
        None,
        "pending",
    ),
    ("tones_cancelled.json", COMMS, "microsoft.graph.sendDtmfTonesOperation", Some("final"), Some("failed"), "failed"),
    ("notifications.json", "", "microsoft.graph.commsNotifications", None, None, "commsNotifications"),
    ("operations_page.json", PAGE, PAGE, None, None, "Collection"),
];

const COMMS: &str = "microsoft.graph.commsOperation";
const PAGE: &str = "Collection(microsoft.graph.commsOperation)";

#[test]
fn text_is_shown_without_escapes() {
    let operation = br##"{"@odata.type": "#microsoft.graph.muteParticipantOperation", "status": "failed",
        "resultInfo": {"code": 400, "message": "he said \"hi\""}}"##;
    let text = on_input(&["inspect"], operation);
    assert!(text.out.contains(r#"code 400, he said "hi""#), "{}", text.out);
    let call = br##"{"@odata.type": "#microsoft.graph.call", "subject": "it\u0027s \"on\"", "x": "\u00fc\/\\"}"##;
    let text = on_input(&["inspect"], call);
    assert!(text.out.contains(r#"  "it's "on"""#) && text.out.contains(r#"  "ü/\" (dynamic)"#), "{}", text.out);
}

#[test]
fn the_type_and_the_state_of_an_operation_are_reported() {
    for (name, asked, type_name, finality, outcome, word) in EXPECTED {
        let arguments: &[&str] = if asked.is_empty() { &[] } else { &["--as", asked] };
        let document = inspected(arguments, name);
        assert_eq!(
            (&document["type"], &document["finality"], &document["outcome"]),
            (&json!(type_name), &json!(finality), &json!(outcome)),
            "{name}"
        );
        let text = on(&[&["inspect"], arguments].concat(), name);
        assert_eq!((&document["violations"], text.code, text.err.as_str()), (&json!([]), Some(0), ""), "{name}");
        assert!(text.out.contains(type_name) && text.out.contains(word), "{name}: {}", text.out);
        let members: Vec<_> = document.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(
            members,
            ["deviations", "dynamic", "finality", "operations", "outcome", "type", "violations"],
            "{name}"
        );
    }
    let unknown = on_input(
        &["inspect", "--json"],
        br##"{"@odata.type": "#microsoft.graph.muteParticipantOperation", "status": "suspended"}"##,
    );
    let document: Value = serde_json::from_str(&unknown.out).expect("JSON");
    assert_eq!((&document["finality"], &document["outcome"], unknown.code), (&json!("unknown"), &Value::Null, Some(0)));
}

#[test]
fn people_get_the_next_step() {
    let pending = on(&["inspect"], "invite_running.json").out;
    assert!(pending.contains("wait") && pending.contains("notification"), "{pending}");
    for shown in ["invite-0001", "clientContext", "status", "Running", "participants"] {
        assert!(pending.contains(shown), "{shown} is not in {pending}");
    }
    let over = on(&["inspect"], "tones_cancelled.json").out;
    assert!(!over.contains("wait") && over.contains("mediaOperationCanceled"), "{over}");
    assert!(pending.lines().all(|line| line.chars().count() < 200), "fits a line: {pending}");
}

#[test]
fn violations_are_exit_code_1_and_deviations_are_not() {
    let document = inspected(&[], "invite_too_many.json");
    assert_eq!(kinds(&document["violations"], "rule"), ["/participants max_items", "/resultInfo/subcode non_null"]);
    assert_eq!(
        kinds(&document["deviations"], "kind"),
        ["/resultInfo/code quoted", "/resultInfo/subcode null", "/status name_case", "/status unknown_member"]
    );
    assert!(
        document["violations"]
            .as_array()
            .expect("a list")
            .iter()
            .all(|violation| violation["message"].as_str().is_some_and(|message| !message.is_empty()))
    );
    let text = on(&["inspect"], "invite_too_many.json");
    for run in [&on(&["inspect", "--json"], "invite_too_many.json"), &text] {
        assert_eq!((run.code, run.err.as_str()), (Some(1), "error: 2 rules are broken\n"), "standard error says why");
    }
    let one = on_input(&["inspect", "--as", COMMS], br#"{"resultInfo": {"code": null}}"#);
    assert_eq!((one.code, one.err.as_str()), (Some(1), "error: 1 rule is broken\n"));
    for shown in [
        "/participants",
        "max_items",
        "/resultInfo/subcode",
        "non_null",
        "/status",
        "unknown_member",
        "name_case",
        "quoted",
        "6",
    ] {
        assert!(text.out.contains(shown), "{shown} is not in {}", text.out);
    }
    let document = inspected(&[], "invite_running.json");
    assert_eq!(kinds(&document["deviations"], "kind"), ["/status member_case"]);
    assert_eq!(on(&["inspect"], "invite_running.json").code, Some(0), "a deviation is no failure");
}

#[test]
fn dynamic_members_are_listed_by_pointer() {
    let document = inspected(&[], "invite_running.json");
    let dynamic: Vec<_> = document["dynamic"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(dynamic, ["/@odata.context", "/participants/0/identity/user/identityProvider"]);
    let odd = on_input(
        &["inspect", "--json", "--as", "microsoft.graph.commsOperation"],
        r#"{"a/b~c": 1, "é": 2, "resultInfo": {"x": 1}}"#.as_bytes(),
    );
    let document: Value = serde_json::from_str(&odd.out).expect("JSON");
    let mut dynamic: Vec<_> =
        document["dynamic"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    dynamic.sort_unstable();
    assert_eq!(dynamic, ["/a~1b~0c", "/resultInfo/x", "/é"]);
    let shown = on(&["inspect"], "notifications.json").out;
    assert!(
        shown.contains("not declared, within (2)\n") && shown.contains("  /value/3/resourceData/seats  1.50\n"),
        "{shown}"
    );
}

#[test]
fn the_body_of_a_failed_request_is_told_from_an_operation() {
    let shown = |body: &str| {
        on_input(&["inspect", "--as", "microsoft.graph.commsOperation"], body.as_bytes())
            .out
            .contains("has an `error` member")
    };
    assert!(shown(r#"{"error": {"code": "7500", "message": "no such call"}}"#));
    assert!(!shown(r#"{"status": "running", "error": null}"#));
}

#[test]
fn every_operation_of_an_envelope_is_listed() {
    let document = inspected(&[], "notifications.json");
    let find = |pointer: &str| {
        document["operations"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|operation| operation["pointer"] == pointer)
            .unwrap_or(&Value::Null)
    };
    let played = json!({"pointer": "/value/0/resourceData", "type": "microsoft.graph.playPromptOperation", "id": "0fe0623f-0000-4000-8000-00000000000a",
        "clientContext": "prompt-0001", "finality": "final", "outcome": "succeeded"});
    assert_eq!(find("/value/0/resourceData"), &played);
    let recorded = json!({"pointer": "/value/1/resourceData", "type": "microsoft.graph.recordOperation", "id": "0fe0623f-0000-4000-8000-00000000000b",
        "clientContext": "record-0002", "finality": "final", "outcome": "failed"});
    assert_eq!(find("/value/1/resourceData"), &recorded, "the id is the last segment of the URL");
    for no_operation in ["/value/3/resourceData", "/value/4/resourceData", "/value/4/resourceData/0"] {
        assert_eq!(find(no_operation), &Value::Null);
    }
    let text = on(&["inspect"], "notifications.json").out;
    for shown in [
        "playPromptOperation",
        "recordOperation",
        "0fe0623f-0000-4000-8000-00000000000a",
        "0fe0623f-0000-4000-8000-00000000000b",
    ] {
        assert!(text.contains(shown), "{shown} is not in {text}");
    }
    assert_eq!(inspected(&[], "tones_sent.json")["operations"], json!([]), "no envelope");
}

/// What `inspect` lists for these notifications, as `POINTER TYPE ID CONTEXT FINALITY OUTCOME`, with `-` for null.
fn listed(notifications: &str) -> Vec<String> {
    let body = format!(r##"{{"@odata.type": "#microsoft.graph.commsNotifications", "value": [{notifications}]}}"##);
    let run = on_input(&["inspect", "--json"], body.as_bytes());
    let document: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    let line = |operation: &Value| {
        let word =
            |name: &str| operation[name].as_str().unwrap_or("-").trim_start_matches("microsoft.graph.").to_owned();
        ["pointer", "type", "id", "clientContext", "finality", "outcome"].map(word).join(" ")
    };
    document["operations"].as_array().expect("a list").iter().map(line).collect()
}

#[test]
fn operations_are_found_as_the_tracker_finds_them() {
    let url = "/communications/calls/c1/operations/op1";
    for (change, data, expected) in [
        (
            "deleted",
            r#""resourceData": {"status": "completed", "clientContext": "k"}"#,
            "/resourceData commsOperation op1 k final succeeded",
        ),
        (
            "updated",
            r##""resourceData": {"@odata.type": "#microsoft.graph.onenoteOperation", "status": "Running"}"##,
            "/resourceData onenoteOperation op1 - pending -",
        ),
        (
            "updated",
            r##""resourceData": {"@odata.type": "#contoso.captionOperation", "status": "suspended"}"##,
            "/resourceData commsOperation op1 - unknown -",
        ),
        ("deleted", r#""resourceData": {"status": "running"}"#, "/resourceData commsOperation op1 - final unknown"),
        (
            "updated",
            r#""resourceData": {"status": "running", "Status": "completed"}"#,
            "/resourceData commsOperation op1 - pending -",
        ),
        ("deleted", r#""resourceData": null"#, " commsOperation op1 - final unknown"),
        ("deleted", r#""x": 1"#, " commsOperation op1 - final unknown"),
    ] {
        let notification = format!(r#"{{"changeType": "{change}", "resourceUrl": "{url}", {data}}}"#);
        assert_eq!(listed(&format!("{{}}, {notification}")), [format!("/value/1{expected}")], "{notification}");
    }
    let mut lines = 0;
    for line in text_of("replay.jsonl").lines().filter(|line| line.contains("notifications")) {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let notifications = line["notifications"]["value"].as_array().expect("an array");
        let of_calls = notifications
            .iter()
            .filter(|it| it.to_string().contains(r#"graph.call""#) || it.to_string().contains("participant"));
        let expected = notifications.len() - of_calls.count();
        let all: Vec<_> = notifications.iter().map(Value::to_string).collect();
        assert_eq!(listed(&all.join(",")).len(), expected, "{line}");
        lines += 1;
    }
    assert!(lines > 5, "{lines} envelopes");
}

#[test]
fn ids_are_found_as_the_tracker_finds_them() {
    let data = r##""resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "id": ID}"##;
    for (url, id, expected) in [
        (r#""resourceUrl": "/calls/c1/operations/op1?x=1""#, "null", "op1"),
        (r#""resource": "/app/calls/c1/operations/op1""#, "null", "op1"),
        (r#""resourceUrl": "/calls/c1/operations/op1/""#, r#""""#, "op1"),
        (r#""resourceUrl": "/calls/c1/operations/op1""#, r#""other""#, "other"),
        (r#""resourceUrl": "/communications/calls/c1""#, "null", "-"),
        (r#""resourceUrl": "https://h/""#, "null", "-"),
        (r#""resourceUrl": """#, r#""""#, "-"),
    ] {
        let notification = format!("{{{url}, {}}}", data.replace("ID", id));
        assert_eq!(listed(&notification), [format!("/value/0/resourceData recordOperation {expected} - pending -")]);
    }
}
