//! A schema as plain data, in OData's words: what [`read`](super::read) gives. Holds no behaviour but look-ups.

use crate::model::table::Category;
use std::collections::HashMap;
use std::sync::Arc;

/// What a CSDL document declares.
///
/// All names in it are qualified, with the namespace itself where the document writes an alias.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// In the order of the document.
    pub namespaces: Vec<Namespace>,
    /// Where a type stands: its namespace, and its place there.
    pub(super) index: HashMap<String, (usize, usize)>,
}

/// A `Schema` element.
#[derive(Clone, Debug)]
pub struct Namespace {
    /// `microsoft.graph.callRecords`.
    pub name: String,
    /// What the document may write for it.
    pub alias: Option<String>,
    /// Its types, in the order of the document.
    pub types: Vec<Type>,
    /// Its actions and functions; overloads stand beside each other.
    pub operations: Vec<Operation>,
    /// Where the element starts, from 1.
    pub line: usize,
}

/// A type of any sort.
#[derive(Clone, Debug)]
pub struct Type {
    /// `microsoft.graph.call`.
    pub name: String,
    /// What it is.
    pub definition: Definition,
    /// What the document says of it in prose.
    pub documentation: Documentation,
    /// Where the element starts, from 1.
    pub line: usize,
}

/// What a type is.
#[derive(Clone, Debug)]
pub enum Definition {
    /// An entity type or a complex type.
    Structured(Structured),
    /// An enumeration type.
    Enum(Enumeration),
    /// A type definition: another name for the primitive type named here.
    TypeDefinition(String),
}

/// An entity type or a complex type.
#[derive(Clone, Debug)]
pub struct Structured {
    /// Which of the two.
    pub category: Category,
    /// The type that it derives from.
    pub base: Option<String>,
    /// Whether there is none of it that is not of a subtype.
    pub is_abstract: bool,
    /// Whether the type itself is declared open. A type that derives from an open one is open too: see [`Schema::is_open`].
    pub is_open: bool,
    /// Whether an entity is a media stream beside.
    pub has_stream: bool,
    /// The names of the key's properties.
    pub key: Vec<String>,
    /// Structural and navigation properties, without those of the base.
    pub properties: Vec<Property>,
}

/// A property or a navigation property.
#[derive(Clone, Debug)]
pub struct Property {
    /// `clientContext`.
    pub name: String,
    /// What it holds.
    pub type_name: TypeName,
    /// What the document says about null; of a collection, about its items.
    pub nullable: Option<bool>,
    /// The longest text, in code points.
    pub max_length: Option<usize>,
    /// Whether it leads to other entities.
    pub is_navigation: bool,
    /// What the document says of it in prose.
    pub documentation: Documentation,
    /// Where the element starts, from 1.
    pub line: usize,
}

/// The type of a property, a parameter or an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// The qualified name, of the items for a collection: `Edm.String`, `microsoft.graph.call`.
    pub name: String,
    /// Whether it is a collection.
    pub is_collection: bool,
}

/// An enumeration type.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// Whether many members may be set at once.
    pub is_flags: bool,
    /// In the order of the document.
    pub members: Vec<Member>,
}

/// A member of an enumeration type.
#[derive(Clone, Debug)]
pub struct Member {
    /// `notStarted`.
    pub name: String,
    /// What the document says of it in prose.
    pub documentation: Documentation,
    /// Where the element starts, from 1.
    pub line: usize,
}

/// An action or a function.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `microsoft.graph.playPrompt`.
    pub name: String,
    /// Which of the two.
    pub kind: OperationKind,
    /// Whether the first parameter is what it is called on.
    pub is_bound: bool,
    /// In order, the one that it is bound to first.
    pub parameters: Vec<Parameter>,
    /// What it answers with.
    pub returns: Option<ReturnType>,
    /// What the document says of it in prose.
    pub documentation: Documentation,
    /// Where the element starts, from 1.
    pub line: usize,
}

/// What an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// It may change something; its parameters are in the body.
    Action,
    /// It changes nothing; its parameters are in the URL.
    Function,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// `prompts`.
    pub name: String,
    /// What it holds.
    pub type_name: TypeName,
    /// What the document says about null.
    pub nullable: Option<bool>,
    /// What the document says of it in prose.
    pub documentation: Documentation,
    /// Where the element starts, from 1.
    pub line: usize,
}

/// What an operation answers with.
#[derive(Clone, Debug)]
pub struct ReturnType {
    /// What it is.
    pub type_name: TypeName,
    /// What the document says about null.
    pub nullable: Option<bool>,
}

/// The annotations `Core.Description` and `Core.LongDescription`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documentation {
    /// A line or two.
    pub description: Option<Arc<str>>,
    /// The details.
    pub long_description: Option<Arc<str>>,
}

impl Schema {
    /// The type of that qualified name.
    pub fn find(&self, name: &str) -> Option<&Type> {
        let (namespace, type_) = *self.index.get(name)?;
        self.namespaces.get(namespace)?.types.get(type_)
    }

    /// All types, in the order of the document.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.namespaces.iter().flat_map(|namespace| &namespace.types)
    }

    /// The structured type of that qualified name.
    pub fn structured(&self, name: &str) -> Option<&Structured> {
        self.find(name)?.as_structured()
    }

    /// The type of that name if it is structured, then the types that it derives from, as far as this document has them.
    pub fn ancestry<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Structured)> {
        // `read` refuses a type that derives from itself, so this ends.
        let first = self.structured(name).map(|structured| (name, structured));
        std::iter::successors(first, |(_, structured)| {
            let base = structured.base.as_deref()?;
            Some((base, self.structured(base)?))
        })
    }

    /// Whether the type may hold undeclared properties: because it or a type that it derives from is declared open.
    pub fn is_open(&self, name: &str) -> bool {
        self.ancestry(name).any(|(_, structured)| structured.is_open)
    }

    /// What a type definition stands for; any other name as it is.
    pub fn underlying<'a>(&'a self, name: &'a str) -> &'a str {
        match self.find(name).map(|type_| &type_.definition) {
            Some(Definition::TypeDefinition(underlying)) => underlying,
            _ => name,
        }
    }
}

impl Type {
    /// The entity type or complex type that it is.
    pub fn as_structured(&self) -> Option<&Structured> {
        match &self.definition {
            Definition::Structured(structured) => Some(structured),
            _ => None,
        }
    }

    /// The name without its namespace.
    pub fn short_name(&self) -> &str {
        short(&self.name)
    }
}

impl std::fmt::Display for TypeName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_collection { write!(f, "Collection({})", self.name) } else { f.write_str(&self.name) }
    }
}

/// A qualified name without its namespace.
pub(super) fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

/// A qualified name's namespace.
pub(super) fn namespace_of(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(namespace, _)| namespace)
}
