//! Bots in processes of their own, so that their memory can be read: many calls, and a long time.
//!
//! The tests are short by default. In full, by these commands:
//!
//! ```sh
//! COMMS_CALLS=100000 cargo test --release -p comms-live --test load many -- --nocapture
//! COMMS_SECONDS=600 COMMS_RATE=500 cargo test --release -p comms-live --test load soak -- --nocapture
//! ```
#![cfg(all(feature = "sqlite", target_os = "linux"))]

#[allow(dead_code, reason = "the helpers of all tests with a bot")]
#[path = "../live/bot.rs"]
mod bot;
mod many;
#[path = "../support/child.rs"]
mod process;
mod soak;

use bot::{APP, ORIGIN};
use comms_fake::FakeGraph;
use comms_live::graph::ClientSecret;
use comms_live::store::Sqlite;
use comms_live::{Builder, Cloud, Live};
use std::path::Path;
use std::process::Child;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// A process that is the bot, and the lines that it prints.
struct Process {
    child: Child,
    lines: Receiver<String>,
}

impl Process {
    /// Starts the bot that is the test of this name.
    fn start(name: &str, graph: &FakeGraph, folder: &Path) -> Self {
        let (child, lines) = process::start(&mut process::program(), name, graph, folder);
        Self { child, lines }
    }

    /// The next line, without its first word.
    fn line(&self, first: &str, time: Duration) -> String {
        let line = self.lines.recv_timeout(time).unwrap_or_else(|_| panic!("no line `{first}`"));
        line.strip_prefix(first).unwrap_or_else(|| panic!("{line} instead of {first}")).trim_start().to_owned()
    }

    /// Leads the fake's notifications to the port that the bot prints.
    fn listens(&self, graph: &FakeGraph) {
        let port = self.line("port", Duration::from_secs(60));
        graph.route(ORIGIN, format!("127.0.0.1:{port}").parse().unwrap()).unwrap();
    }

    /// Memory of the process, in bytes: `VmRSS` as it is, `VmHWM` at most.
    fn memory(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap();
        line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() * 1024
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a bot on the database of the folder, in the process that a test started, and prints its port.
async fn start(folder: &Path, set: impl FnOnce(Builder) -> Builder) -> Live {
    let (address, issuer) = (std::env::var("COMMS_GRAPH").unwrap(), std::env::var("COMMS_ISSUER").unwrap());
    let cloud = Cloud::custom(format!("http://{address}/v1.0"), format!("http://{address}"))
        .key_document(format!("http://{address}/v1/.well-known/OpenIdConfiguration"))
        .issuer(issuer);
    let builder = Live::builder(cloud, APP).credential(ClientSecret::new("secret")).callback(format!("{ORIGIN}/graph"));
    let live = set(builder.store(Sqlite::open(folder.join("calls.db")).unwrap())).build().await.unwrap();
    let tcp = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("BOT port {}", tcp.local_addr().unwrap().port());
    tokio::spawn(axum::serve(tcp, live.router()).into_future());
    live
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().unwrap())
}

/// Runs the bot of a process that a test started; nothing in any other.
fn in_child<F: Future<Output = ()>>(bot: impl FnOnce(std::path::PathBuf) -> F) {
    let Ok(folder) = std::env::var("COMMS_CHILD") else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(bot(folder.into()));
}

const MIB: u64 = 1024 * 1024;
