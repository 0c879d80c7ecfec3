//! Setters, `set_property`, `_mut`, dynamic members and patches on one value: a written value is read back, a refused change
//! changes nothing, a patch makes the new value, and nothing panics.
#![no_main]

use entity_core::{Tracked, json};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use tests::choices::Choices;
use tests::edits::{observe, typed_step, wild_step};
use tests::patches::{LAWS, facts};
use tests::{ALL, Everything, generate, merge};

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::new(bytes);
    let Some(known) = ALL.iter().nth(choices.below(ALL.iter().count())) else { return };
    match choices.below(3) {
        0 => {
            let law = &LAWS[choices.below(LAWS.len())];
            (law.run)(&mut choices);
        }
        1 => {
            let body = generate::body(&mut choices, known.structured_type());
            let mut value = known.read(body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}"));
            while !choices.is_over() {
                wild_step(&mut choices, &mut value);
                observe(&value);
            }
        }
        _ => typed(&mut choices),
    }
});

/// Changes a value by the accessors of its type.
fn typed(choices: &mut Choices<'_>) {
    let old = generate::plain_body(choices, <Everything as entity_core::Declared>::TYPE);
    let mut tracked = Tracked::new(json::from_str::<Everything>(&old).unwrap_or_else(|error| panic!("{old}: {error}")));
    for _ in 0..choices.below(12) {
        typed_step(choices, &mut tracked);
    }
    observe(&*tracked);
    let written = json::to_string(&*tracked);
    let again: Everything = json::from_str(&written).unwrap_or_else(|error| panic!("{written}: {error}"));
    assert!(written.contains("NaN") || again == *tracked, "{written}");
    let patch: Value =
        tracked.patch().map_or_else(|| Value::Object(Default::default()), |patch| patch.parse().expect("JSON"));
    let mut merged: Value = serde_json::from_str(&old).expect("plain");
    merge(&mut merged, &patch);
    let merged: Everything = json::from_value(merged).unwrap_or_else(|error| panic!("{old} with {patch}: {error}"));
    // Equal values may differ in the places of their items, if others were left out.
    let same = merged == *tracked || facts(&merged) == facts(&*tracked);
    assert!(same, "\nold {old}\nnew {written}\npatch {patch}");
    tracked.accept();
    assert_eq!(tracked.patch(), None);
}
