//! Calls and operations as far as they are known, for lists and status pages.

use crate::engine::body::{self, Content};
use crate::engine::{CallRecord, Engine, NOBODY};
use crate::store::{EventId, EventKind, Record, StoreError, StoredEvent};
use crate::{CallKey, OperationKey};
use comms::Outcome;
use comms::tracker::{Goal, Waiting};
use entity_core::ServiceError;
use std::collections::BTreeMap;
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A call, as far as it is known.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallInfo {
    /// The key.
    pub key: CallKey,
    /// Graph's id of the call.
    pub id: Option<String>,
    /// The tenant whose token its requests carry.
    pub tenant: Option<String>,
    /// The name of the latest state: `established`.
    pub state: Option<String>,
    /// The time at which the record was made.
    pub created: SystemTime,
    /// The time at which the end became known.
    pub ended: Option<SystemTime>,
    /// The `resultInfo` of the end, in JSON.
    pub result: Option<String>,
    /// The number of pending operations.
    pub pending: usize,
}

/// Calls in the order of their keys.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CallPage {
    /// The calls. A page may have fewer than its limit, or none, and yet be followed by another.
    pub calls: Vec<CallInfo>,
    /// The key after which the next page begins, if there is one.
    pub next: Option<CallKey>,
}

/// An operation, as far as it is known.
#[derive(Clone)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The key.
    pub key: OperationKey,
    /// Graph's id of the call.
    pub call_id: Option<String>,
    /// Graph's id of the operation.
    pub id: Option<String>,
    /// The context that the request carried.
    pub client_context: Option<String>,
    /// The event of the latest end. `None` while the operation is pending.
    pub end: Option<(EventId, EventKind)>,
    /// The best outcome that is known.
    pub outcome: Option<Outcome>,
    /// The time of that event; of a pending operation, that of its start.
    pub at: Option<SystemTime>,
    /// The operation in JSON, of one that has ended. It may contain a token.
    pub body: Option<String>,
    /// The service's error, if it refused the request.
    pub error: Option<ServiceError>,
}

impl fmt::Debug for OperationInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("OperationInfo");
        debug.field("key", &self.key).field("id", &self.id).field("outcome", &self.outcome).finish_non_exhaustive()
    }
}

/// The operations that [`Live::operations`](crate::Live::operations) returns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only operations of this call.
    pub call: Option<CallKey>,
    /// True: only ended operations. False: only pending ones. `None`: both.
    pub ended: Option<bool>,
    /// The first key, as [`OperationPage::next`] has it.
    pub from: Option<OperationKey>,
    /// The most operations of the page.
    pub limit: usize,
}

/// Operations in the order of their keys.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct OperationPage {
    /// The operations. A page may have fewer than its limit, or none, and yet be followed by another.
    pub operations: Vec<OperationInfo>,
    /// The start of the next page, if there may be one.
    pub next: Option<OperationKey>,
}

impl CallInfo {
    pub(crate) fn of(key: CallKey, record: CallRecord) -> Self {
        let pending = record.tracker.pending().filter(|waiting| waiting.goal == Goal::Operation).count();
        Self {
            key,
            id: record.call_id,
            tenant: record.tenant,
            state: record.state,
            created: UNIX_EPOCH + record.created,
            ended: record.ended.map(|ended| UNIX_EPOCH + ended),
            result: record.result,
            pending,
        }
    }
}

impl OperationInfo {
    pub(crate) fn pending(key: OperationKey, call_id: Option<&str>, waiting: &Waiting<'_>) -> Self {
        Self {
            key,
            call_id: call_id.map(str::to_owned),
            id: waiting.id.map(str::to_owned),
            client_context: waiting.client_context.map(str::to_owned),
            end: None,
            outcome: None,
            at: Some(UNIX_EPOCH + waiting.since),
            body: None,
            error: None,
        }
    }

    pub(crate) fn ended(key: OperationKey, end: &StoredEvent) -> Self {
        let read = body::read(&end.body);
        let Content { operation_id, client_context, outcome, body, error } = read.content;
        Self {
            key,
            call_id: read.call_id,
            id: operation_id,
            client_context,
            end: Some((end.id, end.kind)),
            outcome: outcome.or(Some(Outcome::Unknown)),
            at: read.at,
            body,
            error,
        }
    }
}

/// Records that one page reads at most.
const SCAN: usize = 256;
/// The largest number that stores keep.
const LAST: u64 = i64::MAX.cast_unsigned();

/// Operations by their keys, complete up to a key; to the end without one.
struct Part {
    found: Vec<OperationInfo>,
    up_to: Option<OperationKey>,
}

impl Engine {
    pub(crate) async fn calls(&self, after: Option<CallKey>, limit: usize) -> Result<CallPage, StoreError> {
        // The record of notifications that name no call has the least of all keys.
        let after = after.unwrap_or(CallKey::from_bytes(NOBODY));
        let mut records = self.store.calls(Some(after), limit.saturating_add(1)).await?;
        let has_more = records.len() > limit;
        records.truncate(limit);
        // The last record may be one that cannot be read.
        let next = records.last().map(|(key, _)| *key).filter(|_| has_more);
        let calls =
            records.into_iter().filter_map(|(key, record)| Some(CallInfo::of(key, self.readable(key, &record)?)));
        Ok(CallPage { calls: calls.collect(), next })
    }

    pub(crate) async fn operations(&self, wanted: Wanted) -> Result<OperationPage, StoreError> {
        let first = wanted.call.unwrap_or(CallKey::from_bytes(NOBODY));
        let first = OperationKey { call: first, number: 0 };
        let from = wanted.from.map_or(first, |from| from.max(first));
        let is_over = wanted.call.is_some_and(|call| call != from.call);
        if is_over || wanted.limit == 0 {
            return Ok(OperationPage::default());
        }
        // Pending ones are read first: an operation that ends in between is in both parts, and its end counts.
        let mut parts = Vec::new();
        if wanted.ended != Some(true) {
            parts.push(self.pending_from(from, wanted.call.is_some()).await?);
        }
        if wanted.ended != Some(false) {
            parts.push(self.ended_from(from, wanted.limit).await?);
        }
        let up_to = parts.iter().filter_map(|part| part.up_to).min();
        let found = parts.into_iter().flat_map(|part| part.found).map(|info| (info.key, info));
        let found: BTreeMap<_, _> = found.collect();
        let is_wanted = |key: &OperationKey| {
            up_to.is_none_or(|up_to| *key < up_to) && wanted.call.is_none_or(|call| call == key.call)
        };
        let mut found = found.into_iter().filter(|(key, _)| is_wanted(key));
        let operations = found.by_ref().take(wanted.limit).map(|(_, info)| info).collect();
        let next = found.next().map(|(key, _)| key).or(up_to);
        let next = next.filter(|next| wanted.call.is_none_or(|call| call == next.call));
        Ok(OperationPage { operations, next })
    }

    /// The pending operations, of one call or of the calls behind it too.
    async fn pending_from(&self, from: OperationKey, of_one_call: bool) -> Result<Part, StoreError> {
        let mut records: Vec<_> =
            self.store.load(from.call).await?.map(|record| (from.call, record)).into_iter().collect();
        let mut up_to = None;
        if !of_one_call {
            let page = self.store.calls(Some(from.call), SCAN).await?;
            let is_full = page.len() == SCAN;
            up_to = page.last().filter(|_| is_full).map(|(call, _)| OperationKey { call: *call, number: LAST });
            records.extend(page);
        }
        let mut found = Vec::new();
        for (call, record) in records {
            let Some(record) = self.readable(call, &record) else { continue };
            let pending = record.tracker.pending().filter(|waiting| waiting.goal == Goal::Operation);
            for waiting in pending {
                let key = OperationKey { call, number: waiting.operation };
                if key >= from {
                    found.push(OperationInfo::pending(key, record.call_id.as_deref(), &waiting));
                }
            }
        }
        Ok(Part { found, up_to })
    }

    /// Reads a record. One of a later version is left out of lists.
    pub(crate) fn readable(&self, key: CallKey, record: &Record) -> Option<CallRecord> {
        let read = CallRecord::read(record, &self.settings);
        read.inspect_err(|error| tracing::warn!(%key, %error, "a record is left out of a list")).ok()
    }

    async fn ended_from(&self, from: OperationKey, limit: usize) -> Result<Part, StoreError> {
        let ends = self.store.ends(from, limit).await?;
        let is_full = ends.len() == limit;
        let found = ends.iter().filter_map(|end| {
            let key = OperationKey { call: end.id.call, number: end.operation? };
            Some(OperationInfo::ended(key, end))
        });
        let found: Vec<_> = found.collect();
        let last = found.last().filter(|_| is_full).map(|info| info.key);
        let up_to = last.map(|OperationKey { call, number }| OperationKey { call, number: number.saturating_add(1) });
        Ok(Part { found, up_to })
    }
}
