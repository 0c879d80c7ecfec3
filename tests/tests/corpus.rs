//! Real bodies come back with the same members, number text and values. Skipped where the corpus is not beside the project.

use comms::TYPES;
use entity_core::json;
use std::fs;
use tests::{faithful, shared};

struct Body {
    file: String,
    declared: String,
    text: String,
}

/// The bodies in an index whose columns are named in its first line.
fn bodies(corpus: &str) -> Vec<Body> {
    let Some(folder) = shared(corpus) else { return Vec::new() };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).expect("an index");
    let mut lines = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().expect("a head");
    let column = |name: &str| head.iter().position(|column| *column == name).expect("the column");
    let (file, declared) = (column("file"), column("declared_odata_type"));
    lines
        .map(|line| Body {
            file: line[file].to_owned(),
            declared: line[declared].to_owned(),
            text: fs::read_to_string(folder.join(line[file])).expect("a body"),
        })
        .collect()
}

#[test]
fn communications_come_back_as_their_declared_type_else_as_the_root_entity() {
    let mut declared = 0;
    let mut objects = 0;
    for body in bodies("corpus/comms") {
        if !body.text.trim_start().starts_with('{') {
            assert!(json::from_str::<comms::GraphEntity>(&body.text).is_err(), "{}", body.file);
            continue;
        }
        objects += 1;
        let known = TYPES.find(&body.declared).is_some();
        declared += usize::from(known);
        let name = if known { body.declared.as_str() } else { "microsoft.graph.entity" };
        let value = match TYPES.read_as(name, body.text.as_bytes()) {
            // A tag of another family is refused by the registry and kept by the type itself.
            Err(entity_core::ReadError::Unrelated { .. }) => {
                TYPES.find(name).expect("known").read(body.text.as_bytes()).expect("readable")
            }
            other => other.unwrap_or_else(|error| panic!("{}: {error}", body.file)),
        };
        assert_eq!(faithful(&json::to_string(&value)), faithful(&body.text), "{}", body.file);
    }
    println!("{objects} bodies, {declared} of them as their declared type");
}

#[test]
fn all_of_graph_comes_back_as_the_root_entity() {
    for body in bodies("corpus/graph") {
        match json::from_str::<comms::GraphEntity>(&body.text) {
            Ok(entity) => assert_eq!(faithful(&json::to_string(&entity)), faithful(&body.text), "{}", body.file),
            Err(error) => {
                assert!(
                    error.message().contains("twice") || !body.text.trim_start().starts_with('{'),
                    "{}: {error}",
                    body.file
                );
            }
        }
    }
}
