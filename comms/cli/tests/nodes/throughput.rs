//! Notifications that three nodes acknowledge in a second: by HTTP, with tokens, each on disk.

use crate::cluster::Cluster;
use crate::disk::{percentile, sync_times};
use crate::load::{Load, rushed};
use crate::network::Network;
use crate::server::connect;
use crate::{Database, variable};
use comms_fake::FakeGraph;
use comms_live::CallKey;
use std::path::Path;
use std::time::Duration;

/// Connections to each node, and calls whose notifications go to it.
const CONNECTIONS: usize = 64;
const CALLS: u32 = 512;

/// The load comes from this process, and takes its share of the processors.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement, for a machine on which nothing else runs"]
async fn throughput_of_three_nodes() {
    let Some(database) = Database::start(true) else { return };
    let graph = FakeGraph::start().await.unwrap();
    let networks = (0..3).map(|_| Network::direct(database.address)).collect();
    let cluster = Cluster::start(&graph, networks, &database.name).await;
    let token = graph.notification_token("app", "tenant");
    let loads = ["first", "second", "third"].into_iter().enumerate().map(|(node, prefix)| {
        let keys: Vec<_> = (0..CALLS).map(|_| CallKey::random().to_string()).collect();
        let load = Load { keys: keys.into(), prefix, token: token.as_str().into() };
        (cluster.listener(node).unwrap(), load)
    });
    let loads: Vec<_> = loads.collect();
    let run = async |time| {
        let rates = loads.iter().map(|(address, load)| rushed(*address, load, CONNECTIONS, time));
        futures_util::future::join_all(rates).await.into_iter().sum::<f64>()
    };
    // The first requests create the calls and wait for the keys of tokens.
    run(Duration::from_secs(2)).await;
    let client = connect(&database.url).await;
    let stored = async || -> i32 { client.query_one("SELECT count(*)::int FROM events", &[]).await.unwrap().get(0) };
    let (before, seconds) = (stored().await, u32::try_from(variable("COMMS_SECONDS", 10)).unwrap());
    let rate = run(Duration::from_secs(seconds.into())).await;
    let stored = stored().await - before;
    let mut syncs = sync_times(Path::new(env!("CARGO_TARGET_TMPDIR")));
    println!(
        "{rate:.0} notifications acknowledged a second by 3 nodes, over {CONNECTIONS} connections to each, in {seconds} s"
    );
    println!("{stored} events stored");
    println!("sync-ms p50 {:.1} p90 {:.1}", percentile(&mut syncs, 50), percentile(&mut syncs, 90));
    // A call's first notification may repeat its state, which makes no event.
    let expected = rate * f64::from(seconds) - f64::from(3 * CALLS);
    assert!(f64::from(stored) >= expected, "a notification was acknowledged, and is not stored");
}
