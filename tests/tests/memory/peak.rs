//! The peak of memory to read, for each byte of the text, in the worst shapes found.
//!
//! `cargo test -p tests --test memory -- --nocapture` prints each.

#![allow(clippy::cast_precision_loss, reason = "a few megabytes")]

use allocation_counter::measure;
use comms::{AnyCommsOperation, Call, CommsNotifications, CommsOperation};
use entity_core::{Page, Registered, json};
use tests::{ALL, Everything};

/// The length of each text, about.
const LEN: usize = 60_000;
/// The most bytes of memory for each byte of any text, without a budget.
const WORST: f64 = 400.0;

/// `before`, then `piece` over and over with commas, then `after`.
pub(super) fn many(before: &str, piece: &str, after: &str) -> String {
    let pieces = vec![piece; LEN / (piece.len() + 1)].join(",");
    format!("{before}{pieces}{after}")
}

/// `open` at every level, then `inside`, then `close` at every level.
pub(super) fn deep(levels: usize, open: &str, inside: &str, close: &str) -> String {
    format!("{}{inside}{}", open.repeat(levels), close.repeat(levels))
}

/// Bytes of memory at the peak, for each byte of the text.
fn peak<T>(text: &str, read: impl Fn(&str) -> T) -> f64 {
    let info = measure(|| drop(read(text)));
    info.bytes_max as f64 / text.len() as f64
}

fn peak_of<T: json::Read>(text: &str) -> f64 {
    peak(text, |text| json::from_str::<T>(text).unwrap_or_else(|error| panic!("{}…: {error}", &text[..60])))
}

/// Prints the rows, the worst one last, and returns its figure. Every reading takes at least half a byte of memory a byte.
fn worst(mut rows: Vec<(f64, String)>) -> f64 {
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (ratio, what) in &rows {
        println!("{ratio:9.1} bytes a byte: {what}");
    }
    assert!(rows.len() > 2 && rows[0].0 > 0.5, "nothing was measured: {rows:?}");
    rows.last().map_or(0.0, |row| row.0)
}

#[test]
fn a_text_takes_at_most_twenty_times_its_length() {
    let string = "a".repeat(LEN);
    let rows = [
        ("a huge string", format!(r#"{{"string":"{string}"}}"#)),
        ("a huge string with an escape", format!(r#"{{"string":"\n{string}"}}"#)),
        ("a huge undeclared string", format!(r#"{{"more":"{string}"}}"#)),
        ("a huge number", format!(r#"{{"int64":1{}}}"#, "0".repeat(LEN))),
        ("many tiny undeclared members", many("{", r#""":0"#, "}")),
        ("a tiny undeclared member for each of many values", many(r#"{"more":["#, r#"{"a":0}"#, "]}")),
        ("undeclared, deep and wide", many(r#"{"more":["#, &deep(120, "[", "", "]"), "]}")),
        ("a property of another kind", many(r#"{"string":["#, "0", "]}")),
    ];
    let rows = rows.map(|(what, text)| (peak_of::<Everything>(&text), what.to_owned()));
    assert!(worst(rows.to_vec()) < 20.0, "most of it for the places of undeclared members");
}

#[test]
fn a_text_kept_at_every_level_takes_memory_at_each() {
    let string = "a".repeat(LEN);
    let rows = [
        (
            "a huge string below names in another case",
            deep(124, r#"{"INNER":"#, &format!(r#"{{"string":"{string}"}}"#), "}"),
        ),
        ("tiny members below names in another case", deep(124, r#"{"INNER":"#, &many("{", r#""":0"#, "}"), "}")),
        ("tiny items below names in another case", deep(124, r#"{"INNER":"#, &many(r#"{"shapes":["#, "{}", "]}"), "}")),
    ];
    let rows = rows.map(|(what, text)| (peak_of::<Everything>(&text), what.to_owned()));
    assert!(worst(rows.to_vec()) < WORST, "at most 128 levels");
}

#[test]
fn tiny_items_take_the_size_of_their_type() {
    let everything = [
        ("empty strings", many(r#"{"strings":["#, r#""""#, "]}")),
        ("numbers", many(r#"{"numbers":["#, "0", "]}")),
        ("numbers as strings", many(r#"{"numbers":["#, r#""0""#, "]}")),
        ("null numbers", many(r#"{"nullable":["#, "null", "]}")),
        ("members of an enumeration", many(r#"{"phases":["#, r#""""#, "]}")),
        ("empty complex values", many(r#"{"spots":["#, "{}", "]}")),
        ("empty values of a union", many(r#"{"shapes":["#, "{}", "]}")),
        ("untyped items", many(r#"{"untyped":["#, "0", "]}")),
        ("untyped objects", many(r#"{"untyped":["#, r#"{"":0}"#, "]}")),
        ("types in types", many(r#"{"shapes":["#, &deep(60, r#"{"@type":"tests.frame","content":"#, "{}", "}"), "]}")),
        (
            "types in types in another case",
            many(r#"{"shapes":["#, &deep(60, r#"{"@type":"tests.frame","CONTENT":"#, "{}", "}"), "]}"),
        ),
    ];
    let mut rows: Vec<_> = everything.map(|(what, text)| (peak_of::<Everything>(&text), what.to_owned())).to_vec();
    let items = many(r#"{"value":["#, "{}", "]}");
    rows.push((peak_of::<Page<CommsOperation>>(&items), "a page of empty operations".to_owned()));
    rows.push((peak_of::<Page<AnyCommsOperation>>(&items), "a page of empty operations of any type".to_owned()));
    rows.push((peak_of::<Page<Call>>(&items), "a page of empty calls".to_owned()));
    rows.push((peak_of::<CommsNotifications>(&items), "empty notifications".to_owned()));
    let worst = worst(rows);
    // An item has three bytes; a collection that grows holds the old buffer and one twice as large at once.
    assert!(worst < WORST, "an item takes the size of its type: {worst}");
}

#[test]
fn items_of_every_declared_type_take_its_size() {
    let items = many(r#"{"value":["#, "{}", "]}");
    let row = |known: &'static Registered| {
        let name = known.structured_type().name();
        let read = |text: &str| {
            ALL.read_as(&format!("Collection({name})"), text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
        };
        (peak(&items, read), format!("a page of empty {name}"))
    };
    let rows: Vec<_> = ALL.iter().map(row).collect();
    assert!(rows.len() > 200, "{} types", rows.len());
    assert!(worst(rows) < WORST, "the largest type has at most 1,024 bytes");
}

/// Types of more than 10 kB each, like wide entities of a schema with others inside.
mod wide {
    use entity_core::{ComplexType, DynamicProperties, Entity, OneOf, Prop};

    macro_rules! nested {
        ($($name:literal $outer:ident $inner:ty)*) => {$(
            #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
            #[complex_type($name)]
            pub(super) struct $outer {
                #[prop("a")]
                a: Prop<$inner>,
                #[prop("b")]
                b: Prop<$inner>,
                #[prop("c")]
                c: Prop<$inner>,
                #[prop("d")]
                d: Prop<$inner>,
                #[dynamic]
                dynamic: DynamicProperties,
            }
        )*};
    }

    nested! { "tests.texts" Texts String "tests.more" More Texts "tests.most" Most More }

    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("tests.root")]
    pub(super) struct Root {
        #[prop("id")]
        id: Prop<String>,
        #[dynamic]
        dynamic: DynamicProperties,
    }

    macro_rules! leaves {
        ($($name:literal $leaf:ident)*) => {
            $(
                #[derive(Clone, Debug, Default, PartialEq, Entity)]
                #[entity($name)]
                pub(super) struct $leaf {
                    #[base]
                    root: Root,
                    #[prop("first")]
                    first: Prop<Most>,
                    #[prop("second")]
                    second: Prop<Most>,
                }
            )*

            #[derive(Clone, Debug, PartialEq, OneOf)]
            #[one_of(base = Root)]
            pub(super) enum AnyLeaf {
                $($leaf($leaf),)*
                #[other]
                Other(Root),
            }
        };
    }

    leaves! {
        "tests.a" A "tests.b" B "tests.c" C "tests.d" D "tests.e" E "tests.f" F "tests.g" G "tests.h" H "tests.i" I "tests.j" J
        "tests.k" K "tests.l" L "tests.m" M "tests.n" N "tests.o" O "tests.p" P "tests.q" Q "tests.r" R "tests.s" S "tests.t" T
    }
}

#[test]
fn a_union_of_many_large_types_takes_the_stack_of_few() {
    let reads = || {
        let read: wide::AnyLeaf =
            json::from_str(r##"{"id":"1","@odata.type":"#tests.t","first":{}}"##).expect("a leaf");
        assert!(matches!(read, wide::AnyLeaf::T(_)));
        json::to_string(&read)
    };
    // Without optimization, each arm of a `match` has a place of its own on the stack.
    let stack = 20 * size_of::<wide::AnyLeaf>();
    let thread = std::thread::Builder::new().stack_size(stack).spawn(reads).expect("a thread");
    assert_eq!(thread.join().expect("read"), r##"{"@odata.type":"#tests.t","id":"1","first":{}}"##);
}
