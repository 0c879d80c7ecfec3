//! Events, as users receive and acknowledge them.

use crate::call::CallHandle;
use crate::engine::Engine;
use crate::engine::body::{self, Read};
use crate::store::{EventId, EventKind, Owner, StoreError, StoredEvent};
use crate::{CallKey, OperationKey};
use comms::Outcome;
use entity_core::{ServiceError, json};
use futures_util::Stream;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The time until an event that is not acknowledged is delivered again. It doubles each time, up to [`LONGEST_LEASE`].
const LEASE: Duration = Duration::from_secs(30);
/// The longest time between two deliveries of an event.
const LONGEST_LEASE: Duration = Duration::from_secs(60 * 60);
/// The most deliveries of an event; one that was never acknowledged is parked then.
const DELIVERIES: u32 = 10;
/// Events that are taken at once.
const BATCH: usize = 16;
/// The time between two looks at the store, if nothing wakes the reader.
const POLL: Duration = Duration::from_secs(1);

/// A reader of events: incoming calls, states, participants, tones, ends of operations.
///
/// Each event is delivered at least once, to one reader at a time, in its call's order. An event that is not acknowledged comes
/// again: to the next reader once this one is dropped, or after 30 s, then later each time; after 10 deliveries it is
/// [parked](crate::Live::parked). So handlers are idempotent by the event's id.
pub struct Events {
    engine: Arc<Engine>,
    owner: Owner,
    /// Taken, and not delivered yet.
    taken: VecDeque<StoredEvent>,
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("waiting", &self.taken.len()).finish_non_exhaustive()
    }
}

impl Events {
    pub(crate) fn new(engine: Arc<Engine>) -> Self {
        let owner = u64::from_le_bytes(CallKey::random().as_bytes()[..8].try_into().unwrap_or_default());
        Self { engine, owner, taken: VecDeque::new() }
    }

    /// Waits for the next event. `None` after [`Live::shutdown`](crate::Live::shutdown).
    ///
    /// Each delivery is counted by a commit before the event is returned. Errors of the store are logged, and the store is asked
    /// again.
    pub async fn next(&mut self) -> Option<Event> {
        self.next_wanted(|_| true).await
    }

    /// Waits for the next event that is wanted. One that is not stays with this reader, without a delivery, and comes again after
    /// 30 s: for a reader whose bot still works on events of the reader before.
    pub async fn next_wanted(&mut self, mut wanted: impl FnMut(EventId) -> bool) -> Option<Event> {
        loop {
            if let Some(event) = self.buffered(&mut wanted).await {
                return Some(event);
            }
            if self.engine.running.is_over() {
                return None;
            }
            let engine = Arc::clone(&self.engine);
            // Before the store is read, so that no event goes unnoticed.
            let stored = engine.events.notified();
            match self.engine.store.take_events(self.owner, BATCH, LEASE).await {
                Ok(events) if !events.is_empty() => {
                    self.taken.extend(events);
                    continue;
                }
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "events could not be read"),
            }
            tokio::select! {
                _ = tokio::time::timeout(POLL, stored) => {}
                () = engine.running.over() => {}
            }
        }
    }

    /// The events as a stream, which ends after [`Live::shutdown`](crate::Live::shutdown).
    pub fn into_stream(self) -> impl Stream<Item = Event> + Send {
        futures_util::stream::unfold(self, async |mut events| Some((events.next().await?, events)))
    }

    /// Delivers the next event that was taken, is wanted, and is still this reader's.
    async fn buffered(&mut self, wanted: &mut impl FnMut(EventId) -> bool) -> Option<Event> {
        while let Some(event) = self.taken.front() {
            let is_over = event.attempts >= DELIVERIES;
            // The event leaves the buffer afterwards, so that a caller who drops this future loses none.
            let is_delivered = if !wanted(event.id) {
                false
            } else if is_over {
                self.park(event.id).await;
                false
            } else {
                self.deliver(event).await
            };
            let event = self.taken.pop_front().filter(|_| is_delivered);
            if let Some(mut stored) = event {
                stored.attempts += 1;
                return Some(Event::new(Arc::clone(&self.engine), stored));
            }
        }
        None
    }

    /// Counts a delivery. False if the event is another reader's by now.
    async fn deliver(&self, event: &StoredEvent) -> bool {
        let lease = lease_of(event.attempts.saturating_add(1));
        let delivered = self.engine.store.deliver(self.owner, event.id, lease).await;
        delivered.unwrap_or_else(|error| {
            tracing::error!(%error, "an event could not be delivered, and comes again");
            false
        })
    }

    async fn park(&self, id: EventId) {
        tracing::error!(%id, "an event was never acknowledged, and is parked");
        metrics::counter!("comms_events_parked_total").increment(1);
        if let Err(error) = self.engine.store.park(id).await {
            tracing::error!(%error, "an event could not be parked");
        }
    }
}

/// The time from a delivery to the next one.
fn lease_of(delivery: u32) -> Duration {
    LEASE.saturating_mul(1 << delivery.saturating_sub(1).min(16)).min(LONGEST_LEASE)
}

impl Drop for Events {
    fn drop(&mut self) {
        let (engine, owner) = (Arc::clone(&self.engine), self.owner);
        // Without a runtime the leases end by themselves.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if engine.store.release(owner).await.is_ok() {
                    engine.events.notify_waiters();
                }
            });
        }
    }
}

/// An event.
#[derive(Clone)]
pub struct Event {
    engine: Arc<Engine>,
    stored: StoredEvent,
    read: Read,
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The body may contain a token.
        let mut debug = f.debug_struct("Event");
        debug.field("id", &format_args!("{}", self.id())).field("kind", &self.kind());
        debug.field("outcome", &self.outcome()).finish_non_exhaustive()
    }
}

impl Event {
    pub(crate) fn new(engine: Arc<Engine>, stored: StoredEvent) -> Self {
        let read = body::read(&stored.body);
        Self { engine, stored, read }
    }

    /// The id: the same at each delivery.
    pub fn id(&self) -> EventId {
        self.stored.id
    }

    /// The kind.
    pub fn kind(&self) -> EventKind {
        self.stored.kind
    }

    /// The call.
    pub fn call(&self) -> CallHandle {
        CallHandle::new(Arc::clone(&self.engine), self.stored.id.call)
    }

    /// Graph's id of the call.
    pub fn call_id(&self) -> Option<&str> {
        self.read.call_id.as_deref()
    }

    /// The name of the call's state, as it was when the event was stored.
    pub fn call_state(&self) -> Option<&str> {
        self.read.state.as_deref()
    }

    /// The key of the operation that the event is about.
    pub fn operation(&self) -> Option<OperationKey> {
        let number = self.stored.operation?;
        Some(OperationKey { call: self.stored.id.call, number })
    }

    /// Graph's id of the operation.
    pub fn operation_id(&self) -> Option<&str> {
        self.read.content.operation_id.as_deref()
    }

    /// The context that the request carried.
    pub fn client_context(&self) -> Option<&str> {
        self.read.content.client_context.as_deref()
    }

    /// The outcome.
    pub fn outcome(&self) -> Option<Outcome> {
        self.read.content.outcome
    }

    /// The service's error, if there was one.
    pub fn error(&self) -> Option<&ServiceError> {
        self.read.content.error.as_ref()
    }

    /// The time at which the event was stored.
    pub fn at(&self) -> Option<SystemTime> {
        self.read.at
    }

    /// The number of deliveries, this one included.
    pub fn attempts(&self) -> u32 {
        self.stored.attempts
    }

    /// The operation, the call, the participants or the tone, in JSON as received.
    pub fn body(&self) -> Option<&str> {
        self.read.content.body.as_deref()
    }

    /// Reads what was received as a type: `Call`, `AnyCommsOperation`, `Vec<Participant>`.
    ///
    /// # Errors
    /// It cannot be read as this type. Without a body, it is read from `null`.
    pub fn read<T: json::Read>(&self) -> Result<T, json::Error> {
        json::from_slice(self.body().unwrap_or("null").as_bytes())
    }

    /// Acknowledges the event: it does not come again.
    ///
    /// # Errors
    /// The store's. The event comes again then.
    pub async fn ack(&self) -> Result<(), StoreError> {
        self.engine.store.ack(self.stored.id).await.map(drop)
    }

    /// Acknowledges the event within your own transaction on the store's database, so that its effects and the acknowledgement are
    /// committed together: exactly once.
    ///
    /// Returns false if the event was acknowledged before. Roll back then, as its effects are there already. The call's record is
    /// locked until the transaction ends, so commit soon.
    ///
    /// # Errors
    /// The store is not a [`Postgres`](crate::store::Postgres), or the transaction is of another database. A transaction after an
    /// error of the database cannot be committed.
    #[cfg(feature = "postgres")]
    pub async fn ack_in(&self, transaction: &tokio_postgres::Transaction<'_>) -> Result<bool, StoreError> {
        self.engine.store.ack_in(transaction, self.stored.id).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leases_double_up_to_an_hour() {
        let lease = |delivery| lease_of(delivery).as_secs();
        assert_eq!([1, 2, 3, 7, 8, u32::MAX].map(lease), [30, 60, 120, 1920, 3600, 3600]);
    }
}
