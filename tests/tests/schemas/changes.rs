//! Changes of a schema's text, made from a seed, and the finding that drift must report. The text has an element on each line.
#![expect(clippy::unnecessary_wraps, reason = "all changes are in one list")]

use crate::library;
use entity_core::csdl::{Definition, Property, Schema, Severity, Type};
use tests::choices::Chance;

/// The expected finding: severity, type, member, kind.
pub(crate) type Expected = (Severity, String, Option<String>, &'static str);

/// The description of a change, and its function.
type Way = (&'static str, fn(&mut Change) -> Option<Expected>);

/// Every way to change a schema. Each returns the expected finding; `None` if there must be none.
pub(crate) const CHANGES: [Way; 26] = [
    ("a property is gone", property_gone),
    ("a property is in another case", property_in_another_case),
    ("a property is of another type", property_of_another_type),
    ("a property is a collection, or no more", property_collection),
    ("a property may be null, or not", property_nullable),
    ("a property is left open", property_left_open),
    ("a property has another length", property_length),
    ("a property is of a type definition", property_of_definition),
    ("a property is new", property_new),
    ("a navigation property is new", navigation_new),
    ("a navigation property leads elsewhere", navigation_elsewhere),
    ("a member is gone", member_gone),
    ("a member is new", member_new),
    ("a member is in another case", member_in_another_case),
    ("an enumeration is of flags, or no more", flags),
    ("an enumeration is gone", enumeration_gone),
    ("a type is gone", type_gone),
    ("a type is of the other category", category),
    ("a type derives from another", base),
    ("a type derives from nothing", no_base),
    ("a type is open, or no more", open),
    ("a type is abstract, or no more", is_abstract),
    ("a subtype is new", subtype_new),
    ("a subtype of the root is new", root_subtype_new),
    ("a type that is not declared changes", stranger_changes),
    ("names are written in full", no_alias),
];

/// A text that is being changed.
pub(crate) struct Change<'a> {
    lines: Vec<String>,
    schema: &'a Schema,
    chance: Chance,
}

impl<'a> Change<'a> {
    pub(crate) fn new(text: &str, schema: &'a Schema, seed: u64) -> Self {
        Self { lines: text.lines().map(str::to_owned).collect(), schema, chance: Chance::new(seed) }
    }

    pub(crate) fn text(&self) -> String {
        self.lines.join("\n")
    }

    fn pick<T>(&mut self, mut from: Vec<T>) -> T {
        let at = self.chance.below(from.len());
        from.swap_remove(at)
    }

    /// The structured types that are declared in Rust.
    fn types(&self) -> Vec<&'a Type> {
        self.schema.types().filter(|type_| library::TYPES.find(&type_.name).is_some()).collect()
    }

    fn a_type(&mut self) -> &'a Type {
        self.pick(self.types())
    }

    fn a_property(&mut self, fits: impl Fn(&Property) -> bool) -> (&'a Type, &'a Property) {
        let all = self.types().into_iter().flat_map(|type_| {
            let properties = &type_.as_structured().expect("structured").properties;
            properties.iter().map(move |property| (type_, property))
        });
        self.pick(all.filter(|(_, property)| fits(property)).collect())
    }

    fn an_enumeration(&mut self, least: usize) -> &'a Type {
        let fits = |type_: &&Type| matches!(&type_.definition, Definition::Enum(it) if it.members.len() >= least);
        self.pick(self.schema.types().filter(fits).collect())
    }

    /// The start tag that begins in that line.
    fn line(&mut self, line: usize) -> &mut String {
        &mut self.lines[line - 1]
    }

    fn set(&mut self, line: usize, attribute: &str, value: Option<&str>) {
        let text = self.line(line);
        if let Some(start) = text.find(&format!(" {attribute}=\"")) {
            let value_at = start + attribute.len() + 3;
            let end = value_at + text[value_at..].find('"').expect("a closing quote") + 1;
            text.replace_range(start..end, "");
        }
        if let Some(value) = value {
            let name_end = text.find(" Name=").expect("every element here has a name");
            text.insert_str(name_end, &format!(" {attribute}=\"{value}\""));
        }
    }

    /// The last line of the element that begins in that line.
    fn end(&self, line: usize) -> usize {
        let first = &self.lines[line - 1];
        if first.trim_end().ends_with("/>") {
            return line;
        }
        let closing = format!("{}</", &first[..first.len() - first.trim_start().len()]);
        line + self.lines[line..].iter().position(|line| line.starts_with(&closing)).expect("an end tag") + 1
    }

    fn remove(&mut self, line: usize) {
        self.lines.drain(line - 1..self.end(line));
    }

    /// Puts an element into the one that begins in that line.
    fn insert(&mut self, line: usize, element: &str) {
        if self.line(line).ends_with("/>") {
            let name = self.line(line).trim_start()[1..].split(' ').next().expect("a name").to_owned();
            let open = self.line(line).replace("/>", ">");
            *self.line(line) = open;
            self.lines.insert(line, format!("</{name}>"));
        }
        self.lines.insert(line, element.to_owned());
    }
}

fn found(severity: Severity, type_: &Type, member: Option<&str>, kind: &'static str) -> Option<Expected> {
    Some((severity, type_.name.clone(), member.map(str::to_owned), kind))
}

/// Returns whether scaffold declares the property as untyped JSON.
fn is_untyped(property: &Property) -> bool {
    ["Edm.Untyped", "Edm.Stream", "Edm.GeographyPoint"].contains(&property.type_name.name.as_str())
}

fn property_gone(change: &mut Change) -> Option<Expected> {
    let (type_, property) = change.a_property(|_| true);
    change.remove(property.line);
    found(Severity::Breaking, type_, Some(&property.name), "missing_property")
}

fn property_in_another_case(change: &mut Change) -> Option<Expected> {
    let (type_, property) = change.a_property(|property| property.name != "_");
    let (first, rest) = property.name.split_at(1);
    let upper = first.to_ascii_uppercase();
    let other = if upper == first { first.to_ascii_lowercase() } else { upper };
    let line = change.line(property.line);
    *line = line.replace(&format!("Name=\"{}\"", property.name), &format!("Name=\"{other}{rest}\""));
    found(Severity::Breaking, type_, Some(&property.name), "other_spelling")
}

fn property_of_another_type(change: &mut Change) -> Option<Expected> {
    let (type_, property) = change.a_property(|_| true);
    let name = if property.type_name.name == "Edm.SByte" { "Edm.Byte" } else { "Edm.SByte" };
    change.set(property.line, "Type", Some(name));
    found(Severity::Breaking, type_, Some(&property.name), "other_type")
}

fn property_collection(change: &mut Change) -> Option<Expected> {
    let (type_, property) = change.a_property(|_| true);
    let name = &property.type_name.name;
    let text = if property.type_name.is_collection { name.clone() } else { format!("Collection({name})") };
    change.set(property.line, "Type", Some(&text));
    found(Severity::Breaking, type_, Some(&property.name), "other_collection")
}

fn property_nullable(change: &mut Change) -> Option<Expected> {
    let (type_, property) = change.a_property(|_| true);
    let value = if property.nullable == Some(false) { None } else { Some("false") };
    change.set(property.line, "Nullable", value);
    found(Severity::Info, type_, Some(&property.name), "nullable")
}

fn property_left_open(change: &mut Change) -> Option<Expected> {
    let (type_, property) = change.a_property(|property| !is_untyped(property));
    let name = change.pick(vec!["Edm.Untyped", "Edm.PrimitiveType", "Collection(Edm.Untyped)"]);
    change.set(property.line, "Type", Some(name));
    found(Severity::Info, type_, Some(&property.name), "typed_here")
}

fn property_length(change: &mut Change) -> Option<Expected> {
    let (type_, property) = change.a_property(|property| property.type_name.name == "Edm.String");
    let length = (300 + change.chance.below(9)).to_string();
    change.set(property.line, "MaxLength", Some(&length));
    found(Severity::Info, type_, Some(&property.name), "rule")
}

fn property_of_definition(change: &mut Change) -> Option<Expected> {
    let is_string = |property: &Property| property.type_name.name == "Edm.String" && !property.type_name.is_collection;
    let (_, property) = change.a_property(is_string);
    change.set(property.line, "Type", Some("self.isbn"));
    None
}

fn property_new(change: &mut Change) -> Option<Expected> {
    let type_ = change.a_type();
    let name = change.pick(vec!["Edm.String", "Collection(Edm.Int64)", "self.marks", "self.stranger"]);
    change.insert(type_.line, &format!("<Property Name=\"unheardOf\" Type=\"{name}\"/>"));
    found(Severity::Additive, type_, Some("unheardOf"), "new_property")
}

fn navigation_new(change: &mut Change) -> Option<Expected> {
    let (type_, target) = (change.a_type(), change.a_type());
    change.insert(type_.line, &format!("<NavigationProperty Name=\"unheardOf\" Type=\"{}\"/>", target.name));
    found(Severity::Additive, type_, Some("unheardOf"), "new_property")
}

fn navigation_elsewhere(change: &mut Change) -> Option<Expected> {
    let type_ = change.a_type();
    let target = change.pick(vec!["self.stranger", "Collection(self.stranger)", "contoso.unheardOf.thing"]);
    change.insert(type_.line, &format!("<NavigationProperty Name=\"unheardOf\" Type=\"{target}\"/>"));
    found(Severity::Info, type_, Some("unheardOf"), "undeclared_navigation")
}

fn members(type_: &Type) -> Vec<&entity_core::csdl::Member> {
    let Definition::Enum(enumeration) = &type_.definition else { panic!("{} is not an enumeration", type_.name) };
    enumeration.members.iter().collect()
}

fn member_gone(change: &mut Change) -> Option<Expected> {
    let type_ = change.an_enumeration(1);
    let member = change.pick(members(type_));
    change.remove(member.line);
    found(Severity::Breaking, type_, Some(&member.name), "missing_member")
}

fn member_new(change: &mut Change) -> Option<Expected> {
    let type_ = change.an_enumeration(0);
    change.insert(type_.line, "<Member Name=\"unheardOf\"/>");
    found(Severity::Additive, type_, Some("unheardOf"), "new_member")
}

fn member_in_another_case(change: &mut Change) -> Option<Expected> {
    let type_ = change.an_enumeration(1);
    let member = change.pick(members(type_));
    let line = change.line(member.line);
    let upper = member.name.to_ascii_uppercase();
    *line = line.replace(&member.name, &upper);
    if upper == member.name { None } else { found(Severity::Info, type_, Some(&upper), "member_case") }
}

fn flags(change: &mut Change) -> Option<Expected> {
    let type_ = change.an_enumeration(0);
    let Definition::Enum(enumeration) = &type_.definition else { unreachable!() };
    change.set(type_.line, "IsFlags", (!enumeration.is_flags).then_some("true"));
    found(Severity::Breaking, type_, None, "other_flags")
}

fn enumeration_gone(change: &mut Change) -> Option<Expected> {
    let type_ = change.an_enumeration(0);
    change.remove(type_.line);
    found(Severity::Breaking, type_, None, "missing_type")
}

fn type_gone(change: &mut Change) -> Option<Expected> {
    let type_ = change.a_type();
    change.remove(type_.line);
    found(Severity::Breaking, type_, None, "missing_type")
}

fn category(change: &mut Change) -> Option<Expected> {
    let with_key = |type_: &Type| type_.as_structured().is_some_and(|structured| !structured.key.is_empty());
    let fitting = change.types().into_iter().filter(|type_| !with_key(type_)).collect();
    let type_ = change.pick(fitting);
    let (start, end) = (type_.line, change.end(type_.line));
    for line in if start == end { vec![start] } else { vec![start, end] } {
        let text = change.line(line);
        *text = if text.contains("EntityType") {
            text.replace("EntityType", "ComplexType")
        } else {
            text.replace("ComplexType", "EntityType")
        };
    }
    found(Severity::Breaking, type_, None, "other_category")
}

fn base(change: &mut Change) -> Option<Expected> {
    let fitting = change.types().into_iter().filter(|type_| type_.name != "contoso.library.entity").collect();
    let type_ = change.pick(fitting);
    change.set(type_.line, "BaseType", Some("self.stranger"));
    found(Severity::Breaking, type_, None, "other_base")
}

fn no_base(change: &mut Change) -> Option<Expected> {
    let derives = |type_: &Type| type_.as_structured().is_some_and(|structured| structured.base.is_some());
    let fitting = change.types().into_iter().filter(|type_| derives(type_)).collect();
    let type_ = change.pick(fitting);
    change.set(type_.line, "BaseType", None);
    found(Severity::Breaking, type_, None, "other_base")
}

fn open(change: &mut Change) -> Option<Expected> {
    let schema = change.schema;
    let by_base = |type_: &Type| schema.ancestry(&type_.name).skip(1).any(|(_, structured)| structured.is_open);
    let fitting = change.types().into_iter().filter(|type_| !by_base(type_)).collect();
    let type_ = change.pick(fitting);
    change.set(type_.line, "OpenType", (!schema.is_open(&type_.name)).then_some("true"));
    found(Severity::Info, type_, None, "open")
}

fn is_abstract(change: &mut Change) -> Option<Expected> {
    let type_ = change.a_type();
    let was = type_.as_structured().is_some_and(|structured| structured.is_abstract);
    change.set(type_.line, "Abstract", (!was).then_some("true"));
    found(Severity::Info, type_, None, "abstract")
}

fn add_type(change: &mut Change, base: &str) {
    let end = change.lines.iter().position(|line| line.contains("</Schema>")).expect("a schema's end");
    change.lines.insert(end, format!("<EntityType Name=\"unheardOf\" BaseType=\"{base}\"/>"));
}

fn subtype_new(change: &mut Change) -> Option<Expected> {
    let fitting = change.types().into_iter().filter(|type_| type_.name != "contoso.library.entity").collect();
    let base = change.pick(fitting);
    add_type(change, &base.name);
    Some((Severity::Additive, "contoso.library.unheardOf".to_owned(), None, "new_subtype"))
}

fn root_subtype_new(change: &mut Change) -> Option<Expected> {
    let base = change.pick(vec!["self.entity", "self.stranger"]);
    add_type(change, base);
    None
}

fn stranger_changes(change: &mut Change) -> Option<Expected> {
    let stranger = change.schema.find("contoso.library.stranger").expect("the stranger");
    change.insert(stranger.line, "<Property Name=\"unheardOf\" Type=\"Edm.String\"/>");
    None
}

fn no_alias(change: &mut Change) -> Option<Expected> {
    for line in &mut change.lines {
        *line = line.replace("self.", "contoso.library.");
    }
    None
}
