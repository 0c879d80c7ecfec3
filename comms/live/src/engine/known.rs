//! Records that were written before, so that the next input need not read them again.

use super::apply::{Act, Applied, Reply, apply};
use super::record::CallRecord;
use super::settings::Settings;
use crate::CallKey;
use crate::store::{Change, Current, Next, Record};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// Records that are kept. One more, and all are forgotten.
const KNOWN: usize = 1_024;
/// The largest record that is kept, in bytes.
const LARGEST: usize = 8 * 1024;

/// Records, each as it was written and as it is. One is of use as long as the store has the same bytes of the same version, whoever wrote
/// them.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<HashMap<CallKey, (Record, CallRecord)>>);

/// An input, applied to the record that was kept. It is of use if the transaction finds the same record.
#[derive(Debug)]
pub(crate) struct Ahead {
    read: Record,
    applied: Applied,
}

impl Known {
    /// Applies the input before its transaction, which then need only compare: the store has one thread that writes, or one
    /// connection for each transaction, and the time there is dearer.
    pub(crate) fn ahead(&self, settings: &Settings, key: CallKey, now: SystemTime, act: &Act) -> Option<Ahead> {
        if !act.is_blind_to_events() {
            return None;
        }
        let (read, record) = self.lock().remove(&key)?;
        let current = Current { record: Some(&read), unacknowledged: 0, now };
        let applied = apply(settings, &current, Some(record), act);
        Some(Ahead { read, applied })
    }

    /// Applies the input. Pure as far as its results are concerned.
    pub(crate) fn apply(
        &self,
        settings: &Settings,
        key: CallKey,
        current: &Current<'_>,
        act: &Act,
        ahead: Option<Ahead>,
    ) -> (Next, Reply) {
        let ahead = ahead.filter(|ahead| current.record.is_some_and(|record| is_same(&ahead.read, record)));
        let Applied { next, reply, record } = ahead.map_or_else(
            || {
                let known = current.record.and_then(|record| self.take(key, record));
                apply(settings, current, known, act)
            },
            |ahead| ahead.applied,
        );
        if let (Change::Put(put), Some(record)) = (&next.record, record) {
            self.keep(key, put, record);
        }
        (next, reply)
    }

    fn take(&self, key: CallKey, record: &Record) -> Option<CallRecord> {
        let (written, known) = self.lock().remove(&key)?;
        is_same(&written, record).then_some(known)
    }

    fn keep(&self, key: CallKey, put: &Record, record: CallRecord) {
        if put.body.len() <= LARGEST {
            let mut all = self.lock();
            if all.len() >= KNOWN {
                all.clear();
            }
            all.insert(key, (put.clone(), record));
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<CallKey, (Record, CallRecord)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns whether both have the same content. What is indexed follows from it.
fn is_same(one: &Record, other: &Record) -> bool {
    one.version == other.version && one.body == other.body
}
