//! What can be told only when the whole document is read: aliases, documentation that stands apart, types that are declared twice.

use super::Error;
use super::model::{Definition, Documentation, Namespace, Operation, OperationKind, Schema, TypeName};
use std::collections::HashMap;

/// More bases than any type has: Graph's have four.
const MOST_BASES: usize = 100;

/// What is gathered on the way.
#[derive(Default)]
pub(super) struct Notes {
    /// Aliases that references to other documents give.
    pub(super) aliases: HashMap<String, String>,
    /// Documentation by target, as written.
    pub(super) documentation: Vec<(String, Documentation)>,
}

pub(super) fn resolve(mut namespaces: Vec<Namespace>, notes: &Notes) -> Result<Schema, Error> {
    let mut aliases = notes.aliases.clone();
    aliases.extend(namespaces.iter().filter_map(|namespace| Some((namespace.alias.clone()?, namespace.name.clone()))));
    let aliases = Aliases(aliases);
    for namespace in &mut namespaces {
        aliases.spell_out(namespace);
    }
    let index = index(&namespaces)?;
    let mut schema = Schema { namespaces, index };
    derivations(&schema)?;
    document(&mut schema, notes, &aliases);
    Ok(schema)
}

struct Aliases(HashMap<String, String>);

impl Aliases {
    /// Puts the namespace where an alias stands, in every name of a type.
    fn spell_out(&self, namespace: &mut Namespace) {
        for type_ in &mut namespace.types {
            match &mut type_.definition {
                Definition::Structured(structured) => {
                    structured.base.iter_mut().for_each(|base| self.name(base));
                    structured.properties.iter_mut().for_each(|property| self.type_name(&mut property.type_name));
                }
                Definition::Alias(underlying) => self.name(underlying),
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
            && let Some(namespace) = self.0.get(prefix)
        {
            *name = format!("{namespace}.{short}");
        }
    }

    /// An annotation's target: `ns.type/property`, `ns.operation(ns.type,Collection(ns.type))/parameter`.
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

/// Where each type stands.
fn index(namespaces: &[Namespace]) -> Result<HashMap<String, (usize, usize)>, Error> {
    let mut index = HashMap::new();
    for (at, namespace) in namespaces.iter().enumerate() {
        for (place, type_) in namespace.types.iter().enumerate() {
            if let Some((other, first)) = index.insert(type_.name.clone(), (at, place)) {
                let line = namespaces[other].types[first].line;
                return Err(Error::new(type_.line, format!("`{}` is declared in line {line} already", type_.name)));
            }
        }
    }
    Ok(index)
}

/// No type derives from itself, or from more types than a walk along them should take. Each is passed once.
fn derivations(schema: &Schema) -> Result<(), Error> {
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
                format!("more than {MOST_BASES} types, or from one that derives from itself")
            };
            return Err(Error::new(type_.line, format!("`{}` derives from {from}", type_.name)));
        }
        for (place, name) in path.iter().rev().enumerate() {
            depths.insert(name, above + place + 1);
        }
    }
    Ok(())
}

/// Puts documentation that stands apart where it belongs. What stands within an element goes first.
fn document(schema: &mut Schema, notes: &Notes, aliases: &Aliases) {
    let mut by_target: HashMap<String, &Documentation> = HashMap::new();
    for (target, documentation) in &notes.documentation {
        by_target.entry(aliases.target(target)).or_insert(documentation);
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
                Definition::Alias(_) => {}
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

/// How an annotation names one overload: an action by what it is bound to, a function by all its parameters.
fn signature(operation: &Operation) -> String {
    let named = match operation.kind {
        OperationKind::Action => usize::from(operation.is_bound),
        OperationKind::Function => operation.parameters.len(),
    };
    let parameters: Vec<_> =
        operation.parameters.iter().take(named).map(|parameter| parameter.type_name.to_string()).collect();
    format!("{}({})", operation.name, parameters.join(","))
}
