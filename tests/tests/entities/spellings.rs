//! What a field holds: a value, null, absence, or the text as received; for every kind of property.

use comms::prelude::*;
use entity_core::edm::{Binary, Duration};
use entity_core::{Flags, Prop, Secret, json};
use serde_json::{Value, json};
use tests::{AnyShape, Everything, Modality, Phase, Spot, faithful};

/// How a text is read as one kind.
struct Case {
    kind: &'static str,
    text: &'static str,
    /// The decoded value as `Debug` shows it; `None` where it does not decode.
    decoded: Option<&'static str>,
    /// Whether the text is kept.
    kept: bool,
    deviations: &'static [&'static str],
}

const fn case(
    kind: &'static str,
    text: &'static str,
    decoded: Option<&'static str>,
    kept: bool,
    deviations: &'static [&'static str],
) -> Case {
    Case { kind, text, decoded, kept, deviations }
}

/// Written as the value is.
const fn exact(kind: &'static str, text: &'static str, decoded: &'static str) -> Case {
    case(kind, text, Some(decoded), false, &[])
}

/// The same value, spelled otherwise: nothing to report.
const fn spelled(kind: &'static str, text: &'static str, decoded: &'static str) -> Case {
    case(kind, text, Some(decoded), true, &[])
}

/// A number or boolean sent as a string.
const fn quoted(kind: &'static str, text: &'static str, decoded: &'static str) -> Case {
    case(kind, text, Some(decoded), true, &["quoted"])
}

/// No value of that kind.
const fn undecodable(kind: &'static str, text: &'static str) -> Case {
    case(kind, text, None, true, &["undecodable"])
}

const NUMBERS: &[Case] = &[
    exact("byte", "255", "255"),
    quoted("byte", r#""7""#, "7"),
    undecodable("byte", "256"),
    undecodable("byte", "-1"),
    exact("sbyte", "-128", "-128"),
    undecodable("sbyte", "128"),
    exact("int16", "32767", "32767"),
    undecodable("int16", "-32769"),
    exact("int32", "-2147483648", "-2147483648"),
    quoted("int32", r#""5""#, "5"),
    spelled("int32", "-0", "0"),
    undecodable("int32", "2147483648"),
    undecodable("int32", "1.5"),
    undecodable("int32", r#""five""#),
    undecodable("int32", r#""""#),
    undecodable("int32", r#"" 5""#),
    undecodable("int32", "true"),
    undecodable("int32", "[5]"),
    undecodable("int32", "{}"),
    exact("int64", "9223372036854775807", "9223372036854775807"),
    quoted("int64", r#""-9223372036854775808""#, "-9223372036854775808"),
    undecodable("int64", "9223372036854775808"),
    undecodable("int64", "123456789012345678901234567890"),
    exact("single", "0.1", "0.1"),
    spelled("single", "16777217", "16777216.0"),
    undecodable("single", "1e39"),
    exact("double", "0.1", "0.1"),
    exact("double", "1.0", "1.0"),
    spelled("double", "1", "1.0"),
    spelled("double", "1.50", "1.5"),
    spelled("double", "1E2", "100.0"),
    spelled("double", "0.1000000000000000055", "0.1"),
    exact("double", r#""INF""#, "inf"),
    exact("double", r#""-INF""#, "-inf"),
    exact("double", r#""NaN""#, "NaN"),
    exact("single", r#""INF""#, "inf"),
    quoted("double", r#""1.5""#, "1.5"),
    undecodable("double", "1e400"),
    undecodable("double", r#""Infinity""#),
    undecodable("double", r#""inf""#),
    undecodable("double", r#""1.5 ""#),
    undecodable("double", "true"),
    exact("decimal", "1.50", "1.50"),
    exact("decimal", "79228162514264337593543950335", "79228162514264337593543950335"),
    quoted("decimal", r#""1.50""#, "1.50"),
    spelled("decimal", "15e1", "150"),
    undecodable("decimal", "79228162514264337593543950336"),
    undecodable("decimal", "0.12345678901234567890123456789012345"),
    undecodable("decimal", r#""INF""#),
    exact("boolean", "true", "true"),
    exact("boolean", "false", "false"),
    quoted("boolean", r#""true""#, "true"),
    undecodable("boolean", "1"),
    undecodable("boolean", r#""yes""#),
    undecodable("boolean", r#""""#),
];

const TEXTS: &[Case] = &[
    exact("string", r#""text""#, r#""text""#),
    exact("string", r#""""#, r#""""#),
    exact("string", r#""\u0061\/b""#, r#""a/b""#),
    exact("string", r#""\ud83c\udfb5""#, r#""🎵""#),
    undecodable("string", r#""\ud800""#),
    undecodable("string", r#""a\udc00b""#),
    undecodable("string", "5"),
    undecodable("string", "false"),
    undecodable("string", r#"["a"]"#),
    exact("secret", r#""hush""#, "Secret(…)"),
    undecodable("secret", "5"),
    exact("guid", r#""0fe0623f-d628-42ed-b4bd-8ac290072cc5""#, "0fe0623f-d628-42ed-b4bd-8ac290072cc5"),
    spelled("guid", r#""0FE0623F-d628-42ed-b4bd-8ac290072cc5""#, "0fe0623f-d628-42ed-b4bd-8ac290072cc5"),
    undecodable("guid", r#""{0fe0623f-d628-42ed-b4bd-8ac290072cc5}""#),
    undecodable("guid", r#""0fe0623fd62842edb4bd8ac290072cc5""#),
    undecodable("guid", r#""call-1""#),
    exact("binary", r#""AQID""#, "Binary([1, 2, 3])"),
    exact("binary", r#""""#, "Binary([])"),
    exact("binary", r#""+/8=""#, "Binary([251, 255])"),
    spelled("binary", r#""-_8=""#, "Binary([251, 255])"),
    spelled("binary", r#""+/8""#, "Binary([251, 255])"),
    undecodable("binary", r#""*""#),
    undecodable("binary", r#""A""#),
    undecodable("binary", "[1, 2]"),
    exact("phase", r#""running""#, "Running"),
    exact("phase", r#""\u0072unning""#, "Running"),
    case("phase", r#""Running""#, Some("Running"), true, &["member_case"]),
    case("phase", r#""NOTSTARTED""#, Some("NotStarted"), true, &["member_case"]),
    case("phase", r#""paused""#, Some("Other(\"paused\")"), false, &["unknown_member"]),
    undecodable("phase", "1"),
    undecodable("phase", "true"),
    exact("modalities", r#""audio""#, "Flags([Audio])"),
    exact("modalities", r#""video,audio""#, "Flags([Video, Audio])"),
    exact("modalities", r#""""#, "Flags([])"),
    spelled("modalities", r#""audio, video""#, "Flags([Audio, Video])"),
    case("modalities", r#""Audio,video""#, Some("Flags([Audio, Video])"), true, &["member_case"]),
    case("modalities", r#""audio,smell""#, Some("Flags([Audio, Other(\"smell\")])"), false, &["unknown_member"]),
    case(
        "modalities",
        r#""VIDEO, smell""#,
        Some("Flags([Video, Other(\"smell\")])"),
        true,
        &["member_case", "unknown_member"],
    ),
    undecodable("modalities", "3"),
    exact("untyped", r#"{"a":[1,null]}"#, r#"Object {"a": Array [Number(1), Null]}"#),
    exact("untyped", "true", "Bool(true)"),
    exact("untyped", r#""text""#, r#"String("text")"#),
    spelled("untyped", "[1.50]", "Array [Number(1.5)]"),
];

const TIMES: &[Case] = &[
    exact("dateTimeOffset", r#""2024-05-06T07:08:09Z""#, "2024-05-06T07:08:09Z"),
    exact("dateTimeOffset", r#""2024-05-06T07:08:09.1234567Z""#, "2024-05-06T07:08:09.1234567Z"),
    exact("dateTimeOffset", r#""0001-01-01T00:00:00Z""#, "0001-01-01T00:00:00Z"),
    spelled("dateTimeOffset", r#""2024-05-06T07:08:09.0000000Z""#, "2024-05-06T07:08:09Z"),
    spelled("dateTimeOffset", r#""2024-05-06T07:08:09.1230000Z""#, "2024-05-06T07:08:09.123Z"),
    spelled("dateTimeOffset", r#""2024-05-06T09:08:09+02:00""#, "2024-05-06T07:08:09Z"),
    spelled("dateTimeOffset", r#""2024-05-06T07:08:09+00:00""#, "2024-05-06T07:08:09Z"),
    spelled("dateTimeOffset", r#""9999-12-31T23:59:59.9999999Z""#, "9999-12-30T22:00:00.999999999Z"),
    spelled("dateTimeOffset", r#""9999-12-31T00:00:00+01:00""#, "9999-12-30T22:00:00.999999999Z"),
    undecodable("dateTimeOffset", r#""9999-12-31T23:59:59""#),
    undecodable("dateTimeOffset", r#""9999-12-32T00:00:00Z""#),
    undecodable("dateTimeOffset", r#""9999-12-31""#),
    undecodable("dateTimeOffset", r#""2024-05-06T07:08:09""#),
    undecodable("dateTimeOffset", r#""2024-05-06""#),
    undecodable("dateTimeOffset", r#""2024-02-30T00:00:00Z""#),
    undecodable("dateTimeOffset", r#""yesterday""#),
    undecodable("dateTimeOffset", r#""""#),
    undecodable("dateTimeOffset", "1714979289"),
    exact("date", r#""2024-02-29""#, "2024-02-29"),
    exact("date", r#""-000044-03-15""#, "-000044-03-15"),
    undecodable("date", r#""2023-02-29""#),
    undecodable("date", r#""2024-02-29T00:00:00Z""#),
    undecodable("date", r#""29.02.2024""#),
    undecodable("date", r#""20240229""#),
    undecodable("date", r#""2024-02-29T00:00:00""#),
    exact("timeOfDay", r#""07:08:09""#, "07:08:09"),
    exact("timeOfDay", r#""23:59:59.9999999""#, "23:59:59.9999999"),
    spelled("timeOfDay", r#""07:08:09.0000000""#, "07:08:09"),
    spelled("timeOfDay", r#""07:08""#, "07:08:00"),
    undecodable("timeOfDay", r#""25:00:00""#),
    undecodable("timeOfDay", r#""07""#),
    undecodable("timeOfDay", r#""07:08:09Z""#),
    undecodable("timeOfDay", r#""07:08:09+01:00""#),
    undecodable("timeOfDay", r#""2024-05-06T07:08:09""#),
    undecodable("timeOfDay", r#""noon""#),
    exact("duration", r#""PT5M""#, "300s"),
    exact("duration", r#""PT0S""#, "0s"),
    exact("duration", r#""PT1.5S""#, "1s 500ms"),
    exact("duration", r#""-PT5M""#, "-300s"),
    spelled("duration", r#""P1D""#, "86400s"),
    spelled("duration", r#""P1DT2H""#, "93600s"),
    spelled("duration", r#""-P1DT1S""#, "-86401s"),
    spelled("duration", r#""P0D""#, "0s"),
    spelled("duration", r#""PT90M""#, "5400s"),
    spelled("duration", r#""P10675199DT2H48M5.4775807S""#, "922337203685s 477580700ns"),
    exact("duration", r#""-PT2562047788015215H30M8.999999999S""#, "-9223372036854775808s -999999999ns"),
    undecodable("duration", r#""PT2562047788015216H""#),
    undecodable("duration", r#""P1M""#),
    undecodable("duration", r#""P1Y""#),
    undecodable("duration", r#""P1W""#),
    undecodable("duration", r#""P""#),
    undecodable("duration", r#""PT""#),
    undecodable("duration", r#""P1DT""#),
    undecodable("duration", r#""P1DT-5M""#),
    undecodable("duration", r#""P-1D""#),
    undecodable("duration", r#""--PT5M""#),
    undecodable("duration", r#""1h 30m""#),
    undecodable("duration", r#""00:05:00""#),
    undecodable("duration", r#""P99999999999999999999D""#),
    undecodable("duration", "300"),
];

/// The decoded value, by its accessor.
fn decoded(value: &Everything, kind: &str) -> Option<String> {
    fn shown<T: std::fmt::Debug>(value: Option<T>) -> Option<String> {
        value.map(|value| format!("{value:?}"))
    }
    match kind {
        "byte" => shown(value.byte()),
        "sbyte" => shown(value.sbyte()),
        "int16" => shown(value.int16()),
        "int32" => shown(value.int32()),
        "int64" => shown(value.int64()),
        "single" => shown(value.single()),
        "double" => shown(value.double()),
        "decimal" => shown(value.decimal()),
        "boolean" => shown(value.boolean()),
        "string" => shown(value.string()),
        "secret" => shown(value.secret()),
        "guid" => shown(value.guid()),
        "binary" => shown(value.binary()),
        "phase" => shown(value.phase()),
        "modalities" => shown(value.modalities()),
        "untyped" => shown(value.untyped()),
        "dateTimeOffset" => shown(value.date_time_offset()),
        "date" => shown(value.date()),
        "timeOfDay" => shown(value.time_of_day()),
        "duration" => value.duration().map(seconds),
        other => panic!("{other}"),
    }
}

fn seconds(duration: Duration) -> String {
    match (duration.subsec_nanos(), duration.as_secs()) {
        (0, seconds) => format!("{seconds}s"),
        (nanos, seconds) if nanos % 1_000_000 == 0 => format!("{seconds}s {}ms", nanos / 1_000_000),
        (nanos, seconds) => format!("{seconds}s {nanos}ns"),
    }
}

fn all() -> impl Iterator<Item = &'static Case> {
    NUMBERS.iter().chain(TEXTS).chain(TIMES)
}

fn read(text: &str) -> Everything {
    json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn each_spelling_is_decoded_kept_and_reported_as_it_should_be() {
    let mut wrong = Vec::new();
    for Case { kind, text, decoded: expected, kept, deviations } in all() {
        let value = read(&format!(r#"{{"{kind}": {text}}}"#));
        let found = (
            decoded(&value, kind),
            value.received(kind),
            value.deviations().iter().map(entity_core::Deviation::kind).collect::<Vec<_>>(),
        );
        let wanted = (expected.map(str::to_owned), kept.then_some(*text), deviations.to_vec());
        if found != wanted {
            wrong.push(format!("{kind} {text}: {found:?}, not {wanted:?}"));
        }
        if value.deviations().iter().any(|deviation| deviation.path() != format!("/{kind}")) {
            wrong.push(format!("{kind} {text}: at the wrong place: {:?}", value.deviations()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_spelling_is_written_as_received_under_any_name() {
    for Case { kind, text, decoded: expected, deviations, .. } in all() {
        let odd = kind.to_uppercase();
        for (name, body) in [(*kind, format!(r#"{{"{kind}":{text}}}"#)), (&odd, format!(r#"{{"{odd}":{text}}}"#))] {
            let value = read(&body);
            assert_eq!(faithful(&json::to_string(&value)), faithful(&body));
            assert_eq!(decoded(&value, kind).as_deref(), *expected, "{body}");
            let kinds: Vec<_> = value.deviations().iter().map(entity_core::Deviation::kind).collect();
            let name_case: &[&str] = if name == *kind { &[] } else { &["name_case"] };
            assert_eq!(kinds, [name_case, deviations].concat(), "{body}");
        }
    }
}

#[test]
fn a_value_spelled_otherwise_is_the_same_value() {
    for (kind, one, other) in [
        ("int32", "5", r#""5""#),
        ("double", "1.0", "1"),
        ("double", "1e2", "100.0"),
        ("phase", r#""running""#, r#""RUNNING""#),
        ("dateTimeOffset", r#""2024-05-06T07:08:09Z""#, r#""2024-05-06T09:08:09.000+02:00""#),
        ("duration", r#""PT24H""#, r#""P1D""#),
        ("guid", r#""0fe0623f-d628-42ed-b4bd-8ac290072cc5""#, r#""0FE0623F-D628-42ED-B4BD-8AC290072CC5""#),
        ("string", r#""a""#, r#""\u0061""#),
        ("untyped", "[1.5, 2]", "[1.50,2]"),
        ("strings", r#"["a"]"#, r#"["a", null]"#),
        ("int32", r#""five""#, r#""five""#),
        ("string", r#""\ud800""#, r#""\ud800""#),
    ] {
        let body = |text: &str| read(&format!(r#"{{"{kind}": {text}}}"#));
        assert_eq!(body(one), body(other), "{kind} {one} {other}");
        assert_eq!(
            body(one),
            read(&format!(r#"{{"{}": {other}}}"#, kind.to_uppercase())),
            "under another name: {kind}"
        );
    }
    for (kind, one, other) in [
        ("int32", "5", "6"),
        ("int32", "5", "null"),
        ("int32", r#""five""#, r#""Five""#),
        ("int32", r#""five""#, "null"),
        ("string", r#""a""#, r#""A""#),
        ("string", r#""\ud800""#, r#""\ud801""#),
        ("untyped", "1", r#""1""#),
        ("strings", r#"["a"]"#, r#"["a", "b"]"#),
    ] {
        let body = |text: &str| read(&format!(r#"{{"{kind}": {text}}}"#));
        assert_ne!(body(one), body(other), "{kind} {one} {other}");
        assert_ne!(body(one), Everything::default(), "absent is something else: {kind} {one}");
    }
    assert_ne!(read(r#"{"int32": null}"#), Everything::default(), "null and absent differ");
    assert_eq!(read(r#"{"INT32": null}"#), read(r#"{"int32": null}"#));
}

#[test]
fn debug_is_short() {
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
        let shown = format!("{:?}", read(text));
        assert!(!shown.contains("hush"), "a secret in {shown}");
        assert!(
            read(text).deviations().iter().all(|deviation| !deviation.to_string().contains("hush")),
            "a secret in a deviation"
        );
    }
    assert_eq!(format!("{:?} {:?} {:?}", Prop::<i32>::Absent, Prop::<i32>::Null, Prop::Value(5)), "- null 5");
}

#[test]
fn a_setter_drops_the_text_received() {
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
fn changing_in_place_drops_the_text_received() {
    let mut value =
        read(r#"{"Phase": "Running", "strings": ["a", null], "SPOT": {"x": "5", "more": 1.0}, "modalities": "AUDIO"}"#);
    assert_eq!(value.phase(), Some(&Phase::Running), "a look changes nothing");
    assert_eq!(value.received("phase"), Some(r#""Running""#));
    assert_eq!(value.phase_mut(), Some(&mut Phase::Running));
    value.strings_mut().push("b".to_owned());
    value.modalities_mut().expect("flags").insert(Modality::Video);
    value.spot_mut().set_label("here").expect("not null");
    assert_eq!(value.spot().received("x"), Some(r#""5""#), "what was not changed is kept");
    let expected = r#"{"phase": "running", "strings": ["a", "b"], "spot": {"x": "5", "label": "here", "more": 1.0}, "modalities": "audio,video"}"#;
    assert_eq!(faithful(&json::to_string(&value)), faithful(expected));
    assert_eq!(read(r#"{"phase": 1}"#).phase_mut(), None);
    assert_eq!(read("{}").inner(), None);
}

#[test]
fn what_is_absent_reads_as_empty_and_is_made_when_it_is_changed() {
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
fn an_item_that_is_null_or_does_not_decode_is_left_out_and_kept() {
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
fn deviations_inside_a_collection_have_the_place_received() {
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
fn a_property_by_its_name_is_what_its_accessor_has() {
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
fn a_number_that_a_value_cannot_hold_is_its_text() {
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
