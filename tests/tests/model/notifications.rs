//! Notifications: the resource data is of the type in its tag, and nothing is lost.

use comms::{
    AnyCommsOperation, Call, CallState, CommsNotification, CommsNotifications, MediaDirection, Participant,
    ResourceData, Tone,
};
use entity_core::{ComplexType, Deviation, DynamicProperties, Prop, json};
use serde_json::json;
use tests::{faithful, fixture, read};

/// A notification with that resource data, after a check that it comes back the same.
fn notification(data: &str) -> CommsNotification {
    let body =
        format!(r#"{{"changeType": "updated", "resourceData": {data}, "resourceUrl": "/communications/calls/7"}}"#);
    let notification: CommsNotification = read(&body);
    assert_eq!(faithful(&json::to_string(&notification)), faithful(&body));
    notification
}

fn participants(notification: &CommsNotification) -> &[Participant] {
    match notification.resource_data() {
        Some(ResourceData::Participants(participants)) => participants,
        other => panic!("{other:?}"),
    }
}

fn deviations(notification: &CommsNotification) -> Vec<String> {
    notification.deviations().iter().map(Deviation::to_string).collect()
}

#[test]
fn a_call_its_tone_and_its_participants_are_typed_in_one_envelope() {
    let text = fixture("call_notifications.json");
    let envelope: CommsNotifications = json::from_str(&text).expect("an envelope");
    assert_eq!(faithful(&json::to_string(&envelope)), faithful(&text));
    let [established, pressed, roster, ended] = envelope.value() else { panic!("{envelope:?}") };

    let Some(ResourceData::Call(call)) = established.resource_data() else { panic!("{established:?}") };
    assert_eq!(
        (call.state(), call.id(), call.subject()),
        (Some(&CallState::Established), None, None),
        "the resource is partial"
    );
    assert_eq!(call.media_config().structured_type().name(), "microsoft.graph.serviceHostedMediaConfig");
    assert_eq!(call.source().identity().user().display_name(), Some("Ada"));
    let Some(ResourceData::Call(call)) = pressed.resource_data() else { panic!("{pressed:?}") };
    assert_eq!((call.tone_info().sequence_id(), call.tone_info().tone()), (Some(3), Some(&Tone::Pound)));
    let [first, second] = participants(roster) else { panic!("{roster:?}") };
    assert_eq!((first.is_muted(), second.is_muted()), (Some(true), Some(false)));
    assert_eq!(first.media_streams()[0].direction(), Some(&MediaDirection::SendReceive));
    assert_eq!(second.info().identity().structured_type().name(), "microsoft.graph.communicationsIdentitySet");
    let Some(ResourceData::Call(call)) = ended.resource_data() else { panic!("{ended:?}") };
    assert_eq!((call.state(), call.result_info().subcode()), (Some(&CallState::Terminated), Some(5300)));
}

#[test]
fn a_single_resource_is_of_the_type_in_its_tag() {
    let tagged = |name: &str| notification(&format!(r##"{{"id": null, "@odata.type": "#Microsoft.Graph.{name}"}}"##));
    assert!(matches!(tagged("call").resource_data(), Some(ResourceData::Call(_))));
    assert!(matches!(tagged("participant").resource_data(), Some(ResourceData::Participant(_))));
    assert!(matches!(tagged("toneInfo").resource_data(), Some(ResourceData::Tone(_))));
    assert!(matches!(
        tagged("participantJoiningNotification").resource_data(),
        Some(ResourceData::ParticipantJoining(_))
    ));
    assert!(matches!(tagged("participantLeftNotification").resource_data(), Some(ResourceData::ParticipantLeft(_))));
    assert!(matches!(tagged("recordOperation").resource_data(), Some(ResourceData::Operation(_))));
    assert!(matches!(tagged("onlineMeeting").resource_data(), Some(ResourceData::Untyped(_))));
}

const TAGGED: &str = r##"{"@odata.type": "#microsoft.graph.participant", "id": "1", "seats": 1.50}"##;

#[test]
fn a_list_is_of_participants_if_the_tag_of_its_first_item_is() {
    for rest in [
        String::new(),
        format!(",{TAGGED}"),
        r#", {"id": "2"}, {"ID": "3"}"#.to_owned(),
        r#", {"id": "2", "@type": "microsoft.graph.participant"}"#.to_owned(),
        ", {}".to_owned(),
    ] {
        let data = format!("[{TAGGED}{rest}]");
        let read = notification(&data);
        assert_eq!(participants(&read).len(), faithful_len(&data), "{data}");
        assert_eq!(participants(&read)[0].id(), Some("1"));
    }
    for data in ["[]", "[{}]", r#"[{"id": "1"}]"#, &format!("[null, {TAGGED}]"), &format!("[[{TAGGED}]]")] {
        assert!(matches!(notification(data).resource_data(), Some(ResourceData::Untyped(_))), "{data}");
    }
}

fn faithful_len(data: &str) -> usize {
    match faithful(data) {
        tests::Json::Array(items) => items.len(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_item_that_is_not_a_participant_is_kept_and_reported_at_its_path() {
    let read = notification(&format!(r#"[{TAGGED}, null, 5, {{"id": "2", "isMuted": "true"}}]"#));
    assert_eq!(participants(&read).len(), 2);
    assert_eq!(
        deviations(&read),
        [
            "/resourceData/1: null is left out of the decoded collection (omitted_item)",
            "/resourceData/2: `5` is left out of the decoded collection (omitted_item)",
            "/resourceData/3/isMuted: Edm.Boolean as a string (quoted)",
        ]
    );
    let other = notification(&format!(r##"[{TAGGED}, {{"@odata.type": "#microsoft.graph.call", "state": "hold"}}]"##));
    assert_eq!(participants(&other)[1].dynamic().get("state"), Some("hold".to_owned()));
    assert_eq!(
        deviations(&other),
        ["/resourceData/1: the tag names microsoft.graph.call, read as microsoft.graph.participant (other_type)"]
    );
}

#[test]
fn resource_data_made_in_code_reads_back_as_the_same_variant() {
    let mut call = Call::default();
    call.set_state(CallState::Hold);
    for data in [
        ResourceData::from(call),
        ResourceData::from(vec![Participant::default(), Participant::default()]),
        ResourceData::Participant(Box::default()),
        ResourceData::Tone(comms::ToneInfo::default()),
    ] {
        let mut made = CommsNotification::default();
        made.set_resource_data(data);
        let text = json::to_string(&made);
        let read: CommsNotification = json::from_str(&text).expect("what was written");
        let kind = |value: &CommsNotification| value.resource_data().map(std::mem::discriminant);
        assert_eq!(kind(&read), kind(&made), "{text}");
        assert_eq!(json::to_string(&read), text);
    }
}

#[test]
fn a_property_of_a_participant_given_twice_is_refused_tagged_or_not() {
    let twice = format!(r#"{{"resourceData": [{TAGGED}, {{"isMuted": true, "IsMuted": true}}]}}"#);
    let error = json::from_str::<CommsNotification>(&twice).expect_err("twice");
    assert_eq!(error.pointer(), "/resourceData/1/IsMuted");
}

#[test]
fn a_notification_is_small_because_large_resources_are_boxed() {
    assert!(size_of::<ResourceData>() <= size_of::<AnyCommsOperation>() + size_of::<usize>());
    assert!(size_of::<CommsNotification>() < 1024, "{}", size_of::<CommsNotification>());
    let none = Prop::<ResourceData>::Absent;
    assert_eq!(none.value(), None);
}

/// Resource data in a list and in a box.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.log")]
struct Log {
    #[prop("all")]
    all: Prop<Vec<ResourceData>>,
    #[prop("last")]
    last: Prop<Box<ResourceData>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[test]
fn resource_data_in_a_list_or_a_box_is_of_the_type_in_its_tag() {
    let operation = r##"{"@odata.type":"#microsoft.graph.playPromptOperation","status":"running"}"##;
    let unknown = r##"{"@odata.type":"#contoso.unheardOf","at":1.50}"##;
    let call = r##"{"@odata.type":"#microsoft.graph.call","state":"established"}"##;
    let body = format!(r#"{{"all":[{operation},{unknown},{call},[1]],"last":{call}}}"#);
    let log: Log = json::from_str(&body).expect("a log");
    assert_eq!(json::to_string(&log), body);
    let [first, second, third, fourth] = log.all() else { panic!("{log:?}") };
    assert!(matches!((first, second), (ResourceData::Operation(_), ResourceData::Untyped(_))));
    assert!(matches!((third, fourth), (ResourceData::Call(_), ResourceData::Untyped(_))));
    assert!(matches!(log.last(), Some(ResourceData::Call(_))));
}

#[test]
fn resource_data_set_by_name_replaces_the_old_one() {
    let mut notification = notification(r##"{"@odata.type": "#microsoft.graph.call", "state": "established"}"##);
    for (data, is_operation) in [
        (json!({"@odata.type": "#microsoft.graph.playPromptOperation", "status": "running"}), true),
        (json!({"@odata.type": "#contoso.unheardOf", "status": "running"}), false),
        (json!({"@odata.type": "#contoso.unheardOfOperation", "status": "running"}), true),
        (json!([{"@odata.type": "#contoso.unheardOf"}]), false),
    ] {
        notification.set_property("resourceData", data.clone()).expect("any JSON");
        assert_eq!(notification.property("resourceData"), Some(data));
        assert_eq!(matches!(notification.resource_data(), Some(ResourceData::Operation(_))), is_operation);
    }
}

#[test]
fn a_type_is_an_operation_if_its_name_ends_in_that_word() {
    let body = r#"{"value": [{"resourceUrl": "/x/y/7", "resourceData": {"@odata.type": "TAG", "status": "running"}}]}"#;
    let is_operation = |tag: &str| {
        let all: CommsNotifications = read(&body.replace("TAG", tag));
        all.value()[0].operation_as::<AnyCommsOperation>().expect("readable").is_some()
    };
    assert!(!is_operation("#contoso.cooperation"));
    assert!(is_operation("#contoso.captionOperation") && is_operation("#contoso.operation"));
    let odd: CommsNotifications = read(
        r##"{"value": [{"resourceData": {"@OData.Type": "#microsoft.graph.onenoteOperation", "status": "running"}}]}"##,
    );
    assert!(odd.value()[0].operation_as::<AnyCommsOperation>().expect("readable").is_some());
}
