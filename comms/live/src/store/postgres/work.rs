//! Works on PostgreSQL's tables: a group of them is one transaction, of two round trips.

use super::error::Failure;
use super::session::{Session, Sql, params, sql};
use super::statements as text;
use super::{Time, read_key, read_number, read_record, uuid};
use crate::CallKey;
use crate::store::{Change, Committed, Current, NewEvent, Record, StoreError, Work, from_millis, run, to_millis};
use std::collections::{BTreeSet, HashMap};
use tokio_postgres::Row;

/// A row of `calls`.
#[derive(Clone)]
struct Call {
    record: Record,
    events: i64,
    unacked: i64,
}

/// The rows of a group's keys, locked, as they are after the works so far.
struct Rows {
    calls: HashMap<CallKey, Call>,
    now: i64,
}

/// The statements of a work, each with the operation whose end it stores.
struct Plan {
    committed: Committed,
    statements: Vec<(Sql, Option<u64>)>,
}

type Results = Vec<Result<Committed, StoreError>>;

/// Commits the works in order, as one transaction. A work that fails changes nothing.
pub(super) async fn commit(session: &mut Session, time: &Time, works: &[&Work]) -> Result<Results, Failure> {
    let mut rows = lock(session, time, works).await?;
    let (mut results, mut statements) = (Vec::with_capacity(works.len()), Vec::new());
    for work in works {
        let plan = rows.plan(work);
        results.push(plan.map(|plan| {
            statements.extend(plan.statements.into_iter().map(|(statement, _)| statement));
            plan.committed
        }));
    }
    match session.commit(statements).await {
        // The transaction is undone. One by one, the works show which of them is refused.
        Err(Failure::Second { constraint, .. }) if constraint != KEY => commit_singly(session, time, works).await,
        Err(Failure::Second { .. }) => Err(created_meanwhile()),
        Err(failure) => Err(failure),
        Ok(_) => Ok(results),
    }
}

/// The unique indexes.
const KEY: &str = "calls_key";
const CALL_ID: &str = "calls_call_id";
const END: &str = "events_end";

/// Another node has created a record that was not there to be locked.
fn created_meanwhile() -> Failure {
    Failure::Again(StoreError::Io("a record was created by two nodes at once".to_owned()))
}

/// Like [`commit`], but each work has a savepoint of its own.
async fn commit_singly(session: &mut Session, time: &Time, works: &[&Work]) -> Result<Results, Failure> {
    // Undone by the server already; this is for the connection's state.
    session.rollback().await?;
    let mut rows = lock(session, time, works).await?;
    let mut results = Vec::with_capacity(works.len());
    for work in works {
        let before = rows.calls.get(&work.key).cloned();
        let result = match rows.plan(work) {
            Ok(plan) => store(session, plan, work).await?,
            Err(error) => Err(error),
        };
        if result.is_err() {
            match before {
                Some(call) => rows.calls.insert(work.key, call),
                None => rows.calls.remove(&work.key),
            };
        }
        results.push(result);
    }
    session.commit(Vec::new()).await?;
    Ok(results)
}

/// Runs the statements of a work, or none of them if a unique index refuses one. The outer error ends the transaction.
async fn store(session: &mut Session, plan: Plan, work: &Work) -> Result<Result<Committed, StoreError>, Failure> {
    let (statements, operations): (Vec<_>, Vec<_>) = plan.statements.into_iter().unzip();
    let call_id = statements.first().and_then(Sql::call_id);
    let all = std::iter::once(sql("SAVEPOINT work", [])).chain(statements);
    let (constraint, statement) = match session.step(all.collect()).await {
        Ok(_) => {
            session.step(vec![sql("RELEASE work", [])]).await?;
            return Ok(Ok(plan.committed));
        }
        Err(Failure::Second { constraint, statement }) => (constraint, statement),
        Err(failure) => return Err(failure),
    };
    session.step(vec![sql("ROLLBACK TO work", [])]).await?;
    if constraint == CALL_ID {
        let rows = session.step(vec![sql(text::KEY_OF, params![call_id])]).await?;
        let other = rows.first().and_then(|rows| rows.first()).map(read_key).transpose();
        return match other.map_err(Failure::Final)? {
            Some(other) if other != work.key => Ok(Err(StoreError::CallIdTaken(other))),
            // The other record has just given it up.
            _ => Err(created_meanwhile()),
        };
    }
    // The savepoint is the first statement.
    let operation = statement.checked_sub(1).and_then(|index| operations.get(index).copied().flatten());
    match operation {
        Some(operation) if constraint == END => Ok(Err(StoreError::SecondEnd(operation))),
        _ => Err(created_meanwhile()),
    }
}

/// Locks the rows of the works' keys, in the keys' order, so that no two groups wait for each other.
async fn lock(session: &mut Session, time: &Time, works: &[&Work]) -> Result<Rows, Failure> {
    let keys: BTreeSet<_> = works.iter().map(|work| work.key).collect();
    let mut statements: Vec<_> = keys.iter().map(|key| sql(text::LOCK, params![uuid(*key)])).collect();
    // After the locks, so that the events of a call have ascending times.
    statements.push(sql(text::TIME, params![time.of_test()]));
    let mut answers = session.begin(statements).await?;
    let now = time.read(&answers.pop().unwrap_or_default()).map_err(Failure::Final)?;
    let mut calls = HashMap::new();
    for (key, rows) in keys.into_iter().zip(answers) {
        if let Some(row) = rows.first() {
            calls.insert(key, read_call(row).map_err(Failure::Final)?);
        }
    }
    Ok(Rows { calls, now })
}

fn read_call(row: &Row) -> Result<Call, StoreError> {
    Ok(Call { record: read_record(row)?, events: read_number(row, 4)?, unacked: read_number(row, 5)? })
}

impl Rows {
    /// Runs a work on the rows, and returns its statements.
    fn plan(&mut self, work: &Work) -> Result<Plan, StoreError> {
        let old = self.calls.get(&work.key);
        let (events, unacked) = old.map_or((0, 0), |call| (call.events, call.unacked));
        let current = Current {
            record: old.map(|call| &call.record),
            unacknowledged: unacked.cast_unsigned(),
            now: from_millis(self.now),
        };
        let next = run(work, &current)?;
        let open = next.events.iter().filter(|event| !event.acknowledged).count();
        let unacked = unacked.saturating_add_unsigned(open as u64);
        let count = next.events.len() as u64;
        let all = events.saturating_add_unsigned(count);
        let mut statements = Vec::with_capacity(1 + next.events.len());
        let record = self.change(work.key, next.record, (all, unacked), count > 0);
        statements.extend(record.into_iter().map(|statement| (statement, None)));
        for (event, number) in next.events.into_iter().zip(events + 1..) {
            let operation = event.operation;
            statements.push((add_event(work.key, number, event, self.now), operation));
        }
        Ok(Plan { committed: Committed { first_event: events.cast_unsigned() + 1, events: count }, statements })
    }

    /// Changes the row of a call, and returns the statements for it.
    fn change(&mut self, key: CallKey, change: Change, counts: (i64, i64), has_events: bool) -> Vec<Sql> {
        let (events, unacked) = counts;
        match change {
            Change::Keep if !has_events => Vec::new(),
            Change::Keep => {
                if let Some(call) = self.calls.get_mut(&key) {
                    (call.events, call.unacked) = counts;
                }
                vec![sql(text::COUNT, params![uuid(key), events, unacked])]
            }
            Change::Put(mut record) => {
                let due = record.due.map(to_millis);
                record.due = due.map(from_millis);
                let (id, version, body) = (record.call_id.clone(), i64::from(record.version), record.body.clone());
                let is_new = self.calls.insert(key, Call { record, events, unacked }).is_none();
                let text = if is_new { text::INSERT } else { text::UPDATE };
                let values = params![uuid(key), id.clone(), version, body, due, events, unacked];
                vec![sql(text, values).about(id)]
            }
            Change::Delete => {
                self.calls.remove(&key);
                vec![sql(text::DELETE_EVENTS, params![uuid(key)]), sql(text::DELETE, params![uuid(key)])]
            }
        }
    }
}

fn add_event(key: CallKey, number: i64, event: NewEvent, now: i64) -> Sql {
    let operation = event.operation.map(u64::cast_signed);
    let values = params![uuid(key), number, event.kind.name(), operation, event.body, now, event.acknowledged];
    sql(text::ADD, values)
}
