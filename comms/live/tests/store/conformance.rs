//! Records: works, keys, due times.

use crate::support::{Make, append, body, event, put, record, transact};
use comms_live::store::{Change, Current, EventKind, Next, StoreError, Work};
use comms_live::{CallKey, Clock as _, ManualClock};
use std::sync::Arc;
use std::time::Duration;

pub(crate) async fn works_apply_in_order_in_one_commit(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let (one, two) = (CallKey::random(), CallKey::random());
    let works = vec![append(one, 'a'), append(two, 'x'), append(one, 'b'), append(one, 'c')];
    assert!(store.transact(works).await.iter().all(Result::is_ok));
    assert_eq!(body(&*store, one).await.as_deref(), Some("abc"));
    assert_eq!(body(&*store, two).await.as_deref(), Some("x"));
    assert_eq!(body(&*store, CallKey::random()).await, None);
    assert!(store.transact(Vec::new()).await.is_empty());

    // A work that keeps the record leaves it as it is.
    transact(&*store, Work::new(one, |_| Next::default())).await.unwrap();
    assert_eq!(body(&*store, one).await.as_deref(), Some("abc"));
}

pub(crate) async fn a_failed_work_changes_nothing_and_the_others_are_kept(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let (one, two) = (CallKey::random(), CallKey::random());
    let events = || vec![event(EventKind::Tone, None, "1")];
    let orphan = Work::new(one, move |_| Next { record: Change::Keep, events: events() });
    let panics = Work::new(one, |_| panic!("on purpose"));
    let results =
        store.transact(vec![append(one, 'a'), panics, append(one, 'b'), orphan.clone(), append(two, 'x')]).await;
    let ok = results.iter().map(Result::is_ok).collect::<Vec<_>>();
    assert_eq!(ok, [true, false, true, true, true]);
    assert_eq!(results[1], Err(StoreError::Work("on purpose".to_owned())));
    assert_eq!(body(&*store, one).await.as_deref(), Some("ab"));

    let third = CallKey::random();
    let lonely = Work { key: third, ..orphan };
    assert!(matches!(transact(&*store, lonely).await, Err(StoreError::Work(_))), "events need a record");
    assert_eq!(store.counts().await.unwrap().calls, 2);
}

pub(crate) async fn a_call_id_belongs_to_one_record(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let (one, two) = (CallKey::random(), CallKey::random());
    let named = |id: &str| comms_live::store::Record { call_id: Some(id.to_owned()), ..record(id) };
    transact(&*store, put(one, named("7"), vec![])).await.unwrap();
    assert_eq!(store.key_of("7").await.unwrap(), Some(one));
    assert_eq!(store.key_of("8").await.unwrap(), None);

    transact(&*store, put(two, record("no id"), vec![])).await.unwrap();
    let taken = transact(&*store, put(two, named("7"), vec![event(EventKind::Call, None, "e")])).await;
    assert_eq!(taken, Err(StoreError::CallIdTaken(one)));
    assert_eq!(body(&*store, two).await.as_deref(), Some("no id"));
    assert_eq!(store.counts().await.unwrap().unacknowledged, 0);

    // Two works of one group, and a record that gives its id up.
    let results = store.transact(vec![put(one, named("9"), vec![]), put(two, named("7"), vec![])]).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!((store.key_of("7").await.unwrap(), store.key_of("9").await.unwrap()), (Some(two), Some(one)));
}

pub(crate) async fn records_are_listed_in_the_keys_order(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let mut keys: Vec<_> = (0..7).map(|_| CallKey::random()).collect();
    for key in &keys {
        transact(&*store, put(*key, record(&key.to_string()), vec![])).await.unwrap();
    }
    keys.sort_unstable();
    let mut listed = Vec::new();
    loop {
        let page = store.calls(listed.last().copied(), 3).await.unwrap();
        assert!(page.iter().all(|(key, record)| record.body == key.to_string().into_bytes()));
        listed.extend(page.iter().map(|(key, _)| *key));
        if page.len() < 3 {
            break;
        }
    }
    assert_eq!(listed, keys);
}

pub(crate) async fn recent_records_are_listed_the_latest_first(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let keys: Vec<_> = (0..7).map(|_| CallKey::random()).collect();
    for key in &keys {
        transact(&*store, put(*key, record("new"), vec![])).await.unwrap();
    }
    // A change leaves a record in its place, and a deletion leaves the places of the others.
    transact(&*store, put(keys[1], record("changed"), vec![])).await.unwrap();
    let delete = Work::new(keys[5], |_| Next { record: Change::Delete, ..Next::default() });
    transact(&*store, delete).await.unwrap();
    let mut listed = Vec::new();
    let mut before = None;
    loop {
        let page = store.recent(before, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.place);
        listed.extend(page.into_iter().map(|placed| (placed.key, placed.record.body)));
    }
    let kept = [6, 4, 3, 2, 1, 0].map(|index| (keys[index], if index == 1 { "changed" } else { "new" }.into()));
    assert_eq!(listed, kept);
}

pub(crate) async fn due_records_are_leased(make: &Make) {
    let clock = Arc::new(ManualClock::new());
    let store = make(Arc::clone(&clock) as _);
    let lease = Duration::from_secs(10);
    let due_in =
        |seconds| comms_live::store::Record { due: Some(clock.now() + Duration::from_secs(seconds)), ..record("") };
    let keys: Vec<_> = (0..4).map(|_| CallKey::random()).collect();
    for (key, seconds) in keys.iter().zip([5, 1, 3]) {
        transact(&*store, put(*key, due_in(seconds), vec![])).await.unwrap();
    }
    transact(&*store, put(keys[3], record("never"), vec![])).await.unwrap();
    assert_eq!(store.due(9, lease).await.unwrap(), []);
    clock.push(Duration::from_secs(4));
    assert_eq!(store.due(1, lease).await.unwrap(), [keys[1]], "the longest due first");
    assert_eq!(store.due(9, lease).await.unwrap(), [keys[2]]);
    assert_eq!(store.due(9, lease).await.unwrap(), []);
    clock.push(Duration::from_secs(10));
    assert_eq!(store.due(9, lease).await.unwrap(), [keys[1], keys[2], keys[0]], "leases are over");
}

pub(crate) async fn a_changed_due_time_ends_the_lease(make: &Make) {
    let clock = Arc::new(ManualClock::new());
    let store = make(Arc::clone(&clock) as _);
    let (lease, key) = (Duration::from_secs(100), CallKey::random());
    let due_at = |due| comms_live::store::Record { due: Some(due), ..record("") };
    let start = clock.now();
    transact(&*store, put(key, due_at(start), vec![])).await.unwrap();
    assert_eq!(store.due(9, lease).await.unwrap(), [key]);
    transact(&*store, put(key, due_at(start), vec![])).await.unwrap();
    assert_eq!(store.due(9, lease).await.unwrap(), [], "the same due time keeps the lease");
    transact(&*store, put(key, due_at(start + Duration::from_secs(2)), vec![])).await.unwrap();
    clock.push(Duration::from_secs(3));
    assert_eq!(store.due(9, lease).await.unwrap(), [key]);
    transact(&*store, put(key, record(""), vec![])).await.unwrap();
    clock.push(Duration::from_secs(1000));
    assert_eq!(store.due(9, lease).await.unwrap(), [], "no longer due");
}

pub(crate) async fn deleted_records_are_gone_with_their_events(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let (key, other) = (CallKey::random(), CallKey::random());
    let named = comms_live::store::Record { call_id: Some("7".to_owned()), ..record("") };
    transact(&*store, put(key, named.clone(), vec![event(EventKind::End, Some(1), "end")])).await.unwrap();
    transact(&*store, put(other, record(""), vec![event(EventKind::End, Some(1), "other")])).await.unwrap();
    transact(&*store, Work::new(key, |_| Next { record: Change::Delete, events: vec![] })).await.unwrap();
    assert_eq!(store.load(key).await.unwrap(), None);
    assert_eq!(store.key_of("7").await.unwrap(), None);
    assert_eq!(store.ends_of(key, 1).await.unwrap(), []);
    assert_eq!(store.ends_of(other, 1).await.unwrap().len(), 1);
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.calls, counts.unacknowledged), (1, 1));
    // A new record of the same key starts anew.
    let again = transact(&*store, put(key, named, vec![event(EventKind::End, Some(1), "end")])).await.unwrap();
    assert_eq!((again.first_event, again.events), (1, 1));
}

pub(crate) async fn concurrent_works_lose_nothing(make: &Make) {
    let store = make(Arc::new(ManualClock::new()));
    let keys: Vec<_> = (0..3).map(|_| CallKey::random()).collect();
    let works = (0..300).map(|n| {
        let (store, key) = (Arc::clone(&store), keys[n % 3]);
        tokio::spawn(async move {
            let count = |current: &Current<'_>| {
                let number = current.record.map_or(0, |record| record.body.len()) + 1;
                let record = comms_live::store::Record { body: vec![b'x'; number], ..record("") };
                Next { record: Change::Put(record), events: vec![event(EventKind::Other, None, &number.to_string())] }
            };
            transact(&*store, Work::new(key, count)).await.unwrap().first_event
        })
    });
    for work in works.collect::<Vec<_>>() {
        assert!((1..=100).contains(&work.await.unwrap()));
    }
    for key in keys {
        assert_eq!(body(&*store, key).await.unwrap().len(), 100);
    }
    let events = store.take_events(1, 1000, Duration::from_secs(1)).await.unwrap();
    assert_eq!(events.len(), 300);
    assert!(events.iter().all(|event| event.body == event.id.number.to_string().into_bytes()), "numbered in order");
}

pub(crate) async fn the_store_is_healthy(make: &Make) {
    let clock = Arc::new(ManualClock::new());
    let store = make(Arc::clone(&clock) as _);
    store.check().await.unwrap();
    let before = store.now();
    clock.push(Duration::from_secs(60));
    assert_eq!(store.now(), before + Duration::from_secs(60));
}
