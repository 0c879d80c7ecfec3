//! A `OneOf` without a common base: the tag decides, and untyped JSON is the rest.

use entity_core::{ComplexType, DynamicProperties, Entity, OneOf, Prop, json};
use serde_json::{Value, json};

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.operation")]
struct Operation {
    #[prop("id")]
    id: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.recordOperation")]
struct Recording {
    #[base]
    operation: Operation,
    #[prop("seconds", range = 0..=60)]
    seconds: Prop<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.captionOperation")]
struct Caption {
    #[base]
    operation: Operation,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Operation)]
enum AnyOperation {
    Recording(Recording),
    #[other]
    Other(Operation),
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Operation)]
enum OwnOperation {
    Caption(Caption),
    #[other]
    Known(AnyOperation),
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.tone")]
struct Tone {
    #[prop("name", max_len = 5)]
    name: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(untyped, unknown = of_unknown_type)]
enum Data {
    Operation(OwnOperation),
    Recordings(Vec<Recording>),
    Tone(Box<Tone>),
    Tones(Vec<Tone>),
    #[other]
    Other(Value),
}

fn of_unknown_type(name: &str) -> Option<Data> {
    name.ends_with("Operation").then(|| Data::Operation(OwnOperation::default()))
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.notification")]
struct Notification {
    #[prop("data")]
    data: Prop<Data>,
    #[prop("list")]
    list: Prop<Vec<Data>>,
    #[prop("boxed")]
    boxed: Prop<Box<Data>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Reads the data, and demands that it is written with the same members and values.
#[track_caller]
fn read(data: &str) -> Data {
    let text = format!("{{\"data\":{data}}}");
    let notification: Notification = json::from_str(&text).expect(data);
    let written: Value = serde_json::from_str(&json::to_string(&notification)).expect("JSON");
    assert_eq!(written, serde_json::from_str::<Value>(&text).expect("JSON"), "{data}");
    notification.data().expect(data).clone()
}

#[test]
fn a_tag_decides_wherever_it_stands() {
    assert!(
        matches!(read(r##"{"@odata.type":"#contoso.tone","name":"pound"}"##), Data::Tone(tone) if tone.name() == Some("pound"))
    );
    assert!(
        matches!(read(r##"{"name":"pound","@odata.type":"#contoso.tone"}"##), Data::Tone(tone) if tone.name() == Some("pound"))
    );
    assert!(matches!(read(r#"{"@odata.type":"CONTOSO.Tone"}"#), Data::Tone(_)));
    assert!(matches!(read(r#"{"@type":"contoso.tone"}"#), Data::Tone(_)));
}

#[test]
fn a_one_of_takes_the_tags_of_all_its_types() {
    let operation = |tag: &str| match read(&format!(r##"{{"id":"7","@odata.type":"#contoso.{tag}"}}"##)) {
        Data::Operation(operation) => operation,
        other => panic!("{tag}: {other:?}"),
    };
    assert!(matches!(operation("captionOperation"), OwnOperation::Caption(caption) if caption.id() == Some("7")));
    assert!(matches!(operation("recordOperation"), OwnOperation::Known(AnyOperation::Recording(_))));
    assert!(matches!(operation("RECORDOPERATION"), OwnOperation::Known(AnyOperation::Recording(_))));
    assert!(matches!(operation("operation"), OwnOperation::Known(AnyOperation::Other(_))));
    let unknown = operation("muteOperation");
    assert!(matches!(&unknown, OwnOperation::Known(AnyOperation::Other(base)) if base.id() == Some("7")));
}

#[test]
fn an_array_is_read_by_the_tag_of_its_first_item() {
    assert!(
        matches!(read(r##"[{"@odata.type":"#contoso.tone"},{"name":"star"}]"##), Data::Tones(tones) if tones.len() == 2)
    );
    let recordings = read(r##"[{"@odata.type":"#contoso.recordOperation","seconds":5},{"id":"7"}]"##);
    assert!(
        matches!(recordings, Data::Recordings(items) if items[0].seconds() == Some(5) && items[1].id() == Some("7"))
    );
    for other in [r"[]", r#"[{"name":"star"}]"#, r##"[{"@odata.type":"#contoso.muteOperation"}]"##, "[1,{\"a\":2}]"] {
        assert!(matches!(read(other), Data::Other(_)), "{other}");
    }
}

#[test]
fn the_rest_is_untyped() {
    for other in
        [r#"{"name":"pound"}"#, r##"{"@odata.type":"#contoso.call"}"##, r#"{"@odata.type":5}"#, "5", "\"a\"", "{}"]
    {
        assert!(matches!(read(other), Data::Other(_)), "{other}");
    }
    let kept: Notification = json::from_str(r#"{"data":{"cost":1.50}}"#).expect("JSON");
    assert_eq!(kept.received("data"), Some(r#"{"cost":1.50}"#));
    let null: Notification = json::from_str(r#"{"data":null}"#).expect("JSON");
    assert_eq!(null.data(), None);
}

#[test]
fn it_stands_in_collections_and_boxes() {
    let text = r##"{"list":[{"@odata.type":"#contoso.tone"},5],"boxed":{"@odata.type":"#contoso.recordOperation","seconds":70}}"##;
    let notification: Notification = json::from_str(text).expect("JSON");
    assert!(matches!(notification.list(), [Data::Tone(_), Data::Other(Value::Number(_))]));
    assert!(matches!(notification.boxed(), Some(Data::Operation(OwnOperation::Known(AnyOperation::Recording(_))))));
    assert_eq!(json::to_string(&notification), text);
    assert_eq!(
        notification.validate().expect_err("a rule is broken").to_string(),
        "/boxed/seconds: 70 is not within 0 to 60 (range)"
    );
}

#[test]
fn it_is_made_from_the_type_of_each_variant() {
    let made = [
        Data::from(OwnOperation::default()),
        Data::from(Tone::default()),
        Data::from(vec![Tone::default()]),
        Data::from(vec![Recording::default(), Recording::default()]),
        Data::from(json!({"a": 1})),
        Data::default(),
    ];
    assert!(matches!(
        &made,
        [
            Data::Operation(_),
            Data::Tone(_),
            Data::Tones(_),
            Data::Recordings(_),
            Data::Other(_),
            Data::Other(Value::Null)
        ]
    ));
    let mut notification = Notification::default();
    notification.set_list(Vec::from(made));
    let written = json::to_string(&notification);
    assert_eq!(
        written,
        r##"{"list":[{"@odata.type":"#contoso.operation"},{"@odata.type":"#contoso.tone"},[{"@odata.type":"#contoso.tone"}],[{"@odata.type":"#contoso.recordOperation"},{}],{"a":1},null]}"##
    );
}
