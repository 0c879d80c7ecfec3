//! The same types, declared three ways: for the derives here, for serde's derive, and for serde's derive with a flattened
//! map in each struct and an enum by tag over each group of subtypes.

use entity_core::csdl::{self, Definition, Enumeration, Schema, Structured, Type};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

/// The sources of each candidate.
pub struct Source {
    pub entity: Crate,
    pub serde: Crate,
    pub flatten: Crate,
}

/// A library of the declarations, and a program that reads and writes each type of it, by name.
pub struct Crate {
    pub library: String,
    pub program: String,
}

/// Declares `count` types of 12 properties: strings, numbers, booleans, and two that are complex or collections.
pub fn invented(count: usize) -> Source {
    let mut entity = String::from("use entity_core::{ComplexType, DynamicProperties, Prop};\n");
    let mut serde = String::from("use serde::{Deserialize, Serialize};\n");
    let mut flatten = serde.clone();
    for n in 0..count {
        // Chains of types have at most ten, like real schemas.
        let (near, far) = (n + 1, n / 10 * 10 + (n + 7) % 10);
        let nested = if n % 10 < 8 {
            (format!("T{near}"), format!("Vec<T{far}>"))
        } else {
            ("String".into(), "Vec<String>".into())
        };
        let kinds: Vec<(String, &str)> = (0..10)
            .map(|p| {
                (
                    format!("property{n}Number{p}"),
                    ["String", "String", "String", "i32", "bool", "String", "f64", "String", "i64", "String"][p],
                )
            })
            .chain([(format!("nested{n}"), nested.0.as_str()), (format!("many{n}"), nested.1.as_str())])
            .collect();
        let _ = write!(
            entity,
            "#[derive(Clone, Debug, Default, PartialEq, ComplexType)]\n#[complex_type(\"bench.t{n}\")]\npub struct T{n} {{\n"
        );
        let _ =
            write!(serde, "#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\npub struct T{n} {{\n");
        let _ = write!(
            flatten,
            "#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\npub struct T{n} {{\n"
        );
        for (p, (wire, kind)) in kinds.iter().enumerate() {
            let _ = writeln!(entity, "    #[prop(\"{wire}\")] p{p}: Prop<{kind}>,");
            let line = format!(
                "    #[serde(rename = \"{wire}\", skip_serializing_if = \"Option::is_none\")] pub p{p}: Option<{kind}>,\n"
            );
            serde += &line;
            flatten += &line;
        }
        entity += "    #[dynamic] dynamic: DynamicProperties,\n}\n";
        serde += "}\n";
        flatten += "    #[serde(flatten)] pub other: serde_json::Map<String, serde_json::Value>,\n}\n";
    }
    let names: Vec<String> = (0..count).map(|n| format!("T{n}")).collect();
    Source {
        entity: Crate { library: entity, program: registry(&names) + ENTITY_MAIN },
        serde: Crate { library: serde, program: readers(&names) },
        flatten: Crate { library: flatten, program: readers(&names) },
    }
}

const ENTITY_MAIN: &str = "fn main() {
    let body = std::env::args().nth(2).unwrap_or_default();
    let value = TYPES.read_as(&std::env::args().nth(1).unwrap_or_default(), body.as_bytes());
    println!(\"{}\", value.map_or_else(|error| error.to_string(), |value| entity_core::json::to_string(&value)));
}
";

const SERDE_MAIN: &str = "fn main() {
    let body = std::env::args().nth(2).unwrap_or_default();
    println!(\"{:?}\", rewrite(&std::env::args().nth(1).unwrap_or_default(), body.as_bytes()));
}
";

fn registry(names: &[String]) -> String {
    let entries: String = names.iter().map(|name| format!("    Registered::of::<{name}>(),\n")).collect();
    format!(
        "use declared::*;\nuse entity_core::{{Registered, Registry}};\nconst TYPES: Registry = Registry::new(&[\n{entries}]);\n"
    )
}

/// A function that reads a type by name, for serde.
fn readers(names: &[String]) -> String {
    let mut text = format!(
        "use declared::*;\n{SERDE_MAIN}fn rewrite(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {{\n    match name {{\n"
    );
    for name in names {
        let _ = writeln!(
            text,
            "        \"{name}\" => serde_json::to_vec(&serde_json::from_slice::<{name}>(bytes).ok()?).ok(),"
        );
    }
    text + "        _ => None,\n    }\n}\n"
}

/// All types of a schema.
pub fn graph(document: &[u8]) -> Source {
    let schema = csdl::read(document).expect("a schema");
    let library = csdl::scaffold_all(&schema).expect("expressible");
    let entity = Crate { library, program: format!("use declared::TYPES;\n{ENTITY_MAIN}") };
    Source { entity, serde: structs(&schema, false), flatten: structs(&schema, true) }
}

/// Structs for serde: the base's properties repeated, or, if lossless, flattened with a map, and enums by tag over subtypes.
fn structs(schema: &Schema, lossless: bool) -> Crate {
    let declarations = Declarations::of(schema, lossless);
    let mut text = String::from("use serde::{Deserialize, Serialize};\n");
    let mut structs = Vec::new();
    for type_ in schema.types() {
        match &type_.definition {
            Definition::Structured(own) => {
                structs.push(declarations.names[type_.name.as_str()].clone());
                text += &declarations.structured(type_, own);
            }
            Definition::Enum(enumeration) => text += &declarations.enumeration(type_, enumeration),
            Definition::TypeDefinition(_) => {}
        }
    }
    Crate { library: text, program: readers(&structs) }
}

/// A schema with the names and subtypes that its declarations need.
struct Declarations<'s> {
    schema: &'s Schema,
    lossless: bool,
    /// The name of each type in Rust.
    names: BTreeMap<&'s str, String>,
    /// The types that derive from each type, at any distance.
    subtypes: BTreeMap<&'s str, Vec<&'s Type>>,
}

impl<'s> Declarations<'s> {
    fn of(schema: &'s Schema, lossless: bool) -> Self {
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        let mut taken = HashSet::new();
        let mut subtypes: BTreeMap<&str, Vec<&Type>> = BTreeMap::new();
        for type_ in schema.types() {
            let mut name = camel(type_.short_name());
            while !taken.insert(name.clone()) {
                name.push('X');
            }
            names.insert(&type_.name, name);
            for (base, _) in schema.ancestry(&type_.name).skip(1) {
                subtypes.entry(base).or_default().push(type_);
            }
        }
        Self { schema, lossless, names, subtypes }
    }

    fn structured(&self, type_: &Type, own: &Structured) -> String {
        let name = &self.names[type_.name.as_str()];
        let mut text =
            format!("#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\npub struct {name} {{\n");
        let all: Vec<_> = if self.lossless {
            own.properties.iter().collect()
        } else {
            self.schema.ancestry(&type_.name).flat_map(|(_, of)| &of.properties).collect()
        };
        let mut seen = HashSet::new();
        for property in all {
            let field = format!("p_{}", snake(&property.name));
            if !seen.insert(field.clone()) {
                continue;
            }
            let kind = self.kind(self.schema.underlying(&property.type_name.name));
            let kind = if property.type_name.is_collection {
                format!("Vec<{kind}>")
            } else {
                format!("Box<{kind}>").replace("Box<String>", "String")
            };
            let _ = writeln!(
                text,
                "    #[serde(rename = \"{}\", skip_serializing_if = \"Option::is_none\")] pub {field}: Option<{kind}>,",
                property.name
            );
        }
        if self.lossless {
            match own.base.as_deref().and_then(|base| self.names.get(base)) {
                Some(base) => {
                    let _ = writeln!(text, "    #[serde(flatten)] pub base: Box<{base}>,");
                }
                None => text += "    #[serde(flatten)] pub other: serde_json::Map<String, serde_json::Value>,\n",
            }
        }
        text + "}\n" + &self.by_tag(type_)
    }

    /// The enum over a type's subtypes, if it has one.
    fn by_tag(&self, type_: &Type) -> String {
        let name = &self.names[type_.name.as_str()];
        let Some(under) = self.enumerated(&type_.name) else { return String::new() };
        let mut text = format!(
            "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n#[serde(tag = \"@odata.type\")]\npub enum Any{name} {{\n"
        );
        for type_ in under {
            let variant = &self.names[type_.name.as_str()];
            let _ = writeln!(text, "    #[serde(rename = \"#{}\")] {variant}({variant}),", type_.name);
        }
        text + &format!("    #[serde(untagged)] Other({name}),\n}}\n")
    }

    /// The subtypes of a type that gets an enum.
    fn enumerated(&self, name: &str) -> Option<&[&'s Type]> {
        self.subtypes.get(name).filter(|_| self.lossless).map(Vec::as_slice)
    }

    fn enumeration(&self, type_: &Type, enumeration: &Enumeration) -> String {
        let name = &self.names[type_.name.as_str()];
        let mut text = format!("#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]\npub enum {name} {{\n");
        let mut seen = HashSet::new();
        for member in &enumeration.members {
            let variant = format!("M{}", camel(&member.name));
            if seen.insert(variant.clone()) {
                let _ = writeln!(text, "    #[serde(rename = \"{}\")] {variant},", member.name);
            }
        }
        text + "    #[serde(untagged)] Other(String),\n}\n"
    }

    fn kind(&self, name: &str) -> String {
        match name {
            "Edm.Boolean" => "bool".into(),
            "Edm.Int16" | "Edm.Int32" | "Edm.Byte" | "Edm.SByte" => "i32".into(),
            "Edm.Int64" => "i64".into(),
            "Edm.Double" | "Edm.Single" | "Edm.Decimal" => "f64".into(),
            _ => match self.names.get(name) {
                Some(known) if self.enumerated(name).is_some() => format!("Any{known}"),
                Some(known) => known.clone(),
                None => "String".into(),
            },
        }
    }
}

fn camel(name: &str) -> String {
    let mut chars = name.chars().filter(|char| char.is_alphanumeric());
    chars.next().map(|first| first.to_uppercase().collect::<String>() + &chars.collect::<String>()).unwrap_or_default()
}

fn snake(name: &str) -> String {
    name.chars()
        .flat_map(|char| if char.is_uppercase() { vec!['_', char.to_ascii_lowercase()] } else { vec![char] })
        .filter(|char| char.is_alphanumeric() || *char == '_')
        .collect()
}
