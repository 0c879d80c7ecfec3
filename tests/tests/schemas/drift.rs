//! Drift finds every change of a schema, once, at its place and with its severity.

use super::changes::{CHANGES, Change, Expected};
use super::{LIBRARY, library, tables};
use entity_core::csdl::{self, Drift, Severity};
use proptest::prelude::*;
use std::collections::HashSet;

fn found(drift: &Drift) -> Vec<Expected> {
    let row = |finding: &csdl::Finding| {
        (finding.severity(), finding.type_name().to_owned(), finding.member().map(str::to_owned), finding.kind())
    };
    drift.findings().iter().map(row).collect()
}

/// Compares the library's declarations with its text after a change. Returns the findings, the expected one, and the text.
fn changed(kind: usize, seed: u64) -> (Vec<Expected>, Option<Expected>, String) {
    let schema = library();
    let mut change = Change::new(LIBRARY, &schema, seed);
    let expected = CHANGES[kind].1(&mut change);
    let text = change.text();
    let schema = csdl::read(text.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}\n{text}", CHANGES[kind].0));
    (found(&csdl::drift(&schema, tables(&library::TYPES))), expected, text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_is_found_once_at_its_place_with_its_severity(kind in 0..CHANGES.len(), seed: u64) {
        let (found, expected, _) = changed(kind, seed);
        prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{}", CHANGES[kind].0);
    }
}

#[test]
fn every_kind_of_change_is_found() {
    let mut kinds = HashSet::new();
    for (kind, (name, _)) in CHANGES.iter().enumerate() {
        for seed in 1..20 {
            let (found, expected, text) = changed(kind, seed * 0x9e37_79b9);
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{name}\n{text}");
            assert_ne!(text, LIBRARY.trim_end(), "{name}: the text is changed");
            kinds.extend(found.into_iter().map(|(severity, _, _, kind)| (severity, kind)));
        }
    }
    assert_eq!(kinds.len(), 19, "every kind that drift knows: {kinds:?}");
}

#[test]
fn a_finding_has_both_types_in_its_text() {
    let text = LIBRARY.replace("Name=\"title\" Type=\"Edm.String\"", "Name=\"title\" Type=\"Collection(Edm.Int32)\"");
    let drift = csdl::drift(&csdl::read(text.as_bytes()).expect("CSDL"), tables(&library::TYPES));
    assert!(drift.is_breaking());
    let text = "breaking: contoso.library.medium/title: is declared as `Edm.String`, but the schema has `Collection(Edm.Int32)`";
    assert_eq!(drift.findings()[0].to_string(), text);
}

#[test]
fn findings_come_with_the_worst_first() {
    let text = LIBRARY
        .replace(
            "<EntityType Name=\"medium\" BaseType=\"self.entity\" OpenType=\"true\">",
            "<EntityType Name=\"medium\" BaseType=\"self.entity\">",
        )
        .replace("<Property Name=\"street\" Type=\"Edm.String\"/>", "<Property Name=\"town\" Type=\"Edm.String\"/>")
        .replace("<Member Name=\"torn\" Value=\"1\"/>", "<Member Name=\"burnt\" Value=\"1\"/>");
    let drift = csdl::drift(&csdl::read(text.as_bytes()).expect("CSDL"), tables(&library::TYPES));
    let address = "contoso.library.address".to_owned();
    let marks = "contoso.library.marks".to_owned();
    let expected = [
        (Severity::Breaking, address.clone(), Some("street".to_owned()), "missing_property"),
        (Severity::Breaking, marks.clone(), Some("torn".to_owned()), "missing_member"),
        (Severity::Additive, address, Some("town".to_owned()), "new_property"),
        (Severity::Additive, marks, Some("burnt".to_owned()), "new_member"),
        (Severity::Info, "contoso.library.medium".to_owned(), None, "open"),
    ];
    assert_eq!(found(&drift), expected);
}
