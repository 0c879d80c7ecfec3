//! What changed: nothing gives no patch; a patch applied to the old body as a JSON merge patch gives the new one.

use comms::prelude::*;
use comms::{
    AnyCommsOperation, CommsNotifications, CommsOperation, OperationStatus, PlayPromptOperation, RecordOperation,
    ResourceData,
};
use entity_core::edm::Duration;
use entity_core::{ComplexType, DynamicProperties, Page, Prop, Secret, Tracked, json};
use serde_json::{Value, json};
use std::fmt::Debug;
use std::time::Instant;
use tests::patches::{body, patched};
use tests::{AnyShape, Circle, Everything, Frame, Phase, Shape, Spot, fixture};

/// The value without its null members, so that two can be compared as entities.
fn plain<T: json::Read + json::Write>(value: &T) -> T {
    json::from_value(body(value)).expect("what was written")
}

/// The patch, after a check that it makes the new value of the old body.
fn patch_of<T: Clone + Debug + PartialEq + json::Read + json::Write + Declared>(
    old: &str,
    change: impl FnOnce(&mut T),
) -> Option<Value> {
    let mut tracked = Tracked::new(json::from_str::<T>(old).unwrap_or_else(|error| panic!("{old}: {error}")));
    assert_eq!(tracked.patch(), None, "unchanged: {old}");
    change(&mut tracked);
    let patch = tracked
        .patch()
        .map(|patch| serde_json::from_str::<Value>(&patch).unwrap_or_else(|error| panic!("{patch}: {error}")));
    if let Some(patch) = &patch {
        let _: T = json::from_value(patch.clone()).unwrap_or_else(|error| panic!("{patch} cannot be read: {error}"));
    }
    let new = plain(&*tracked);
    let merged: T = patched(old, patch.as_ref().unwrap_or(&json!({})));
    assert_eq!(plain(&merged), new, "{old} with {patch:?}");
    assert_ne!(patch, Some(json!({})), "nothing is no patch");
    tracked.accept();
    assert_eq!(tracked.patch(), None, "accepted");
    assert_eq!(plain(&tracked.into_inner()), new);
    patch
}

fn everything(old: &str, change: impl FnOnce(&mut Everything)) -> Option<Value> {
    patch_of(old, change)
}

#[test]
fn what_is_set_to_what_it_was_is_no_change() {
    let text = r##"{"string": "a", "int32": "5", "double": 1, "PHASE": "Running", "strings": ["a", null], "spot": {"x": 1}, "duration": "P1D", "more": 1.50, "boolean": null,
        "shape": {"radius": 1, "@odata.type": "#tests.circle"}}"##;
    let patch = everything(text, |value| {
        value.set_string("a");
        value.set_int32(5);
        value.set_double(1.0);
        value.set_duration(Duration::from_hours(24));
        value.spot_mut().set_x(1);
        value.set_boolean(Prop::Null);
        value.dynamic_mut().insert("more", 1.5);
    });
    assert_eq!(patch, None);
    let mut not_a_number = Tracked::new(json::from_str::<Everything>(r#"{"single": "NaN"}"#).expect("readable"));
    not_a_number.set_single(f32::NAN);
    assert_eq!(not_a_number.patch(), None);
    assert_eq!(everything("{}", |value| value.set_string(None)), None);
    let mut tracked = Tracked::new(json::from_str::<Everything>(text).expect("readable"));
    tracked.set_phase(Phase::Running);
    tracked.strings_mut();
    assert_eq!(tracked.patch(), None, "decoded, it is the same");
    tracked.set_string("b");
    tracked.set_string("a");
    assert_eq!(tracked.patch(), None, "and back");
}

#[test]
fn what_changed_is_all_that_is_sent() {
    let old = r#"{"string": "a", "int32": 1, "spot": {"x": 1, "label": "l", "more": {"a": 1, "b": 2}}, "more": {"a": {"b": 1, "c": [1]}, "d": 1.50}, "inner": {"string": "i", "spot": {"x": 1}}}"#;
    assert_eq!(everything(old, |value| value.set_string("b")), Some(json!({"string": "b"})));
    assert_eq!(everything(old, |value| value.spot_mut().set_x(2)), Some(json!({"spot": {"x": 2}})));
    assert_eq!(
        everything(old, |value| value.spot_mut().set_label(None).expect("absent is fine")),
        Some(json!({"spot": {"label": null}}))
    );
    assert_eq!(
        everything(old, |value| value.inner_mut().expect("there").spot_mut().set_x(2)),
        Some(json!({"inner": {"spot": {"x": 2}}}))
    );
    assert_eq!(
        everything(old, |value| value.dynamic_mut().insert("more", json!({"a": {"b": 2, "c": [1]}, "d": 1.5}))),
        Some(json!({"more": {"a": {"b": 2}}}))
    );
    assert_eq!(
        everything(old, |value| value.spot_mut().dynamic_mut().insert("more", json!({"a": 1}))),
        Some(json!({"spot": {"more": {"b": null}}}))
    );
    assert_eq!(
        everything(old, |value| value.dynamic_mut().insert("new\"", json!([null]))),
        Some(json!({"new\"": [null]}))
    );
    assert_eq!(
        everything(old, |value| assert!(value.dynamic_mut().remove("more").is_some())),
        Some(json!({"more": null}))
    );
    assert_eq!(everything(old, |value| value.dynamic_mut().insert("more", 7)), Some(json!({"more": 7})));
    assert_eq!(
        everything(old, |value| value.set_secret(Secret::from("hush"))),
        Some(json!({"secret": "hush"})),
        "a secret is sent"
    );
}

#[test]
fn null_and_absent_are_said_by_null() {
    let old = r#"{"string": "a", "spot": {"x": 1}, "strings": ["a"], "shape": {"name": "n"}, "int32": null, "modalities": "audio"}"#;
    assert_eq!(everything(old, |value| value.set_string(None)), Some(json!({"string": null})));
    assert_eq!(everything(old, |value| value.set_string(Prop::Null)), Some(json!({"string": null})));
    assert_eq!(everything(old, |value| value.set_spot(None)), Some(json!({"spot": null})));
    assert_eq!(everything(old, |value| value.set_strings(Prop::Null)), Some(json!({"strings": null})));
    assert_eq!(everything(old, |value| value.set_shape(None)), Some(json!({"shape": null})));
    assert_eq!(everything(old, |value| value.set_modalities(None)), Some(json!({"modalities": null})));
    assert_eq!(everything(old, |value| value.set_double(Prop::Null)), Some(json!({"double": null})), "made null");
    assert_eq!(everything(old, |value| value.set_int32(5)), Some(json!({"int32": 5})));
    assert_eq!(
        everything(old, |value| value.set_property("string", Value::Null).expect("fine")),
        Some(json!({"string": null}))
    );
}

#[test]
fn what_was_made_to_be_changed_and_is_still_empty_is_no_change() {
    let mut tracked = Tracked::new(json::from_str::<Everything>(r#"{"inner": {}}"#).expect("readable"));
    tracked.spot_mut().set_x(None);
    tracked.strings_mut();
    tracked.shape_mut();
    tracked.inner_mut().expect("there").spot_mut();
    assert_eq!(tracked.patch(), None);
    let mut tracked = Tracked::new(CommsOperation::default());
    tracked.result_info_mut();
    assert_eq!(tracked.patch(), None);
    tracked.result_info_mut().set_code(7).expect("not null");
    assert_eq!(tracked.patch().as_deref(), Some(r#"{"resultInfo":{"code":7}}"#));
    tracked.result_info_mut().set_code(None).expect("absent is fine");
    assert_eq!(tracked.patch(), None);
    tracked.accept();
    tracked.result_info_mut().set_code(8).expect("not null");
    assert_eq!(tracked.patch().as_deref(), Some(r#"{"resultInfo":{"code":8}}"#));
    assert_eq!(
        everything(r#"{"strings": ["a"]}"#, |value| value.strings_mut().clear()),
        Some(json!({"strings": []})),
        "emptied is changed"
    );
}

#[test]
fn what_is_still_empty_within_what_is_new_is_no_change_either() {
    for old in ["{}", r#"{"room": null}"#] {
        let mut tracked = Tracked::new(json::from_str::<Outer>(old).expect("readable"));
        tracked.room_mut().spot_mut();
        tracked.room_mut().tags_mut();
        assert_eq!(tracked.patch(), None, "{old}");
        tracked.room_mut().set_floor(3);
        assert_eq!(tracked.patch().as_deref(), Some(r#"{"room":{"floor":3}}"#), "{old}");
        tracked.room_mut().spot_mut().dynamic_mut().insert("more", 1);
        tracked.room_mut().tags_mut().push("a".to_owned());
        assert_eq!(tracked.patch().as_deref(), Some(r#"{"room":{"floor":3,"spot":{"more":1},"tags":["a"]}}"#), "{old}");
    }
}

/// Holds a value that holds others.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.outer")]
struct Outer {
    #[prop("room", default)]
    room: Prop<Room>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.room")]
struct Room {
    #[prop("floor")]
    floor: Prop<i32>,
    #[prop("spot", default)]
    spot: Prop<Spot>,
    #[prop("tags")]
    tags: Prop<Vec<String>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[test]
fn what_came_with_nothing_that_decodes_is_a_change() {
    let received = |text: &str| {
        let mut tracked = Tracked::new(Everything::default());
        *tracked = json::from_str(text).expect("readable");
        tracked.patch()
    };
    assert_eq!(received(r#"{"strings":[null,5]}"#).as_deref(), Some(r#"{"strings":[null,5]}"#));
    assert_eq!(received(r#"{"strings":["\ud800"]}"#).as_deref(), Some(r#"{"strings":["\ud800"]}"#));
    assert_eq!(received(r#"{"SPOT":{}}"#).as_deref(), Some(r#"{"spot":{}}"#));
}

#[test]
fn what_json_says_otherwise_is_a_change_even_where_no_value_tells() {
    let old = r#"{"lone": "\ud800", "huge": 1e400, "long": 12345678901234567890123, "many": [{"a": 1e400, "b": 1}]}"#;
    let mut tracked = Tracked::new(json::from_str::<Everything>(old).expect("readable"));
    tracked.dynamic_mut().insert("many", json!([{"b": 1.0, "a": "1e400"}]));
    assert_eq!(tracked.patch().as_deref(), Some(r#"{"many":[{"a":"1e400","b":1.0}]}"#));
    tracked.dynamic_mut().insert("lone", "\\ud800");
    tracked.dynamic_mut().insert("huge", "1e400");
    tracked.dynamic_mut().insert("long", "12345678901234567890123");
    let patch: Value = serde_json::from_str(&tracked.patch().expect("changes")).expect("JSON");
    assert_eq!(patch.as_object().map(serde_json::Map::len), Some(4));
    assert_eq!(
        everything(r#"{"more": [1.50, {"a": "\u0041", "b": 2}]}"#, |value| {
            value.dynamic_mut().insert("more", json!([1.5, {"b": 2, "a": "A"}]));
        }),
        None
    );
}

#[test]
fn a_collection_is_replaced_whole() {
    let old = r##"{"strings": ["a", "b"], "spots": [{"x": 1, "label": "l"}, {"x": 2}], "nullable": [1, null], "numbers": ["1", null],
        "shapes": [{"radius": 1.0, "@odata.type": "#tests.circle"}, {"name": "n"}]}"##;
    assert_eq!(
        everything(old, |value| value.strings_mut().push("c".to_owned())),
        Some(json!({"strings": ["a", "b", "c"]}))
    );
    assert_eq!(
        everything(old, |value| value.spots_mut()[0].set_x(3)),
        Some(json!({"spots": [{"x": 3, "label": "l"}, {"x": 2}]}))
    );
    assert_eq!(everything(old, |value| value.nullable_mut().swap(0, 1)), Some(json!({"nullable": [null, 1]})));
    assert_eq!(
        everything(old, |value| value.numbers_mut().push(2)),
        Some(json!({"numbers": [1, 2]})),
        "without the item left out"
    );
    let shapes = everything(old, |value| drop(value.shapes_mut().pop())).expect("a change");
    assert_eq!(shapes, json!({"shapes": [{"@odata.type": "#tests.circle", "radius": 1.0}]}), "with its tag");
}

fn circle(radius: f64) -> Circle {
    let mut circle = Circle::default();
    circle.set_radius(radius);
    circle
}

#[test]
fn a_value_whose_type_changed_is_replaced_whole_with_its_tag() {
    for (key, tag) in [
        ("@odata.type", "#tests.circle"),
        ("@odata.type", "tests.circle"),
        ("@type", "tests.circle"),
        ("@ODATA.TYPE", "#tests.circle"),
    ] {
        let old = format!(
            r#"{{"shape": {{"{key}": "{tag}", "radius": 1, "NAME": "n", "more": {{"a": 1, "b": {{"c": 2}}}}}}}}"#
        );
        let mut frame = Frame::default();
        frame.set_name("n");
        frame.dynamic_mut().insert("more", json!({"b": {"d": 3}}));
        let patch = everything(&old, |value| value.set_shape(AnyShape::from(frame))).expect("a change");
        assert_eq!(
            (&patch["shape"][key], &patch["shape"]["NAME"], &patch["shape"]["radius"]),
            (&json!("#tests.frame"), &json!("n"), &Value::Null),
            "{patch}"
        );
        everything(&old, |value| value.set_shape(AnyShape::from(Shape::default()))).expect("a change");
        everything(&old, |value| value.set_shape(AnyShape::from(circle(2.0)))).expect("a change");
        everything(&old, |value| {
            if let AnyShape::Circle(circle) = value.shape_mut() {
                circle.set_radius(3.0);
            }
        })
        .expect("a change");
    }
    let bare =
        everything(r#"{"shape": {"name": "n", "radius": 1}}"#, |value| value.set_shape(AnyShape::from(circle(1.0))))
            .expect("a change");
    assert_eq!(bare["shape"]["@odata.type"], "#tests.circle");
    let absent = everything("{}", |value| value.set_shape(AnyShape::from(circle(1.0))));
    assert_eq!(absent, Some(json!({"shape": {"@odata.type": "#tests.circle", "radius": 1.0}})));
    let boxed = r##"{"@odata.type": "#tests.frame", "content": {"@odata.type": "#tests.circle", "radius": 1.0}}"##;
    patch_of::<AnyShape>(boxed, |shape| {
        if let AnyShape::Frame(frame) = shape {
            frame.set_content(Box::new(AnyShape::from(Frame::default())));
        }
    })
    .expect("a change");
}

/// Ten times as long or as deep, about ten times the time: of two types with many members, and far inside of what is no type's.
#[test]
fn a_patch_of_a_large_body_takes_no_longer_than_its_length() {
    let seconds = |old: String, new: String| {
        let mut tracked = Tracked::new(json::from_str::<AnyCommsOperation>(&old).expect("readable"));
        *tracked = json::from_str(&new).expect("readable");
        let start = Instant::now();
        assert!(tracked.patch().is_some());
        start.elapsed().as_secs_f64()
    };
    let many = |tag: &str, name: &str, count: usize| {
        let members: String = (0..count).map(|at| format!(",\"{name}{at}\":1")).collect();
        format!("{{\"@odata.type\":\"#microsoft.graph.{tag}\"{members}}}")
    };
    let of_two_types =
        |count: usize| seconds(many("recordOperation", "a", count), many("playPromptOperation", "b", count));
    let within = |depth: usize, end: usize| {
        let inside = format!("{{\"all\":[{}1],\"end\":{end}}}", "1,".repeat(10_000));
        format!("{}{inside}{}", "{\"more\":".repeat(depth), "}".repeat(depth))
    };
    let far_inside = |depth: usize| seconds(within(depth, 1), within(depth, 2));
    let least = |take: &dyn Fn(usize) -> f64, size: usize| (0..3).map(|_| take(size)).fold(f64::INFINITY, f64::min);
    for (take, small, large) in [(&of_two_types as &dyn Fn(usize) -> f64, 1_000, 10_000), (&far_inside, 12, 120)] {
        let (small, large) = (least(take, small), least(take, large));
        assert!(large < small * 30.0 + 0.1, "{large} s for ten times of what took {small} s");
    }
}

#[test]
fn a_value_replaced_by_one_of_the_same_type_keeps_its_type() {
    let old = r##"{"shape": {"@odata.type": "#tests.circle", "radius": 1.0}}"##;
    assert_eq!(
        everything(old, |value| value.set_shape(AnyShape::from(circle(2.0)))),
        Some(json!({"shape": {"radius": 2.0}})),
        "the tag is what it was"
    );
    assert_eq!(everything(old, |value| value.set_shape(AnyShape::from(circle(1.0)))), None);
    let record = r##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "running"}"##;
    patch_of::<AnyCommsOperation>(record, |any| {
        let mut record = RecordOperation::default();
        record.set_status(OperationStatus::Failed);
        *any = AnyCommsOperation::from(record);
    })
    .expect("a change");
}

#[test]
fn a_whole_union_may_change_its_type() {
    for key in ["@odata.type", "@type"] {
        let old = format!(
            r##"{{"{key}": "#microsoft.graph.recordOperation", "Status": "running", "recordingLocation": "l", "resultInfo": {{"code": 1, "x": 1}}, "clientContext": "c"}}"##
        );
        let patch = patch_of::<AnyCommsOperation>(&old, |any| {
            let mut play = PlayPromptOperation::default();
            play.set_status(OperationStatus::Completed);
            play.set_client_context("c").expect("short");
            *any = AnyCommsOperation::from(play);
        })
        .expect("a change");
        assert_eq!(
            (&patch[key], &patch["Status"], &patch["recordingLocation"]),
            (&json!("#microsoft.graph.playPromptOperation"), &json!("completed"), &Value::Null),
            "{patch}"
        );
        patch_of::<AnyCommsOperation>(&old, |any| *any = AnyCommsOperation::default()).expect("a change");
    }
}

#[test]
fn what_was_received_under_another_name_changes_under_that_name() {
    let old = r#"{"STATUS": "Running", "ClientContext": "c", "ResultInfo": {"Code": 1, "message": "m"}, "more": 1}"#;
    let operation = |change: fn(&mut CommsOperation)| patch_of::<CommsOperation>(old, change);
    assert_eq!(operation(|value| value.set_status(OperationStatus::Completed)), Some(json!({"STATUS": "completed"})));
    assert_eq!(operation(|value| value.set_status(None)), Some(json!({"STATUS": null})));
    assert_eq!(
        operation(|value| value.set_client_context(Prop::Null).expect("null is fine")),
        Some(json!({"ClientContext": null}))
    );
    assert_eq!(
        operation(|value| value.result_info_mut().set_code(2).expect("not null")),
        Some(json!({"ResultInfo": {"Code": 2}}))
    );
    assert_eq!(
        operation(|value| value.result_info_mut().set_message(None)),
        Some(json!({"ResultInfo": {"message": null}}))
    );
    assert_eq!(operation(|value| value.set_result_info(None)), Some(json!({"ResultInfo": null})));
    assert_eq!(
        everything(r#"{"SPOTS": [{"X": 1}], "STRINGS": null}"#, |value| value.spots_mut()[0].set_x(2)),
        Some(json!({"SPOTS": [{"x": 2}]})),
        "a collection is replaced whole"
    );
    assert_eq!(
        everything(r#"{"Inner": {"String": "a"}}"#, |value| value.inner_mut().expect("there").set_string("b")),
        Some(json!({"Inner": {"String": "b"}}))
    );
    let patch = everything(r#"{"INT32": null, "DOUBLE": "x", "UNTYPED": {"a": 1, "B": 2}}"#, |value| {
        value.set_int32(1);
        value.set_double(1.0);
        value.set_untyped(json!({"a": 1, "b": 2}));
    });
    assert_eq!(patch, Some(json!({"INT32": 1, "DOUBLE": 1.0, "UNTYPED": {"B": null, "b": 2}})));
}

#[test]
fn what_is_tracked_is_written_as_it_is() {
    let mut tracked = Tracked::new(json::from_str::<Spot>(r#"{"X": 1, "more": 1.50}"#).expect("readable"));
    assert_eq!(json::to_string(&tracked), r#"{"X":1,"more": 1.50}"#);
    tracked.set_x(2);
    assert_eq!(json::to_string(&tracked), r#"{"x":2,"more": 1.50}"#);
}

#[test]
fn what_did_not_decode_gives_way_to_a_value() {
    let old = r#"{"string": {"a": 1}, "int32": "x", "spot": [1], "strings": {"a": 1}, "shape": 5, "spots": "x", "phase": {}, "untyped": {"a": 1, "b": {"c": 1, "d": 2}}}"#;
    assert_eq!(everything(old, |value| value.set_string("s")), Some(json!({"string": "s"})));
    assert_eq!(everything(old, |value| value.set_int32(None)), Some(json!({"int32": null})));
    assert_eq!(everything(old, |value| value.spot_mut().set_x(1)), Some(json!({"spot": {"x": 1}})));
    assert_eq!(everything(old, |value| value.strings_mut().push("s".to_owned())), Some(json!({"strings": ["s"]})));
    everything(old, |value| value.set_shape(AnyShape::from(circle(1.0)))).expect("a change");
    everything(old, |value| value.spots_mut().push(Spot::default())).expect("a change");
    everything(old, |value| value.set_phase(Phase::Running)).expect("a change");
}

#[test]
fn untyped_json_becomes_what_it_is_set_to() {
    let old = r#"{"untyped": {"a": 1, "b": {"c": 1, "d": 2}}, "string": "s"}"#;
    everything(old, |value| value.set_untyped(json!({"a": 1}))).expect("a change");
    everything(old, |value| value.set_untyped(json!({"b": {"d": 2}}))).expect("a change");
    everything(old, |value| value.set_untyped(json!([{"a": 1}]))).expect("a change");
    everything(old, |value| value.set_untyped(json!({}))).expect("a change");
    assert_eq!(everything(old, |value| value.set_untyped(json!({"a": 1, "b": {"c": 1, "d": 2}}))), None);
    assert_eq!(everything(r#"{"untyped": null}"#, |value| value.set_untyped(Value::Null)), None, "null in other words");
    let envelope = |data: &str| format!(r#"{{"resourceData": {data}, "changeType": "updated"}}"#);
    let call = envelope(r##"{"@odata.type": "#microsoft.graph.call", "state": "established", "seats": 4}"##);
    patch_of::<comms::CommsNotification>(&call, |notification| {
        notification.set_resource_data(ResourceData::Untyped(json!({"state": "terminated"})));
    })
    .expect("a change");
    patch_of::<comms::CommsNotification>(&call, |notification| {
        notification.set_resource_data(ResourceData::from(AnyCommsOperation::from(RecordOperation::default())));
    })
    .expect("a change");
    let operation = envelope(
        r##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "running", "recordingLocation": "l"}"##,
    );
    patch_of::<comms::CommsNotification>(&operation, |notification| {
        notification.set_resource_data(ResourceData::Untyped(json!({"state": "terminated"})));
    })
    .expect("a change");
}

#[test]
fn annotations_and_repeated_members_change_like_others() {
    let old = r##"{"@odata.type": "#tests.everything", "@odata.context": "c", "more": 1, "more": 2, "string@odata.type": "x", "string": "a"}"##;
    assert_eq!(
        everything(old, |value| value.dynamic_mut().insert("@odata.context", "d")),
        Some(json!({"@odata.context": "d"}))
    );
    assert_eq!(everything(old, |value| value.dynamic_mut().insert("more", 3)), Some(json!({"more": 3})));
    assert_eq!(everything(old, |value| drop(value.dynamic_mut().remove("more"))), Some(json!({"more": null})));
    assert_eq!(
        everything(old, |value| drop(value.dynamic_mut().remove("string@odata.type"))),
        Some(json!({"string@odata.type": null}))
    );
    // The value's own type is what it is without a tag that says so.
    assert_eq!(everything(old, |value| drop(value.dynamic_mut().remove("@odata.type"))), None);
    assert_eq!(everything(old, |value| value.dynamic_mut().insert("@odata.type", "#tests.everything")), None);
}

#[test]
fn pages_and_envelopes_are_tracked_too() {
    patch_of::<Page<AnyCommsOperation>>(&fixture("operations_page.json"), |page| {
        page.value_mut()[0].set_status(OperationStatus::Failed);
    })
    .expect("a change");
    let patch =
        patch_of::<CommsNotifications>(&fixture("notifications.json"), |envelope| drop(envelope.value_mut().remove(3)))
            .expect("a change");
    assert_eq!(patch["value"].as_array().map(Vec::len), Some(4));
}
