//! `comms replay`: conclusions for programs, the chart for people, and refused lines.

use crate::running::{Run, on_input, program, run};
use std::process::Command;

const JOURNEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/replay.jsonl");

fn command(arguments: &[&str]) -> Command {
    let mut command = program();
    command.arg("replay").args(arguments);
    command
}

fn replay(arguments: &[&str]) -> Run {
    run(&[&["replay"], arguments].concat())
}

/// Runs with these lines as standard input.
fn replay_lines(arguments: &[&str], lines: &str) -> Run {
    on_input(&[&["replay"], arguments].concat(), lines.as_bytes())
}

/// The events of these lines, as `LINE EVENT ID CONTEXT OUTCOME`, with `-` for null.
fn concluded(lines: &str) -> Vec<String> {
    let output = replay_lines(&["--json"], lines);
    assert_eq!((output.code, output.err.as_str()), (Some(0), ""));
    output.out.lines().map(words).collect()
}

fn words(line: &str) -> String {
    let event: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let word = |name: &str| match &event[name] {
        serde_json::Value::Null => "-".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    ["line", "event", "id", "clientContext", "outcome"].map(word).join(" ")
}

#[test]
fn programs_get_a_line_for_each_conclusion() {
    let output = replay(&["--json", JOURNEY]);
    assert_eq!((output.code, output.err.as_str()), (Some(0), ""), "a failed operation is no failure");
    let first = output.out.lines().next().expect("a line");
    let id = "0fe0623f-0000-4000-8000-00000000000";
    assert_eq!(
        first,
        format!(r#"{{"line":1,"event":"pending","id":"{id}a","clientContext":"prompt-1","outcome":null}}"#)
    );
    let events: Vec<_> =
        output.out.lines().map(|line| words(line).replace(id, "…").replace(&id.to_uppercase(), "…")).collect();
    assert_eq!(
        events,
        [
            "1 pending …a prompt-1 -",
            "2 pending - mute-2 -",
            "3 pending …c record-3 -",
            "4 ignored - - -",
            "4 ignored - - -",
            "5 final …a prompt-1 succeeded",
            "6 duplicate …a prompt-1 succeeded",
            "8 pending …b mute-2 -",
            "8 unmatched …d - failed",
            "9 final …D tones-4 failed",
            "10 final …b mute-2 unknown",
            "11 stale …D tones-4 failed",
            "12 final …e invite-5 succeeded",
            "13 unmatched …f hold-6 failed",
        ]
    );
}

#[test]
fn people_get_a_line_on_an_axis_for_each_operation() {
    let output = replay(&[JOURNEY]);
    assert_eq!((output.code, output.err.as_str()), (Some(0), ""));
    let expected = "\
12 messages in 1m30s, from 2024-05-06T07:08:00Z

                          0          30s        1m
  prompt-1 0fe0623f…000a  ●──────✓                             succeeded 20s
  mute-2   0fe0623f…000b  ●──────────•──────?                  over, unknown 47s
  record-3 0fe0623f…000c   ●────────────────────────────────▸  pending
  tones-4  0FE0623F…000D             ○╌╌╌✗    <                failed 11s
  invite-5 0fe0623f…000e                            ✓          succeeded at once
  hold-6   0fe0623f…000f                                    ○  unmatched, failed

  ● response   ○ notification only   = reported again   < earlier state

6 operations: 2 succeeded, 1 failed, 1 ended unknown, 1 pending, 1 unmatched
2 notifications about something else
";
    assert_eq!(output.out, expected);
    assert!(expected.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn without_times_the_axis_is_the_line() {
    let lines = "\n{\"response\": null, \"clientContext\": \"a\"}\n\n{\"response\": {\"status\": \"failed\"}, \"clientContext\": \"a\"}\n";
    let output = replay_lines(&[], lines);
    let expected = "\
2 messages, by line

     2                                3                                4
  a  ●─────────────────────────────────────────────────────────────────✗  failed

  ● response

1 operation: 1 failed
";
    assert_eq!(output.out, expected);
}

#[test]
fn names_stay_in_their_columns_and_cannot_move_the_cursor() {
    let context = "\\u001b[31m".to_owned() + &"long ".repeat(40);
    let output =
        replay_lines(&[], &format!(r#"{{"response": {{"id": "{}"}}, "clientContext": "{context}"}}"#, "9".repeat(300)));
    let shown = output.out;
    assert!(!shown.contains('\x1b') && shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

#[test]
fn colour_is_for_terminals() {
    assert!(!replay(&[JOURNEY]).out.contains('\x1b'));
    let forced = Run::from(command(&[JOURNEY]).env("CLICOLOR_FORCE", "1").output().expect("the program"));
    assert!(forced.out.contains("\x1b[32m"));
}

#[test]
fn an_empty_recording_concludes_nothing() {
    assert_eq!(replay_lines(&[], "\n \r\n").out, "nothing was recorded\n");
    assert_eq!(replay_lines(&["--json"], "").out, "");
}

#[test]
fn a_response_without_id_and_context_is_concluded() {
    assert_eq!(
        concluded("{\"response\": null}\n{\"response\": {\"status\": \"completed\"}}"),
        ["1 pending - - -", "2 final - - succeeded"]
    );
}

#[test]
fn an_envelope_has_an_array_of_notifications() {
    for empty in [
        r#"{"value": []}"#,
        r#"{"Value": [], "validationTokens": ["x"]}"#,
        r##"{"@odata.type": "#microsoft.graph.commsNotifications", "value": []}"##,
    ] {
        assert_eq!(concluded(&format!(r#"{{"notifications": {empty}}}"#)), [""; 0], "{empty}");
    }
    assert_eq!(concluded(r#"{"notifications": {"value": [{}]}}"#), ["1 ignored - - -"]);
}

#[test]
fn a_bad_line_is_named() {
    let good = r#"{"response": null, "clientContext": "a"}"#;
    for (bad, reason) in [
        (r#"{"response": {"id": "x",, }}"#, "-:3:25"),
        (r#"{"response":"#, "line 3: the document that begins here is not complete, and the text ends too early"),
        (r#"{"response": {"status": "running", "Status": "completed"}}"#, "this property is given twice"),
        ("[]", "expected an object"),
        (r#"{"respons": null}"#, "line 3: has neither `response` nor `notifications`"),
        (r#"{"response": null, "notifications": {}}"#, "line 3: has both `response` and `notifications`"),
        (r#"{"response": 7}"#, "line 3: `response` is not an operation"),
        (
            r##"{"response": {"@odata.type": "#microsoft.graph.identity", "id": "x"}}"##,
            "line 3: `response` is not an operation",
        ),
        (r#"{"notifications": null}"#, "line 3: `notifications` is not a body of notifications"),
        (r#"{"notifications": {"value": [{}, null]}}"#, "line 3: `notifications` is not a body of notifications"),
        (r#"{"notifications": {"value": 7}}"#, "line 3: `notifications` is not a body of notifications"),
        (r#"{"notifications": {}}"#, "line 3: `notifications` is not a body of notifications"),
        (r#"{"notifications": {"value": null}}"#, "line 3: `notifications` is not a body of notifications"),
        (
            r##"{"notifications": {"@odata.type": "#microsoft.graph.call", "id": "c1", "state": "established"}}"##,
            "line 3: `notifications` is not a body of notifications",
        ),
        (
            r#"{"notifications": {"changeType": "deleted", "resourceUrl": "/communications/calls/c1/operations/op1"}}"#,
            "line 3: `notifications` is not a body of notifications",
        ),
        (r#"{"response": null, "clientContext": 7}"#, "line 3: `clientContext` is not a string"),
        (r#"{"response": null, "at": "yesterday"}"#, "line 3: `at` is not an RFC 3339 time"),
        (r#"{"response": null, "at": "9999-02-30T00:00:00Z"}"#, "line 3: `at` is not an RFC 3339 time"),
    ] {
        for arguments in [&[][..], &["--json"]] {
            let output = replay_lines(arguments, &format!("{good}\n{good}\n{bad}\n{good}\n"));
            let (code, error) = (output.code, output.err.as_str());
            let reason = reason.replace("-:", "standard input:");
            assert!(code == Some(1) && error.contains("line 3") && error.contains(&reason), "{bad}: {code:?} {error}");
        }
    }
}

const END: &str = r##"{"value": [{"changeType": "deleted", "resourceUrl": "/communications/calls('c1')/operations('7')", "resourceData": {"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed"}}]}"##;

#[test]
fn bodies_as_the_callback_received_them_are_read() {
    let started = r#"{"response": {"id": "7", "status": "running"}, "clientContext": "a"}"#;
    let pretty =
        serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(END).expect("JSON")).expect("JSON");
    assert_eq!(
        concluded(&format!("{started}\n{END}\n\n{pretty}\n{END}")),
        ["1 pending 7 a -", "2 final 7 a succeeded", "4 duplicate 7 a succeeded", "16 duplicate 7 a succeeded"]
    );
}

#[test]
fn lines_of_an_access_log_are_read_with_their_time() {
    let lines = format!(
        r#"127.0.0.1 - - [30/Nov/2026:13:00:00 +0100] "GET /healthz HTTP/1.1" 200
2026-11-30T12:00:05Z {{"response": {{"id": "7", "status": "running"}}, "clientContext": "a"}}
127.0.0.1 - - [30/Nov/2026:13:00:20 +0100] "POST /graph HTTP/1.1" 202 {END}
"#
    );
    assert_eq!(concluded(&lines), ["2 pending 7 a -", "3 final 7 a succeeded"]);
    let drawn = replay_lines(&[], &lines).out;
    assert!(drawn.starts_with("2 messages in 15s, from 2026-11-30T12:00:05Z"), "{drawn}");
}

#[test]
fn several_files_are_one_recording() {
    let folder = std::env::temp_dir().join(format!("replay-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let files = [("1", r#"{"response": {"id": "7", "status": "running"}}"#), ("2", END)];
    let paths = files.map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        path.to_string_lossy().into_owned()
    });
    let output = replay(&["--json", &paths[0], &paths[1]]);
    assert_eq!(output.out.lines().map(words).collect::<Vec<_>>(), ["1 pending 7 - -", "1 final 7 - succeeded"]);
    let drawn = replay(&[&paths[0], &paths[1]]).out;
    assert!(drawn.starts_with("2 messages, by line") && drawn.contains('✓'), "{drawn}");
    std::fs::remove_dir_all(folder).expect("the folder");
}

#[test]
fn the_end_of_a_call_ends_its_operations_once_the_grace_has_passed() {
    let at = |time: &str, rest: &str| format!(r#"{{"at": "2026-11-30T12:{time}Z", {rest}}}"#);
    let running = r#""notifications": {"value": [{"changeType": "updated", "resourceUrl": "/calls/c1/operations/7", "resourceData": {"status": "running"}}]}"#;
    let ended = r#""notifications": {"value": [{"changeType": "deleted", "resourceUrl": "/calls/c1"}]}"#;
    let end = format!(r#""notifications": {END}"#);
    let lines = [
        at("00:00", r#""response": {"id": "7", "status": "running"}, "clientContext": "a""#),
        at("00:01", running),
        at("00:10", ended),
        at("01:10", r#""response": null, "clientContext": "b""#),
        at("02:00", &end),
    ];
    assert_eq!(
        concluded(&lines.join("\n")),
        [
            "1 pending 7 a -",
            "2 pending 7 a -",
            "3 ignored - - -",
            "4 pending - b -",
            "4 final 7 a unknown",
            "5 late 7 a succeeded"
        ]
    );
    let drawn = replay_lines(&[], &lines.join("\n")).out;
    assert!(drawn.contains("+  succeeded 1m10s") && drawn.contains("1 succeeded, 1 pending"), "{drawn}");
}

#[test]
fn an_error_of_the_service_is_told() {
    let error = r#"{"error": {"code": "8523", "message": "Call is gone."}}"#;
    assert_eq!(concluded(&format!(r#"{{"response": {error}, "clientContext": "a"}}"#)), ["1 final - a failed"]);
    let notification =
        format!(r#"{{"value": [{{"resourceUrl": "/calls/c1/operations/7", "resourceData": {error}}}]}}"#);
    assert_eq!(concluded(&notification), ["1 unmatched 7 - failed"]);
    let output = replay_lines(&[], error);
    assert_eq!(output.code, Some(1));
    assert!(output.err.contains("line 1: is an error of the service: 8523: Call is gone."), "{}", output.err);
}

#[test]
fn a_text_without_a_message_is_refused() {
    let output = replay_lines(&["--json"], "\nGET /healthz 200\nGET /healthz 200\n");
    assert_eq!((output.code, output.out.as_str()), (Some(1), ""));
    assert!(output.err.contains("standard input:2:1"), "{}", output.err);
}

#[test]
fn a_missing_file_and_wrong_usage_are_refused() {
    let output = replay(&["no-such-file"]);
    assert_eq!(
        (output.code, output.err.as_str()),
        (Some(1), "error: cannot read no-such-file: no such file or directory\n")
    );
    assert_eq!(replay(&[]).code, Some(2));
    assert_eq!(replay(&["--yaml", JOURNEY]).code, Some(2));
}

#[test]
fn operations_in_a_log_are_answers() {
    let answer = r##"{"@odata.type": "#microsoft.graph.playPromptOperation", "id": "o1", "status": "running", "clientContext": "a"}"##;
    let of_context = r#"{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.recordOperation", "id": "o2"}"#;
    let end = r##"{"value": [{"changeType": "deleted", "resourceUrl": "/communications/calls/c1/operations/o1",
        "resourceData": {"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed"}}]}"##;
    let log =
        format!("2026-03-01T10:00:00Z POST /calls/c1/playPrompt 200 {answer}\n{of_context}\nPOST /graph 202 {end}\n");
    assert_eq!(concluded(&log), ["1 pending o1 a -", "2 pending o2 - -", "3 final o1 a succeeded"]);
}

#[test]
fn a_body_of_something_else_in_a_log_is_refused_with_its_line() {
    for other in [
        r##"{"@odata.type": "#microsoft.graph.call", "id": "c1"}"##,
        r#"{"id": "o1", "status": "running"}"#,
        r#"{"error": {"code": "x"}}"#,
    ] {
        let run = replay_lines(&[], &format!("GET /healthz 200\nGET /calls/c1 200 {other}\n"));
        assert_eq!(run.code, Some(1), "{other}: {}", run.out);
        assert!(run.err.contains("line 2: "), "{}", run.err);
    }
}
