//! `comms drift`: the document for programs and the summary for people.

use crate::running::on;
use serde_json::Value;

#[test]
fn programs_get_a_document_of_findings() {
    // A schema of other types: every declared type is missing.
    let run = on(&["drift", "--json"], "library.csdl.xml");
    let report: Value = serde_json::from_str(&run.out).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let problem = format!("error: {} breaking changes\n", findings.len());
    assert_eq!((run.code, run.err), (Some(1), problem));
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
        "types of beta are not compared with a schema that lacks them"
    );
}

#[test]
fn people_get_findings_by_severity_and_a_summary() {
    let run = on(&["drift"], "operations.csdl.xml");
    let mut lines = run.err.lines();
    assert!(run.code == Some(1) && lines.next().is_some_and(|line| line.starts_with("warning: ")), "{}", run.err);
    assert!(lines.next().is_some_and(|line| line.starts_with("error: ") && line.ends_with(" breaking changes")));
    let out = run.out;
    assert!(out.starts_with("breaking ("), "{out}");
    assert!(out.contains("\n    clientContext  `max_len = 256` is declared"), "{out}");
    assert!(out.trim_end().lines().last().is_some_and(|line| line.contains("types compared: breaking (")), "{out}");
}
