//! Prints declarations as rustfmt formats them, at a width of 120. The other modules decide names and boxes.

use super::docs::{self, WIDTH};
use super::names::{Names, one_of_variants};
use super::scope::Scope;
use super::spelling::lower_camel;
use crate::csdl::model::{Definition, Enumeration, Member, Property, Schema, Structured, Target, Type};
use crate::kinds::edm::rows::Group;
use crate::model::table::Category;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Lints that fire on a schema's texts, names and sizes, and on types that a program does not use.
const LINTS: &str = "
#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = \"texts, names and types are the schema's\"
)]

";

/// Prints the root module, with its lints and all modules inside it.
pub(super) fn print(schema: &Schema, scope: &Scope<'_>, names: &Names<'_>) -> String {
    let namespace = match names.modules[0].namespace.as_str() {
        "" => String::new(),
        namespace => format!(": `{namespace}`"),
    };
    let source = Source { schema, scope, names };
    format!("//! Declared from a schema{namespace}.\n{LINTS}{}", ModulePrinter::new(source, 0, String::new()).print())
}

/// The input of all printing.
#[derive(Clone, Copy)]
struct Source<'a> {
    schema: &'a Schema,
    scope: &'a Scope<'a>,
    names: &'a Names<'a>,
}

impl Source<'_> {
    /// Returns whether the module or one inside it has types.
    fn has_types(self, at: usize) -> bool {
        let module = &self.names.modules[at];
        !module.types.is_empty() || module.inside.iter().any(|inside| self.has_types(*inside))
    }
}

/// Prints one module and gathers its imports.
struct ModulePrinter<'a> {
    source: Source<'a>,
    /// The module's index in `names.modules`.
    at: usize,
    indent: String,
    imports: Imports,
}

#[derive(Default)]
struct Imports {
    core: BTreeSet<&'static str>,
    edm: BTreeSet<&'static str>,
}

impl<'a> ModulePrinter<'a> {
    fn new(source: Source<'a>, at: usize, indent: String) -> Self {
        Self { source, at, indent, imports: Imports::default() }
    }

    /// Prints the imports, the types, the inner modules and, at the root, the registry.
    fn print(mut self) -> String {
        let module = &self.source.names.modules[self.at];
        let mut items: Vec<String> = Vec::new();
        for type_ in &module.types {
            match &type_.definition {
                Definition::Structured(structured) => items.push(self.structured(type_, structured)),
                Definition::Enum(enumeration) => items.push(self.enumeration(type_, enumeration)),
                Definition::TypeDefinition(_) => continue,
            }
            items.extend(self.one_of(type_));
        }
        let inside = module.inside.iter().filter(|inside| self.source.has_types(**inside));
        items.extend(inside.map(|inside| self.submodule(*inside)));
        // A vocabulary may declare no structured type.
        if self.at == 0 && self.source.scope.types.iter().any(|type_| type_.as_structured().is_some()) {
            self.imports.core.extend(["Registered", "Registry"]);
            items.push(self.registry());
        }
        self.imports.print(&self.indent) + &items.join("\n")
    }

    fn submodule(&self, at: usize) -> String {
        let (indent, module) = (&self.indent, &self.source.names.modules[at]);
        let name = module.path.last().map(String::as_str).unwrap_or_default();
        let items = ModulePrinter::new(self.source, at, format!("{indent}    ")).print();
        format!("{indent}/// The namespace `{}`.\n{indent}pub mod {name} {{\n{items}{indent}}}\n", module.namespace)
    }

    /// The path of a type, as this module writes it.
    fn path(&self, name: &str) -> String {
        self.source.names.path(name, self.at)
    }

    fn structured(&mut self, type_: &Type, structured: &Structured) -> String {
        let (source, indent, mut out) = (self.source, self.indent.clone(), String::new());
        docs::write(&mut out, &indent, &type_.documentation, &format!("`{}`.", type_.name));
        let (derive, attribute) = match structured.category {
            Category::Entity => ("Entity", "entity"),
            Category::Complex => ("ComplexType", "complex_type"),
        };
        self.imports.core.insert(derive);
        let _ = writeln!(out, "{indent}#[derive(Clone, Debug, Default, PartialEq, {derive})]");
        let mut arguments = vec![format!("\"{}\"", type_.name)];
        arguments.extend(structured.is_abstract.then(|| "abstract".to_owned()));
        arguments.extend(source.schema.is_open(&type_.name).then(|| "open".to_owned()));
        write_attribute(&mut out, &indent, attribute, &arguments);
        let _ = writeln!(out, "{indent}pub struct {} {{", self.path(&type_.name));
        let base = source.schema.base(structured);
        if let Some(base) = base {
            let field = source.names.base_field(&type_.name, &base.name);
            let _ = writeln!(out, "{indent}    #[base]\n{indent}    {field}: {},", self.path(&base.name));
        }
        for (property, field) in structured.own().zip(source.names.members(&type_.name)) {
            self.property(&mut out, type_, property, field);
        }
        if base.is_none() {
            self.imports.core.insert("DynamicProperties");
            let _ = writeln!(
                out,
                "{indent}    /// Members this version does not declare.\n{indent}    #[dynamic]\n{indent}    dynamic: DynamicProperties,"
            );
        }
        out + &indent + "}\n"
    }

    fn property(&mut self, out: &mut String, owner: &Type, property: &Property, field: &str) {
        self.imports.core.insert("Prop");
        let indent = format!("{}    ", self.indent);
        docs::write(out, &indent, &property.documentation, &format!("`{}`.", property.name));
        let (kind, is_complex) = self.kind(owner, property);
        let mut arguments = vec![format!("\"{}\"", property.name)];
        if property.is_read_only(owner) {
            arguments.push("read_only".to_owned());
        } else if property.nullable == Some(false) {
            arguments.push("non_null".to_owned());
        }
        if let Some(length) = self.source.schema.max_length(property) {
            let rule = format!("max_len = {length}");
            arguments.push(if property.type_name.is_collection { format!("each({rule})") } else { rule });
        }
        arguments.extend((is_complex && !property.type_name.is_collection).then(|| "default".to_owned()));
        write_attribute(out, &indent, "prop", &arguments);
        let line = format!("{indent}{field}: Prop<{kind}>,");
        if line.chars().count() > WIDTH {
            let _ = writeln!(out, "{indent}{field}:\n{indent}    Prop<{kind}>,");
        } else {
            let _ = writeln!(out, "{line}");
        }
    }

    /// Returns the type inside the field's `Prop`, and whether it is a complex type.
    fn kind(&mut self, owner: &Type, property: &Property) -> (String, bool) {
        let (mut kind, mut is_complex, mut is_linked) = (String::new(), false, false);
        match self.source.schema.target(&property.type_name) {
            Target::Edm(edm) => {
                if edm.group == Group::Imported {
                    self.imports.edm.insert(edm.field);
                }
                edm.field.clone_into(&mut kind);
            }
            Target::Declared(type_) => match &type_.definition {
                Definition::Structured(structured) => {
                    is_complex = structured.category == Category::Complex;
                    kind = self.source.names.held_path(&type_.name, self.at);
                    is_linked = property.is_navigation;
                    if !is_linked && self.source.scope.is_boxed(owner, property, type_) {
                        kind = format!("Box<{kind}>");
                    }
                }
                Definition::Enum(enumeration) => {
                    kind = self.path(&type_.name);
                    if enumeration.is_flags {
                        self.imports.core.insert("Flags");
                        kind = format!("Flags<{kind}>");
                    }
                }
                Definition::TypeDefinition(_) => {}
            },
        }
        if property.type_name.is_collection {
            kind =
                if property.nullable == Some(true) { format!("Vec<Option<{kind}>>") } else { format!("Vec<{kind}>") };
        }
        if is_linked {
            self.imports.core.insert("Linked");
            kind = format!("Linked<{kind}>");
        }
        (kind, is_complex)
    }

    fn enumeration(&mut self, type_: &Type, enumeration: &Enumeration) -> String {
        let (indent, mut out) = (&self.indent, String::new());
        self.imports.core.insert("EnumType");
        docs::write(&mut out, indent, &type_.documentation, &format!("`{}`.", type_.name));
        let _ = writeln!(out, "{indent}#[derive(Clone, Debug, PartialEq, Eq, EnumType)]");
        write_attribute(&mut out, indent, "enum_type", &[format!("\"{}\"", type_.name)]);
        let _ = writeln!(out, "{indent}#[non_exhaustive]\n{indent}pub enum {} {{", self.path(&type_.name));
        let inner = format!("{indent}    ");
        let cases: BTreeSet<_> = enumeration.members.iter().map(|member| member.name.to_ascii_lowercase()).collect();
        let has_twins = cases.len() < enumeration.members.len();
        for (member, variant) in enumeration.members.iter().zip(self.source.names.members(&type_.name)) {
            docs::write(&mut out, &inner, &member.documentation, &format!("`{}`.", member.name));
            let is_like = |other: &Member| other.name != member.name && other.name.eq_ignore_ascii_case(&member.name);
            // The one name is easily taken for the other.
            let has_twin = has_twins && enumeration.members.iter().any(is_like);
            if lower_camel(variant) != member.name || has_twin {
                write_attribute(&mut out, &inner, "member", &[format!("\"{}\"", member.name)]);
            }
            let _ = writeln!(out, "{inner}{variant},");
        }
        let _ = writeln!(
            out,
            "{inner}/// A member that this version does not know.\n{inner}#[other]\n{inner}Other(String),\n{indent}}}"
        );
        out
    }

    /// Prints the enum of a type and its subtypes, if a property holds it.
    fn one_of(&mut self, type_: &Type) -> Option<String> {
        let subtypes = self.source.scope.subtypes(&type_.name)?;
        let any = self.source.names.any(&type_.name)?;
        self.imports.core.insert("OneOf");
        let (indent, base, mut out) = (&self.indent, self.path(&type_.name), String::new());
        let _ = writeln!(
            out,
            "{indent}/// Any `{}`: the subtype that `@odata.type` names, else the base, with nothing lost.",
            type_.short_name()
        );
        let _ = writeln!(out, "{indent}#[derive(Clone, Debug, PartialEq, OneOf)]");
        let _ = writeln!(out, "{indent}#[one_of(base = {base})]\n{indent}#[non_exhaustive]\n{indent}pub enum {any} {{");
        for (subtype, variant) in subtypes.iter().zip(one_of_variants(&type_.name, subtypes)) {
            let _ = writeln!(out, "{indent}    /// `{}`.", self.wire_name(subtype));
            let path = self.path(&subtype.name);
            let line = format!("{indent}    {variant}({path}),");
            if line.chars().count() > WIDTH {
                let _ = writeln!(out, "{indent}    {variant}(\n{indent}        {path},\n{indent}    ),");
            } else {
                let _ = writeln!(out, "{line}");
            }
        }
        let _ = writeln!(
            out,
            "{indent}    /// The base itself, or a subtype that this version does not know.\n{indent}    #[other]"
        );
        let _ = writeln!(out, "{indent}    Other({base}),\n{indent}}}");
        Some(out)
    }

    /// The schema's name, without the module's namespace in front.
    fn wire_name<'n>(&self, type_: &'n Type) -> &'n str {
        let namespace = &self.source.names.modules[self.at].namespace;
        type_.name.strip_prefix(namespace.as_str()).and_then(|rest| rest.strip_prefix('.')).unwrap_or(&type_.name)
    }

    fn registry(&self) -> String {
        let (indent, modules) = (&self.indent, &self.source.names.modules);
        let structured =
            modules.iter().flat_map(|module| &module.types).filter(|type_| type_.as_structured().is_some());
        let entries: Vec<String> =
            structured.map(|type_| format!("Registered::of::<{}>()", self.path(&type_.name))).collect();
        let docs = format!("{indent}/// All structured types declared here, by qualified name.\n");
        let line = format!("{indent}pub const TYPES: Registry = Registry::new(&[{}]);\n", entries.join(", "));
        if line.chars().count() <= WIDTH + 1 {
            return docs + &line;
        }
        let entries = entries.join(&format!(",\n{indent}    "));
        format!("{docs}{indent}pub const TYPES: Registry = Registry::new(&[\n{indent}    {entries},\n{indent}]);\n")
    }
}

impl Imports {
    fn print(&self, indent: &str) -> String {
        let mut out = String::new();
        write_import(&mut out, indent, "entity_core::edm", &self.edm);
        write_import(&mut out, indent, "entity_core", &self.core);
        if !self.core.is_empty() {
            out.push('\n');
        }
        out
    }
}

fn write_import(out: &mut String, indent: &str, path: &str, names: &BTreeSet<&str>) {
    let listed: Vec<_> = names.iter().copied().collect();
    let _ = match listed.as_slice() {
        [] => Ok(()),
        [name] => writeln!(out, "{indent}use {path}::{name};"),
        names => writeln!(out, "{indent}use {path}::{{{}}};", names.join(", ")),
    };
}

fn write_attribute(out: &mut String, indent: &str, name: &str, arguments: &[String]) {
    let line = format!("{indent}#[{name}({})]", arguments.join(", "));
    if line.chars().count() <= WIDTH {
        let _ = writeln!(out, "{line}");
    } else {
        let arguments: Vec<String> = arguments.iter().map(|argument| format!("{indent}    {argument}")).collect();
        let _ = writeln!(out, "{indent}#[{name}(\n{}\n{indent})]", arguments.join(",\n"));
    }
}
