//! Lists that an addition could miss: the registry, the union of operations, the facts on an action's page, the topics of
//! the landing page.

use comms::{AnyCommsOperation, CommsOperation, GraphEntity, TYPES};
use entity_core::{Declared, Registered, StructuredType, json};
use std::collections::BTreeSet;
use std::path::Path;

/// The names that the sources declare: `microsoft.graph.call`, and `call/playPrompt` for a request.
fn declared() -> BTreeSet<String> {
    let mut sources = String::new();
    add_sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    let code = sources.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    code.filter_map(declared_name).collect()
}

fn add_sources(folder: &Path, sources: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            add_sources(&path, sources);
        } else if cfg!(feature = "beta") || !path.ends_with("beta.rs") {
            sources.push_str(&std::fs::read_to_string(path).expect("a source file"));
        }
    }
}

/// The name that a line declares: the attribute of a type or an action, or a row of a macro that declares several.
fn declared_name(line: &str) -> Option<String> {
    let (before, rest) = line.split_once('"')?;
    let (name, after) = rest.split_once('"')?;
    if let Some((_, on)) = after.split_once("on = ").or_else(|| after.split_once(" on ")) {
        let on = on.split([',', ' ', ')']).next()?;
        let on = on.strip_prefix("Vec<").map_or(on, |item| item.trim_end_matches('>'));
        return Some(format!("{}{}/{name}", on[..1].to_ascii_lowercase(), &on[1..]));
    }
    // Types of another namespace are the tracker's own, or stand in tests.
    let is_of_graph = name.strip_prefix("microsoft.graph.").is_some_and(|name| !name.is_empty());
    let is_row = before.ends_with(" = ") && after == ";";
    (is_of_graph && (before == "#[entity(" || before == "#[complex_type(" || is_row)).then(|| name.to_owned())
}

/// The name of a registered type, written as [`declared`] writes it.
fn registered_name(registered: &Registered) -> String {
    let name = registered.structured_type().name();
    match name.split_once('/') {
        Some((on, _)) => name[on.rfind('.').map_or(0, |dot| dot + 1)..].to_owned(),
        None => name.to_owned(),
    }
}

#[test]
fn every_declared_type_is_registered() {
    let registered: BTreeSet<_> = TYPES.iter().map(registered_name).collect();
    assert!(registered.len() > 190, "{}", registered.len());
    assert_eq!(declared().symmetric_difference(&registered).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(TYPES.iter().count(), registered.len(), "each once");
}

#[test]
fn every_operation_is_a_variant() {
    let mut count = 0;
    for operation in TYPES.iter().map(Registered::structured_type) {
        if operation.base().is_some_and(|base| base.name() == CommsOperation::TYPE.name()) && !is_beta(operation.name())
        {
            let text = format!(r##"{{"@odata.type": "#{}"}}"##, operation.name());
            let read: AnyCommsOperation = json::from_str(&text).expect("an operation");
            assert!(!matches!(read, AnyCommsOperation::Other(_)), "{}", operation.name());
            count += 1;
        }
    }
    assert!(count >= 12, "{count}");
}

#[test]
fn every_page_of_an_action_has_its_path_its_response_and_its_permission() {
    let mut sources = String::new();
    add_sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/actions"), &mut sources);
    let (mut docs, mut count) = (Vec::new(), 0);
    for line in sources.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim());
        } else if let Some(name) = declared_name(line) {
            let name = name.rsplit('/').next().unwrap_or_default();
            let fact = |label: &str| {
                docs.iter().find_map(|doc| doc.strip_prefix(label)).unwrap_or_else(|| panic!("{name}: {label}"))
            };
            let (method, path) = fact("- Sends: `").split_once(' ').expect("a path");
            assert_eq!(method, if line.contains("function") { "GET" } else { "POST" }, "{name}");
            assert_eq!(path.rsplit('/').next().and_then(|last| last.split(['(', '`']).next()), Some(name));
            let starts = if line.contains("Operation") { "starts an operation" } else { "starts no operation" };
            assert!(fact("- Returns: ").ends_with(starts), "{name}");
            assert!(!fact("- Permission: ").is_empty());
            docs.clear();
            count += 1;
        } else if !line.starts_with("#[derive") {
            docs.clear();
        }
    }
    assert_eq!(count, TYPES.iter().filter(|registered| registered.structured_type().is_action()).count());
}

#[test]
fn every_family_of_types_is_on_the_landing_page() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("the root");
    let is_named = |name: &str| {
        let name = name.strip_prefix("microsoft.graph.").unwrap_or(name);
        page.contains(&format!("[`{}{}`]", name[..1].to_ascii_uppercase(), &name[1..]))
    };
    let mut count = 0;
    for type_ in TYPES.iter().map(Registered::structured_type).filter(|type_| !type_.is_action()) {
        let family = std::iter::successors(Some(type_), |type_| type_.base());
        let mut names = family.map(StructuredType::name).filter(|name| *name != GraphEntity::TYPE.name());
        if type_.name() != GraphEntity::TYPE.name() && !type_.name().starts_with("microsoft.graph.callRecords.") {
            assert!(names.any(is_named), "{} belongs to a topic of the landing page", type_.name());
            count += 1;
        }
    }
    assert!(count > 125, "{count}");
}

#[cfg(feature = "beta")]
fn is_beta(name: &str) -> bool {
    comms::beta::TYPES.find(name).is_some()
}

#[cfg(not(feature = "beta"))]
fn is_beta(_: &str) -> bool {
    false
}

#[cfg(feature = "beta")]
#[test]
fn every_operation_of_beta_is_a_variant() {
    for operation in comms::beta::TYPES.iter().map(Registered::structured_type) {
        let text = format!(r##"{{"@odata.type": "#{}"}}"##, operation.name());
        let read: comms::beta::AnyCommsOperation = json::from_str(&text).expect("an operation");
        assert!(!matches!(read, comms::beta::AnyCommsOperation::Known(_)), "{}", operation.name());
    }
    assert!(comms::beta::TYPES.iter().count() >= 8);
}
