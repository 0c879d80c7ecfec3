//! Notifications from the listener: read, placed with their records, stored.

use super::Engine;
use super::apply::Act;
use crate::listener::{Sink, SinkError, Trace};
use crate::store::StoreError;
use crate::{BoxFuture, CallKey};
use bytes::Bytes;
use comms::tracker::canonical_id;
use comms::{CommsNotification, CommsNotifications};
use entity_core::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Attempts to place a notification whose record another task is creating.
const ATTEMPTS: u32 = 4;

/// The record of notifications that name no call.
pub(crate) const NOBODY: [u8; 16] = [0; 16];

type Items = Arc<Vec<CommsNotification>>;

impl Sink for Engine {
    fn take(&self, key: Option<CallKey>, _: Trace, body: Bytes) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async move {
            let Some(_running) = self.running.begin() else { return Err(SinkError::Busy(Duration::from_secs(1))) };
            let mut read: CommsNotifications = json::from_slice(&body)?;
            let mut items = std::mem::take(read.value_mut());
            if items.is_empty() {
                // Nothing that is known; kept as it is.
                items.push(unplaced(&body)?);
            }
            self.place(key, Arc::new(items)).await.map_err(|error| match error {
                StoreError::Busy => SinkError::Busy(Duration::from_secs(1)),
                error => SinkError::Store(error.to_string()),
            })
        })
    }

    fn health(&self) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async { self.store.check().await.map_err(|error| SinkError::Store(error.to_string())) })
    }
}

/// A body without notifications, as the data of one.
fn unplaced(body: &Bytes) -> Result<CommsNotification, json::Error> {
    // The body has been read, so it is JSON.
    json::from_str(&format!("{{\"resourceData\":{}}}", String::from_utf8_lossy(body)))
}

impl Engine {
    /// Stores the notifications with the record of this key, or with those of the calls that they name.
    async fn place(&self, key: Option<CallKey>, items: Items) -> Result<(), StoreError> {
        let all = (0..items.len()).collect();
        let by_id = match key {
            Some(key) => self.place_keyed(key, &items, all).await?,
            None => all,
        };
        let mut calls: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
        for index in by_id {
            let call = items.get(index).and_then(CommsNotification::call_id);
            calls.entry(call.map(|id| canonical_id(&id))).or_default().push(index);
        }
        // At once, so that they are committed as one group.
        let placed = calls.into_iter().map(|(call, which)| self.place_one(call, &items, which));
        futures_util::future::try_join_all(placed).await?;
        Ok(())
    }

    async fn place_one(&self, call: Option<String>, items: &Items, which: Vec<usize>) -> Result<(), StoreError> {
        if let Some(call) = call {
            return self.place_by_id(&call, items, which).await;
        }
        let act = Act::Notified { items: Arc::clone(items), which, is_indexed: true };
        self.change(CallKey::from_bytes(NOBODY), act).await.map(drop)
    }

    /// Returns the indexes of those that name another call.
    async fn place_keyed(&self, key: CallKey, items: &Items, which: Vec<usize>) -> Result<Vec<usize>, StoreError> {
        let act = |is_indexed| Act::Notified { items: Arc::clone(items), which: which.clone(), is_indexed };
        let reply = match self.change(key, act(true)).await {
            // A notification without the key came first. The record keeps the id for itself.
            Err(StoreError::CallIdTaken(other)) => {
                tracing::warn!(%key, %other, "two records have one call's id");
                self.change(key, act(false)).await?
            }
            other => other?,
        };
        Ok(reply.foreign)
    }

    /// Stores notifications with the record of the call that they name; a call that nobody knows gets its key.
    async fn place_by_id(&self, call: &str, items: &Items, which: Vec<usize>) -> Result<(), StoreError> {
        let mut key = self.store.key_of(call).await?.unwrap_or_else(CallKey::random);
        for _ in 0..ATTEMPTS {
            let act = Act::Notified { items: Arc::clone(items), which: which.clone(), is_indexed: true };
            match self.change(key, act).await {
                Err(StoreError::CallIdTaken(other)) => key = other,
                result => return result.map(drop),
            }
        }
        Err(StoreError::Busy)
    }
}
