//! Nodes of `comms serve` on one PostgreSQL.
//!
//! `faults`: nodes are killed and paused, the database restarts, networks break, and the fake Graph has faults. 60 operations by default.
//! More by a command: `COMMS_OPERATIONS=100000 cargo test --release -p comms-cli --test nodes three -- --nocapture`, with `COMMS_SEED`
//! for other faults.
//!
//! `upgrade`: a later version has changed the schema or a record.
//!
//! `throughput`: `cargo test --release -p comms-cli --test nodes throughput -- --ignored --nocapture`.
#![cfg(all(feature = "live", unix))]

mod bot;
mod cluster;
#[path = "../../../../tests/benches/live/disk.rs"]
#[allow(unreachable_pub, reason = "shared with a bench")]
mod disk;
mod faults;
#[path = "../../../../tests/benches/live/load.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with a bench")]
mod load;
mod network;
#[path = "../program/running.rs"]
#[allow(dead_code, reason = "for other commands")]
mod running;
#[path = "../../../live/tests/store/server.rs"]
#[allow(dead_code, reason = "for the stores' tests")]
mod server;
mod throughput;
mod upgrade;

use server::Server;
use std::net::SocketAddr;
use std::path::Path;

/// The number in this variable, or the default.
fn variable(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

/// A new database on a server of its own.
struct Database {
    server: Server,
    address: SocketAddr,
    /// The URL by the server's socket, for the test itself.
    url: String,
    name: String,
}

impl Database {
    /// Starts a server on a port of loopback. `None` if there are no binaries of PostgreSQL.
    fn start(is_durable: bool) -> Option<Self> {
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let fsync = if is_durable { "fsync=on" } else { "fsync=off" };
        let settings = |_: &Path| vec!["listen_addresses=127.0.0.1".to_owned(), fsync.to_owned()];
        tokio::task::block_in_place(|| {
            let server = Server::start_with(address.port(), settings)?;
            let url = server.database();
            let name = url.rsplit_once('=')?.1.to_owned();
            Some(Self { server, address, url, name })
        })
    }
}
