//! The bot in Python of `examples/bot.py`, against `comms serve`: SKIPPED without Python.

use crate::service::{Folder, Service, TENANT, TOKEN, command};
use comms_fake::FakeGraph;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

/// The output of the bot, as the README has it.
fn shown_in_the_readme() -> String {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md")).unwrap();
    let (_, block) = readme.split_once("$ python3 comms/cli/examples/bot.py").unwrap();
    let (_, output) = block.split_once('\n').unwrap();
    output.split_once("\n```").unwrap().0.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_in_python_calls_plays_a_prompt_and_hangs_up() {
    if Command::new("python3").arg("--version").output().is_err() {
        // Past the test's capture.
        let _ = writeln!(std::io::stderr(), "SKIPPED: no python3 here");
        return;
    }
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("python"));
    let token = folder.0.join("token.txt");
    std::fs::write(&token, format!("{TOKEN}\n")).unwrap();
    let service = Service::start(&graph, command(&graph, &folder.0).arg("--admin-token-file").arg(&token));
    let mut bot = Command::new("python3");
    bot.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bot.py")).env("COMMS_ADMIN_TOKEN_FILE", &token);
    bot.args([&service.admin, TENANT, "112f7296-5fa4-42ca-bae8-6a692b15d4b8", "https://cdn.example.com/greeting.wav"]);
    let run = tokio::task::spawn_blocking(move || bot.output()).await.unwrap().unwrap();
    let (out, err) = (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap());
    assert_eq!((run.status.code(), err.as_str()), (Some(0), ""), "{out}");
    let lines: Vec<_> = out.lines().collect();
    let (_, call) = lines[0].split_once(' ').unwrap();
    // The states that notifications pass over can be missing.
    for line in shown_in_the_readme().lines().filter(|line| !line.ends_with("ing")) {
        assert!(lines.contains(&line.replace("678ec3e9-5d90-877c-bf90-c9e90929b2a9", call).as_str()), "{line}: {out}");
    }
    assert_eq!(lines.last(), Some(&"event: call terminated"), "{out}");
    assert_eq!((graph.started("playPrompt"), graph.repeated().len()), (1, 0));
}
