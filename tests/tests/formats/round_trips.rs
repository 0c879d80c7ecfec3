//! Values through serde and back: all of `serde_json`'s ways, and formats that describe themselves.

use crate::{cbor, from_cbor};
use comms::prelude::*;
use comms::{
    AnyCommsOperation, CommsNotifications, CommsOperation, OperationStatus, RecordOperation, ResultInfo,
    SendDtmfTonesOperation,
};
use entity_core::edm::{Binary, Duration};
use entity_core::{Flags, Page, Prop, Secret, Single, json};
use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;
use tests::{AnyShape, Circle, Everything, Frame, Modality, Phase, Spot, faithful, fixture};

/// The value through each format and back.
fn each_way<T: Serialize + DeserializeOwned>(value: &T) -> Vec<(&'static str, T)> {
    let text = serde_json::to_string(value).expect("serializes");
    let pretty = serde_json::to_string_pretty(value).expect("serializes");
    let tree = serde_json::to_value(value).expect("serializes");
    let packed = rmp_serde::to_vec_named(value).expect("serializes");
    let compact = rmp_serde::to_vec(value).expect("serializes");
    let yaml = serde_saphyr::to_string(value).expect("serializes");
    let ron = ron::to_string(value).expect("serializes");
    let mut all = vec![
        ("serde_json text", serde_json::from_str(&text).expect("text")),
        ("serde_json bytes", serde_json::from_slice(text.as_bytes()).expect("bytes")),
        ("serde_json pretty", serde_json::from_str(&pretty).expect("pretty text")),
        ("serde_json reader", serde_json::from_reader(text.as_bytes()).expect("a reader")),
        ("serde_json value", serde_json::from_value(tree.clone()).expect("a value")),
        ("MessagePack", rmp_serde::from_slice(&packed).expect("MessagePack")),
        ("MessagePack reader", rmp_serde::from_read(packed.as_slice()).expect("MessagePack")),
        ("MessagePack compact", rmp_serde::from_slice(&compact).expect("MessagePack")),
        ("CBOR", from_cbor(&cbor(value)).expect("CBOR")),
        ("YAML", serde_saphyr::from_str(&yaml).expect("YAML")),
        ("RON", ron::from_str(&ron).expect("RON")),
    ];
    // TOML has no null, and no array as a document.
    if tree.is_object() && !text.contains("null") {
        let toml = toml::to_string(value).expect("serializes");
        all.push(("TOML", toml::from_str(&toml).expect("TOML")));
    }
    all
}

fn assert_same<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    for (way, back) in each_way(value) {
        assert_eq!(&back, value, "{way}");
    }
}

/// A value of every kind, made in code.
fn made() -> Everything {
    let mut value = Everything::default();
    value.set_string("a\"\u{0}é🎵");
    value.set_secret(Secret::from("hush"));
    value.set_boolean(false);
    value.set_byte(255);
    value.set_sbyte(-128);
    value.set_int16(-32768);
    value.set_int32(i32::MIN);
    value.set_int64(i64::MAX);
    value.set_single(0.1_f32);
    value.set_double(f64::MIN_POSITIVE);
    value.set_decimal("79228162514264337593543950335".parse::<entity_core::edm::Decimal>().expect("a decimal"));
    value.set_date_time_offset(
        "2024-05-06T07:08:09.1234567Z".parse::<entity_core::edm::DateTimeOffset>().expect("a moment"),
    );
    value.set_date("2024-02-29".parse::<entity_core::edm::Date>().expect("a day"));
    value.set_time_of_day("23:59:59.5".parse::<entity_core::edm::TimeOfDay>().expect("a time"));
    value.set_duration(Duration::from_hours(-25));
    value.set_guid("0fe0623f-d628-42ed-b4bd-8ac290072cc5".parse::<entity_core::edm::Guid>().expect("an id"));
    value.set_binary(Binary::from(vec![0, 255]));
    value.set_untyped(json!({"a": [1, -1.5, null, "x", u64::MAX], "": {}}));
    value.set_phase(Phase::Other("new".to_owned()));
    value.set_modalities(Flags::from_iter([Modality::Video, Modality::Audio]));
    value.spot_mut().set_x(-1);
    value.strings_mut().extend(["a".to_owned(), String::new()]);
    value.set_nullable(vec![Some(1), None]);
    value.set_numbers(vec![i64::MIN]);
    value.set_phases(vec![Phase::Running]);
    value.set_spots(vec![Spot::default()]);
    value.dynamic_mut().insert("more", json!([1.5, {"x": null}]));
    value
}

#[test]
fn a_value_of_every_kind_comes_back() {
    let mut value = made();
    value.set_inner(Box::new(made()));
    assert_same(&value);
    assert_same(&Everything::default());
    for double in [0.0, -0.0, 1.0, 1e300, -5e-324, f64::INFINITY, f64::NEG_INFINITY, 0.1 + 0.2] {
        value.set_double(double);
        assert_same(&value);
    }
    value.set_double(f64::NAN);
    for (way, back) in each_way(&value) {
        assert!(back.double().is_some_and(f64::is_nan), "{way}");
    }
    value.set_double(Prop::Null);
    value.set_string(Prop::Null);
    value.set_spot(Prop::Null);
    value.set_strings(Prop::Null);
    assert_same(&value);
}

#[test]
fn serde_json_reads_and_writes_like_json() {
    let mut value = made();
    value.set_decimal("1.5".parse::<entity_core::edm::Decimal>().expect("a decimal that a double holds"));
    let text = json::to_string(&value);
    let by_serde = serde_json::to_string(&value).expect("serializes");
    assert_eq!(
        serde_json::from_str::<Value>(&by_serde).expect("JSON"),
        serde_json::from_str::<Value>(&text).expect("JSON")
    );
    assert_eq!(serde_json::from_str::<Everything>(&text).expect("readable"), value);
    assert_eq!(json::from_str::<Everything>(&by_serde).expect("readable"), value);
    assert_eq!(
        json::from_value::<Everything>(serde_json::to_value(&value).expect("a value")).expect("readable"),
        value
    );
}

#[test]
fn fixtures_come_back() {
    assert_same(&json::from_str::<CommsNotifications>(&fixture("notifications.json")).expect("an envelope"));
    for name in [
        "invite_running.json",
        "tones_cancelled.json",
        "record_with_token.json",
        "untagged_operation.json",
        "invite_too_many.json",
    ] {
        let text = fixture(name);
        let any: AnyCommsOperation = json::from_str(&text).expect(name);
        assert_same(&any);
        for (way, back) in each_way(&any) {
            assert_eq!(back.structured_type().name(), any.structured_type().name(), "{way}");
            assert_eq!(back.finality(), any.finality(), "{way}");
        }
    }
    assert_same(&json::from_str::<SendDtmfTonesOperation>(&fixture("tones_sent.json")).expect("tones"));
    let record: RecordOperation = json::from_str(&fixture("record_with_token.json")).expect("a recording");
    for (way, back) in each_way(&record) {
        assert_eq!(back.recording_access_token().map(Secret::expose), Some("made-up-token-of-a-recording"), "{way}");
    }
}

#[test]
fn pages_and_single_values_come_back() {
    let page = r##"{"@odata.context": "…", "value": [{"@odata.type": "#microsoft.graph.recordOperation", "id": "1", "status": "running"},
        {"id": "2"}], "@odata.nextLink": "https://example.com/2", "@odata.count": 3}"##;
    let page: Page<AnyCommsOperation> = serde_json::from_str(page).expect("a page");
    assert!(matches!(page.value(), [AnyCommsOperation::Record(_), AnyCommsOperation::Other(_)]), "{page:?}");
    assert_eq!((page.next_link(), page.count()), (Some("https://example.com/2"), Some(3)));
    assert_same(&page);
    assert_same(&Page::new(vec![ResultInfo::default()]));
    let single: Single<i64> = serde_json::from_str(r#"{"@odata.context": "…", "value": 5}"#).expect("a value");
    assert_eq!(single.value(), Some(&5));
    assert_same(&single);
}

#[test]
fn received_spellings_are_kept() {
    let text = r#"{"phase": "RUNNING", "INT32": "5", "double": 1, "string": 5, "byte": 256, "date": "tomorrow", "strings": ["a", null, 7], "duration": "P1D",
        "dateTimeOffset": "2024-05-06T09:08:09.000+02:00", "guid": "0FE0623F-D628-42ED-B4BD-8AC290072CC5", "spot": {"X": 1, "label": null}, "boolean": null, "modalities": "Audio, video"}"#;
    let value: Everything = json::from_str(text).expect("readable");
    assert_same(&value);
    for (way, back) in each_way(&value) {
        assert_eq!(faithful(&json::to_string(&back)), faithful(text), "{way}");
        assert_eq!(back.deviations(), value.deviations(), "{way}");
    }
}

#[test]
fn undeclared_members_are_kept() {
    let text = r#"{"@odata.context": "c", "more": {"a": [1, -2, 1.5, true, null, "x"], "": 18446744073709551615}, "status@odata.type": "t", "status": "running"}"#;
    let value: CommsOperation = json::from_str(text).expect("readable");
    assert_same(&value);
    for (way, back) in each_way(&value) {
        assert_eq!(faithful(&json::to_string(&back)), faithful(text), "{way}");
    }
    let huge: CommsOperation =
        json::from_str(r#"{"more": 1e400, "other": 123456789012345678901234567890}"#).expect("readable");
    for (way, back) in each_way(&huge) {
        assert_eq!(
            (back.property("more"), back.property("other")),
            (Some(json!("1e400")), Some(json!("123456789012345678901234567890"))),
            "{way}"
        );
    }
}

#[test]
fn an_undeclared_member_given_twice_is_written_twice() {
    let text = r#"{"more": 1, "more": 2}"#;
    let value: CommsOperation = json::from_str(text).expect("readable");
    let written = serde_json::to_string(&value).expect("serializes");
    assert_eq!(faithful(&written), faithful(text), "both are kept");
    assert_eq!(serde_json::from_str::<CommsOperation>(&written).expect("readable"), value);
    let packed = rmp_serde::to_vec_named(&value).expect("serializes");
    assert_eq!(rmp_serde::from_slice::<CommsOperation>(&packed).expect("readable"), value);
}

#[test]
fn the_tag_is_written_if_a_subtype_is_in_place_of_its_base() {
    let mut circle = Circle::default();
    circle.set_radius(2.0);
    assert_eq!(serde_json::to_value(&circle).expect("a value"), json!({"radius": 2.0}));
    let mut frame = Frame::default();
    frame.set_content(Box::new(AnyShape::from(circle)));
    let any = AnyShape::from(frame);
    assert_eq!(
        serde_json::to_value(&any).expect("a value"),
        json!({"@odata.type": "#tests.frame", "content": {"@odata.type": "#tests.circle", "radius": 2.0}})
    );
    for (way, back) in each_way(&any) {
        let AnyShape::Frame(frame) = &back else { panic!("{way}: {back:?}") };
        assert!(matches!(frame.content(), Some(AnyShape::Circle(circle)) if circle.radius() == Some(2.0)), "{way}");
    }
    let late = r##"{"radius": 1.0, "name": "c", "@odata.type": "#tests.circle"}"##;
    assert!(matches!(serde_json::from_str::<AnyShape>(late), Ok(AnyShape::Circle(_))), "a tag may come late");
}

#[test]
fn values_may_be_inside_other_types_of_serde() {
    let all: Vec<AnyCommsOperation> =
        serde_json::from_value(json!([{"status": "Running"}, {"@type": "microsoft.graph.recordOperation"}]))
            .expect("operations");
    assert!(matches!(all[1], AnyCommsOperation::Record(_)));
    assert_same(&all);
    let map: std::collections::BTreeMap<String, Option<CommsOperation>> =
        serde_json::from_value(json!({"a": null, "b": {"status": "failed"}})).expect("operations");
    assert_eq!((map["a"].is_none(), map["b"].finality()), (true, Finality::Final(Outcome::Failed)));
    assert_same(&map);
    assert_same(&vec![OperationStatus::Running, OperationStatus::Other("new".to_owned())]);
    assert_eq!(serde_json::to_value(OperationStatus::NotStarted).expect("a value"), json!("notStarted"));
    assert_eq!(
        serde_json::from_value::<OperationStatus>(json!("NOTSTARTED")).expect("in any case"),
        OperationStatus::NotStarted
    );
}

#[test]
fn a_text_that_json_refuses_is_refused() {
    for text in [
        r#"{"code": 1, "code": 2}"#,
        r#"{"code": 1, "Code": 2}"#,
        "[]",
        "5",
        "null",
        r#""text""#,
        r#"{"code": 01}"#,
        r#"{"code": 1} x"#,
        r#"{"@type": "a", "@odata.type": "b"}"#,
    ] {
        assert!(serde_json::from_str::<ResultInfo>(text).is_err(), "{text}");
    }
    let error = serde_json::from_str::<ResultInfo>(r#"{"code": 1, "code": 2}"#).expect_err("twice");
    assert!(error.to_string().contains("twice"), "{error}");
    assert!(rmp_serde::from_slice::<ResultInfo>(&rmp_serde::to_vec(&5).expect("a number")).is_err());
    assert!(rmp_serde::from_slice::<ResultInfo>(&[0x81, 0xc1]).is_err());
    let numbered = rmp_serde::to_vec(&std::collections::BTreeMap::from([(1, 2)])).expect("a map");
    assert!(rmp_serde::from_slice::<ResultInfo>(&numbered).is_err(), "names are strings");
}
