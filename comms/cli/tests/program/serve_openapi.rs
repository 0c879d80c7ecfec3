//! The OpenAPI document of `comms serve`, judged by others: a validator, and a fuzzer that sends what the document allows and forbids.
//!
//! Both are Python programs: `python3 -m venv fuzz && fuzz/bin/pip install openapi-spec-validator schemathesis`, then
//! `PATH=$PWD/fuzz/bin:$PATH cargo test -p comms-cli --test program serve_openapi`. `COMMS_FUZZ=500` asks for that many requests of
//! each kind; 5 by default.

use crate::running::run;
use crate::service::{Folder, Service, TOKEN, command, prompt};
use comms_fake::FakeGraph;
use reqwest::Method;
use std::io::Write as _;
use std::process::Command;

/// The program, unless it is not installed.
fn installed(name: &str) -> Option<Command> {
    let found = Command::new(name).arg("--help").output().is_ok_and(|output| output.status.success());
    if !found {
        let _ = writeln!(std::io::stderr(), "SKIPPED: {name} is not installed");
    }
    found.then(|| Command::new(name))
}

#[test]
fn the_document_is_valid() {
    let Some(mut validator) = installed("openapi-spec-validator") else { return };
    let folder = Folder::new("document");
    let path = folder.0.join("openapi.json");
    std::fs::write(&path, run(&["serve", "--openapi"]).good()).unwrap();
    let output = validator.arg(&path).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_serves_the_document_that_it_prints() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("served"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let printed: serde_json::Value = serde_json::from_str(&run(&["serve", "--openapi"]).good()).unwrap();
    assert_eq!(service.get("/api/openapi.json").await, (200, printed));
    let page = service.request(Method::GET, "/").send().await.unwrap();
    assert!(page.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
}

/// 500 is never meant. Some rules have no form in a schema, such as an identity with an id: 422 lists what is broken.
const SETTINGS: &str = r#"[checks]
not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", 502, 503, 504]
positive_data_acceptance.expected-statuses = ["2xx", "3xx", 404, 409, 422, 502, 503, 504]
[parameters]
"path.key" = "{key}"
"path.id" = "{event}"
[[operations]]
include-path = "/api/operations/{key}"
[operations.parameters]
"path.key" = "{operation}"
"#;

/// Streams do not end, so a fuzzer would wait for ever.
const STREAMS: &str = "^/api/(events|changes)$";
/// Also those whose bodies have sets of identities, each one of many types: all pairs of values take hours.
const NESTED: &str = "^/api/(events|changes|calls)$|/(answer|invite|redirect|transfer|playPrompt|startHoldMusic)$";

/// Errors of the service (500) and answers that the document does not have are found here. 502, 503 and 504 are meant.
#[tokio::test(flavor = "multi_thread")]
async fn a_fuzzer_finds_no_undocumented_answer() {
    if installed("schemathesis").is_none() {
        return;
    }
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("fuzz"));
    let mut service = Service::start(&graph, command(&graph, &folder.0).env("COMMS_ADMIN_TOKEN", TOKEN));
    service.token = Some(TOKEN);
    let key = service.call().await;
    let (_, started) = service.post(&format!("/api/calls/{key}/playPrompt"), &prompt("one")).await;
    let operation = started["operation"].as_str().unwrap();
    let (_, ended) = service.get(&format!("/api/operations/{operation}?wait=10")).await;
    let examples = std::env::var("COMMS_FUZZ").unwrap_or_else(|_| "5".to_owned());
    // The placeholder in the path of the operation stays.
    let settings = SETTINGS.replace("\"{key}\"", &format!("\"{key}\"")).replace("{operation}", operation);
    let settings = settings.replace("{event}", ended["id"].as_str().unwrap());
    std::fs::write(folder.0.join("schemathesis.toml"), settings).unwrap();
    let document = format!("{}/api/openapi.json", service.admin);
    for (phase, left_out) in [("fuzzing", STREAMS), ("coverage", NESTED)] {
        let mut fuzzer = Command::new("schemathesis");
        fuzzer.current_dir(&folder.0).args(["run", &document, "--phases", phase, "--exclude-path-regex", left_out]);
        fuzzer.args(["--header", &format!("Authorization: Bearer {TOKEN}"), "--request-timeout", "20"]);
        fuzzer.args(["--max-examples", &examples, "--no-color"]);
        let output = tokio::task::spawn_blocking(move || fuzzer.output().unwrap()).await.unwrap();
        let (text, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{text}{err}");
    }
    let (status, _) = service.get("/healthz").await;
    assert_eq!(status, 200);
}
