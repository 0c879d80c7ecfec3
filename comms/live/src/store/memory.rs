//! The store of tests: a map.

use super::{
    Acked, Change, Committed, Counts, Current, EventId, Owner, Placed, Record, Steady, Store, StoreError, StoredEvent,
    Work, add_millis, from_millis, latest, run, to_millis,
};
use crate::{BoxFuture, CallKey, Clock, OperationKey, SystemClock};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// A store in memory, for tests: everything is lost with the process.
///
/// ```
/// use comms_live::CallKey;
/// use comms_live::store::{Change, Memory, Next, Record, Store, Work};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (store, key) = (Memory::new(), CallKey::random());
/// let put = Work::new(key, |_| Next {
///     record: Change::Put(Record { body: b"hello".to_vec(), ..Record::default() }),
///     ..Next::default()
/// });
/// for result in store.transact(vec![put]).await {
///     result?;
/// }
/// assert_eq!(store.load(key).await?.map(|record| record.body), Some(b"hello".to_vec()));
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Memory {
    clock: Steady,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    calls: BTreeMap<CallKey, Call>,
    ids: HashMap<String, CallKey>,
    /// In the order in which they were stored.
    events: BTreeMap<u64, Event>,
    stored: u64,
    /// The number of records so far.
    made: u64,
}

#[derive(Debug)]
struct Call {
    record: Record,
    /// Its place among the latest records.
    place: u64,
    /// Until then the record is not due.
    leased: i64,
    /// The number of events so far.
    events: u64,
}

#[derive(Debug)]
struct Event {
    stored: StoredEvent,
    owner: Option<Owner>,
    /// From then on the event can be taken.
    next: i64,
    is_parked: bool,
}

impl Event {
    fn is_open(&self) -> bool {
        !self.stored.acknowledged && !self.is_parked
    }
}

impl Memory {
    /// An empty store.
    pub fn new() -> Self {
        Self::with_clock(Arc::new(SystemClock))
    }

    /// An empty store with a clock of its own.
    pub fn with_clock(clock: Arc<dyn Clock>) -> Self {
        Self { clock: Steady::new(clock), state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No change of the state panics half-way: works run before it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ready<'a, T: Send + 'a>(result: Result<T, StoreError>) -> BoxFuture<'a, Result<T, StoreError>> {
        Box::pin(std::future::ready(result))
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl State {
    fn unacknowledged(&self, key: CallKey) -> u64 {
        self.events.values().filter(|event| event.stored.id.call == key && event.is_open()).count() as u64
    }

    fn apply(&mut self, work: &Work, now: i64) -> Result<Committed, StoreError> {
        let key = work.key;
        let old = self.calls.get(&key).map(|call| &call.record);
        let current = Current { record: old, unacknowledged: self.unacknowledged(key), now: from_millis(now) };
        let next = run(work, &current)?;
        let new_id = match &next.record {
            Change::Put(record) => record.call_id.as_deref(),
            _ => None,
        };
        if let Some(other) = new_id.and_then(|id| self.ids.get(id)).filter(|other| **other != key) {
            return Err(StoreError::CallIdTaken(*other));
        }
        let mut ends = Vec::new();
        for event in next.events.iter().filter(|event| event.kind.is_end()) {
            let Some(operation) = event.operation else { continue };
            let same = |other: &StoredEvent| other.kind == event.kind && other.operation == event.operation;
            let is_second = self.events.values().any(|Event { stored, .. }| stored.id.call == key && same(stored));
            if is_second || ends.contains(&(event.kind, operation)) {
                return Err(StoreError::SecondEnd(operation));
            }
            ends.push((event.kind, operation));
        }
        self.change(key, next.record);
        let Some(call) = self.calls.get_mut(&key) else { return Ok(Committed::default()) };
        let committed = Committed { first_event: call.events + 1, events: next.events.len() as u64 };
        for event in next.events {
            call.events += 1;
            let stored = StoredEvent {
                id: EventId { call: key, number: call.events },
                kind: event.kind,
                operation: event.operation,
                body: event.body,
                attempts: 0,
                acknowledged: event.acknowledged,
            };
            self.stored += 1;
            self.events.insert(self.stored, Event { stored, owner: None, next: now, is_parked: false });
        }
        Ok(committed)
    }

    fn change(&mut self, key: CallKey, change: Change) {
        match change {
            Change::Keep => {}
            Change::Put(mut record) => {
                record.due = record.due.map(|due| from_millis(to_millis(due)));
                let old = self.calls.remove(&key);
                if let Some(id) = old.as_ref().and_then(|old| old.record.call_id.as_ref()) {
                    self.ids.remove(id);
                }
                if let Some(id) = &record.call_id {
                    self.ids.insert(id.clone(), key);
                }
                let same = old.as_ref().filter(|old| old.record.due == record.due);
                let (leased, events) = (same.map_or(0, |old| old.leased), old.as_ref().map_or(0, |old| old.events));
                let place = old.as_ref().map_or(self.made + 1, |old| old.place);
                self.made = self.made.max(place);
                self.calls.insert(key, Call { record, place, leased, events });
            }
            Change::Delete => {
                let old = self.calls.remove(&key);
                if let Some(id) = old.and_then(|old| old.record.call_id) {
                    self.ids.remove(&id);
                }
                self.events.retain(|_, event| event.stored.id.call != key);
            }
        }
    }

    fn event(&mut self, id: EventId) -> Option<&mut Event> {
        self.events.values_mut().find(|event| event.stored.id == id)
    }
}

impl Store for Memory {
    fn transact(&self, works: Vec<Work>) -> BoxFuture<'_, Vec<Result<Committed, StoreError>>> {
        let (mut state, now) = (self.state(), self.clock.millis());
        let results = works.iter().map(|work| state.apply(work, now)).collect::<Vec<_>>();
        Box::pin(std::future::ready(results))
    }

    fn load(&self, key: CallKey) -> BoxFuture<'_, Result<Option<Record>, StoreError>> {
        Self::ready(Ok(self.state().calls.get(&key).map(|call| call.record.clone())))
    }

    fn key_of(&self, call_id: &str) -> BoxFuture<'_, Result<Option<CallKey>, StoreError>> {
        Self::ready(Ok(self.state().ids.get(call_id).copied()))
    }

    fn calls(&self, after: Option<CallKey>, limit: usize) -> BoxFuture<'_, Result<Vec<(CallKey, Record)>, StoreError>> {
        let state = self.state();
        let later = state.calls.iter().filter(|(key, _)| after.is_none_or(|after| **key > after));
        Self::ready(Ok(later.take(limit).map(|(key, call)| (*key, call.record.clone())).collect()))
    }

    fn recent(&self, before: Option<u64>, limit: usize) -> BoxFuture<'_, Result<Vec<Placed>, StoreError>> {
        let state = self.state();
        let mut earlier: Vec<_> =
            state.calls.iter().filter(|(_, call)| before.is_none_or(|before| call.place < before)).collect();
        earlier.sort_unstable_by_key(|(_, call)| Reverse(call.place));
        let placed =
            |(key, call): (&CallKey, &Call)| Placed { place: call.place, key: *key, record: call.record.clone() };
        Self::ready(Ok(earlier.into_iter().take(limit).map(placed).collect()))
    }

    fn due(&self, limit: usize, lease: Duration) -> BoxFuture<'_, Result<Vec<CallKey>, StoreError>> {
        let (mut state, now) = (self.state(), self.clock.millis());
        let due = |call: &Call| call.record.due.map(to_millis).filter(|due| *due <= now && call.leased <= now);
        let mut keys: Vec<_> = state.calls.iter().filter_map(|(key, call)| Some((due(call)?, *key))).collect();
        keys.sort_unstable();
        keys.truncate(limit);
        for (_, key) in &keys {
            if let Some(call) = state.calls.get_mut(key) {
                call.leased = add_millis(now, lease);
            }
        }
        Self::ready(Ok(keys.into_iter().map(|(_, key)| key).collect()))
    }

    fn take_events(
        &self,
        owner: Owner,
        limit: usize,
        lease: Duration,
    ) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        let (mut state, now) = (self.state(), self.clock.millis());
        let ready = state.events.values_mut().filter(|event| event.is_open() && event.next <= now).take(limit);
        let take = |event: &mut Event| {
            (event.owner, event.next) = (Some(owner), add_millis(now, lease));
            event.stored.clone()
        };
        Self::ready(Ok(ready.map(take).collect()))
    }

    fn deliver(&self, owner: Owner, id: EventId, lease: Duration) -> BoxFuture<'_, Result<bool, StoreError>> {
        let (mut state, now) = (self.state(), self.clock.millis());
        let own = state.event(id).filter(|event| event.is_open() && event.owner == Some(owner));
        let delivered = own.map(|event| {
            event.stored.attempts = event.stored.attempts.saturating_add(1);
            event.next = add_millis(now, lease);
        });
        Self::ready(Ok(delivered.is_some()))
    }

    fn release(&self, owner: Owner) -> BoxFuture<'_, Result<(), StoreError>> {
        let (mut state, now) = (self.state(), self.clock.millis());
        for event in state.events.values_mut().filter(|event| event.owner == Some(owner)) {
            (event.owner, event.next) = (None, now);
        }
        Self::ready(Ok(()))
    }

    fn ack(&self, id: EventId) -> BoxFuture<'_, Result<Acked, StoreError>> {
        let acked = self.state().event(id).map_or(Acked::NoEvent, |event| {
            event.owner = None;
            let was_acknowledged = std::mem::replace(&mut event.stored.acknowledged, true);
            if was_acknowledged { Acked::Before } else { Acked::Now }
        });
        Self::ready(Ok(acked))
    }

    fn park(&self, id: EventId) -> BoxFuture<'_, Result<(), StoreError>> {
        if let Some(event) = self.state().event(id) {
            (event.owner, event.is_parked) = (None, true);
        }
        Self::ready(Ok(()))
    }

    fn parked(&self, limit: usize) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        let state = self.state();
        let parked = state.events.values().filter(|event| event.is_parked && !event.stored.acknowledged);
        Self::ready(Ok(parked.take(limit).map(|event| event.stored.clone()).collect()))
    }

    fn ends_of(&self, call: CallKey, operation: u64) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        let state = self.state();
        let events = state.events.values().map(|event| &event.stored);
        let own = |event: &&StoredEvent| event.id.call == call && event.operation == Some(operation);
        let own = events.filter(|event| event.kind.is_end()).filter(own);
        Self::ready(Ok(own.cloned().collect()))
    }

    fn ends(&self, from: OperationKey, limit: usize) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        let state = self.state();
        let ends = state.events.values().map(|event| &event.stored).filter(|event| event.kind.is_end());
        let keyed = ends.filter_map(|end| Some((OperationKey { call: end.id.call, number: end.operation? }, end)));
        let mut keyed: Vec<_> = keyed.filter(|(key, _)| *key >= from).collect();
        keyed.sort_by_key(|(key, end)| (*key, end.id.number));
        Self::ready(Ok(latest(keyed.into_iter().map(|(_, end)| end.clone()).collect(), limit)))
    }

    fn counts(&self) -> BoxFuture<'_, Result<Counts, StoreError>> {
        let state = self.state();
        let count = |test: fn(&Event) -> bool| state.events.values().filter(|event| test(event)).count() as u64;
        let parked = count(|event| event.is_parked && !event.stored.acknowledged);
        let counts = Counts { calls: state.calls.len() as u64, unacknowledged: count(Event::is_open), parked };
        Self::ready(Ok(counts))
    }

    fn now(&self) -> SystemTime {
        from_millis(self.clock.millis())
    }

    fn check(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Self::ready(Ok(()))
    }
}
