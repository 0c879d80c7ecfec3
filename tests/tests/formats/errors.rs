//! Errors through serde: the place is the format's.

use crate::Article;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Like `Article`, by serde's derive.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only read")]
struct Plain {
    stock: Option<i32>,
    #[serde(flatten)]
    more: BTreeMap<String, serde_json::Value>,
}

#[test]
fn a_broken_text_has_the_same_error_as_for_serde_s_derive() {
    for text in [
        "",
        "{",
        r#"{"stock": 01}"#,
        "{\n  \"stock\": 1,\n  \"more\": tru\n}",
        "{\n  \"stock\": 1\n  \"more\": 1}",
        "{\n\"stock\" 1}",
        "{\"more\": [1, {\"a\": -}]}",
    ] {
        for (text, nested) in [(text.to_owned(), false), (format!("[{{}},\n {text}"), true)] {
            let (ours, plain) = if nested {
                (serde_json::from_str::<Vec<Article>>(&text).err(), serde_json::from_str::<Vec<Plain>>(&text).err())
            } else {
                (serde_json::from_str::<Article>(&text).err(), serde_json::from_str::<Plain>(&text).err())
            };
            let (ours, plain) = (ours.expect("an error"), plain.expect("an error"));
            assert_eq!((ours.line(), ours.column()), (plain.line(), plain.column()), "{text}: {ours}, {plain}");
        }
    }
    let yaml = "stock: 1\nmore: [1, 2\n";
    let ours = serde_saphyr::from_str::<Article>(yaml).expect_err("an error").to_string();
    assert_eq!(ours, serde_saphyr::from_str::<Plain>(yaml).expect_err("an error").to_string());
    let ron = "{\"stock\": 1,\n \"more\": [1,, 2]}";
    let ours = ron::from_str::<Article>(ron).expect_err("an error");
    assert_eq!(ours, ron::from_str::<BTreeMap<String, ron::Value>>(ron).expect_err("an error"));
    let toml = "stock = 1\nmore = [1,, 2]\n";
    let ours = toml::from_str::<Article>(toml).expect_err("an error").to_string();
    assert_eq!(ours, toml::from_str::<Plain>(toml).expect_err("an error").to_string());
}

/// The format knows the place in the document alone, the reader that in the entity alone.
#[test]
fn a_refused_document_is_named_by_a_pointer_and_the_format_s_place() {
    let text = "[\n  {},\n  {\"part\": {\"stock\": 1, \"stock\": 2}}\n]";
    let error = serde_json::from_str::<Vec<Article>>(text).expect_err("twice");
    assert!(error.line() >= 3, "{error}");
    let message = "this property is given twice at line 1 column 23 of the object (/part/stock) at line ";
    assert!(error.to_string().starts_with(message), "{error}");
    let error = serde_json::from_str::<Article>(r#"{"part": {"stock": 1, "Stock": 2}}"#).expect_err("twice");
    assert_eq!(error.to_string(), "this property is given twice at line 1 column 23 of the object (/part/Stock)");
    let error = ron::from_str::<Article>("(part: (stock: 1, Stock: 2))").expect_err("twice");
    assert!(error.to_string().contains("this property is given twice (/part/Stock)"), "{error}");
}

#[test]
fn what_is_not_an_object_is_named() {
    let expected = "an object of type tests.article";
    for text in ["5", "[]", "\"text\"", "true", "~"] {
        let error = serde_saphyr::from_str::<Article>(text).expect_err("not an object");
        assert!(error.to_string().contains(expected), "{text}: {error}");
    }
    let compact = rmp_serde::to_vec(&(1, 2)).expect("writable");
    let error = rmp_serde::from_slice::<Article>(&compact).expect_err("not an object");
    assert_eq!(error.to_string(), format!("invalid type: sequence, expected {expected}"));
    let numbered = rmp_serde::to_vec(&BTreeMap::from([(1, 2)])).expect("a map");
    let error = rmp_serde::from_slice::<Article>(&numbered).expect_err("a name that is not a string");
    assert_eq!(error.to_string(), "invalid type: integer `1`, expected a string");
}
