//! Three nodes of `comms serve` on one PostgreSQL, while nodes are killed and paused, the database restarts, networks break and the
//! fake Graph has faults: each operation ends once, and nothing is sent twice.
//!
//! 60 operations by default. More by a command:
//! `COMMS_OPERATIONS=100000 cargo test --release -p comms-cli --test nodes -- --nocapture`, with `COMMS_SEED` for other faults.
#![cfg(all(feature = "live", unix))]

mod bot;
mod cluster;
mod network;
#[path = "../program/running.rs"]
#[allow(dead_code, reason = "for other commands")]
mod running;
#[path = "../../../live/tests/store/server.rs"]
#[allow(dead_code, reason = "for the stores' tests")]
mod server;

use bot::{Bot, Ledger};
use cluster::{Cluster, Dice};
use comms_fake::{FakeGraph, Fault, Faults};
use server::Server;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The number in this variable, or the default.
fn variable(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

/// A server on a port of loopback.
fn database() -> Option<(Server, u16)> {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let settings = |_: &std::path::Path| vec!["listen_addresses=127.0.0.1".to_owned()];
    Some((Server::start_with(port, settings)?, port))
}

#[tokio::test(flavor = "multi_thread")]
async fn three_nodes_lose_nothing_and_send_nothing_twice() {
    let Some((server, port)) = database() else { return };
    let (operations, seed) = (variable("COMMS_OPERATIONS", 60), variable("COMMS_SEED", 1));
    let graph = FakeGraph::start().await.unwrap();
    graph.set(|settings| settings.delivery_timeout = Duration::from_secs(2));
    let url = tokio::task::block_in_place(|| server.database());
    let name = url.rsplit_once('=').unwrap().1.to_owned();
    let cluster = Cluster::start(&graph, port, &name, 3).await;
    graph.set_faults(Faults::mixed(seed));

    let ledger = Arc::new(Ledger::default());
    let over = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> =
        (0..3).map(|node| tokio::spawn(bot::read_events(Arc::clone(&cluster), node, Arc::clone(&ledger)))).collect();
    let started = Instant::now();
    let bots = (0..16).map(|number| {
        let bot = Bot::new(Arc::clone(&cluster), Arc::clone(&ledger), number, seed);
        tokio::spawn(bot.run(operations.div_ceil(16)))
    });
    let bots: Vec<_> = bots.collect();
    let chaos = cluster::disturb(Arc::clone(&cluster), Arc::new(server), url, Dice::new(seed), Arc::clone(&over));
    let chaos = tokio::spawn(chaos);
    for bot in bots {
        bot.await.unwrap();
    }
    over.store(true, Ordering::SeqCst);
    let disturbances = chaos.await.unwrap();
    cluster.wake_all();
    ledger.wait_for_events().await;
    for reader in readers {
        reader.abort();
    }
    let all = ledger.check();
    println!(
        "{all} operations on 3 nodes in {} s: one end each; {disturbances}; seed {seed}",
        started.elapsed().as_secs()
    );
    assert_eq!(graph.repeated(), Vec::<String>::new());
    assert!(all >= usize::try_from(operations / 2).unwrap(), "{all} operations were started");
}

/// A reader takes events of a node and never acknowledges them; the node is killed.
#[tokio::test(flavor = "multi_thread")]
async fn events_of_a_dead_node_come_from_another_within_15_s() {
    let Some((server, port)) = database() else { return };
    let graph = FakeGraph::start().await.unwrap();
    let url = tokio::task::block_in_place(|| server.database());
    let name = url.rsplit_once('=').unwrap().1.to_owned();
    let cluster = Cluster::start(&graph, port, &name, 2).await;
    let bot = Bot::new(Arc::clone(&cluster), Arc::default(), 0, 1);
    let call = bot.place("only").await.expect("a call");
    bot.established(&call).await;
    let mut taken = cluster.events(0).await.expect("a stream");
    let first = taken.next().await.expect("an event");
    cluster.kill(0);
    let killed = Instant::now();
    let mut others = cluster.events(1).await.expect("a stream");
    loop {
        let event = tokio::time::timeout(Duration::from_secs(16), others.next()).await;
        if event.expect("within 15 s").expect("an event")["id"] == first["id"] {
            break;
        }
    }
    println!("delivered again after {:.1} s", killed.elapsed().as_secs_f64());
    assert!(killed.elapsed() < Duration::from_secs(16));
    // Its operations go on: the other node starts and ends them.
    graph.next(Fault::DuplicateNotification);
    let operation = bot.start(&call, "after").await.expect("an operation");
    assert!(bot.ended(&operation, Duration::from_secs(10)).await);
}
