//! How declarations look: as the formatter leaves them, at a width of 120. Decides nothing.

use super::docs::{self, WIDTH};
use super::modules::Module;
use super::names::{ENTITY, Names, choice_names};
use super::scope::{Scope, Target, target};
use super::spelling::lower_camel;
use crate::csdl::model::{Definition, Enumeration, Property, Schema, Structured, Type};
use crate::table::Category;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a schema's texts, names and sizes, and types that nothing uses, would be told.
const LINTS: &str = "
#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = \"texts, names and types are the schema's\"
)]

";

pub(super) fn print(schema: &Schema, scope: &Scope<'_>, names: &Names<'_>) -> String {
    let printer = Printer { schema, scope, names };
    let mut out = String::from("//! Declared from a schema");
    match names.modules[0].namespace.as_str() {
        "" => out.push_str(".\n"),
        namespace => {
            let _ = writeln!(out, ": `{namespace}`.");
        }
    }
    out.push_str(LINTS);
    printer.module(&mut out, 0, "");
    out
}

struct Printer<'a> {
    schema: &'a Schema,
    scope: &'a Scope<'a>,
    names: &'a Names<'a>,
}

/// What a module imports.
#[derive(Default)]
struct Imports {
    core: BTreeSet<&'static str>,
    edm: BTreeSet<&'static str>,
}

impl Printer<'_> {
    fn module(&self, out: &mut String, at: usize, indent: &str) {
        let module = &self.names.modules[at];
        let mut imports = Imports::default();
        let mut items: Vec<String> = Vec::new();
        for type_ in &module.types {
            let mut item = String::new();
            match &type_.definition {
                Definition::Structured(structured) => {
                    self.structured(&mut item, &mut imports, at, indent, type_, structured);
                }
                Definition::Enum(enumeration) => {
                    self.enumeration(&mut item, &mut imports, at, indent, type_, enumeration);
                }
                Definition::Alias(_) => continue,
            }
            items.push(item);
            items.extend(self.choice(&mut imports, at, indent, type_));
        }
        items.extend(
            module
                .inside
                .iter()
                .filter(|inside| self.has_types(**inside))
                .map(|inside| self.submodule(*inside, indent)),
        );
        if at == 0 {
            imports.core.extend(["Registered", "Registry"]);
            items.push(self.registry(indent));
        }
        imports.write(out, indent);
        out.push_str(&items.join("\n"));
    }

    fn has_types(&self, at: usize) -> bool {
        let module = &self.names.modules[at];
        !module.types.is_empty() || module.inside.iter().any(|inside| self.has_types(*inside))
    }

    fn submodule(&self, at: usize, indent: &str) -> String {
        let Module { path, namespace, .. } = &self.names.modules[at];
        let name = path.last().map(String::as_str).unwrap_or_default();
        let mut out = format!("{indent}/// The namespace `{namespace}`.\n{indent}pub mod {name} {{\n");
        self.module(&mut out, at, &format!("{indent}    "));
        let _ = writeln!(out, "{indent}}}");
        out
    }

    fn structured(
        &self,
        out: &mut String,
        imports: &mut Imports,
        at: usize,
        indent: &str,
        type_: &Type,
        structured: &Structured,
    ) {
        docs::write(out, indent, &type_.documentation, &format!("`{}`.", type_.name));
        let (derive, attribute) = match structured.category {
            Category::Entity => ("Entity", "entity"),
            Category::Complex => ("ComplexType", "complex_type"),
        };
        imports.core.insert(derive);
        let _ = writeln!(out, "{indent}#[derive(Clone, Debug, Default, PartialEq, {derive})]");
        let mut arguments = vec![format!("\"{}\"", type_.name)];
        arguments.extend(structured.is_abstract.then(|| "abstract".to_owned()));
        arguments.extend(self.schema.is_open(&type_.name).then(|| "open".to_owned()));
        write_attribute(out, indent, attribute, &arguments);
        let _ = writeln!(out, "{indent}pub struct {} {{", self.names.path(&type_.name, at));
        if let Some(base) = &structured.base {
            let field = self.names.base_field(&type_.name, base);
            let _ = writeln!(out, "{indent}    #[base]\n{indent}    {field}: {},", self.names.path(base, at));
        }
        for (property, field) in structured.properties.iter().zip(self.names.members(&type_.name)) {
            self.property(out, imports, at, indent, type_, property, field);
        }
        if structured.base.is_none() {
            imports.core.insert("DynamicProperties");
            let _ = writeln!(
                out,
                "{indent}    /// Members this version does not declare.\n{indent}    #[dynamic]\n{indent}    dynamic: DynamicProperties,"
            );
        }
        let _ = writeln!(out, "{indent}}}");
    }

    #[expect(clippy::too_many_arguments, reason = "what is printed, where, and under which name")]
    fn property(
        &self,
        out: &mut String,
        imports: &mut Imports,
        at: usize,
        indent: &str,
        owner: &Type,
        property: &Property,
        field: &str,
    ) {
        imports.core.insert("Prop");
        let indent = format!("{indent}    ");
        docs::write(out, &indent, &property.documentation, &format!("`{}`.", property.name));
        let (kind, is_complex) = self.kind(imports, at, owner, property);
        let mut arguments = vec![format!("\"{}\"", property.name)];
        if owner.name == ENTITY && property.name == "id" {
            arguments.push("read_only".to_owned());
        } else if property.nullable == Some(false) {
            arguments.push("non_null".to_owned());
        }
        if let Some(length) = property.max_length.filter(|_| kind == "String") {
            arguments.push(format!("max_len = {length}"));
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

    /// The type in the field's `Prop`, and whether it is a complex one.
    fn kind(&self, imports: &mut Imports, at: usize, owner: &Type, property: &Property) -> (String, bool) {
        let (mut kind, mut is_complex) = (String::new(), false);
        // `Scope` has asked for every target before.
        match target(self.schema, property) {
            Ok(Target::Edm(name)) => {
                imports.edm.extend(EDM.iter().find(|edm| **edm == name));
                name.clone_into(&mut kind);
            }
            Ok(Target::Declared(type_)) => match &type_.definition {
                Definition::Structured(structured) => {
                    is_complex = structured.category == Category::Complex;
                    kind = self.names.held_path(&type_.name, at);
                    if self.scope.is_boxed(owner, property, type_) {
                        kind = format!("Box<{kind}>");
                    }
                }
                Definition::Enum(enumeration) => {
                    kind = self.names.path(&type_.name, at);
                    if enumeration.is_flags {
                        imports.core.insert("Flags");
                        kind = format!("Flags<{kind}>");
                    }
                }
                Definition::Alias(_) => {}
            },
            Err(_) => {}
        }
        if property.type_name.is_collection {
            kind =
                if property.nullable == Some(true) { format!("Vec<Option<{kind}>>") } else { format!("Vec<{kind}>") };
        }
        (kind, is_complex)
    }

    fn enumeration(
        &self,
        out: &mut String,
        imports: &mut Imports,
        at: usize,
        indent: &str,
        type_: &Type,
        enumeration: &Enumeration,
    ) {
        imports.core.insert("EnumType");
        docs::write(out, indent, &type_.documentation, &format!("`{}`.", type_.name));
        let _ = writeln!(out, "{indent}#[derive(Clone, Debug, PartialEq, Eq, EnumType)]");
        write_attribute(out, indent, "enum_type", &[format!("\"{}\"", type_.name)]);
        let _ = writeln!(out, "{indent}#[non_exhaustive]\n{indent}pub enum {} {{", self.names.path(&type_.name, at));
        let inner = format!("{indent}    ");
        for (member, variant) in enumeration.members.iter().zip(self.names.members(&type_.name)) {
            docs::write(out, &inner, &member.documentation, &format!("`{}`.", member.name));
            if lower_camel(variant) != member.name {
                write_attribute(out, &inner, "member", &[format!("\"{}\"", member.name)]);
            }
            let _ = writeln!(out, "{inner}{variant},");
        }
        let _ = writeln!(
            out,
            "{inner}/// A member that this version does not know.\n{inner}#[other]\n{inner}Other(String),\n{indent}}}"
        );
    }

    /// The enum of a type and its subtypes, where a property holds it.
    fn choice(&self, imports: &mut Imports, at: usize, indent: &str, type_: &Type) -> Option<String> {
        let choices = self.scope.choices(&type_.name)?;
        let any = self.names.any(&type_.name)?;
        imports.core.insert("OneOf");
        let base = self.names.path(&type_.name, at);
        let mut out = String::new();
        let _ = writeln!(
            out,
            "{indent}/// Any `{}`: the subtype that `@odata.type` names, else the base, with nothing lost.",
            type_.short_name()
        );
        let _ = writeln!(out, "{indent}#[derive(Clone, Debug, PartialEq, OneOf)]");
        let _ = writeln!(out, "{indent}#[one_of(base = {base})]\n{indent}#[non_exhaustive]\n{indent}pub enum {any} {{");
        for (choice, variant) in choices.iter().zip(choice_names(&type_.name, choices)) {
            let _ = writeln!(out, "{indent}    /// `{}`.", self.wire_name(choice, at));
            let path = self.names.path(&choice.name, at);
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
    fn wire_name<'n>(&self, type_: &'n Type, at: usize) -> &'n str {
        let namespace = &self.names.modules[at].namespace;
        type_.name.strip_prefix(namespace.as_str()).and_then(|rest| rest.strip_prefix('.')).unwrap_or(&type_.name)
    }

    fn registry(&self, indent: &str) -> String {
        let structured =
            self.names.modules.iter().flat_map(|module| &module.types).filter(|type_| type_.as_structured().is_some());
        let entries: Vec<String> =
            structured.map(|type_| format!("Registered::of::<{}>()", self.names.path(&type_.name, 0))).collect();
        let mut out = format!("{indent}/// All structured types declared here, by qualified name.\n");
        let line = format!("{indent}pub const TYPES: Registry = Registry::new(&[{}]);", entries.join(", "));
        if line.chars().count() <= WIDTH {
            let _ = writeln!(out, "{line}");
        } else {
            let separator = format!(",\n{indent}    ");
            let entries = entries.join(&separator);
            let _ = writeln!(
                out,
                "{indent}pub const TYPES: Registry = Registry::new(&[\n{indent}    {entries},\n{indent}]);"
            );
        }
        out
    }
}

/// Edm's kinds that are imported.
const EDM: [&str; 7] = ["Binary", "Date", "DateTimeOffset", "Decimal", "Duration", "Guid", "TimeOfDay"];

impl Imports {
    fn write(&self, out: &mut String, indent: &str) {
        write_import(out, indent, "entity_core::edm", &self.edm);
        write_import(out, indent, "entity_core", &self.core);
        if !self.core.is_empty() {
            out.push('\n');
        }
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
