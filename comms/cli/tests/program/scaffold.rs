//! `comms scaffold`: declarations for named types, or for all types of a schema.

use crate::running::{fixture, on_input, run, text_of};

const SCHEMA: &str = "library.csdl.xml";

/// Runs `scaffold` with arguments after the schema.
fn scaffold(arguments: &[&str]) -> crate::running::Run {
    let schema = fixture(SCHEMA);
    run(&[&["scaffold", schema.to_str().expect("UTF-8")], arguments].concat())
}

#[test]
fn named_types_are_declared_with_all_types_that_they_reach() {
    let out = scaffold(&["contoso.library.medium", "contoso.library.reader"]).good();
    assert_eq!(out, include_str!("../../../../tests/tests/schemas/library.rs"));
}

#[test]
fn all_types_are_declared_on_demand() {
    assert!(scaffold(&["--all"]).good().contains("pub struct Stranger {"));
}

#[test]
fn a_schema_is_read_from_standard_input() {
    let by_name = scaffold(&["--all"]).good();
    assert_eq!(on_input(&["scaffold", "--all"], text_of(SCHEMA)).good(), by_name);
}

#[test]
fn an_unknown_type_or_a_wrong_choice_of_types_is_wrong_usage() {
    let unknown = scaffold(&["library.MEDIUM"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (Some(2), ""));
    assert!(unknown.err.contains("no type `library.MEDIUM`; did you mean contoso.library.medium?"), "{}", unknown.err);
    assert_eq!(scaffold(&[]).code, Some(2), "neither a type nor --all");
    assert_eq!(scaffold(&["--all", "contoso.library.genre"]).code, Some(2), "both");
}
