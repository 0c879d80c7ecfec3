//! Recent calls with the lives of their operations, for pages that show what happens.

use crate::engine::body;
use crate::engine::{CallRecord, Engine, NOBODY};
use crate::info::CallInfo;
use crate::store::{Placed, StoreError};
use crate::{CallKey, OperationKey};
use comms::Outcome;
use comms::tracker::{Goal, Known};
use entity_core::ServiceError;
use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// Calls, the latest first.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RecentCalls {
    /// The calls. A page may have fewer than its limit, or none, and yet be followed by another.
    pub calls: Vec<CallLife>,
    /// The place before which the next page begins, if there may be one.
    pub next: Option<u64>,
}

/// A call with its operations.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallLife {
    /// The place among all calls: a later call has a larger one.
    pub place: u64,
    /// The call.
    pub call: CallInfo,
    /// Its operations in the order of their numbers: those that are pending, and the latest 1,000 that have ended.
    pub operations: Vec<OperationLife>,
}

/// An operation from its start to its end.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OperationLife {
    /// The key.
    pub key: OperationKey,
    /// Graph's id of the operation.
    pub id: Option<String>,
    /// The context that the request carried.
    pub client_context: Option<String>,
    /// The time at which the operation was first named. It is forgotten for the oldest of more than 2,000 operations.
    pub started: Option<SystemTime>,
    /// The time of the end. `None` while the operation is pending.
    pub ended: Option<SystemTime>,
    /// The best outcome that is known.
    pub outcome: Option<Outcome>,
    /// The operation in JSON, without its secrets.
    pub body: Option<String>,
    /// The service's error, if it refused the request.
    pub error: Option<ServiceError>,
}

impl OperationLife {
    fn of(call: CallKey, record: &CallRecord, known: Known<'_>) -> Self {
        let time = |time| UNIX_EPOCH + time;
        let started = record.started(known.operation).or((!known.is_final).then_some(known.since));
        Self {
            key: OperationKey { call, number: known.operation },
            id: known.id.map(str::to_owned),
            client_context: known.client_context.map(str::to_owned),
            started: started.map(time),
            ended: known.is_final.then(|| time(known.since)),
            outcome: known.outcome.filter(|_| known.is_final),
            body: known.body.map(|body| body.as_str().to_owned()),
            error: None,
        }
    }
}

/// Ends of one call that are read for their errors, at most.
const ENDS: usize = 256;

impl Engine {
    /// Adds the errors of refused requests. The record of the call does not have them; the events do.
    async fn add_errors(&self, operations: &mut [OperationLife]) -> Result<(), StoreError> {
        let is_refused = |life: &&mut OperationLife| life.outcome == Some(Outcome::Failed) && life.id.is_none();
        let Some(first) = operations.iter_mut().find(is_refused).map(|life| life.key) else { return Ok(()) };
        let ends = self.store.ends(first, ENDS).await?;
        let mut errors: HashMap<_, _> = ends
            .iter()
            .filter(|end| end.id.call == first.call)
            .filter_map(|end| Some((end.operation?, body::read(&end.body).content.error?)))
            .collect();
        for life in operations.iter_mut().filter(is_refused) {
            life.error = errors.remove(&life.key.number);
        }
        Ok(())
    }

    pub(crate) async fn recent_calls(&self, before: Option<u64>, limit: usize) -> Result<RecentCalls, StoreError> {
        let placed = self.store.recent(before, limit).await?;
        let next = placed.last().map(|placed| placed.place).filter(|_| placed.len() == limit);
        let mut calls = Vec::new();
        for Placed { place, key, record } in placed {
            // The record of notifications that name no call is not a call.
            if key.as_bytes() == &NOBODY {
                continue;
            }
            let Some(record) = self.readable(key, &record) else { continue };
            let known = record.tracker.operations().filter(|known| known.goal == Goal::Operation);
            let mut operations: Vec<_> = known.map(|known| OperationLife::of(key, &record, known)).collect();
            self.add_errors(&mut operations).await?;
            calls.push(CallLife { place, call: CallInfo::of(key, record), operations });
        }
        Ok(RecentCalls { calls, next })
    }
}
