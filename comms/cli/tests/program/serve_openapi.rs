//! The OpenAPI document of `comms serve`, judged by others: a validator, and a fuzzer that sends what the document allows and forbids.
//!
//! Both are Python programs: `python3 -m venv fuzz && fuzz/bin/pip install openapi-spec-validator schemathesis`, then
//! `PATH=$PWD/fuzz/bin:$PATH cargo test -p comms-cli --test program serve_openapi`. `COMMS_FUZZ=500` asks for that many requests of
//! each kind; 5 by default.

use crate::running::run;
use crate::service::{Folder, Service, TOKEN, command};
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

/// Errors of the service (500) and answers that the document does not have are found here. 502, 503 and 504 are meant.
#[tokio::test(flavor = "multi_thread")]
async fn a_fuzzer_finds_no_undocumented_answer() {
    let Some(mut fuzzer) = installed("schemathesis") else { return };
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("fuzz"));
    let mut service = Service::start(&graph, command(&graph, &folder.0).env("COMMS_ADMIN_TOKEN", TOKEN));
    service.token = Some(TOKEN);
    let key = service.call().await;
    let examples = std::env::var("COMMS_FUZZ").unwrap_or_else(|_| "5".to_owned());
    let settings = format!(
        "[checks]\nnot_a_server_error.expected-statuses = [\"2xx\", \"3xx\", \"4xx\", 502, 503, 504]\n\
        [parameters]\n\"path.key\" = \"{key}\"\n"
    );
    std::fs::write(folder.0.join("schemathesis.toml"), settings).unwrap();
    let document = format!("{}/api/openapi.json", service.admin);
    fuzzer.current_dir(&folder.0).args([
        "run",
        &document,
        "--no-color",
        "--exclude-path-regex",
        "^/api/(events|changes)$",
    ]);
    fuzzer.args(["--header", &format!("Authorization: Bearer {TOKEN}"), "--max-examples", &examples]);
    fuzzer.args(["--phases", "fuzzing,stateful", "--request-timeout", "20", "--max-time", "60"]);
    let output = tokio::task::spawn_blocking(move || fuzzer.output().unwrap()).await.unwrap();
    let (text, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{text}{err}");
    let (status, _) = service.get("/healthz").await;
    assert_eq!(status, 200);
}
