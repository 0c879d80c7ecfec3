//! Completes a schema once its documents are read: replaces aliases, leaves out second declarations, settles bases and types, and
//! attaches documentation that targets an element from elsewhere.

use super::model::{
    Definition, Documentation, Namespace, Operation, OperationKind, Schema, Structured, Type, TypeName, Warning,
};
use crate::kinds::edm::rows as edm;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The longest chain of bases. Graph's longest has four.
const MOST_BASES: usize = 100;

/// A document as it is written.
pub(super) struct Document {
    /// The address; empty for the first document.
    pub(super) address: Arc<str>,
    pub(super) namespaces: Vec<Namespace>,
    /// The aliases of schemas and of referenced documents.
    pub(super) aliases: Aliases,
    /// Documentation from elsewhere, each with its target as written.
    pub(super) documentation: Vec<(String, Documentation)>,
    pub(super) warnings: Vec<Warning>,
    /// The addresses of references, each with its line.
    pub(super) references: Vec<(String, usize)>,
}

/// Returns the complete schema.
pub(super) fn resolve(documents: Vec<Document>) -> Schema {
    let mut schema = Schema::default();
    let mut documentation: HashMap<String, Documentation> = HashMap::new();
    for mut document in documents {
        document.aliases.check(&document.namespaces, &document.address, &mut document.warnings);
        for namespace in &mut document.namespaces {
            document.aliases.replace_in(namespace);
        }
        for (target, text) in document.documentation {
            documentation.entry(document.aliases.target(&target)).or_insert(text);
        }
        schema.namespaces.append(&mut document.namespaces);
        schema.warnings.append(&mut document.warnings);
    }
    for settle in [index, settle_type_definitions, settle_bases, settle_properties] {
        let warnings = settle(&mut schema);
        schema.warnings.extend(warnings);
    }
    attach_documentation(&mut schema, &documentation);
    // The sort is stable, and each document's warnings come together.
    let order: HashMap<Arc<str>, usize> =
        schema.namespaces.iter().enumerate().rev().map(|(at, namespace)| (namespace.document.clone(), at)).collect();
    schema.warnings.sort_by_key(|warning| (order.get(&warning.document).copied().unwrap_or_default(), warning.line));
    schema
}

/// The namespace of each alias, and the line that declares it.
#[derive(Default)]
pub(super) struct Aliases(HashMap<String, (String, usize)>);

impl Aliases {
    /// Adds an alias.
    ///
    /// # Errors
    /// The alias names another namespace already, and still does.
    pub(super) fn add(&mut self, alias: &str, namespace: &str, line: usize) -> Result<(), String> {
        let (known, first) = self.0.entry(alias.to_owned()).or_insert_with(|| (namespace.to_owned(), line));
        if known == namespace {
            return Ok(());
        }
        Err(format!("the alias `{alias}` already names `{known}`, see line {first}: it keeps that meaning"))
    }

    /// Returns the namespace of an alias; any other prefix as it is.
    pub(super) fn namespace<'a>(&'a self, prefix: &'a str) -> &'a str {
        self.0.get(prefix).map_or(prefix, |(namespace, _)| namespace)
    }

    /// Removes each alias that is also the namespace of another schema.
    fn check(&mut self, namespaces: &[Namespace], document: &Arc<str>, warnings: &mut Vec<Warning>) {
        for Namespace { name, line, .. } in namespaces {
            if let Entry::Occupied(entry) = self.0.entry(name.clone())
                && entry.get().0 != *name
            {
                let (other, alias) = entry.remove();
                let message = format!(
                    "the alias `{name}` of `{other}` is also the namespace of the schema in line {line}: the alias is ignored"
                );
                warnings.push(Warning { document: document.clone(), line: alias, message });
            }
        }
    }

    /// Replaces aliases by namespaces in every type name.
    fn replace_in(&self, namespace: &mut Namespace) {
        for type_ in &mut namespace.types {
            match &mut type_.definition {
                Definition::Structured(structured) => {
                    structured.base.iter_mut().for_each(|base| self.name(base));
                    structured.properties.iter_mut().for_each(|property| self.type_name(&mut property.type_name));
                }
                Definition::TypeDefinition(definition) => self.name(&mut definition.underlying),
                Definition::Enum(_) => {}
            }
        }
        namespace.entity_sets.iter_mut().for_each(|set| self.type_name(&mut set.type_name));
        for operation in &mut namespace.operations {
            operation.parameters.iter_mut().for_each(|parameter| self.type_name(&mut parameter.type_name));
            operation.returns.iter_mut().for_each(|returns| self.type_name(&mut returns.type_name));
        }
    }

    fn type_name(&self, type_name: &mut TypeName) {
        self.name(&mut type_name.name);
    }

    fn name(&self, name: &mut String) {
        if let Some((prefix, short)) = name.rsplit_once('.')
            && let Some((namespace, _)) = self.0.get(prefix)
        {
            *name = format!("{namespace}.{short}");
        }
    }

    /// Replaces aliases in a target such as `ns.type/property` or `ns.operation(ns.type,Collection(ns.type))/parameter`.
    fn target(&self, target: &str) -> String {
        let mut spelled = String::with_capacity(target.len());
        let mut rest = target;
        while !rest.is_empty() {
            let end = rest.find(['(', ')', ',', '/']).unwrap_or(rest.len());
            let mut name = rest[..end].to_owned();
            self.name(&mut name);
            spelled.push_str(&name);
            spelled.extend(rest[end..].chars().next());
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        spelled
    }
}

/// Indexes the types by name. Leaves out second declarations.
fn index(schema: &mut Schema) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut lines: HashMap<String, usize> = HashMap::new();
    for (at, namespace) in schema.namespaces.iter_mut().enumerate() {
        let document = &namespace.document;
        namespace.types.retain(|type_| match lines.entry(type_.name.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(type_.line);
                true
            }
            Entry::Occupied(first) => {
                let first = first.get();
                let message = format!("`{}` is already declared in line {first}: the second is ignored", type_.name);
                warnings.push(Warning { document: document.clone(), line: type_.line, message });
                false
            }
        });
        let places = namespace.types.iter().enumerate();
        schema.index.extend(places.map(|(place, type_)| (type_.name.clone(), (at, place))));
    }
    warnings
}

/// Settles the primitive type of each type definition. One that names none is untyped.
fn settle_type_definitions(schema: &mut Schema) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut changes = Vec::new();
    for (document, type_) in typed(schema) {
        let Definition::TypeDefinition(definition) = &type_.definition else { continue };
        let is_allowed =
            |name: &str| edm::find(name).is_some_and(|edm| edm.is_primitive() || name == "Edm.PrimitiveType");
        if is_allowed(&definition.underlying) {
            continue;
        }
        // Another definition may name the type, if it names a primitive one itself.
        let through = Some(schema.underlying(&definition.underlying)).filter(|name| is_allowed(name));
        let read = through.unwrap_or("Edm.Untyped").to_owned();
        let message = format!(
            "`{}` is defined as `{}`, which is not a primitive type: read as `{read}`",
            type_.name, definition.underlying
        );
        warnings.push(Warning { document: document.clone(), line: type_.line, message });
        changes.push((schema.index[&type_.name], read));
    }
    for ((namespace, place), read) in changes {
        if let Definition::TypeDefinition(definition) = &mut schema.namespaces[namespace].types[place].definition {
            definition.underlying = read;
        }
    }
    warnings
}

/// Leaves out each base that would make a circle, or a chain of bases too long. Visits each type once.
fn settle_bases(schema: &mut Schema) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut cuts = Vec::new();
    // 0 while the type is on the path.
    let mut depths: HashMap<&str, usize> = HashMap::new();
    for (_, type_) in typed(schema) {
        let mut path = Vec::new();
        let mut next = Some(type_.name.as_str());
        let mut above = 0;
        while let Some(name) = next {
            if let Some(known) = depths.get(name) {
                above = *known;
                break;
            }
            let Some(structured) = schema.structured(name) else { break };
            depths.insert(name, 0);
            path.push((name, structured));
            next = structured.base.as_deref();
        }
        for (name, structured) in path.into_iter().rev() {
            let fault = fault_of_base(schema, structured, &depths, above);
            if let Some((fault, is_cut)) = fault {
                let (namespace, place) = schema.index[name];
                let (document, line) = {
                    let namespace = &schema.namespaces[namespace];
                    (namespace.document.clone(), namespace.types[place].line)
                };
                warnings.push(Warning { document, line, message: format!("`{name}` derives from {fault}") });
                if is_cut {
                    cuts.push((namespace, place));
                    above = 0;
                }
            }
            above += 1;
            depths.insert(name, above);
        }
    }
    for (namespace, place) in cuts {
        if let Definition::Structured(structured) = &mut schema.namespaces[namespace].types[place].definition {
            structured.base = None;
        }
    }
    warnings
}

/// Returns the fault of a base, if it has one, and whether the base must be left out. `above` is the number of bases.
fn fault_of_base(
    schema: &Schema,
    structured: &Structured,
    depths: &HashMap<&str, usize>,
    above: usize,
) -> Option<(String, bool)> {
    let name = structured.base.as_deref()?;
    let Some(base) = schema.find(name) else {
        return Some((format!("`{name}`, which is not declared: the base's properties are not known"), false));
    };
    if depths.get(name) == Some(&0) {
        return Some(("itself: the base is ignored".to_owned(), true));
    }
    match &base.definition {
        Definition::Structured(base) if base.category == structured.category => {}
        _ => return Some((format!("`{name}`, which is not of the same category: the base is ignored"), false)),
    }
    let is_deep = above >= MOST_BASES;
    is_deep.then(|| (format!("more than {MOST_BASES} types: the base is ignored"), true))
}

/// Completes the properties: finds those that narrow a base's, takes over the facets of type definitions, and reports types that no
/// document declares, each once.
fn settle_properties(schema: &mut Schema) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut changes = Vec::new();
    let mut undeclared: HashMap<&str, (usize, usize)> = HashMap::new();
    // Once for each type: many types may derive from one with many properties.
    let own: HashMap<&str, HashMap<&str, &str>> = schema
        .types()
        .filter_map(|type_| Some((type_.name.as_str(), type_.as_structured()?)))
        .map(|(name, structured)| {
            let types = structured.properties.iter().map(|it| (it.name.as_str(), it.type_name.name.as_str()));
            (name, types.collect())
        })
        .collect();
    for (document, type_) in typed(schema) {
        let Some(structured) = type_.as_structured() else { continue };
        let inherited = |name: &str| {
            let bases = schema.chain(&type_.name).skip(1);
            bases.filter_map(|(base, _)| own.get(base)?.get(name).copied()).last()
        };
        for (at, property) in structured.properties.iter().enumerate() {
            let warning = |message| Warning { document: document.clone(), line: property.line, message };
            let name = &property.type_name.name;
            if schema.find(name).is_none() && edm::find(name).is_none() {
                match undeclared.entry(name) {
                    Entry::Vacant(entry) => {
                        let message = format!(
                            "`{name}` is not declared: the property `{}` of `{}` is untyped",
                            property.name, type_.name
                        );
                        entry.insert((warnings.len(), 0));
                        warnings.push(warning(message));
                    }
                    Entry::Occupied(mut entry) => entry.get_mut().1 += 1,
                }
            }
            let is_narrowed = inherited(&property.name);
            if is_narrowed.is_some_and(|wider| !schema.derives_from(name, wider)) {
                warnings.push(warning(format!(
                    "the property `{}` of `{}` is already declared in a base, with a type that this one does not derive from: the base's is read",
                    property.name, type_.name
                )));
            }
            let max_length = match schema.find(name).map(|type_| &type_.definition) {
                Some(Definition::TypeDefinition(definition)) => property.max_length.or(definition.max_length),
                _ => property.max_length,
            };
            if is_narrowed.is_some() || max_length != property.max_length {
                changes.push((schema.index[&type_.name], at, is_narrowed.is_some(), max_length));
            }
        }
    }
    for (at, more) in undeclared.into_values().filter(|(_, more)| *more > 0) {
        warnings[at].message += &format!(", and {more} more");
    }
    for ((namespace, place), at, is_narrowed, max_length) in changes {
        if let Definition::Structured(structured) = &mut schema.namespaces[namespace].types[place].definition {
            let property = &mut structured.properties[at];
            (property.is_narrowed, property.max_length) = (is_narrowed, max_length);
        }
    }
    warnings
}

/// Returns all types, each with its document.
fn typed(schema: &Schema) -> impl Iterator<Item = (&Arc<str>, &Type)> {
    schema.namespaces.iter().flat_map(|namespace| namespace.types.iter().map(move |type_| (&namespace.document, type_)))
}

/// Attaches documentation from elsewhere to its target. Documentation inside the element takes precedence.
fn attach_documentation(schema: &mut Schema, by_target: &HashMap<String, Documentation>) {
    // Most types and members are not targets.
    let types: HashSet<&str> = by_target.keys().filter_map(|target| target.split('/').next()).collect();
    let add = |documentation: &mut Documentation, target: &str| {
        if let Some(found) = by_target.get(target) {
            documentation.description = documentation.description.take().or_else(|| found.description.clone());
            documentation.long_description =
                documentation.long_description.take().or_else(|| found.long_description.clone());
        }
    };
    for namespace in &mut schema.namespaces {
        for type_ in namespace.types.iter_mut().filter(|type_| types.contains(type_.name.as_str())) {
            add(&mut type_.documentation, &type_.name);
            match &mut type_.definition {
                Definition::Structured(structured) => {
                    structured.properties.iter_mut().for_each(|property| {
                        add(&mut property.documentation, &format!("{}/{}", type_.name, property.name));
                    });
                }
                Definition::Enum(enumeration) => {
                    enumeration
                        .members
                        .iter_mut()
                        .for_each(|member| add(&mut member.documentation, &format!("{}/{}", type_.name, member.name)));
                }
                Definition::TypeDefinition(_) => {}
            }
        }
        for operation in &mut namespace.operations {
            let (name, signature) = (operation.name.clone(), signature(operation));
            for target in [&signature, &name] {
                add(&mut operation.documentation, target);
                operation
                    .parameters
                    .iter_mut()
                    .for_each(|parameter| add(&mut parameter.documentation, &format!("{target}/{}", parameter.name)));
            }
        }
    }
}

/// Returns the target of one overload: an action with its binding parameter, a function with all parameters.
fn signature(operation: &Operation) -> String {
    let named = match operation.kind {
        OperationKind::Action => usize::from(operation.is_bound),
        OperationKind::Function => operation.parameters.len(),
    };
    let parameters: Vec<_> =
        operation.parameters.iter().take(named).map(|parameter| parameter.type_name.to_string()).collect();
    format!("{}({})", operation.name, parameters.join(","))
}
