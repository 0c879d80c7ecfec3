//! A bot whose process is killed at random moments, with the fake's faults on: every operation has one end, and none is sent twice.
//!
//! 50 kills by default. More by a command: `COMMS_KILLS=1000 COMMS_SEED=7 cargo test -p comms-live --test crash --release`.
#![cfg(all(feature = "sqlite", unix))]

#[allow(dead_code, reason = "the helpers of all tests with a bot")]
#[path = "../live/bot.rs"]
mod bot;
mod child;
mod ledger;
mod ordering;
#[path = "../support/child.rs"]
mod process;

use bot::{Folder, ORIGIN};
use comms_fake::{FakeGraph, Faults};
use comms_live::store::{Sqlite, StoreError};
use ledger::Ledger;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// A process that is the bot, and the lines that it prints.
struct Process {
    child: Child,
    lines: Receiver<String>,
}

/// Starts the bot by a command that runs this program.
fn start(mut command: Command, graph: &FakeGraph, folder: &Path, round: u64) -> Process {
    let (child, lines) = process::start(command.env("COMMS_ROUND", round.to_string()), "child::run", graph, folder);
    Process { child, lines }
}

impl Process {
    fn start(graph: &FakeGraph, folder: &Path, round: u64) -> Self {
        start(process::program(), graph, folder, round)
    }

    /// Reads lines for that long. A port leads the fake's notifications there.
    fn follow(&mut self, graph: &FakeGraph, ledger: &mut Ledger, time: Duration) {
        let end = Instant::now() + time;
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Self::take(&line, graph, ledger);
        }
    }

    /// Reads lines until the bot listens.
    fn listens(&mut self, graph: &FakeGraph, ledger: &mut Ledger) {
        while !Self::take(&self.lines.recv_timeout(Duration::from_secs(20)).unwrap(), graph, ledger) {}
    }

    /// Returns whether the line is the port.
    fn take(line: &str, graph: &FakeGraph, ledger: &mut Ledger) -> bool {
        let Some(port) = line.strip_prefix("port ") else {
            ledger.told(line);
            return false;
        };
        graph.route(ORIGIN, format!("127.0.0.1:{port}").parse().unwrap()).unwrap();
        true
    }

    /// Kills the process, and reads what it had printed.
    fn kill(mut self, graph: &FakeGraph, ledger: &mut Ledger) {
        let early = self.child.try_wait().unwrap();
        assert!(early.is_none(), "the bot ended by itself: {early:?}");
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.follow(graph, ledger, Duration::from_secs(1));
    }
}

/// A number that depends on nothing but its arguments (splitmix64).
fn dice(seed: u64, round: u64) -> u64 {
    let mut z = seed.wrapping_add(round.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn no_operation_is_lost_or_sent_twice_whenever_the_process_is_killed() {
    let (kills, seed) = (number("COMMS_KILLS", 50), number("COMMS_SEED", 1));
    let graph = FakeGraph::start().await.unwrap();
    graph.set(|settings| settings.operation = Duration::from_millis(20));
    graph.set_faults(Faults::mixed(seed));
    let (folder, mut ledger) = (Folder::new(), Ledger::default());
    for round in 0..kills {
        let mut process = Process::start(&graph, &folder.path(""), round);
        // Every fourth is killed while it starts, the others at work.
        if round % 4 != 3 {
            process.listens(&graph, &mut ledger);
        }
        process.follow(&graph, &mut ledger, Duration::from_micros(dice(seed, round) % 200_000));
        process.kill(&graph, &mut ledger);
    }

    // The last run has no faults, and hangs up: all operations come to an end.
    graph.set_faults(Faults::default());
    let mut process = Process::start(&graph, &folder.path(""), child::LAST);
    let database = folder.path("calls.db");
    let deadline = Instant::now() + Duration::from_secs(60);
    while !ledger::is_settled(&database) {
        assert!(Instant::now() < deadline, "operations do not end: {}", ledger::pending(&database));
        process.follow(&graph, &mut ledger, Duration::from_millis(100));
    }
    let second = Sqlite::open(&database).unwrap_err();
    assert!(matches!(second, StoreError::InUse(_)), "{second}");
    process.follow(&graph, &mut ledger, Duration::from_millis(500));
    process.kill(&graph, &mut ledger);
    ledger.check(&graph, &database);
}
