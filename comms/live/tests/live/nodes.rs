//! Two nodes on one PostgreSQL: either takes any message, and either knows every end.

use crate::bot::{Bot, prompt, rest, within};
use crate::server::{Server, block};
use comms::Outcome;
use comms::actions::call::PlayPrompt;
use comms_fake::FakeGraph;
use comms_live::Operation;
use comms_live::store::{EventKind, Postgres, Store};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Two nodes on a new database. The second gets the notifications.
async fn nodes() -> Option<(FakeGraph, [Bot; 2])> {
    let url = Server::shared()?.database();
    let connect = |url: String| async move { Arc::new(Postgres::connect(&url).await.unwrap()) as Arc<dyn Store> };
    let graph = FakeGraph::start().await.unwrap();
    let one = Bot::start(&graph, block(connect(url.clone()))).await;
    let two = Bot::start(&graph, block(connect(url))).await;
    Some((graph, [one, two]))
}

/// Waits begin before the end is there, so each is woken by the other node's announcement.
#[tokio::test]
async fn a_wait_ends_soon_after_another_node_stores_the_end() {
    let Some((_graph, [one, two])) = nodes().await else { return };
    let call = one.call().await;
    let mut quickest = Duration::MAX;
    // By polls alone a wait takes half a second more, on average.
    for _ in 0..8 {
        let here = call.start(prompt()).await.unwrap();
        let there: Operation<PlayPrompt> = two.live.operation(&here.key()).unwrap();
        let end = |operation: Operation<PlayPrompt>| async move {
            within(operation).await.unwrap();
            Instant::now()
        };
        let (here, there) = tokio::join!(end(here), end(there));
        quickest = quickest.min(here.saturating_duration_since(there));
    }
    assert!(quickest < Duration::from_millis(300), "{quickest:?}");
}

#[tokio::test]
async fn a_node_learns_what_another_was_told() {
    let Some((graph, [one, two])) = nodes().await else { return };
    let call = one.call().await;
    let mut operations = Vec::new();
    for _ in 0..5 {
        operations.push(call.start(prompt()).await.unwrap());
    }
    for operation in &operations {
        assert_eq!(within(operation).await.unwrap().outcome(), Outcome::Succeeded);
        let again: Operation<PlayPrompt> = two.live.operation(&operation.key()).unwrap();
        assert_eq!(within(again).await.unwrap().outcome(), Outcome::Succeeded);
    }

    // The nodes share the events, and each end is there once.
    let (mut mine, mut others) = (one.live.events(), two.live.events());
    let (mine, others) = tokio::join!(rest(&mut mine), rest(&mut others));
    let ends: Vec<_> = mine.iter().chain(&others).filter(|event| event.kind() == EventKind::End).collect();
    let of: BTreeSet<_> = ends.iter().filter_map(|event| event.operation()).map(|key| key.number).collect();
    assert_eq!((ends.len(), of.len()), (5, 5));
    assert!(graph.repeated().is_empty());

    // The first node ends: the second goes on with its call.
    let key = call.key();
    one.stop().await;
    let call = two.live.call(key);
    assert_eq!(within(call.start(prompt()).await.unwrap()).await.unwrap().outcome(), Outcome::Succeeded);
    call.hang_up().await.unwrap();
    within(call.ended()).await.unwrap();
}
