//! Reads the elements and attributes of CSDL into the schema model. Names stay as written; `resolve` completes them.

use super::Error;
use super::model::{
    Definition, Documentation, Enumeration, Member, Namespace, Operation, OperationKind, Parameter, Property,
    ReturnType, Schema, Structured, Type, TypeName,
};
use super::resolve::{Notes, resolve};
use super::xml::{EDM, EDMX, Element, Space, Xml};
use crate::model::table::Category;

/// Reads a CSDL document: version 4.0 or 4.01, in XML, in UTF-8.
///
/// Time and memory are linear in the length of the document.
///
/// ```
/// let schema = entity_core::csdl::read(br#"<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
///   <edmx:DataServices>
///     <Schema Namespace="contoso" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
///       <ComplexType Name="point"><Property Name="next" Type="self.point"/></ComplexType>
///     </Schema>
///   </edmx:DataServices>
/// </edmx:Edmx>"#)?;
/// let point = schema.structured("contoso.point").unwrap();
/// assert_eq!(point.properties[0].type_name.name, "contoso.point");
/// # Ok::<(), entity_core::csdl::Error>(())
/// ```
///
/// # Errors
/// The first fault found, with its line. A document is refused if
/// - it is not XML, is cut off, or is not CSDL 4.0 or 4.01;
/// - an element is misplaced, lacks an attribute that it needs, or has a name longer than OData allows (128 characters; 511 for
///   a namespace);
/// - it declares a type twice, gives an alias two meanings, bases a type definition on a type that is not primitive, or lets a
///   type derive from itself or from more than 100 bases.
pub fn read(document: &[u8]) -> Result<Schema, Error> {
    read_with(document, &mut |_| {})
}

/// Reads like [`read`], and calls `progress` with the number of bytes read, about four times per megabyte.
///
/// # Errors
/// As [`read`].
pub fn read_with(document: &[u8], progress: &mut dyn FnMut(usize)) -> Result<Schema, Error> {
    let mut xml = Xml::new(document, progress)?;
    let root = xml.child()?.ok_or_else(|| Error::new(1, "the document is empty"))?;
    let version = match (root.space, root.name.as_str()) {
        (Space::Edmx, "Edmx") => root.required("Version")?,
        (Space::Old, _) => {
            return Err(root.error("the document is CSDL version 3 or older; only versions 4.0 and 4.01 are supported"));
        }
        (_, "Edmx") => {
            return Err(root.error(format!("the root element `Edmx` lacks its namespace `{EDMX}`: not CSDL")));
        }
        (_, name) => return Err(root.error(format!("the root element is `{name}`, not OData's `Edmx`: not CSDL"))),
    };
    if !matches!(version, "4.0" | "4.01") {
        return Err(
            root.error(format!("the document is CSDL version {version}; only versions 4.0 and 4.01 are supported"))
        );
    }
    let mut reading = Reading { xml, namespaces: Vec::new(), notes: Notes::default() };
    reading.edmx()?;
    if let Some(second) = reading.xml.child()? {
        return Err(second.error(format!("`{}` follows the root element", second.name)));
    }
    resolve(reading.namespaces, &reading.notes)
}

struct Reading<'a> {
    xml: Xml<'a>,
    namespaces: Vec<Namespace>,
    notes: Notes,
}

impl Reading<'_> {
    fn edmx(&mut self) -> Result<(), Error> {
        let mut services = 0;
        while let Some(child) = self.xml.child()? {
            match (child.space, child.name.as_str()) {
                (Space::Edmx, "DataServices") => {
                    services += 1;
                    self.data_services()?;
                }
                (Space::Edmx, "Reference") => self.reference()?,
                _ => self.xml.skip()?,
            }
        }
        if services == 0 { Err(Error::new(1, "`Edmx` without `DataServices`: not CSDL")) } else { Ok(()) }
    }

    /// Reads a reference to another document: keeps its aliases, fetches nothing.
    fn reference(&mut self) -> Result<(), Error> {
        while let Some(child) = self.xml.child()? {
            if child.name == "Include"
                && let (Some(namespace), Some(alias)) = (child.attribute("Namespace"), child.attribute("Alias"))
            {
                self.notes.aliases.add(alias, namespace, child.line)?;
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn data_services(&mut self) -> Result<(), Error> {
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Schema") => self.schema(&child)?,
                _ if child.space == Space::Old => {
                    return Err(
                        child.error("the schema is CSDL version 3 or older; only versions 4.0 and 4.01 are supported")
                    );
                }
                _ => {
                    let name = &child.name;
                    return Err(child.error(format!("expected a `Schema` of the namespace `{EDM}`, found `{name}`")));
                }
            }
        }
        Ok(())
    }

    fn schema(&mut self, element: &Element) -> Result<(), Error> {
        let name = element.required("Namespace")?.to_owned();
        let alias = element.attribute("Alias").map(str::to_owned);
        if let Some(alias) = &alias {
            self.notes.aliases.add(alias, &name, element.line)?;
        }
        let mut namespace = Namespace { name, alias, types: Vec::new(), operations: Vec::new(), line: element.line };
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("EntityType") => {
                    namespace.types.push(self.structured(&child, &namespace.name, Category::Entity)?);
                }
                Some("ComplexType") => {
                    namespace.types.push(self.structured(&child, &namespace.name, Category::Complex)?);
                }
                Some("EnumType") => namespace.types.push(self.enumeration(&child, &namespace.name)?),
                Some("TypeDefinition") => namespace.types.push(self.type_definition(&child, &namespace.name)?),
                Some("Action") => {
                    namespace.operations.push(self.operation(&child, &namespace.name, OperationKind::Action)?);
                }
                Some("Function") => {
                    namespace.operations.push(self.operation(&child, &namespace.name, OperationKind::Function)?);
                }
                Some("Annotations") => self.annotations(&child)?,
                Some("Annotation" | "EntityContainer" | "Term") | None => self.xml.skip()?,
                Some(_) => return Err(misplaced(&child, "Schema")),
            }
        }
        self.namespaces.push(namespace);
        Ok(())
    }

    fn structured(&mut self, element: &Element, namespace: &str, category: Category) -> Result<Type, Error> {
        let mut structured = Structured {
            category,
            base: element.attribute("BaseType").map(str::to_owned),
            is_abstract: element.boolean("Abstract")?.unwrap_or(false),
            is_open: element.boolean("OpenType")?.unwrap_or(false),
            has_stream: element.boolean("HasStream")?.unwrap_or(false),
            key: Vec::new(),
            properties: Vec::new(),
        };
        let mut documentation = Documentation::default();
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Property") => structured.properties.push(self.property(&child, false)?),
                Some("NavigationProperty") => structured.properties.push(self.property(&child, true)?),
                Some("Key") if category == Category::Entity => self.key(&mut structured.key)?,
                Some("Annotation") => self.annotation(&child, &mut documentation)?,
                None => self.xml.skip()?,
                Some(_) => return Err(misplaced(&child, &element.name)),
            }
        }
        Ok(Type {
            name: qualified(element, namespace)?,
            definition: Definition::Structured(structured),
            documentation,
            line: element.line,
        })
    }

    fn key(&mut self, key: &mut Vec<String>) -> Result<(), Error> {
        while let Some(child) = self.xml.child()? {
            if child.edm() == Some("PropertyRef") {
                key.push(child.required("Name")?.to_owned());
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn property(&mut self, element: &Element, is_navigation: bool) -> Result<Property, Error> {
        let mut documentation = Documentation::default();
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Annotation") => self.annotation(&child, &mut documentation)?,
                Some("ReferentialConstraint" | "OnDelete") if is_navigation => self.xml.skip()?,
                None => self.xml.skip()?,
                Some(_) => return Err(misplaced(&child, &element.name)),
            }
        }
        Ok(Property {
            name: element.required("Name")?.to_owned(),
            type_name: type_name(element)?,
            nullable: element.boolean("Nullable")?,
            max_length: element.attribute("MaxLength").and_then(|length| length.parse().ok()),
            is_navigation,
            documentation,
            line: element.line,
        })
    }

    fn enumeration(&mut self, element: &Element, namespace: &str) -> Result<Type, Error> {
        let mut enumeration =
            Enumeration { is_flags: element.boolean("IsFlags")?.unwrap_or(false), members: Vec::new() };
        let mut documentation = Documentation::default();
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Member") => {
                    let documentation = self.annotated(&child)?;
                    enumeration.members.push(Member {
                        name: child.required("Name")?.to_owned(),
                        documentation,
                        line: child.line,
                    });
                }
                Some("Annotation") => self.annotation(&child, &mut documentation)?,
                None => self.xml.skip()?,
                Some(_) => return Err(misplaced(&child, &element.name)),
            }
        }
        Ok(Type {
            name: qualified(element, namespace)?,
            definition: Definition::Enum(enumeration),
            documentation,
            line: element.line,
        })
    }

    fn type_definition(&mut self, element: &Element, namespace: &str) -> Result<Type, Error> {
        let documentation = self.annotated(element)?;
        let underlying = element.required("UnderlyingType")?.to_owned();
        Ok(Type {
            name: qualified(element, namespace)?,
            definition: Definition::TypeDefinition(underlying),
            documentation,
            line: element.line,
        })
    }

    fn operation(&mut self, element: &Element, namespace: &str, kind: OperationKind) -> Result<Operation, Error> {
        let mut operation = Operation {
            name: qualified(element, namespace)?,
            kind,
            is_bound: element.boolean("IsBound")?.unwrap_or(false),
            parameters: Vec::new(),
            returns: None,
            documentation: Documentation::default(),
            line: element.line,
        };
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Parameter") => operation.parameters.push(Parameter {
                    name: child.required("Name")?.to_owned(),
                    type_name: type_name(&child)?,
                    nullable: child.boolean("Nullable")?,
                    documentation: self.annotated(&child)?,
                    line: child.line,
                }),
                Some("ReturnType") => {
                    operation.returns =
                        Some(ReturnType { type_name: type_name(&child)?, nullable: child.boolean("Nullable")? });
                    self.xml.skip()?;
                }
                Some("Annotation") => self.annotation(&child, &mut operation.documentation)?,
                None => self.xml.skip()?,
                Some(_) => return Err(misplaced(&child, &element.name)),
            }
        }
        Ok(operation)
    }

    /// Reads the documentation inside an element that contains only annotations.
    fn annotated(&mut self, element: &Element) -> Result<Documentation, Error> {
        let mut documentation = Documentation::default();
        while let Some(child) = self.xml.child()? {
            match child.edm() {
                Some("Annotation") => self.annotation(&child, &mut documentation)?,
                None => self.xml.skip()?,
                Some(_) => return Err(misplaced(&child, &element.name)),
            }
        }
        Ok(documentation)
    }

    /// Reads annotations of an element elsewhere, which `Target` names.
    fn annotations(&mut self, element: &Element) -> Result<(), Error> {
        let documentation = self.annotated(element)?;
        if documentation != Documentation::default() && element.attribute("Qualifier").is_none() {
            self.notes.documentation.push((element.required("Target")?.to_owned(), documentation));
        }
        Ok(())
    }

    /// Reads an annotation; stores its text if the term is documentation.
    fn annotation(&mut self, element: &Element, documentation: &mut Documentation) -> Result<(), Error> {
        let (prefix, term) = element.attribute("Term").and_then(|term| term.rsplit_once('.')).unwrap_or_default();
        let prefix = self.notes.aliases.namespace(prefix);
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
}

fn qualified(element: &Element, namespace: &str) -> Result<String, Error> {
    Ok(format!("{namespace}.{}", element.required("Name")?))
}

fn type_name(element: &Element) -> Result<TypeName, Error> {
    let text = element.required("Type")?;
    let item = text.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')'));
    let name = item.unwrap_or(text);
    if !name.contains('.') || name.contains(['(', ')']) {
        return Err(element
            .error(format!("`{text}` is not a type name: expected a qualified name, or `Collection(…)` around one")));
    }
    Ok(TypeName { name: name.to_owned(), is_collection: item.is_some() })
}

fn misplaced(element: &Element, parent: &str) -> Error {
    element.error(format!("`{}` is not an element that CSDL 4.01 allows inside `{parent}`", element.name))
}
