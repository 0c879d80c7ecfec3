//! Laws that hold for every declared type, on generated cases. `PROPTEST_CASES=100000` for a long run.
//!
//! Bodies are generated from the types' own tables and judged by an oracle that shares no code with the reader. Each law
//! counts the cases that reached its claim: a law that judged nothing fails.

use comms::{AnyCommsOperation, CommsNotifications, CommsOperation, GraphEntity};
use entity_core::{AnyEntity, Declared, Entity, Page, ReadError, Registered, StructuredType, json};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde_core::de::IgnoredAny;
use std::cell::Cell;
use std::fmt::{self, Debug};
use tests::choices::Choices;
use tests::edits::{observe, set, wild_step};
use tests::judge::{Verdict, typed_verdict, verdict};
use tests::patches::{LAWS, typed_patch_law};
use tests::{ALL, AnyShape, Everything, faithful, generate, values};

/// 400 cases, unless `PROPTEST_CASES` gives another number.
fn config() -> ProptestConfig {
    let ordinary = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { ordinary.cases } else { 400 };
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 20_000, ..ordinary }
}

/// Runs the law on generated cases. It must judge at least `floor` times for 100 cases, about half of the mean.
fn hold<S: Strategy>(strategy: &S, floor: u32, law: impl Fn(S::Value, &Reached) -> TestCaseResult)
where
    S::Value: Debug,
{
    let reached = Reached::default();
    TestRunner::new(config()).run(strategy, |case| law(case, &reached)).unwrap_or_else(|error| panic!("{error}"));
    let (reached, floor) = (reached.0.get(), u64::from(config().cases) * u64::from(floor) / 100);
    assert!(reached >= floor, "the law judged {reached} times, fewer than {floor}");
}

/// The number of times that a law judged.
#[derive(Default)]
struct Reached(Cell<u64>);

impl Reached {
    fn once(&self) {
        self.0.set(self.0.get() + 1);
    }
}

/// Bytes to choose from, shown on one line.
#[derive(Clone)]
struct Bytes(Vec<u8>);

impl Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

fn bytes() -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), 0..1500).prop_map(Bytes)
}

/// One of all declared types, and bytes to choose from.
fn any_type() -> impl Strategy<Value = (&'static Registered, Bytes)> {
    type_with(200, |_| true)
}

/// One of the types that fit, of which there are at least `least`, and bytes to choose from.
fn type_with(least: usize, fits: fn(&StructuredType) -> bool) -> impl Strategy<Value = (&'static Registered, Bytes)> {
    let types: Vec<_> = ALL.iter().filter(|known| fits(table_of(known))).collect();
    assert!(types.len() >= least, "{} types", types.len());
    (proptest::sample::select(types), bytes())
}

fn table_of(known: &Registered) -> &'static StructuredType {
    known.structured_type()
}

fn judged(verdict: Result<Verdict, String>) -> Result<Verdict, TestCaseError> {
    verdict.map_err(TestCaseError::fail)
}

fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![4 => proptest::sample::select(b"{}[]\",:\\0123456789.eE+-tfnu \n/a\x00\x1f\x7f".as_slice()), 1 => any::<u8>()]
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
    let change = prop_oneof![
        byte().prop_map(Change::Replace),
        byte().prop_map(Change::Insert),
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

/// Reads a page with the body as its item. `None` if that nests too deep, as a body of 128 levels does.
fn page_of(known: &Registered, items: &str) -> Result<Option<(String, AnyEntity)>, TestCaseError> {
    let page = format!("{{\"value\":[{items}]}}");
    match ALL.read_as(&format!("Collection({})", table_of(known).name()), page.as_bytes()) {
        Ok(value) => Ok(Some((page, value))),
        Err(ReadError::Json(error)) if error.message().contains("128") => Ok(None),
        Err(error) => Err(TestCaseError::fail(format!("{page}: {error}"))),
    }
}

#[test]
fn a_generated_body_is_read_and_written_back_unchanged() {
    hold(&any_type(), 50, |(known, Bytes(bytes)), reached| {
        let body = generate::body(&mut Choices::new(&bytes), table_of(known));
        prop_assert!(serde_json::from_str::<IgnoredAny>(&body).is_ok(), "{}", body);
        prop_assert_eq!(judged(verdict(known, body.as_bytes()))?, Verdict::Accepted, "{}", body);
        if let Some((page, value)) = page_of(known, &format!("{body},null,{body}"))? {
            prop_assert_eq!(faithful(&json::to_string(&value)), faithful(&page));
            reached.once();
        }
        Ok(())
    });
}

#[test]
fn invalid_json_is_refused_at_its_place() {
    let cases = (any_type(), any::<prop::sample::Index>(), byte());
    hold(&cases, 150, |((known, Bytes(bytes)), at, byte), reached| {
        let body = generate::body(&mut Choices::new(&bytes), table_of(known));
        let at = at.index(body.len());
        let (before, after) = body.as_bytes().split_at(at);
        let texts = [
            [before, &[byte], &after[1..]].concat(),
            [before, &after[1..]].concat(),
            before.to_vec(),
            [before, &[byte], after].concat(),
            [body.as_bytes(), &[b'!' + byte % 90]].concat(),
        ];
        let mut last = Verdict::Accepted;
        for text in &texts {
            last = judged(verdict(known, text))?;
            if last == Verdict::Invalid {
                reached.once();
            }
        }
        prop_assert_eq!(last, Verdict::Invalid, "text follows the body");
        Ok(())
    });
}

#[test]
fn an_error_is_where_serde_json_has_it_or_at_most_an_escape_before() {
    let cases = (any_type(), any::<prop::sample::Index>(), byte());
    hold(&cases, 20, |((known, Bytes(bytes)), at, byte), reached| {
        let mut body = generate::body(&mut Choices::new(&bytes), table_of(known)).into_bytes();
        let at = at.index(body.len());
        body[at] = byte;
        let Ok(text) = std::str::from_utf8(&body) else { return Ok(()) };
        let Err(theirs) = serde_json::from_str::<IgnoredAny>(text) else { return Ok(()) };
        let Err(ours) = known.read(&body) else { return Err(TestCaseError::fail(format!("accepted: {text}"))) };
        // A stated rule may be broken before the grammar is.
        if ["twice", "128", "expected an object"].iter().any(|rule| ours.message().contains(rule)) {
            return Ok(());
        }
        // serde_json counts the bytes that it took, to the end of a wrong literal, number or escape.
        let line: usize = text.split_inclusive('\n').take(theirs.line() - 1).map(str::len).sum();
        let theirs_at = line + theirs.column();
        let near = theirs_at.saturating_sub(6)..=theirs_at;
        prop_assert!(
            near.contains(&ours.offset()),
            "{}: {} at byte {}, but {} at {}",
            text,
            ours,
            ours.offset(),
            theirs,
            theirs_at
        );
        reached.once();
        Ok(())
    });
}

/// Reads bytes as one type, and judges that.
type Typed = fn(&[u8]) -> Result<Verdict, String>;

#[test]
fn a_changed_body_is_accepted_if_it_is_still_json_however_it_is_read() {
    let types: [(_, Typed); 6] = [
        (GraphEntity::TYPE, typed_verdict::<GraphEntity>),
        (Everything::TYPE, typed_verdict::<Everything>),
        (AnyShape::TYPE, typed_verdict::<AnyShape>),
        (AnyCommsOperation::TYPE, typed_verdict::<AnyCommsOperation>),
        (CommsNotifications::TYPE, typed_verdict::<CommsNotifications>),
        (Page::<CommsOperation>::TYPE, typed_verdict::<Page<CommsOperation>>),
    ];
    let cases = (proptest::sample::select(types.to_vec()), bytes(), vec(change(), 0..4));
    hold(&cases, 20, |((table, read), Bytes(bytes), changes), reached| {
        let body = generate::body(&mut Choices::new(&bytes), table);
        if judged(read(&changed(body, &changes)))? == Verdict::Accepted {
            reached.once();
        }
        judged(read(&bytes)).map(drop)
    });
}

/// All single changes of a small document, because chance may miss some.
#[test]
fn every_single_byte_changed_agrees_with_the_oracle() {
    let text = r##"{"a":[1,-2.5e+3,true,null,"\u00e9\n"],"int32":5,"string":"é","shape":{"radius":1,"@odata.type":"#tests.circle"},"strings":["a",null]}"##;
    let mut accepted = 0;
    let mut judge = |verdict: Result<Verdict, String>| {
        accepted += usize::from(verdict.unwrap_or_else(|wrong| panic!("{wrong}")) == Verdict::Accepted);
    };
    for at in 0..text.len() {
        for byte in *b"{}[]\",:\\ 0-.eEtx\n\x00\x1f\x7f\x80\xff" {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] = byte;
            judge(typed_verdict::<Everything>(&bytes));
            bytes.insert(at, text.as_bytes()[at]);
            judge(typed_verdict::<GraphEntity>(&bytes));
        }
        judge(typed_verdict::<Everything>(&text.as_bytes()[..at]));
    }
    assert!(accepted > 500, "{accepted}");
}

/// The rules that the table shows. Others are code, a pattern or a check by its name, and know values that the table does not show.
const SHOWN: [&str; 8] = ["max_len", "min_len", "range", "max_items", "min_items", "non_null", "required", "type"];

#[test]
fn values_within_the_rules_can_be_set_and_come_back() {
    hold(&any_type(), 100, |(known, Bytes(bytes)), reached| {
        let mut choices = Choices::new(&bytes);
        let mut value = known.empty();
        let mut refused = Vec::new();
        for property in table_of(known).properties() {
            let required = property.rules().iter().any(|rule| rule.word() == "required");
            if !required && choices.one_in(2) {
                continue;
            }
            match set(&mut value, property.name(), values::value(&mut choices, property)) {
                None => reached.once(),
                Some("read_only") => prop_assert!(property.is_read_only()),
                Some(rule) => {
                    prop_assert!(!SHOWN.contains(&rule), "{}: {} refuses a value within it", property.name(), rule);
                    refused.push(format!("/{}", property.name()));
                }
            }
        }
        let written = json::to_string(&value);
        for violation in value.validate().err().into_iter().flatten() {
            let absent = refused.iter().any(|path| path == violation.path());
            prop_assert!(absent || !SHOWN.contains(&violation.rule()), "{}: {}", written, violation);
        }
        for deviation in value.deviations() {
            // A union may lack a type that derives from its base (beta's); a tag of such a type is kept.
            prop_assert_eq!(deviation.kind(), "other_type", "{}: {}", written, deviation);
        }
        let again =
            known.read(written.as_bytes()).map_err(|error| TestCaseError::fail(format!("{written}: {error}")))?;
        prop_assert_eq!(again.properties(), value.properties());
        prop_assert_eq!(json::to_string(&again), written);
        Ok(())
    });
}

#[test]
fn a_value_breaks_the_same_rules_alone_and_as_an_item_of_a_page() {
    let broken = |value: &AnyEntity, place: &str| -> Vec<_> {
        let all = value.validate().err().into_iter().flatten();
        all.map(|violation| (violation.path().replacen(place, "", 1), violation.rule())).collect()
    };
    let breakable = |table: &StructuredType| {
        let mut rules = table.properties().flat_map(entity_core::Property::rules);
        rules.any(|rule| rule.word() != "read_only")
    };
    hold(&type_with(50, breakable), 5, |(known, Bytes(bytes)), reached| {
        let body = generate::body(&mut Choices::new(&bytes), table_of(known));
        let alone = ALL.read_as(table_of(known).name(), body.as_bytes());
        let alone = alone.map_err(|error| TestCaseError::fail(format!("{body}: {error}")))?;
        // A type checks its rules by generated code first; the items of a collection read at run time are all walked.
        let Some((_, page)) = page_of(known, &body)? else { return Ok(()) };
        let found = broken(&alone, "");
        prop_assert_eq!(&found, &broken(&page, "/value/0"), "{}", body);
        if !found.is_empty() {
            reached.once();
        }
        Ok(())
    });
}

#[test]
fn a_patch_makes_the_new_value_of_the_old_and_contains_no_more() {
    let cases = (proptest::sample::select((0..LAWS.len()).collect::<Vec<_>>()), bytes());
    hold(&cases, 30, |(law, Bytes(bytes)), reached| {
        if (LAWS[law].run)(&mut Choices::new(&bytes)) {
            reached.once();
        }
        Ok(())
    });
}

#[test]
fn a_patch_of_changes_in_place_makes_the_new_value_of_the_old() {
    hold(&bytes(), 40, |Bytes(bytes), reached| {
        if typed_patch_law(&mut Choices::new(&bytes)) {
            reached.once();
        }
        Ok(())
    });
}

#[test]
fn every_type_but_requests_has_its_patch_law() {
    let types: Vec<_> = ALL.iter().map(table_of).filter(|table| !table.is_action()).collect();
    let without: Vec<_> =
        types.iter().filter(|table| !LAWS.iter().any(|law| law.table.name() == table.name())).collect();
    assert!(without.is_empty() && types.len() > 150, "of {} types: {without:?}", types.len());
}

#[test]
fn a_value_changed_in_any_way_can_be_written_and_read() {
    hold(&any_type(), 100, |(known, Bytes(bytes)), reached| {
        let mut choices = Choices::new(&bytes);
        let body = generate::body(&mut choices, table_of(known));
        let mut value = known.read(body.as_bytes()).map_err(|error| TestCaseError::fail(format!("{body}: {error}")))?;
        observe(&value);
        for _ in 0..choices.below(6) {
            wild_step(&mut choices, &mut value);
            if observe(&value) {
                reached.once();
            }
        }
        Ok(())
    });
}
