//! Laws that hold for every declared type: bodies come back, what is no JSON is refused at its place, values that are set
//! come back, patches make the new value. Cases are generated from the types' own tables; `PROPTEST_CASES=100000` for a long run.

use entity_core::{AnyEntity, Entity, Registered, StructuredType, json};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_core::de::IgnoredAny;
use tests::choices::Choices;
use tests::edits::{observe, patch_law, set, wild_step};
use tests::judge::{Verdict, judge};
use tests::{ALL, faithful, generate, values};

/// The ordinary run's cases, unless `PROPTEST_CASES` says how many.
fn config() -> ProptestConfig {
    let ordinary = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { ordinary.cases } else { 400 };
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 20_000, ..ordinary }
}

/// Bytes to choose from, shown on one line.
#[derive(Clone)]
struct Bytes(Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

/// One of all declared types, and bytes to choose from.
fn any_type() -> impl Strategy<Value = (&'static Registered, Bytes)> {
    let types: Vec<_> = ALL.iter().collect();
    (proptest::sample::select(types), vec(any::<u8>(), 0..1500).prop_map(Bytes))
}

fn table_of(known: &Registered) -> &'static StructuredType {
    known.structured_type()
}

/// What the reader makes of the bytes, judged.
fn verdict(known: &Registered, bytes: &[u8]) -> Result<Verdict, TestCaseError> {
    let outcome = known.read(bytes).map(|value| json::to_string(&value));
    judge(bytes, table_of(known), outcome).map_err(TestCaseError::fail)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_generated_is_json_and_comes_back((known, Bytes(bytes)) in any_type()) {
        let body = generate::body(&mut Choices::new(&bytes), table_of(known));
        prop_assert!(serde_json::from_str::<IgnoredAny>(&body).is_ok(), "{}", body);
        prop_assert_eq!(verdict(known, body.as_bytes())?, Verdict::Accepted, "{}", body);
        // By the registry too, which reads as the type that the tag names.
        let value = ALL.read_as(table_of(known).name(), body.as_bytes()).map_err(|error| TestCaseError::fail(format!("{body}: {error}")))?;
        let written = json::to_string(&value);
        prop_assert_eq!(faithful(&written), faithful(&body));
        let page = format!("{{\"value\":[{body},null,{body}]}}");
        if let Ok(value) = ALL.read_as(&format!("Collection({})", table_of(known).name()), page.as_bytes()) {
            prop_assert_eq!(faithful(&json::to_string(&value)), faithful(&page));
        } else {
            prop_assert!(body.matches("[[[").count() > 0, "{}", page);
        }
    }

    #[test]
    fn what_is_no_json_is_refused_at_its_place((known, Bytes(bytes)) in any_type(), at in any::<prop::sample::Index>(), byte in byte()) {
        let body = generate::body(&mut Choices::new(&bytes), table_of(known));
        let at = at.index(body.len());
        let mut changed = body.clone().into_bytes();
        changed[at] = byte;
        verdict(known, &changed)?;
        changed.remove(at);
        verdict(known, &changed)?;
        verdict(known, &body.as_bytes()[..at])?;
        let twice = [&body.as_bytes()[..at], &[byte], &body.as_bytes()[at..]].concat();
        verdict(known, &twice)?;
        prop_assert_eq!(verdict(known, format!("{body}{}", char::from(b'!' + byte % 90)).as_bytes())?, Verdict::Invalid);
    }

    #[test]
    fn a_place_is_serde_jsons_or_earlier((known, Bytes(bytes)) in any_type(), at in any::<prop::sample::Index>(), byte in byte()) {
        let mut body = generate::body(&mut Choices::new(&bytes), table_of(known)).into_bytes();
        let at = at.index(body.len());
        body[at] = byte;
        let Ok(text) = std::str::from_utf8(&body) else { return Ok(()) };
        if let (Err(theirs), Err(ours)) = (serde_json::from_str::<IgnoredAny>(text), known.read(&body)) {
            // serde_json counts bytes to the last one that it took: at most a literal or an escape behind ours.
            let line = text.split('\n').nth(theirs.line() - 1).unwrap_or_default();
            let column = line.get(..theirs.column().min(line.len())).map_or(theirs.column(), |before| before.chars().count());
            prop_assert!((ours.line(), ours.column()) <= (theirs.line(), column + 1), "{}: {} but {}", text, ours, theirs);
        }
    }

    #[test]
    fn values_that_are_set_keep_the_rules_and_come_back((known, Bytes(bytes)) in any_type()) {
        let mut choices = Choices::new(&bytes);
        let mut value = known.empty();
        let mut refused = Vec::new();
        for property in table_of(known).properties() {
            let required = property.rules().iter().any(|rule| rule.word() == "required");
            if !required && choices.one_in(2) {
                continue;
            }
            match set(&mut value, property.name(), values::value(&mut choices, property)) {
                // A rule that is code knows values that the table does not tell.
                None => {}
                Some("check" | "pattern") => refused.push(format!("/{}", property.name())),
                Some("read_only") => prop_assert!(property.is_read_only()),
                Some(rule) => prop_assert!(false, "{}: {} refuses a value that keeps it", property.name(), rule),
            }
        }
        let written = json::to_string(&value);
        for violation in value.validate().err().into_iter().flatten() {
            let absent = refused.iter().any(|path| path == violation.path());
            prop_assert!(absent || matches!(violation.rule(), "check" | "pattern"), "{}: {}", written, violation);
        }
        for deviation in value.deviations() {
            // A union may lack a type that derives from its base (beta's); a tag of such a type is kept.
            prop_assert_eq!(deviation.kind(), "other_type", "{}: {}", written, deviation);
        }
        let again = known.read(written.as_bytes()).map_err(|error| TestCaseError::fail(format!("{written}: {error}")))?;
        prop_assert_eq!(again.properties(), value.properties());
        prop_assert_eq!(json::to_string(&again), written);
    }

    #[test]
    fn a_type_says_of_its_rules_what_the_walk_over_them_finds((known, Bytes(bytes)) in any_type()) {
        let name = table_of(known).name();
        let body = generate::body(&mut Choices::new(&bytes), table_of(known));
        let page = format!("{{\"value\":[{body}]}}");
        // A collection of what is learnt at run time cannot say, so all in it is walked.
        let alone = ALL.read_as(name, body.as_bytes());
        let (Ok(alone), Ok(walked)) = (alone, ALL.read_as(&format!("Collection({name})"), page.as_bytes())) else { return Ok(()) };
        let broken = |value: &AnyEntity, place: &str| -> Vec<_> {
            let all = value.validate().err().into_iter().flatten();
            all.map(|violation| (violation.path().replacen(place, "", 1), violation.rule())).collect()
        };
        prop_assert_eq!(broken(&alone, ""), broken(&walked, "/value/0"), "{}", body);
    }

    #[test]
    fn a_patch_makes_the_new_value((known, Bytes(bytes)) in any_type()) {
        patch_law(&mut Choices::new(&bytes), table_of(known));
    }

    #[test]
    fn whatever_is_done_to_a_value_it_can_be_written_and_read((known, Bytes(bytes)) in any_type()) {
        let mut choices = Choices::new(&bytes);
        let body = generate::body(&mut choices, table_of(known));
        let mut value = known.read(body.as_bytes()).map_err(|error| TestCaseError::fail(format!("{body}: {error}")))?;
        observe(&value);
        for _ in 0..choices.below(6) {
            wild_step(&mut choices, &mut value);
            observe(&value);
        }
    }
}

fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![4 => proptest::sample::select(b"{}[]\",:\\0123456789.eE+-tfnu \n/a\x00\x1f\x7f".as_slice()), 1 => any::<u8>()]
}
