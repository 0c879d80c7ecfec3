//! Writing: values come back with nothing lost, and secrets are not shown.

use comms::prelude::*;
use comms::{AnyCommsOperation, CommsNotification, CommsNotifications, CommsOperation, GraphEntity, RecordOperation};
use entity_core::{Page, json};
use serde_json::json;
use tests::{AnyShape, Everything, Phase, Spot, faithful, fixture};

#[test]
fn fixtures_come_back_with_nothing_lost() {
    let mut tagged = 0;
    for name in [
        "invite_running.json",
        "tones_cancelled.json",
        "tones_sent.json",
        "notifications.json",
        "record_with_token.json",
        "untagged_operation.json",
        "invite_too_many.json",
        "onenote_operation.json",
        "operations_page.json",
    ] {
        let text = fixture(name);
        assert_eq!(
            faithful(&json::to_string(&json::from_str::<GraphEntity>(&text).expect(name))),
            faithful(&text),
            "{name}"
        );
        if let Ok(boxed) = comms::TYPES.read(text.as_bytes()) {
            assert_eq!(faithful(&json::to_string(&boxed)), faithful(&text), "{name}");
            assert_eq!(json::to_vec(&boxed), json::to_string(&boxed).into_bytes());
            tagged += 1;
        }
    }
    assert_eq!(tagged, 7, "bodies with a tag");
}

#[test]
fn undeclared_members_are_kept_as_received() {
    let text = r#"{"a": 1.50, "b": [1e2, -0, {"c": null, "c": 1}], "status@odata.type": "x", "@odata.context": "$metadata", "": "no name",
        "é\n": "\u00e9\/", "a": 100000000000000000000000000000, "A": true, "clientContext ": "not the declared one", "\ud800": "\udfff"}"#;
    for written in [
        json::to_string(&json::from_str::<CommsOperation>(text).expect("readable")),
        json::to_string(&json::from_str::<AnyCommsOperation>(text).expect("readable")),
        json::to_string(&json::from_str::<Option<RecordOperation>>(text).expect("readable")),
        json::to_string(&json::from_str::<Spot>(text).expect("on a closed type too")),
        json::to_string(&json::from_str::<Page<Spot>>(text).expect("readable")),
    ] {
        assert_eq!(faithful(&written), faithful(text));
    }
    let value: CommsOperation = json::from_str(text).expect("readable");
    let dynamic = value.dynamic();
    assert_eq!(dynamic.raw("a"), Some("100000000000000000000000000000"), "the last of several");
    assert_eq!((dynamic.get::<bool>("A"), dynamic.get::<i32>("A"), dynamic.raw("nothing")), (Some(true), None, None));
    assert_eq!(dynamic.get::<String>("é\n").as_deref(), Some("é/"));
    assert_eq!((dynamic.iter().count(), dynamic.iter().filter(|(name, _)| name == "a").count()), (10, 2));
    assert!(value.deviations().is_empty() && value.validate().is_ok());
}

#[test]
fn dynamic_properties_can_be_inserted_and_removed() {
    let mut value: CommsOperation =
        json::from_str(r#"{"a": 1, "b": 2.0, "a": 3, "status": "running"}"#).expect("readable");
    value.dynamic_mut().insert("a", "new");
    value.dynamic_mut().insert("quote\"", json!({"x": [null]}));
    assert_eq!(
        faithful(&json::to_string(&value)),
        faithful(r#"{"status": "running", "b": 2.0, "a": "new", "quote\"": {"x": [null]}}"#)
    );
    assert_eq!(value.dynamic_mut().remove("a"), Some(json!("new")));
    assert_eq!(value.dynamic_mut().remove("a"), None);
    assert_eq!(value.dynamic_mut().remove("b"), Some(json!(2.0)));
    assert_eq!(value.dynamic_mut().remove("quote\""), Some(json!({"x": [null]})));
    assert!(value.dynamic().is_empty());
    assert_eq!(json::to_string(&value), r#"{"status":"running"}"#);
}

#[test]
fn a_written_value_reads_back_as_the_same_value() {
    let text = r#"{"string": "a\"\\\u0000\u001f\u007f\u2028é🎵", "secret": "s", "boolean": false, "byte": 0, "sbyte": -1, "int16": 1, "int32": -1, "int64": 9007199254740993,
        "single": 1.5, "double": 5e-324, "decimal": 0.10, "dateTimeOffset": "2024-05-06T07:08:09.000Z", "date": "2024-05-06", "timeOfDay": "07:08:09", "duration": "P1DT1S",
        "guid": "0FE0623F-d628-42ed-b4bd-8ac290072cc5", "binary": "AQID", "untyped": {"a": [1.0]}, "phase": "x", "modalities": "Audio", "spot": {"X": 1}, "inner": {"inner": {}},
        "shape": {"radius": "NaN", "@odata.type": "tests.circle"}, "strings": [null], "nullable": [null], "numbers": ["1"], "more": {"a": 1, "a": 2}}"#;
    let value: Everything = json::from_str(text).expect("readable");
    let written = json::to_string(&value);
    assert_eq!(faithful(&written), faithful(text));
    let again: Everything = json::from_str(&written).expect("what was written");
    assert_eq!(json::to_string(&again), written);
    assert_eq!(value.string(), Some("a\"\\\u{0}\u{1f}\u{7f}\u{2028}é🎵"));
    let mut made = Everything::default();
    made.set_string(value.string().expect("there"));
    made.set_double(5e-324);
    made.set_int64(9_007_199_254_740_993);
    assert_eq!(json::from_str::<Everything>(&json::to_string(&made)).expect("what was written"), made);
}

#[test]
fn values_that_decode_to_the_same_are_equal() {
    let read = |text: &str| json::from_str::<CommsOperation>(text).expect("readable");
    for (one, other) in [
        (r#"{"status": "running", "x": 1, "y": 2}"#, r#"{"y": 2, "x":1, "Status": "RUNNING"}"#),
        (r#"{"x": {"a": [1, 2]}}"#, r#"{ "x" : { "a" : [ 1 , 2 ] } }"#),
        (r#"{"resultInfo": {"code": 200}}"#, r#"{"resultInfo": {"code": "200"}}"#),
    ] {
        assert_eq!(read(one), read(other));
    }
    for (one, other) in [
        (r#"{"x": 1}"#, r#"{"x": 2}"#),
        (r#"{"x": 1}"#, "{}"),
        (r#"{"x": 1, "x": 2}"#, r#"{"x": 1}"#),
        (r#"{"status": null}"#, "{}"),
        (r#"{"resultInfo": {}}"#, "{}"),
        (r#"{"resultInfo": {"code": 200}}"#, r#"{"resultInfo": {"code": "x"}}"#),
    ] {
        assert_ne!(read(one), read(other));
    }
}

#[test]
fn a_value_set_by_name_nests_at_most_as_deep_as_one_that_is_read() {
    let nested = |levels: usize| (1..levels).fold(json!([]), |inner, _| json!([inner]));
    let mut value: Everything = json::from_str(r#"{"first": 1}"#).expect("readable");
    for name in ["untyped", "undeclared"] {
        value.set_property(name, nested(127)).expect("128 levels with the object around it");
        assert!(json::from_str::<Everything>(&json::to_string(&value)).is_ok(), "{name}");
        let before = value.clone();
        let refused = value.set_property(name, nested(128)).expect_err(name);
        assert_eq!((refused.path(), refused.rule()), (&*format!("/{name}"), "type"));
        assert!(refused.message().contains("128"), "{refused}");
        assert_eq!(value, before);
    }
    value.dynamic_mut().insert("deep", nested(500));
    value.dynamic_mut().insert("last", 2);
    assert_eq!(value.property("deep"), Some(nested(500)));
    assert_eq!(value.dynamic_mut().remove("deep"), Some(nested(500)));
    let names: Vec<_> = value.dynamic().iter().map(|(name, _)| name.into_owned()).collect();
    assert_eq!(names, ["first", "undeclared", "last"]);
}

#[test]
fn a_refused_value_leaves_the_entity_unchanged() {
    let mut value = Everything::default();
    value.set_phase(Phase::Other("running".to_owned()));
    value.set_shape(AnyShape::Other(json::from_str(r##"{"@odata.type": "#tests.circle"}"##).expect("a shape")));
    let before = value.clone();
    for (name, wrong) in
        [("phase", json!(5)), ("shape", json!([])), ("strings", json!(["a", 5])), ("int32", json!(1.5))]
    {
        assert_eq!(value.set_property(name, wrong).expect_err(name).rule(), "type");
        assert_eq!(value, before, "{name}");
    }
}

#[test]
fn a_secret_is_never_shown() {
    let operation = r##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "completed", "recordingAccessToken": "hush-hush"}"##;
    let record: RecordOperation = json::from_str(operation).expect("a recording");
    assert!(!format!("{record:?}").contains("hush") && format!("{record:#?}").contains("Secret(…)"));
    assert!(!format!("{:?}", json::from_str::<AnyCommsOperation>(operation).expect("a recording")).contains("hush"));
    assert!(!format!("{:?}", comms::TYPES.read(operation.as_bytes()).expect("a recording")).contains("hush"));
    assert!(
        !format!(
            "{:?}",
            json::from_str::<RecordOperation>(&operation.replace("recordingA", "RecordingA")).expect("a recording")
        )
        .contains("hush")
    );
    for envelope in [
        format!(r#"{{"value": [{{"resourceData": {operation}}}]}}"#),
        format!(r#"{{"value": [null, {{"resourceData": {operation}}}]}}"#),
        format!(r#"{{"Value": [{{"resourceData": {operation}}}]}}"#),
        format!(r#"{{"value": [{{"ResourceData": {operation}}}]}}"#),
    ] {
        let read: CommsNotifications = json::from_str(&envelope).expect("an envelope");
        let shown = format!("{read:?}");
        assert!(!shown.contains("hush"), "{shown}");
        assert_eq!(faithful(&json::to_string(&read)), faithful(&envelope), "a secret is written");
    }
    let mut record = record;
    let violation = record.set_property("recordingAccessToken", json!(["hush"])).expect_err("not a string");
    assert!(!violation.to_string().contains("hush"), "{violation}");
    let undecodable: CommsNotification = json::from_str(
        r#"{"resourceData": {"@type": "microsoft.graph.recordOperation", "recordingAccessToken": ["hush"]}}"#,
    )
    .expect("readable");
    let deviations = undecodable.deviations();
    assert_eq!(deviations.len(), 1, "{deviations:?}");
    assert!(!deviations[0].message().contains("hush"), "{deviations:?}");
}

#[test]
fn every_property_of_every_type_is_read_into_its_own_place() {
    let (mut longest, mut types) = (0, 0);
    for type_ in comms::TYPES.iter().chain(comms::beta::TYPES.iter()) {
        let properties: Vec<_> = type_.structured_type().properties().collect();
        let members: Vec<_> =
            properties.iter().zip(0..).map(|(own, at)| format!(r#""{}":{{"at":{at}}}"#, own.name())).collect();
        let text = format!("{{{}}}", members.join(","));
        let value = type_.read(text.as_bytes()).expect("an object");
        assert_eq!(json::to_string(&value), text);
        let node = value.as_node().expect("a node");
        for (at, own) in properties.iter().enumerate() {
            assert_eq!(
                node.json_at(&[own.name()]),
                Some(format!(r#"{{"at":{at}}}"#)),
                "{}: {}",
                type_.structured_type().name(),
                own.name()
            );
            assert_eq!(value.property(own.name()), Some(json!({"at": at})));
        }
        assert_eq!(value.properties().len(), properties.len());
        longest = longest.max(properties.len());
        types += 1;
    }
    assert!(types > 200, "{types} types");
    assert!(longest > 16, "the longest type has {longest} properties: no type is long enough to be read in pieces");
}
