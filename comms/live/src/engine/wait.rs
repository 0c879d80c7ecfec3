//! Waits for a change of a record. Who waits reads the store: being woken only makes it read sooner.

use super::Engine;
use crate::CallKey;
use crate::store::{StoreError, StoredEvent};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, broadcast};

/// The time after which a waiter reads the store without being woken.
const POLL: Duration = Duration::from_secs(1);

/// Changes that a slow watcher may be behind. One that is further behind learns that it missed some.
const BEHIND: usize = 1_024;

/// Those who wait, by the call's key, and those who watch all calls.
pub(crate) struct Wakers {
    waiting: Mutex<HashMap<CallKey, (Arc<Notify>, usize)>>,
    watching: broadcast::Sender<Option<CallKey>>,
}

impl Default for Wakers {
    fn default() -> Self {
        Self { waiting: Mutex::default(), watching: broadcast::Sender::new(BEHIND) }
    }
}

impl Wakers {
    fn lock(&self) -> MutexGuard<'_, HashMap<CallKey, (Arc<Notify>, usize)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes all who wait for the call.
    pub(super) fn wake(&self, key: CallKey) {
        if let Some((notify, _)) = self.lock().get(&key) {
            notify.notify_waiters();
        }
        // Nobody may watch.
        let _ = self.watching.send(Some(key));
    }

    pub(super) fn wake_all(&self) {
        self.lock().values().for_each(|(notify, _)| notify.notify_waiters());
        let _ = self.watching.send(None);
    }

    /// Returns the keys of records that change from now on; `None` stands for any record.
    pub(crate) fn watch(&self) -> broadcast::Receiver<Option<CallKey>> {
        self.watching.subscribe()
    }

    fn join(&self, key: CallKey) -> Arc<Notify> {
        let mut all = self.lock();
        let (notify, count) = all.entry(key).or_default();
        *count += 1;
        Arc::clone(notify)
    }

    fn leave(&self, key: CallKey) {
        let mut all = self.lock();
        if let Some((_, count)) = all.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                all.remove(&key);
            }
        }
    }
}

/// One who waits for changes of a record.
pub(crate) struct Waiter {
    engine: Arc<Engine>,
    key: CallKey,
    notify: Arc<Notify>,
}

impl Waiter {
    /// Returns a future that ends with the next change, or after a while. Call it before the store is read: no change after the
    /// call goes unnoticed.
    pub(crate) fn change(&self) -> impl Future<Output = ()> + Send + use<> {
        let woken = Arc::clone(&self.notify).notified_owned();
        async move {
            // Late or woken: the store is read either way.
            let _ = tokio::time::timeout(POLL, woken).await;
        }
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        self.engine.wakers.leave(self.key);
    }
}

impl Engine {
    pub(crate) fn waiter(self: &Arc<Self>, key: CallKey) -> Waiter {
        Waiter { engine: Arc::clone(self), key, notify: self.wakers.join(key) }
    }

    /// Returns the latest end of the operation.
    pub(crate) async fn end_of(&self, key: CallKey, number: u64) -> Result<Option<StoredEvent>, StoreError> {
        Ok(self.store.ends_of(key, number).await?.pop())
    }
}
