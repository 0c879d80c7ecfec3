//! `comms inspect` and `comms roundtrip` as a user runs them: what is printed where, and the exit code.

mod program;

use program::{on, on_input, run, text_of};
use serde_json::{Value, json};

const TOKEN: &str = "made-up-token-of-a-recording";

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

/// A fixture, the type asked for, and what `inspect` says: type, finality, outcome, a word for people.
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
fn inspect_prints_a_message_as_it_reads_not_as_json_escapes_it() {
    let operation = br##"{"@odata.type": "#microsoft.graph.muteParticipantOperation", "status": "failed",
        "resultInfo": {"code": 400, "message": "he said \"hi\""}}"##;
    let text = on_input(&["inspect"], operation);
    assert!(text.out.contains(r#"code 400, he said "hi""#), "{}", text.out);
}

#[test]
fn inspect_says_what_an_operation_is_and_whether_it_is_over() {
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
fn inspect_tells_people_what_to_do_next() {
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
fn inspect_reports_violations_by_exit_code_1_and_deviations_not() {
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
fn inspect_lists_dynamic_members_by_their_pointers() {
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
fn inspect_tells_an_errors_body_from_an_operation() {
    let shown = |body: &str| {
        on_input(&["inspect", "--as", "microsoft.graph.commsOperation"], body.as_bytes())
            .out
            .contains("has an `error` member")
    };
    assert!(shown(r#"{"error": {"code": "7500", "message": "no such call"}}"#));
    assert!(!shown(r#"{"status": "running", "error": null}"#));
}

#[test]
fn inspect_lists_every_operation_of_an_envelope() {
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
    assert_eq!(find("/value/1/resourceData"), &recorded, "its id is the last segment of its URL");
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
fn inspect_lists_what_the_tracker_takes_for_an_operation() {
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
    for line in text_of("replay.jsonl").lines().filter(|line| line.contains("notifications")) {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let notifications = line["notifications"]["value"].as_array().expect("an array");
        let of_calls = notifications
            .iter()
            .filter(|it| it.to_string().contains(r#"graph.call""#) || it.to_string().contains("participant"));
        let expected = notifications.len() - of_calls.count();
        let all: Vec<_> = notifications.iter().map(Value::to_string).collect();
        assert_eq!(listed(&all.join(",")).len(), expected, "{line}");
    }
}

#[test]
fn inspect_takes_an_operations_id_from_where_the_tracker_does() {
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

#[test]
fn secrets_are_not_shown() {
    let untyped = format!(
        r##"{{"@odata.type": "#microsoft.graph.commsNotifications", "value": [{{"resourceData": {{"recordingAccessToken": "{TOKEN}"}}}}]}}"##
    );
    let undecodable = format!(
        r##"{{"@odata.type": "#microsoft.graph.recordOperation", "recordingAccessToken": ["{TOKEN}"], "RecordingLocation": 5}}"##
    );
    let odd = format!(r##"{{"@odata.type": "#microsoft.graph.recordOperation", "RecordingAccessToken": "{TOKEN}"}}"##);
    let page = format!(
        r##"{{"@odata.type": "#microsoft.graph.commsNotifications", "value": [null, {{"resourceData": [{{"recordingAccessToken": "{TOKEN}"}}]}}]}}"##
    );
    for body in [text_of("record_with_token.json"), text_of("notifications.json"), untyped, undecodable, odd, page] {
        for arguments in [&["inspect"][..], &["inspect", "--json"]] {
            let run = on_input(arguments, body.as_bytes());
            assert!(run.code == Some(0), "{}", run.err);
            assert!(
                !run.out.contains(TOKEN) && !run.err.contains(TOKEN),
                "{arguments:?} shows it: {}{}",
                run.out,
                run.err
            );
        }
        assert!(on_input(&["roundtrip"], body.as_bytes()).out.contains(TOKEN), "written back it is, of course");
    }
    let nested = format!(
        r##"{{"@odata.type": "#microsoft.graph.recordOperation", "resultInfo": [{{"recordingAccessToken": "{TOKEN}"}}]}}"##
    );
    let run = on_input(&["inspect", "--json"], nested.as_bytes());
    assert!(
        run.out.contains("undecodable") && !run.out.contains("made-up"),
        "a secret in what does not decode: {}",
        run.out
    );
    let base = on_input(
        &["inspect", "--as", "microsoft.graph.commsOperation"],
        format!(r#"{{"recordingAccessToken": "{TOKEN}"}}"#).as_bytes(),
    );
    assert!(!base.out.contains(TOKEN), "a subtype's secret read as the base: {}", base.out);
}

#[test]
fn a_refusal_does_not_show_a_secret() {
    let broken = format!(
        r##"{{"@odata.type": "#microsoft.graph.recordOperation", "recordingAccessToken": "{TOKEN}",, "id": "1"}}"##
    );
    for arguments in [&["inspect"][..], &["inspect", "--json"]] {
        let run = on_input(arguments, broken.as_bytes());
        assert_eq!(run.code, Some(1));
        assert!(!run.err.contains(TOKEN), "{}", run.err);
    }
}

#[test]
fn roundtrip_writes_back_what_it_read() {
    for (name, arguments) in [
        ("invite_running.json", &[][..]),
        ("tones_cancelled.json", &[]),
        ("notifications.json", &[]),
        ("record_with_token.json", &[]),
        ("invite_too_many.json", &[]),
        ("onenote_operation.json", &[]),
        ("untagged_operation.json", &["--as", "microsoft.graph.recordOperation"]),
        ("operations_page.json", &["--as", "Collection(microsoft.graph.commsOperation)"]),
    ] {
        let run = on(&[&["roundtrip"], arguments].concat(), name);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}");
        let same = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        assert_eq!(same(&run.out), same(&text_of(name)), "{name}");
        assert_eq!(on_input(&[&["roundtrip"], arguments].concat(), text_of(name).as_bytes()).out, run.out, "{name}");
    }
    let exact = br##"{"@odata.type":"#microsoft.graph.playPromptOperation","status":"Running","x":1.50}"##;
    assert_eq!(on_input(&["roundtrip"], exact).out.trim_end().as_bytes(), exact);
}

#[test]
fn what_is_refused_is_exit_1_with_the_reason_on_standard_error() {
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
fn wrong_usage_is_exit_2() {
    for arguments in [
        &[][..],
        &["look"],
        &["inspect"],
        &["roundtrip"],
        &["inspect", "--bad", "-"],
        &["inspect", "--as"],
        &["inspect", "a", "b"],
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
