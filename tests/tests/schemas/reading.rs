//! A schema is read whole; a document that is not a schema is refused with its line.

use super::{LIBRARY, document, library};
use entity_core::csdl::{self, Definition, OperationKind};
use std::sync::Arc;
use std::time::Instant;

/// A document with two empty namespaces, in its second line and its third.
fn schemas(before: &str, first: &str, second: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">{before}<edmx:DataServices xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n\
         <Schema Namespace=\"{first}\"/>\n<Schema Namespace=\"{second}\"/></edmx:DataServices></edmx:Edmx>"
    )
}

const INCLUDE: &str = "<edmx:Reference Uri=\"x\"><edmx:Include Namespace=\"elsewhere\" Alias=\"x\"/></edmx:Reference>";

#[test]
fn a_schema_is_read_whole() {
    let schema = library();
    let names: Vec<_> = schema.namespaces.iter().map(|namespace| namespace.name.as_str()).collect();
    assert_eq!(names, ["contoso.library", "contoso.library.archive", "contoso.library.archive.mod"]);

    let medium = schema.find("contoso.library.medium").expect("medium");
    let structured = medium.as_structured().expect("an entity type");
    assert_eq!(
        LIBRARY.lines().nth(medium.line - 1).map(str::trim),
        Some("<EntityType Name=\"medium\" BaseType=\"self.entity\" OpenType=\"true\">")
    );
    assert_eq!(structured.base.as_deref(), Some("contoso.library.entity"), "aliases are spelled out");
    assert!(structured.is_open && !structured.is_abstract);
    assert_eq!(schema.structured("contoso.library.entity").expect("entity").key, ["id"]);
    assert_eq!(medium.documentation.description.as_deref(), Some("What can be lent."));
    assert!(
        medium
            .documentation
            .long_description
            .as_deref()
            .is_some_and(|text| text.starts_with("It has a <shelf> & a *place*"))
    );
    let volumes = structured.properties.iter().find(|property| property.name == "volumes").expect("volumes");
    assert_eq!(
        (volumes.type_name.to_string().as_str(), volumes.is_navigation),
        ("Collection(contoso.library.medium)", true)
    );
    let title = &structured.properties[0];
    assert_eq!((title.nullable, title.max_length), (Some(false), Some(200)));
    assert_eq!(
        title.documentation.description.as_deref(),
        Some("As on the cover: https://example.org/covers_1."),
        "an annotation inside goes first"
    );

    assert_eq!(schema.underlying("contoso.library.isbn"), "Edm.String");
    assert!(schema.is_open("contoso.library.archive.medium") && !schema.is_open("contoso.library.reader"));
    let Definition::Enum(marks) = &schema.find("contoso.library.marks").expect("marks").definition else {
        panic!("not an enumeration")
    };
    assert!(marks.is_flags);
    let Definition::Enum(genre) = &schema.find("contoso.library.genre").expect("genre").definition else {
        panic!("not an enumeration")
    };
    assert_eq!(genre.members[0].documentation.description.as_deref(), Some("Made up."), "annotations apart are found");
}

#[test]
fn operations_are_read_with_their_overloads() {
    let schema = library();
    let operations = &schema.namespaces[0].operations;
    let names: Vec<_> = operations
        .iter()
        .map(|operation| (operation.name.as_str(), operation.kind, operation.parameters.len()))
        .collect();
    let lend = "contoso.library.lend";
    let expected = [
        (lend, OperationKind::Action, 2),
        (lend, OperationKind::Action, 1),
        ("contoso.library.find", OperationKind::Function, 2),
    ];
    assert_eq!(names, expected);
    assert_eq!(operations[0].documentation.description, None);
    assert_eq!(operations[1].documentation.description.as_deref(), Some("Lends all of them."), "of this overload");
    assert_eq!(operations[2].parameters[1].documentation.description.as_deref(), Some("At least one."));
    let returns = operations[0].returns.as_ref().expect("a return type");
    assert_eq!((returns.type_name.name.as_str(), returns.nullable), ("contoso.library.medium", Some(true)));
    assert_eq!(operations[0].parameters[1].nullable, Some(false));
}

#[test]
fn documentation_of_overloads_is_stored_once() {
    let overloads = "<Function Name=\"f\"><ReturnType Type=\"Edm.String\"/></Function>\n\
         <Function Name=\"f\"><Parameter Name=\"p\" Type=\"Edm.String\"/><ReturnType Type=\"Edm.String\"/></Function>\n\
         <Annotations Target=\"contoso.f\"><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"Finds.\"/></Annotations>";
    let schema = csdl::read(document(overloads).as_bytes()).expect("CSDL");
    let texts = schema.namespaces[0].operations.iter().map(|it| it.documentation.description.clone());
    let texts: Vec<_> = texts.map(|text| text.expect("of both")).collect();
    assert!(texts.len() == 2 && &*texts[0] == "Finds." && Arc::ptr_eq(&texts[0], &texts[1]), "{texts:?}");
}

/// Documents that are not a schema, the line of the error, and its message.
fn not_documents() -> Vec<(String, usize, &'static str)> {
    let edmx = "xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"";
    vec![
        (String::new(), 1, "the document is empty"),
        ("{\"$Version\": \"4.01\"}".into(), 1, "not XML"),
        ("<html>\n<p></html>".into(), 1, "the root element is `html`"),
        ("<edmx:Edmx Version=\"4.0\"/>".into(), 1, "not CSDL"),
        (
            "\n<Edmx Version=\"4.0\"/>".into(),
            2,
            "`Edmx` lacks its namespace `http://docs.oasis-open.org/odata/ns/edmx`",
        ),
        (
            "<edmx:Edmx Version=\"1.0\" xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\"/>".into(),
            1,
            "version 3 or older",
        ),
        (format!("\n<edmx:Edmx Version=\"5.0\" {edmx}/>"), 2, "version 5.0"),
        (format!("<edmx:Edmx {edmx}/>"), 1, "`Edmx` without `Version`"),
        (format!("<edmx:Edmx Version=\"4.0\" {edmx}/>"), 1, "without `DataServices`"),
        (
            format!("<edmx:Edmx Version=\"4.0\" {edmx}>\n<edmx:DataServices/>\n</edmx:Edmx>\n<more/>"),
            4,
            "follows the root element",
        ),
        (
            format!("<edmx:Edmx Version=\"4.0\" {edmx}>\n<edmx:DataServices><Schema/></edmx:DataServices></edmx:Edmx>"),
            2,
            "expected a `Schema` of the namespace `http://docs.oasis-open.org/odata/ns/edm`, found `Schema`",
        ),
    ]
}

/// Like [`not_documents`], inside a schema.
fn not_schemas() -> Vec<(String, usize, &'static str)> {
    vec![
        (document("<EntityType Name=\"a\">\n</ComplexType>"), 4, "not XML"),
        (document("<EntityType Name=\"a\" Name=\"b\"/>"), 3, "not XML"),
        (document("<EntityType Name=\"&nothing;\"/>"), 3, "not XML"),
        (document("\n<EntityType/>"), 4, "`EntityType` without `Name`"),
        (document("<EntityType Name=\"a\">\n\n<Property Name=\"b\"/></EntityType>"), 5, "`Property` without `Type`"),
        (
            document("<EntityType Name=\"a\"><Property Name=\"b\" Type=\"String\"/></EntityType>"),
            3,
            "`String` is not a type name",
        ),
        (document("<EntityType Name=\"a\" OpenType=\"yes\"/>"), 3, "`OpenType` is `yes`"),
        (
            document("<EntityType Name=\"a\">\n<Member Name=\"b\"/></EntityType>"),
            4,
            "`Member` is not an element that CSDL 4.01 allows inside `EntityType`",
        ),
        (
            document("<Association Name=\"a\"/>"),
            3,
            "`Association` is not an element that CSDL 4.01 allows inside `Schema`",
        ),
        (document("<EntityType Name=\"a\"/>\n<EnumType Name=\"a\"/>"), 4, "`contoso.a` is already declared in line 3"),
        (
            document(
                "<EntityType Name=\"a\" BaseType=\"contoso.b\"/>\n<EntityType Name=\"b\" BaseType=\"contoso.a\"/>",
            ),
            3,
            "derives from itself",
        ),
        (
            document(
                "<TypeDefinition Name=\"a\" UnderlyingType=\"Edm.String\"/>\n<TypeDefinition Name=\"b\" UnderlyingType=\"contoso.a\"/>",
            ),
            4,
            "`contoso.b` is defined as `contoso.a`, which is not a primitive type",
        ),
        (document("<TypeDefinition Name=\"a\" UnderlyingType=\"contoso.a\"/>"), 3, "is not a primitive type"),
        (document("\n<TypeDefinition Name=\"a\" UnderlyingType=\"Edm.Untyped\"/>"), 4, "is not a primitive type"),
        (
            document("<TypeDefinition Name=\"a\" UnderlyingType=\"Collection(Edm.String)\"/>"),
            3,
            "is not a primitive type",
        ),
        (schemas("", "b\" Alias=\"x", "a\" Alias=\"x"), 3, "the alias `x` already names `b`, see line 2"),
        (schemas("", "a\" Alias=\"b", "b"), 2, "the alias `b` of `a` is also the namespace of the schema in line 3"),
        (schemas("", "b", "a\" Alias=\"b"), 3, "the alias `b` of `a` is also the namespace of the schema in line 2"),
        (schemas(INCLUDE, "a\" Alias=\"x", "b"), 2, "the alias `x` already names `elsewhere`, see line 1"),
    ]
}

#[test]
fn a_document_that_is_not_a_schema_is_refused_with_its_line() {
    for (text, line, message) in not_documents().into_iter().chain(not_schemas()) {
        let error = csdl::read(text.as_bytes()).expect_err(&text);
        assert_eq!(error.line(), line, "{error}\n{text}");
        assert!(error.message().contains(message), "{error}\n{text}");
        assert_eq!(error.to_string(), format!("line {line}: {}", error.message()));
    }
    for same in [schemas("", "a\" Alias=\"x", "a\" Alias=\"x"), schemas("", "a\" Alias=\"a", "b\" Alias=\"x")] {
        assert!(csdl::read(same.as_bytes()).is_ok(), "an alias with one meaning: {same}");
    }
    let error = csdl::read(b"<a>\n\xff</a>").expect_err("not UTF-8");
    assert_eq!((error.line(), error.message()), (2, "the document is not UTF-8"));
}

#[test]
fn a_schema_that_is_cut_off_anywhere_is_refused() {
    let whole = LIBRARY.trim_end();
    for end in (0..whole.len()).step_by(11) {
        let error = csdl::read(&whole.as_bytes()[..end]).expect_err("cut off");
        assert!(error.line() <= whole.lines().count(), "{error}");
    }
    let error = csdl::read(&whole.as_bytes()[..whole.find("Edm.Duration").expect("in it")]).expect_err("cut off");
    assert!(error.message().contains("the document is cut off inside `EntityType`"), "{error}");
    csdl::read(whole.as_bytes()).expect("whole");
}

/// Ten times the types take about ten times as long; and documents that would take longer are refused at once.
#[test]
fn a_schema_takes_time_in_proportion_to_its_length() {
    let seconds = |count: usize| {
        let types: Vec<_> = (0..count)
            .map(|at| format!("<ComplexType Name=\"t{at}\"><Property Name=\"p\" Type=\"Edm.String\"/></ComplexType>\n"))
            .collect();
        let text = document(&types.concat());
        let start = Instant::now();
        assert!(csdl::read(text.as_bytes()).is_ok());
        start.elapsed().as_secs_f64()
    };
    tests::assert_proportional(seconds, 2_000, 20_000);

    let chain: Vec<_> =
        (0..40_000).map(|at| format!("<ComplexType Name=\"t{at}\" BaseType=\"contoso.t{}\"/>\n", at + 1)).collect();
    let error = csdl::read(document(&chain.concat()).as_bytes()).expect_err("too deep");
    assert!(error.message().contains("derives from more than 100 types"), "{error}");
    assert!(csdl::read(document(&"<a>".repeat(100_000)).as_bytes()).is_err());
    let long = |len: usize| csdl::read(document(&format!("<ComplexType Name=\"{}\"/>", "t".repeat(len))).as_bytes());
    assert!(long(128).is_ok());
    assert!(long(129).expect_err("a long name").message().contains("longer than the 128 characters"));
    let attributes: Vec<_> = (0..50_000).map(|at| format!(" a{at}=\"\"")).collect();
    assert!(csdl::read(document(&format!("<ComplexType{}/>", attributes.concat())).as_bytes()).is_err());
}
