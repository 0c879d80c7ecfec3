//! An odd declaration is a warning with its line. Everything else in the document is read, printed and compared.

use super::{document, tables};
use entity_core::csdl::{self, Schema};

/// A type that every document has beside the odd declaration.
const HEALTHY: &str = "<EntityType Name=\"healthy\"><Property Name=\"id\" Type=\"Edm.Int32\"/></EntityType>";

fn property(name: &str, attributes: &str) -> String {
    format!("<Property Name=\"{name}\" {attributes}/>")
}

fn complex(inside: &str) -> String {
    format!("<ComplexType Name=\"a\">{inside}</ComplexType>")
}

/// A document with two empty namespaces, in its second line and its third.
fn schemas(before: &str, first: &str, second: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">{before}<edmx:DataServices xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n\
         <Schema Namespace=\"{first}\"/>\n<Schema Namespace=\"{second}\"/></edmx:DataServices></edmx:Edmx>"
    )
}

const INCLUDE: &str = "<edmx:Reference Uri=\"x\"><edmx:Include Namespace=\"elsewhere\" Alias=\"x\"/></edmx:Reference>";

/// Reads the document with the declaration in its third line, and asserts that all else is read.
fn read(odd: &str) -> Schema {
    let schema = csdl::read(document(&format!("{odd}\n{HEALTHY}")).as_bytes()).expect(odd);
    let declarations = csdl::scaffold_all(&schema).expect(odd);
    assert!(declarations.contains("#[entity(\"contoso.healthy\")]"), "{odd}\n{declarations}");
    let _ = csdl::drift(&schema, tables(&comms::TYPES));
    schema
}

fn warnings(schema: &Schema) -> Vec<String> {
    schema.warnings.iter().map(ToString::to_string).collect()
}

/// Odd declarations in line 3, with part of the only warning.
fn odd_declarations() -> Vec<(String, &'static str)> {
    vec![
        ("<EntityType/>".into(), "`EntityType` has no `Name`: it is left out"),
        ("<EnumType Name=\"a b\"/>".into(), "`EnumType` has the `Name` `a b`"),
        ("<ComplexType Name=\"a-b\"/>".into(), "characters that OData does not allow"),
        (format!("<ComplexType Name=\"{}\"/>", "t".repeat(129)), "longer than the 128 characters"),
        (complex(&property("", "Type=\"Edm.Int32\"")), "`Property` has no `Name`"),
        (complex(&property("x&quot;y", "Type=\"Edm.Int32\"")), "`Property` has the `Name` `x\"y`"),
        (complex(&property("b", "")), "`Property` has no `Type`: it is untyped"),
        (complex(&property("b", "Type=\"String\"")), "`String` is not a type name, which is qualified"),
        (complex(&property("b", "Type=\"Collection(\"")), "read as `Edm.Untyped`"),
        (complex(&property("b", "Type=\"Edm.Money\"")), "`Edm.Money` is not declared: the property `b` of `contoso.a` is untyped"),
        (complex(&property("b", "Type=\"gone.x\"").repeat(2).replacen("\"b\"", "\"c\"", 1)), "is untyped, and 1 more"),
        (complex(&property("b", "Type=\"Edm.Int32\" Nullable=\"no\"")), "`Nullable` is `no`, not `true` or `false`"),
        (complex(&property("b", "Type=\"Edm.Int32\"").repeat(2)), "the property `b` is already declared: the second"),
        ("<EnumType Name=\"a\"><Member Name=\"b\"/><Member Name=\"b\"/></EnumType>".into(), "the member `b` is already"),
        ("<EnumType Name=\"a\"><Member/></EnumType>".into(), "`Member` has no `Name`"),
        (complex("<Member Name=\"b\"/>"), "`Member` is not an element that CSDL 4.01 allows inside `ComplexType`"),
        ("<Association Name=\"a\"/>".into(), "`Association` is not an element that CSDL 4.01 allows inside `Schema`"),
        ("<EnumType Name=\"a\"/><ComplexType Name=\"a\"/>".into(), "`contoso.a` is already declared in line 3: the second"),
        ("<Action Name=\"a\"><Parameter Name=\"b\"/></Action>".into(), "`Parameter` has no `Type`"),
        ("<ComplexType Name=\"a\" BaseType=\"contoso.a\"/>".into(), "`contoso.a` derives from itself"),
        (
            "<ComplexType Name=\"a\" BaseType=\"contoso.b\"/><ComplexType Name=\"b\" BaseType=\"contoso.a\"/>".into(),
            "derives from itself: the base is ignored",
        ),
        ("<ComplexType Name=\"a\" BaseType=\"gone.b\"/>".into(), "`contoso.a` derives from `gone.b`, which is not declared"),
        ("<ComplexType Name=\"a\" BaseType=\"contoso.healthy\"/>".into(), "which is not of the same category"),
        ("<EntityType Name=\"a\" BaseType=\"Edm.EntityType\"/>".into(), "derives from `Edm.EntityType`"),
        ("<TypeDefinition Name=\"a\"/>".into(), "`contoso.a` is defined as ``, which is not a primitive type"),
        ("<TypeDefinition Name=\"a\" UnderlyingType=\"contoso.a\"/>".into(), "read as `Edm.Untyped`"),
        ("<TypeDefinition Name=\"a\" UnderlyingType=\"Collection(Edm.Guid)\"/>".into(), "read as `Edm.Untyped`"),
        (
            "<TypeDefinition Name=\"a\" UnderlyingType=\"contoso.b\"/><TypeDefinition Name=\"b\" UnderlyingType=\"Edm.Guid\"/>".into(),
            "`contoso.a` is defined as `contoso.b`, which is not a primitive type: read as `Edm.Guid`",
        ),
        (
            complex(&property("b", "Type=\"Edm.Int32\""))
                + "<ComplexType Name=\"c\" BaseType=\"contoso.a\">"
                + &property("b", "Type=\"Edm.String\"")
                + "</ComplexType>",
            "the property `b` of `contoso.c` is already declared in a base, with a type that this one does not derive from",
        ),
    ]
}

#[test]
fn an_odd_declaration_is_a_warning_and_the_rest_is_read() {
    for (odd, message) in odd_declarations() {
        let schema = read(&odd);
        let [warning] = schema.warnings.as_slice() else { panic!("{odd}: {:?}", schema.warnings) };
        assert_eq!((warning.line(), warning.document()), (3, ""), "{odd}");
        assert!(warning.to_string().starts_with("line 3: ") && warning.message().contains(message), "{warning}\n{odd}");
    }
}

#[test]
fn warnings_come_in_the_order_of_lines() {
    let odd =
        complex(&property("b", "Type=\"gone.x\"")) + "\n<Association/>\n<ComplexType Name=\"c\" BaseType=\"gone.y\"/>";
    let lines: Vec<_> = read(&odd).warnings.iter().map(csdl::Warning::line).collect();
    assert_eq!(lines, [3, 4, 5]);
}

#[test]
fn an_alias_with_two_meanings_keeps_one() {
    for (text, line, message) in [
        (schemas("", "b\" Alias=\"x", "a\" Alias=\"x"), 3, "the alias `x` already names `b`, see line 2"),
        (schemas("", "a\" Alias=\"b", "b"), 2, "the alias `b` of `a` is also the namespace of the schema in line 3"),
        (schemas("", "b", "a\" Alias=\"b"), 3, "the alias `b` of `a` is also the namespace of the schema in line 2"),
        (schemas(INCLUDE, "a\" Alias=\"x", "b"), 2, "the alias `x` already names `elsewhere`, see line 1"),
    ] {
        let schema = csdl::read(text.as_bytes()).expect(&text);
        let [warning] = schema.warnings.as_slice() else { panic!("{:?}", schema.warnings) };
        assert_eq!(warning.line(), line, "{text}");
        assert!(warning.message().contains(message), "{warning}");
    }
    for same in [schemas("", "a\" Alias=\"x", "a\" Alias=\"x"), schemas("", "a\" Alias=\"a", "b\" Alias=\"x")] {
        assert!(csdl::read(same.as_bytes()).is_ok_and(|schema| schema.warnings.is_empty()), "one meaning: {same}");
    }
}

#[test]
fn other_versions_of_4_are_read() {
    for version in ["Version=\"4.02\"", "Version=\"4\"", ""] {
        let text = document(HEALTHY).replacen("Version=\"4.0\"", version, 1);
        let schema = csdl::read(text.as_bytes()).expect(version);
        assert!(schema.find("contoso.healthy").is_some(), "{version}");
        assert!(warnings(&schema)[0].ends_with("is read as 4.01"), "{:?}", schema.warnings);
    }
}

#[test]
fn what_schemas_may_have_is_no_warning() {
    let paths = ["AnnotationPath", "AnyPropertyPath", "ModelElementPath", "NavigationPropertyPath", "PropertyPath"];
    let paths = paths.map(|path| {
        property(path, &format!("Type=\"Edm.{path}\""))
            + &property(&format!("{path}s"), &format!("Type=\"Collection(Edm.{path})\""))
    });
    let allowed = complex(
        &(paths.concat() + &property("x", "Type=\"contoso.any\" Nullable=\"False\" Unicode=\"True\"")),
    ) + "<TypeDefinition Name=\"any\" UnderlyingType=\"Edm.PrimitiveType\"/><Action Name=\"b\" IsBound=\"TRUE\"><Parameter Name=\"c\" Type=\"contoso.a\"/></Action>";
    let schema = read(&allowed);
    assert_eq!(warnings(&schema), [""; 0]);
    let declarations = csdl::scaffold_all(&schema).expect("declarations");
    assert!(declarations.contains("    property_paths: Prop<Vec<serde_json::Value>>,"), "{declarations}");
    assert!(declarations.contains("#[prop(\"x\", non_null)]\n    x: Prop<serde_json::Value>,"), "{declarations}");
    assert!(schema.namespaces[0].operations[0].is_bound);
}

#[test]
fn a_type_definition_passes_its_length_on() {
    let short = "<TypeDefinition Name=\"short\" UnderlyingType=\"Edm.String\" MaxLength=\"8\"/>";
    let own = property("b", "Type=\"contoso.short\"") + &property("c", "Type=\"contoso.short\" MaxLength=\"4\"");
    let schema = read(&(complex(&own) + short));
    let lengths: Vec<_> =
        schema.structured("contoso.a").expect("a").properties.iter().map(|property| property.max_length).collect();
    assert_eq!(lengths, [Some(8), Some(4)]);
}

/// The documents by address, each with its schemas and its references.
fn open(address: &str) -> Option<Vec<u8>> {
    let text = match address {
        "http://example.org/town.xml" => document("<ComplexType Name=\"town\">\n<Property Name=\"in\" Type=\"c.land\"/><Property Name=\"x\" Type=\"gone.x\"/></ComplexType>")
            .replace("<edmx:DataServices>", "<edmx:Reference Uri=\"land.xml\"><edmx:Include Namespace=\"land\" Alias=\"c\"/></edmx:Reference><edmx:DataServices>")
            .replace("contoso", "town"),
        // Refers back: read once.
        "land.xml" => document("<ComplexType Name=\"land\"/>")
            .replace("<edmx:DataServices>", "<edmx:Reference Uri=\"http://example.org/town.xml\"/><edmx:DataServices>")
            .replace("contoso", "land"),
        "broken.xml" => "<html/>".to_owned(),
        _ => return None,
    };
    Some(text.into_bytes())
}

#[test]
fn references_are_followed_with_the_aliases_of_each_document() {
    let text = document("<ComplexType Name=\"road\"><Property Name=\"from\" Type=\"c.town\"/></ComplexType>").replace(
        "<edmx:DataServices>",
        "<edmx:Reference Uri=\"http://example.org/town.xml\"><edmx:Include Namespace=\"town\" Alias=\"c\"/></edmx:Reference>\
         <edmx:Reference Uri=\"broken.xml\"/><edmx:Reference Uri=\"nowhere.xml\"/><edmx:DataServices>",
    );
    let schema = csdl::read_all(text.as_bytes(), &mut |_| {}, &mut open).expect("CSDL");
    let types: Vec<_> = schema.types().map(|type_| type_.name.as_str()).collect();
    assert_eq!(types, ["contoso.road", "town.town", "land.land"]);
    let kind = |name: &str| schema.structured(name).expect(name).properties[0].type_name.to_string();
    assert_eq!((kind("contoso.road"), kind("town.town")), ("town.town".to_owned(), "land.land".to_owned()));
    assert_eq!(
        warnings(&schema),
        [
            "line 1: the document `broken.xml` is not read: line 1: the root element is `html`, not OData's `Edmx`: not CSDL",
            "http://example.org/town.xml, line 4: `gone.x` is not declared: the property `x` of `town.town` is untyped",
        ]
    );
    let alone = csdl::read(text.as_bytes()).expect("CSDL");
    assert_eq!(
        warnings(&alone),
        ["line 3: `town.town` is not declared: the property `from` of `contoso.road` is untyped"]
    );
}
