//! Declarations printed from a schema compile, agree with it, read and write.

use super::{document, library, tables};
use entity_core::{csdl, json, prelude::*};

#[test]
fn declarations_are_printed_as_in_library_rs() {
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
    assert_eq!(drift.findings(), [], "the declarations agree with their schema");
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
    assert_eq!(keeper.parent().name(), Some("Lord"), "a type that contains itself");
    assert_eq!(keeper.parent().parent().parent().name(), None, "and is empty if absent");
    assert_eq!(book.place().and_then(|place| place.properties_().room()), Some(3));
    assert!(matches!(book.volumes(), [library::AnyMedium::Tape(_)]));
    assert!(medium.deviations().is_empty(), "{:?}", medium.deviations());
    assert_eq!(tests::faithful(&json::to_string(&medium)), tests::faithful(body));
}

#[test]
fn all_types_of_a_schema_are_printed() {
    let all = csdl::scaffold_all(&library()).expect("declarations");
    assert!(all.contains("pub struct Stranger {"), "a type that nothing refers to, too");
    assert!(all.lines().all(|line| line.chars().count() <= 130 && !line.ends_with(' ')));

    // A namespace with another root gets a module beside the others, and the root of Graph's entities has a name of its own.
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
fn large_complex_values_are_in_boxes_and_related_entities_behind_links() {
    let texts = |range: std::ops::Range<u8>| {
        range.map(|at| format!("<Property Name=\"t{at}\" Type=\"Edm.String\"/>")).collect::<String>()
    };
    let inside = format!(
        "<ComplexType Name=\"small\">{}</ComplexType><ComplexType Name=\"large\" BaseType=\"contoso.small\">{}</ComplexType>\
         <ComplexType Name=\"holder\"><Property Name=\"in\" Type=\"contoso.plain\"/><Property Name=\"any\" Type=\"contoso.small\"/>\
         <Property Name=\"all\" Type=\"Collection(contoso.large)\"/><Property Name=\"nested\" Type=\"contoso.pair\"/></ComplexType>\
         <ComplexType Name=\"plain\">{}</ComplexType>\
         <ComplexType Name=\"pair\"><Property Name=\"one\" Type=\"contoso.plain\"/><Property Name=\"two\" Type=\"contoso.plain\"/></ComplexType>\
         <EntityType Name=\"related\"><NavigationProperty Name=\"one\" Type=\"contoso.related\"/>\
         <NavigationProperty Name=\"many\" Type=\"Collection(contoso.related)\"/></EntityType>",
        texts(0..2),
        texts(2..5),
        texts(0..2)
    );
    let all = csdl::scaffold_all(&csdl::read(document(&inside).as_bytes()).expect("CSDL")).expect("declarations");
    for part in [
        "    in_: Prop<Plain>,",
        "    any: Prop<Box<AnySmall>>,",
        "    all: Prop<Vec<Large>>,",
        "    nested: Prop<Box<Pair>>,",
        "    two: Prop<Plain>,",
        "    one: Prop<Linked<Related>>,",
        "    many: Prop<Linked<Vec<Related>>>,",
    ] {
        let part = part.replace("in_", "r#in");
        assert!(all.contains(&part), "{part}\n{all}");
    }
}

#[test]
fn complex_types_in_a_long_chain_are_printed() {
    let one = |at: usize| {
        format!("<ComplexType Name=\"c{at}\"><Property Name=\"next\" Type=\"contoso.c{}\"/></ComplexType>", at + 1)
    };
    let inside: String = (0..5_000).map(one).collect();
    let text = document(&(inside + "<ComplexType Name=\"c5000\"/>"));
    let all = csdl::scaffold(&csdl::read(text.as_bytes()).expect("CSDL"), &["contoso.c0"]).expect("declarations");
    assert!(all.contains("    next: Prop<C5000>,"), "the last is small");
}

#[test]
fn a_type_that_the_schema_lacks_is_an_error_with_its_name() {
    let error = csdl::scaffold(&library(), &["contoso.library.book"]).expect_err("no such type");
    assert_eq!(error.to_string(), "the schema has no type `contoso.library.book`");
}

#[test]
fn names_that_rust_does_not_allow_have_underscores() {
    let inside = "<ComplexType Name=\"ⓐ\"><Property Name=\"b-c\" Type=\"Edm.String\"/><Property Name=\"b.c\" Type=\"Edm.String\"/>\
        <Property Name=\"x²\" Type=\"Edm.String\"/><Property Name=\"2x\" Type=\"Edm.String\"/></ComplexType>\
        <EnumType Name=\"a\"><Member Name=\"ﹰ\"/><Member Name=\"1\"/><Member Name=\"1-\"/></EnumType>";
    let schema = csdl::read(document(inside).as_bytes()).expect("CSDL");
    assert_eq!(schema.warnings, []);
    let all = csdl::scaffold_all(&schema).expect("declarations");
    for part in [
        "pub struct __ {",
        "#[prop(\"b-c\")]\n    b_c: Prop<String>,",
        "#[prop(\"b.c\")]\n    b_c_: Prop<String>,",
        "    x: Prop<String>,",
        "    _2x: Prop<String>,",
        "#[member(\"ﹰ\")]\n    __,",
        "#[member(\"1-\")]\n    _1_,",
    ] {
        assert!(all.contains(part), "{part}\n{all}");
    }
}
