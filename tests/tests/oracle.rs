//! Any text at all: read exactly where `serde_json`'s grammar accepts it, and then written back with nothing lost.

use comms::{AnyCommsOperation, CommsNotifications, GraphEntity};
use entity_core::{Page, ReadError, json};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_core::de::IgnoredAny;
use tests::{AnyShape, Everything, Json, TYPES, faithful};

/// Whether the bytes are one JSON object, by `serde_json`.
fn is_object(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok() && text.trim_start().starts_with('{'))
}

/// Whether some object in it gives a name twice, in any case, or has two tags.
fn gives_twice(json: &Json) -> bool {
    match json {
        Json::Array(items) => items.iter().any(gives_twice),
        Json::Object(members) => {
            let mut names: Vec<_> =
                members
                    .iter()
                    .map(|(name, _)| {
                        if name.eq_ignore_ascii_case("@type") { "@odata.type".to_owned() } else { name.to_lowercase() }
                    })
                    .collect();
            names.sort();
            names.windows(2).any(|pair| pair[0] == pair[1]) || members.iter().any(|(_, value)| gives_twice(value))
        }
        Json::Word(_) | Json::Number(_) | Json::String(_) => false,
    }
}

/// Reads the bytes as one type, and compares with the oracle.
fn agrees<T: json::Read + json::Write>(bytes: &[u8]) -> Result<(), TestCaseError> {
    let shown = String::from_utf8_lossy(bytes);
    match (json::from_slice::<T>(bytes), is_object(bytes)) {
        (Ok(value), true) => {
            let written = json::to_string(&value);
            prop_assert_eq!(faithful(&written), faithful(&shown), "{}", shown);
            prop_assert!(json::from_str::<T>(&written).is_ok(), "does not read what it wrote: {}", written);
        }
        (Ok(_), false) => prop_assert!(false, "accepted: {}", shown),
        (Err(error), true) => {
            let allowed = error.message().contains("twice") && gives_twice(&faithful(&shown));
            prop_assert!(allowed, "refused: {}: {}", shown, error);
        }
        (Err(error), false) => {
            prop_assert!(error.line() >= 1 && error.column() >= 1 && error.offset() <= bytes.len(), "{:?}", error);
        }
    }
    Ok(())
}

/// As many types as there are ways to read.
fn all_agree(bytes: &[u8]) -> Result<(), TestCaseError> {
    agrees::<GraphEntity>(bytes)?;
    agrees::<Everything>(bytes)?;
    agrees::<AnyShape>(bytes)?;
    agrees::<AnyCommsOperation>(bytes)?;
    agrees::<CommsNotifications>(bytes)?;
    agrees::<Page<Everything>>(bytes)?;
    // A registry refuses a tag that it knows to be of another family, and besides what the type itself refuses.
    let registry = TYPES.read_as("tests.everything", bytes);
    let accepted = matches!(registry, Ok(_) | Err(ReadError::Unrelated { .. }));
    prop_assert_eq!(accepted, json::from_slice::<Everything>(bytes).is_ok(), "{:?}", registry);
    Ok(())
}

/// Names that the types declare, in any case, and others.
fn name() -> impl Strategy<Value = String> {
    const NAMES: &[&str] = &[
        "id",
        "status",
        "Status",
        "clientContext",
        "resultInfo",
        "code",
        "subcode",
        "message",
        "completionReason",
        "participants",
        "value",
        "VALUE",
        "resourceData",
        "string",
        "STRING",
        "secret",
        "boolean",
        "byte",
        "int32",
        "int64",
        "double",
        "decimal",
        "date",
        "duration",
        "guid",
        "binary",
        "untyped",
        "phase",
        "modalities",
        "spot",
        "shape",
        "inner",
        "content",
        "radius",
        "strings",
        "nullable",
        "numbers",
        "phases",
        "spots",
        "shapes",
        "x",
        "y",
        "",
        "@odata.context",
        "value@odata.count",
        "@odata.type",
        "@type",
        "\\u0040odata.type",
        "@odata.nextLink",
        "é",
        "\\u0069d",
        "\\ud800",
        "a\\\"b",
    ];
    proptest::sample::select(NAMES).prop_map(|name| format!("\"{name}\""))
}

/// Scalars as services send them, and as they do not.
fn scalar() -> impl Strategy<Value = String> {
    const SCALARS: &[&str] = &[
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1",
        "5",
        "1.0",
        "1.50",
        "1e2",
        "-1E-2",
        "1e400",
        "2147483648",
        "9223372036854775808",
        "0.1000000000000000055",
        "\"\"",
        "\"5\"",
        "\"INF\"",
        "\"running\"",
        "\"Running\"",
        "\"audio, Video\"",
        "\"2024-05-06T07:08:09.000Z\"",
        "\"P1D\"",
        "\"AQI\"",
        "\"\\ud800\"",
        "\"\\u0041\\/\"",
        "\"é🎵\"",
        "\"#tests.circle\"",
        "\"tests.frame\"",
        "\"#tests.everything\"",
        "\"#microsoft.graph.recordOperation\"",
        "\"microsoft.graph.sendDtmfTonesOperation\"",
        "\"#contoso.new\"",
    ];
    prop_oneof![
        8 => proptest::sample::select(SCALARS).prop_map(str::to_owned),
        1 => any::<f64>().prop_filter("finite", |float| float.is_finite()).prop_map(|float| format!("{float:?}")),
        1 => any::<i64>().prop_map(|int| int.to_string()),
        1 => any::<String>().prop_map(|text| serde_json::Value::String(text).to_string()),
    ]
}

fn space() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => Just(""), 2 => Just(" "), 1 => Just("\r\n\t"), 1 => Just("  \n")]
}

fn list(open: char, items: Vec<(String, &'static str)>, close: char) -> String {
    let items: Vec<_> = items.into_iter().map(|(item, space)| format!("{space}{item}{space}")).collect();
    format!("{open}{}{close}", items.join(","))
}

fn object(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let member = (name(), space(), value).prop_map(|(name, space, value)| format!("{name}{space}:{space}{value}"));
    vec((member, space()), 0..6).prop_map(|members| list('{', members, '}'))
}

fn value() -> impl Strategy<Value = String> {
    scalar().prop_recursive(4, 24, 5, |inner| {
        prop_oneof![vec((inner.clone(), space()), 0..4).prop_map(|items| list('[', items, ']')), object(inner)]
    })
}

fn document() -> impl Strategy<Value = String> {
    (space(), object(value()), space()).prop_map(|(before, object, after)| format!("{before}{object}{after}"))
}

/// One change of some bytes.
#[derive(Clone, Debug)]
enum Change {
    Replace(u8),
    Insert(u8),
    Remove,
    Cut,
    Double,
}

fn change() -> impl Strategy<Value = (prop::sample::Index, Change)> {
    let byte = prop_oneof![4 => proptest::sample::select(b"{}[]\",:\\0123456789.eE+-tfnu \n\t/a".as_slice()), 1 => any::<u8>()];
    let change = prop_oneof![
        byte.clone().prop_map(Change::Replace),
        byte.prop_map(Change::Insert),
        Just(Change::Remove),
        Just(Change::Cut),
        Just(Change::Double),
    ];
    (any::<prop::sample::Index>(), change)
}

fn changed(text: String, changes: &[(prop::sample::Index, Change)]) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    for (at, change) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match change {
            Change::Replace(byte) => bytes[at] = *byte,
            Change::Insert(byte) => bytes.insert(at, *byte),
            Change::Remove => drop(bytes.remove(at)),
            Change::Cut => bytes.truncate(at),
            Change::Double => bytes.extend_from_within(at..),
        }
    }
    bytes
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn valid_json_is_accepted_and_comes_back(text in document()) {
        prop_assert!(is_object(text.as_bytes()), "{}", text);
        all_agree(text.as_bytes())?;
    }

    #[test]
    fn mutated_json_is_accepted_where_the_oracle_accepts_it(text in document(), changes in vec(change(), 1..4)) {
        all_agree(&changed(text, &changes))?;
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..64)) {
        all_agree(&bytes)?;
    }
}

/// All single changes of a small document, since chance may miss some.
#[test]
fn every_single_byte_changed_agrees_with_the_oracle() {
    let text = r##"{"a":[1,-2.5e+3,true,null,"\u00e9\n"],"int32":5,"string":"é","shape":{"radius":1,"@odata.type":"#tests.circle"},"strings":["a",null]}"##;
    for at in 0..text.len() {
        for byte in *b"{}[]\",:\\ 0-.eEtx\n\x00\x1f\x7f\x80\xff" {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] = byte;
            agrees::<Everything>(&bytes).unwrap_or_else(|error| panic!("{error}"));
            bytes.insert(at, text.as_bytes()[at]);
            agrees::<GraphEntity>(&bytes).unwrap_or_else(|error| panic!("{error}"));
        }
        agrees::<Everything>(&text.as_bytes()[..at]).unwrap_or_else(|error| panic!("{error}"));
    }
}
