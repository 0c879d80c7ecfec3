//! The schema, by versioned migrations, and the settings of a connection.

use super::error::refuse;
use crate::store::StoreError;
use rusqlite::Connection;

/// One statement list for each version of the schema, from 1. A released one is never changed.
const MIGRATIONS: [&str; 2] = [include_str!("schema_1.sql"), include_str!("schema_2.sql")];

/// `PRAGMA application_id`: "coms".
const APPLICATION: i64 = 0x636f_6d73;

/// Databases up to this size are checked page by page when they are opened: 32 MiB.
const CHECKED: i64 = 32 * 1024 * 1024;

/// Settings of the connection that writes.
pub(super) fn configure(connection: &Connection) -> Result<(), StoreError> {
    // `FULL`: a commit returns after the write-ahead log is on the disk. Its pages are moved to the database each 16 MiB, and 16 MiB
    // of the database stay in memory.
    let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 1000;
        PRAGMA wal_autocheckpoint = 4096; PRAGMA cache_size = -16384;";
    connection.execute_batch(settings).map_err(refuse)?;
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).map_err(refuse)?;
    if mode != "wal" {
        return Err(StoreError::Io("the file system does not carry a write-ahead log".to_owned()));
    }
    connection.set_prepared_statement_cache_capacity(32);
    Ok(())
}

/// Checks a database that is there, and brings its schema to this version.
pub(super) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    let number = |pragma: &str| -> Result<i64, StoreError> {
        connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).map_err(refuse)
    };
    let (application, version) = (number("application_id")?, number("user_version")?);
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(refuse)?;
    if application != APPLICATION && (application != 0 || tables > 0) {
        return Err(StoreError::Corrupt("a database of another program".to_owned()));
    }
    let known = MIGRATIONS.len();
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version > known {
        let number = |version| u32::try_from(version).unwrap_or(u32::MAX);
        return Err(StoreError::Newer { found: number(version), known: number(known) });
    }
    if tables > 0 && number("page_count")?.saturating_mul(number("page_size")?) <= CHECKED {
        check_pages(connection)?;
    }
    for (index, statements) in MIGRATIONS.iter().enumerate().skip(version) {
        let version = index + 1;
        let batch = format!(
            "BEGIN IMMEDIATE; {statements}; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {version}; COMMIT;"
        );
        if let Err(error) = connection.execute_batch(&batch) {
            // The error that matters is the first one.
            let _ = connection.execute_batch("ROLLBACK");
            return Err(refuse(error));
        }
    }
    // The leases of the process before this one are over.
    let leases = "UPDATE calls SET leased = 0 WHERE due IS NOT NULL AND leased <> 0;
        UPDATE events SET owner = NULL, next = 0 WHERE acked = 0 AND parked = 0 AND owner IS NOT NULL;";
    connection.execute_batch(leases).map_err(refuse)
}

fn check_pages(connection: &Connection) -> Result<(), StoreError> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(refuse)?;
    if found == "ok" { Ok(()) } else { Err(StoreError::Corrupt(found)) }
}
