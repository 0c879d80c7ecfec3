//! The schema, by versioned migrations.

use super::error::refuse;
use crate::store::StoreError;
use tokio_postgres::{Client, Error};
use uuid::Uuid;

/// One statement list for each version of the schema, from 1. A released one is never changed.
const MIGRATIONS: [&str; 1] = [include_str!("schema_1.sql")];

/// The advisory lock of migrations: "coms".
const LOCK: i64 = 0x636f_6d73;

/// Brings the schema to this version. Nodes that start at once take turns.
///
/// All migrations are one transaction, so a crash leaves the old version. Returns the id of the database.
pub(super) async fn migrate(client: &Client) -> Result<Uuid, StoreError> {
    // Whatever the database's default is: a statement after the lock sees what the node before has done.
    client.batch_execute("BEGIN ISOLATION LEVEL READ COMMITTED").await.map_err(refuse)?;
    // The connection is not used again after an error, which ends the transaction.
    let found = prepare(client).await.map_err(refuse)?;
    let known = MIGRATIONS.len();
    let (id, version) = match found {
        Found::Ours(id, version) => (id, usize::try_from(version).unwrap_or(usize::MAX)),
        Found::Foreign => return Err(StoreError::Corrupt("tables of another program".to_owned())),
    };
    if version > known {
        let number = |version| u32::try_from(version).unwrap_or(u32::MAX);
        return Err(StoreError::Newer { found: number(version), known: number(known) });
    }
    for (statements, version) in MIGRATIONS.iter().zip(1_i64..).skip(version) {
        client.batch_execute(statements).await.map_err(refuse)?;
        client.execute("UPDATE comms_schema SET version = $1", &[&version]).await.map_err(refuse)?;
    }
    client.batch_execute("COMMIT").await.map_err(refuse)?;
    Ok(id)
}

enum Found {
    Ours(Uuid, i64),
    Foreign,
}

/// Takes the lock and returns the version. Without a schema, it is 0, and the database gets its id.
async fn prepare(client: &Client) -> Result<Found, Error> {
    client.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
    let tables = "SELECT to_regclass('comms_schema') IS NOT NULL,
        to_regclass('calls') IS NOT NULL OR to_regclass('events') IS NOT NULL OR to_regclass('checked') IS NOT NULL";
    let row = client.query_one(tables, &[]).await?;
    let (is_ours, others): (bool, bool) = (row.try_get(0)?, row.try_get(1)?);
    if is_ours {
        let row = client.query_one("SELECT id, version FROM comms_schema", &[]).await?;
        return Ok(Found::Ours(row.try_get(0)?, row.try_get(1)?));
    }
    if others {
        return Ok(Found::Foreign);
    }
    let id = Uuid::new_v4();
    client.batch_execute("CREATE TABLE comms_schema (id uuid NOT NULL PRIMARY KEY, version bigint NOT NULL)").await?;
    client.execute("INSERT INTO comms_schema (id, version) VALUES ($1, 0)", &[&id]).await?;
    Ok(Found::Ours(id, 0))
}
