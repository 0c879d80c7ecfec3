//! The session in the README is true: its commands print the output shown, but for ids and times.
//!
//! `UPDATE_README=1` writes the printed output into the README.

use crate::service::{Folder, Service, call, command, prompt};
use comms_fake::FakeGraph;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The text with each id and time replaced, so that two runs compare.
fn without_ids(text: &str) -> String {
    let is_part = |char: char| char.is_ascii_hexdigit() || "-:.TZ".contains(char);
    let mut out = String::new();
    for word in text.split_inclusive(|char| !is_part(char)) {
        let end = word.find(|char| !is_part(char)).unwrap_or(word.len());
        let digits = word[..end].bytes().filter(u8::is_ascii_digit).count();
        let is_id = end >= 16 && digits >= 8;
        out += if is_id { "ID" } else { &word[..end] };
        out += &word[end..];
    }
    out
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_in_the_readme_runs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("```shell\n").unwrap();
    let (session, after) = rest.split_once("```").unwrap();
    if !Command::new("curl").arg("--version").output().is_ok_and(|output| output.status.success()) {
        let _ = writeln!(std::io::stderr(), "SKIPPED: no curl here");
        return;
    }
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("readme"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    // Long enough for the answer to come first.
    graph.set(|settings| settings.operation = Duration::from_secs(1));
    fs::write(folder.0.join("call.json"), call().to_string()).unwrap();
    fs::write(folder.0.join("prompt.json"), prompt("greeting").to_string()).unwrap();
    let (mut printed, mut key) = (String::new(), String::new());
    for line in session.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let mut shell = Command::new("bash");
        shell.args(["--noprofile", "--norc", "-c", line]).current_dir(&folder.0);
        shell.env("ADMIN", &service.admin).env("KEY", &key).env("NO_PROXY", "127.0.0.1");
        let output = tokio::task::spawn_blocking(move || shell.output().unwrap()).await.unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        if let Some(placed) =
            serde_json::from_str::<Value>(&text).ok().and_then(|body| body["key"].as_str().map(str::to_owned))
        {
            key = placed;
            graph.idle().await;
        }
        printed += &format!("$ {line}\n{}\n", text.trim_end());
    }
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{before}```shell\n{printed}```{after}")).unwrap();
    } else {
        assert_eq!(without_ids(session), without_ids(&printed));
    }
    assert!(printed.contains("\"succeeded\"") && printed.contains("\"violations\""), "{printed}");
}
