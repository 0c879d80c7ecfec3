//! PostgreSQL's errors as the store's.

use crate::store::StoreError;
use tokio_postgres::Error;
use tokio_postgres::error::{DbError, SqlState};

/// The reason why a transaction was not committed.
pub(super) enum Failure {
    /// Nothing was committed, and another attempt may succeed.
    Again(StoreError),
    /// Another attempt is of no use, or is forbidden because the transaction may have been committed.
    Final(StoreError),
    /// A unique index, by its name, refused the statement with this index.
    Second { constraint: String, statement: usize },
}

impl Failure {
    pub(super) fn into_error(self) -> StoreError {
        match self {
            Self::Again(error) | Self::Final(error) => error,
            Self::Second { constraint, .. } => StoreError::Io(format!("a second row of {constraint}")),
        }
    }
}

/// The error of a transaction that was not committed. `statement` is the index of the failed statement.
pub(super) fn failed(error: Error, statement: usize) -> Failure {
    let Some(db) = error.as_db_error() else {
        // The connection is lost or was never made; or a value did not fit, which the types exclude.
        return Failure::Again(refuse(error));
    };
    let code = db.code();
    if *code == SqlState::UNIQUE_VIOLATION {
        return Failure::Second { constraint: db.constraint().unwrap_or_default().to_owned(), statement };
    }
    if is_passing(code) { Failure::Again(refuse(error)) } else { Failure::Final(refuse(error)) }
}

/// Returns whether another attempt may succeed: conflicts, a server that starts or ends, lost connections.
fn is_passing(code: &SqlState) -> bool {
    const PASSING: [SqlState; 10] = [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::QUERY_CANCELED,
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::TOO_MANY_CONNECTIONS,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        // After a failover, the old connection is to a standby.
        SqlState::READ_ONLY_SQL_TRANSACTION,
    ];
    PASSING.contains(code) || code.code().starts_with("08")
}

/// The error as the store's callers see it. It contains no password and no content of records.
#[allow(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub(super) fn refuse(error: Error) -> StoreError {
    let Some(db) = error.as_db_error() else {
        let source = std::error::Error::source(&error).map(|source| format!(": {source}")).unwrap_or_default();
        return StoreError::Io(format!("the connection to PostgreSQL failed: {error}{source}"));
    };
    match db.code() {
        code if *code == SqlState::DISK_FULL => StoreError::Full,
        code if *code == SqlState::READ_ONLY_SQL_TRANSACTION => StoreError::ReadOnly(text(db)),
        code if code.code().starts_with("XX") => StoreError::Corrupt(text(db)),
        code if [SqlState::UNDEFINED_COLUMN, SqlState::UNDEFINED_TABLE].contains(code) => {
            StoreError::Io(format!("the schema is that of another version of the program: {}", text(db)))
        }
        _ => StoreError::Io(text(db)),
    }
}

fn text(error: &DbError) -> String {
    format!("{} (SQLSTATE {})", error.message(), error.code().code())
}
