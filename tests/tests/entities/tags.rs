//! The tag `@odata.type`: at any place and with any name, the right type is read and nothing is lost.

use comms::prelude::*;
use comms::{
    AnyCommsOperation, AnyIdentitySet, CommsNotifications, CommsOperation, GraphEntity, InvitationParticipantInfo,
    PlayPromptOperation,
};
use comms::{RecordOperation, ResourceData, SendDtmfCompletionReason, SendDtmfTonesOperation};
use entity_core::{Page, json};
use std::time::{Duration, Instant};
use tests::{AnyShape, Circle, Everything, Frame, Json, Shape, TYPES, faithful, read};

const NAMES: [&str; 3] = ["@odata.type", "@type", "@ODATA.Type"];
pub(super) const TONES: &str = "microsoft.graph.sendDtmfTonesOperation";

/// Members of tones: some of the base, some of the subtype, some undeclared, one in another case.
pub(super) const MEMBERS: [&str; 6] = [
    r#""id": "op-1""#,
    r#""completionReason": "completedSuccessfully""#,
    r#""Status": "Completed""#,
    r#""resultInfo": {"code": 200, "seen": 1.50}"#,
    r#""extra": [1e2, {"status": 1, "status": 2}]"#,
    r#""extra": null"#,
];

/// Bodies with the tag at each place among the members, in each spelling of its name, with and without `#`.
pub(super) fn tagged(members: &[&str], type_name: &str) -> Vec<String> {
    let mut bodies = Vec::new();
    for at in 0..=members.len() {
        for name in NAMES {
            for mark in ["#", ""] {
                let tag = format!(r#""{name}": "{mark}{type_name}""#);
                let mut all: Vec<&str> = members.to_vec();
                all.insert(at, &tag);
                bodies.push(format!("{{{}}}", all.join(", ")));
            }
        }
    }
    bodies
}

/// Asserts that nothing is lost, and that the tag is written first.
pub(super) fn assert_kept<T: json::Write>(value: &T, body: &str) {
    let written = json::to_string(value);
    assert_eq!(faithful(&written), faithful(body), "{body}");
    let first = written.trim_start_matches('{').split(':').next().unwrap_or_default().to_lowercase();
    assert!(first.contains("type\""), "the tag is not first: {written}");
}

pub(super) fn other_types(entity: &impl Entity) -> usize {
    entity.deviations().iter().filter(|deviation| deviation.kind() == "other_type").count()
}

#[test]
fn a_union_reads_the_subtype_with_the_tag_at_any_place() {
    for body in tagged(&MEMBERS, TONES) {
        let any: AnyCommsOperation = json::from_str(&body).unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_kept(&any, &body);
        assert_eq!(other_types(&any), 0, "{body}");
        let AnyCommsOperation::SendDtmfTones(tones) = any else { panic!("{body}: {any:?}") };
        assert_eq!(tones.completion_reason(), Some(&SendDtmfCompletionReason::CompletedSuccessfully), "{body}");
        assert_eq!(tones.id(), Some("op-1"));
        assert_eq!(tones.result_info().code(), Some(200));
        assert_eq!(tones.dynamic().type_name().as_deref(), Some(TONES));
        assert_eq!(tones.dynamic().iter().filter(|(name, _)| name == "extra").count(), 2, "both are kept: {body}");
    }
}

#[test]
fn a_type_reads_itself_with_the_tag_at_any_place() {
    for body in tagged(&MEMBERS, TONES) {
        let tones: SendDtmfTonesOperation = json::from_str(&body).expect("tones");
        assert_kept(&tones, &body);
        assert_eq!((tones.finality(), other_types(&tones)), (Finality::Final(Outcome::Succeeded), 0), "{body}");
        let boxed = comms::TYPES.read(body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_kept(&boxed, &body);
        assert_eq!(boxed.downcast_ref::<SendDtmfTonesOperation>(), Some(&tones), "{body}");
        let asked = comms::TYPES.read_as("microsoft.graph.commsOperation", body.as_bytes()).expect("derives from it");
        assert_eq!(asked.downcast::<SendDtmfTonesOperation>().expect("tones"), tones);
    }
}

#[test]
fn a_tag_that_names_another_type_is_kept_and_reported() {
    for other in [
        "microsoft.graph.recordOperation",
        "microsoft.graph.commsOperation",
        "microsoft.graph.ofTomorrowOperation",
        "microsoft.graph.identity",
    ] {
        for body in tagged(&MEMBERS, other) {
            let tones: SendDtmfTonesOperation = json::from_str(&body).expect("tones");
            assert_kept(&tones, &body);
            assert_eq!(tones.completion_reason(), Some(&SendDtmfCompletionReason::CompletedSuccessfully));
            let found = tones.deviations();
            let reported: Vec<_> = found.iter().filter(|deviation| deviation.kind() == "other_type").collect();
            assert_eq!(reported.len(), 1, "{body}: {found:?}");
            assert_eq!(reported[0].path(), "");
            assert!(reported[0].message().contains(other) && reported[0].message().contains(TONES), "{}", reported[0]);
        }
    }
}

#[test]
fn a_tag_in_another_case_names_the_same_type() {
    let body = r##"{"@odata.type": "#Microsoft.Graph.SendDtmfTonesOperation", "status": "completed"}"##;
    let any: AnyCommsOperation = json::from_str(body).expect("an operation");
    assert!(matches!(any, AnyCommsOperation::SendDtmfTones(_)), "{any:?}");
    assert_kept(&any, body);
    let kinds: Vec<_> =
        any.deviations().iter().map(|deviation| (deviation.path().to_owned(), deviation.kind())).collect();
    assert_eq!(kinds, [(String::new(), "name_case")]);
}

#[test]
fn a_union_reads_an_unknown_type_as_its_base() {
    for (other, odd) in [
        ("microsoft.graph.commsOperation", 0),
        ("microsoft.graph.ofTomorrowOperation", 1),
        ("microsoft.graph.identity", 1),
        ("contoso.x", 1),
    ] {
        for body in tagged(&MEMBERS, other) {
            let any: AnyCommsOperation = json::from_str(&body).expect("an operation");
            assert_kept(&any, &body);
            assert_eq!(other_types(&any), odd, "{body}");
            let AnyCommsOperation::Other(base) = any else { panic!("{any:?}") };
            assert_eq!(base.dynamic().get::<String>("completionReason").as_deref(), Some("completedSuccessfully"));
        }
    }
    let untagged: AnyCommsOperation = json::from_str(&format!("{{{}}}", MEMBERS.join(","))).expect("an operation");
    assert!(matches!(untagged, AnyCommsOperation::Other(_)));
    assert_eq!(other_types(&untagged), 0);
}

#[test]
fn a_tag_that_is_not_a_name_is_kept() {
    for tag in ["null", "5", "{}", r#"["microsoft.graph.recordOperation"]"#, r#""\ud800""#, r#""""#, r##""#""##] {
        for body in [
            format!(r#"{{"@odata.type": {tag}, "status": "running", "n": 1}}"#),
            format!(r#"{{"status": "running", "n": 1, "@odata.type": {tag}}}"#),
        ] {
            let any: AnyCommsOperation = json::from_str(&body).expect("readable");
            assert_kept(&any, &body);
            assert!(matches!(any, AnyCommsOperation::Other(_)));
            assert_eq!(any.finality(), Finality::Pending);
            assert_kept(&json::from_str::<PlayPromptOperation>(&body).expect("readable"), &body);
            assert!(comms::TYPES.read(body.as_bytes()).is_err(), "names no type: {body}");
            assert_kept(
                &comms::TYPES.read_as("microsoft.graph.recordOperation", body.as_bytes()).expect("named"),
                &body,
            );
            let envelope = format!(r#"{{"value": [{{"resourceData": {body}}}]}}"#);
            let read: CommsNotifications = json::from_str(&envelope).expect("readable");
            assert_eq!(faithful(&json::to_string(&read)), faithful(&envelope));
        }
    }
}

#[test]
fn a_tag_spelled_with_escapes_is_the_tag() {
    for name in ["\\u0040odata.type", "@odata\\u002etype", "\\u0040type", "\\u0040ODATA.TYPE"] {
        for value in ["#microsoft.graph.sendDtmfTonesOperation", "#microsoft.graph.send\\u0044tmfTonesOperation"] {
            for body in [
                format!(r#"{{"{name}": "{value}", "id": "1", "completionReason": "unknown"}}"#),
                format!(r#"{{"id": "1", "x": 1, "completionReason": "unknown", "{name}": "{value}"}}"#),
            ] {
                let any: AnyCommsOperation = json::from_str(&body).expect("tones");
                assert!(matches!(any, AnyCommsOperation::SendDtmfTones(_)), "{body}");
                assert_kept(&any, &body);
                assert_kept(&json::from_str::<SendDtmfTonesOperation>(&body).expect("tones"), &body);
                assert_kept(&comms::TYPES.read(body.as_bytes()).expect("tones"), &body);
                assert!(matches!(resource_data(&body), ResourceData::Operation(AnyCommsOperation::SendDtmfTones(_))));
            }
        }
    }
}

#[test]
fn a_tag_given_twice_is_an_error() {
    for (first, second) in
        [("@odata.type", "@odata.type"), ("@odata.type", "@type"), ("@type", "@Type"), ("@odata.type", "@ODATA.TYPE")]
    {
        for middle in ["", r#""status": "running","#] {
            for value in ["#microsoft.graph.recordOperation", "#microsoft.graph.ofTomorrow"] {
                let body = format!(r#"{{"{first}": "{value}", {middle} "{second}": "{value}"}}"#);
                assert!(json::from_str::<AnyCommsOperation>(&body).is_err(), "{body}");
                assert!(json::from_str::<RecordOperation>(&body).is_err(), "{body}");
                assert!(json::from_str::<GraphEntity>(&body).is_err(), "{body}");
                assert!(comms::TYPES.read(body.as_bytes()).is_err(), "{body}");
                assert!(comms::TYPES.read_as("microsoft.graph.commsOperation", body.as_bytes()).is_err(), "{body}");
                let nested = format!(r#"{{"participants": [{{}}, {{"identity": {body}}}]}}"#);
                let error = json::from_str::<comms::InviteParticipantsOperation>(&nested).expect_err(&nested);
                assert_eq!(error.pointer(), format!("/participants/1/identity/{second}"), "{nested}");
            }
        }
    }
    let annotation = r##"{"@odata.type": "#microsoft.graph.recordOperation", "status@odata.type": "#a", "status@odata.type": "#b"}"##;
    assert_kept(
        &json::from_str::<AnyCommsOperation>(annotation).expect("an annotation of a property is not a tag"),
        annotation,
    );
}

#[test]
fn a_property_of_the_tagged_type_given_twice_is_an_error() {
    for (body, ok) in [
        (r#"{"completionReason": 1, "completionReason": 2}"#, true),
        (
            r##"{"@odata.type": "#microsoft.graph.sendDtmfTonesOperation", "completionReason": 1, "completionReason": 2}"##,
            false,
        ),
        (
            r##"{"completionReason": 1, "completionReason": 2, "@odata.type": "#microsoft.graph.sendDtmfTonesOperation"}"##,
            false,
        ),
        (r#"{"completionReason": 1, "@type": "microsoft.graph.sendDtmfTonesOperation", "COMPLETIONREASON": 2}"#, false),
        (
            r##"{"completionReason": 1, "completionReason": 2, "@odata.type": "#microsoft.graph.playPromptOperation"}"##,
            true,
        ),
    ] {
        assert_eq!(json::from_str::<AnyCommsOperation>(body).is_ok(), ok, "{body}");
        let envelope = format!(r#"{{"value": [{{"resourceData": {body}}}]}}"#);
        assert_eq!(json::from_str::<CommsNotifications>(&envelope).is_ok(), ok, "{envelope}");
    }
}

#[test]
fn each_item_of_a_collection_is_of_the_type_in_its_tag() {
    let bodies = [
        tagged(&MEMBERS, TONES),
        tagged(&MEMBERS, "microsoft.graph.ofTomorrowOperation"),
        tagged(&MEMBERS, "microsoft.graph.identity"),
        tagged(&MEMBERS, "microsoft.graph.commsOperation"),
    ];
    let page_text = format!(r#"{{"@odata.count": 1, "value": [{}]}}"#, bodies.concat().join(", "));
    let page: Page<AnyCommsOperation> = json::from_str(&page_text).expect("a page");
    assert_eq!(faithful(&json::to_string(&page)), faithful(&page_text));
    let tones = page.value().iter().filter(|any| matches!(any, AnyCommsOperation::SendDtmfTones(_))).count();
    assert_eq!((tones, page.value().len()), (bodies[0].len(), bodies.concat().len()));
    let bases: Page<CommsOperation> = json::from_str(&page_text).expect("a page");
    assert_eq!(faithful(&json::to_string(&bases)), faithful(&page_text));

    let boxed =
        comms::TYPES.read_as("Collection(microsoft.graph.commsOperation)", page_text.as_bytes()).expect("a page");
    assert_eq!(faithful(&json::to_string(&boxed)), faithful(&page_text));
    let mut found = 0;
    boxed.as_node().expect("a value").walk(&mut |_, node| found += usize::from(node.structured_type().name() == TONES));
    assert_eq!(found, bodies[0].len());
}

#[test]
fn an_identity_set_inside_a_participant_is_of_the_type_in_its_tag() {
    let members = [r#""user": {"id": "u", "displayName": null}"#, r#""phone": {"id": "+15550100"}"#, r#""x": 1.0"#];
    for identity in tagged(&members, "microsoft.graph.communicationsIdentitySet") {
        let body = format!(r#"{{"identity": {identity}, "hidden": false}}"#);
        let person: InvitationParticipantInfo = json::from_str(&body).expect("a participant");
        assert_eq!(faithful(&json::to_string(&person)), faithful(&body));
        let AnyIdentitySet::Communications(set) = person.identity() else { panic!("{body}: {person:?}") };
        assert_eq!((set.phone().id(), set.user().id()), (Some("+15550100"), Some("u")), "{body}");
    }
}

/// The resource data, read inside a notification.
fn resource_data(data: &str) -> ResourceData {
    let body = format!(r#"{{"value": [{{"resourceData": {data}, "changeType": "updated"}}]}}"#);
    let read: CommsNotifications = json::from_str(&body).unwrap_or_else(|error| panic!("{body}: {error}"));
    assert_eq!(faithful(&json::to_string(&read)), faithful(&body));
    let reread: CommsNotifications = json::from_str(&json::to_string(&read)).expect("what was written");
    assert_eq!(reread, read);
    read.value()[0].resource_data().cloned().unwrap_or_else(|| panic!("{body}: {read:?}"))
}

#[test]
fn resource_data_is_of_the_type_in_its_tag() {
    for data in tagged(&MEMBERS, TONES) {
        let ResourceData::Operation(AnyCommsOperation::SendDtmfTones(tones)) = resource_data(&data) else {
            panic!("{data}")
        };
        assert_eq!(tones.finality(), Finality::Final(Outcome::Succeeded));
        assert_kept(&tones, &data);
    }
    for data in tagged(&MEMBERS, "microsoft.graph.commsOperation") {
        assert!(matches!(resource_data(&data), ResourceData::Operation(AnyCommsOperation::Other(_))), "{data}");
    }
    for unknown in ["microsoft.graph.ofTomorrowOperation", "contoso.OPERATION"] {
        for data in tagged(&MEMBERS, unknown) {
            let ResourceData::Operation(AnyCommsOperation::Other(operation)) = resource_data(&data) else {
                panic!("{data}")
            };
            assert_eq!(operation.dynamic().get("completionReason"), Some("completedSuccessfully".to_owned()));
            assert_eq!(operation.finality(), Finality::Final(Outcome::Succeeded));
        }
    }
    for unknown in ["microsoft.graph.onenoteOperation", "microsoft.graph.identity", "contoso.thing"] {
        for data in tagged(&MEMBERS, unknown) {
            let ResourceData::Untyped(value) = resource_data(&data) else { panic!("{data}") };
            assert_eq!(value["completionReason"], "completedSuccessfully");
        }
    }
    for untyped in [
        r#"{"status": "running"}"#,
        "[]",
        r##"[{"@odata.type": "#microsoft.graph.recordOperation"}, {"x": 1.50}]"##,
        "{}",
        r#""text""#,
        "1.0",
        "true",
    ] {
        assert!(matches!(resource_data(untyped), ResourceData::Untyped(_)), "{untyped}");
    }
}

#[test]
fn a_tag_is_written_if_a_subtype_is_in_place_of_its_base_and_only_then() {
    let mut record = RecordOperation::default();
    record.set_client_context("c").expect("short");
    assert_eq!(json::to_string(&record), r#"{"clientContext":"c"}"#, "the type is the expected one");
    let tagged = r##"{"@odata.type":"#microsoft.graph.recordOperation","clientContext":"c"}"##;
    let any = AnyCommsOperation::from(record);
    assert_eq!(json::to_string(&any), tagged);
    assert_eq!(json::to_string(&Some(any.clone())), tagged);
    assert_eq!(
        json::to_string(&Page::new(vec![any.clone(), AnyCommsOperation::default()])),
        format!(r#"{{"value":[{tagged},{{}}]}}"#)
    );
    assert_eq!(json::to_string(&AnyCommsOperation::from(CommsOperation::default())), "{}");

    let mut notifications: CommsNotifications = json::from_str(r#"{"value": [{}]}"#).expect("an envelope");
    notifications.value_mut()[0].set_resource_data(ResourceData::from(any));
    assert_eq!(json::to_string(&notifications), format!(r#"{{"value":[{{"resourceData":{tagged}}}]}}"#));
    notifications.value_mut()[0].set_resource_data(ResourceData::from(AnyCommsOperation::default()));
    let text = json::to_string(&notifications);
    let read: CommsNotifications = json::from_str(&text).expect("an envelope");
    assert!(
        matches!(read.value()[0].resource_data(), Some(ResourceData::Operation(AnyCommsOperation::Other(_)))),
        "an operation stays one: {text}"
    );
    assert_eq!(json::to_string(&read), text);
}

#[test]
fn a_received_tag_is_replaced_when_another_subtype_is_set() {
    let mut holder: Everything =
        json::from_str(r##"{"shape": {"@odata.type": "#tests.circle", "radius": 2.0, "name": "c"}}"##)
            .expect("readable");
    let mut frame = Frame::default();
    frame.set_border(3);
    holder.set_shape(AnyShape::from(frame));
    assert_eq!(json::to_string(&holder), r##"{"shape":{"@odata.type":"#tests.frame","border":3}}"##);
    holder.set_shape(AnyShape::from(Shape::default()));
    assert_eq!(json::to_string(&holder), r#"{"shape":{}}"#);
}

/// Frames in frames, the tag of each after its content.
fn frames(depth: usize) -> String {
    let open = r#"{"x": 1, "content": "#.repeat(depth);
    let close = r##", "border": 7, "@odata.type": "#tests.frame"}"##.repeat(depth);
    format!(r##"{open}{{"radius": 1.5, "name": "inmost", "@odata.type": "#tests.circle"}}{close}"##)
}

/// The number of frames around the circle.
fn framed(mut shape: &AnyShape) -> usize {
    let mut depth = 0;
    while let AnyShape::Frame(frame) = shape {
        assert_eq!(frame.border(), Some(7));
        shape = frame.content().expect("content");
        depth += 1;
    }
    let AnyShape::Circle(circle) = shape else { panic!("{shape:?}") };
    assert_eq!((circle.radius(), circle.name()), (Some(1.5), Some("inmost")));
    depth
}

#[test]
fn late_tags_nested_deeply_are_read_in_linear_time() {
    let started = Instant::now();
    for depth in [1, 2, 3, 10, 60, 120] {
        let text = frames(depth);
        let shape: AnyShape = json::from_str(&text).unwrap_or_else(|error| panic!("{depth}: {error}"));
        assert_eq!(framed(&shape), depth);
        assert_eq!(faithful(&json::to_string(&shape)), faithful(&text));
        let boxed = TYPES.read(text.as_bytes()).expect("a frame");
        assert_eq!(
            boxed.downcast_ref::<Frame>().map(|frame| framed(frame.content().expect("content"))),
            Some(depth - 1)
        );
    }
    let many = format!(r#"{{"shapes": [{}]}}"#, vec![frames(60); 40].join(","));
    let all: Everything = json::from_str(&many).expect("shapes");
    assert_eq!(all.shapes().iter().map(framed).collect::<Vec<_>>(), vec![60; 40]);
    assert!(started.elapsed() < Duration::from_secs(20), "the time grows with the depth: {:?}", started.elapsed());
}

#[test]
fn late_tags_of_unknown_types_nested_deeply_lose_nothing() {
    let text = frames(100).replace("#tests.frame", "#tests.unknown");
    let shape: AnyShape = json::from_str(&text).expect("readable");
    assert!(matches!(shape, AnyShape::Other(_)));
    assert_eq!(faithful(&json::to_string(&shape)), faithful(&text));
    let Json::Object(members) = faithful(&json::to_string(&shape)) else { panic!() };
    assert_eq!(members.len(), 4);
}

#[test]
fn a_boxed_property_holds_the_subtype_of_its_tag() {
    let mut circle = Circle::default();
    circle.set_radius(1.0);
    let mut frame = Frame::default();
    frame.set_content(Box::new(AnyShape::from(circle)));
    assert_eq!(json::to_string(&frame), r##"{"content":{"@odata.type":"#tests.circle","radius":1.0}}"##);
    assert_eq!(
        json::from_str::<Frame>(&json::to_string(&frame))
            .expect("a frame")
            .content()
            .map(|shape| matches!(shape, AnyShape::Circle(_))),
        Some(true)
    );
}

#[test]
fn a_value_set_in_a_union_reads_back_equal() {
    let mut made = Everything::default();
    made.set_shape(AnyShape::from(Circle::default()));
    made.shapes_mut().push(AnyShape::from(Frame::default()));
    let written = json::to_string(&made);
    assert_eq!(written, r##"{"shape":{"@odata.type":"#tests.circle"},"shapes":[{"@odata.type":"#tests.frame"}]}"##);
    assert_eq!(read::<Everything>(&written), made, "the tag adds nothing to the type");
    for tag in ["\"@type\": \"#tests.circle\"", "\"@odata.type\": \"tests.circle\""] {
        assert_eq!(read::<AnyShape>(&format!("{{{tag}}}")), AnyShape::from(Circle::default()), "{tag}");
    }
    assert_ne!(
        read::<AnyShape>(r##"{"@odata.type": "#contoso.unknown"}"##),
        AnyShape::default(),
        "a tag of another type"
    );
    assert_ne!(read::<AnyShape>(r##"{"@odata.type": "#tests.circle"}"##), AnyShape::from(Frame::default()));
}

#[test]
fn a_tag_in_another_spelling_can_be_removed_and_replaced() {
    for tag in [
        "\"@type\": \"tests.circle\"",
        "\"@odata.type\": \"#tests.circle\"",
        "\"@odata.type\": \"tests.circle\"",
        "\"\\u0040type\": \"tests.circle\"",
    ] {
        let mut circle: Circle = read(&format!("{{{tag}, \"more\": 1}}"));
        assert_eq!(circle.dynamic().type_name().as_deref(), Some("tests.circle"), "{tag}");
        let names: Vec<_> = circle.dynamic().iter().map(|(name, _)| name.into_owned()).collect();
        assert_eq!(names.len(), 2, "{tag}");
        circle.dynamic_mut().insert("@odata.type", "#tests.other");
        assert_eq!(json::to_string(&circle), r##"{"@odata.type":"#tests.other","more": 1}"##);
        let mut circle: Circle = read(&format!("{{{tag}, \"more\": 1}}"));
        assert!(circle.dynamic_mut().remove(&names[0]).is_some());
        assert_eq!(
            (circle.dynamic().type_name(), json::to_string(&circle)),
            (None, r#"{"more": 1}"#.to_owned()),
            "{tag}"
        );
    }
}

#[test]
fn an_invalid_tag_of_resource_data_is_refused_at_its_place() {
    let body = "{\"value\": [{\"resourceData\": {\"@odata.type\":\"#microsoft.\ngraph\"}}]}";
    let error = json::from_str::<CommsNotifications>(body).unwrap_err();
    assert_eq!(
        error.to_string(),
        "control character in a string: it must be escaped at line 1 column 56 (/value/0/resourceData/@odata.type)"
    );
}
