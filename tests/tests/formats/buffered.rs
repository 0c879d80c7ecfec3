//! Entities inside serde's own types that buffer them: `flatten`, tags and `untagged`.

use crate::{Article, cbor, from_cbor};
use entity_core::{json, prelude::*};
use serde::{Deserialize, Serialize};
use serde_core::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use tests::{AnyShape, faithful};

#[derive(Debug, Serialize, Deserialize)]
struct Flat {
    trace: u32,
    #[serde(flatten)]
    article: Article,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Within {
    Article(Article),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "content")]
enum Beside {
    Article(Article),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Either {
    #[serde(with = "none")]
    Word(()),
    Article(Article),
}

/// Never reads, so that serde tries the next variant.
mod none {
    use serde_core::de::{Deserializer, Error};
    use serde_core::ser::Serializer;

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) fn serialize<S: Serializer>((): &(), serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(_deserializer: D) -> Result<(), D::Error> {
        Err(D::Error::custom("not this one"))
    }
}

const BODY: &str = r#"{"stock": 3, "weight": 1.5, "price": 9.75, "labels": ["a"], "part": {"weight": -0.5, "more": [2.25, 1e3]},
    "more": 2.25, "deep": {"list": [1, {"large": 18446744073709551615}]}}"#;

fn assert_whole(way: &str, article: &Article) {
    assert!(!json::to_string(article).contains("private"), "{way}: {article:?}");
    let whole: Article = json::from_str(BODY).expect("readable");
    assert_eq!(article.weight(), Some(1.5), "{way}");
    assert_eq!(article.price().map(|price| price.to_string()).as_deref(), Some("9.75"), "{way}");
    assert_eq!(article.part().and_then(Article::weight), Some(-0.5), "{way}");
    for name in ["trace", "kind"] {
        let mut article = article.clone();
        article.dynamic_mut().remove(name);
        assert!(article.deviations().is_empty(), "{way}: {:?}", article.deviations());
    }
    assert_eq!(
        article.part().map(|part| part.property("more")),
        Some(whole.part().and_then(|part| part.property("more")))
    );
    assert_eq!(article.property("deep"), whole.property("deep"), "{way}");
    assert_eq!(article.dynamic().get::<f64>("more"), Some(2.25), "{way}");
}

/// Reads the JSON by serde_json and, written by a format, from that format.
fn each_format<T: Serialize + DeserializeOwned>(text: &str) -> Vec<(&'static str, T)> {
    let read = || serde_json::from_str::<T>(text).expect(text);
    let value: Value = serde_json::from_str(text).expect("JSON");
    vec![
        ("text", read()),
        ("value", serde_json::from_value(value).expect("a value")),
        ("reader", serde_json::from_reader(text.as_bytes()).expect("a reader")),
        ("MessagePack", rmp_serde::from_slice(&rmp_serde::to_vec_named(&read()).expect("writable")).expect("readable")),
        ("CBOR", from_cbor(&cbor(&read())).expect("readable")),
        ("YAML", serde_saphyr::from_str(&serde_saphyr::to_string(&read()).expect("writable")).expect("readable")),
    ]
}

#[test]
fn entities_are_whole_in_what_serde_buffers() {
    let with = |members: &str| BODY.replacen('{', &format!("{{{members}, "), 1);
    for (way, Flat { trace, article }) in each_format(&with(r#""trace": 1"#)) {
        assert_eq!(trace, 1);
        assert_whole(&format!("flatten, {way}"), &article);
    }
    for (way, Within::Article(article)) in each_format(&with(r#""kind": "Article""#)) {
        assert_whole(&format!("tag, {way}"), &article);
    }
    for content in [r#"{"kind": "Article", "content": BODY}"#, r#"{"content": BODY, "kind": "Article"}"#] {
        for (way, Beside::Article(article)) in each_format(&content.replace("BODY", BODY)) {
            assert_whole(&format!("tag beside, {way}"), &article);
        }
    }
    for (way, either) in each_format(BODY) {
        let Either::Article(article) = either else { panic!("{way}") };
        assert_whole(&format!("untagged, {way}"), &article);
    }
}

#[test]
fn a_subtype_is_chosen_in_what_serde_buffers() {
    #[derive(Deserialize)]
    struct Flat {
        trace: i32,
        #[serde(flatten)]
        shape: AnyShape,
    }
    let flat: Flat =
        serde_json::from_str(r##"{"radius": 0.5, "trace": 1, "@odata.type": "#tests.circle"}"##).expect("readable");
    assert_eq!(flat.trace, 1);
    assert!(matches!(flat.shape, AnyShape::Circle(circle) if circle.radius() == Some(0.5)));
}

#[test]
fn numbers_that_only_a_text_holds_pass_through_a_buffer() {
    let text = r#"{"trace": 1, "large": 123456789012345678901234567890.5, "price": 1.10}"#;
    let Ok(Flat { article, .. }) = serde_json::from_str(text) else { panic!("readable") };
    let price = article.price().map(|price| price.to_string());
    if cfg!(feature = "arbitrary_precision") {
        assert_eq!(article.dynamic().raw("large"), Some("123456789012345678901234567890.5"));
        assert_eq!(price.as_deref(), Some("1.10"));
    } else {
        assert_eq!(price.as_deref(), Some("1.1"));
    }
}

/// Names of members that formats use among themselves are a user's too.
#[test]
fn a_member_with_a_format_s_private_name_is_kept() {
    for body in [
        r#"{"more": {"$serde_json::private::Number": "5"}}"#,
        r#"{"more": {"$serde_json::private::RawValue": "[1"}}"#,
        r#"{"more": {"$__toml_private_datetime": 5}}"#,
    ] {
        let article: Article = serde_json::from_str(body).expect("readable");
        assert_eq!(faithful(&json::to_string(&article)), faithful(body));
    }
    for body in [
        r#"{"more": {"$serde_json::private::Number": "five"}}"#,
        r#"{"more": {"$serde_json::private::Number": "5", "b": 1}}"#,
        r#"{"more": {"$serde_json::private::RawValue": "1, \"b\": 2"}}"#,
        r#"{"more": {"$serde_json::private::RawValue": " 1"}}"#,
        r#"{"more": {"$__toml_private_datetime": true}}"#,
        r#"{"$serde_json::private::RawValue": "{\"stock\": 5}", "a": {"b": [1]}, "c": true}"#,
    ] {
        let packed = rmp_serde::to_vec(&json::from_str::<Article>(body).expect("readable")).expect("writable");
        let article: Article = rmp_serde::from_slice(&packed).expect("readable");
        assert_eq!(faithful(&json::to_string(&article)), faithful(body));
    }
}

#[test]
fn json_text_that_another_format_holds_is_a_value() {
    #[derive(Serialize)]
    struct Holder<'a> {
        more: &'a RawValue,
    }
    let raw: &RawValue = serde_json::from_str("{\"a\": [1, 2.50]}").expect("JSON");
    let packed = rmp_serde::to_vec_named(&Holder { more: raw }).expect("writable");
    let article: Article = rmp_serde::from_slice(&packed).expect("readable");
    assert_eq!(article.dynamic().raw("more"), Some(raw.get()));
}
