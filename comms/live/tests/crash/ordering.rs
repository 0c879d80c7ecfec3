//! The order of a system's calls, seen by strace: no 202 before the log is on the disk.

use crate::bot::Folder;
use crate::{child, start};
use comms_fake::FakeGraph;
use std::collections::HashMap;
use std::process::Command;

/// A call of the system: its name, its arguments, and whether it begins or ends here. A line can have both.
struct Call<'t> {
    process: &'t str,
    name: &'t str,
    arguments: &'t str,
    has_ended: bool,
}

fn parse(line: &str) -> Option<Call<'_>> {
    let (process, rest) = line.split_once(' ')?;
    let rest = rest.trim_start();
    if let Some(rest) = rest.strip_prefix("<... ") {
        let (name, arguments) = rest.split_once(" resumed>")?;
        return Some(Call { process, name, arguments, has_ended: true });
    }
    let (name, arguments) = rest.split_once('(')?;
    Some(Call { process, name, arguments, has_ended: !line.contains("<unfinished ...>") })
}

/// The file descriptor, with its path.
fn file(arguments: &str) -> &str {
    arguments.split([',', ')', ' ']).next().unwrap_or_default()
}

/// Walks through the trace. Returns the number of notifications that were taken.
fn check(trace: &str) -> usize {
    let mut syncs = 0;
    let mut begun: HashMap<&str, &str> = HashMap::new();
    // The number of finished syncs when the connection's request was read.
    let mut requests: HashMap<&str, usize> = HashMap::new();
    let mut taken = 0;
    for call in trace.lines().filter_map(parse) {
        let first = if call.arguments.starts_with(|char: char| char.is_ascii_digit()) { call.arguments } else { "" };
        let arguments = if first.is_empty() { begun.remove(call.process).unwrap_or_default() } else { first };
        if !call.has_ended {
            begun.insert(call.process, call.arguments);
        }
        match call.name {
            "fsync" | "fdatasync" if call.has_ended && arguments.contains("-wal") => syncs += 1,
            "read" | "recvfrom" if call.has_ended && call.arguments.contains("POST /graph") => {
                requests.insert(file(arguments), syncs);
            }
            // The earliest moment at which the answer can leave.
            "write" | "writev" | "sendto" | "sendmsg" if call.arguments.contains("HTTP/1.1 202") => {
                let before = requests.remove(file(arguments)).expect("a request on this connection");
                assert!(syncs > before, "202 without a sync: {}", call.arguments);
                taken += 1;
            }
            _ => {}
        }
    }
    taken
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn no_202_before_the_log_is_on_the_disk() {
    let folder = Folder::new();
    let trace = folder.path("trace.txt");
    let probe = Command::new("strace").args(["-f", "-o"]).arg(&trace).args(["-e", "trace=fsync", "true"]).status();
    if !probe.is_ok_and(|status| status.success()) {
        println!("SKIPPED: strace cannot run");
        return;
    }
    let graph = FakeGraph::start().await.unwrap();
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-s", "64", "-o"]).arg(&trace);
    command.args(["-e", "trace=fsync,fdatasync,read,recvfrom,write,writev,sendto,sendmsg"]);
    command.arg(std::env::current_exe().unwrap());
    let mut process = start(command, &graph, &folder.path(""), child::TRACED);
    process.listens(&graph, &mut crate::ledger::Ledger::default());
    let status = process.child.wait().unwrap();
    assert!(status.success(), "{status}");
    let taken = check(&std::fs::read_to_string(&trace).unwrap());
    assert!(taken >= 5, "{taken} notifications");
}
