//! Names that differ in case alone, and properties that a subtype narrows.

use super::document;
use entity_core::csdl::{self, Severity};
use entity_core::{ComplexType, Declared, DynamicProperties, Prop};

const TWINS: &str = "<ComplexType Name=\"twins\"><Property Name=\"Twin\" Type=\"Edm.String\"/><Property Name=\"twin\" Type=\"Edm.Int32\"/></ComplexType>";

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.twins")]
struct Twins {
    #[prop("Twin")]
    text: Prop<String>,
    #[prop("twin")]
    number: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// One of the two.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.twins")]
struct OneTwin {
    #[prop("twin")]
    number: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[test]
fn both_names_are_printed_and_compared() {
    let members = "<EnumType Name=\"unit\"><Member Name=\"mW\"/><Member Name=\"MW\"/></EnumType>";
    let derived = "<ComplexType Name=\"triplets\" BaseType=\"contoso.twins\"><Property Name=\"TWIN\" Type=\"Edm.Guid\"/></ComplexType>";
    let schema = csdl::read(document(&format!("{TWINS}{members}{derived}")).as_bytes()).expect("CSDL");
    assert_eq!(schema.warnings, []);
    let all = csdl::scaffold_all(&schema).expect("declarations");
    for part in [
        "#[prop(\"Twin\")]\n    twin: Prop<String>,",
        "#[prop(\"twin\")]\n    twin_: Prop<i32>,",
        "#[prop(\"TWIN\")]\n    twin__: Prop<Guid>,",
        "#[member(\"MW\")]\n    MW_,",
    ] {
        assert!(all.contains(part), "{part}\n{all}");
    }
    assert_eq!(csdl::drift(&schema, [Twins::TYPE]).findings().iter().filter(|it| it.member().is_some()).count(), 0);
    let drift = csdl::drift(&schema, [OneTwin::TYPE]);
    let found: Vec<_> = drift.findings().iter().map(|it| (it.severity(), it.member(), it.kind())).collect();
    assert_eq!(found[0], (Severity::Additive, Some("Twin"), "new_property"));
}

#[test]
fn a_name_that_is_gone_is_missing_although_its_twin_is_there() {
    let one = TWINS.replace("<Property Name=\"Twin\" Type=\"Edm.String\"/>", "");
    let drift = csdl::drift(&csdl::read(document(&one).as_bytes()).expect("CSDL"), [Twins::TYPE]);
    let found: Vec<_> = drift.findings().iter().map(|it| (it.member(), it.kind())).collect();
    assert_eq!(found, [(Some("Twin"), "missing_property")]);
    let other = one.replace("\"twin\"", "\"TWIN\"");
    let drift = csdl::drift(&csdl::read(document(&other).as_bytes()).expect("CSDL"), [OneTwin::TYPE]);
    let found: Vec<_> = drift.findings().iter().map(|it| (it.member(), it.kind())).collect();
    assert_eq!(found, [(Some("twin"), "other_spelling")]);
}

#[test]
fn a_narrowed_property_is_the_bases() {
    let inside = "<ComplexType Name=\"part\"/><ComplexType Name=\"bolt\" BaseType=\"contoso.part\"/>\
        <ComplexType Name=\"unit\"><Property Name=\"part\" Type=\"contoso.part\"/><Property Name=\"parts\" Type=\"Collection(contoso.part)\"/></ComplexType>\
        <ComplexType Name=\"boltUnit\" BaseType=\"contoso.unit\"><Property Name=\"part\" Type=\"contoso.bolt\"/>\
        <Property Name=\"parts\" Type=\"Collection(contoso.bolt)\"/><Property Name=\"size\" Type=\"Edm.Int32\"/></ComplexType>\
        <ComplexType Name=\"tinyUnit\" BaseType=\"contoso.boltUnit\"><Property Name=\"part\" Type=\"contoso.bolt\"/></ComplexType>";
    let schema = csdl::read(document(inside).as_bytes()).expect("CSDL");
    assert_eq!(schema.warnings, []);
    let narrowed = |name: &str| {
        let properties = &schema.structured(name).expect(name).properties;
        properties.iter().filter(|property| property.is_narrowed).count()
    };
    assert_eq!((narrowed("contoso.unit"), narrowed("contoso.boltUnit"), narrowed("contoso.tinyUnit")), (0, 2, 1));
    let all = csdl::scaffold_all(&schema).expect("declarations");
    assert_eq!(all.matches("#[prop(\"part\"").count(), 1, "{all}");
    assert!(all.contains("    part: Prop<AnyPart>,") && all.contains("#[prop(\"size\")]"), "{all}");
}
