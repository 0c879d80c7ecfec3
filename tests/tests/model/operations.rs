//! Operations: pending or final, and with which outcome; the same answer for every way to hold one.

use comms::prelude::*;
use comms::{AnyCommsOperation, CommsNotifications, CommsOperation, OnenoteOperation, Operation, PlayPromptOperation};
use comms::{
    OperationStatus, ResourceData, ResultInfo, SendDtmfCompletionReason, SendDtmfTonesOperation, beta, finality_of,
};
use entity_core::{OneOf, Prop, json};
use serde_json::json;
use tests::{faithful, fixture};

const SUCCEEDED: Finality = Finality::Final(Outcome::Succeeded);
const FAILED: Finality = Finality::Final(Outcome::Failed);

/// A union of a downstream crate.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = CommsOperation)]
enum BotOperation {
    Play(PlayPromptOperation),
    #[other]
    Known(AnyCommsOperation),
}

fn operation(text: &str) -> CommsOperation {
    json::from_str(text).expect("an operation")
}

fn any(text: &str) -> AnyCommsOperation {
    json::from_str(text).expect("an operation")
}

/// Takes any operation.
fn over(operation: &dyn LongRunning) -> bool {
    operation.finality().is_final()
}

#[test]
fn an_invite_is_answered_pending_and_its_notification_ends_it() {
    let answer = any(&fixture("invite_running.json"));
    let AnyCommsOperation::InviteParticipants(invite) = &answer else { panic!("{answer:?}") };
    assert_eq!(invite.id(), Some("5a1c0c7e-90c1-4f6a-8d7b-2f0f3f1d7a11"));
    assert_eq!(invite.client_context(), Some("invite-0001"));
    assert_eq!(invite.status(), Some(&OperationStatus::Running), "written `Running`");
    assert_eq!(invite.participants().len(), 1);
    assert_eq!(invite.participants()[0].identity().user().display_name(), Some("Robin Example"));
    assert_eq!(answer.finality(), Finality::Pending);
    assert!(!over(&answer));

    let mut later = answer.clone();
    later.set_status(OperationStatus::Completed);
    later.result_info_mut().set_code(200).expect("not null");
    assert_eq!(later.finality(), SUCCEEDED);
    assert!(over(&later));
    assert_eq!(answer.finality(), Finality::Pending, "the answer is unchanged");
}

#[test]
fn a_null_or_empty_answer_is_pending() {
    for body in ["", "  \r\n\t", "null", " null\n"] {
        let typed: Option<SendDtmfTonesOperation> =
            json::from_str(body).unwrap_or_else(|error| panic!("{body:?}: {error}"));
        let held: Option<AnyCommsOperation> = json::from_slice(body.as_bytes()).expect("nothing");
        let downstream: Option<BotOperation> = json::from_str(body).expect("nothing");
        assert_eq!((&typed, &held, &downstream), (&None, &None, &None), "{body:?}");
        for none in [&typed as &dyn LongRunning, &held, &downstream] {
            assert_eq!(none.finality(), Finality::Pending, "{body:?}");
        }
    }
    assert!(json::from_str::<AnyCommsOperation>("null").is_err(), "only an `Option` may be null");
    assert!(json::from_str::<Option<AnyCommsOperation>>("nul").is_err());
}

#[test]
fn a_status_decides_if_an_operation_is_final() {
    for (status, expected) in [
        (r"null", Finality::Pending),
        (r#""notStarted""#, Finality::Pending),
        (r#""NotStarted""#, Finality::Pending),
        (r#""NOTSTARTED""#, Finality::Pending),
        (r#""running""#, Finality::Pending),
        (r#""Running""#, Finality::Pending),
        (r#""rUNNING""#, Finality::Pending),
        (r#""\u0072unning""#, Finality::Pending),
        (r#""completed""#, SUCCEEDED),
        (r#""Completed""#, SUCCEEDED),
        (r#""COMPLETED""#, SUCCEEDED),
        (r#""failed""#, FAILED),
        (r#""Failed""#, FAILED),
        (r#""fAiLeD""#, FAILED),
        (r#""paused""#, Finality::Unknown),
        (r#""""#, Finality::Unknown),
        (r#"" completed""#, Finality::Unknown),
        (r#""null""#, Finality::Unknown),
        (r#""\"completed\"""#, Finality::Unknown),
        ("5", Finality::Unknown),
        ("true", Finality::Unknown),
        ("{}", Finality::Unknown),
        (r#"["completed"]"#, Finality::Unknown),
        (r#""\ud800""#, Finality::Unknown),
    ] {
        for name in ["status", "Status"] {
            let body = format!(r#"{{"{name}": {status}}}"#);
            let found = [
                operation(&body).finality(),
                any(&body).finality(),
                json::from_str::<Operation>(&body).expect("readable").finality(),
                json::from_str::<OnenoteOperation>(&body).expect("readable").finality(),
            ];
            assert_eq!(found, [expected; 4], "{body}");
        }
    }
    assert_eq!(operation("{}").finality(), Finality::Pending, "no status yet");
    assert_eq!(CommsOperation::default().finality(), Finality::Pending);
}

#[test]
fn a_result_code_decides_if_completed_is_succeeded() {
    for (result, expected) in [
        ("null", SUCCEEDED),
        ("{}", SUCCEEDED),
        (r#"{"code": null}"#, SUCCEEDED),
        (r#"{"subcode": 8508}"#, SUCCEEDED),
        (r#"{"code": 0}"#, SUCCEEDED),
        (r#"{"code": 200}"#, SUCCEEDED),
        (r#"{"code": 202}"#, SUCCEEDED),
        (r#"{"code": 299}"#, SUCCEEDED),
        (r#"{"code": "200"}"#, SUCCEEDED),
        (r#"{"code": "0"}"#, SUCCEEDED),
        (r#"{"Code": 204}"#, SUCCEEDED),
        (r#"{"code": 300}"#, FAILED),
        (r#"{"code": 199}"#, FAILED),
        (r#"{"code": 1}"#, FAILED),
        (r#"{"code": 2}"#, FAILED),
        (r#"{"code": 20}"#, FAILED),
        (r#"{"code": 2000}"#, FAILED),
        (r#"{"code": -200}"#, FAILED),
        (r#"{"code": 400, "subcode": 8508}"#, FAILED),
        (r#"{"code": "404"}"#, FAILED),
        (r#"{"code": 500}"#, FAILED),
    ] {
        let body = format!(r#"{{"status": "completed", "resultInfo": {result}}}"#);
        assert_eq!(operation(&body).finality(), expected, "{body}");
        assert_eq!(
            any(&body.replacen('{', r##"{"@odata.type": "#microsoft.graph.muteParticipantOperation","##, 1)).finality(),
            expected,
            "{body}"
        );
    }
    for (status, expected) in [("failed", FAILED), ("running", Finality::Pending), ("notStarted", Finality::Pending)] {
        let body = format!(r#"{{"status": "{status}", "resultInfo": {{"code": 200}}}}"#);
        assert_eq!(operation(&body).finality(), expected, "a code of success does not change {status}");
    }
}

#[test]
fn a_code_that_is_not_an_integer_is_not_success() {
    for code in [r#""2xx""#, r#""2.0""#, "2.0", r#""okay""#, "true", "[200]"] {
        let body = format!(r#"{{"status": "completed", "resultInfo": {{"code": {code}}}}}"#);
        let found = operation(&body).finality();
        assert!(found.is_final(), "{body}");
        assert_ne!(found, SUCCEEDED, "{body}");
    }
}

#[test]
fn a_cancelled_recording_is_failed() {
    let body = CommsNotifications::clone(&json::from_str(&fixture("notifications.json")).expect("an envelope"));
    let Some(ResourceData::Operation(AnyCommsOperation::Record(record))) = body.value()[1].resource_data() else {
        panic!("{body:?}")
    };
    assert_eq!((record.result_info().code(), record.result_info().subcode()), (Some(400), Some(8508)));
    assert_eq!(record.finality(), FAILED);
    assert_eq!(record.recording_access_token().map(entity_core::Secret::expose), Some("made-up-token-of-a-recording"));
}

/// The finality of the body in each way to hold it.
fn answers(body: &str) -> Vec<(&'static str, Finality)> {
    let typed: SendDtmfTonesOperation = json::from_str(body).expect("tones");
    let held = any(body);
    assert!(matches!(held, AnyCommsOperation::SendDtmfTones(_)), "{held:?}");
    let downstream: BotOperation = json::from_str(body).expect("tones");
    let beta: beta::AnyCommsOperation = json::from_str(body).expect("tones");
    let optional: Option<SendDtmfTonesOperation> = json::from_str(body).expect("tones");
    let optional_held: Option<BotOperation> = json::from_str(body).expect("tones");
    let boxed = comms::TYPES.read(body.as_bytes()).expect("tones");
    let converted = AnyCommsOperation::from(typed.clone());
    let envelope = json!({"value": [{"resourceData": serde_json::from_str::<serde_json::Value>(body).expect("JSON")}]});
    let envelope: CommsNotifications = json::from_value(envelope).expect("an envelope");
    let Some(ResourceData::Operation(notified)) = envelope.value()[0].resource_data() else { panic!("{envelope:?}") };
    let typed_ref: &dyn LongRunning = &typed;
    vec![
        ("own type", typed.finality()),
        ("&dyn LongRunning", typed_ref.finality()),
        ("AnyCommsOperation", held.finality()),
        ("&dyn LongRunning of AnyCommsOperation", (&held as &dyn LongRunning).finality()),
        ("downstream OneOf", downstream.finality()),
        ("beta's OneOf", beta.finality()),
        ("Option", optional.finality()),
        ("Option of a downstream OneOf", optional_held.finality()),
        ("converted", converted.finality()),
        ("from a registry", boxed.as_node().and_then(finality_of).expect("an operation")),
        ("in a notification", notified.finality()),
        (
            "known type, untagged",
            json::from_str::<SendDtmfTonesOperation>(&body.replace("\"@odata.type\"", "\"x\""))
                .expect("tones")
                .finality(),
        ),
    ]
}

#[test]
fn tones_with_each_completion_reason_have_the_same_finality_in_every_way_to_hold_them() {
    for (reason, good) in [
        ("null", true),
        (r#""completedSuccessfully""#, true),
        (r#""CompletedSuccessfully""#, true),
        (r#""\u0063ompletedSuccessfully""#, true),
        (r#""unknown""#, false),
        (r#""mediaOperationCanceled""#, false),
        (r#""MEDIAOPERATIONCANCELED""#, false),
        (r#""unknownFutureValue""#, false),
        (r#""somethingNew""#, false),
        (r#""""#, false),
        (r#""null""#, false),
        ("7", false),
    ] {
        for code in ["", r#", "resultInfo": {"code": 200, "subcode": 0}"#] {
            let tag = r##""@odata.type": "#microsoft.graph.sendDtmfTonesOperation""##;
            let body = format!(r#"{{"status": "completed", "completionReason": {reason}{code}, {tag}}}"#);
            let answers = answers(&body);
            let first = answers[0].1;
            assert!(first.is_final(), "{body}");
            assert_eq!(first == SUCCEEDED, good, "{body}");
            assert!(answers.iter().all(|(_, answer)| *answer == first), "{body}: {answers:?}");
        }
        let running = format!(
            r##"{{"@odata.type": "#microsoft.graph.sendDtmfTonesOperation", "status": "running", "completionReason": {reason}}}"##
        );
        assert!(answers(&running).iter().all(|(_, answer)| *answer == Finality::Pending), "{running}");
    }
    let failed_code = r##"{"@odata.type": "#microsoft.graph.sendDtmfTonesOperation", "status": "completed", "completionReason": "completedSuccessfully", "resultInfo": {"code": 500}}"##;
    assert!(
        answers(failed_code).iter().all(|(_, answer)| *answer == FAILED),
        "a good reason does not change a bad code"
    );
}

#[test]
fn an_unknown_completion_reason_is_kept() {
    let tones: SendDtmfTonesOperation = json::from_str(&fixture("tones_cancelled.json")).expect("tones");
    assert_eq!(tones.completion_reason(), Some(&SendDtmfCompletionReason::MediaOperationCanceled));
    assert_eq!(tones.finality(), FAILED);
    let sent: SendDtmfTonesOperation = json::from_str(&fixture("tones_sent.json")).expect("tones");
    assert_eq!(sent.finality(), SUCCEEDED);
    let new: SendDtmfTonesOperation = json::from_str(r#"{"completionReason": "outOfTones"}"#).expect("tones");
    assert_eq!(new.completion_reason(), Some(&SendDtmfCompletionReason::Other("outOfTones".to_owned())));
}

#[test]
fn an_untagged_operation_counts_its_completion_reason() {
    for (reason, expected) in [("mediaOperationCanceled", FAILED), ("completedSuccessfully", SUCCEEDED)] {
        let body = format!(r#"{{"status": "completed", "completionReason": "{reason}"}}"#);
        for operation in [&operation(&body) as &dyn LongRunning, &any(&body)] {
            assert_eq!(operation.finality(), expected, "{body}");
        }
    }
    let escaped = r#"{"status": "completed", "completionReason": "\u0063ompletedSuccessfully"}"#;
    assert_eq!(operation(escaped).finality(), SUCCEEDED, "an escape spells the same text");
}

#[test]
fn a_base_borrowed_from_a_subtype_has_the_finality_of_the_base() {
    let tones: SendDtmfTonesOperation = json::from_str(&fixture("tones_cancelled.json")).expect("tones");
    let base: &CommsOperation = &tones;
    assert_eq!(base.status(), Some(&OperationStatus::Completed));
    assert_eq!(base.finality(), SUCCEEDED, "the reason is the subtype's");
    assert_eq!(tones.finality(), FAILED);
}

#[test]
fn an_operation_made_in_code_is_like_one_that_was_read() {
    let mut tones = SendDtmfTonesOperation::default();
    tones.set_client_context("tones-9").expect("short");
    tones.set_status(OperationStatus::Completed);
    tones.set_completion_reason(SendDtmfCompletionReason::CompletedSuccessfully);
    let mut result = ResultInfo::default();
    result.set_code(200).expect("not null");
    tones.set_result_info(result);
    assert_eq!(tones.finality(), SUCCEEDED);
    let text = json::to_string(&AnyCommsOperation::from(tones.clone()));
    assert!(text.starts_with(r##"{"@odata.type":"#microsoft.graph.sendDtmfTonesOperation""##), "{text}");
    assert_eq!(any(&text), AnyCommsOperation::from(json::from_str::<SendDtmfTonesOperation>(&text).expect("tones")));
    let AnyCommsOperation::SendDtmfTones(read) = any(&text) else { panic!("{text}") };
    assert_eq!(json::from_str::<SendDtmfTonesOperation>(&json::to_string(&tones)).expect("tones"), tones);
    assert_eq!(read.client_context(), Some("tones-9"));
    tones.set_status(None);
    assert_eq!(tones.finality(), Finality::Pending);
    tones.set_status(Prop::Null);
    assert_eq!(tones.finality(), Finality::Pending);
    tones.set_status(OperationStatus::Other("suspended".to_owned()));
    assert_eq!(tones.finality(), Finality::Unknown);
}

#[test]
fn operations_of_onenote_are_long_running_too() {
    let copy: OnenoteOperation = json::from_str(&fixture("onenote_operation.json")).expect("a copy");
    assert_eq!(copy.finality(), SUCCEEDED);
    assert_eq!(copy.percent_complete(), Some("100"));
    assert_eq!(copy.error().code(), None, "an empty error if absent");
    assert_eq!(copy.created_date_time().map(|at| at.to_string()).as_deref(), Some("2024-05-06T07:08:09.1234567Z"));
    let failed: OnenoteOperation =
        json::from_str(r#"{"status": "Failed", "error": {"code": "19999", "message": "gone"}}"#).expect("a copy");
    assert_eq!((failed.finality(), failed.error().message()), (FAILED, Some("gone")));
    assert!(!over(&json::from_str::<Operation>(r#"{"status": "running"}"#).expect("an operation")));
}

#[test]
fn prompts_and_recordings_of_beta_have_completion_reasons() {
    for (name, reason, expected) in [
        ("playPromptOperation", "completedSuccessfully", SUCCEEDED),
        ("playPromptOperation", "mediaOperationCanceled", FAILED),
        ("recordOperation", "stopToneDetected", SUCCEEDED),
        ("recordOperation", "maxRecordDurationReached", SUCCEEDED),
        ("recordOperation", "maxSilenceTimeout", SUCCEEDED),
        ("recordOperation", "operationCanceled", FAILED),
        ("recordOperation", "playPromptFailed", FAILED),
        ("recordOperation", "unspecifiedError", FAILED),
    ] {
        let body = format!(
            r##"{{"@odata.type": "#microsoft.graph.{name}", "status": "completed", "completionReason": "{reason}"}}"##
        );
        let operation: beta::AnyCommsOperation = json::from_str(&body).expect("an operation");
        assert!(
            matches!(operation, beta::AnyCommsOperation::PlayPrompt(_) | beta::AnyCommsOperation::Record(_)),
            "{operation:?}"
        );
        assert_eq!(operation.finality(), expected, "{body}");
        assert_eq!(faithful(&json::to_string(&operation)), faithful(&body));
    }
}

#[test]
fn beta_has_eight_operations_of_its_own_and_includes_those_of_v1() {
    for name in [
        "admitAllFromLobby",
        "admitFromLobby",
        "removeFromLobby",
        "startRecording",
        "stopRecording",
        "startTranscription",
        "stopTranscription",
        "muteParticipants",
    ] {
        let body = format!(
            r##"{{"@odata.type": "#microsoft.graph.{name}Operation", "status": "Running", "participants": ["a", "b"]}}"##
        );
        let operation: beta::AnyCommsOperation = json::from_str(&body).expect("an operation");
        assert!(!matches!(operation, beta::AnyCommsOperation::Known(_)), "{operation:?}");
        assert_eq!(operation.finality(), Finality::Pending);
        assert_eq!(faithful(&json::to_string(&operation)), faithful(&body));
        assert!(matches!(any(&body), AnyCommsOperation::Other(_)), "v1.0 does not declare it");
        assert_eq!(faithful(&json::to_string(&any(&body))), faithful(&body));
    }
    let known: beta::AnyCommsOperation = json::from_str(&fixture("tones_cancelled.json")).expect("tones");
    assert!(matches!(&known, beta::AnyCommsOperation::Known(AnyCommsOperation::SendDtmfTones(_))), "{known:?}");
    let muted: beta::MuteParticipantsOperation =
        json::from_str(r#"{"participants": ["a", "b"]}"#).expect("an operation");
    assert_eq!(muted.participants(), ["a", "b"]);
}

#[test]
fn a_value_that_is_not_an_operation_has_no_finality() {
    let value = comms::TYPES
        .read(br##"{"@odata.type": "#microsoft.graph.identity", "status": "completed"}"##)
        .expect("an identity");
    assert_eq!(value.as_node().and_then(finality_of), None);
}
