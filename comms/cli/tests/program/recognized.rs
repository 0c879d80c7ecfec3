//! `comms inspect` of bodies without a tag: by context, by shape, several at once.

use crate::running::{Run, fixture, on, on_input};
use serde_json::{Value, json};
use std::path::Path;

fn inspect(body: &Value) -> Run {
    on_input(&["inspect"], body.to_string().as_bytes())
}

fn document(body: &Value) -> Value {
    let run = on_input(&["inspect", "--json"], body.to_string().as_bytes());
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err))
}

#[test]
fn the_context_names_the_type() {
    let metadata = "https://graph.microsoft.com/v1.0/$metadata#";
    for (context, is_list, expected) in [
        ("microsoft.graph.recordOperation", false, "microsoft.graph.recordOperation"),
        ("graph.call", false, "microsoft.graph.call"),
        ("communications/calls/$entity", false, "microsoft.graph.call"),
        ("communications/calls(id,state)/$entity", false, "microsoft.graph.call"),
        ("communications/calls", true, "Collection(microsoft.graph.call)"),
        ("communications/calls('7')/participants", true, "Collection(microsoft.graph.participant)"),
        ("communications/calls('a/b')/participants(id)", true, "Collection(microsoft.graph.participant)"),
        ("communications/callRecords/$entity", false, "microsoft.graph.callRecords.callRecord"),
        ("communications/callRecords(sessions(segments()))/$entity", false, "microsoft.graph.callRecords.callRecord"),
        ("communications/callRecords('7')/sessions", true, "Collection(microsoft.graph.callRecords.session)"),
        ("users('7')/presence/$entity", false, "microsoft.graph.presence"),
        ("Collection(microsoft.graph.presence)", true, "Collection(microsoft.graph.presence)"),
        ("users('7')/onlineMeetings/$entity", false, "microsoft.graph.onlineMeeting"),
    ] {
        let mut body = json!({"@odata.context": format!("{metadata}{context}")});
        if is_list {
            body["value"] = json!([]);
        }
        assert_eq!(document(&body)["type"], expected, "{context}");
    }
    for unknown in ["users/$entity", "", "Collection(microsoft.graph.user)", "microsoft.graph.user"] {
        let run = inspect(&json!({"@odata.context": format!("{metadata}{unknown}")}));
        assert_eq!(run.code, Some(2), "{unknown}: {}", run.out);
    }
    let call = json!({"@odata.context": format!("{metadata}communications/calls/$entity"), "state": "established"});
    assert_eq!(on_input(&["roundtrip"], call.to_string().as_bytes()).code, Some(0));
}

#[test]
fn an_error_is_described_and_explained() {
    let error = json!({"error": {"code": "UnknownError", "message": "no such call", "innerError": {"code": "8522", "request-id": "r-1"}}});
    let run = inspect(&error);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    for shown in ["error of the service", "UnknownError: no such call", "8522", "does not exist", "request-id r-1"] {
        assert!(run.out.contains(shown), "{shown} is not in {}", run.out);
    }
    let document = document(&error);
    assert_eq!((&document["type"], &document["finality"]), (&json!("error"), &Value::Null));
    assert_eq!(document["error"]["error"]["code"], "UnknownError");
    let of_v2 = inspect(&json!({"error": {"code": "7", "message": {"lang": "en", "value": "no"}}}));
    assert!(of_v2.out.contains("7: no"), "{}", of_v2.out);
}

#[test]
fn the_error_of_a_login_is_described() {
    let error = json!({"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided.",
        "error_codes": [7_000_215], "trace_id": "t-1"});
    let run = inspect(&error);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.contains("invalid_client: AADSTS7000215"), "{}", run.out);
    assert_eq!(document(&error)["type"], "error");
    let expired = json!({"error": "interaction_required", "error_description": "AADSTS50078"});
    assert_eq!(
        document(&json!({"responses": [{"id": "1", "status": 401, "body": expired}]}))["parts"][0]["type"],
        "error"
    );
    for other in
        [json!({"error": "x"}), json!({"error": "x", "error_description": 7}), json!({"error_description": "x"})]
    {
        assert_eq!(inspect(&other).code, Some(2), "{other}");
    }
}

#[test]
fn the_request_id_of_an_error_is_shown_once() {
    let error = json!({"error": {"code": "7504", "message": "no", "innerError": {"request-id": "r-1", "client-request-id": "c-1"}}});
    let shown = inspect(&error).out;
    assert_eq!((shown.matches("r-1").count(), shown.matches("c-1").count()), (1, 1), "{shown}");
}

#[test]
fn notifications_of_a_call_without_a_tag_show_its_state() {
    let of_call = |change: &str, data: Value| json!({"changeType": change, "resourceUrl": "/v1.0/communications/calls('7')", "resourceData": data});
    let run = inspect(&json!({"value": [
        of_call("updated", json!({"state": "established"})),
        of_call("deleted", json!({"@odata.type": "#microsoft.graph.newCall", "state": "terminated", "resultInfo": {"code": 486}})),
    ]}));
    for shown in ["/value/0  updated call established", "/value/1  deleted call terminated: 486: The callee is busy."] {
        assert!(run.out.contains(shown), "{shown} is not in {}", run.out);
    }
}

#[test]
fn notifications_print_one_by_one_with_state_result_and_explanation() {
    let body = json!({"value": [
        {"changeType": "updated", "resourceUrl": "/communications/calls/7",
            "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established"}},
        {"changeType": "deleted", "resourceUrl": "/communications/calls/7",
            "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "terminated", "resultInfo": {"code": 486, "subcode": 0}}},
        {"changeType": "deleted", "resourceUrl": "/communications/calls/7/operations/8", "resourceData":
            {"@odata.type": "#microsoft.graph.recordOperation", "status": "failed", "resultInfo": {"code": 400, "subcode": 8508}}},
        {"changeType": "updated", "resourceUrl": "/communications/calls/7/participants",
            "resourceData": [{"@odata.type": "#microsoft.graph.participant", "id": "1"}]},
    ]});
    let run = inspect(&body);
    for shown in [
        "microsoft.graph.commsNotifications",
        "/value/0  updated call established",
        "/value/1  deleted call terminated: 486: The callee is busy.",
        "/value/2  deleted recordOperation over, failed: 400, subcode 8508: The operation was cancelled.",
        "/value/3  updated 1 participant",
    ] {
        assert!(run.out.contains(shown), "{shown} is not in {}", run.out);
    }
}

#[test]
fn shapes_that_nothing_else_has_are_recognised() {
    let changes = json!({"value": [{"subscriptionId": "s-1", "changeType": "created", "resource": "communications/callRecords/7"}]});
    let run = inspect(&changes);
    assert!(run.out.contains("created communications/callRecords/7"), "{}", run.out);
    assert_eq!(document(&changes)["type"], "changeNotifications");
    assert!(inspect(&json!({"validationToken": "opaque"})).out.contains("validation"));
    let one = json!({"changeType": "updated", "resourceUrl": "/communications/calls/7"});
    assert_eq!(document(&one)["type"], "microsoft.graph.commsNotification");
    let tagged = json!({"value": [{"@odata.type": "#microsoft.graph.participant"}]});
    assert_eq!(document(&tagged)["type"], "Collection(microsoft.graph.participant)");
    for ambiguous in [
        json!({}),
        json!({"value": []}),
        json!({"value": [{"id": "7"}]}),
        json!({"responses": [{}]}),
        json!({"id": "7"}),
    ] {
        assert_eq!(inspect(&ambiguous).code, Some(2), "{ambiguous}");
    }
}

#[test]
fn a_batch_is_taken_apart() {
    let batch = json!({"responses": [
        {"id": "1", "status": 200, "body": {"@odata.type": "#microsoft.graph.playPromptOperation", "id": "8", "status": "running"}},
        {"id": "2", "status": 404, "headers": {"Retry-After": "5"}, "body": {"error": {"code": "8522", "message": "gone"}}},
        {"id": "3", "status": 204},
        {"id": "4", "status": 503, "body": "PGh0bWw+"},
    ]});
    let run = inspect(&batch);
    for shown in [
        "batch (4)",
        "1 200",
        "playPromptOperation",
        "pending",
        "2 404",
        "status 404: 8522: gone",
        "3 204",
        "no body",
        "status 503",
    ] {
        assert!(run.out.contains(shown), "{shown} is not in {}", run.out);
    }
    let document = document(&batch);
    assert_eq!(document["parts"][0]["finality"], "pending");
    assert_eq!(document["parts"][1]["error"]["status"], 404);
    let broken = json!({"responses": [{"id": "1", "status": 200, "body": {"@odata.type": "#microsoft.graph.playPromptOperation",
        "clientContext": "x".repeat(257)}}]});
    assert_eq!(inspect(&broken).code, Some(1));
}

#[test]
fn several_files_are_shown_one_after_the_other_and_nested_values_in_full() {
    let sent = fixture("tones_sent.json");
    let sent = sent.to_str().expect("text");
    let both = on(&["inspect", sent], "tones_cancelled.json");
    assert!(both.out.contains("tones_sent.json") && both.out.contains("tones_cancelled.json"), "{}", both.out);
    let lines = on(&["inspect", "--json", sent], "tones_cancelled.json").out;
    assert_eq!(lines.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 2);
    let long = json!({"@odata.type": "#microsoft.graph.call", "more": {"text": "x".repeat(300), "recordingAccessToken": "hush"}});
    let full = on_input(&["inspect", "--full"], long.to_string().as_bytes()).out;
    assert!(full.contains(&"x".repeat(300)) && !full.contains("hush"), "{full}");
    assert!(!inspect(&long).out.contains(&"x".repeat(300)));
}

/// Bodies of the documentation without a tag, a context or a shape of their own: requests, whose type is that of their URL, and
/// excerpts of resources.
#[test]
fn bodies_of_the_documentation_are_recognised() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/comms");
    if !folder.exists() {
        eprintln!("SKIPPED: corpus/comms is not beside the project");
        return;
    }
    let (mut recognised, mut rest) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        if entry.path().extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let bytes = std::fs::read(entry.path()).expect("a body");
        let run = on_input(&["inspect", "--json"], &bytes);
        if run.code == Some(0) || run.err.contains("broken") {
            recognised += 1;
        } else {
            let body: Value = serde_json::from_slice(&bytes).expect("JSON");
            let has_mark =
                ["@odata.type", "@odata.context", "error", "responses"].iter().any(|mark| body.get(mark).is_some());
            assert!(!has_mark, "{file}: {}", run.err);
            rest.push(file);
        }
    }
    println!(
        "{recognised} bodies are recognised; the other {} have no tag, no context and no shape of their own:",
        rest.len()
    );
    for file in &rest {
        println!("{file}");
    }
    assert!(
        rest.iter()
            .all(|file| ["__request", "__resource", "__response", "__ignored"].iter().any(|kind| file.contains(kind))),
        "{rest:?}"
    );
    assert!(recognised >= 90, "{recognised}");
}
