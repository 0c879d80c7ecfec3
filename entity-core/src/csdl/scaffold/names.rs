//! Assigns Rust names to types, fields and variants: the schema's name in Rust's spelling, with `_` appended if it is taken.

use super::modules::Module;
use super::scope::Scope;
use super::spelling::{STUBBORN, allowed, camel, identifier, snake, without_ending};
use crate::csdl::model::{Definition, ENTITY, Enumeration, Schema, Structured, Type, namespace_of, short};
use crate::kinds::edm::rows as edm;
use std::collections::{HashMap, HashSet};

/// Names that a type cannot have, beside those of Edm's types: every module imports them, or the derives recognize kinds of property
/// by them.
const TYPES: &[&str] = &[
    "Box",
    "ComplexType",
    "DynamicProperties",
    "Entity",
    "EnumType",
    "Flags",
    "GraphEntity",
    "Linked",
    "OneOf",
    "Option",
    "Prop",
    "Registered",
    "Registry",
    "Secret",
    "Self",
    "String",
    "Vec",
];

/// Accessors that would hide a method of a trait. The derives refuse them.
const TAKEN: &[&str] = &[
    "as_mut",
    "as_node",
    "as_ref",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "deserialize",
    "deviations",
    "drop",
    "dynamic",
    "dynamic_mut",
    "encode",
    "eq",
    "finality",
    "fmt",
    "from",
    "hash",
    "into",
    "is_beyond_range",
    "is_exact",
    "ne",
    "partial_cmp",
    "properties",
    "property",
    "received",
    "serialize",
    "set_property",
    "structured_type",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "type_id",
    "validate",
];

/// The Rust names of everything in scope.
pub(super) struct Names<'a> {
    /// The root first, each module before its inner modules.
    pub(super) modules: Vec<Module<'a>>,
    types: HashMap<&'a str, TypeNames>,
}

struct TypeNames {
    module: usize,
    name: String,
    /// The enum of the type and its subtypes.
    any: Option<String>,
    /// The fields or variants, in order.
    members: Vec<String>,
}

impl<'a> Names<'a> {
    pub(super) fn assign(schema: &'a Schema, scope: &Scope<'a>) -> Self {
        let (modules, by_namespace) = super::modules::modules(schema);
        let mut names = Self { modules, types: HashMap::new() };
        let mut taken: Vec<HashSet<String>> = names.modules.iter().map(|_| types()).collect();
        for type_ in &scope.types {
            let module = by_namespace.get(namespace_of(&type_.name)).copied().unwrap_or_default();
            let name = if type_.name == ENTITY {
                "GraphEntity".to_owned()
            } else {
                free(camel(&allowed(type_.short_name().to_owned())), &mut taken[module])
            };
            let members = match &type_.definition {
                Definition::Structured(_) => fields(schema, type_),
                Definition::Enum(enumeration) => enum_variants(enumeration),
                Definition::TypeDefinition(_) => continue,
            };
            names.types.insert(&type_.name, TypeNames { module, name, any: None, members });
            names.modules[module].types.push(type_);
        }
        for type_ in &scope.types {
            if let (Some(_), Some(given)) = (scope.subtypes(&type_.name), names.types.get_mut(type_.name.as_str())) {
                given.any = Some(free(format!("Any{}", given.name), &mut taken[given.module]));
            }
        }
        names
    }

    /// Returns the path of a type, as the module `from` writes it.
    pub(super) fn path(&self, name: &str, from: usize) -> String {
        self.types.get(name).map(|given| self.path_to(given.module, &given.name, from)).unwrap_or_default()
    }

    /// Returns the path of the enum of the type and its subtypes, if there is one; else the type's.
    pub(super) fn held_path(&self, name: &str, from: usize) -> String {
        self.types
            .get(name)
            .map(|given| self.path_to(given.module, given.any.as_ref().unwrap_or(&given.name), from))
            .unwrap_or_default()
    }

    fn path_to(&self, module: usize, name: &str, from: usize) -> String {
        let (here, there) = (&self.modules[from].path, &self.modules[module].path);
        let common = here.iter().zip(there).take_while(|(a, b)| a == b).count();
        let mut path = "super::".repeat(here.len() - common);
        for part in &there[common..] {
            path.push_str(part);
            path.push_str("::");
        }
        path + name
    }

    pub(super) fn any(&self, name: &str) -> Option<&str> {
        self.types.get(name)?.any.as_deref()
    }

    pub(super) fn members(&self, name: &str) -> &[String] {
        self.types.get(name).map_or(&[], |given| &given.members)
    }

    /// Returns the name of the field for the base, which has no accessor.
    pub(super) fn base_field(&self, type_: &str, base: &str) -> String {
        let mut field = identifier(&snake(short(base)));
        while self.members(type_).contains(&field) || STUBBORN.contains(&field.as_str()) {
            field.push('_');
        }
        field
    }
}

/// Names a struct's fields so that no accessor hides another, the bases' included.
fn fields(schema: &Schema, type_: &Type) -> Vec<String> {
    let mut taken: HashSet<String> = owned(TAKEN);
    let mut chain: Vec<&Structured> = schema.chain(&type_.name).map(|(_, structured)| structured).collect();
    let mut fields = Vec::new();
    // The root first: each type gets the same names as for itself.
    while let Some(structured) = chain.pop() {
        fields.clear();
        for property in structured.own() {
            let mut field = allowed(snake(&allowed(property.name.clone())));
            if STUBBORN.contains(&field.as_str()) {
                field.push('_');
            }
            while accessors(&field).iter().any(|name| taken.contains(name)) {
                field.push('_');
            }
            taken.extend(accessors(&field));
            fields.push(identifier(&field));
        }
    }
    fields
}

/// Names the variants of the enum of a type and its subtypes. Leaves out the last words that a subtype shares with the base.
pub(super) fn one_of_variants(base: &str, subtypes: &[&Type]) -> Vec<String> {
    let mut taken: HashSet<String> = owned(&["Other", "Self"]);
    let mut names = Vec::new();
    for subtype in subtypes {
        let mut name = without_ending(subtype.short_name(), short(base));
        if taken.contains(&name) && namespace_of(&subtype.name) != namespace_of(base) {
            name = camel(short(namespace_of(&subtype.name))) + &name;
        }
        if taken.contains(&name) {
            name = camel(subtype.short_name());
        }
        names.push(free(name, &mut taken));
    }
    names
}

/// Names an enumeration's variants.
fn enum_variants(enumeration: &Enumeration) -> Vec<String> {
    let mut taken: HashSet<String> = owned(&["Other", "Self"]);
    enumeration.members.iter().map(|member| free(camel(&allowed(member.name.clone())), &mut taken)).collect()
}

/// Returns the names of all accessors that a field may have.
fn accessors(field: &str) -> [String; 3] {
    [field.to_owned(), format!("set_{field}"), format!("{field}_mut")]
}

/// Appends `_` until the name is not taken, then takes it.
fn free(mut name: String, taken: &mut HashSet<String>) -> String {
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    name
}

/// The names that no type of a module can have.
fn types() -> HashSet<String> {
    let mut names = owned(TYPES);
    names.extend(edm::imported().map(str::to_owned));
    names
}

fn owned(names: &[&str]) -> HashSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
