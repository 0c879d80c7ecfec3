//! Works on SQLite's tables.

use super::error::{is_second, refuse};
use super::worker::atomic;
use super::{read_key, read_record};
use crate::store::{Change, Committed, Current, NewEvent, Record, StoreError, Work, from_millis, run, to_millis};
use rusqlite::{Connection, OptionalExtension as _, params};

/// Applies works in order, each by itself. The outer error is one that ended the transaction.
pub(super) fn apply_all(
    connection: &Connection,
    works: &[Work],
    now: i64,
) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
    if let [work] = works {
        // The job is undone as a whole.
        return Ok(vec![Ok(apply(connection, work, now)?)]);
    }
    works.iter().map(|work| atomic(connection, || apply(connection, work, now))).collect()
}

/// A row of `calls`.
struct Row {
    id: i64,
    record: Record,
    events: i64,
    unacked: i64,
}

fn apply(connection: &Connection, work: &Work, now: i64) -> Result<Committed, StoreError> {
    let key = work.key.to_string();
    let row = find(connection, &key).map_err(refuse)?;
    let current = Current {
        record: row.as_ref().map(|row| &row.record),
        unacknowledged: row.as_ref().map_or(0, |row| row.unacked.cast_unsigned()),
        now: from_millis(now),
    };
    let next = run(work, &current)?;
    let (id, events) = (row.as_ref().map(|row| row.id), row.as_ref().map_or(0, |row| row.events));
    let open = next.events.iter().filter(|event| !event.acknowledged).count();
    let unacked = row.as_ref().map_or(0, |row| row.unacked).saturating_add_unsigned(open as u64);
    let all = events.saturating_add_unsigned(next.events.len() as u64);
    match &next.record {
        Change::Keep if next.events.is_empty() => {}
        Change::Keep => {
            let update = "UPDATE calls SET events = ?2, unacked = ?3 WHERE id = ?1";
            execute(connection, update, params![id, all, unacked]).map_err(refuse)?;
        }
        Change::Put(record) => {
            let due = record.due.map(to_millis);
            let is_indexed_as =
                |row: &Row| row.record.call_id == record.call_id && row.record.due.map(to_millis) == due;
            let values = params![id, record.version, record.body, all, unacked, record.call_id, due, key];
            let put = match &row {
                None => execute(connection, INSERT, values),
                // Most messages change neither, so that no index is written.
                Some(row) if is_indexed_as(row) => execute(connection, UPDATE, &values[..5]),
                Some(_) => execute(connection, UPDATE_INDEXED, &values[..7]),
            };
            put.map_err(|error| taken(connection, record, error))?;
        }
        Change::Delete => {
            for number in 1..=events {
                let delete = "DELETE FROM events WHERE number = ?2 AND call = ?1";
                execute(connection, delete, params![id, number]).map_err(refuse)?;
            }
            execute(connection, "DELETE FROM calls WHERE id = ?1", params![id]).map_err(refuse)?;
        }
    }
    let id = id.unwrap_or_else(|| connection.last_insert_rowid());
    for (event, number) in next.events.iter().zip(events + 1..) {
        add_event(connection, id, number, event, now)?;
    }
    Ok(Committed { first_event: events.cast_unsigned() + 1, events: next.events.len() as u64 })
}

const INSERT: &str = "INSERT INTO calls (id, version, tracker, events, unacked, call_id, due, key)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

const UPDATE: &str = "UPDATE calls SET version = ?2, tracker = ?3, events = ?4, unacked = ?5 WHERE id = ?1";

/// A change of the due time ends the lease.
const UPDATE_INDEXED: &str =
    "UPDATE calls SET version = ?2, tracker = ?3, events = ?4, unacked = ?5, call_id = ?6, due = ?7,
    leased = CASE WHEN due IS ?7 THEN leased ELSE 0 END WHERE id = ?1";

fn find(connection: &Connection, key: &str) -> rusqlite::Result<Option<Row>> {
    let query = "SELECT call_id, version, tracker, due, events, unacked, id FROM calls WHERE key = ?1";
    let row = |row: &rusqlite::Row<'_>| {
        Ok(Row { id: row.get(6)?, record: read_record(row, 0)?, events: row.get(4)?, unacked: row.get(5)? })
    };
    connection.prepare_cached(query)?.query_row([key], row).optional()
}

fn add_event(connection: &Connection, call: i64, number: i64, event: &NewEvent, now: i64) -> Result<(), StoreError> {
    let operation = event.operation.map(u64::cast_signed);
    let insert =
        "INSERT INTO events (call, number, kind, operation, body, next, acked) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = params![call, number, event.kind.name(), operation, event.body, now, event.acknowledged];
    execute(connection, insert, values).map_err(|error| match event.operation {
        Some(operation) if is_second(&error) => StoreError::SecondEnd(operation),
        _ => refuse(error),
    })
}

/// The error of a record whose id another one has.
fn taken(connection: &Connection, record: &Record, error: rusqlite::Error) -> StoreError {
    if is_second(&error) {
        let query = "SELECT key FROM calls WHERE call_id = ?1";
        let other = connection.query_row(query, [&record.call_id], |row| read_key(row, 0));
        if let Ok(other) = other {
            return StoreError::CallIdTaken(other);
        }
    }
    refuse(error)
}

fn execute(connection: &Connection, statement: &str, values: &[&dyn rusqlite::ToSql]) -> rusqlite::Result<()> {
    connection.prepare_cached(statement)?.execute(values).map(drop)
}
