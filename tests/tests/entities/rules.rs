//! Rules: checked by setters, `set_property` and `validate`, and not by `deviations`; on the documented limits of `clientContext` and `invite`.

use comms::prelude::*;
use comms::{
    AnyCommsOperation, CommsNotifications, CommsOperation, InvitationParticipantInfo, InviteParticipantsOperation,
    RecordOperation,
};
use entity_core::{ComplexType, DynamicProperties, Page, Prop, Single, json};
use serde_json::{Value, json};
use tests::{faithful, fixture, read};

/// Texts of 256 code points, of one to four bytes each.
fn longest_allowed() -> [String; 5] {
    ["x".repeat(256), "é".repeat(256), "語".repeat(256), "🎵".repeat(256), "e\u{301}".repeat(128)]
}

/// The path and the rule of each violation.
fn broken(entity: &impl Entity) -> Vec<(String, &'static str)> {
    entity
        .validate()
        .err()
        .into_iter()
        .flatten()
        .map(|violation| (violation.path().to_owned(), violation.rule()))
        .collect()
}

/// The path and the kind of each deviation.
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
        assert_eq!(read.client_context(), Some(too_long.as_str()), "a received value is read");
        assert_eq!(broken(&read), [("/clientContext".to_owned(), "max_len")]);
        assert_eq!(odd(&read), [], "a limit is not part of the schema");
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
fn a_context_that_is_not_a_string_is_kept_and_reported_but_not_set() {
    for wrong in [json!(7), json!(1.5), json!(true), json!({"a": "x".repeat(300)}), json!(["x"]), json!({})] {
        let read = context(&wrong);
        assert_eq!(read.client_context(), None, "{wrong}");
        assert_eq!(odd(&read), [("/clientContext".to_owned(), "undecodable")], "{wrong}");
        assert_eq!(broken(&read), [], "no length to measure: {wrong}");
        assert_eq!(faithful(&json::to_string(&read)), faithful(&json!({"clientContext": wrong}).to_string()));

        let mut operation = CommsOperation::default();
        operation.set_client_context("before").expect("short");
        let violation = operation.set_property("clientContext", wrong.clone()).expect_err("not a string");
        assert_eq!(violation.path(), "/clientContext", "{wrong}");
        assert_eq!(operation.client_context(), Some("before"), "{wrong}");

        let mut kept = context(&wrong);
        let text = json::to_string(&kept);
        kept.set_client_context("x".repeat(257)).expect_err("too long");
        assert_eq!(json::to_string(&kept), text, "a setter that refuses keeps the received text");
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
fn all_nested_violations_are_found_at_their_path() {
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
    assert_eq!(found, expected.map(|(path, rule)| (path.to_owned(), rule)), "untyped JSON has no rules");
    let violations = notifications.validate().expect_err("broken");
    assert_eq!(violations.len(), expected.len());
    assert_eq!(violations.into_iter().count(), expected.len());

    let page: Page<AnyCommsOperation> =
        json::from_value(json!({"value": [{}, null, {"clientContext": long}]})).expect("readable");
    assert_eq!(broken(&page), [("/value/2/clientContext".to_owned(), "max_len")], "the index received");
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
fn an_invite_takes_five_participants_or_one_that_replaces_a_call() {
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
fn an_invite_set_by_name_keeps_the_same_rules() {
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
fn six_received_participants_are_read_and_reported_by_validate_alone() {
    let invite: InviteParticipantsOperation = json::from_str(&fixture("invite_too_many.json")).expect("an invite");
    assert_eq!(invite.participants().len(), 6);
    assert!(broken(&invite).contains(&("/participants".to_owned(), "max_items")));
    let odd_paths: Vec<_> = odd(&invite).into_iter().map(|(path, _)| path).collect();
    assert_eq!(odd_paths, ["/resultInfo/code", "/resultInfo/subcode", "/status", "/status"], "not the participants");
    let with_null: InviteParticipantsOperation =
        json::from_str(r#"{"participants": [{}, {}, {}, {}, {}, null]}"#).expect("an invite");
    assert_eq!(with_null.participants().len(), 5);
    assert_eq!(odd(&with_null), [("/participants/5".to_owned(), "omitted_item")]);
    assert_eq!(broken(&with_null), [("/participants".to_owned(), "max_items")], "six would be sent");
}

#[test]
fn a_forbidden_null_is_a_violation_and_a_deviation() {
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
fn a_read_only_property_is_not_set_by_name() {
    let mut operation: CommsOperation = json::from_str(r#"{"id": "7"}"#).expect("readable");
    for name in ["id", "ID"] {
        let violation = operation.set_property(name, json!("8")).expect_err("read only");
        assert_eq!((violation.path(), violation.rule()), ("/id", "read_only"));
        operation.set_property(name, Value::Null).expect_err("read only");
    }
    assert_eq!((operation.id(), json::to_string(&operation)), (Some("7"), r#"{"id":"7"}"#.to_owned()));
}

/// A type with the name of one of Edm's kinds.
mod look_alike {
    use entity_core::{ComplexType, DynamicProperties, Prop};

    #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    #[complex_type("tests.binary")]
    pub(super) struct Binary {
        #[prop("code", max_len = 2)]
        code: Prop<String>,
        #[dynamic]
        dynamic: DynamicProperties,
    }
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.holder")]
struct Holder {
    #[prop("held")]
    held: Prop<look_alike::Binary>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[test]
fn a_type_named_like_a_kind_of_edm_is_checked() {
    let holder: Holder = read(r#"{"held": {"code": "abcdef"}}"#);
    assert_eq!(
        holder.validate().expect_err("too long").iter().next().map(entity_core::Violation::path),
        Some("/held/code")
    );
}

/// Untyped properties with rules.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.hint")]
struct Hint {
    #[prop("payload", required)]
    payload: Prop<Value>,
    #[prop("context", non_null)]
    context: Prop<Value>,
    #[prop("boxed", required)]
    boxed: Prop<Box<Value>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[test]
fn an_untyped_null_is_null() {
    let mut hint = Hint::default();
    assert_eq!(hint.set_payload(Value::Null).expect_err("null").rule(), "required");
    assert_eq!(hint.set_context(Value::Null).expect_err("null").rule(), "non_null");
    assert_eq!(hint.set_boxed(Box::new(Value::Null)).expect_err("null").rule(), "required");
    hint.set_payload(json!({"null": null})).expect("an object");
    hint.set_boxed(Box::new(json!([null]))).expect("an array");
    hint.validate().expect("nothing is null");
    *hint.payload_mut().expect("set before") = Value::Null;
    assert_eq!(
        hint.validate().expect_err("null").iter().map(entity_core::Violation::rule).collect::<Vec<_>>(),
        ["required"]
    );
}
