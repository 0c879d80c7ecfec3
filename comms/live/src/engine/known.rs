//! Records that were written before, so that the next input need not read them again.

use super::apply::{Act, Applied, Reply, apply};
use super::record::CallRecord;
use super::settings::Settings;
use crate::CallKey;
use crate::store::{Change, Current, Next, Record};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Records that are kept. One more, and all are forgotten.
const KNOWN: usize = 1_024;
/// The largest record that is kept, in bytes.
const LARGEST: usize = 8 * 1024;

/// Records, each as it was written and as it is. One is of use as long as the store has the same bytes of the same version, whoever wrote
/// them.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<HashMap<CallKey, (Record, CallRecord)>>);

impl Known {
    /// Applies the input. Pure as far as its results are concerned.
    pub(crate) fn apply(&self, settings: &Settings, key: CallKey, current: &Current<'_>, act: &Act) -> (Next, Reply) {
        let known = current.record.and_then(|record| self.take(key, record));
        let Applied { next, reply, record } = apply(settings, current, known, act);
        if let (Change::Put(put), Some(record)) = (&next.record, record) {
            self.keep(key, put, record);
        }
        (next, reply)
    }

    fn take(&self, key: CallKey, record: &Record) -> Option<CallRecord> {
        let (written, known) = self.lock().remove(&key)?;
        (written.version == record.version && written.body == record.body).then_some(known)
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
