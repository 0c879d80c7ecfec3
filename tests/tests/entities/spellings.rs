//! Spellings: the texts of every kind of property, decoded or not, kept or not, and what is reported.

use comms::prelude::*;
use entity_core::edm::Duration;
use entity_core::json;
use tests::{Everything, faithful};

/// A text read as one kind.
struct Case {
    kind: &'static str,
    text: &'static str,
    /// The decoded value as `Debug` shows it; `None` if it does not decode.
    decoded: Option<&'static str>,
    /// The text is kept.
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

/// The canonical spelling, as the value is written.
const fn exact(kind: &'static str, text: &'static str, decoded: &'static str) -> Case {
    case(kind, text, Some(decoded), false, &[])
}

/// Another spelling of a value: kept, and not a deviation.
const fn spelled(kind: &'static str, text: &'static str, decoded: &'static str) -> Case {
    case(kind, text, Some(decoded), true, &[])
}

/// A number or boolean sent as a string.
const fn quoted(kind: &'static str, text: &'static str, decoded: &'static str) -> Case {
    case(kind, text, Some(decoded), true, &["quoted"])
}

/// Not a value of that kind.
const fn undecodable(kind: &'static str, text: &'static str) -> Case {
    case(kind, text, None, true, &["undecodable"])
}

/// A valid value of the kind that its Rust type cannot hold.
const fn beyond_range(kind: &'static str, text: &'static str) -> Case {
    case(kind, text, None, true, &["beyond_range"])
}

const NUMBERS: &[Case] = &[
    exact("byte", "255", "255"),
    quoted("byte", r#""7""#, "7"),
    undecodable("byte", "256"),
    undecodable("byte", "-1"),
    spelled("byte", "2.55e2", "255"),
    undecodable("byte", "256.0"),
    exact("sbyte", "-128", "-128"),
    undecodable("sbyte", "128"),
    exact("int16", "32767", "32767"),
    undecodable("int16", "-32769"),
    exact("int32", "-2147483648", "-2147483648"),
    quoted("int32", r#""5""#, "5"),
    spelled("int32", "-0", "0"),
    undecodable("int32", "2147483648"),
    undecodable("int32", "1.5"),
    spelled("int32", "3.0", "3"),
    spelled("int32", "-3e2", "-300"),
    spelled("int32", "1.50E1", "15"),
    spelled("int32", "2147483647.000", "2147483647"),
    spelled("int32", "0e999999999999999999999", "0"),
    spelled("int32", "-0.0", "0"),
    quoted("int32", r#""3.0""#, "3"),
    undecodable("int32", "2147483648.0"),
    undecodable("int32", "15e-1"),
    undecodable("int32", "1e99999999999999999999"),
    undecodable("int32", "1e-99999999999999999999"),
    undecodable("int32", r#""3.""#),
    undecodable("int32", r#""five""#),
    undecodable("int32", r#""""#),
    undecodable("int32", r#"" 5""#),
    undecodable("int32", "true"),
    undecodable("int32", "[5]"),
    undecodable("int32", "{}"),
    exact("int64", "9223372036854775807", "9223372036854775807"),
    quoted("int64", r#""-9223372036854775808""#, "-9223372036854775808"),
    spelled("int64", "1E3", "1000"),
    spelled("int64", "-9223372036854775808.0", "-9223372036854775808"),
    spelled("int64", "922337203685477580.7e1", "9223372036854775807"),
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
    spelled("decimal", "1.5E+1", "15"),
    spelled("decimal", "1e-28", "0.0000000000000000000000000001"),
    spelled("decimal", "1e28", "10000000000000000000000000000"),
    spelled("decimal", "2.50000000000000000000000000000000000", "2.5"),
    beyond_range("decimal", "79228162514264337593543950336"),
    beyond_range("decimal", "0.12345678901234567890123456789012345"),
    beyond_range("decimal", "1.2345678901234567890123456789012e1"),
    beyond_range("decimal", "1e29"),
    beyond_range("decimal", "-1E-29"),
    beyond_range("decimal", "1e999999999999999999999"),
    beyond_range("decimal", r#""123456789012345678901234567890.5""#),
    beyond_range("decimal", r#""INF""#),
    beyond_range("decimal", r#""-INF""#),
    beyond_range("decimal", r#""NaN""#),
    undecodable("decimal", r#""Infinity""#),
    undecodable("decimal", r#""1,5""#),
    undecodable("decimal", r#""12345678901234567890123456789012 ""#),
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
    spelled("dateTimeOffset", r#""2024-05-06T07:08:09.123456789012Z""#, "2024-05-06T07:08:09.123456789Z"),
    spelled("dateTimeOffset", r#""2024-05-06T09:08:09.9999999999+02:00""#, "2024-05-06T07:08:09.999999999Z"),
    spelled("dateTimeOffset", r#""9999-12-31T23:59:59.99999999999Z""#, "9999-12-30T22:00:00.999999999Z"),
    spelled("dateTimeOffset", r#""2024-05-06T07:08Z""#, "2024-05-06T07:08:00Z"),
    exact("dateTimeOffset", r#""-0044-03-15T12:00:00Z""#, "-000044-03-15T12:00:00Z"),
    beyond_range("dateTimeOffset", r#""10000-01-01T00:00:00Z""#),
    beyond_range("dateTimeOffset", r#""-9999-01-01T00:00:00Z""#),
    beyond_range("dateTimeOffset", r#""12024-02-29T00:00:00.12345678901+01:00""#),
    undecodable("dateTimeOffset", r#""12023-02-29T00:00:00Z""#),
    undecodable("dateTimeOffset", r#""010000-01-01T00:00:00Z""#),
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
    exact("date", r#""-0044-03-15""#, "-000044-03-15"),
    spelled("date", r#""-000044-03-15""#, "-000044-03-15"),
    exact("date", r#""0000-02-29""#, "0000-02-29"),
    beyond_range("date", r#""12024-02-29""#),
    beyond_range("date", r#""-10004-01-01""#),
    undecodable("date", r#""12023-02-29""#),
    undecodable("date", r#""012024-02-29""#),
    undecodable("date", r#""+12024-02-29""#),
    undecodable("date", r#""2023-02-29""#),
    undecodable("date", r#""2024-02-29T00:00:00Z""#),
    undecodable("date", r#""29.02.2024""#),
    undecodable("date", r#""20240229""#),
    undecodable("date", r#""2024-02-29T00:00:00""#),
    exact("timeOfDay", r#""07:08:09""#, "07:08:09"),
    exact("timeOfDay", r#""23:59:59.9999999""#, "23:59:59.9999999"),
    spelled("timeOfDay", r#""07:08:09.0000000""#, "07:08:09"),
    spelled("timeOfDay", r#""07:08""#, "07:08:00"),
    spelled("timeOfDay", r#""07:08:09.000000000001""#, "07:08:09"),
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
    spelled("duration", r#""PT1.0000000000001S""#, "1s"),
    spelled("duration", r#""-P1DT0.1234567891S""#, "-86400s -123456789ns"),
    spelled("duration", r#""+PT5M""#, "300s"),
    spelled("duration", r#""P5000000000D""#, "432000000000000s"),
    beyond_range("duration", r#""PT2562047788015216H""#),
    beyond_range("duration", r#""P106751991167301DT0.5S""#),
    undecodable("duration", r#""+-PT5M""#),
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
    beyond_range("duration", r#""P99999999999999999999D""#),
    undecodable("duration", r#""P99999999999999999999M""#),
    undecodable("duration", "300"),
];

/// The decoded value, from its accessor.
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
    tests::read(text)
}

#[test]
fn each_spelling_is_decoded_kept_and_reported() {
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
            wrong.push(format!("{kind} {text}: at the wrong path: {:?}", value.deviations()));
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
fn a_value_beyond_the_range_is_not_blamed_on_the_service() {
    let value = read(r#"{"decimal": 1234567890123456789012345678901234}"#);
    assert_eq!(
        value.deviations()[0].to_string(),
        "/decimal: `1234567890123456789012345678901234` is a valid Edm.Decimal that this client cannot hold (beyond_range)"
    );
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
