//! The schema as plain data, in OData's words, with look-ups by name. [`read`](super::read) returns it.

use crate::kinds::edm::rows::{self as edm, EdmType};
use crate::model::measure::Measured;
use crate::model::table::Category;
use std::collections::HashMap;
use std::sync::Arc;

/// Graph's root of all entity types.
pub(super) const ENTITY: &str = "microsoft.graph.entity";

/// The declarations of a CSDL document.
///
/// All names are qualified by the full namespace, even if the document writes an alias.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The namespaces, in the order of the document; those of referenced documents follow.
    pub namespaces: Vec<Namespace>,
    /// The odd declarations, in the order of the document. All others are read in full.
    pub warnings: Vec<Warning>,
    /// Each type's index in `namespaces`, and its index in that namespace.
    pub(super) index: HashMap<String, (usize, usize)>,
}

/// An odd declaration: one that OData does not allow, or that refers to a type that no document read declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub(super) document: Arc<str>,
    pub(super) line: usize,
    pub(super) message: String,
}

impl Warning {
    /// The document's address, as the reference to it has it; empty for the document given.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The line of the element, from 1.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The fault and its effect, in English, without its place.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.document.is_empty() {
            write!(f, "{}, ", self.document)?;
        }
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// A `Schema` element.
#[derive(Clone, Debug)]
pub struct Namespace {
    /// The name, such as `microsoft.graph.callRecords`.
    pub name: String,
    /// The short name that the document may use instead.
    pub alias: Option<String>,
    /// The types, in the order of the document.
    pub types: Vec<Type>,
    /// The actions and functions, each overload as an entry of its own.
    pub operations: Vec<Operation>,
    /// The entity sets and singletons of the entity container.
    pub entity_sets: Vec<EntitySet>,
    /// The line of the element's start, from 1.
    pub line: usize,
    /// The address of the document; empty for the document given.
    pub(super) document: Arc<str>,
}

/// An entity set, such as `users`, or a singleton, such as `me`: the first segment of a URL, and of an `@odata.context`.
#[derive(Clone, Debug)]
pub struct EntitySet {
    /// The name, such as `users`.
    pub name: String,
    /// The type: a collection of an entity set, one entity of a singleton.
    pub type_name: TypeName,
    /// The line of the element's start, from 1.
    pub line: usize,
}

/// A declared type: structured, an enumeration or a type definition.
#[derive(Clone, Debug)]
pub struct Type {
    /// The qualified name, such as `microsoft.graph.call`.
    pub name: String,
    /// The declaration itself.
    pub definition: Definition,
    /// The document's prose about it.
    pub documentation: Documentation,
    /// The line of the element's start, from 1.
    pub line: usize,
}

/// The declaration of a type.
#[derive(Clone, Debug)]
pub enum Definition {
    /// An entity type or a complex type.
    Structured(Structured),
    /// An enumeration type.
    Enum(Enumeration),
    /// A type definition: another name for a primitive type.
    TypeDefinition(TypeDefinition),
}

/// Another name for a primitive type.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// The qualified name of the primitive type.
    pub underlying: String,
    /// The attribute `MaxLength`, for each property of the type that has none of its own.
    pub max_length: Option<usize>,
}

/// The declaration that a type's name refers to.
pub(super) enum Target<'a> {
    /// One of Edm's own types.
    Edm(&'static EdmType),
    /// A type of the document.
    Declared(&'a Type),
}

/// An entity type or a complex type.
#[derive(Clone, Debug)]
pub struct Structured {
    /// Entity type or complex type.
    pub category: Category,
    /// The qualified name of the base type.
    pub base: Option<String>,
    /// True if every value is of a subtype.
    pub is_abstract: bool,
    /// True if the type itself is declared open. Subtypes of an open type are open too: see [`Schema::is_open`].
    pub is_open: bool,
    /// True if each entity is a media stream too.
    pub has_stream: bool,
    /// The names of the key's properties.
    pub key: Vec<String>,
    /// Structural and navigation properties, without the base's.
    pub properties: Vec<Property>,
}

/// A property or a navigation property.
#[derive(Clone, Debug)]
pub struct Property {
    /// The name, such as `clientContext`.
    pub name: String,
    /// The type of the value.
    pub type_name: TypeName,
    /// The attribute `Nullable`, if present. Of a collection, about its items.
    pub nullable: Option<bool>,
    /// The attribute `MaxLength`, in code points, if it is a number; else that of the type definition.
    pub max_length: Option<usize>,
    /// True if it navigates to other entities.
    pub is_navigation: bool,
    /// True if a base declares a property of this name too, with a wider type.
    pub is_narrowed: bool,
    /// The document's prose about it.
    pub documentation: Documentation,
    /// The line of the element's start, from 1.
    pub line: usize,
}

/// The type of a property, a parameter or a return value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// The qualified name, such as `Edm.String` or `microsoft.graph.call`. Of a collection, the name of its items' type.
    pub name: String,
    /// True if it is a collection.
    pub is_collection: bool,
}

/// An enumeration type.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// True if a value may hold several members at once.
    pub is_flags: bool,
    /// The members, in the order of the document.
    pub members: Vec<Member>,
}

/// A member of an enumeration type.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name, such as `notStarted`.
    pub name: String,
    /// The document's prose about it.
    pub documentation: Documentation,
    /// The line of the element's start, from 1.
    pub line: usize,
}

/// An action or a function.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The qualified name, such as `microsoft.graph.playPrompt`.
    pub name: String,
    /// Action or function.
    pub kind: OperationKind,
    /// True if the first parameter is the value that the operation is called on.
    pub is_bound: bool,
    /// The parameters in order, the binding parameter first.
    pub parameters: Vec<Parameter>,
    /// The return value, if there is one.
    pub returns: Option<ReturnType>,
    /// The document's prose about it.
    pub documentation: Documentation,
    /// The line of the element's start, from 1.
    pub line: usize,
}

/// The kind of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// May have side effects; its parameters are in the body.
    Action,
    /// Has no side effects; its parameters are in the URL.
    Function,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name, such as `prompts`.
    pub name: String,
    /// The type of the value.
    pub type_name: TypeName,
    /// The attribute `Nullable`, if present.
    pub nullable: Option<bool>,
    /// The document's prose about it.
    pub documentation: Documentation,
    /// The line of the element's start, from 1.
    pub line: usize,
}

/// The return value of an operation.
#[derive(Clone, Debug)]
pub struct ReturnType {
    /// The type of the value.
    pub type_name: TypeName,
    /// The attribute `Nullable`, if present.
    pub nullable: Option<bool>,
}

/// The annotations `Core.Description` and `Core.LongDescription`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documentation {
    /// The short text, a line or two.
    pub description: Option<Arc<str>>,
    /// The long text, with details.
    pub long_description: Option<Arc<str>>,
}

impl Schema {
    /// Returns the type of that qualified name.
    pub fn find(&self, name: &str) -> Option<&Type> {
        let (namespace, type_) = *self.index.get(name)?;
        self.namespaces.get(namespace)?.types.get(type_)
    }

    /// Returns all types, in the order of the document.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.namespaces.iter().flat_map(|namespace| &namespace.types)
    }

    /// Returns the entity set or singleton of that name.
    pub fn entity_set(&self, name: &str) -> Option<&EntitySet> {
        self.namespaces.iter().flat_map(|namespace| &namespace.entity_sets).find(|set| set.name == name)
    }

    /// Returns the structured type of that qualified name.
    pub fn structured(&self, name: &str) -> Option<&Structured> {
        self.find(name)?.as_structured()
    }

    /// Returns the structured type of that name, then its base types. A base that the document lacks ends the list.
    pub fn ancestry<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Structured)> {
        // Ends, because `read` leaves no type that derives from itself.
        let first = self.structured(name).map(|structured| (name, structured));
        std::iter::successors(first, |(_, structured)| {
            let base = structured.base.as_deref()?;
            Some((base, self.structured(base)?))
        })
    }

    /// Returns the type and its bases, like [`Self::ancestry`], up to a base of another category, which is a mistake.
    pub(super) fn chain<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Structured)> {
        let category = self.structured(name).map(|structured| structured.category);
        self.ancestry(name).take_while(move |(_, structured)| Some(structured.category) == category)
    }

    /// Returns whether this is the type or one of its bases.
    pub(super) fn derives_from(&self, name: &str, base: &str) -> bool {
        name == base || self.ancestry(name).any(|(ancestor, _)| ancestor == base)
    }

    /// Returns the base, if the document declares it, in the category of the type.
    pub(super) fn base(&self, structured: &Structured) -> Option<&Type> {
        let base = self.find(structured.base.as_deref()?)?;
        (base.as_structured()?.category == structured.category).then_some(base)
    }

    /// Returns whether the type or one of its bases is declared open, so that values may have undeclared properties.
    pub fn is_open(&self, name: &str) -> bool {
        self.ancestry(name).any(|(_, structured)| structured.is_open)
    }

    /// Returns the declaration that a type's name refers to. A type that no document declares is untyped.
    pub(super) fn target<'a>(&'a self, type_name: &'a TypeName) -> Target<'a> {
        let name = self.underlying(&type_name.name);
        match self.find(name) {
            Some(type_) if !matches!(type_.definition, Definition::TypeDefinition(_)) => Target::Declared(type_),
            // A definition under the name of a primitive type is of no use to a property.
            _ => Target::Edm(edm::find(name).unwrap_or_else(edm::untyped)),
        }
    }

    /// Returns the property's `MaxLength` if its values, or the items of its collection, are text or binary data.
    pub(super) fn max_length(&self, property: &Property) -> Option<usize> {
        let has_length = |edm: &EdmType| matches!(edm.measured, Measured::Text | Measured::Bytes);
        property.max_length.filter(|_| matches!(self.target(&property.type_name), Target::Edm(edm) if has_length(edm)))
    }

    /// Returns the primitive type that a type definition names; any other name as it is.
    pub fn underlying<'a>(&'a self, name: &'a str) -> &'a str {
        match self.find(name).map(|type_| &type_.definition) {
            Some(Definition::TypeDefinition(definition)) => &definition.underlying,
            _ => name,
        }
    }
}

impl Structured {
    /// Returns the properties to declare: those that narrow a base's are read as the base's.
    pub(super) fn own(&self) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(|property| !property.is_narrowed)
    }
}

impl Property {
    /// Returns whether the service assigns the value: CSDL does not say it of Graph's `id`.
    pub(super) fn is_read_only(&self, owner: &Type) -> bool {
        owner.name == ENTITY && self.name == "id"
    }
}

impl Type {
    /// Returns the entity type or complex type.
    pub fn as_structured(&self) -> Option<&Structured> {
        match &self.definition {
            Definition::Structured(structured) => Some(structured),
            _ => None,
        }
    }

    /// Returns the name without its namespace.
    pub fn short_name(&self) -> &str {
        short(&self.name)
    }
}

impl std::fmt::Display for TypeName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_collection { write!(f, "Collection({})", self.name) } else { f.write_str(&self.name) }
    }
}

/// Returns a qualified name without its namespace.
pub(super) fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

/// Returns the namespace of a qualified name.
pub(super) fn namespace_of(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(namespace, _)| namespace)
}
