//! Schemas: read, compared with declared types, and printed as declarations.
//!
//! The declarations in `library.rs` are what scaffold prints for `fixtures/library.csdl.xml`; print them anew with
//! `cargo run -- scaffold tests/fixtures/library.csdl.xml contoso.library.medium contoso.library.reader > tests/tests/schemas/library.rs`.

mod changes;
pub mod library;
mod source;

use changes::{CHANGES, Change, Expected};
use entity_core::csdl::{self, Definition, Drift, OperationKind, Schema, Severity};
use entity_core::{Registered, Registry, json, prelude::*};
use proptest::prelude::*;
use source::Declarations;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

const LIBRARY: &str = include_str!("../../fixtures/library.csdl.xml");
const OPERATIONS: &str = include_str!("../../fixtures/operations.csdl.xml");

fn library() -> Schema {
    csdl::read(LIBRARY.as_bytes()).expect("the fixture is CSDL")
}

/// A document with one namespace, `contoso`, of which this is the inside. Its first line is the document's third.
fn document(inside: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n\
         <Schema Namespace=\"contoso\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{inside}\n</Schema></edmx:DataServices></edmx:Edmx>"
    )
}

/// A document with two empty namespaces, in its second line and its third.
fn schemas(before: &str, first: &str, second: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">{before}<edmx:DataServices xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n\
         <Schema Namespace=\"{first}\"/>\n<Schema Namespace=\"{second}\"/></edmx:DataServices></edmx:Edmx>"
    )
}

const INCLUDE: &str = "<edmx:Reference Uri=\"x\"><edmx:Include Namespace=\"elsewhere\" Alias=\"x\"/></edmx:Reference>";

fn tables(registry: &Registry) -> impl Iterator<Item = &'static entity_core::StructuredType> {
    registry.iter().map(Registered::structured_type)
}

// Reading.

#[test]
fn a_schema_is_read_whole() {
    let schema = library();
    let names: Vec<_> = schema.namespaces.iter().map(|namespace| namespace.name.as_str()).collect();
    assert_eq!(names, ["contoso.library", "contoso.library.archive", "contoso.library.archive.mod"]);

    let medium = schema.find("contoso.library.medium").expect("medium");
    let structured = medium.as_structured().expect("an entity type");
    assert_eq!(
        LIBRARY.lines().nth(medium.line - 1).map(str::trim),
        Some("<EntityType Name=\"medium\" BaseType=\"self.entity\" OpenType=\"true\">")
    );
    assert_eq!(structured.base.as_deref(), Some("contoso.library.entity"), "aliases are spelled out");
    assert!(structured.is_open && !structured.is_abstract);
    assert_eq!(schema.structured("contoso.library.entity").expect("entity").key, ["id"]);
    assert_eq!(medium.documentation.description.as_deref(), Some("What can be lent."));
    assert!(
        medium
            .documentation
            .long_description
            .as_deref()
            .is_some_and(|text| text.starts_with("It has a <shelf> & a *place*"))
    );
    let volumes = structured.properties.iter().find(|property| property.name == "volumes").expect("volumes");
    assert_eq!(
        (volumes.type_name.to_string().as_str(), volumes.is_navigation),
        ("Collection(contoso.library.medium)", true)
    );
    let title = &structured.properties[0];
    assert_eq!((title.nullable, title.max_length), (Some(false), Some(200)));
    assert_eq!(
        title.documentation.description.as_deref(),
        Some("As on the cover: https://example.org/covers_1."),
        "what stands inside goes first"
    );

    assert_eq!(schema.underlying("contoso.library.isbn"), "Edm.String");
    assert!(schema.is_open("contoso.library.archive.medium") && !schema.is_open("contoso.library.reader"));
    let Definition::Enum(marks) = &schema.find("contoso.library.marks").expect("marks").definition else {
        panic!("no enumeration")
    };
    assert!(marks.is_flags);
    let Definition::Enum(genre) = &schema.find("contoso.library.genre").expect("genre").definition else {
        panic!("no enumeration")
    };
    assert_eq!(genre.members[0].documentation.description.as_deref(), Some("Made up."), "what stands apart is found");
}

#[test]
fn operations_are_read_with_their_overloads() {
    let schema = library();
    let operations = &schema.namespaces[0].operations;
    let names: Vec<_> = operations
        .iter()
        .map(|operation| (operation.name.as_str(), operation.kind, operation.parameters.len()))
        .collect();
    let lend = "contoso.library.lend";
    let expected = [
        (lend, OperationKind::Action, 2),
        (lend, OperationKind::Action, 1),
        ("contoso.library.find", OperationKind::Function, 2),
    ];
    assert_eq!(names, expected);
    assert_eq!(operations[0].documentation.description, None);
    assert_eq!(operations[1].documentation.description.as_deref(), Some("Lends all of them."), "of this overload");
    assert_eq!(operations[2].parameters[1].documentation.description.as_deref(), Some("At least one."));
    let returns = operations[0].returns.as_ref().expect("a return type");
    assert_eq!((returns.type_name.name.as_str(), returns.nullable), ("contoso.library.medium", Some(true)));
    assert_eq!(operations[0].parameters[1].nullable, Some(false));
}

#[test]
fn documentation_of_many_is_held_once() {
    let overloads = "<Function Name=\"f\"><ReturnType Type=\"Edm.String\"/></Function>\n\
         <Function Name=\"f\"><Parameter Name=\"p\" Type=\"Edm.String\"/><ReturnType Type=\"Edm.String\"/></Function>\n\
         <Annotations Target=\"contoso.f\"><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"Finds.\"/></Annotations>";
    let schema = csdl::read(document(overloads).as_bytes()).expect("CSDL");
    let texts = schema.namespaces[0].operations.iter().map(|it| it.documentation.description.clone());
    let texts: Vec<_> = texts.map(|text| text.expect("of both")).collect();
    assert!(texts.len() == 2 && &*texts[0] == "Finds." && Arc::ptr_eq(&texts[0], &texts[1]), "{texts:?}");
}

/// Documents that are no schema, the line that says so, and what is wrong there.
fn documents_that_are_none() -> Vec<(String, usize, &'static str)> {
    let edmx = "xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"";
    vec![
        (String::new(), 1, "the document is empty"),
        ("{\"$Version\": \"4.01\"}".into(), 1, "not XML"),
        ("<html>\n<p></html>".into(), 1, "the root element is `html`"),
        ("<edmx:Edmx Version=\"4.0\"/>".into(), 1, "not CSDL"),
        (
            "\n<Edmx Version=\"4.0\"/>".into(),
            2,
            "`Edmx` lacks its namespace `http://docs.oasis-open.org/odata/ns/edmx`",
        ),
        (
            "<edmx:Edmx Version=\"1.0\" xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\"/>".into(),
            1,
            "version 3 or older",
        ),
        (format!("\n<edmx:Edmx Version=\"5.0\" {edmx}/>"), 2, "version 5.0"),
        (format!("<edmx:Edmx {edmx}/>"), 1, "`Edmx` without `Version`"),
        (format!("<edmx:Edmx Version=\"4.0\" {edmx}/>"), 1, "without `DataServices`"),
        (
            format!("<edmx:Edmx Version=\"4.0\" {edmx}>\n<edmx:DataServices/>\n</edmx:Edmx>\n<more/>"),
            4,
            "follows the root element",
        ),
        (
            format!("<edmx:Edmx Version=\"4.0\" {edmx}>\n<edmx:DataServices><Schema/></edmx:DataServices></edmx:Edmx>"),
            2,
            "expected a `Schema` of the namespace `http://docs.oasis-open.org/odata/ns/edm`, found `Schema`",
        ),
    ]
}

/// Like [`documents_that_are_none`], inside a schema.
fn schemas_that_are_none() -> Vec<(String, usize, &'static str)> {
    vec![
        (document("<EntityType Name=\"a\">\n</ComplexType>"), 4, "not XML"),
        (document("<EntityType Name=\"a\" Name=\"b\"/>"), 3, "not XML"),
        (document("<EntityType Name=\"&nothing;\"/>"), 3, "not XML"),
        (document("\n<EntityType/>"), 4, "`EntityType` without `Name`"),
        (document("<EntityType Name=\"a\">\n\n<Property Name=\"b\"/></EntityType>"), 5, "`Property` without `Type`"),
        (
            document("<EntityType Name=\"a\"><Property Name=\"b\" Type=\"String\"/></EntityType>"),
            3,
            "`String` is not a type name",
        ),
        (document("<EntityType Name=\"a\" OpenType=\"yes\"/>"), 3, "`OpenType` is `yes`"),
        (
            document("<EntityType Name=\"a\">\n<Member Name=\"b\"/></EntityType>"),
            4,
            "`Member` is not an element that CSDL 4.01 allows inside `EntityType`",
        ),
        (
            document("<Association Name=\"a\"/>"),
            3,
            "`Association` is not an element that CSDL 4.01 allows inside `Schema`",
        ),
        (document("<EntityType Name=\"a\"/>\n<EnumType Name=\"a\"/>"), 4, "`contoso.a` is already declared in line 3"),
        (
            document(
                "<EntityType Name=\"a\" BaseType=\"contoso.b\"/>\n<EntityType Name=\"b\" BaseType=\"contoso.a\"/>",
            ),
            3,
            "derives from itself",
        ),
        (
            document(
                "<TypeDefinition Name=\"a\" UnderlyingType=\"Edm.String\"/>\n<TypeDefinition Name=\"b\" UnderlyingType=\"contoso.a\"/>",
            ),
            4,
            "`contoso.b` is defined as `contoso.a`, which is not a primitive type",
        ),
        (document("<TypeDefinition Name=\"a\" UnderlyingType=\"contoso.a\"/>"), 3, "is not a primitive type"),
        (document("\n<TypeDefinition Name=\"a\" UnderlyingType=\"Edm.Untyped\"/>"), 4, "is not a primitive type"),
        (
            document("<TypeDefinition Name=\"a\" UnderlyingType=\"Collection(Edm.String)\"/>"),
            3,
            "is not a primitive type",
        ),
        (schemas("", "b\" Alias=\"x", "a\" Alias=\"x"), 3, "the alias `x` already names `b`, see line 2"),
        (schemas("", "a\" Alias=\"b", "b"), 2, "the alias `b` of `a` is also the namespace of the schema in line 3"),
        (schemas("", "b", "a\" Alias=\"b"), 3, "the alias `b` of `a` is also the namespace of the schema in line 2"),
        (schemas(INCLUDE, "a\" Alias=\"x", "b"), 2, "the alias `x` already names `elsewhere`, see line 1"),
    ]
}

#[test]
fn what_is_no_schema_is_refused_with_its_line() {
    for (text, line, message) in documents_that_are_none().into_iter().chain(schemas_that_are_none()) {
        let error = csdl::read(text.as_bytes()).expect_err(&text);
        assert_eq!(error.line(), line, "{error}\n{text}");
        assert!(error.message().contains(message), "{error}\n{text}");
        assert_eq!(error.to_string(), format!("line {line}: {}", error.message()));
    }
    for same in [schemas("", "a\" Alias=\"x", "a\" Alias=\"x"), schemas("", "a\" Alias=\"a", "b\" Alias=\"x")] {
        assert!(csdl::read(same.as_bytes()).is_ok(), "an alias that can mean but one thing: {same}");
    }
    let error = csdl::read(b"<a>\n\xff</a>").expect_err("not UTF-8");
    assert_eq!((error.line(), error.message()), (2, "the document is not UTF-8"));
}

#[test]
fn a_schema_that_is_cut_off_anywhere_is_refused() {
    let whole = LIBRARY.trim_end();
    for end in (0..whole.len()).step_by(11) {
        let error = csdl::read(&whole.as_bytes()[..end]).expect_err("cut off");
        assert!(error.line() <= whole.lines().count(), "{error}");
    }
    let error = csdl::read(&whole.as_bytes()[..whole.find("Edm.Duration").expect("in it")]).expect_err("cut off");
    assert!(error.message().contains("the document is cut off inside `EntityType`"), "{error}");
    csdl::read(whole.as_bytes()).expect("whole");
}

/// Ten times the types, about ten times the time; and what would take long where each walk was done anew is refused at once.
#[test]
fn a_large_schema_takes_no_longer_than_its_length() {
    let of = |count: usize| {
        let types: Vec<_> = (0..count)
            .map(|at| format!("<ComplexType Name=\"t{at}\"><Property Name=\"p\" Type=\"Edm.String\"/></ComplexType>\n"))
            .collect();
        document(&types.concat())
    };
    let seconds = |text: &str| {
        let start = Instant::now();
        assert!(csdl::read(text.as_bytes()).is_ok());
        start.elapsed().as_secs_f64()
    };
    let (small, large) = (of(2_000), of(20_000));
    let small = (0..3).map(|_| seconds(&small)).fold(f64::INFINITY, f64::min);
    let large = (0..3).map(|_| seconds(&large)).fold(f64::INFINITY, f64::min);
    assert!(large < small * 40.0 + 0.2, "{large} s for ten times of what took {small} s");

    let chain: Vec<_> =
        (0..40_000).map(|at| format!("<ComplexType Name=\"t{at}\" BaseType=\"contoso.t{}\"/>\n", at + 1)).collect();
    let error = csdl::read(document(&chain.concat()).as_bytes()).expect_err("too deep");
    assert!(error.message().contains("derives from more than 100 types"), "{error}");
    assert!(csdl::read(document(&"<a>".repeat(100_000)).as_bytes()).is_err());
    let long = |len: usize| csdl::read(document(&format!("<ComplexType Name=\"{}\"/>", "t".repeat(len))).as_bytes());
    assert!(long(128).is_ok());
    assert!(long(129).expect_err("a long name").message().contains("longer than the 128 characters"));
    let attributes: Vec<_> = (0..50_000).map(|at| format!(" a{at}=\"\"")).collect();
    assert!(csdl::read(document(&format!("<ComplexType{}/>", attributes.concat())).as_bytes()).is_err());
}

// Printing declarations.

#[test]
fn declarations_are_printed_as_checked_in() {
    let printed =
        csdl::scaffold(&library(), &["contoso.library.medium", "contoso.library.reader"]).expect("declarations");
    let checked_in = include_str!("library.rs");
    let differs = printed.lines().zip(checked_in.lines()).position(|(a, b)| a != b);
    assert!(
        printed == checked_in,
        "print schemas/library.rs anew: it differs in line {:?}",
        differs.map(|line| line + 1)
    );
}

#[test]
fn printed_declarations_agree_with_their_schema() {
    let drift = csdl::drift(&library(), tables(&library::TYPES));
    assert_eq!(drift.findings(), [], "a declaration says what the schema says");
    assert_eq!(drift.types(), library::TYPES.iter().count() + 3, "and its three enumerations");
}

#[test]
fn printed_declarations_read_and_write() {
    let body = r##"{"@odata.type":"#contoso.library.bookMedium","id":"7","title":"Maps","genre":"Atlas","marks":"torn,signed","pages":12,
        "keeper":{"@odata.type":"#contoso.library.employee","name":"Ada","parent":{"name":"Lord"},"since":"2020-02-29"},
        "volumes":[{"@odata.type":"#contoso.library.tapeMedium","length":"PT5M"}],"place":{"properties":{"room":3}},
        "cover":{"anyDecimal":1.50,"anyStream":{"a":[1]},"anySingle":0.5}}"##;
    let medium: library::AnyMedium = json::from_str(body).expect("a medium");
    let library::AnyMedium::Book(book) = &medium else { panic!("{medium:?}") };
    assert_eq!(book.genre(), Some(&library::Genre::Atlas));
    assert!(book.marks().is_some_and(|marks| marks.contains(&library::Marks::Signed)));
    let library::AnyPerson::Employee(keeper) = book.keeper() else { panic!("{:?}", book.keeper()) };
    assert_eq!(keeper.parent().name(), Some("Lord"), "a type that holds itself");
    assert_eq!(keeper.parent().parent().parent().name(), None, "and is empty where absent");
    assert_eq!(book.place().and_then(|place| place.properties_().room()), Some(3));
    assert!(matches!(book.volumes(), [library::AnyMedium::Tape(_)]));
    assert!(medium.deviations().is_empty(), "{:?}", medium.deviations());
    assert_eq!(tests::faithful(&json::to_string(&medium)), tests::faithful(body));
}

#[test]
fn all_types_are_printed_in_one_go() {
    let all = csdl::scaffold_all(&library()).expect("declarations");
    assert!(all.contains("pub struct Stranger {"), "also what nothing leads to");
    assert!(all.lines().all(|line| line.chars().count() <= 130 && !line.ends_with(' ')));

    // A namespace that shares nothing with the others is beside them, and the root of Graph's entities has its own name.
    let graph = "</Schema><Schema Namespace=\"microsoft.graph\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\
        <EntityType Name=\"entity\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\
        <ComplexType Name=\"anyCard\"/><ComplexType Name=\"goldCard\" BaseType=\"microsoft.graph.card\"/><ComplexType Name=\"card\"/>\
        <ComplexType Name=\"wallet\"><Property Name=\"card\" Type=\"microsoft.graph.card\"/></ComplexType>";
    let text = document(&format!("<EntityType Name=\"thing\" BaseType=\"microsoft.graph.entity\"/>{graph}"));
    let all = csdl::scaffold_all(&csdl::read(text.as_bytes()).expect("CSDL")).expect("declarations");
    for part in [
        "pub mod contoso {\n",
        "        entity: super::microsoft::graph::GraphEntity,\n",
        "    pub mod graph {\n",
        "            #[prop(\"id\", read_only)]\n",
        "        pub enum AnyCard_ {\n",
        "            Gold(GoldCard),\n",
        "pub const TYPES: Registry = Registry::new(&[\n    Registered::of::<contoso::Thing>(),\n",
    ] {
        assert!(all.contains(part), "{part}\n{all}");
    }
}

#[test]
fn names_of_underscores_and_of_any_script_are_names_in_rust() {
    let inside = "<ComplexType Name=\"_\"><Property Name=\"_\" Type=\"contoso._\"/><Property Name=\"größe\" Type=\"Edm.String\"/></ComplexType>\
        <EnumType Name=\"__\"><Member Name=\"_\"/><Member Name=\"名\"/></EnumType>";
    let all = csdl::scaffold_all(&csdl::read(document(inside).as_bytes()).expect("CSDL")).expect("declarations");
    for part in [
        "pub struct __ {",
        "    __: Prop<Box<__>>,",
        "    größe: Prop<String>,",
        "pub enum ___ {",
        "    __,",
        "    名,",
    ] {
        assert!(all.contains(part), "{part}\n{all}");
    }
}

#[test]
fn what_cannot_be_declared_is_an_error_that_names_it() {
    let property = |name: &str, type_name: &str| format!("<Property Name=\"{name}\" Type=\"{type_name}\"/>");
    let complex = |inside: &str| format!("<ComplexType Name=\"a\">\n{inside}</ComplexType>");
    let cases = [
        (
            complex(&property("b", "elsewhere.thing")),
            4,
            "the property `b` is of type `elsewhere.thing`, which is not declared",
        ),
        (
            complex(&property("b", "Edm.PropertyPath")),
            4,
            "the property `b` is of type `Edm.PropertyPath`, which is not a type",
        ),
        (
            complex(&(property("b", "Edm.String") + "\n" + &property("B", "Edm.String"))),
            5,
            "the property `B` of `contoso.a` is already declared",
        ),
        (complex(&property("b-c", "Edm.String")), 4, "`b-c` cannot be a name in Rust"),
        (complex(&property("x²", "Edm.String")), 4, "`x²` cannot be a name in Rust"),
        ("\n<ComplexType Name=\"ⓐ\"/>".into(), 4, "`ⓐ` cannot be a name in Rust"),
        ("<EnumType Name=\"a\"><Member Name=\"ﹰ\"/></EnumType>".into(), 3, "`ﹰ` cannot be a name in Rust"),
        (
            "<ComplexType Name=\"a\" BaseType=\"elsewhere.thing\"/>".into(),
            3,
            "derives from `elsewhere.thing`, which is not declared",
        ),
        (
            "<ComplexType Name=\"a\" BaseType=\"contoso.b\"/><EnumType Name=\"b\"/>".into(),
            3,
            "derives from `contoso.b`, which is not of the same category",
        ),
        (
            "<EnumType Name=\"a\"><Member Name=\"b\"/>\n<Member Name=\"B\"/></EnumType>".into(),
            4,
            "the member `B` is already declared",
        ),
        ("<EnumType Name=\"a.b c\"/>".into(), 3, "cannot be a name in Rust"),
    ];
    for (inside, line, message) in cases {
        let schema = csdl::read(document(&inside).as_bytes()).expect("CSDL");
        let error = csdl::scaffold_all(&schema).expect_err(&inside);
        assert_eq!(error.line(), line, "{error}\n{inside}");
        assert!(error.message().contains(message), "{error}\n{inside}");
    }
    let error = csdl::scaffold(&library(), &["contoso.library.book"]).expect_err("no such type");
    assert_eq!(error.to_string(), "the schema has no type `contoso.library.book`");
}

// Drift.

fn found(drift: &Drift) -> Vec<Expected> {
    let tell = |finding: &csdl::Finding| {
        (finding.severity(), finding.type_name().to_owned(), finding.member().map(str::to_owned), finding.kind())
    };
    drift.findings().iter().map(tell).collect()
}

/// What drift says of the library's declarations and a text that is changed in that way.
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
fn a_finding_reads_well() {
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

// The shipped model.

/// All types of `comms` but those that only beta has.
fn shipped() -> impl Iterator<Item = &'static entity_core::StructuredType> {
    tables(&comms::TYPES).filter(|type_| comms::beta::TYPES.find(type_.name()).is_none())
}

/// What would be wrong with the shipped model.
fn wrong(drift: &Drift) -> Vec<String> {
    drift.findings().iter().filter(|finding| finding.severity() < Severity::Info).map(ToString::to_string).collect()
}

#[test]
fn the_shipped_model_agrees_with_the_service() {
    let Some(path) = tests::shared("csdl/v1.0-Prod.csdl") else { return };
    let schema = csdl::read(&std::fs::read(path).expect("the schema")).expect("CSDL");
    let drift = csdl::drift(&schema, shipped());
    assert_eq!(wrong(&drift), [""; 0]);
    println!("{} types agree with the service's schema", drift.types());
}

#[test]
fn the_shipped_model_is_whole() {
    let Some(path) = tests::shared("csdl/communications-types.tsv") else { return };
    let list = std::fs::read_to_string(path).expect("the list");
    // Against a schema with nothing in it, all that is declared is missing, enumerations too.
    let drift = csdl::drift(&csdl::read(document("").as_bytes()).expect("CSDL"), shipped());
    let declared: HashSet<&str> = drift.findings().iter().map(csdl::Finding::type_name).collect();
    assert_eq!(declared.len(), drift.types());
    let listed = list.lines().skip(1).filter_map(|line| line.split('\t').nth(1));
    let undeclared: Vec<_> = listed.filter(|name| !declared.contains(name)).collect();
    assert_eq!(undeclared, [""; 0]);
}

/// Docs, rules and order are the shipped modules' own; so are properties that the schema leaves open, what is a secret, and
/// what is held in a box.
#[test]
fn the_shipped_modules_are_what_scaffold_prints() {
    let (Some(path), Some(list)) =
        (tests::shared("csdl/v1.0-Prod.csdl"), tests::shared("csdl/communications-types.tsv"))
    else {
        return;
    };
    let schema = csdl::read(&std::fs::read(path).expect("the schema")).expect("CSDL");
    let list = std::fs::read_to_string(list).expect("the list");
    let names: Vec<_> = list.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).collect();
    let (mut printed, mut shipped) = (Declarations::default(), Declarations::default());
    printed.add(&csdl::scaffold(&schema, &names).expect("declarations"));
    shipped.add_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../comms/src"), &["beta.rs", "actions", "tracker"]);
    assert_eq!(printed.types.len(), names.len());
    let properties: usize = printed.types.values().map(|(_, properties)| properties.len()).sum();
    assert!(
        properties > 500 && printed.choices.len() > 10,
        "{properties} properties, {} choices",
        printed.choices.len()
    );
    let unboxed = |property: &String| property.replace("Box<", "").replace('>', "");
    for (name, (head, properties)) in &printed.types {
        // Operations that add nothing are declared by a macro, which this does not read.
        let Some((shipped_head, shipped_properties)) = shipped.types.get(name) else {
            assert!(properties.is_empty() && name.ends_with("Operation"), "{name} is not found");
            continue;
        };
        assert_eq!(head, shipped_head, "{name}");
        for (wire, property) in properties {
            assert_eq!(Some(unboxed(property)), shipped_properties.get(wire).map(unboxed), "{name}/{wire}");
        }
    }
    for (name, variants) in &printed.choices {
        assert_eq!(Some(variants), shipped.choices.get(name), "{name}");
    }
}

#[test]
fn the_shipped_operations_agree_with_what_is_known_of_them() {
    let schema = csdl::read(OPERATIONS.as_bytes()).expect("CSDL");
    let drift = csdl::drift(&schema, shipped());
    let about =
        |finding: &&csdl::Finding| schema.find(finding.type_name()).is_some() && finding.severity() < Severity::Info;
    let wrong: Vec<_> = drift.findings().iter().filter(about).map(ToString::to_string).collect();
    assert_eq!(wrong, [""; 0]);
    let declared = schema
        .types()
        .filter(|type_| type_.as_structured().is_some() && comms::TYPES.find(&type_.name).is_some())
        .count();
    assert_eq!(declared, schema.types().filter(|type_| type_.as_structured().is_some()).count());
}

#[test]
fn all_of_the_service_is_printed() {
    let Some(path) = tests::shared("csdl/v1.0-Prod.csdl") else { return };
    let schema = csdl::read(&std::fs::read(path).expect("the schema")).expect("CSDL");
    let all = csdl::scaffold_all(&schema).expect("declarations");
    let structured = schema.types().filter(|type_| type_.as_structured().is_some()).count();
    assert_eq!(all.matches("Registered::of::<").count(), structured);
    assert_eq!(all.matches("EnumType)]\n").count(), schema.types().count() - structured);
}
