//! Patches: applied to the old body as a JSON merge patch, a patch gives the new body; no change gives no patch.

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
use tests::{assert_proportional, read};

/// The value without its null members: a merge patch cannot distinguish null from absent.
fn plain<T: json::Read + json::Write>(value: &T) -> T {
    json::from_value(body(value)).expect("what was written")
}

/// Returns the patch of the change, after checks that it makes the new value of the old body.
fn patch_of<T: Clone + Debug + PartialEq + json::Read + json::Write + Declared>(
    old: &str,
    change: impl FnOnce(&mut T),
) -> Option<Value> {
    let mut tracked = Tracked::new(read::<T>(old));
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
    assert_ne!(patch, Some(json!({})), "an empty patch is `None`");
    tracked.accept();
    assert_eq!(tracked.patch(), None, "accepted");
    assert_eq!(plain(&tracked.into_inner()), new);
    patch
}

fn everything(old: &str, change: impl FnOnce(&mut Everything)) -> Option<Value> {
    patch_of(old, change)
}

#[test]
fn setting_the_old_value_is_not_a_change() {
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
    assert_eq!(tracked.patch(), None, "the decoded value is the same");
    tracked.set_string("b");
    tracked.set_string("a");
    assert_eq!(tracked.patch(), None, "changed and changed back");
}

#[test]
fn a_patch_contains_only_the_changes() {
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
fn null_in_a_patch_makes_a_property_null_or_absent() {
    let old = r#"{"string": "a", "spot": {"x": 1}, "strings": ["a"], "shape": {"name": "n"}, "int32": null, "modalities": "audio"}"#;
    assert_eq!(everything(old, |value| value.set_string(None)), Some(json!({"string": null})));
    assert_eq!(everything(old, |value| value.set_string(Prop::Null)), Some(json!({"string": null})));
    assert_eq!(everything(old, |value| value.set_spot(None)), Some(json!({"spot": null})));
    assert_eq!(everything(old, |value| value.set_strings(Prop::Null)), Some(json!({"strings": null})));
    assert_eq!(everything(old, |value| value.set_shape(None)), Some(json!({"shape": null})));
    assert_eq!(everything(old, |value| value.set_modalities(None)), Some(json!({"modalities": null})));
    assert_eq!(
        everything(old, |value| value.set_double(Prop::Null)),
        Some(json!({"double": null})),
        "absent is set to null"
    );
    assert_eq!(everything(old, |value| value.set_int32(5)), Some(json!({"int32": 5})));
    assert_eq!(
        everything(old, |value| value.set_property("string", Value::Null).expect("fine")),
        Some(json!({"string": null}))
    );
}

#[test]
fn an_undeclared_null_that_is_taken_out_is_not_a_change() {
    let old = r#"{"more": null, "nested": {"a": null, "b": 1}, "spot": {"x": 1, "extra": null}}"#;
    assert_eq!(everything(old, |value| _ = value.dynamic_mut().remove("more")), None);
    let nested = |value: &mut Everything| value.dynamic_mut().insert("nested", json!({"c": 2}));
    assert_eq!(everything(old, nested), Some(json!({"nested": {"b": null, "c": 2}})));
    assert_eq!(everything(old, |value| _ = value.spot_mut().dynamic_mut().remove("extra")), None);
}

#[test]
fn an_inserted_value_that_is_still_empty_is_not_a_change() {
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
        "an emptied collection is a change"
    );
}

#[test]
fn an_empty_value_inside_an_inserted_one_is_not_a_change() {
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

/// Contains a value that contains others.
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
fn a_received_value_without_anything_that_decodes_is_a_change() {
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
fn a_difference_beyond_a_json_value_is_a_change() {
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
        Some(json!({"numbers": [1, null, 2]})),
        "with the item that the decoded collection leaves out"
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
            (&patch["shape"][key], &patch["shape"]["NAME"], patch["shape"].get("radius")),
            (&json!("#tests.frame"), &json!("n"), None),
            "a frame has no radius: {patch}"
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

/// A body ten times as long or as deep takes about ten times as long: of two types with many members, and deep in untyped JSON.
#[test]
fn a_patch_takes_time_in_proportion_to_the_body() {
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
    assert_proportional(of_two_types, 4_000, 40_000);
    assert_proportional(far_inside, 12, 120);
}

#[test]
fn a_value_replaced_by_one_of_the_same_type_keeps_its_type() {
    let old = r##"{"shape": {"@odata.type": "#tests.circle", "radius": 1.0}}"##;
    assert_eq!(
        everything(old, |value| value.set_shape(AnyShape::from(circle(2.0)))),
        Some(json!({"shape": {"@odata.type": "#tests.circle", "radius": 2.0}})),
        "the radius is a property of the subtype"
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
            (&patch[key], &patch["Status"], patch.get("recordingLocation"), patch.get("resultInfo")),
            (&json!("#microsoft.graph.playPromptOperation"), &json!("completed"), None, Some(&Value::Null)),
            "null for what both types declare: {patch}"
        );
        patch_of::<AnyCommsOperation>(&old, |any| *any = AnyCommsOperation::default()).expect("a change");
    }
}

#[test]
fn a_property_received_in_another_case_is_patched_under_that_name() {
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
fn a_tracked_value_is_written_like_the_value() {
    let mut tracked = Tracked::new(json::from_str::<Spot>(r#"{"X": 1, "more": 1.50}"#).expect("readable"));
    assert_eq!(json::to_string(&tracked), r#"{"X":1,"more": 1.50}"#);
    tracked.set_x(2);
    assert_eq!(json::to_string(&tracked), r#"{"x":2,"more": 1.50}"#);
}

#[test]
fn a_value_replaces_a_text_that_did_not_decode() {
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
fn untyped_json_is_patched_member_by_member() {
    let old = r#"{"untyped": {"a": 1, "b": {"c": 1, "d": 2}}, "string": "s"}"#;
    everything(old, |value| value.set_untyped(json!({"a": 1}))).expect("a change");
    everything(old, |value| value.set_untyped(json!({"b": {"d": 2}}))).expect("a change");
    everything(old, |value| value.set_untyped(json!([{"a": 1}]))).expect("a change");
    everything(old, |value| value.set_untyped(json!({}))).expect("a change");
    assert_eq!(everything(old, |value| value.set_untyped(json!({"a": 1, "b": {"c": 1, "d": 2}}))), None);
    assert_eq!(everything(r#"{"untyped": null}"#, |value| value.set_untyped(Value::Null)), None, "null is null");
    let envelope = |data: &str| format!(r#"{{"resourceData": {data}, "changeType": "updated"}}"#);
    let call = envelope(r##"{"@odata.type": "#microsoft.graph.call", "state": "established", "seats": 4}"##);
    let other = || ResourceData::Untyped(json!({"@odata.type": "#contoso.call", "state": "terminated"}));
    patch_of::<comms::CommsNotification>(&call, |notification| notification.set_resource_data(other()))
        .expect("a change");
    patch_of::<comms::CommsNotification>(&call, |notification| {
        notification.set_resource_data(ResourceData::from(AnyCommsOperation::from(RecordOperation::default())));
    })
    .expect("a change");
    let operation = envelope(
        r##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "running", "recordingLocation": "l"}"##,
    );
    patch_of::<comms::CommsNotification>(&operation, |notification| notification.set_resource_data(other()))
        .expect("a change");
}

#[test]
fn annotations_and_repeated_members_are_patched_like_others() {
    let old = r##"{"@odata.type": "#tests.everything", "@tests.note": "c", "more": 1, "more": 2, "string@tests.note": "x", "string": "a"}"##;
    assert_eq!(
        everything(old, |value| value.dynamic_mut().insert("@tests.note", "d")),
        Some(json!({"@tests.note": "d"}))
    );
    assert_eq!(everything(old, |value| value.dynamic_mut().insert("more", 3)), Some(json!({"more": 3})));
    assert_eq!(everything(old, |value| drop(value.dynamic_mut().remove("more"))), Some(json!({"more": null})));
    assert_eq!(
        everything(old, |value| drop(value.dynamic_mut().remove("string@tests.note"))),
        Some(json!({"string@tests.note": null}))
    );
    assert_eq!(
        everything(old, |value| value.set_string("b")),
        Some(json!({"string": "b", "string@tests.note": "x"})),
        "an annotation goes with its property"
    );
    // A tag of the value's own type adds nothing.
    assert_eq!(everything(old, |value| drop(value.dynamic_mut().remove("@odata.type"))), None);
    assert_eq!(everything(old, |value| value.dynamic_mut().insert("@odata.type", "#tests.everything")), None);
}

#[test]
fn pages_and_envelopes_are_tracked_too() {
    let mut page = Tracked::new(read::<Page<AnyCommsOperation>>(&fixture("operations_page.json")));
    page.value_mut()[0].set_status(OperationStatus::Failed);
    assert_eq!(page.patch(), None, "the page has no change of its own");
    assert_eq!(page.patches(), [("op-1".to_owned(), r#"{"status":"failed"}"#.to_owned())]);
    let patch =
        patch_of::<CommsNotifications>(&fixture("notifications.json"), |envelope| drop(envelope.value_mut().remove(3)))
            .expect("a change");
    assert_eq!(patch["value"].as_array().map(Vec::len), Some(4));
}

/// The patch applied to the old body, read again.
fn merged<T: json::Read>(old: &str, patch: Option<String>) -> T {
    let patch = patch.map_or(json!({}), |patch| patch.parse().expect("JSON"));
    patched(old, &patch)
}

/// Receives a shape with that tag, replaces it, and applies the patch.
fn replaced(tag: &str, new: impl Into<AnyShape>) -> Everything {
    let old = format!(r#"{{"shape": {{{tag}, "name": "n"}}}}"#);
    let mut tracked = Tracked::new(read::<Everything>(&old));
    tracked.set_shape(new.into());
    merged(&old, tracked.patch())
}

#[test]
fn a_patch_replaces_the_old_tag_in_any_spelling() {
    for name in ["@odata.type", "@type", "@ODATA.TYPE", "\\u0040odata.type"] {
        for type_ in [
            "#tests.circle",
            "tests.circle",
            "\\u0023tests.circle",
            "https://example.com#tests.circle",
            "#contoso.unknown",
            "#tests.frame",
        ] {
            let tag = format!(r#""{name}": "{type_}""#);
            assert!(matches!(replaced(&tag, Circle::default()).shape(), AnyShape::Circle(_)), "{tag}");
            assert!(matches!(replaced(&tag, Frame::default()).shape(), AnyShape::Frame(_)), "{tag}");
            assert!(matches!(replaced(&tag, Shape::default()).shape(), AnyShape::Other(_)), "{tag}");
        }
    }
    assert!(matches!(replaced(r#""@type": 5"#, Circle::default()).shape(), AnyShape::Circle(_)));
    let old = r#"{"@type": "contoso.unknown", "status": "running"}"#;
    let mut tracked = Tracked::new(read::<AnyCommsOperation>(old));
    tracked.dynamic_mut().remove("@type");
    tracked.dynamic_mut().insert("@odata.type", "#contoso.other");
    let merged: AnyCommsOperation = merged(old, tracked.patch());
    assert_eq!(merged.dynamic().type_name().as_deref(), Some("contoso.other"));
}

#[test]
fn an_empty_value_of_a_subtype_is_a_change() {
    let mut tracked = Tracked::new(Everything::default());
    tracked.set_shape(AnyShape::from(Frame::default()));
    assert_eq!(tracked.patch().as_deref(), Some(r##"{"shape":{"@odata.type":"#tests.frame"}}"##));
    tracked.set_shape(AnyShape::from(Shape::default()));
    assert_eq!(tracked.patch().as_deref(), Some(r#"{"shape":{}}"#), "set, not inserted by `_mut`");
    tracked.set_shape(None);
    tracked.shape_mut();
    assert_eq!(tracked.patch(), None, "inserted by `_mut`");
}

#[test]
fn a_tag_that_adds_nothing_to_the_type_is_not_a_change() {
    let old = r##"{"shape": {"@odata.type": "#tests.shape", "name": "n"}}"##;
    let mut tracked = Tracked::new(read::<Everything>(old));
    let same: Shape = read(r#"{"name": "n"}"#);
    tracked.set_shape(AnyShape::from(same));
    assert_eq!(tracked.patch(), None);
}

#[test]
fn an_inserted_empty_value_in_place_of_a_null_is_not_a_change_in_any_case_of_its_name() {
    let mut tracked = Tracked::new(read::<CommsOperation>(r#"{"ResultInfo": null}"#));
    tracked.result_info_mut();
    assert_eq!(tracked.patch(), None);
}
