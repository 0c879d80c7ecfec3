//! Three nodes, while nodes are killed and paused, the database restarts, networks break and the fake Graph has faults: each operation
//! ends once, nothing is sent twice, and no event is lost.

use crate::bot::{self, Bot, Ledger};
use crate::cluster::{self, Cluster, Dice};
use crate::network::Network;
use crate::{Database, variable};
use comms_fake::{FakeGraph, Fault, Faults};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn three_nodes_lose_nothing_and_send_nothing_twice() {
    let Some(database) = Database::start(false) else { return };
    let (operations, seed) = (variable("COMMS_OPERATIONS", 60), variable("COMMS_SEED", 1));
    let graph = FakeGraph::start().await.unwrap();
    graph.set(|settings| settings.delivery_timeout = Duration::from_secs(2));
    let mut networks = Vec::new();
    for _ in 0..3 {
        networks.push(Network::start(database.address).await);
    }
    let cluster = Cluster::start(&graph, networks, &database.name).await;
    graph.set_faults(Faults::mixed(seed));

    let ledger = Arc::new(Ledger::default());
    let over = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> =
        (0..3).map(|node| tokio::spawn(bot::read_events(Arc::clone(&cluster), node, Arc::clone(&ledger)))).collect();
    let started = Instant::now();
    // Many at once, so that the others go on while some wait for a node that is paused.
    let bots = (0..(operations / 20).clamp(8, 256)).map(|number| {
        let bot = Bot::new(Arc::clone(&cluster), Arc::clone(&ledger), number, seed);
        tokio::spawn(bot.run(operations))
    });
    let bots: Vec<_> = bots.collect();
    let chaos = cluster::disturb(Arc::clone(&cluster), database, Dice::new(seed), Arc::clone(&over));
    let chaos = tokio::spawn(chaos);
    let counted = Arc::clone(&ledger);
    let progress = tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(60)).await;
            println!("{} operations after {} s", counted.count(), started.elapsed().as_secs());
        }
    });
    for bot in bots {
        bot.await.unwrap();
    }
    over.store(true, Ordering::SeqCst);
    let (disturbances, _database) = chaos.await.unwrap();
    cluster.wake_all();
    ledger.wait_for_events().await;
    for task in readers.into_iter().chain([progress]) {
        task.abort();
    }
    let all = ledger.check();
    println!(
        "{all} operations on 3 nodes in {} s: one end each, delivered after {:.1} s at most; {disturbances}; seed {seed}",
        started.elapsed().as_secs(),
        ledger.slowest().as_secs_f64()
    );
    assert_eq!(graph.repeated(), Vec::<String>::new());
    assert!(all as u64 >= operations, "{all} operations were started");
}

/// A reader takes events of a node and never acknowledges them; the node is killed.
#[tokio::test(flavor = "multi_thread")]
async fn events_of_a_dead_node_come_from_another_within_15_s() {
    let Some(database) = Database::start(false) else { return };
    let graph = FakeGraph::start().await.unwrap();
    let networks = (0..2).map(|_| Network::direct(database.address)).collect();
    let cluster = Cluster::start(&graph, networks, &database.name).await;
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
