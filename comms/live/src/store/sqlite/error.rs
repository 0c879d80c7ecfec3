//! SQLite's errors as the store's.

use crate::store::StoreError;
use rusqlite::{Error, ErrorCode};

/// The error as the store's callers see it.
#[allow(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub(super) fn refuse(error: Error) -> StoreError {
    let Some(code) = error.sqlite_error_code() else { return StoreError::Io(error.to_string()) };
    match code {
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => StoreError::ReadOnly(error.to_string()),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Corrupt(error.to_string()),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::InUse("the database".to_owned()),
        _ => StoreError::Io(error.to_string()),
    }
}

/// Returns whether a unique index refused the statement.
pub(super) fn is_second(error: &Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
}
