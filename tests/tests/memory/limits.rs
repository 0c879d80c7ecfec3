//! Reading within limits: a budget of memory is kept, whatever the text, and is not refused far below it.

use super::peak::{deep, many};
use allocation_counter::measure;
use comms::{Call, CommsNotifications, OnlineMeeting};
use entity_core::json::{self, Limits};
use entity_core::{ComplexType, DynamicProperties, EnumType, Flags, Linked, OneOf, Page, Prop};
use tests::Everything;

/// The error has texts of its own.
const ERROR: u64 = 4_000;

/// Checks that budgets below the need are kept, and returns how many tenths of the need are a budget that is enough.
fn budgets<T: json::Read>(what: &str, text: &str) -> u64 {
    let read = |memory| json::from_slice_with::<T>(text.as_bytes(), Limits { memory, ..Limits::default() });
    let need = measure(|| drop(read(usize::MAX).unwrap_or_else(|error| panic!("{what}: {error}")))).bytes_max;
    for part in [0, 1, 7, 10] {
        let budget = need * part / 10;
        let mut outcome = None;
        let peak = measure(|| outcome = read(budget as usize).err()).bytes_max;
        assert!(peak <= budget + ERROR, "{what}: {peak} of {budget} bytes, {need} needed");
        if budget < need {
            let error = outcome.unwrap_or_else(|| panic!("{what}: read within {budget} of {need} bytes"));
            assert_eq!(error.message(), "needs more memory than the limit allows", "{what}: {error}");
        }
    }
    let enough = [10, 12, 15, 20, 30]
        .into_iter()
        .find(|part| read((need * part / 10) as usize).is_ok())
        .unwrap_or_else(|| panic!("{what}: three times the need is not enough"));
    println!("{what}: {need} bytes, {} % of that is enough", enough * 10);
    enough
}

#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("tests.mark")]
enum Mark {
    A,
    B,
    #[other]
    Other(String),
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.marked")]
struct Marked {
    #[prop("marks")]
    marks: Prop<Flags<Mark>>,
    #[prop("all")]
    all: Prop<Vec<Flags<Mark>>>,
    #[prop("boxed")]
    boxed: Prop<Box<Marked>>,
    #[prop("linked")]
    linked: Prop<Linked<Vec<AnyMarked>>>,
    #[prop("some")]
    some: Prop<Vec<Option<Marked>>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.moreMarked")]
struct MoreMarked {
    #[base]
    marked: Marked,
    #[prop("text")]
    text: Prop<String>,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Marked)]
enum AnyMarked {
    More(Box<MoreMarked>),
    #[other]
    Other(Marked),
}

#[test]
fn a_budget_of_memory_is_kept() {
    let everything = [
        ("a huge string", many(r#"{"string":""#, "text", r#""}"#)),
        ("empty strings", many(r#"{"strings":["#, r#""""#, "]}")),
        ("numbers", many(r#"{"numbers":["#, "0", "]}")),
        ("numbers as strings", many(r#"{"numbers":["#, r#""0""#, "]}")),
        ("null numbers", many(r#"{"nullable":["#, "null", "]}")),
        ("members of an enumeration", many(r#"{"phases":["#, r#""""#, "]}")),
        ("empty complex values", many(r#"{"spots":["#, "{}", "]}")),
        ("empty values of a union", many(r#"{"shapes":["#, "{}", "]}")),
        ("untyped items", many(r#"{"untyped":["#, "0", "]}")),
        ("untyped objects", many(r#"{"untyped":["#, r#"{"":0}"#, "]}")),
        ("undeclared members", many("{", r#""":0"#, "}")),
        ("another kind", many(r#"{"string":["#, "0", "]}")),
        ("types in types", many(r#"{"shapes":["#, &deep(60, r#"{"@type":"tests.frame","content":"#, "{}", "}"), "]}")),
        (
            "a string below names in another case",
            deep(100, r#"{"INNER":"#, &many(r#"{"string":""#, "text", r#""}"#), "}"),
        ),
        ("items below names in another case", deep(100, r#"{"INNER":"#, &many(r#"{"shapes":["#, "{}", "]}"), "}")),
    ];
    for (what, text) in &everything {
        budgets::<Everything>(what, text);
    }
}

#[test]
fn a_budget_of_memory_is_kept_by_flags_boxes_and_links() {
    let tagged = r##"{"@odata.type":"#tests.moreMarked"}"##;
    let marked = [
        ("flags", many(r#"{"marks":""#, "a", r#""}"#)),
        ("unknown flags", many(r#"{"marks":""#, "x", r#""}"#)),
        ("collections of flags", many(r#"{"all":["#, r#""a,b,c""#, "]}")),
        ("linked items", many(r#"{"linked":["#, "{}", "]}")),
        ("linked items in boxes", many(r#"{"linked":["#, tagged, "]}")),
        ("linked items with boxes", many(r#"{"linked":["#, r#"{"boxed":{"boxed":{}}}"#, "]}")),
        ("nullable items", many(r#"{"some":["#, "{},null", "]}")),
        ("late tags", many(r#"{"linked":["#, r##"{"text":"a","@odata.type":"#tests.moreMarked"}"##, "]}")),
    ];
    for (what, text) in &marked {
        budgets::<Marked>(what, text);
    }
}

#[test]
fn a_budget_of_memory_is_kept_by_pages() {
    let items = many(r#"{"value":["#, "{}", "]}");
    assert!(budgets::<Page<Call>>("calls", &items) <= 15);
    assert!(budgets::<Page<OnlineMeeting>>("meetings", &items) <= 15);
    assert!(budgets::<CommsNotifications>("notifications", &items) <= 15);
    let few_large = format!(r#"{{"value":[{}{{"subject":"{}"}}]}}"#, "{},".repeat(20), "a".repeat(60_000));
    assert!(budgets::<Page<Call>>("small calls, then a large one", &few_large) <= 15);
}

#[test]
fn a_text_over_a_limit_is_an_error_with_its_place() {
    let read = |text: &str, limits| {
        json::from_slice_with::<Page<Call>>(text.as_bytes(), limits).map(|page| page.value().len())
    };
    let depth = |depth| Limits { depth, ..Limits::default() };
    let text = r#"{"value":[{"chatInfo":{}}],"more":[[]]}"#;
    assert_eq!([4, 128, 1_000].map(|levels| read(text, depth(levels)).ok()), [Some(1); 3]);
    let error = read(text, depth(3)).expect_err("deeper");
    assert_eq!(error.to_string(), "nested deeper than the limit allows at line 1 column 23 (/value/0/chatInfo)");
    let error = read(r#"{"more":[[[]]]}"#, depth(3)).expect_err("deeper");
    assert_eq!((error.column(), error.pointer()), (11, "/more/0/0"));
    assert!(read("{}", depth(0)).is_err() && read("[[]]", depth(1)).is_err());
    let deep = "[".repeat(200);
    assert!(read(&deep, depth(1_000)).expect_err("deeper").message().contains("128"));

    let memory = |memory| Limits { memory, ..Limits::default() };
    let error = read(text, memory(text.len() - 1)).expect_err("the text alone takes more");
    assert_eq!((error.line(), error.column(), error.pointer()), (1, 1, ""));
    let error = read("{\n\"value\": [{},\n{}, {}]}", memory(2 * size_of::<Call>())).expect_err("three calls");
    assert_eq!((error.line(), error.pointer()), (3, "/value/1"));
    let empty = json::from_slice_with::<Option<Call>>(b"", memory(0));
    assert_eq!(empty.expect("nothing to read"), None);
}
