//! `comms drift` and `comms scaffold` as a user runs them: what is printed where, and the exit code.

mod program;

use program::Run;
use serde_json::Value;

fn fixture(name: &str) -> String {
    program::fixture(name).to_str().expect("UTF-8").to_owned()
}

fn run(arguments: &[&str]) -> (String, String, Option<i32>) {
    told(program::run(arguments))
}

fn told(run: Run) -> (String, String, Option<i32>) {
    (run.out, run.err, run.code)
}

#[test]
fn drift_is_told_to_programs() {
    // A schema of other types: all that is declared is missing in it.
    let (out, err, code) = run(&["drift", "--json", &fixture("library.csdl.xml")]);
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let reason = format!("error: {} breaking changes\n", findings.len());
    assert_eq!((code, err), (Some(1), reason), "standard error says why");
    assert_eq!(report["types"].as_u64(), Some(findings.len() as u64), "each type is missing, once");
    for finding in findings {
        let mut members: Vec<_> = finding.as_object().expect("an object").keys().map(String::as_str).collect();
        members.sort_unstable();
        assert_eq!(members, ["kind", "member", "message", "severity", "type"]);
    }
    let operation = findings.iter().find(|finding| finding["type"] == "microsoft.graph.commsOperation").expect("found");
    assert_eq!((&operation["severity"], &operation["kind"]), (&"breaking".into(), &"missing_type".into()));
    assert_eq!(operation["member"], Value::Null);
    assert!(
        findings.iter().all(|finding| finding["type"] != "microsoft.graph.startRecordingOperation"),
        "beta's own types are not missed"
    );
}

#[test]
fn drift_is_told_to_people() {
    let (out, err, code) = run(&["drift", &fixture("operations.csdl.xml")]);
    assert!(code == Some(1) && err.starts_with("error: ") && err.ends_with(" breaking changes\n"), "{err}");
    assert!(out.starts_with("breaking ("), "{out}");
    assert!(out.contains("\n    clientContext  `max_len = 256` is declared"), "{out}");
    assert!(out.trim_end().lines().last().is_some_and(|line| line.contains("types compared: breaking (")), "{out}");
    assert!(!out.contains('\x1b'), "no colours where it is no terminal");
}

#[test]
fn a_broken_schema_is_refused_with_its_line() {
    for command in [["drift"].as_slice(), &["scaffold", "--all"]] {
        let (out, err, code) = run(&[command, &[&fixture("broken.json")]].concat());
        assert_eq!((code, out.as_str()), (Some(1), ""));
        assert!(err.contains("broken.json: line 1: the document is not XML"), "{err}");
        let (_, err, code) = run(&[command, &["no-such-file"]].concat());
        assert_eq!(code, Some(1));
        assert!(err.contains("cannot read no-such-file"), "{err}");
    }
}

#[test]
fn scaffold_prints_declarations() {
    let (out, err, code) =
        run(&["scaffold", &fixture("library.csdl.xml"), "contoso.library.medium", "contoso.library.reader"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(out, include_str!("../../../tests/tests/schemas/library.rs"));
    let (out, _, code) = run(&["scaffold", "--all", &fixture("library.csdl.xml")]);
    assert_eq!(code, Some(0));
    assert!(out.contains("pub struct Stranger {"));
}

#[test]
fn scaffold_reads_standard_input() {
    let input = std::fs::File::open(fixture("library.csdl.xml")).expect("the fixture");
    let output = program::program().args(["scaffold", "-", "contoso.library.genre"]).stdin(input).output();
    let (out, _, code) = told(output.expect("the program").into());
    assert_eq!(code, Some(0));
    assert!(out.contains("pub enum Genre {") && !out.contains("pub struct"), "{out}");
}

#[test]
fn scaffold_used_wrongly_is_told_so() {
    let (out, err, code) = run(&["scaffold", &fixture("library.csdl.xml"), "library.MEDIUM"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("no type `library.MEDIUM`; did you mean contoso.library.medium?"), "{err}");
    let (_, _, code) = run(&["scaffold", &fixture("library.csdl.xml")]);
    assert_eq!(code, Some(2), "neither a type nor --all");
    let (_, _, code) = run(&["scaffold", &fixture("library.csdl.xml"), "--all", "contoso.library.genre"]);
    assert_eq!(code, Some(2), "both");
}
