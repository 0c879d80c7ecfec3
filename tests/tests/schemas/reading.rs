//! A schema is read whole; a document that is not a schema is refused with its line.

use super::{LIBRARY, document, library};
use entity_core::csdl::{self, Definition, OperationKind};
use std::sync::Arc;
use std::time::Instant;

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
    let media = schema.entity_set("media").map(|set| set.type_name.to_string());
    assert_eq!(media.as_deref(), Some("Collection(contoso.library.medium)"));
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
        ("{\"$Version\": \"4.01\"}".into(), 1, "the document is CSDL in JSON; only CSDL in XML is supported"),
        (" [1]".into(), 1, "the document is JSON; only CSDL in XML is supported"),
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
            "version 3 or older, of an OData V2 or V3 service",
        ),
        (
            "\n<Schema Namespace=\"a\" xmlns=\"http://schemas.microsoft.com/ado/2009/11/edm\"/>".into(),
            2,
            "version 3 or older",
        ),
        (
            format!(
                "<edmx:Edmx Version=\"4.0\" {edmx}><edmx:DataServices>\n<Schema xmlns=\"http://schemas.microsoft.com/ado/2008/09/edm\"/></edmx:DataServices></edmx:Edmx>"
            ),
            2,
            "version 3 or older",
        ),
        (format!("\n<edmx:Edmx Version=\"5.0\" {edmx}/>"), 2, "version 5.0"),
        (format!("<edmx:Edmx {edmx}/>"), 1, "without `DataServices`"),
        (format!("<edmx:Edmx Version=\"4.0\" {edmx}/>"), 1, "without `DataServices`"),
        (
            format!("<edmx:Edmx Version=\"4.0\" {edmx}>\n<edmx:DataServices/>\n</edmx:Edmx>\n<more/>"),
            4,
            "follows the root element",
        ),
        (
            format!("<edmx:Edmx Version=\"4.0\" {edmx}>\n<edmx:DataServices><Schema/></edmx:DataServices></edmx:Edmx>"),
            2,
            "`Schema` lacks its namespace `http://docs.oasis-open.org/odata/ns/edm`",
        ),
    ]
}

/// Like [`not_documents`], inside a schema.
fn not_schemas() -> Vec<(String, usize, &'static str)> {
    vec![
        (document("<EntityType Name=\"a\">\n</ComplexType>"), 4, "not XML"),
        (document("<EntityType Name=\"a\" Name=\"b\"/>"), 3, "not XML"),
        (document("<EntityType Name=\"&nothing;\"/>"), 3, "not XML"),
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
    let schema = csdl::read(document(&chain.concat()).as_bytes()).expect("a deep chain");
    assert!(schema.types().all(|type_| schema.ancestry(&type_.name).count() <= 101));
    assert!(schema.warnings[0].message().contains("derives from more than 100 types"), "{}", schema.warnings[0]);
    assert!(csdl::read(document(&"<a>".repeat(100_000)).as_bytes()).is_err());
    let attributes: Vec<_> = (0..50_000).map(|at| format!(" a{at}=\"\"")).collect();
    assert!(csdl::read(document(&format!("<ComplexType{}/>", attributes.concat())).as_bytes()).is_err());
}
