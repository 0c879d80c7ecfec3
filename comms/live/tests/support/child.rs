//! A bot in a process of its own, and the lines that it prints.

use comms_fake::FakeGraph;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

/// Starts the bot that is the test of this name. The command runs this program.
///
/// Lines that begin with `BOT ` are received without that word.
pub(crate) fn start(command: &mut Command, name: &str, graph: &FakeGraph, folder: &Path) -> (Child, Receiver<String>) {
    let mut child = command
        .args(["--exact", name, "--ignored", "--nocapture", "--test-threads=1"])
        .env("COMMS_CHILD", folder)
        .env("COMMS_GRAPH", graph.address().to_string())
        .env("COMMS_ISSUER", graph.issuer())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = child.stdout.take().unwrap();
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            // The receiver may be gone, but the bot must be able to write.
            if let Some(line) = line.split("BOT ").nth(1) {
                let _ = sender.send(line.to_owned());
            }
        }
    });
    (child, lines)
}

/// This program.
pub(crate) fn program() -> Command {
    Command::new(std::env::current_exe().unwrap())
}
