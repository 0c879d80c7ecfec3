//! Reading: accepted and refused texts, and the place of each error.

use comms::prelude::*;
use comms::{AnyCommsOperation, CommsNotifications, CommsOperation, GraphEntity, OperationStatus};
use entity_core::{Page, json};
use serde_json::{Value, json};
use tests::{AnyShape, Everything, Spot, faithful, fixture};

fn refused(text: &str) -> json::Error {
    json::from_str::<Everything>(text).map(|value| format!("{value:?}")).expect_err(text)
}

#[test]
fn a_name_in_another_case_is_the_property_and_is_kept() {
    let text = r#"{"STATUS": "running", "clientcontext": "c", "ResultInfo": {"Code": 200, "subCode": 7}, "ID": "1"}"#;
    let mut value: CommsOperation = json::from_str(text).expect("readable");
    assert_eq!(faithful(&json::to_string(&value)), faithful(text));
    assert_eq!(
        (value.status(), value.client_context(), value.id()),
        (Some(&OperationStatus::Running), Some("c"), Some("1"))
    );
    assert_eq!((value.result_info().code(), value.result_info().subcode()), (Some(200), Some(7)));
    let mut places: Vec<_> =
        value.deviations().iter().map(|deviation| format!("{} {}", deviation.path(), deviation.kind())).collect();
    places.sort();
    let expected = [
        "/clientContext name_case",
        "/id name_case",
        "/resultInfo name_case",
        "/resultInfo/code name_case",
        "/resultInfo/subcode name_case",
        "/status name_case",
    ];
    assert_eq!(places, expected);
    assert!(value.dynamic().is_empty());
    value.set_status(OperationStatus::Completed);
    value.result_info_mut().set_code(404).expect("not null");
    let expected =
        r#"{"status": "completed", "clientcontext": "c", "resultInfo": {"code": 404, "subCode": 7}, "ID": "1"}"#;
    assert_eq!(
        faithful(&json::to_string(&value)),
        faithful(expected),
        "a set property has its declared name, the others keep theirs"
    );
}

#[test]
fn a_declared_property_given_twice_is_an_error_at_its_place() {
    for (text, pointer) in [
        (r#"{"int32": 1, "int32": 2}"#, "/int32"),
        (r#"{"int32": 1, "x": 1, "int32": 1}"#, "/int32"),
        (r#"{"int32": null, "int32": null}"#, "/int32"),
        (r#"{"int32": "x", "int32": "x"}"#, "/int32"),
        (r#"{"string": "a", "string": "b"}"#, "/string"),
        (r#"{"boolean": true, "boolean": false}"#, "/boolean"),
        (r#"{"boolean": null, "boolean": true}"#, "/boolean"),
        (r#"{"double": 1, "double": 1.5}"#, "/double"),
        (r#"{"strings": [], "strings": []}"#, "/strings"),
        (r#"{"spot": {}, "spot": {}}"#, "/spot"),
        (r#"{"spot": {"x": 1, "x": 2}}"#, "/spot/x"),
        (r#"{"spots": [{}, {"x": 1, "label": "l", "x": 2}]}"#, "/spots/1/x"),
        (r#"{"inner": {"inner": {"phase": "a", "phase": "a"}}}"#, "/inner/inner/phase"),
        (r##"{"shape": {"radius": 1, "radius": 2, "@odata.type": "#tests.circle"}}"##, "/shape/radius"),
        (r#"{"date": "2024-01-01", "d\u0061te": "2024-01-01"}"#, "/date"),
    ] {
        let error = refused(text);
        assert_eq!(error.pointer(), pointer, "{text}: {error}");
        assert_eq!(error.line(), 1);
        assert!(error.message().contains("twice"), "{error}");
    }
    for text in [
        r#"{"int32": 1, "INT32": 1}"#,
        r#"{"String": "a", "string": "b"}"#,
        r#"{"Boolean": null, "boolean": true}"#,
        r#"{"SPOT": {}, "spot": {}}"#,
    ] {
        assert!(
            refused(text).pointer().eq_ignore_ascii_case(&format!("/{}", text[2..].split('"').next().expect("a name"))),
            "{text}"
        );
    }
    let second = refused("{\n  \"x\": 1,\n  \"int32\": 1,\n  \"int32\": 2\n}");
    assert_eq!((second.line(), second.column()), (4, 3));
}

/// Arrays, objects, or both in turn, nested in a member: `levels` with the document's own.
fn nested(name: &str, levels: usize, open: &[&str], close: &[&str]) -> String {
    let inside = levels - 1;
    let opened: String = (0..inside).map(|level| open[level % open.len()]).collect();
    let closed: String = (0..inside).rev().map(|level| close[level % close.len()]).collect();
    format!(r#"{{"{name}":{opened}{}{closed}}}"#, if open[(inside - 1) % open.len()].ends_with(':') { "1" } else { "" })
}

#[test]
fn nesting_is_read_to_128_levels_and_no_further() {
    let shapes: [(&str, &[&str], &[&str]); 6] = [
        ("x", &["["], &["]"]),
        ("x", &["{\"a\":"], &["}"]),
        ("x", &["[", "{\"a\":"], &["]", "}"]),
        ("untyped", &["["], &["]"]),
        ("inner", &["{\"inner\":"], &["}"]),
        ("strings", &["["], &["]"]),
    ];
    for (name, open, close) in shapes {
        for levels in [2, 127, 128] {
            let text = nested(name, levels, open, close);
            let value: Everything =
                json::from_str(&text).unwrap_or_else(|error| panic!("{levels} levels of {open:?} in {name}: {error}"));
            assert_eq!(faithful(&json::to_string(&value)), faithful(&text));
            let _ = (
                value.properties(),
                value.deviations(),
                value.validate(),
                format!("{value:?}"),
                value.clone() == value,
            );
        }
        for levels in [129, 130, 5_000, 200_000] {
            let error = refused(&nested(name, levels, open, close));
            assert!(error.message().contains("128"), "{levels} levels of {open:?} in {name}: {error}");
        }
    }
    let unclosed = format!(r#"{{"x": {}"#, "[".repeat(100_000));
    assert!(refused(&unclosed).message().contains("128"));
    let shape = |levels: usize| {
        format!("{}{}", r#"{"content": "#.repeat(levels - 1), r#"{"name": "x"}"#)
            + &r##", "@odata.type": "#tests.frame"}"##.repeat(levels - 1)
    };
    assert!(json::from_str::<AnyShape>(&shape(128)).is_ok());
    assert!(json::from_str::<AnyShape>(&shape(129)).is_err());
    assert!(comms::TYPES.read(nested("x", 129, &["["], &["]"]).as_bytes()).is_err());
    let mut deep = json!({});
    for _ in 0..127 {
        deep = json!([deep]);
    }
    assert!(json::from_value::<GraphEntity>(json!({"x": deep[0].clone()})).is_ok());
    assert!(json::from_value::<GraphEntity>(json!({"x": deep})).is_err());
}

/// Texts that are not a value.
const INVALID: &[&str] = &[
    "",
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "-",
    "--1",
    "0x1",
    "1_0",
    "NaN",
    "Infinity",
    "tru",
    "True",
    "nul",
    "undefined",
    "'a'",
    "\"a",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"a\nb\"",
    "\"\t\"",
    "\"\u{1}\"",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[",
    "]",
    "[1",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{,}",
    "{a:1}",
    "{\"a\" 1}",
    "{1:1}",
    "{",
    "1 2",
    "// 1",
    "/* */ 1",
    "\u{feff}1",
    "\u{a0}1",
];

/// Texts that are not a document.
const NO_DOCUMENT: &[&str] = &[
    "",
    " ",
    "{",
    "}",
    "[]",
    "[{}]",
    "null",
    "1",
    "\"{}\"",
    "true",
    "{}}",
    "{} {}",
    "{},",
    "{}x",
    "{}\u{0}",
    "\u{feff}{}",
    "{\"a\":1",
    "{\"a\":1,",
    "{\"a\"",
    "{\"",
    "{]",
    "{,\"a\":1}",
    "{\"a\":1 \"b\":2}",
];

#[test]
fn invalid_json_is_refused_at_any_place() {
    for value in INVALID {
        for name in [
            "x", "string", "int32", "double", "boolean", "spot", "strings", "nullable", "shapes", "untyped", "guid",
            "phase",
        ] {
            let text = format!(r#"{{"{name}": {value}}}"#);
            refused(&text);
            refused(&format!(r#"{{"x": [{{"{name}": {value}}}]}}"#));
            assert!(json::from_str::<AnyShape>(&text).is_err(), "{text}");
            assert!(
                json::from_str::<CommsNotifications>(&format!(r#"{{"value": [{{"resourceData": {text}}}]}}"#)).is_err(),
                "{text}"
            );
            assert!(comms::TYPES.read(text.as_bytes()).is_err(), "{text}");
        }
    }
    for text in NO_DOCUMENT {
        refused(text);
        assert!(json::from_slice::<AnyCommsOperation>(text.as_bytes()).is_err(), "{text}");
        assert!(
            comms::TYPES.read(text.as_bytes()).is_err()
                && comms::TYPES.read_as("microsoft.graph.entity", text.as_bytes()).is_err(),
            "{text}"
        );
    }
    for text in ["{}", " {}", "{} ", "\r\n\t{ \r\n\t}\r\n\t", "{\"a\":1} \n"] {
        assert!(json::from_str::<Everything>(text).is_ok(), "{text:?}");
    }
}

#[test]
fn invalid_utf8_is_refused_in_undeclared_members_too() {
    for bad in [&b"\xff"[..], b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"a\x80"] {
        for (before, after) in [
            ("{\"x\": \"", "\"}"),
            ("{\"string\": \"", "\"}"),
            ("{\"x\": [{\"", "\": 1}]}"),
            ("{\"untyped\": \"", "\"}"),
            ("{}", ""),
            ("", "{}"),
        ] {
            let bytes = [before.as_bytes(), bad, after.as_bytes()].concat();
            let error = json::from_slice::<Everything>(&bytes).expect_err("not UTF-8");
            assert!(error.message().contains("UTF-8"), "{error}");
            assert!(comms::TYPES.read(&bytes).is_err());
        }
    }
    let error =
        json::from_slice::<Everything>(b"{\"x\": \"\xc3\xa9\",\n \"y\": [1, \"\xff\"]}").expect_err("not UTF-8");
    assert_eq!((error.line(), error.column(), error.pointer()), (2, 12, "/y/1"));
    assert!(json::from_slice::<Everything>("{\"x\": \"é語🎵\"}".as_bytes()).is_ok());
}

#[test]
fn an_error_has_its_line_column_and_pointer() {
    for (text, line, column, pointer) in [
        ("{\"int32\": 01}", 1, 12, "/int32"),
        ("{\n  \"x\": [1, 2,, 3]\n}", 2, 14, "/x/2"),
        ("{\"string\": \"é語\",\r\n\"spot\": {\"x\": tru}}", 2, 18, "/spot/x"),
        ("{\"spots\": [{}, {\"label\": \"a\\x\"}]}", 1, 28, "/spots/1/label"),
        ("{\"a/b~c\": [0, nul]}", 1, 18, "/a~1b~0c/1"),
        ("{\"string\": \"a\"", 1, 15, ""),
        ("{} x", 1, 4, ""),
        ("[1]", 1, 1, ""),
        ("", 1, 1, ""),
        ("\n\n  5", 3, 3, ""),
    ] {
        let error = refused(text);
        assert_eq!(error.line(), line, "{text}: {error}");
        assert!(error.column().abs_diff(column) <= 1, "{text}: {error}, not near column {column}");
        assert!(
            error.pointer() == pointer || (pointer.is_empty() && error.pointer() == "/string"),
            "{text}: {error}, not at {pointer:?}"
        );
        let shown = error.to_string();
        assert!(
            !shown.contains('\n') && shown.contains(&line.to_string()) && shown.contains(error.message()),
            "{shown}"
        );
    }
}

#[test]
fn a_page_has_its_items_and_links() {
    let text = fixture("operations_page.json");
    let page: Page<AnyCommsOperation> = json::from_str(&text).expect("a page");
    assert_eq!(faithful(&json::to_string(&page)), faithful(&text));
    assert_eq!((page.value().len(), page.count(), page.delta_link()), (3, Some(3), None));
    assert_eq!(page.next_link(), Some("https://graph.example.com/v1.0/operations?$skiptoken=2"));
    let over: Vec<_> = page.value().iter().map(LongRunningExt::finality).collect();
    assert_eq!(over, [Finality::Pending, Finality::Final(Outcome::Succeeded), Finality::Final(Outcome::Failed)]);
    assert_eq!(
        page.dynamic().get::<String>("@odata.context").as_deref(),
        Some("https://graph.example.com/v1.0/$metadata#operations")
    );

    let short = r#"{"@nextLink": "n", "@deltaLink": "d", "@count": "12", "value": [null, {"x": 1}, 5]}"#;
    let page: Page<Spot> = json::from_str(short).expect("a page");
    assert_eq!(
        (page.next_link(), page.delta_link(), page.count(), page.value().len()),
        (Some("n"), Some("d"), Some(12), 1)
    );
    assert_eq!(faithful(&json::to_string(&page)), faithful(short));
    let last: Page<Spot> = json::from_str(r#"{"@odata.deltaLink": "d", "value": []}"#).expect("a page");
    assert_eq!((last.next_link(), last.delta_link(), last.count(), last.value().len()), (None, Some("d"), None, 0));
    for empty in ["{}", r#"{"value": null}"#, r#"{"value": {}}"#] {
        let page: Page<Spot> = json::from_str(empty).expect("a page");
        assert_eq!((page.value().len(), json::to_string(&page).len()), (0, empty.replace(' ', "").len()), "{empty}");
    }
    assert_eq!(json::from_str::<Option<Page<Spot>>>("").expect("none"), None);
    assert!(json::from_str::<Page<Spot>>("[]").is_err());
    let mut page = Page::new(vec![Spot::default()]);
    page.value_mut()[0].set_x(1);
    assert_eq!(json::to_string(&page), r#"{"value":[{"x":1}]}"#);
    assert_eq!(page.into_value().len(), 1);
}

#[test]
fn a_json_value_reads_like_its_text() {
    let value: Value = serde_json::from_str(&fixture("notifications.json")).expect("JSON");
    let read: CommsNotifications = json::from_value(value.clone()).expect("an envelope");
    assert_eq!(read, json::from_str(&value.to_string()).expect("an envelope"));
    assert_eq!(read.value().len(), 5);
    assert!(json::from_value::<CommsNotifications>(json!([])).is_err());
    assert_eq!(json::from_value::<Option<CommsNotifications>>(Value::Null).expect("none"), None);
    let typed: Everything =
        json::from_value(json!({"int64": u64::MAX, "double": 1, "decimal": 0.1, "untyped": {"a": [1.5]}}))
            .expect("readable");
    assert_eq!((typed.int64(), typed.double(), typed.untyped()), (None, Some(1.0), Some(&json!({"a": [1.5]}))));
}
