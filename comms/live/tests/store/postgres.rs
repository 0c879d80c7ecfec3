//! Nodes on one database: events shared, works joined, leases adopted; the schema; indexes.

use crate::server::{Server, connect, run};
use crate::support::{append, body, event, put, record, transact};
use comms_live::store::{Acked, EventKind, Postgres, Record, Store, StoreError, StoredEvent};
use comms_live::{CallKey, Clock as _, ManualClock};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

const LEASE: Duration = Duration::from_secs(30);

async fn nodes(url: &str) -> [Arc<Postgres>; 2] {
    let (one, two) = tokio::join!(Postgres::connect(url), Postgres::connect(url));
    [Arc::new(one.unwrap()), Arc::new(two.unwrap())]
}

#[tokio::test]
async fn each_event_goes_to_one_of_two_nodes() {
    let Some(server) = Server::shared() else { return };
    let [one, two] = nodes(&server.database()).await;
    let tones: Vec<_> = (0..20).map(|n| event(EventKind::Tone, None, &n.to_string())).collect();
    for _ in 0..10 {
        transact(&*one, put(CallKey::random(), record(""), tones.clone())).await.unwrap();
    }
    let take = |store: Arc<Postgres>, owner| async move {
        let mut taken = Vec::new();
        while let Ok(events) = store.take_events(owner, 7, LEASE).await
            && !events.is_empty()
        {
            let in_order = |(at, event): (usize, &StoredEvent)| {
                events[..at].iter().all(|other| other.id.call != event.id.call || other.id.number < event.id.number)
            };
            assert!(events.iter().enumerate().all(in_order));
            taken.extend(events.into_iter().map(|event| event.id));
        }
        taken
    };
    let (mine, others) = tokio::join!(take(Arc::clone(&one), 1), take(Arc::clone(&two), 2));
    let all: BTreeSet<_> = mine.iter().chain(&others).collect();
    assert_eq!((all.len(), mine.len() + others.len()), (200, 200));

    // What one owner gives back goes to the other node, in order.
    one.release(1).await.unwrap();
    one.release(2).await.unwrap();
    let again = two.take_events(3, 500, LEASE).await.unwrap();
    assert_eq!(again.len(), 200);
    assert!(again.chunks(20).all(|call| call.iter().zip(1..).all(|(event, number)| event.id.number == number)));
}

#[tokio::test]
async fn works_of_two_nodes_on_the_same_calls_lose_nothing() {
    let Some(server) = Server::shared() else { return };
    append_from_two_nodes(&server.database(), 100).await;
}

/// Conflicts are errors then, and lead to another attempt.
#[tokio::test]
async fn works_are_repeated_after_serialization_failures() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let set = "SELECT format('ALTER DATABASE %I SET default_transaction_isolation = serializable', current_database())";
    let client = connect(&url).await;
    let set: String = client.query_one(set, &[]).await.unwrap().get(0);
    client.batch_execute(&set).await.unwrap();
    append_from_two_nodes(&url, 40).await;
}

async fn append_from_two_nodes(url: &str, count: usize) {
    let nodes = nodes(url).await;
    let keys: Vec<_> = (0..4).map(|_| CallKey::random()).collect();
    // In both orders, so that groups that did not lock in the keys' order would wait for each other.
    let works = (0..count).map(|n| {
        let mut works: Vec<_> = keys.iter().map(|key| append(*key, 'x')).collect();
        if n % 4 < 2 {
            works.reverse();
        }
        let node = Arc::clone(&nodes[n % 2]);
        tokio::spawn(async move { node.transact(works).await })
    });
    for works in works.collect::<Vec<_>>() {
        assert!(works.await.unwrap().iter().all(Result::is_ok));
    }
    for key in keys {
        assert_eq!(body(&*nodes[0], key).await.unwrap().len(), count);
    }
}

#[tokio::test]
async fn a_call_id_and_an_end_belong_to_one_of_two_nodes() {
    let Some(server) = Server::shared() else { return };
    let [one, two] = nodes(&server.database()).await;
    for id in ["a", "b", "c", "d"] {
        let named = || Record { call_id: Some(id.to_owned()), ..record(id) };
        let keys = [CallKey::random(), CallKey::random()];
        let works = keys.map(|key| put(key, named(), vec![]));
        let [first, second] = works;
        let results = tokio::join!(transact(&*one, first), transact(&*two, second));
        let owner = one.key_of(id).await.unwrap().unwrap();
        let refused = if owner == keys[0] { results.1 } else { results.0 };
        assert_eq!(refused, Err(StoreError::CallIdTaken(owner)), "{id}");
    }
    let key = CallKey::random();
    let end = |operation| put(key, record(""), vec![event(EventKind::End, Some(operation), "end")]);
    for operation in 1..5 {
        let (first, second) = tokio::join!(transact(&*one, end(operation)), transact(&*two, end(operation)));
        let refused = first.and(second);
        assert_eq!(refused, Err(StoreError::SecondEnd(operation)));
    }
}

/// A node that is gone, or that was closed, leaves its events and due records to the other.
#[tokio::test]
async fn leases_of_a_node_that_is_gone_are_adopted() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    for closes in [true, false] {
        let clock = Arc::new(ManualClock::new());
        let start = || Postgres::connect_with_clock(&url, Arc::clone(&clock) as _);
        let (gone, other) = (start().await.unwrap(), start().await.unwrap());
        let key = CallKey::random();
        let due = Record { due: Some(clock.now()), ..record("") };
        transact(&gone, put(key, due, vec![event(EventKind::Tone, None, "1")])).await.unwrap();
        assert_eq!(gone.due(9, LEASE * 10).await.unwrap(), [key]);
        let taken = gone.take_events(1, 9, LEASE).await.unwrap();
        assert_eq!(taken.len(), 1);
        assert_eq!(other.take_events(2, 9, LEASE).await.unwrap(), []);
        if closes {
            gone.close().await;
            assert_eq!(gone.load(key).await, Err(StoreError::Closed));
        } else {
            drop(gone);
            clock.push(Duration::from_secs(12));
        }
        let started = Instant::now();
        let (mut events, mut calls) = (Vec::new(), Vec::new());
        while events.is_empty() || calls.is_empty() {
            events.extend(other.take_events(2, 9, LEASE).await.unwrap());
            calls.extend(other.due(9, LEASE).await.unwrap());
            assert!(started.elapsed() < Duration::from_secs(if closes { 1 } else { 10 }));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!((events[0].id, events[0].attempts, calls), (taken[0].id, 0, vec![key]));
        assert_eq!(other.ack(events[0].id).await, Ok(Acked::Now));
        other.transact(vec![put(key, record("no longer due"), vec![])]).await[0].clone().unwrap();
    }
}

#[tokio::test]
async fn an_event_is_acknowledged_with_its_effects_or_not_at_all() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let store = Postgres::connect(&url).await.unwrap();
    let mut client = connect(&url).await;
    client.batch_execute("CREATE TABLE effects (event text)").await.unwrap();
    let key = CallKey::random();
    transact(&store, put(key, record(""), vec![event(EventKind::Tone, None, "1")])).await.unwrap();
    let id = store.take_events(1, 9, LEASE).await.unwrap()[0].id;
    for commits in [false, true, true] {
        let transaction = client.transaction().await.unwrap();
        transaction.execute("INSERT INTO effects VALUES ($1)", &[&id.to_string()]).await.unwrap();
        let is_first = store.ack_in(&transaction, id).await.unwrap();
        if commits && is_first {
            transaction.commit().await.unwrap();
        } else {
            transaction.rollback().await.unwrap();
        }
        assert_eq!(store.counts().await.unwrap().unacknowledged, u64::from(!commits));
    }
    let count: i64 = client.query_one("SELECT count(*) FROM effects", &[]).await.unwrap().get(0);
    assert_eq!(count, 1);

    let transaction = client.transaction().await.unwrap();
    let other = Postgres::connect(&server.database()).await.unwrap();
    let others: [&dyn Store; 2] = [&other, &comms_live::store::Memory::new()];
    for other in others {
        assert!(matches!(other.ack_in(&transaction, id).await, Err(StoreError::Io(_))));
    }
}

#[tokio::test]
async fn the_time_is_that_of_the_database() {
    let Some(server) = Server::shared() else { return };
    let [one, two] = nodes(&server.database()).await;
    let key = CallKey::random();
    let soon = Record { due: Some(one.now() + Duration::from_millis(300)), ..record("") };
    transact(&*one, put(key, soon, vec![])).await.unwrap();
    assert_eq!(two.due(9, LEASE).await.unwrap(), []);
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(two.due(9, LEASE).await.unwrap(), [key]);
    assert_eq!(one.due(9, LEASE).await.unwrap(), []);
    let apart = one.now().duration_since(two.now()).unwrap_or_else(|error| error.duration());
    assert!(apart < Duration::from_secs(1) && one.now() > SystemTime::UNIX_EPOCH, "{apart:?}");
}

#[tokio::test]
async fn a_database_of_another_program_or_version_is_refused() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    run(&url, "CREATE TABLE events (text text)").await;
    assert!(matches!(Postgres::connect(&url).await.unwrap_err(), StoreError::Corrupt(_)));

    let url = server.database();
    drop(nodes(&url).await);
    run(&url, "UPDATE comms_schema SET version = 7").await;
    assert_eq!(Postgres::connect(&url).await.unwrap_err(), StoreError::Newer { found: 7, known: 1 });
}

#[tokio::test]
async fn an_unreachable_server_is_an_error_without_the_password() {
    for url in ["postgres://bot:hunter2@127.0.0.1:1/calls", "postgres://bot:hunter2@/nowhere?sslmode=odd", "hunter2"] {
        let error = Postgres::connect(url).await.unwrap_err();
        assert!(matches!(&error, StoreError::Io(text) if !text.contains("hunter2")), "{error}");
    }
}

#[tokio::test]
async fn statements_use_indexes() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let _store = Postgres::connect(&url).await.unwrap();
    let client = connect(&url).await;
    let fill = "INSERT INTO calls (key, call_id, version, tracker, due, events, unacked)
            SELECT gen_random_uuid(), n::text, 1, repeat('x', 300)::bytea, n, 3, 1 FROM generate_series(1, 10000) AS n;
        INSERT INTO events (call, number, kind, operation, body, next, acked, owner, node)
            SELECT key, number, 'end', number, repeat('x', 200)::bytea, due, number > 1,
                CASE WHEN number = 1 THEN due % 50 END, CASE WHEN number = 1 THEN due % 50 END
            FROM calls, generate_series(1, 3) AS number;
        UPDATE calls SET node = due % 50 WHERE due % 10 = 0;
        ANALYZE; SET plan_cache_mode = force_generic_plan";
    client.batch_execute(fill).await.unwrap();
    for (name, statement) in Postgres::statements() {
        client.batch_execute(&format!("PREPARE {name} AS {statement}")).await.unwrap();
        let count = (1..20).take_while(|n| statement.contains(&format!("${n}"))).count();
        let nulls = vec!["NULL"; count].join(", ");
        let explain = format!("EXPLAIN EXECUTE {name}({nulls})");
        let plan = client.simple_query(&explain).await.unwrap();
        let lines = plan.iter().filter_map(|message| match message {
            tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0),
            _ => None,
        });
        let plan = lines.collect::<Vec<_>>().join("\n");
        assert!(!plan.contains("Seq Scan"), "{name}:\n{plan}");
        let inserts = statement.starts_with("INSERT");
        assert!(inserts || plan.contains("Index Scan") || plan.contains("Index Only Scan"), "{name}:\n{plan}");
    }
}
