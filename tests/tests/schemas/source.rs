//! Declarations read from Rust sources, to compare those of `comms` with those that scaffold prints.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Declared types by the schema's names, and the enums over subtypes by their own.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    /// The name in Rust with the facts, such as `open`; then the field and kind of each property, and `default` if it has that.
    pub(crate) types: BTreeMap<String, (String, BTreeMap<String, String>)>,
    /// Each `Any…` enum's variants.
    pub(crate) choices: BTreeMap<String, BTreeSet<String>>,
}

impl Declarations {
    /// Adds a source file, formatted like this workspace.
    pub(crate) fn add(&mut self, source: &str) {
        // The type around the line, and the attribute before it.
        let (mut type_name, mut facts, mut property, mut choice) =
            (None::<String>, String::new(), None, None::<String>);
        for line in source.lines().map(str::trim) {
            if let Some((name, rest)) =
                ["entity", "complex_type", "enum_type"].iter().find_map(|attribute| quoted(line, attribute))
            {
                (type_name, facts) = (Some(name.to_owned()), rest.trim_end_matches(")]").to_owned());
            } else if let Some((wire, rest)) = quoted(line, "prop") {
                property = Some((wire.to_owned(), rest.contains("default")));
            } else if let Some(declared) = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")) {
                let name = declared.split(' ').next().unwrap_or_default();
                choice = name.starts_with("Any").then(|| name.to_owned());
                if let Some(type_name) = &type_name {
                    self.types.insert(type_name.clone(), (format!("{name}{facts}"), BTreeMap::new()));
                }
            } else if let (Some((wire, default)), Some((field, kind))) = (&property, line.split_once(": Prop<")) {
                if let Some((_, properties)) = type_name.as_ref().and_then(|name| self.types.get_mut(name)) {
                    properties.insert(
                        wire.clone(),
                        format!("{field}: {}{}", plain(kind), if *default { " default" } else { "" }),
                    );
                }
                property = None;
            } else if let (Some(choice), Some((variant, held))) = (&choice, line.split_once('('))
                && line.ends_with("),")
            {
                self.choices.entry(choice.clone()).or_default().insert(format!("{variant}: {}", plain(held)));
            }
            if line == "}" {
                (type_name, choice) = (None, None);
            }
        }
    }

    /// Adds all files of a folder and its folders, except those named in `but`.
    pub(crate) fn add_folder(&mut self, folder: &Path, but: &[&str]) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if but.contains(&name.as_str()) {
                continue;
            }
            if entry.is_dir() {
                self.add_folder(&entry, but);
            } else {
                self.add(&std::fs::read_to_string(&entry).expect("a source file"));
            }
        }
    }
}

/// The quoted text at the start of the attribute, and the rest.
fn quoted<'a>(line: &'a str, attribute: &str) -> Option<(&'a str, &'a str)> {
    line.strip_prefix("#[")?.strip_prefix(attribute)?.strip_prefix("(\"")?.split_once('"')
}

/// The type without its modules; a secret is a string.
fn plain(kind: &str) -> String {
    let kind = kind.trim_end_matches(',').trim_end_matches(')').replace("Secret", "String");
    let parts: Vec<_> =
        kind.split_inclusive(['<', '>']).map(|part| part.rsplit("::").next().unwrap_or_default()).collect();
    parts.concat()
}
