//! Events: ends, order, leases, acknowledgement, parking.

use crate::support::{Make, event, put, record, transact};
use comms_live::store::{Acked, EventId, EventKind, NewEvent, Store, StoreError, StoredEvent};
use comms_live::{CallKey, ManualClock, OperationKey};
use std::sync::Arc;
use std::time::Duration;

const LEASE: Duration = Duration::from_secs(30);

async fn add(store: &dyn Store, key: CallKey, events: Vec<NewEvent>) -> Result<u64, StoreError> {
    transact(store, put(key, record("r"), events)).await.map(|committed| committed.first_event)
}

async fn take(store: &dyn Store, owner: u64) -> Vec<StoredEvent> {
    store.take_events(owner, 100, LEASE).await.unwrap()
}

fn bodies(events: &[StoredEvent]) -> Vec<&str> {
    events.iter().map(|event| std::str::from_utf8(&event.body).unwrap()).collect()
}

pub(crate) async fn an_operation_has_one_end(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let (key, other) = (CallKey::random(), CallKey::random());
    let end = |operation, body| event(EventKind::End, Some(operation), body);
    assert_eq!(add(&*store, key, vec![end(1, "one"), event(EventKind::Tone, None, "#"), end(2, "two")]).await, Ok(1));
    assert_eq!(add(&*store, key, vec![end(1, "again")]).await, Err(StoreError::SecondEnd(1)));
    let twice = vec![event(EventKind::Call, None, "c"), end(3, "three"), end(3, "three")];
    assert_eq!(add(&*store, key, twice).await, Err(StoreError::SecondEnd(3)));
    assert_eq!(add(&*store, other, vec![end(1, "of another call")]).await, Ok(1));
    assert_eq!(add(&*store, key, vec![event(EventKind::Late, Some(1), "late")]).await, Ok(4), "numbers have no gap");
    assert_eq!(bodies(&store.ends_of(key, 1).await.unwrap()), ["one", "late"]);
    assert_eq!(bodies(&store.ends_of(key, 2).await.unwrap()), ["two"]);
    assert_eq!(store.ends_of(key, 3).await.unwrap(), []);

    // An acknowledged end still is the only one.
    let taken = take(&*store, 1).await;
    for event in &taken {
        assert_eq!(store.ack(event.id).await, Ok(Acked::Now));
    }
    assert_eq!(add(&*store, key, vec![end(1, "again")]).await, Err(StoreError::SecondEnd(1)));
    let kept = store.ends_of(key, 1).await.unwrap();
    assert!(kept[0].acknowledged && kept[0].kind == EventKind::End && kept[0].operation == Some(1));
}

pub(crate) async fn events_come_in_order_and_once(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let (one, two) = (CallKey::random(), CallKey::random());
    let tone = |body| event(EventKind::Tone, None, body);
    add(&*store, one, vec![tone("a"), tone("b")]).await.unwrap();
    add(&*store, two, vec![tone("x")]).await.unwrap();
    add(&*store, one, vec![NewEvent { acknowledged: true, ..tone("unheard") }, tone("c")]).await.unwrap();
    let first = store.take_events(1, 2, LEASE).await.unwrap();
    assert_eq!(bodies(&first), ["a", "b"]);
    let rest = take(&*store, 2).await;
    assert_eq!(bodies(&rest), ["x", "c"], "each event goes to one owner");
    assert_eq!((rest[1].id.call, rest[1].id.number, rest[1].attempts), (one, 4, 0));
    assert_eq!(take(&*store, 3).await, []);
    assert_eq!(store.ack(rest[0].id).await, Ok(Acked::Now));
    assert_eq!(store.ack(rest[0].id).await, Ok(Acked::Before));
    let unheard = EventId { call: one, number: 3 };
    assert_eq!(store.ack(unheard).await, Ok(Acked::Before));
    for nobody in [EventId { call: one, number: 99 }, EventId { call: CallKey::random(), number: 1 }] {
        assert_eq!(store.ack(nobody).await, Ok(Acked::NoEvent));
    }
}

pub(crate) async fn an_event_comes_again_when_its_lease_ends(make: &Make) {
    let clock = Arc::new(ManualClock::new());
    let store = make(Arc::clone(&clock) as _);
    let key = CallKey::random();
    add(&*store, key, vec![event(EventKind::Tone, None, "1")]).await.unwrap();
    // A delivery begins the lease anew.
    for (deliveries, lease) in [(0, 30), (1, 40), (2, 20)] {
        let taken = take(&*store, 1).await;
        assert_eq!((taken.len(), taken[0].attempts), (1, deliveries));
        clock.push(Duration::from_secs(10));
        assert!(store.deliver(1, taken[0].id, Duration::from_secs(lease)).await.unwrap());
        clock.push(Duration::from_secs(lease - 1));
        assert_eq!(take(&*store, 1).await, [], "after {deliveries} deliveries");
        clock.push(Duration::from_secs(1));
    }
    let last = take(&*store, 1).await;
    store.ack(last[0].id).await.unwrap();
    clock.push(Duration::from_secs(100_000));
    assert_eq!(take(&*store, 1).await, []);
}

pub(crate) async fn a_delivery_counts_if_the_event_is_still_its_owners(make: &Make) {
    let clock = Arc::new(ManualClock::new());
    let store = make(Arc::clone(&clock) as _);
    let key = CallKey::random();
    let tones = ["1", "2", "3"].map(|body| event(EventKind::Tone, None, body));
    add(&*store, key, tones.to_vec()).await.unwrap();
    let attempts = |events: Vec<StoredEvent>| events.iter().map(|event| event.attempts).collect::<Vec<_>>();
    let ids: Vec<_> = take(&*store, 1).await.iter().map(|event| event.id).collect();
    let deliver = |owner, id| store.deliver(owner, id, LEASE);
    assert!(deliver(1, ids[0]).await.unwrap());
    assert!(!deliver(2, ids[1]).await.unwrap(), "not taken by this owner");
    // Ten times taken and never handed out: no delivery.
    for _ in 0..10 {
        store.release(1).await.unwrap();
        assert!(!deliver(1, ids[0]).await.unwrap(), "released");
        assert_eq!(attempts(take(&*store, 1).await), [1, 0, 0]);
    }
    clock.push(LEASE);
    assert_eq!(attempts(take(&*store, 2).await), [1, 0, 0]);
    assert!(!deliver(1, ids[1]).await.unwrap(), "another owner has taken it");
    assert!(deliver(2, ids[1]).await.unwrap());
    store.ack(ids[1]).await.unwrap();
    store.park(ids[2]).await.unwrap();
    for id in [ids[1], ids[2], EventId { call: key, number: 99 }] {
        assert!(!deliver(2, id).await.unwrap());
    }
    assert_eq!(attempts(store.parked(9).await.unwrap()), [0]);
}

pub(crate) async fn release_ends_the_leases_of_one_owner(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let key = CallKey::random();
    let tones = ["1", "2", "3"].map(|body| event(EventKind::Tone, None, body));
    add(&*store, key, tones.to_vec()).await.unwrap();
    let first = store.take_events(1, 2, LEASE).await.unwrap();
    take(&*store, 2).await;
    store.ack(first[0].id).await.unwrap();
    store.release(1).await.unwrap();
    let again = take(&*store, 3).await;
    assert_eq!(bodies(&again), ["2"]);
}

pub(crate) async fn parked_events_stay_listed(make: &Make) {
    let clock = Arc::new(ManualClock::new());
    let store = make(Arc::clone(&clock) as _);
    let key = CallKey::random();
    let tones = ["1", "2"].map(|body| event(EventKind::Tone, None, body));
    add(&*store, key, tones.to_vec()).await.unwrap();
    let taken = take(&*store, 1).await;
    store.park(taken[0].id).await.unwrap();
    store.release(1).await.unwrap();
    clock.push(Duration::from_secs(100_000));
    assert_eq!(bodies(&take(&*store, 1).await), ["2"]);
    assert_eq!(bodies(&store.parked(10).await.unwrap()), ["1"]);
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.unacknowledged, counts.parked), (1, 1));
    assert_eq!(store.ack(taken[0].id).await, Ok(Acked::Now), "a parked event can be acknowledged");
    assert_eq!(store.parked(10).await.unwrap(), []);
}

pub(crate) async fn the_count_of_unacknowledged_events_is_kept(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let key = CallKey::random();
    let seen = |store: Arc<dyn Store>| async move {
        let count = Arc::new(std::sync::Mutex::new(None));
        let out = Arc::clone(&count);
        let look = comms_live::store::Work::new(key, move |current| {
            *out.lock().unwrap() = Some(current.unacknowledged);
            comms_live::store::Next::default()
        });
        transact(&*store, look).await.unwrap();
        let seen = count.lock().unwrap().take();
        seen.unwrap()
    };
    assert_eq!(seen(Arc::clone(&store)).await, 0);
    let tones = ["1", "2", "3"].map(|body| event(EventKind::Tone, None, body));
    add(&*store, key, tones.to_vec()).await.unwrap();
    add(&*store, key, vec![NewEvent { acknowledged: true, ..tones[0].clone() }]).await.unwrap();
    assert_eq!(seen(Arc::clone(&store)).await, 3);
    let taken = take(&*store, 1).await;
    store.ack(taken[0].id).await.unwrap();
    store.ack(taken[0].id).await.unwrap();
    store.park(taken[1].id).await.unwrap();
    assert_eq!(seen(Arc::clone(&store)).await, 1);
    store.ack(taken[1].id).await.unwrap();
    assert_eq!(seen(store).await, 1);
}

pub(crate) async fn ends_are_listed_in_the_operations_order(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let mut calls = [CallKey::random(), CallKey::random(), CallKey::random()];
    calls.sort_unstable();
    for call in calls {
        // Number 10 shows that numbers are not sorted as texts.
        for number in [2, 10, 1] {
            let end = event(EventKind::End, Some(number), &format!("{number}"));
            add(&*store, call, vec![event(EventKind::Tone, None, "#"), end]).await.unwrap();
        }
        add(&*store, call, vec![event(EventKind::Late, Some(2), "2 late")]).await.unwrap();
    }
    let from = |call: CallKey, number| OperationKey { call, number };
    let first = CallKey::from_bytes([0; 16]);
    let all = store.ends(from(first, 0), 100).await.unwrap();
    assert_eq!(bodies(&all), ["1", "2 late", "10"].repeat(3));
    let keys = all.iter().map(|end| from(end.id.call, end.operation.unwrap()));
    assert!(keys.is_sorted(), "{all:?}");
    // Each limit gives whole operations, and a page begins with its key.
    for limit in 1..10 {
        let page = store.ends(from(first, 0), limit).await.unwrap();
        assert_eq!(page, all[..limit], "{limit}");
    }
    assert_eq!(store.ends(from(calls[1], 2), 2).await.unwrap(), all[4..6]);
    assert_eq!(store.ends(from(calls[1], 11), 1).await.unwrap(), all[6..7]);
    assert_eq!(store.ends(from(calls[2], 11), 1).await.unwrap(), []);
}
