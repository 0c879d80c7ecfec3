//! Arranges namespaces as nested Rust modules.

use super::spelling::{STUBBORN, allowed, identifier, snake};
use crate::csdl::model::{Namespace, Schema, Type};
use std::collections::{HashMap, HashSet};

/// The most modules inside each other. The rest of a namespace is the name of the last.
const MOST_PARTS: usize = 50;

/// Names of crates, which a module of the same name would hide.
const CRATES: &[&str] = &["core", "entity_core", "serde_json", "std"];

pub(super) struct Module<'a> {
    /// The names of the modules from the root to this one, without the root's.
    pub(super) path: Vec<String>,
    /// The namespace.
    pub(super) namespace: String,
    pub(super) types: Vec<&'a Type>,
    /// The indices of its inner modules.
    pub(super) inside: Vec<usize>,
}

/// Returns the modules, root first, and the index of each namespace's module.
///
/// The root is the longest prefix that all namespaces with types share. Each further part of a namespace is an inner module.
pub(super) fn modules(schema: &Schema) -> (Vec<Module<'_>>, HashMap<&str, usize>) {
    let namespaces = || schema.namespaces.iter().filter(|namespace| !namespace.types.is_empty());
    let mut tree = Tree { modules: Vec::new(), known: HashMap::new(), taken: HashSet::new() };
    let root = common(namespaces().map(|namespace| parts(&namespace.name)));
    tree.add(Vec::new(), root.join("."));
    let mut by_namespace = HashMap::new();
    for namespace in namespaces() {
        by_namespace.insert(namespace.name.as_str(), tree.place(namespace, root.len()));
    }
    (tree.modules, by_namespace)
}

/// Returns the parts of a namespace, each of which is a module.
fn parts(namespace: &str) -> Vec<&str> {
    namespace.splitn(MOST_PARTS, '.').collect()
}

/// Returns the parts that all namespaces start with.
fn common<'n>(namespaces: impl Iterator<Item = Vec<&'n str>>) -> Vec<&'n str> {
    let both =
        |a: Vec<&'n str>, b: Vec<&'n str>| a.into_iter().zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    namespaces.reduce(both).unwrap_or_default()
}

/// The modules found so far.
struct Tree<'a> {
    modules: Vec<Module<'a>>,
    /// The index of each namespace's module.
    known: HashMap<String, usize>,
    /// The paths in use.
    taken: HashSet<Vec<String>>,
}

impl Tree<'_> {
    /// Returns the module of a namespace. Adds it and the modules around it if they are missing.
    fn place(&mut self, namespace: &Namespace, root: usize) -> usize {
        let parts = parts(&namespace.name);
        let mut at = 0;
        for depth in root..parts.len() {
            let name = parts[..=depth].join(".");
            let known = self.known.get(&name).copied();
            at = known.unwrap_or_else(|| self.inside(at, parts[depth], name));
        }
        at
    }

    fn inside(&mut self, parent: usize, part: &str, namespace: String) -> usize {
        let mut name = allowed(snake(part));
        let around = self.modules[parent].path.clone();
        let path = |name: &str| around.iter().cloned().chain([identifier(name)]).collect::<Vec<_>>();
        while STUBBORN.contains(&name.as_str()) || CRATES.contains(&name.as_str()) || !self.taken.insert(path(&name)) {
            name.push('_');
        }
        let module = self.add(path(&name), namespace);
        self.modules[parent].inside.push(module);
        module
    }

    fn add(&mut self, path: Vec<String>, namespace: String) -> usize {
        self.known.insert(namespace.clone(), self.modules.len());
        self.modules.push(Module { path, namespace, types: Vec::new(), inside: Vec::new() });
        self.modules.len() - 1
    }
}
