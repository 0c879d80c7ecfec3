//! Answers: values, errors of the service, bodies that are neither.

use comms::actions::*;
use comms::prelude::*;
use comms::{AnyCommsOperation, Call, OnenoteOperation, PlayPromptOperation, Presence};
use entity_core::{Action, AnswerError, Page, ServiceError, Single, answer, json};
use std::time::Duration;

fn refused<T>(answer: Result<T, AnswerError>) -> ServiceError {
    match answer {
        Err(AnswerError::Refused(error)) => error,
        Err(AnswerError::Unreadable(error)) => panic!("unreadable: {error}"),
        Ok(_) => panic!("not refused"),
    }
}

fn error(status: u16, body: &str) -> ServiceError {
    refused(call::PlayPrompt::answer(status, &[], body.as_bytes()))
}

#[test]
fn every_form_of_an_error_is_read() {
    let nested = error(
        404,
        r#"{"error": {"code": "UnknownError", "message": "gone", "target": "id",
            "details": [{"code": "D1", "message": "one", "target": "a/b"}, {}, 5],
            "innerError": {"code": "8522", "date": "2026-08-01T10:00:00", "request-id": "r", "client-request-id": "c",
                "innererror": {"message": "deep"}}}}"#,
    );
    assert_eq!((nested.code(), nested.message(), nested.target()), ("UnknownError", "gone", Some("id")));
    assert_eq!((nested.request_id(), nested.client_request_id()), (Some("r"), Some("c")));
    assert_eq!(nested.date(), Some("2026-08-01T10:00:00"));
    assert_eq!(
        nested.inner().iter().map(|it| (it.code(), it.message())).collect::<Vec<_>>(),
        [("8522", ""), ("", "deep")]
    );
    assert_eq!((nested.details().len(), nested.details()[0].target()), (1, Some("a/b")));
    assert_eq!(nested.codes().collect::<Vec<_>>(), ["8522", "UnknownError"]);
    assert_eq!(
        nested.to_string(),
        "status 404: UnknownError: gone (at id) (8522) (deep) (D1: one (at a/b)) [request-id r]"
    );

    let odata_v2 = error(
        400,
        r#"{"error": {"code": 7, "message": {"lang": "en", "value": "no"}, "innererror": {"message": "m"}}}"#,
    );
    assert_eq!((odata_v2.code(), odata_v2.message(), odata_v2.inner()[0].message()), ("7", "no", "m"));
    let odata_v3 = error(400, r#"{"odata.error": {"code": "8", "message": {"lang": "en", "value": "no"}}}"#);
    assert_eq!((odata_v3.code(), odata_v3.message()), ("8", "no"));
    let login = error(401, r#"{"error": "invalid_client", "error_description": "AADSTS7000215"}"#);
    assert_eq!((login.code(), login.message()), ("invalid_client", "AADSTS7000215"));
}

#[test]
fn a_body_that_is_not_an_error_leaves_the_status_and_a_part_of_the_text() {
    assert_eq!(error(500, "").to_string(), "status 500");
    assert_eq!(error(502, "<html>\n\t<h1>Bad\u{7} gateway</h1>").message(), "<html> <h1>Bad gateway</h1>");
    assert_eq!(error(502, &"é".repeat(1000)).message(), "é".repeat(200));
    let bytes = refused(call::Mute::answer(502, &[], &[0xff; 400]));
    assert_eq!(bytes.message(), "\u{fffd}".repeat(200));
    for body in ["{}", "[]", "null", r#"{"error": null}"#, r#"{"error": [1]}"#, r#"{"value": []}"#] {
        assert_eq!((error(500, body).code(), error(500, body).inner()), ("", &[][..]), "{body}");
    }
    let deep = format!("{}1{}", r#"{"error":{"innerError":"#.repeat(200), "}}".repeat(200));
    assert_eq!(error(500, &deep).code(), "");
    let many = format!(
        "{}1{}",
        r#"{"error":{"code":"x","innerError":"#.to_owned() + &r#"{"code":"y","innerError":"#.repeat(40),
        "}".repeat(42)
    );
    assert_eq!(error(500, &many).inner().len(), 16);
    assert_eq!(error(400, r#"{"error": {"message": "two\r\nlines"}}"#).to_string(), "status 400: two  lines");
}

#[test]
fn the_headers_of_an_error_are_read_in_any_case() {
    let headers = [
        ("REQUEST-ID", "h"),
        ("Client-Request-Id", "mine"),
        ("retry-after", "7"),
        ("date", "Mon, 30 Nov 2026 12:00:00 GMT"),
    ];
    let body = br#"{"error": {"code": "a", "innerError": {"request-id": "b", "date": "2026"}}}"#;
    let error = refused(call::Mute::answer(429, &headers, body));
    assert_eq!((error.request_id(), error.client_request_id(), error.date()), (Some("h"), Some("mine"), Some("2026")));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    let bare = refused(call::Mute::answer(429, &headers, b""));
    assert_eq!(bare.date(), Some("Mon, 30 Nov 2026 12:00:00 GMT"));
}

#[test]
fn a_failure_without_a_body_has_no_message() {
    for body in ["", "null", " null\n", "{}"] {
        assert_eq!(error(404, body).to_string(), "status 404", "{body}");
    }
}

#[test]
fn an_error_says_whether_to_repeat_and_whether_anything_was_done() {
    let graph = r#"{"error": {"code": "serviceUnavailable"}}"#;
    for (status, body, retryable, refused) in [
        (400, "", false, true),
        (404, graph, false, true),
        (408, "", false, true),
        (429, "", true, true),
        (302, "", false, true),
        (500, graph, false, false),
        (501, "", false, true),
        (502, graph, false, false),
        (503, graph, true, true),
        (503, "<html>", true, false),
        (504, graph, true, false),
        (599, "", false, false),
        (200, graph, false, true),
        // Without a status: a connection that broke refused nothing.
        (0, graph, false, true),
        (0, "", false, false),
    ] {
        let error = error(status, body);
        assert_eq!((error.is_retryable(), error.is_refused()), (retryable, refused), "{status} {body}");
    }
}

#[test]
fn an_error_is_never_a_value_whatever_the_status() {
    let body = r#"{"@odata.context": "c", "error": {"code": "8522", "message": "no such call"}}"#;
    for status in [200, 202, 204, 400, 404, 500] {
        assert_eq!(error(status, body).code(), "8522");
        let page = cloud_communications::GetPresencesByUserId::answer(status, &[], body.as_bytes());
        assert_eq!(refused(page).status(), status);
        assert_eq!(refused(call::KeepAlive::answer(status, &[], body.as_bytes())).message(), "no such call");
        assert_eq!(refused(answer::<Option<Call>>(status, &[], body.as_bytes())).code(), "8522");
        let url = online_meeting::GetVirtualAppointmentJoinWebUrl::answer(status, &[], body.as_bytes());
        assert_eq!(refused(url).code(), "8522");
    }
    for status in [0, 100, 199, 300, 304, 404, 600] {
        assert_eq!(error(status, r#"{"id": "7", "status": "running"}"#).status(), status, "not a success");
    }
    let own =
        answer::<OnenoteOperation>(200, &[], br#"{"status": "failed", "error": {"code": "9"}}"#).expect("an operation");
    assert_eq!(own.error().code(), Some("9"));
    let text = answer::<Call>(200, &[], br#"{"error": "a text", "state": "established"}"#).expect("a call");
    assert_eq!(text.dynamic().raw("error"), Some("\"a text\""));
}

#[test]
fn an_answer_that_cannot_be_read_is_not_an_error_of_the_service() {
    for body in ["{", "[]", "<html>"] {
        let unreadable = call::PlayPrompt::answer(200, &[], body.as_bytes()).expect_err("no operation");
        assert!(matches!(unreadable, AnswerError::Unreadable(_)), "{body}");
        assert!(unreadable.to_string().starts_with("the response cannot be read: "), "{unreadable}");
        assert!(unreadable.service_error().is_none());
    }
    assert!(matches!(online_meeting::CreateOrGet::answer(201, &[], b""), Err(AnswerError::Unreadable(_))));
    // A page of a proxy or of a login; in Latin-1, and with a byte order mark.
    let pages: [&[u8]; 3] =
        [b"\n<!DOCTYPE html><p>Sign in", b"<html>\xe9</html>", b"\xef\xbb\xbf<?xml version=\"1.0\"?>"];
    for page in pages {
        let unreadable = call::PlayPrompt::answer(200, &[], page).expect_err("no operation");
        let AnswerError::Unreadable(error) = &unreadable else { panic!("refused: {unreadable}") };
        assert_eq!(error.message(), "an HTML or XML document in place of JSON");
    }
}

#[test]
fn an_error_read_as_a_value_deviates_and_is_not_pending() {
    let body = r##"{"@odata.type": "#microsoft.graph.playPromptOperation", "error": {"code": "UnknownError", "innerError": {"code": "8522"}}}"##;
    let operation: PlayPromptOperation = json::from_str(body).expect("kept");
    assert_eq!(operation.finality(), Finality::Final(Outcome::Failed));
    assert_eq!(json::from_str::<AnyCommsOperation>(body).expect("kept").finality(), Finality::Final(Outcome::Failed));
    assert_eq!(
        json::from_str::<Option<PlayPromptOperation>>(body).expect("kept").finality(),
        Finality::Final(Outcome::Failed)
    );
    assert_eq!(
        ServiceError::in_value(&operation).map(|error| error.inner()[0].code().to_owned()).as_deref(),
        Some("8522")
    );
    let kinds = |deviations: Vec<entity_core::Deviation>| -> Vec<String> {
        deviations.iter().map(|it| format!("{} {}", it.path(), it.kind())).collect()
    };
    assert_eq!(kinds(operation.deviations()), ["/error error_body"]);
    let page: Page<Presence> = json::from_str(r#"{"error": {"code": "x"}}"#).expect("kept");
    assert_eq!(kinds(page.deviations()), ["/error error_body", "/value missing"]);
    assert_eq!(
        kinds(json::from_str::<Call>(r#"{"odata.error": {}}"#).expect("kept").deviations()),
        ["/odata.error error_body"]
    );
    for body in [
        r#"{"status": "running", "error": {"code": "x"}}"#,
        r#"{"error": "x"}"#,
        r#"{"error": null}"#,
        r#"{"error": {"code": "x"}, "more": 1}"#,
    ] {
        let operation: PlayPromptOperation = json::from_str(body).expect("an operation");
        assert_eq!((operation.finality(), operation.deviations().len()), (Finality::Pending, 0), "{body}");
        assert!(ServiceError::in_value(&operation).is_none());
    }
}

#[test]
fn a_page_or_a_single_value_without_its_value_deviates() {
    let kinds = |deviations: Vec<entity_core::Deviation>| -> Vec<String> {
        deviations.iter().map(|it| format!("{} {}", it.path(), it.kind())).collect()
    };
    assert_eq!(kinds(json::from_str::<Page<Call>>("{}").expect("a page").deviations()), ["/value missing"]);
    assert_eq!(
        kinds(json::from_str::<Page<Call>>(r#"{"value": null}"#).expect("a page").deviations()),
        ["/value null"]
    );
    assert_eq!(
        kinds(json::from_str::<Single<String>>(r#"{"@odata.context": "c"}"#).expect("one").deviations()),
        ["/value missing"]
    );
    let any = comms::TYPES.read_as("Collection(microsoft.graph.call)", b"{}").expect("a page");
    assert_eq!(kinds(any.deviations()), ["/value missing"]);
    assert!(json::from_str::<Page<Call>>(r#"{"value": []}"#).expect("a page").deviations().is_empty());
    assert!(json::from_str::<Page<Call>>(r#"{"Value": []}"#).expect("a page").deviations()[0].kind() == "name_case");
}

#[test]
fn an_error_survives_storage() {
    for (status, headers, body) in [
        (
            404,
            vec![],
            r#"{"error": {"code": "A", "message": "b", "target": "t", "details": [{"code": "d", "target": "x"}],
            "innerError": {"code": "C", "date": "2026", "request-id": "r", "client-request-id": "c", "innerError": {"message": "e"}}}}"#,
        ),
        (503, vec![("Retry-After", "3")], "<html>"),
        (503, vec![("Retry-After", "0"), ("request-id", "q")], r#"{"error": {}}"#),
        (401, vec![], r#"{"error": "invalid_client", "error_description": "x"}"#),
        (0, vec![], ""),
    ] {
        let error = ServiceError::from_response(status, &headers, body.as_bytes());
        let text = serde_json::to_string(&error).expect("JSON");
        assert_eq!(serde_json::from_str::<ServiceError>(&text).expect(&text), error, "{text}");
    }
    let error = ServiceError::from_body(br#"{"error": {"code": "A"}}"#).expect("an error");
    assert_eq!(serde_json::to_string(&error).expect("JSON"), r#"{"error":{"code":"A"}}"#);
    assert!(serde_json::from_str::<ServiceError>("5").is_err());
}
