//! Values that other formats have and JSON has not: dates, bytes, tags, structs and options.

use crate::{Article, cbor, from_cbor};
use ciborium::Value;
use ciborium::Value::{Array, Bytes, Integer, Map, Tag, Text};
use entity_core::{json, prelude::*};
use serde::{Deserialize, Serialize};
use tests::Everything;

#[test]
fn dates_of_toml_are_dates() {
    let text = "made = 2024-05-06\nsold = 2024-05-06T07:08:09.5Z\nopens = 07:08:09\nlabels = [\"a\"]\n\n[part]\nsold = 1979-05-27 00:32:00-07:00\nmore = [{ since = 2020-01-01 }]\n";
    let article: Article = toml::from_str(text).expect("readable");
    assert_eq!(article.deviations(), []);
    let as_text: Article = json::from_str(
        r#"{"made": "2024-05-06", "sold": "2024-05-06T07:08:09.5Z", "opens": "07:08:09", "labels": ["a"],
        "part": {"sold": "1979-05-27T00:32:00-07:00", "more": [{"since": "2020-01-01"}]}}"#,
    )
    .expect("readable");
    assert_eq!(article, as_text);
    assert_eq!(toml::from_str::<Article>(&toml::to_string(&article).expect("writable")).expect("readable"), article);
    let table: toml::Table = text.parse().expect("a table");
    assert_eq!(table.try_into::<Article>().expect("readable"), article);
}

#[test]
fn dates_of_toml_are_dates_in_what_serde_buffers() {
    #[derive(Deserialize)]
    struct Flat {
        trace: toml::value::Datetime,
        #[serde(flatten)]
        article: Article,
    }
    let flat: Flat = toml::from_str("trace = 2024-01-01\nmade = 2024-05-06").expect("readable");
    assert_eq!((flat.trace.to_string().as_str(), flat.article.made().is_some()), ("2024-01-01", true));
}

#[test]
fn null_is_left_out_of_toml() {
    let article: Article =
        json::from_str(r#"{"stock": null, "weight": 1.5, "more": {"a": null, "b": 1}}"#).expect("readable");
    assert_eq!(toml::to_string(&article).expect("writable"), "weight = 1.5\n\n[more]\nb = 1\n");
}

#[test]
fn bytes_and_tags_of_cbor_are_values() {
    let text = |text: &str| Text(text.to_owned());
    let tagged = |tag, value| Tag(tag, Box::new(value));
    let members: Vec<(Value, Value)> = vec![
        (text("binary"), Bytes(vec![0, 251, 255])),
        (text("dateTimeOffset"), tagged(0, text("2024-05-06T07:08:09Z"))),
        (text("double"), tagged(99, tagged(100, Value::Float(1.5)))),
        (text("int64"), tagged(2, Bytes(vec![1, 0]))),
        (text("strings"), tagged(1000, Array(vec![tagged(1, text("a"))]))),
        (text("more"), tagged(7, Map(vec![(text("list"), tagged(8, Integer(5.into())))]))),
    ];
    for document in [Map(members.clone()), tagged(55799, Map(members))] {
        let value: Everything = from_cbor(&cbor(&document)).expect("readable");
        assert_eq!(value.deviations(), []);
        let same = r#"{"binary": "APv/", "dateTimeOffset": "2024-05-06T07:08:09Z", "double": 1.5, "int64": 256, "strings": ["a"],
            "more": {"list": 5}}"#;
        assert_eq!(value, json::from_str::<Everything>(same).expect("readable"));
    }
}

#[test]
fn bytes_of_message_pack_are_binary() {
    let packed = [b"\x81\xa6binary\xc4\x03".as_slice(), &[0, 251, 255]].concat();
    let value: Everything = rmp_serde::from_slice(&packed).expect("readable");
    assert_eq!(value.binary().map(AsRef::as_ref), Some([0, 251, 255].as_slice()));
    let written = rmp_serde::to_vec(&value).expect("writable");
    assert_eq!(rmp_serde::from_slice::<Everything>(&written).expect("readable"), value);
}

#[test]
fn structs_and_maps_of_ron_are_objects() {
    let expected: Article =
        json::from_str(r#"{"stock": 3, "weight": 1.5, "labels": ["a"], "part": {"stock": null}}"#).expect("readable");
    for text in [
        r#"{"stock": 3, "weight": 1.5, "labels": ["a"], "part": {"stock": None}}"#,
        r#"(stock: Some(3), weight: Some(1.5), labels: ["a"], part: Some((stock: None)))"#,
        r#"Article(stock: 3, weight: 1.5, labels: ["a"], part: Article(stock: ()))"#,
        r#"Some((stock: 3, weight: 1.5, labels: ("a",), part: (stock: None)))"#,
    ] {
        let article: Article = ron::from_str(text).expect(text);
        assert_eq!(article, expected, "{text}");
    }
}

#[test]
fn tags_and_anchors_of_yaml_are_followed() {
    let text =
        "stock: &three 3\nweight: !mass 1.5\nlabels: !list [a, \"5\"]\npart: {stock: *three}\nmade: 2024-05-06\n";
    let article: Article = serde_saphyr::from_str(text).expect("readable");
    assert_eq!(article.deviations(), []);
    let same = r#"{"stock": 3, "weight": 1.5, "labels": ["a", "5"], "part": {"stock": 3}, "made": "2024-05-06"}"#;
    assert_eq!(article, json::from_str(same).expect("readable"));
}

#[test]
fn formats_for_people_and_for_programs_hold_the_same_text() {
    let text =
        r#"{"guid": "0fe0623f-d628-42ed-b4bd-8ac290072cc5", "date": "2024-02-29", "decimal": 1.5, "duration": "PT5M"}"#;
    let value: Everything = json::from_str(text).expect("readable");
    let mut readable = Vec::new();
    value.serialize(&mut rmp_serde::Serializer::new(&mut readable).with_human_readable()).expect("writable");
    assert_eq!(readable, rmp_serde::to_vec(&value).expect("writable"));
    let mut reader = rmp_serde::Deserializer::new(readable.as_slice()).with_human_readable();
    assert_eq!(Everything::deserialize(&mut reader).expect("readable"), value);
}

/// A nesting that a format allows and the reader does not is an error, not an overflow of the stack.
#[test]
fn deep_nesting_is_refused() {
    for depth in [126, 127, 128, 900] {
        let mut packed = b"\x81\xa4more".to_vec();
        packed.extend(vec![0x91; depth]);
        packed.push(0xc0);
        let read = rmp_serde::from_slice::<Article>(&packed);
        assert_eq!(read.is_ok(), depth < 128, "{depth}: {read:?}");
        let json = format!(r#"{{"more": {}null{}}}"#, "[".repeat(depth), "]".repeat(depth));
        assert_eq!(json::from_str::<Article>(&json).is_ok(), depth < 128, "{depth}");
    }
}
