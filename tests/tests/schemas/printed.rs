//! The declarations that scaffold prints for each schema in `fixtures/services`: as checked in, and without drift from the schema.
//!
//! Print them anew with `UPDATE_PRINTED=1 cargo test -p tests --test schemas printed`, then test again, which compiles them.

use super::tables;
use entity_core::csdl::{self, Drift, Schema};
use std::fs;
use std::path::{Path, PathBuf};

/// A schema's name, its text, its declarations, and their drift from a schema.
type Service = (&'static str, &'static str, &'static str, fn(&Schema) -> Drift);

macro_rules! services {
    ($($name:ident)*) => {
        $(#[allow(clippy::module_inception, reason = "names are the schema's")] pub mod $name;)*
        const SERVICES: &[Service] = &[$((
            stringify!($name),
            include_str!(concat!("../../fixtures/services/", stringify!($name), ".csdl.xml")),
            include_str!(concat!("printed/", stringify!($name), ".rs")),
            |schema| csdl::drift(schema, tables(&$name::TYPES)),
        )),*];
    };
}

services!(archive chassis ledger orders records reports shop sites travel);

fn schema(name: &str, text: &str) -> Schema {
    csdl::read(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn each_schema_of_a_service_is_printed_as_checked_in() {
    let mut schemas: Vec<_> = fs::read_dir(folder("fixtures/services"))
        .expect("the schemas")
        .map(|file| file.expect("a file").file_name().to_string_lossy().replace(".csdl.xml", ""))
        .collect();
    schemas.sort();
    assert_eq!(schemas, SERVICES.iter().map(|(name, ..)| *name).collect::<Vec<_>>());
    for (name, text, checked_in, _) in SERVICES {
        let printed = csdl::scaffold_all(&schema(name, text)).expect("declarations");
        if std::env::var_os("UPDATE_PRINTED").is_some() {
            fs::write(folder("tests/schemas/printed").join(format!("{name}.rs")), printed).expect("written");
            continue;
        }
        let differs = printed.lines().zip(checked_in.lines()).position(|(a, b)| a != b);
        assert!(printed == *checked_in, "{name}.rs differs in line {:?}", differs.map(|line| line + 1));
    }
}

#[test]
fn what_is_printed_does_not_drift_from_its_schema() {
    for (name, text, _, drift) in SERVICES {
        let drift = drift(&schema(name, text));
        assert_eq!(drift.findings(), [], "{name}");
        assert!(drift.types() > 0, "{name}");
    }
}

#[test]
fn lengths_are_those_of_texts_and_binary_data_and_of_their_items() {
    let page = archive::Page::default();
    let rules = |table: &'static entity_core::StructuredType| -> Vec<String> {
        let ruled = table.properties().filter(|property| !property.rules().is_empty());
        ruled.map(|property| format!("{} {:?}", property.name(), property.rules())).collect()
    };
    assert_eq!(
        rules(entity_core::ComplexType::structured_type(&page)),
        [
            "image [non_null, max_len = 4096]",
            "thumbnails [non_null, each(max_len = 256)]",
            "checksum [max_len = 32]",
            "checksums [each(max_len = 32)]",
        ]
    );
    assert_eq!(
        rules(entity_core::Entity::structured_type(&archive::Document::default())),
        [
            "mark [non_null, max_len = 12]",
            "olderMarks [each(max_len = 12)]",
            "shortMarks [each(max_len = 4)]",
            "keywords [non_null, each(max_len = 30)]",
        ]
    );
}
