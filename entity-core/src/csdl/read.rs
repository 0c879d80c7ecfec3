//! Reads the elements and attributes of CSDL into the schema model. Names stay as written; `resolve` completes them.

use super::Error;
use super::model::{
    Definition, Documentation, EntitySet, Enumeration, Member, Namespace, Operation, OperationKind, Parameter,
    Property, ReturnType, Schema, Structured, Type, TypeDefinition, TypeName, Warning,
};
use super::resolve::{Aliases, Document, resolve};
use super::xml::{EDM, EDMX, Element, Space, Xml};
use crate::kinds::edm::rows as edm;
use crate::model::table::Category;
use std::collections::HashSet;
use std::sync::Arc;

/// The type of a property or parameter whose own type cannot be read.
const UNTYPED: &str = "Edm.Untyped";

/// Reads a CSDL document: version 4.0 or 4.01, in XML, in UTF-8.
///
/// Time and memory are linear in the length of the document. An odd declaration becomes a [`Warning`] in
/// [`Schema::warnings`], and everything else is read:
/// - A type, property or member without a usable name, or declared a second time, is left out.
/// - A property whose type is missing, misspelled or not declared is untyped.
/// - A base that would make a circle is left out, as is that of a type with 100 bases.
/// - An element or attribute value that CSDL 4.01 does not allow is ignored.
///
/// ```
/// let schema = entity_core::csdl::read(br#"<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
///   <edmx:DataServices>
///     <Schema Namespace="contoso" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
///       <ComplexType Name="point"><Property Name="next" Type="self.point"/><Property Name="of" Type="self.line"/></ComplexType>
///     </Schema>
///   </edmx:DataServices>
/// </edmx:Edmx>"#)?;
/// let point = schema.structured("contoso.point").unwrap();
/// assert_eq!(point.properties[0].type_name.name, "contoso.point");
/// assert_eq!(
///     schema.warnings[0].to_string(),
///     "line 4: `contoso.line` is not declared: the property `of` of `contoso.point` is untyped"
/// );
/// # Ok::<(), entity_core::csdl::Error>(())
/// ```
///
/// # Errors
/// The document is not XML, is cut off, or is not CSDL 4.0 or 4.01, with the line.
pub fn read(document: &[u8]) -> Result<Schema, Error> {
    read_with(document, &mut |_| {})
}

/// Reads like [`read`], and calls `progress` with the number of bytes read, about four times per megabyte.
///
/// # Errors
/// As [`read`].
pub fn read_with(document: &[u8], progress: &mut dyn FnMut(usize)) -> Result<Schema, Error> {
    read_all(document, progress, &mut |_| None)
}

/// Reads like [`read_with`], and reads the documents that `edmx:Reference` elements name, each address once.
///
/// `open` returns the document at an address, as the reference has it, or `None` to leave it unread. A referenced document
/// that is not CSDL is a warning. `progress` is about the first document alone.
///
/// ```
/// let document = |inside: &str| {
///     format!(r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">{inside}</edmx:Edmx>"#)
/// };
/// let schema = |inside: &str| {
///     format!(r#"<edmx:DataServices><Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" {inside}</Schema></edmx:DataServices>"#)
/// };
/// let road = document(&(r#"<edmx:Reference Uri="town.xml"><edmx:Include Namespace="town" Alias="t"/></edmx:Reference>"#.to_owned()
///     + &schema(r#"Namespace="road"><ComplexType Name="road"><Property Name="from" Type="t.town"/></ComplexType>"#)));
/// let town = document(&schema(r#"Namespace="town"><ComplexType Name="town"/>"#));
///
/// let mut open = |address: &str| (address == "town.xml").then(|| town.clone().into_bytes());
/// let both = entity_core::csdl::read_all(road.as_bytes(), &mut |_| {}, &mut open)?;
/// assert!(both.find("town.town").is_some() && both.warnings.is_empty());
/// # Ok::<(), entity_core::csdl::Error>(())
/// ```
///
/// # Errors
/// As [`read`], about the first document.
pub fn read_all(
    document: &[u8],
    progress: &mut dyn FnMut(usize),
    open: &mut dyn FnMut(&str) -> Option<Vec<u8>>,
) -> Result<Schema, Error> {
    let mut documents = vec![read_document(document, progress, "".into())?];
    let mut seen: HashSet<String> = HashSet::new();
    let mut at = 0;
    while at < documents.len() {
        let address = documents[at].address.clone();
        for (reference, line) in std::mem::take(&mut documents[at].references) {
            if !seen.insert(reference.clone()) {
                continue;
            }
            let Some(bytes) = open(&reference) else { continue };
            match read_document(&bytes, &mut |_| {}, reference.as_str().into()) {
                Ok(document) => documents.push(document),
                Err(error) => {
                    let message = format!("the document `{reference}` is not read: {error}");
                    documents[at].warnings.push(Warning { document: address.clone(), line, message });
                }
            }
        }
        at += 1;
    }
    Ok(resolve(documents))
}

fn read_document(bytes: &[u8], progress: &mut dyn FnMut(usize), address: Arc<str>) -> Result<Document, Error> {
    let mut xml = Xml::new(bytes, progress)?;
    let root = xml.child()?.ok_or_else(|| Error::new(1, "the document is empty"))?;
    match (root.space, root.name.as_str()) {
        (Space::Edmx, "Edmx") => {}
        (Space::Old, _) => return Err(old(&root)),
        (_, "Edmx") => {
            return Err(root.error(format!("the root element `Edmx` lacks its namespace `{EDMX}`: not CSDL")));
        }
        (_, name) => return Err(root.error(format!("the root element is `{name}`, not OData's `Edmx`: not CSDL"))),
    }
    let document = Document {
        address,
        namespaces: Vec::new(),
        aliases: Aliases::default(),
        documentation: Vec::new(),
        warnings: Vec::new(),
        references: Vec::new(),
    };
    let mut reading = Reading { xml, document };
    match root.attribute("Version") {
        Some("4.0" | "4.01") => {}
        Some(version) if !version.starts_with('4') => {
            return Err(root.error(format!("the document is CSDL version {version}; {SUPPORTED}")));
        }
        version => {
            let version = version.unwrap_or("without a number");
            reading.warn(&root, format!("version {version} is read as 4.01"));
        }
    }
    reading.edmx()?;
    if let Some(second) = reading.xml.child()? {
        return Err(second.error(format!("`{}` follows the root element", second.name)));
    }
    Ok(reading.document)
}

const SUPPORTED: &str = "only versions 4.0 and 4.01 are supported";

fn old(element: &Element) -> Error {
    element.error(format!("the document is CSDL version 3 or older, of an OData V2 or V3 service; {SUPPORTED}"))
}

struct Reading<'a> {
    xml: Xml<'a>,
    document: Document,
}

impl Reading<'_> {
    fn warn(&mut self, element: &Element, message: impl Into<String>) {
        let document = self.document.address.clone();
        self.document.warnings.push(Warning { document, line: element.line, message: message.into() });
    }

    /// Skips an element that is not allowed here, or that belongs to another namespace.
    fn other(&mut self, element: &Element, parent: &str) -> Result<(), Error> {
        if let Some(name) = element.edm() {
            let message = format!("`{name}` is not an element that CSDL 4.01 allows inside `{parent}`: it is ignored");
            self.warn(element, message);
        }
        self.xml.skip()
    }

    fn edmx(&mut self) -> Result<(), Error> {
        let mut services = 0;
        while let Some(child) = self.xml.child()? {
            match (child.space, child.name.as_str()) {
                (Space::Edmx, "DataServices") => {
                    services += 1;
                    self.data_services()?;
                }
                (Space::Edmx, "Reference") => self.reference(&child)?,
                (Space::Old, _) => return Err(old(&child)),
                _ => self.xml.skip()?,
            }
        }
        // A document of references alone may leave it out.
        if services == 0 && self.document.references.is_empty() {
            return Err(Error::new(1, "`Edmx` without `DataServices`: not CSDL"));
        }
        Ok(())
    }

    /// Reads a reference to another document: its address and its aliases.
    fn reference(&mut self, element: &Element) -> Result<(), Error> {
        if let Some(address) = element.attribute("Uri") {
            self.document.references.push((address.to_owned(), element.line));
        }
        while let Some(child) = self.xml.child()? {
            if child.name == "Include"
                && let (Some(namespace), Some(alias)) = (child.attribute("Namespace"), child.attribute("Alias"))
            {
                self.alias(&child, alias, namespace);
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn alias(&mut self, element: &Element, alias: &str, namespace: &str) {
        if let Err(message) = self.document.aliases.add(alias, namespace, element.line) {
            self.warn(element, message);
        }
    }

    fn data_services(&mut self) -> Result<(), Error> {
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Schema") => self.schema(&child)?,
                _ if child.space == Space::Old => return Err(old(&child)),
                None if child.name == "Schema" => {
                    return Err(child.error(format!("`Schema` lacks its namespace `{EDM}`: not CSDL")));
                }
                _ => {
                    let message = format!("expected a `Schema`, found `{}`: it is ignored", child.name);
                    self.warn(&child, message);
                    self.xml.skip()?;
                }
            }
        }
        Ok(())
    }

    fn schema(&mut self, element: &Element) -> Result<(), Error> {
        let Some(name) = self.name(element, "Namespace", 511, is_type_name) else { return self.xml.skip() };
        let alias = element.attribute("Alias").map(str::to_owned);
        if let Some(alias) = &alias {
            self.alias(element, alias, &name);
        }
        let document = self.document.address.clone();
        let mut namespace = Namespace {
            name,
            alias,
            types: Vec::new(),
            operations: Vec::new(),
            entity_sets: Vec::new(),
            line: element.line,
            document,
        };
        while let Some(child) = self.xml.child()? {
            let inside = &namespace.name;
            match child.edm() {
                Some("EntityType") => {
                    let type_ = self.structured(&child, inside, Category::Entity)?;
                    namespace.types.extend(type_);
                }
                Some("ComplexType") => {
                    let type_ = self.structured(&child, inside, Category::Complex)?;
                    namespace.types.extend(type_);
                }
                Some("EnumType") => {
                    let type_ = self.enumeration(&child, inside)?;
                    namespace.types.extend(type_);
                }
                Some("TypeDefinition") => {
                    let type_ = self.type_definition(&child, inside)?;
                    namespace.types.extend(type_);
                }
                Some("Action") => {
                    let operation = self.operation(&child, inside, OperationKind::Action)?;
                    namespace.operations.extend(operation);
                }
                Some("Function") => {
                    let operation = self.operation(&child, inside, OperationKind::Function)?;
                    namespace.operations.extend(operation);
                }
                Some("Annotations") => self.annotations(&child)?,
                Some("EntityContainer") => self.container(&mut namespace.entity_sets)?,
                Some("Annotation" | "Term") => self.xml.skip()?,
                _ => self.other(&child, "Schema")?,
            }
        }
        self.document.namespaces.push(namespace);
        Ok(())
    }

    fn container(&mut self, sets: &mut Vec<EntitySet>) -> Result<(), Error> {
        while let Some(child) = self.xml.child()? {
            self.xml.skip()?;
            let (key, is_collection) = match child.edm() {
                Some("EntitySet") => ("EntityType", true),
                Some("Singleton") => ("Type", false),
                _ => continue,
            };
            let Some(name) = self.name(&child, "Name", 128, is_name) else { continue };
            if let Some(type_name) = child.attribute(key) {
                let type_name = TypeName { name: type_name.to_owned(), is_collection };
                sets.push(EntitySet { name, type_name, line: child.line });
            }
        }
        Ok(())
    }

    fn structured(&mut self, element: &Element, namespace: &str, category: Category) -> Result<Option<Type>, Error> {
        let mut structured = Structured {
            category,
            base: element.attribute("BaseType").map(str::to_owned),
            is_abstract: self.boolean(element, "Abstract").unwrap_or(false),
            is_open: self.boolean(element, "OpenType").unwrap_or(false),
            has_stream: self.boolean(element, "HasStream").unwrap_or(false),
            key: Vec::new(),
            properties: Vec::new(),
        };
        let name = self.qualified(element, namespace);
        let mut documentation = Documentation::default();
        let mut seen = HashSet::new();
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some(kind @ ("Property" | "NavigationProperty")) => {
                    if let Some(property) = self.property(&child, kind == "NavigationProperty")? {
                        if seen.insert(property.name.clone()) {
                            structured.properties.push(property);
                        } else {
                            self.second(&child, "property", &property.name);
                        }
                    }
                }
                Some("Key") if category == Category::Entity => self.key(&mut structured.key)?,
                Some("Annotation") => self.annotation(&child, &mut documentation)?,
                _ => self.other(&child, &element.name)?,
            }
        }
        let definition = Definition::Structured(structured);
        Ok(name.map(|name| Type { name, definition, documentation, line: element.line }))
    }

    fn second(&mut self, element: &Element, what: &str, name: &str) {
        self.warn(element, format!("the {what} `{name}` is already declared: the second is ignored"));
    }

    fn key(&mut self, key: &mut Vec<String>) -> Result<(), Error> {
        while let Some(child) = self.xml.child()? {
            if child.edm() == Some("PropertyRef") {
                key.extend(child.attribute("Name").map(str::to_owned));
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn property(&mut self, element: &Element, is_navigation: bool) -> Result<Option<Property>, Error> {
        let mut documentation = Documentation::default();
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Annotation") => self.annotation(&child, &mut documentation)?,
                Some("ReferentialConstraint" | "OnDelete") if is_navigation => self.xml.skip()?,
                _ => self.other(&child, &element.name)?,
            }
        }
        let Some(name) = self.name(element, "Name", 128, is_name) else { return Ok(None) };
        Ok(Some(Property {
            name,
            type_name: self.type_name(element),
            nullable: self.boolean(element, "Nullable"),
            max_length: max_length(element),
            is_navigation,
            is_narrowed: false,
            documentation,
            line: element.line,
        }))
    }

    fn enumeration(&mut self, element: &Element, namespace: &str) -> Result<Option<Type>, Error> {
        let is_flags = self.boolean(element, "IsFlags").unwrap_or(false);
        let mut members: Vec<Member> = Vec::new();
        let mut documentation = Documentation::default();
        let mut seen = HashSet::new();
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Member") => {
                    let documentation = self.annotated(&child)?;
                    let Some(name) = self.name(&child, "Name", 128, is_name) else { continue };
                    if seen.insert(name.clone()) {
                        members.push(Member { name, documentation, line: child.line });
                    } else {
                        self.second(&child, "member", &name);
                    }
                }
                Some("Annotation") => self.annotation(&child, &mut documentation)?,
                _ => self.other(&child, &element.name)?,
            }
        }
        let definition = Definition::Enum(Enumeration { is_flags, members });
        let name = self.qualified(element, namespace);
        Ok(name.map(|name| Type { name, definition, documentation, line: element.line }))
    }

    fn type_definition(&mut self, element: &Element, namespace: &str) -> Result<Option<Type>, Error> {
        let documentation = self.annotated(element)?;
        let underlying = element.attribute("UnderlyingType").unwrap_or_default().to_owned();
        let definition = Definition::TypeDefinition(TypeDefinition { underlying, max_length: max_length(element) });
        let name = self.qualified(element, namespace);
        Ok(name.map(|name| Type { name, definition, documentation, line: element.line }))
    }

    fn operation(
        &mut self,
        element: &Element,
        namespace: &str,
        kind: OperationKind,
    ) -> Result<Option<Operation>, Error> {
        let is_bound = self.boolean(element, "IsBound").unwrap_or(false);
        let (mut parameters, mut returns) = (Vec::new(), None);
        let mut documentation = Documentation::default();
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Parameter") => parameters.extend(self.parameter(&child)?),
                Some("ReturnType") => {
                    let (type_name, nullable) = (self.type_name(&child), self.boolean(&child, "Nullable"));
                    returns = Some(ReturnType { type_name, nullable });
                    self.xml.skip()?;
                }
                Some("Annotation") => self.annotation(&child, &mut documentation)?,
                _ => self.other(&child, &element.name)?,
            }
        }
        let (name, line) = (self.qualified(element, namespace), element.line);
        Ok(name.map(|name| Operation { name, kind, is_bound, parameters, returns, documentation, line }))
    }

    fn parameter(&mut self, element: &Element) -> Result<Option<Parameter>, Error> {
        let documentation = self.annotated(element)?;
        let Some(name) = self.name(element, "Name", 128, is_name) else { return Ok(None) };
        let (type_name, nullable) = (self.type_name(element), self.boolean(element, "Nullable"));
        Ok(Some(Parameter { name, type_name, nullable, documentation, line: element.line }))
    }

    /// Reads the documentation inside an element that contains only annotations.
    fn annotated(&mut self, element: &Element) -> Result<Documentation, Error> {
        let mut documentation = Documentation::default();
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Annotation") => self.annotation(&child, &mut documentation)?,
                _ => self.other(&child, &element.name)?,
            }
        }
        Ok(documentation)
    }

    /// Reads annotations of an element elsewhere, which `Target` names.
    fn annotations(&mut self, element: &Element) -> Result<(), Error> {
        let documentation = self.annotated(element)?;
        if documentation != Documentation::default() && element.attribute("Qualifier").is_none() {
            let target = element.attribute("Target").map(|target| (target.to_owned(), documentation));
            self.document.documentation.extend(target);
        }
        Ok(())
    }

    /// Reads an annotation; stores its text if the term is documentation.
    fn annotation(&mut self, element: &Element, documentation: &mut Documentation) -> Result<(), Error> {
        let (prefix, term) = element.attribute("Term").and_then(|term| term.rsplit_once('.')).unwrap_or_default();
        let prefix = self.document.aliases.namespace(prefix);
        let place = match term {
            "Description" => &mut documentation.description,
            "LongDescription" => &mut documentation.long_description,
            _ => return self.xml.skip(),
        };
        if !matches!(prefix, "Org.OData.Core.V1" | "Core") || element.attribute("Qualifier").is_some() {
            return self.xml.skip();
        }
        if let Some(text) = element.attribute("String") {
            *place = Some(text.into());
        }
        while let Some(child) = self.xml.child()? {
            self.xml.skip()?;
            if child.edm() == Some("String") {
                *place = Some(self.xml.content().into());
            }
        }
        Ok(())
    }

    fn qualified(&mut self, element: &Element, namespace: &str) -> Option<String> {
        self.name(element, "Name", 128, is_type_name).map(|name| format!("{namespace}.{name}"))
    }

    /// Returns the element's name; `None`, with a warning, if the element must be left out. Limits names as OData does: the
    /// model repeats them, so that long names would take far more memory than the document.
    fn name(&mut self, element: &Element, key: &str, most: usize, is_good: fn(&str) -> bool) -> Option<String> {
        let name = element.attribute(key).unwrap_or_default();
        let fault = if name.is_empty() {
            format!("has no `{key}`")
        } else if name.chars().nth(most).is_some() {
            format!("has a `{key}` longer than the {most} characters that OData allows")
        } else if !is_good(name) {
            format!("has the `{key}` `{name}`, which has characters that OData does not allow")
        } else {
            return Some(name.to_owned());
        };
        self.warn(element, format!("`{}` {fault}: it is left out", element.name));
        None
    }

    /// Returns `true` or `false`, in any case; `None` if the attribute is absent, or is another word.
    fn boolean(&mut self, element: &Element, name: &str) -> Option<bool> {
        let text = element.attribute(name)?;
        let value = [true, false].into_iter().find(|value| text.eq_ignore_ascii_case(&value.to_string()));
        if value.is_none() {
            self.warn(element, format!("`{name}` is `{text}`, not `true` or `false`: it is ignored"));
        }
        value
    }

    fn type_name(&mut self, element: &Element) -> TypeName {
        let text = element.attribute("Type").unwrap_or_default();
        let item = text.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')'));
        let (name, is_collection) = (item.unwrap_or(text), item.is_some());
        if name.contains('.') && !name.contains(['(', ')']) {
            return TypeName { name: name.to_owned(), is_collection };
        }
        let edm = format!("Edm.{name}");
        let read = if edm::find(&edm).is_some() { edm } else { UNTYPED.to_owned() };
        let message = if text.is_empty() {
            format!("`{}` has no `Type`: it is untyped", element.name)
        } else {
            format!("`{text}` is not a type name, which is qualified or `Collection(…)` around one: read as `{read}`")
        };
        self.warn(element, message);
        TypeName { name: read, is_collection }
    }
}

fn max_length(element: &Element) -> Option<usize> {
    element.attribute("MaxLength").and_then(|length| length.parse().ok())
}

/// Returns whether JSON can have the name as it is.
fn is_name(name: &str) -> bool {
    !name.starts_with('@')
        && !name.contains(|char: char| char.is_whitespace() || char.is_control() || "\"\\,".contains(char))
}

/// Returns whether a tag can have the name: letters, digits and `_` between dots.
fn is_type_name(name: &str) -> bool {
    let is_foreign = |char: char| char.is_ascii() && !char.is_ascii_alphanumeric() && char != '_' && char != '.';
    let has_foreign = name.contains(|char: char| is_foreign(char) || char.is_whitespace() || char.is_control());
    !has_foreign && !name.split('.').any(str::is_empty)
}
