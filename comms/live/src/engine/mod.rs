//! Joins client, listener and store: every input changes one call's record, in one transaction.

mod apply;
pub(crate) mod body;
mod known;
mod members;
mod notified;
mod reconcile;
mod record;
mod running;
mod settings;
mod sink;
mod start;
#[cfg(test)]
mod tests;
mod wait;

pub(crate) use apply::{Act, is_gone};
pub(crate) use reconcile::run as reconcile;
pub(crate) use record::{CallRecord, hash};
pub(crate) use running::supervise;
pub(crate) use settings::Settings;
pub(crate) use sink::NOBODY;
pub(crate) use start::Prepared;

use crate::graph::GraphClient;
use crate::store::{Store, StoreError, Work};
use crate::{CallKey, Clock, OperationKey};
use apply::Reply;
use known::Known;
use running::Running;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;
use wait::Wakers;

/// Everything that the API's handles share.
pub(crate) struct Engine {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) graph: GraphClient,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: Arc<Settings>,
    known: Arc<Known>,
    /// The URL below which each call has its own.
    pub(crate) callback: String,
    pub(crate) wakers: Wakers,
    /// Notified when events were stored.
    pub(crate) events: Notify,
    pub(crate) running: Running,
}

impl Engine {
    pub(crate) fn new(
        store: Arc<dyn Store>,
        graph: GraphClient,
        clock: Arc<dyn Clock>,
        settings: Settings,
        callback: String,
    ) -> Self {
        let settings = Arc::new(settings);
        let (known, wakers) = (Arc::default(), Wakers::default());
        let (events, running) = (Notify::new(), Running::default());
        Self { store, graph, clock, settings, known, callback, wakers, events, running }
    }

    /// The URL of the call's notifications.
    pub(crate) fn callback_of(&self, key: CallKey) -> String {
        format!("{}/{key}", self.callback)
    }

    /// Wakes who waits for a record that another node has changed.
    pub(crate) fn changed(&self, key: Option<CallKey>) {
        match key {
            Some(key) => self.wakers.wake(key),
            None => self.wakers.wake_all(),
        }
        self.events.notify_waiters();
    }

    /// Applies one input to one record, and wakes who waits for it.
    pub(crate) async fn change(&self, key: CallKey, act: Act) -> Result<Reply, StoreError> {
        let reply = Arc::new(Mutex::new(Reply::default()));
        let (settings, known, out) = (Arc::clone(&self.settings), Arc::clone(&self.known), Arc::clone(&reply));
        let ahead = Mutex::new(known.ahead(&settings, key, self.store.now(), &act));
        let work = Work::new(key, move |current| {
            // A second run begins anew.
            let ahead = ahead.lock().unwrap_or_else(PoisonError::into_inner).take();
            let (next, reply) = known.apply(&settings, key, current, &act, ahead);
            *out.lock().unwrap_or_else(PoisonError::into_inner) = reply;
            next
        });
        let committed = self.store.transact(vec![work]).await.pop().unwrap_or(Err(StoreError::Closed))?;
        self.wakers.wake(key);
        if committed.events > 0 {
            // All readers look; each takes others.
            self.events.notify_waiters();
            metrics::counter!("comms_events_total").increment(committed.events);
        }
        let reply = std::mem::take(&mut *reply.lock().unwrap_or_else(PoisonError::into_inner));
        match reply.error {
            Some(error) => {
                tracing::error!(%key, %error, "a record cannot be read");
                Err(error)
            }
            None => Ok(reply),
        }
    }

    /// The operations whose end is overdue.
    pub(crate) async fn overdue(&self) -> Result<Vec<OperationKey>, StoreError> {
        const PAGE: usize = 256;
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = self.store.calls(after, PAGE).await?;
            let now = record::since_epoch(self.store.now());
            for (call, record) in &page {
                let record = CallRecord::read(record, &self.settings)?;
                let numbers = record.tracker.overdue(now).map(|waiting| waiting.operation);
                found.extend(numbers.map(|number| OperationKey { call: *call, number }));
            }
            after = page.last().map(|(key, _)| *key);
            if page.len() < PAGE {
                return Ok(found);
            }
        }
    }

    /// Reads a record.
    pub(crate) async fn record(&self, key: CallKey) -> Result<Option<CallRecord>, StoreError> {
        let record = self.store.load(key).await?;
        record.map(|record| CallRecord::read(&record, &self.settings)).transpose()
    }
}
