//! `--schema`: bodies of any OData service, by the types of its schema.

use crate::running::{Run, fixture, on_input};
use serde_json::{Value, json};

const LIBRARY: &str = "library.csdl.xml";

/// Runs the command with the schema of the library.
fn run(arguments: &[&str], body: &str) -> Run {
    let schema = fixture(LIBRARY);
    on_input(&[arguments, &["--schema", schema.to_str().expect("UTF-8")]].concat(), body)
}

fn document(arguments: &[&str], body: &str) -> Value {
    let run = run(&[&["inspect", "--json"], arguments].concat(), body);
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err))
}

#[test]
fn inspect_knows_the_types_of_the_schema() {
    let body = json!({"@odata.type": "#contoso.library.medium", "title": null, "genre": "Fiction", "shelf": 5, "volumes": [{"isbn": 7}]});
    let report = document(&[], &body.to_string());
    assert_eq!(report["type"], "contoso.library.medium");
    assert_eq!(report["violations"][0]["rule"], "non_null");
    let kinds: Vec<_> =
        report["deviations"].as_array().into_iter().flatten().map(|it| (&it["path"], &it["kind"])).collect();
    assert_eq!(kinds[0], (&json!("/title"), &json!("null")));
    assert!(kinds.contains(&(&json!("/volumes/0/isbn"), &json!("undecodable"))), "{kinds:?}");
    assert_eq!(report["dynamic"], json!(["/shelf"]));
    assert_eq!((&report["finality"], &report["operations"]), (&Value::Null, &json!([])));
    let text = run(&["inspect"], &body.to_string());
    assert!(text.code == Some(1) && text.out.starts_with("contoso.library.medium\n"), "{}{}", text.out, text.err);
}

#[test]
fn the_context_names_a_type_by_its_entity_set() {
    for (context, body, expected) in [
        ("media", json!({"value": []}), "Collection(contoso.library.medium)"),
        ("media/$entity", json!({"title": "a"}), "contoso.library.medium"),
        ("media('7')/successor/$entity", json!({}), "contoso.library.medium"),
        ("contoso.library.medium", json!({}), "contoso.library.medium"),
    ] {
        let mut body = body;
        body["@odata.context"] = format!("https://library.contoso.example/$metadata#{context}").into();
        assert_eq!(document(&[], &body.to_string())["type"], expected, "{context}");
    }
}

#[test]
fn roundtrip_writes_back_what_it_read() {
    let body = r##"{"@odata.type":"#contoso.library.medium","title":"a","marks":"x, y","shelf":1.50}"##;
    assert_eq!(run(&["roundtrip"], body).good(), format!("{body}\n"));
    let page = r#"{"value":[{"title":"a"},{"title":"b"}]}"#;
    assert_eq!(run(&["roundtrip", "--as", "Collection(contoso.library.medium)"], page).good(), format!("{page}\n"));
}

#[test]
fn types_of_communications_come_first() {
    let report = document(&[], r##"{"@odata.type":"#microsoft.graph.recordOperation","status":"completed"}"##);
    assert_eq!((&report["finality"], &report["outcome"]), (&json!("final"), &json!("succeeded")));
}

#[test]
fn a_name_that_is_a_secret_elsewhere_is_hidden() {
    let schema = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
        <Schema Namespace="contoso" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <ComplexType Name="login"><Property Name="recordingAccessToken" Type="Edm.Int32"/></ComplexType>
        </Schema></edmx:DataServices></edmx:Edmx>"#;
    let path = std::env::temp_dir().join(format!("comms-cli-secret-{}.xml", std::process::id()));
    std::fs::write(&path, schema).expect("a file");
    let body = r##"{"@odata.type":"#contoso.login","recordingAccessToken":"hush-hush"}"##;
    for format in [&["--json"][..], &[]] {
        let run = on_input(&[&["inspect", "--schema", path.to_str().expect("UTF-8")], format].concat(), body);
        assert!(run.out.contains("undecodable") && !run.out.contains("hush"), "{}{}", run.out, run.err);
    }
    std::fs::remove_file(path).expect("removed");
}

#[test]
fn a_file_that_is_not_a_schema_is_refused() {
    let other = fixture("invite_running.json");
    let run = on_input(&["roundtrip", "--schema", other.to_str().expect("UTF-8")], "{}");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    let unknown = self::run(&["roundtrip", "--as", "contoso.library.mediun"], "{}");
    assert!(unknown.code == Some(2) && unknown.err.contains("contoso.library.medium"), "{}", unknown.err);
}
