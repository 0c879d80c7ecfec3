//! Rules over several properties, and named rules: asked by `validate`, wherever the value is, and by `validate_patch` of what is sent.

use entity_core::{Action, ComplexType, DynamicProperties, Entity, OneOf, Page, Prop, Tracked, json};
use tests::read;

/// A span of seats. Its rules read both properties.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("theatre.span", check(ordered = ordered), check(narrow = narrow))]
struct Span {
    #[prop("first")]
    first: Prop<i32>,
    #[prop("last")]
    last: Prop<i32>,
    #[prop("label", max_len = 3, check = no_space, check(latin = latin, upper = upper))]
    label: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn ordered(span: &Span) -> Result<(), String> {
    if span.first() <= span.last() { Ok(()) } else { Err("the last seat comes before the first".to_owned()) }
}

fn narrow(span: &Span) -> Result<(), String> {
    match (span.first(), span.last()) {
        (Some(first), Some(last)) if last - first > 9 => Err(format!("{} seats", last - first + 1)),
        _ => Ok(()),
    }
}

fn no_space(text: &str) -> Result<(), String> {
    if text.contains(' ') { Err("has a space".to_owned()) } else { Ok(()) }
}

fn latin(text: &str) -> Result<(), String> {
    if text.is_ascii() { Ok(()) } else { Err("has other letters".to_owned()) }
}

fn upper(text: &str) -> Result<(), String> {
    if text.to_uppercase() == text { Ok(()) } else { Err("has small letters".to_owned()) }
}

/// A span that derives from another: the base's rules hold for it too.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("theatre.boxSpan", check(even = even))]
struct BoxSpan {
    #[base]
    span: Span,
    #[prop("tables")]
    tables: Prop<i32>,
}

fn even(span: &BoxSpan) -> Result<(), String> {
    if span.tables().is_none_or(|tables| Some(tables) <= span.last()) { Ok(()) } else { Err("odd".to_owned()) }
}

/// A span without rules or properties of its own.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("theatre.plainSpan")]
struct PlainSpan {
    #[base]
    span: BoxSpan,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Span)]
enum AnySpan {
    Box(BoxSpan),
    Plain(Box<PlainSpan>),
    #[other]
    Other(Span),
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("theatre.show")]
struct Show {
    #[prop("stalls", default)]
    stalls: Prop<Span>,
    #[prop("boxes")]
    boxes: Prop<Vec<AnySpan>>,
    #[prop("note")]
    note: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("book", on = Show, check = books_something)]
struct Book {
    #[prop("span")]
    span: Prop<Span>,
    #[prop("rows")]
    rows: Prop<Vec<i32>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn books_something(book: &Book) -> Result<(), String> {
    if book.span().is_some() || !book.rows().is_empty() { Ok(()) } else { Err("needs `span` or `rows`".to_owned()) }
}

/// `path rule` of each violation.
fn broken(result: Result<(), entity_core::Violations>) -> Vec<String> {
    let violations = result.err().into_iter().flatten();
    violations.map(|violation| format!("{} {}", violation.path(), violation.rule())).collect()
}

#[test]
fn a_rule_of_the_whole_has_the_path_of_the_value() {
    let span: Span = read(r#"{"first": 9, "last": 3}"#);
    let violations = span.validate().expect_err("in the wrong order");
    assert_eq!(violations.to_string(), ": the last seat comes before the first (ordered)");
    assert!(read::<Span>(r#"{"FIRST": 1, "last": "3"}"#).validate().is_ok());
    assert_eq!(
        broken(read::<Span>(r#"{"first": 1, "last": 30, "label": "ABCD"}"#).validate()),
        [" narrow", "/label max_len"]
    );
    assert_eq!(Span::default().structured_type().rules().len(), 2);
}

#[test]
fn it_is_asked_wherever_the_value_is() {
    let show: Show = read(
        r##"{"stalls": {"first": 2, "last": 1}, "boxes": [
            {"first": 1, "last": 2},
            {"@odata.type": "#theatre.boxSpan", "first": 4, "last": 3, "tables": 8},
            7,
            {"first": 8, "last": 30, "@odata.type": "#theatre.plainSpan"}]}"##,
    );
    assert_eq!(broken(show.validate()), ["/stalls ordered", "/boxes/1 ordered", "/boxes/1 even", "/boxes/3 narrow"]);
    let page: Page<Span> = read(r#"{"value": [{}, {"first": 2, "last": 1}]}"#);
    assert_eq!(broken(page.validate()), ["/value/1 ordered"]);
    let plain: PlainSpan = read(r#"{"first": 2, "last": 1, "tables": 9}"#);
    assert_eq!(broken(plain.validate()), [" ordered", " even"], "the base's first");
    assert_eq!(broken(entity_core::AnyEntity::from(plain.clone()).validate()), [" ordered", " even"]);
    assert_eq!(broken(AnySpan::from(plain).validate()), [" ordered", " even"]);
}

#[test]
fn a_request_can_have_one() {
    let mut book = Book::default();
    assert_eq!(book.validate().expect_err("nothing is booked").to_string(), ": needs `span` or `rows` (check)");
    book.rows_mut().push(4);
    assert!(book.validate().is_ok());
}

#[test]
fn several_rules_of_one_property_have_names() {
    let mut span = Span::default();
    assert_eq!(span.set_label("a b").expect_err("a space").rule(), "check");
    assert_eq!(span.set_label("Ä").expect_err("a letter beyond ASCII").rule(), "latin");
    assert_eq!(span.set_label("ab").expect_err("small letters").to_string(), "/label: has small letters (upper)");
    assert_eq!(
        broken(read::<Span>(r#"{"label": "ä é"}"#).validate()),
        ["/label check", "/label latin", "/label upper"]
    );
    let label = span.structured_type().property("label").expect("declared");
    let words: Vec<_> = label.rules().iter().map(entity_core::Rule::word).collect();
    assert_eq!(words, ["max_len", "check", "latin", "upper"]);
}

#[test]
fn of_a_patch_it_is_asked_if_the_change_breaks_it() {
    let read: Show =
        json::from_str(r#"{"stalls": {"first": 1, "last": 5}, "boxes": [{"first": 2, "last": 1}]}"#).expect("JSON");
    let mut show = Tracked::new(read);
    show.set_note("sold out");
    assert!(show.validate_patch().is_ok(), "the boxes are not sent");
    show.stalls_mut().set_last(0);
    assert_eq!(broken(show.validate_patch()), ["/stalls ordered"]);
    show.stalls_mut().set_last(6);
    assert!(show.validate_patch().is_ok());
    show.boxes_mut().push(Span::default().into());
    assert_eq!(broken(show.validate_patch()), ["/boxes/0 ordered"], "a collection is sent whole");

    let mut broken_before = Tracked::new(json::from_str::<Span>(r#"{"first": 5, "last": 1}"#).expect("JSON"));
    broken_before.set_label("A").expect("fine");
    assert!(broken_before.validate_patch().is_ok(), "the change does not break it");

    let mut added = Tracked::new(Show::default());
    let mut stalls = Span::default();
    stalls.set_first(3);
    added.set_stalls(stalls);
    assert_eq!(broken(added.validate_patch()), ["/stalls ordered"], "a value sent whole");
}
