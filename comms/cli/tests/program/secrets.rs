//! Secrets: `inspect` and error messages hide them.

use crate::running::{on_input, text_of};

const TOKEN: &str = "made-up-token-of-a-recording";

#[test]
fn inspect_hides_secrets() {
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
        assert!(on_input(&["roundtrip"], body.as_bytes()).out.contains(TOKEN), "roundtrip writes everything");
    }
    let nested = format!(
        r##"{{"@odata.type": "#microsoft.graph.recordOperation", "resultInfo": [{{"recordingAccessToken": "{TOKEN}"}}]}}"##
    );
    let run = on_input(&["inspect", "--json"], nested.as_bytes());
    assert!(
        run.out.contains("undecodable") && !run.out.contains("made-up"),
        "a secret in an undecodable value: {}",
        run.out
    );
    let base = on_input(
        &["inspect", "--as", "microsoft.graph.commsOperation"],
        format!(r#"{{"recordingAccessToken": "{TOKEN}"}}"#).as_bytes(),
    );
    assert!(!base.out.contains(TOKEN), "a subtype's secret read as the base: {}", base.out);
    let text = format!(
        r##"{{"@odata.type": "#microsoft.graph.call", "subject": "{{\"recordingAccessToken\": \"{TOKEN}\"}}"}}"##
    );
    let run = on_input(&["inspect"], text);
    assert!(run.out.contains("recordingAccessToken") && !run.out.contains(TOKEN), "JSON in a string: {}", run.out);
}

#[test]
fn an_error_message_hides_secrets() {
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
fn an_excerpt_blanks_secrets_near_the_error() {
    for body in [
        "{\"@odata.type\": \"#microsoft.graph.recordOperation\", \"recordingAccessToken\":\n \"made, up\",, \"id\": 1}",
        "{\"@odata.type\": \"#microsoft.graph.recordOperation\", \"recordingAccessToken\": \"made, up\",, \"id\": 1}",
        "{\"@odata.type\": \"#microsoft.graph.recordOperation\", \"RECORDING\\u0041ccessToken\": [{\"x\": \"made, up\"}],, \"id\": 1}",
        "{\"@odata.type\": \"#microsoft.graph.recordOperation\", \"x\": \"open, \"recordingAccessToken\": \"made, up\"}",
    ] {
        let err = on_input(&["inspect"], body).err;
        assert!(err.contains('^') && err.contains('•') && !err.contains("made") && !err.contains("up"), "{err}");
    }
}
