//! The documented limits: 256 code points of `clientContext`, those of `invite`; in setters, `set_property`, `validate` and `deviations`.

use comms::prelude::*;
use comms::{
    AnyCommsOperation, CommsNotifications, CommsOperation, InvitationParticipantInfo, InviteParticipantsOperation,
    RecordOperation,
};
use entity_core::{Page, Prop, Single, json};
use serde_json::{Value, json};
use tests::{faithful, fixture};

/// 256 code points each, of one to four bytes.
fn longest_allowed() -> [String; 5] {
    ["x".repeat(256), "é".repeat(256), "語".repeat(256), "🎵".repeat(256), "e\u{301}".repeat(128)]
}

/// (path, rule) of all that is broken.
fn broken(entity: &impl Entity) -> Vec<(String, &'static str)> {
    entity
        .validate()
        .err()
        .into_iter()
        .flatten()
        .map(|violation| (violation.path().to_owned(), violation.rule()))
        .collect()
}

/// (path, kind) of all that deviates.
fn odd(entity: &impl Entity) -> Vec<(String, &'static str)> {
    entity.deviations().iter().map(|deviation| (deviation.path().to_owned(), deviation.kind())).collect()
}

fn context(value: &Value) -> CommsOperation {
    json::from_value(json!({"clientContext": value})).expect("readable")
}

#[test]
fn a_context_of_256_code_points_passes_everywhere() {
    for text in longest_allowed() {
        let mut operation = CommsOperation::default();
        operation.set_client_context(text.as_str()).expect("256 are allowed");
        assert_eq!(operation.client_context(), Some(text.as_str()));
        operation.set_client_context(text.clone()).expect("owned too");
        operation.set_property("clientContext", Value::String(text.clone())).expect("256 are allowed");
        assert!(operation.validate().is_ok());
        let read = context(&json!(text));
        assert_eq!((broken(&read), odd(&read)), (vec![], vec![]));
        assert_eq!(read, operation);
    }
    let fewer = "語".repeat(85) + "xx";
    assert_eq!((fewer.len(), fewer.chars().count()), (257, 87));
    let mut operation = CommsOperation::default();
    operation.set_client_context(fewer.as_str()).expect("bytes do not count");
    assert!(operation.validate().is_ok());
}

#[test]
fn a_context_of_257_code_points_is_refused_and_leaves_the_entity_as_it_was() {
    for too_long in longest_allowed().map(|text| text + "x") {
        let mut operation: CommsOperation =
            json::from_str(r#"{"ClientContext": "order 7", "status": "Running"}"#).expect("readable");
        let before = json::to_string(&operation);
        let by_setter = operation.set_client_context(too_long.as_str()).expect_err("257 are too many");
        let by_name = operation.set_property("clientContext", json!(too_long)).expect_err("257 are too many");
        for violation in [by_setter, by_name] {
            assert_eq!((violation.path(), violation.rule()), ("/clientContext", "max_len"));
            assert!(
                violation.message().contains("257") && violation.message().contains("256"),
                "measure and limit: {violation}"
            );
            assert!(!violation.to_string().contains('\n'), "reads well on one line");
        }
        assert_eq!(json::to_string(&operation), before);
        assert_eq!(operation.received("clientContext"), Some(r#""order 7""#), "the received text too");

        let read = context(&json!(too_long));
        assert_eq!(read.client_context(), Some(too_long.as_str()), "what was received is there");
        assert_eq!(broken(&read), [("/clientContext".to_owned(), "max_len")]);
        assert_eq!(odd(&read), [], "a limit is no part of the schema");
    }
}

#[test]
fn a_context_counts_characters_not_escapes() {
    let operation: CommsOperation =
        json::from_str(&format!(r#"{{"clientContext": "{}"}}"#, "\\u0078".repeat(256))).expect("readable");
    assert!(operation.validate().is_ok());
    let operation: CommsOperation =
        json::from_str(&format!(r#"{{"clientContext": "{}"}}"#, "\\ud83c\\udfb5".repeat(256))).expect("readable");
    assert!(operation.validate().is_ok(), "a surrogate pair is one character");
    let operation: CommsOperation =
        json::from_str(&format!(r#"{{"CLIENTCONTEXT": "{}"}}"#, "\\u0078".repeat(257))).expect("readable");
    assert_eq!(broken(&operation), [("/clientContext".to_owned(), "max_len")], "under a name in another case too");
}

#[test]
fn a_context_may_be_absent_or_null() {
    let mut operation = CommsOperation::default();
    operation.set_client_context("x").expect("short");
    operation.set_client_context(None).expect("absent is fine");
    assert_eq!(json::to_string(&operation), "{}");
    operation.set_client_context(Prop::Null).expect("null is fine");
    assert_eq!(json::to_string(&operation), r#"{"clientContext":null}"#);
    operation.set_client_context(Some("x".to_owned())).expect("short");
    operation.set_property("clientContext", Value::Null).expect("null is fine");
    assert_eq!((operation.client_context(), operation.property("clientContext")), (None, Some(Value::Null)));
    assert_eq!((broken(&operation), odd(&operation)), (vec![], vec![]));
    let absent: CommsOperation = json::from_str("{}").expect("readable");
    assert_eq!(
        (absent.client_context(), absent.property("clientContext"), broken(&absent), odd(&absent)),
        (None, None, vec![], vec![])
    );
}

#[test]
fn a_context_that_is_no_text_is_kept_reported_and_not_set() {
    for wrong in [json!(7), json!(1.5), json!(true), json!({"a": "x".repeat(300)}), json!(["x"]), json!({})] {
        let read = context(&wrong);
        assert_eq!(read.client_context(), None, "{wrong}");
        assert_eq!(odd(&read), [("/clientContext".to_owned(), "undecodable")], "{wrong}");
        assert_eq!(broken(&read), [], "no length to measure: {wrong}");
        assert_eq!(faithful(&json::to_string(&read)), faithful(&json!({"clientContext": wrong}).to_string()));

        let mut operation = CommsOperation::default();
        operation.set_client_context("before").expect("short");
        let violation = operation.set_property("clientContext", wrong.clone()).expect_err("no text");
        assert_eq!(violation.path(), "/clientContext", "{wrong}");
        assert_eq!(operation.client_context(), Some("before"), "{wrong}");

        let mut kept = context(&wrong);
        let text = json::to_string(&kept);
        kept.set_client_context("x".repeat(257)).expect_err("too long");
        assert_eq!(json::to_string(&kept), text, "what was received stays where a setter refuses");
        kept.set_client_context("fine").expect("short");
        assert_eq!((kept.client_context(), kept.received("clientContext")), (Some("fine"), None));
    }
}

#[test]
fn subtypes_and_unions_have_the_same_limit() {
    let too_long = "x".repeat(257);
    let mut record = RecordOperation::default();
    assert_eq!(record.set_client_context(too_long.as_str()).expect_err("257").rule(), "max_len");
    let mut any = AnyCommsOperation::from(record);
    assert_eq!(any.set_client_context(too_long.as_str()).expect_err("257").rule(), "max_len");
    assert_eq!(any.set_property("clientContext", json!(too_long)).expect_err("257").rule(), "max_len");
    let boxed = comms::TYPES
        .read_as("microsoft.graph.recordOperation", json!({"clientContext": too_long}).to_string().as_bytes())
        .expect("readable");
    assert_eq!(broken(&boxed), [("/clientContext".to_owned(), "max_len")]);
}

#[test]
fn nested_violations_are_all_found_at_their_place() {
    let long = "x".repeat(257);
    let operation = |kind: &str| json!({"@odata.type": format!("#microsoft.graph.{kind}"), "clientContext": long});
    let envelope = json!({"value": [
        {"changeType": "updated", "resourceUrl": "/a", "resourceData": operation("playPromptOperation")},
        {"changeType": null, "resourceUrl": null, "resourceData": {"@odata.type": "#microsoft.graph.inviteParticipantsOperation",
            "clientContext": long, "participants": null, "resultInfo": {"code": null, "subcode": null}}},
        {"changeType": "updated", "resourceUrl": "/c", "resourceData": operation("ofTomorrowOperation")},
        {"changeType": "updated", "resourceUrl": "/d", "resourceData": operation("ofTomorrow")},
    ]});
    let notifications: CommsNotifications = json::from_value(envelope.clone()).expect("readable");
    let expected = [
        ("/value/0/resourceData/clientContext", "max_len"),
        ("/value/1/changeType", "non_null"),
        ("/value/1/resourceData/clientContext", "max_len"),
        ("/value/1/resourceData/participants", "non_null"),
        ("/value/1/resourceData/resultInfo/code", "non_null"),
        ("/value/1/resourceData/resultInfo/subcode", "non_null"),
        ("/value/1/resourceUrl", "non_null"),
        ("/value/2/resourceData/clientContext", "max_len"),
    ];
    let mut found = broken(&notifications);
    found.sort();
    assert_eq!(found, expected.map(|(path, rule)| (path.to_owned(), rule)), "what is untyped has no rules");
    let violations = notifications.validate().expect_err("broken");
    assert_eq!(violations.len(), expected.len());
    assert_eq!(violations.into_iter().count(), expected.len());

    let page: Page<AnyCommsOperation> =
        json::from_value(json!({"value": [{}, null, {"clientContext": long}]})).expect("readable");
    assert_eq!(broken(&page), [("/value/2/clientContext".to_owned(), "max_len")], "counted as received");
    let single: Single<AnyCommsOperation> =
        json::from_value(json!({"value": {"clientContext": long}})).expect("readable");
    assert_eq!(broken(&single), [("/value/clientContext".to_owned(), "max_len")]);
}

fn people(count: usize) -> Vec<InvitationParticipantInfo> {
    (0..count)
        .map(|number| {
            let mut person = InvitationParticipantInfo::default();
            person.set_participant_id(number.to_string());
            person
        })
        .collect()
}

#[test]
fn an_invite_takes_five_and_one_where_a_call_is_replaced() {
    let mut invite = InviteParticipantsOperation::default();
    for count in 0..=5 {
        invite.set_participants(people(count)).expect("at most five");
        assert_eq!((invite.participants().len(), broken(&invite)), (count, vec![]));
    }
    let violation = invite.set_participants(people(6)).expect_err("six are too many");
    assert_eq!((violation.path(), violation.rule()), ("/participants", "max_items"));
    assert!(violation.message().contains('6') && violation.message().contains('5'), "{violation}");
    assert_eq!(invite.participants().len(), 5, "as it was");

    let mut replacing = people(2);
    replacing[1].set_replaces_call_id("call-1");
    let violation = invite.set_participants(replacing.clone()).expect_err("two are too many");
    assert_eq!((violation.path(), violation.rule()), ("/participants", "check"));
    assert_eq!(invite.participants().len(), 5, "as it was");
    invite.set_participants(replacing.split_off(1)).expect("one may replace a call");
    assert_eq!(invite.participants()[0].replaces_call_id(), Some("call-1"));

    invite.set_participants(None).expect("absent is fine");
    assert_eq!(invite.set_participants(Prop::Null).expect_err("null is not").rule(), "non_null");
    assert_eq!(json::to_string(&invite), "{}");
}

#[test]
fn an_invite_changed_in_place_is_checked_by_validate() {
    let mut invite: InviteParticipantsOperation = json::from_str(&fixture("invite_running.json")).expect("an invite");
    assert_eq!(broken(&invite), []);
    invite.participants_mut().extend(people(5));
    assert_eq!(broken(&invite), [("/participants".to_owned(), "max_items")]);
    invite.participants_mut().truncate(2);
    invite.participants_mut()[0].set_replaces_call_id("call-1");
    assert_eq!(broken(&invite), [("/participants".to_owned(), "check")]);
    invite.participants_mut()[0].set_replaces_call_id(Prop::Null);
    assert_eq!(broken(&invite), [], "null replaces nothing");
}

#[test]
fn an_invite_is_set_by_name_by_the_same_rules() {
    let mut invite = InviteParticipantsOperation::default();
    let ids =
        |count: usize| Value::Array((0..count).map(|number| json!({"participantId": number.to_string()})).collect());
    invite.set_property("participants", ids(5)).expect("five");
    assert_eq!(invite.set_property("participants", ids(6)).expect_err("six").rule(), "max_items");
    assert_eq!(
        invite.set_property("participants", json!([{"replacesCallId": "c"}, {}])).expect_err("two").rule(),
        "check"
    );
    assert_eq!(invite.set_property("participants", Value::Null).expect_err("null").rule(), "non_null");
    for wrong in [json!("five"), json!({}), json!([7]), json!([null])] {
        invite.set_property("participants", wrong.clone()).expect_err(&wrong.to_string());
    }
    assert_eq!(invite.participants().len(), 5, "as it was");
    assert_eq!(invite.participants()[4].participant_id(), Some("4"));
}

#[test]
fn six_received_are_read_and_reported_by_validate_alone() {
    let invite: InviteParticipantsOperation = json::from_str(&fixture("invite_too_many.json")).expect("an invite");
    assert_eq!(invite.participants().len(), 6);
    assert!(broken(&invite).contains(&("/participants".to_owned(), "max_items")));
    assert!(odd(&invite).iter().all(|(path, _)| path != "/participants"));
    let with_null: InviteParticipantsOperation =
        json::from_str(r#"{"participants": [{}, {}, {}, {}, {}, null]}"#).expect("an invite");
    assert_eq!(with_null.participants().len(), 5);
    assert_eq!(odd(&with_null), [("/participants/5".to_owned(), "omitted_item")]);
    assert_eq!(broken(&with_null), [("/participants".to_owned(), "max_items")], "six would be sent");
}

#[test]
fn null_where_it_is_forbidden_is_a_violation_and_a_deviation() {
    for name in ["participants", "Participants"] {
        let invite: InviteParticipantsOperation = json::from_str(&format!(r#"{{"{name}": null}}"#)).expect("readable");
        assert_eq!(invite.participants().len(), 0);
        assert_eq!(broken(&invite), [("/participants".to_owned(), "non_null")]);
        assert!(odd(&invite).contains(&("/participants".to_owned(), "null")));
    }
    let mut operation = CommsOperation::default();
    assert_eq!(operation.result_info_mut().set_subcode(Prop::Null).expect_err("null").rule(), "non_null");
    assert_eq!(operation.result_info_mut().set_property("subcode", Value::Null).expect_err("null").path(), "/subcode");
}

#[test]
fn what_the_service_alone_sets_is_not_set_by_name() {
    let mut operation: CommsOperation = json::from_str(r#"{"id": "7"}"#).expect("readable");
    for name in ["id", "ID"] {
        let violation = operation.set_property(name, json!("8")).expect_err("read only");
        assert_eq!((violation.path(), violation.rule()), ("/id", "read_only"));
        operation.set_property(name, Value::Null).expect_err("read only");
    }
    assert_eq!((operation.id(), json::to_string(&operation)), (Some("7"), r#"{"id":"7"}"#.to_owned()));
}
