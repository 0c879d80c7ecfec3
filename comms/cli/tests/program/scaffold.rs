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

/// A document with one type, after some elements.
fn document(before: &str, namespace: &str, inside: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">{before}<edmx:DataServices>\n\
         <Schema Namespace=\"{namespace}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{inside}\n</Schema></edmx:DataServices></edmx:Edmx>"
    )
}

#[test]
fn an_odd_declaration_is_a_warning_on_standard_error() {
    let text = document("", "contoso", "<ComplexType Name=\"a\"/><Association/>");
    let scaffolded = on_input(&["scaffold", "--all"], &text);
    assert_eq!(scaffolded.code, Some(0));
    assert!(scaffolded.out.contains("pub struct A {"), "{}", scaffolded.out);
    let warning = "warning: standard input: line 3: `Association` is not an element that CSDL 4.01 allows inside `Schema`: it is ignored\n";
    assert_eq!(scaffolded.err, warning);
    let drift = on_input(&["drift", "--json"], &text);
    assert!(drift.err.starts_with(warning), "{}", drift.err);
    let many = document("", "contoso", &"<Association/>\n".repeat(60));
    let err = on_input(&["scaffold", "--all"], &many).err;
    assert!(err.lines().count() == 51 && err.ends_with("warning: … and 10 more\n"), "{err}");
}

#[test]
fn documents_referred_to_are_read_from_a_directory() {
    let folder = std::env::temp_dir().join(format!("comms-references-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("town.xml"), document("", "town", "<ComplexType Name=\"town\"/>")).expect("a file");
    let reference = "<edmx:Reference Uri=\"https://example.org/schemas/town.xml?v=1\"><edmx:Include Namespace=\"town\" Alias=\"t\"/></edmx:Reference>";
    let text =
        document(reference, "road", "<ComplexType Name=\"road\"><Property Name=\"to\" Type=\"t.town\"/></ComplexType>");
    let with = on_input(&["scaffold", "--all", "--ref", folder.to_str().expect("UTF-8")], &text).good();
    assert!(with.contains("to: Prop<super::town::Town>,"), "{with}");
    let without = on_input(&["scaffold", "--all"], &text);
    assert!(without.err.contains("`town.town` is not declared"), "{}", without.err);
    let drift = on_input(&["drift", "--ref", folder.to_str().expect("UTF-8")], &text);
    assert!(!drift.err.contains("warning"), "{}", drift.err);
    std::fs::remove_dir_all(folder).expect("removed");
}
