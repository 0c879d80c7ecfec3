//! Completes and checks a schema once the whole document is read: replaces aliases, checks type definitions and bases, and
//! attaches documentation that targets an element from elsewhere.

use super::Error;
use super::model::{Definition, Documentation, Namespace, Operation, OperationKind, Schema, TypeName};
use crate::kinds::edm::rows::{self as edm, EdmType};
use std::collections::HashMap;

/// The longest chain of bases. Graph's longest has four.
const MOST_BASES: usize = 100;

/// Facts that reading gathers for later.
#[derive(Default)]
pub(super) struct Notes {
    /// The aliases of schemas and of referenced documents.
    pub(super) aliases: Aliases,
    /// Documentation, each with its target as written.
    pub(super) documentation: Vec<(String, Documentation)>,
}

/// Returns the complete schema, or the first fault.
pub(super) fn resolve(mut namespaces: Vec<Namespace>, notes: &Notes) -> Result<Schema, Error> {
    notes.aliases.check(&namespaces)?;
    for namespace in &mut namespaces {
        notes.aliases.replace_in(namespace);
    }
    let index = index(&namespaces)?;
    let mut schema = Schema { namespaces, index };
    check_type_definitions(&schema)?;
    check_bases(&schema)?;
    attach_documentation(&mut schema, notes);
    Ok(schema)
}

/// The namespace of each alias, and the line that declares it.
#[derive(Default)]
pub(super) struct Aliases(HashMap<String, (String, usize)>);

impl Aliases {
    /// Adds an alias. Fails if it names another namespace already.
    pub(super) fn add(&mut self, alias: &str, namespace: &str, line: usize) -> Result<(), Error> {
        let (known, first) = self.0.entry(alias.to_owned()).or_insert_with(|| (namespace.to_owned(), line));
        if known == namespace {
            return Ok(());
        }
        Err(Error::new(line, format!("the alias `{alias}` already names `{known}`, see line {first}")))
    }

    /// Returns the namespace of an alias; any other prefix as it is.
    pub(super) fn namespace<'a>(&'a self, prefix: &'a str) -> &'a str {
        self.0.get(prefix).map_or(prefix, |(namespace, _)| namespace)
    }

    /// Fails if an alias is also the namespace of another schema.
    fn check(&self, namespaces: &[Namespace]) -> Result<(), Error> {
        for Namespace { name, line, .. } in namespaces {
            if let Some((other, alias)) = self.0.get(name).filter(|(other, _)| other != name) {
                return Err(Error::new(
                    *alias,
                    format!("the alias `{name}` of `{other}` is also the namespace of the schema in line {line}"),
                ));
            }
        }
        Ok(())
    }

    /// Replaces aliases by namespaces in every type name.
    fn replace_in(&self, namespace: &mut Namespace) {
        for type_ in &mut namespace.types {
            match &mut type_.definition {
                Definition::Structured(structured) => {
                    structured.base.iter_mut().for_each(|base| self.name(base));
                    structured.properties.iter_mut().for_each(|property| self.type_name(&mut property.type_name));
                }
                Definition::TypeDefinition(underlying) => self.name(underlying),
                Definition::Enum(_) => {}
            }
        }
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

/// Returns the index of each type by name. Fails if a name is declared twice.
fn index(namespaces: &[Namespace]) -> Result<HashMap<String, (usize, usize)>, Error> {
    let mut index = HashMap::new();
    for (at, namespace) in namespaces.iter().enumerate() {
        for (place, type_) in namespace.types.iter().enumerate() {
            if let Some((other, first)) = index.insert(type_.name.clone(), (at, place)) {
                let line = namespaces[other].types[first].line;
                return Err(Error::new(type_.line, format!("`{}` is already declared in line {line}", type_.name)));
            }
        }
    }
    Ok(index)
}

/// Checks that each type definition names a primitive type, not another type definition.
fn check_type_definitions(schema: &Schema) -> Result<(), Error> {
    for type_ in schema.types() {
        if let Definition::TypeDefinition(underlying) = &type_.definition
            && !edm::find(underlying).is_some_and(EdmType::is_primitive)
        {
            let message = format!("`{}` is defined as `{underlying}`, which is not a primitive type", type_.name);
            return Err(Error::new(type_.line, message));
        }
    }
    Ok(())
}

/// Checks that no type derives from itself or has more than `MOST_BASES` bases. Visits each type once.
fn check_bases(schema: &Schema) -> Result<(), Error> {
    let mut depths: HashMap<&str, usize> = HashMap::new();
    for type_ in schema.types() {
        let mut path: Vec<&str> = Vec::new();
        let mut next = Some(type_.name.as_str());
        while let Some(name) = next.filter(|name| !depths.contains_key(name) && path.len() <= MOST_BASES) {
            path.push(name);
            next = schema.structured(name).and_then(|structured| structured.base.as_deref());
        }
        let above = next.map_or(0, |name| depths.get(name).copied().unwrap_or_default());
        if path.len() + above > MOST_BASES {
            let cycle = path.iter().skip(1).any(|name| *name == type_.name);
            let from = if cycle {
                "itself".to_owned()
            } else {
                format!("more than {MOST_BASES} types, or from a type that derives from itself")
            };
            return Err(Error::new(type_.line, format!("`{}` derives from {from}", type_.name)));
        }
        for (place, name) in path.iter().rev().enumerate() {
            depths.insert(name, above + place + 1);
        }
    }
    Ok(())
}

/// Attaches documentation from elsewhere to its target. Documentation inside the element takes precedence.
fn attach_documentation(schema: &mut Schema, notes: &Notes) {
    let mut by_target: HashMap<String, &Documentation> = HashMap::new();
    for (target, documentation) in &notes.documentation {
        by_target.entry(notes.aliases.target(target)).or_insert(documentation);
    }
    let add = |documentation: &mut Documentation, target: &str| {
        if let Some(found) = by_target.get(target) {
            documentation.description = documentation.description.take().or_else(|| found.description.clone());
            documentation.long_description =
                documentation.long_description.take().or_else(|| found.long_description.clone());
        }
    };
    for namespace in &mut schema.namespaces {
        for type_ in &mut namespace.types {
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
