//! Published bodies of all of Graph through loaded types.

use super::graph;
use entity_core::{ReadError, json};
use tests::corpus::bodies;
use tests::faithful;

/// Bodies of all of Graph in the corpus, and those of them whose documentation gives a type that the schema declares.
const BODIES: usize = 1010;
const DECLARED: usize = 595;

#[test]
fn bodies_of_all_of_graph_come_back_the_same() {
    let (Some(types), Some(bodies)) = (graph(), bodies("corpus/graph")) else { return };
    let (mut same, mut declared) = (0, 0);
    for body in &bodies {
        let is_declared = types.find(item(&body.declared)).is_some();
        declared += usize::from(is_declared);
        let name = if is_declared { &body.declared } else { "microsoft.graph.entity" };
        let read = match types.read_as(name, body.text.as_bytes()) {
            // The registry refuses a tag of another family; the type itself keeps it.
            Err(ReadError::Unrelated { .. }) => {
                types.find(item(name)).expect("a type").read(body.text.as_bytes()).map_err(ReadError::Json)
            }
            read => read,
        };
        match read {
            Ok(value) => {
                assert_eq!(faithful(&json::to_string(&value)), faithful(&body.text), "{}", body.file);
                same += 1;
            }
            Err(error) => {
                let is_stated = error.to_string().contains("twice") || !body.text.trim_start().starts_with('{');
                assert!(is_stated, "{}: {error}", body.file);
            }
        }
    }
    println!("{same} bodies of Graph come back the same, {declared} of them as their declared type");
    assert!(same >= BODIES, "{same} of {} bodies", bodies.len());
    assert!(declared >= DECLARED, "{declared} of {same} bodies are of a declared type");
}

/// The name of the type, or of the items of a collection.
fn item(name: &str) -> &str {
    name.strip_prefix("Collection(").and_then(|name| name.strip_suffix(')')).unwrap_or(name)
}
