//! Folders of their own, and shorthands for works.

use comms_live::store::{Change, Committed, Current, EventKind, NewEvent, Next, Record, Store, StoreError, Work};
use comms_live::{CallKey, Clock};
use std::sync::Arc;

#[path = "../support/folder.rs"]
mod folder;
pub(crate) use folder::Folder;

/// Makes a store with this clock.
pub(crate) type Make = dyn Fn(Arc<dyn Clock>) -> Arc<dyn Store>;

/// A store in a new file.
#[cfg(feature = "sqlite")]
pub(crate) fn sqlite(clock: Arc<dyn Clock>) -> Arc<dyn Store> {
    // Left in the build's folder, since the store outlives this function.
    let folder = Folder::new();
    let store = comms_live::store::Sqlite::open_with_clock(folder.path("calls.db"), clock).unwrap();
    std::mem::forget(folder);
    Arc::new(store)
}

pub(crate) fn record(body: &str) -> Record {
    Record { version: 1, body: body.as_bytes().to_vec(), ..Record::default() }
}

pub(crate) fn event(kind: EventKind, operation: Option<u64>, body: &str) -> NewEvent {
    NewEvent { kind, operation, body: body.as_bytes().to_vec(), acknowledged: false }
}

pub(crate) fn put(key: CallKey, record: Record, events: Vec<NewEvent>) -> Work {
    Work::new(key, move |_| Next { record: Change::Put(record.clone()), events: events.clone() })
}

/// Appends a letter to the record's body.
pub(crate) fn append(key: CallKey, letter: char) -> Work {
    Work::new(key, move |current: &Current<'_>| {
        let mut next = current.record.cloned().unwrap_or_default();
        next.body.push(u8::try_from(letter).unwrap());
        Next { record: Change::Put(next), events: Vec::new() }
    })
}

pub(crate) async fn transact(store: &dyn Store, work: Work) -> Result<Committed, StoreError> {
    store.transact(vec![work]).await.remove(0)
}

pub(crate) async fn body(store: &dyn Store, key: CallKey) -> Option<String> {
    let record = store.load(key).await.unwrap()?;
    Some(String::from_utf8(record.body).unwrap())
}
