//! The model of `comms` agrees with the service's schema.

use super::source::Declarations;
use super::{document, tables};
use entity_core::csdl::{self, Drift, Severity};
use std::collections::HashSet;
use std::path::Path;

/// Types of communications in the list taken from the service's schema.
const LISTED: usize = 210;

const OPERATIONS: &str = include_str!("../../fixtures/operations.csdl.xml");

/// The types of `comms` except those of beta.
fn shipped() -> impl Iterator<Item = &'static entity_core::StructuredType> {
    tables(&comms::TYPES).filter(|type_| comms::beta::TYPES.find(type_.name()).is_none())
}

/// The findings that are wrong with the shipped model.
fn wrong(drift: &Drift) -> Vec<String> {
    drift.findings().iter().filter(|finding| finding.severity() < Severity::Info).map(ToString::to_string).collect()
}

#[test]
fn the_shipped_model_agrees_with_the_service() {
    let Some(path) = tests::shared("csdl/v1.0-Prod.csdl") else { return };
    let schema = csdl::read(&std::fs::read(path).expect("the schema")).expect("CSDL");
    let drift = csdl::drift(&schema, shipped());
    assert_eq!(wrong(&drift), [""; 0]);
    assert!(schema.types().count() > 3_800 && drift.types() >= LISTED, "{} types compared", drift.types());
    println!("{} types agree with the service's schema", drift.types());
}

#[test]
fn the_shipped_model_has_every_type_of_communications() {
    let Some(path) = tests::shared("csdl/communications-types.tsv") else { return };
    let list = std::fs::read_to_string(path).expect("the list");
    // Compared with an empty schema, every declared type is missing, enumerations too.
    let drift = csdl::drift(&csdl::read(document("").as_bytes()).expect("CSDL"), shipped());
    let declared: HashSet<&str> = drift.findings().iter().map(csdl::Finding::type_name).collect();
    assert_eq!(declared.len(), drift.types());
    let listed = list.lines().skip(1).filter_map(|line| line.split('\t').nth(1));
    let (found, undeclared): (Vec<_>, Vec<_>) = listed.partition(|name| declared.contains(name));
    assert_eq!(undeclared, [""; 0]);
    assert!(found.len() >= LISTED, "{} types listed", found.len());
}

/// Not compared: docs, rules, order, properties that are untyped in the schema, secrets, boxes and links.
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
    assert!(names.len() >= LISTED, "{} types listed", names.len());
    let properties: usize = printed.types.values().map(|(_, properties)| properties.len()).sum();
    assert!(
        properties > 500 && printed.choices.len() > 10,
        "{properties} properties, {} choices",
        printed.choices.len()
    );
    let unboxed = |property: &String| property.replace("Box<", "").replace("Linked<", "").replace('>', "");
    for (name, (head, properties)) in &printed.types {
        // A macro declares the operations without properties of their own.
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
fn the_shipped_operations_agree_with_the_fixture() {
    let schema = csdl::read(OPERATIONS.as_bytes()).expect("CSDL");
    let drift = csdl::drift(&schema, shipped());
    let about =
        |finding: &&csdl::Finding| schema.find(finding.type_name()).is_some() && finding.severity() < Severity::Info;
    let wrong: Vec<_> = drift.findings().iter().filter(about).map(ToString::to_string).collect();
    assert_eq!(wrong, [""; 0]);
    let structured: Vec<_> = schema.types().filter(|type_| type_.as_structured().is_some()).collect();
    let declared = structured.iter().filter(|type_| comms::TYPES.find(&type_.name).is_some()).count();
    assert_eq!(declared, structured.len());
    assert!(declared > 10, "{declared}");
}

#[test]
fn every_type_of_the_service_is_printed() {
    let Some(path) = tests::shared("csdl/v1.0-Prod.csdl") else { return };
    let schema = csdl::read(&std::fs::read(path).expect("the schema")).expect("CSDL");
    let all = csdl::scaffold_all(&schema).expect("declarations");
    let structured = schema.types().filter(|type_| type_.as_structured().is_some()).count();
    assert!(structured > 2_500, "{structured}");
    assert_eq!(all.matches("Registered::of::<").count(), structured);
    assert_eq!(all.matches("EnumType)]\n").count(), schema.types().count() - structured);
}
