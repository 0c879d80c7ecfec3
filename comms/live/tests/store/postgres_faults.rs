//! Connections that are cut, and servers that end, while works run.

use crate::server::{Server, connect};
use crate::support::{append, body, event, put, record, transact};
use comms_live::CallKey;
use comms_live::store::{Acked, EventKind, Postgres, Store, StoreError};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Each of 8 tasks appends to a record of its own. Returns for each its key, and the numbers of appends that were committed
/// and of those whose fate is unknown.
async fn work(store: &Arc<Postgres>, count: usize) -> Vec<(CallKey, usize, usize)> {
    let tasks = (0..8).map(|_| {
        let store = Arc::clone(store);
        tokio::spawn(async move {
            let (key, mut done, mut unknown) = (CallKey::random(), 0, 0);
            for _ in 0..count {
                match transact(&*store, append(key, 'x')).await {
                    Ok(_) => done += 1,
                    Err(StoreError::Io(_)) => unknown += 1,
                    Err(error) => panic!("{error}"),
                }
            }
            (key, done, unknown)
        })
    });
    let mut results = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        results.push(task.await.unwrap());
    }
    results
}

/// Nothing that was reported is lost, and nothing is done twice.
async fn check(store: &Postgres, results: &[(CallKey, usize, usize)]) {
    for &(key, done, unknown) in results {
        let length = body(store, key).await.unwrap_or_default().len();
        assert!((done..=done + unknown).contains(&length), "{length}: {done} done, {unknown} unknown");
    }
    transact(store, append(CallKey::random(), 'x')).await.unwrap();
    store.check().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_connections_lose_nothing_and_repeat_nothing() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let store = Arc::new(Postgres::connect(&url).await.unwrap());
    let cutter = tokio::spawn(async move {
        let client = connect(&url).await;
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        loop {
            client.query(cut, &[]).await.unwrap();
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    });
    let results = work(&store, 100).await;
    cutter.abort();
    let _ = cutter.await;
    assert!(results.iter().map(|(_, done, _)| done).sum::<usize>() > 400, "{results:?}");
    check(&store, &results).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restarted_server_is_waited_for() {
    let Some(server) = Server::start() else { return };
    let store = Arc::new(Postgres::connect(&server.database()).await.unwrap());
    // An orderly end, and one as by a crash.
    for signal in ["INT", "QUIT"] {
        let working = Arc::clone(&store);
        let works = tokio::spawn(async move { work(&working, 60).await });
        tokio::time::sleep(Duration::from_millis(50)).await;
        server.restart(signal);
        let results = works.await.unwrap();
        check(&store, &results).await;
    }
}

#[tokio::test]
async fn a_server_that_is_gone_is_a_clear_error_in_time() {
    let Some(server) = Server::start() else { return };
    let store = Postgres::connect(&server.database()).await.unwrap();
    drop(server);
    let started = Instant::now();
    let key = CallKey::random();
    let (work, load) = tokio::join!(transact(&store, append(key, 'x')), store.load(key));
    assert!(matches!(&work, Err(StoreError::Io(text)) if text.contains("PostgreSQL")), "{work:?}");
    assert!(matches!(load, Err(StoreError::Io(_))), "{load:?}");
    assert!(matches!(store.check().await, Err(StoreError::Io(_))));
    assert!(started.elapsed() < Duration::from_secs(9), "{:?}", started.elapsed());
}

/// A caller may drop a future at any moment. Its transaction is undone, and its connection is not used again.
#[tokio::test]
async fn dropped_calls_leave_no_lock_behind() {
    let Some(server) = Server::shared() else { return };
    let store = Postgres::connect(&server.database()).await.unwrap();
    let key = CallKey::random();
    let tones: Vec<_> = (0..50).map(|n| event(EventKind::Tone, None, &n.to_string())).collect();
    transact(&store, put(key, record(""), tones)).await.unwrap();
    for micros in (0..40).map(|n| n * 100) {
        let take = store.take_events(1, 1, Duration::from_secs(1000));
        let _ = tokio::time::timeout(Duration::from_micros(micros), take).await;
        let due = store.due(1, Duration::from_secs(1000));
        let _ = tokio::time::timeout(Duration::from_micros(micros), due).await;
    }
    store.release(1).await.unwrap();
    let mut taken = 0;
    let started = Instant::now();
    while taken < 50 {
        let events = store.take_events(2, 100, Duration::from_secs(1000)).await.unwrap();
        for event in &events {
            assert_eq!(store.ack(event.id).await, Ok(Acked::Now));
        }
        taken += events.len();
        // A server notices a closed connection after a moment.
        store.release(1).await.unwrap();
        assert!(started.elapsed() < Duration::from_secs(5), "{taken}");
    }
    assert_eq!(store.counts().await.unwrap().unacknowledged, 0);
}
