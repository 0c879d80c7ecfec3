//! The calls whose operations a tracker follows: whether each was established and when it ended.

use super::entries::canonical_id;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KnownCall {
    /// Its id as received. Only the call of a one-call tracker may lack one.
    pub(super) id: Option<Arc<str>>,
    /// It has been established.
    pub(super) is_up: bool,
    /// The time of its end.
    pub(super) ended: Option<Duration>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Calls {
    /// True if every message is about the same call, whatever it names.
    pub(super) is_one: bool,
    by_key: BTreeMap<Arc<str>, KnownCall>,
    by_age: BTreeMap<u64, Arc<str>>,
    next: u64,
}

impl Calls {
    pub(super) fn new(is_one: bool) -> Self {
        Self { is_one, ..Self::default() }
    }

    /// The key of a call: of its id, or the same for all in a one-call tracker.
    pub(super) fn key(&self, id: Option<&str>) -> Option<Arc<str>> {
        if self.is_one { Some(Arc::from("")) } else { id.map(|id| canonical_id(id).into()) }
    }

    pub(super) fn get(&self, key: &str) -> Option<&KnownCall> {
        self.by_key.get(key)
    }

    /// The call of that key, new if it is not known.
    pub(super) fn known(&mut self, key: &Arc<str>, id: Option<&str>) -> &mut KnownCall {
        let Self { by_key, by_age, next, .. } = self;
        let call = by_key.entry(key.clone()).or_insert_with(|| {
            by_age.insert(*next, key.clone());
            *next += 1;
            KnownCall::default()
        });
        if call.id.is_none() {
            call.id = id.map(Arc::from);
        }
        call
    }

    /// The calls, the oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &KnownCall)> {
        self.by_age.values().filter_map(|key| Some((key, self.get(key)?)))
    }

    /// Forgets the oldest calls beyond the limit, except those that are still needed.
    ///
    /// Looks at two calls at most, so that a message stays cheap while many calls are needed. One message adds one call
    /// at most.
    pub(super) fn truncate(&mut self, limit: usize, is_needed: impl Fn(&Arc<str>) -> bool) {
        for _ in 0..2 {
            if self.is_one || self.by_key.len() <= limit {
                return;
            }
            let Some((_, key)) = self.by_age.pop_first() else { return };
            if is_needed(&key) {
                self.by_age.insert(self.next, key);
                self.next += 1;
            } else {
                self.by_key.remove(&key);
            }
        }
    }
}
