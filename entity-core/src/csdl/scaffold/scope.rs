//! Selects the types to declare, finds their subtypes, and decides which properties need a box. Rust names are up to `names`.

use super::cycles::cycles;
use super::sizes::{Content, LARGE, sizes};
use crate::csdl::Error;
use crate::csdl::model::{Property, Schema, Target, Type};
use std::collections::{HashMap, HashSet};

/// The types to declare, and the facts that depend on all of them.
pub(super) struct Scope<'a> {
    /// The types, in the order of the document.
    pub(super) types: Vec<&'a Type>,
    /// The concrete subtypes of each type, at any depth.
    subtypes: HashMap<&'a str, Vec<&'a Type>>,
    /// The types that a property holds.
    held: HashSet<&'a str>,
    /// Types with the same number contain each other, with no collection between.
    cycles: HashMap<RustType<'a>, usize>,
    /// Estimated sizes.
    sizes: HashMap<RustType<'a>, usize>,
}

/// A Rust type that contains others: a struct, or the enum of a type and its subtypes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum RustType<'a> {
    Struct(&'a str),
    Any(&'a str),
}

impl<'a> Scope<'a> {
    /// Selects all types of the schema.
    pub(super) fn all(schema: &'a Schema) -> Result<Self, Error> {
        let names: Vec<&str> = schema.types().map(|type_| type_.name.as_str()).collect();
        Self::reached(schema, &names)
    }

    /// Selects these types and all that they reach.
    pub(super) fn reached(schema: &'a Schema, names: &[&str]) -> Result<Self, Error> {
        let direct = direct_subtypes(schema);
        let mut waiting = Vec::new();
        for name in names {
            waiting.push(schema.find(name).ok_or_else(|| Error::new(0, format!("the schema has no type `{name}`")))?);
        }
        let mut seen: HashSet<&str> = HashSet::new();
        // A type that a property holds is reached with all its subtypes. `whole` has those done.
        let mut held: HashSet<&str> = HashSet::new();
        let mut whole: HashSet<&str> = HashSet::new();
        while let Some(type_) = waiting.pop() {
            if !seen.insert(&type_.name) {
                continue;
            }
            let Some(structured) = type_.as_structured() else { continue };
            waiting.extend(schema.base(structured));
            for property in structured.own() {
                if let Target::Declared(target) = schema.target(&property.type_name) {
                    held.insert(&target.name);
                    reach_subtypes(target, &direct, &mut whole, &mut waiting);
                }
            }
        }
        let types: Vec<&Type> = schema.types().filter(|type_| seen.contains(type_.name.as_str())).collect();
        let mut scope = Self { types, subtypes: HashMap::new(), held, cycles: HashMap::new(), sizes: HashMap::new() };
        scope.subtypes = scope.concrete_subtypes(schema);
        let contents = scope.contents(schema);
        scope.cycles = cycles(&contents.iter().map(|(type_, content)| (*type_, content.all().collect())).collect());
        scope.sizes = sizes(&contents, &scope.cycles);
        Ok(scope)
    }

    /// Returns the concrete subtypes of a type that a property holds, if there are any.
    pub(super) fn subtypes(&self, name: &str) -> Option<&[&'a Type]> {
        self.held.get(name).and(self.subtypes.get(name)).map(Vec::as_slice)
    }

    /// Returns whether a property that is not a navigation property needs a box: a value that contains its owner does, because its
    /// size would be infinite, and a large value, because each item of a collection takes the size of its type.
    pub(super) fn is_boxed(&self, owner: &Type, property: &Property, target: &Type) -> bool {
        let cycle = |type_| self.cycles.get(&type_);
        let owner = RustType::Struct(owner.name.as_str());
        let held = self.rust_type(target);
        let is_large = || self.sizes.get(&held).is_some_and(|size| *size > LARGE);
        !property.type_name.is_collection && (cycle(owner) == cycle(held) || is_large())
    }

    fn rust_type<'n>(&self, type_: &'n Type) -> RustType<'n> {
        if self.subtypes(&type_.name).is_some() { RustType::Any(&type_.name) } else { RustType::Struct(&type_.name) }
    }

    /// Returns the concrete subtypes in scope of each type.
    fn concrete_subtypes(&self, schema: &'a Schema) -> HashMap<&'a str, Vec<&'a Type>> {
        let mut below: HashMap<&str, Vec<&Type>> = HashMap::new();
        for type_ in &self.types {
            if type_.as_structured().is_some_and(|structured| !structured.is_abstract) {
                for (ancestor, _) in schema.chain(&type_.name).skip(1) {
                    below.entry(ancestor).or_default().push(type_);
                }
            }
        }
        below
    }

    /// Returns the types that each type contains in its own memory. Collections and navigation properties are on the heap.
    fn contents(&self, schema: &'a Schema) -> HashMap<RustType<'a>, Content<'a>> {
        let mut contents = HashMap::new();
        for type_ in self.types.iter().copied() {
            let Some(structured) = type_.as_structured() else { continue };
            let base = schema.base(structured).map(|base| RustType::Struct(&base.name));
            let is_inside = |property: &&Property| !property.type_name.is_collection && !property.is_navigation;
            let target = |property: &'a Property| {
                schema.find(&property.type_name.name).filter(|target| target.as_structured().is_some())
            };
            let values: Vec<_> =
                structured.own().filter(is_inside).filter_map(target).map(|target| self.rust_type(target)).collect();
            let others = structured.own().count() - values.len();
            contents.insert(RustType::Struct(&type_.name), Content::Struct { base, values, others });
            if let Some(subtypes) = self.subtypes(&type_.name) {
                let variants = subtypes.iter().map(|subtype| RustType::Struct(subtype.name.as_str()));
                let variants = variants.chain([RustType::Struct(type_.name.as_str())]).collect();
                contents.insert(RustType::Any(&type_.name), Content::Any(variants));
            }
        }
        contents
    }
}

/// Returns the types that derive directly from each type.
fn direct_subtypes(schema: &Schema) -> HashMap<&str, Vec<&Type>> {
    let mut direct: HashMap<&str, Vec<&Type>> = HashMap::new();
    for type_ in schema.types() {
        if let Some(base) = type_.as_structured().and_then(|structured| schema.base(structured)) {
            direct.entry(base.name.as_str()).or_default().push(type_);
        }
    }
    direct
}

/// Adds a type and its subtypes to `waiting`, except those that are in `whole` already.
fn reach_subtypes<'a>(
    type_: &'a Type,
    direct: &HashMap<&'a str, Vec<&'a Type>>,
    whole: &mut HashSet<&'a str>,
    waiting: &mut Vec<&'a Type>,
) {
    let mut open = vec![type_];
    while let Some(type_) = open.pop() {
        if whole.insert(&type_.name) {
            waiting.push(type_);
            open.extend(direct.get(type_.name.as_str()).into_iter().flatten());
        }
    }
}
