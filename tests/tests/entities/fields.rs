//! A field holds a value, null, absence, or the received text; accessors, setters and `_mut` for each.

use comms::prelude::*;
use entity_core::edm::{Binary, Duration};
use entity_core::{Flags, Prop, Secret, json};
use serde_json::{Value, json};
use tests::{AnyShape, Everything, Modality, Phase, Spot, faithful};

fn read(text: &str) -> Everything {
    tests::read(text)
}

#[test]
fn debug_is_short_and_hides_secrets() {
    let value = read(
        r#"{"string": "a", "int32": null, "double": 1, "phase": "Running", "secret": "hush", "INT64": 5, "byte": "x"}"#,
    );
    let text = format!("{value:?}");
    for part in [
        r#"string: "a""#,
        "int32: null",
        "double: verbatim(1)",
        r#"phase: verbatim("Running")"#,
        "secret: Secret(…)",
        "int64: verbatim(5)",
        r#"byte: verbatim("x")"#,
        "boolean: -",
        "spot: -",
        "strings: -",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    for text in [
        r#"{"secret": "hush"}"#,
        r#"{"SECRET": "hush"}"#,
        r#"{"secret": ["hush"]}"#,
        r#"{"inner": {"secret": "hush"}}"#,
        r#"{"Inner": {"secret": "hush"}}"#,
    ] {
        let value = read(text);
        assert!(json::to_string(&value).contains("hush"), "{text}");
        let deviations: Vec<_> = value.deviations().iter().map(ToString::to_string).collect();
        let shown = format!("{value:?} {deviations:?}");
        assert!(!shown.contains("hush"), "a secret in {shown}");
    }
    assert_eq!(format!("{:?} {:?} {:?}", Prop::<i32>::Absent, Prop::<i32>::Null, Prop::Value(5)), "- null 5");
}

#[test]
fn a_setter_drops_the_received_text() {
    let mut value = read(
        r#"{"Phase": "Running", "double": 1, "int32": "5", "string": 5, "secret": 7, "binary": "-_8=", "modalities": "Video"}"#,
    );
    value.set_phase(Phase::NotStarted);
    value.set_double(2.0);
    value.set_int32(6);
    value.set_string("s");
    value.set_secret(Secret::from("hush"));
    value.set_binary(Binary::from(vec![1]));
    value.set_modalities(Flags::from_iter([Modality::Audio]));
    for name in ["phase", "double", "int32", "string", "secret", "binary", "modalities"] {
        assert_eq!(value.received(name), None, "{name}");
    }
    assert!(value.deviations().is_empty());
    let expected = json!({"phase": "notStarted", "double": 2.0, "int32": 6, "string": "s", "secret": "hush", "binary": "AQ==", "modalities": "audio"});
    assert_eq!(serde_json::from_str::<Value>(&json::to_string(&value)).expect("JSON"), expected);
    value.set_double(None);
    value.set_int32(Prop::Null);
    assert_eq!((value.property("double"), value.property("int32")), (None, Some(Value::Null)));
}

#[test]
fn a_change_in_place_drops_the_received_text() {
    let mut value =
        read(r#"{"Phase": "Running", "strings": ["a", null], "SPOT": {"x": "5", "more": 1.0}, "modalities": "AUDIO"}"#);
    assert_eq!(value.phase(), Some(&Phase::Running), "an accessor changes nothing");
    assert_eq!(value.received("phase"), Some(r#""Running""#));
    assert_eq!(value.phase_mut(), Some(&mut Phase::Running));
    value.strings_mut().push("b".to_owned());
    value.modalities_mut().expect("flags").insert(Modality::Video);
    value.spot_mut().set_label("here").expect("not null");
    assert_eq!(value.spot().received("x"), Some(r#""5""#), "the rest is kept");
    let expected = r#"{"phase": "running", "strings": ["a", null, "b"], "spot": {"x": "5", "label": "here", "more": 1.0}, "modalities": "audio,video"}"#;
    assert_eq!(faithful(&json::to_string(&value)), faithful(expected));
    assert_eq!(read(r#"{"phase": 1}"#).phase_mut(), None);
    assert_eq!(read("{}").inner(), None);
}

#[test]
fn an_absent_property_reads_as_empty_and_is_inserted_when_changed() {
    let mut value = Everything::default();
    assert_eq!(
        (value.spot(), value.strings().len(), value.string(), value.shape()),
        (&Spot::default(), 0, None, &AnyShape::default())
    );
    assert_eq!(json::to_string(&value), "{}");
    value.spot_mut().set_x(1);
    value.strings_mut().push("a".to_owned());
    assert_eq!(faithful(&json::to_string(&value)), faithful(r#"{"spot":{"x":1},"strings":["a"]}"#));
    let mut inner = Everything::default();
    inner.set_string("inner");
    value.set_inner(Box::new(inner));
    assert_eq!(value.inner().and_then(Everything::string), Some("inner"));
    value.inner_mut().expect("there").set_string(None);
    assert_eq!(value.inner(), Some(&Everything::default()));
    for body in [r#"{"spot": null, "strings": null}"#, r#"{"spot": 5, "strings": {}}"#] {
        let mut value = read(body);
        assert_eq!((value.spot(), value.strings().len()), (&Spot::default(), 0), "{body}");
        assert_eq!(faithful(&json::to_string(&value)), faithful(body));
        value.spot_mut().set_x(2);
        value.strings_mut().push("b".to_owned());
        assert_eq!(faithful(&json::to_string(&value)), faithful(r#"{"spot":{"x":2},"strings":["b"]}"#), "{body}");
    }
}

#[test]
fn an_item_that_is_null_or_does_not_decode_is_left_out_and_kept_in_the_text() {
    for (body, decoded, places) in [
        (
            r#"{"strings": ["a", null, 5, "b", "\ud800"]}"#,
            r#"["a", "b"]"#,
            &["/strings/1", "/strings/2", "/strings/4"][..],
        ),
        (r#"{"numbers": [1, "2", 3.5, null, 4]}"#, "[1, 2, 4]", &["/numbers/2", "/numbers/3"]),
        (r#"{"nullable": [1, null, "x", 2]}"#, "[Some(1), None, Some(2)]", &["/nullable/2"]),
        (r#"{"phases": ["Running", 1, "paused", null]}"#, r#"[Running, Other("paused")]"#, &["/phases/1", "/phases/3"]),
        (r#"{"spots": [null, {"x": 1}, [], {}]}"#, "2", &["/spots/0", "/spots/2"]),
        (r##"{"shapes": [{"@odata.type": "#tests.circle"}, 7]}"##, "1", &["/shapes/1"]),
        (r#"{"strings": [], "nullable": [null], "spots": [{}]}"#, "[]", &[]),
    ] {
        let value = read(body);
        let shown = match body[2..].split('"').next().expect("a name") {
            "numbers" => format!("{:?}", value.numbers()),
            "nullable" => format!("{:?}", value.nullable()),
            "phases" => format!("{:?}", value.phases()),
            "spots" => value.spots().len().to_string(),
            "shapes" => value.shapes().len().to_string(),
            _ => format!("{:?}", value.strings()),
        };
        assert_eq!(shown, decoded, "{body}");
        assert_eq!(faithful(&json::to_string(&value)), faithful(body));
        let omitted: Vec<_> = value
            .deviations()
            .into_iter()
            .filter(|deviation| deviation.kind() == "omitted_item")
            .map(|deviation| deviation.path().to_owned())
            .collect();
        assert_eq!(omitted, places, "{body}");
    }
}

#[test]
fn deviations_in_a_collection_have_the_index_received() {
    let value = read(
        r##"{"spots": [null, {"x": "5"}, {"LABEL": null}], "numbers": ["7", 8], "phases": ["running", "RUNNING", "new"],
        "shapes": [5, {"@odata.type": "#tests.square"}, {"@odata.type": "#tests.frame", "content": {"name": 1}}]}"##,
    );
    let mut found: Vec<_> =
        value.deviations().iter().map(|deviation| format!("{} {}", deviation.path(), deviation.kind())).collect();
    found.sort();
    let mut expected = vec![
        "/spots/0 omitted_item",
        "/spots/1/x quoted",
        "/spots/2/label name_case",
        "/spots/2/label null",
        "/numbers/0 quoted",
        "/phases/1 member_case",
        "/phases/2 unknown_member",
        "/shapes/0 omitted_item",
        "/shapes/1 other_type",
        "/shapes/2/content/name undecodable",
    ];
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn a_property_by_name_is_the_value_of_its_accessor() {
    let mut value = read(
        r#"{"string": "a", "Int32": 5, "phase": null, "more": [1, {"x": null}], "spot": {"x": 1}, "strings": ["a"]}"#,
    );
    assert_eq!(value.property("string"), Some(json!("a")));
    assert_eq!((value.property("int32"), value.property("INT32")), (Some(json!(5)), Some(json!(5))));
    assert_eq!(
        (value.property("phase"), value.property("double"), value.property("none")),
        (Some(Value::Null), None, None)
    );
    assert_eq!(value.property("more"), Some(json!([1, {"x": null}])));
    assert_eq!((value.property("spot"), value.property("strings")), (Some(json!({"x": 1})), Some(json!(["a"]))));
    let all = value.properties();
    assert_eq!(all.len(), 6);
    assert_eq!((all.get("int32"), all.get("more").is_some()), (Some(&json!(5)), true));

    value.set_property("duration", json!("P1D")).expect("a day");
    assert_eq!(value.duration(), Some(Duration::from_hours(24)));
    value.set_property("shape", json!({"@odata.type": "#tests.circle", "radius": 2})).expect("a circle");
    assert!(matches!(value.shape(), AnyShape::Circle(circle) if circle.radius() == Some(2.0)));
    value.set_property("inner", json!({"string": "deep"})).expect("an object");
    assert_eq!(value.inner().and_then(Everything::string), Some("deep"));
    value.set_property("more", json!("other")).expect("a dynamic one");
    value.set_property("new", Value::Null).expect("a dynamic one");
    assert_eq!((value.dynamic().raw("more"), value.dynamic().raw("new")), (Some(r#""other""#), Some("null")));
    for (name, wrong) in [
        ("int32", json!("x")),
        ("guid", json!("x")),
        ("strings", json!([1])),
        ("spot", json!([])),
        ("phase", json!(1)),
        ("nullable", json!(["x"])),
    ] {
        let before = json::to_string(&value);
        value.set_property(name, wrong).expect_err(name);
        assert_eq!(json::to_string(&value), before, "{name}");
    }
}

#[test]
fn a_number_beyond_a_json_value_is_a_string_of_its_text() {
    for (number, held) in [
        ("1", json!(1)),
        ("-1.5", json!(-1.5)),
        ("1.50", json!(1.5)),
        ("-0", json!(-0.0)),
        ("18446744073709551615", json!(u64::MAX)),
        ("18446744073709551616", json!("18446744073709551616")),
        ("1e400", json!("1e400")),
        ("-1e400", json!("-1e400")),
        ("0.1000000000000000055", json!("0.1000000000000000055")),
        ("123456789012345678.9", json!("123456789012345678.9")),
    ] {
        let value = read(&format!(
            r#"{{"more": {number}, "deep": [{{"n": {number}}}], "double": {number}, "untyped": {number}, "string": {number}}}"#
        ));
        assert_eq!(value.property("more"), Some(held.clone()), "{number}");
        assert_eq!(value.property("deep"), Some(json!([{"n": held}])), "{number}");
        for name in ["double", "untyped", "string"] {
            assert_eq!(value.property(name), Some(held.clone()), "{name} {number}");
        }
        assert_eq!(value.properties().get("more"), Some(&held), "{number}");
    }
    let value = read(r#"{"decimal": 79228162514264337593543950335}"#);
    assert_eq!(value.property("decimal"), Some(json!("79228162514264337593543950335")));
    let mut other = Everything::default();
    other.set_property("decimal", value.property("decimal").expect("there")).expect("a decimal may be a string");
    assert_eq!(other, value);
}

#[test]
fn a_null_item_of_untyped_values_is_kept_as_a_value() {
    let value = read(r#"{"untypedItems": [null, 1.50]}"#);
    assert_eq!(value.untyped_items().len(), 2);
    assert_eq!(value.deviations(), []);
}

#[test]
fn a_boolean_in_a_string_may_be_escaped() {
    assert_eq!(read(r#"{"boolean": "tr\u0075e"}"#).boolean(), Some(true));
}
