//! Published bodies, which come back with the same members, number text and values.
//!
//! Skipped, with a line that says so, if the corpus is not beside the project (`../shared/corpus`).

use comms::{GraphEntity, TYPES};
use entity_core::{ReadError, json};
use tests::corpus::{REQUESTS, bodies};
use tests::faithful;

/// Bodies of communications in the corpus, and those whose documentation gives a type that `comms` declares.
const COMMUNICATIONS: usize = 198;
const DECLARED: usize = 165;
/// Bodies of all of Graph in it.
const GRAPH: usize = 1010;

fn is_object(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

#[test]
fn communications_come_back_as_their_declared_type_or_as_the_root_entity() {
    let Some(bodies) = bodies("corpus/comms") else { return };
    let (mut same, mut declared) = (0, 0);
    for body in &bodies {
        if !is_object(&body.text) {
            assert!(json::from_str::<GraphEntity>(&body.text).is_err(), "{}", body.file);
            continue;
        }
        let known = TYPES.find(&body.declared);
        let name = if known.is_some() { body.declared.as_str() } else { "microsoft.graph.entity" };
        let value = match (TYPES.read_as(name, body.text.as_bytes()), TYPES.find(name)) {
            // The registry refuses a tag of another family; the type itself keeps it.
            (Err(ReadError::Unrelated { .. }), Some(known)) => known.read(body.text.as_bytes()).expect("readable"),
            (other, _) => other.unwrap_or_else(|error| panic!("{}: {error}", body.file)),
        };
        assert_eq!(faithful(&json::to_string(&value)), faithful(&body.text), "{}", body.file);
        same += 1;
        declared += usize::from(known.is_some());
    }
    println!("{same} bodies come back the same, {declared} of them as their declared type");
    assert!(same >= COMMUNICATIONS, "{same} of {} bodies", bodies.len());
    assert!(declared >= DECLARED, "{declared} of {same} bodies are of a known type");
}

#[test]
fn bodies_of_all_of_graph_come_back_as_the_root_entity() {
    let Some(bodies) = bodies("corpus/graph") else { return };
    let mut same = 0;
    for body in &bodies {
        match json::from_str::<GraphEntity>(&body.text) {
            Ok(entity) => {
                assert_eq!(faithful(&json::to_string(&entity)), faithful(&body.text), "{}", body.file);
                same += 1;
            }
            Err(error) => {
                let stated = error.message().contains("twice") || !is_object(&body.text);
                assert!(stated, "{}: {error}", body.file);
            }
        }
    }
    println!("{same} bodies of Graph come back the same");
    assert!(same >= GRAPH, "{same} of {} bodies", bodies.len());
}

#[test]
fn requests_come_back_as_their_action() {
    let Some(bodies) = bodies("corpus/comms") else { return };
    let mut count = 0;
    for (page, name) in REQUESTS {
        let shown = |file: &str| file.contains(&format!("__{page}__")) && file.ends_with("__request.json");
        let of_page: Vec<_> = bodies.iter().filter(|body| shown(&body.file)).collect();
        assert!(!of_page.is_empty(), "no request of {page}");
        for body in of_page {
            let request = TYPES.read_as(&format!("microsoft.graph.{name}"), body.text.as_bytes()).expect(&body.file);
            assert_eq!(faithful(&json::to_string(&request)), faithful(&body.text), "{}", body.file);
            count += 1;
        }
    }
    println!("{count} requests come back the same");
    assert!(count >= REQUESTS.len(), "{count}");
}
