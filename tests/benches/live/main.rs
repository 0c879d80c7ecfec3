//! Notifications that a bot on SQLite acknowledges in a second, and how long they wait.
//!
//! `cargo bench -p tests --bench live [-- [--quick] [--folder DIR]]` sends requests of one notification, with a token, over 64 connections on loopback.
//! It prints `live acknowledged CANDIDATE PER-SECOND`, in turn for `comms-live` (token, tracker, durable commit, event) and for `map`: an axum
//! handler that parses with serde and keeps the latest notification of each call in memory, without a token. Then their ratio,
//! and the 50th and 99th percentile of `comms-live` at 2,000 requests in a second.
//!
//! The database is in `DIR`, else in the build's folder. `sync-ms` is what its disk takes for 64 KiB without any store: in
//! `/dev/shm`, which is memory, the processors alone count.
//!
//! The load comes from the same process, and takes its share of the processors.
#![allow(missing_docs, unreachable_pub, clippy::pedantic)]

#[cfg(feature = "live")]
mod bench;
#[cfg(feature = "live")]
mod disk;
#[cfg(feature = "live")]
mod load;

#[cfg(feature = "live")]
fn main() {
    bench::main();
}

/// Starts the same bench with the feature that it needs.
#[cfg(not(feature = "live"))]
fn main() {
    let cargo = std::process::Command::new(env!("CARGO"))
        .args(["bench", "-p", "tests", "--features", "live", "--bench", "live", "--"])
        .args(std::env::args().skip(1).filter(|argument| argument != "--bench"))
        .status()
        .expect("cargo runs");
    std::process::exit(cargo.code().unwrap_or(1));
}
