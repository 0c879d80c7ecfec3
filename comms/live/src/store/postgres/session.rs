//! Connections of the pool, and transactions on them in as few round trips as there can be.

use super::error::{Failure, failed, refuse};
use crate::store::StoreError;
use deadpool_postgres::{HookError, Object, Pool, PoolError};
use futures_util::TryStreamExt as _;
use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, Row};

/// The longest that one round trip may take: a half-open connection is given up then.
const ROUND_TRIP: Duration = Duration::from_secs(15);

pub(super) type Param = Box<dyn ToSql + Sync + Send>;

/// A statement with its parameters.
pub(super) struct Sql {
    text: &'static str,
    params: Vec<Param>,
    /// Graph's id of the record that is put.
    call_id: Option<String>,
}

impl Sql {
    pub(super) fn about(self, call_id: Option<String>) -> Self {
        Self { call_id, ..self }
    }

    pub(super) fn call_id(&self) -> Option<String> {
        self.call_id.clone()
    }
}

pub(super) fn sql<const N: usize>(text: &'static str, params: [Param; N]) -> Sql {
    Sql { text, params: params.into(), call_id: None }
}

/// Parameters of a statement.
macro_rules! params {
    ($($value:expr),* $(,)?) => { [$(Box::new($value) as $crate::store::postgres::session::Param),*] };
}
pub(super) use params;

/// A connection of the pool. One that is dropped within a transaction is closed: the server undoes the transaction then.
pub(super) struct Session {
    client: Option<Object>,
    is_within: bool,
}

impl Session {
    pub(super) async fn new(pool: &Pool) -> Result<Self, Failure> {
        let client = pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => failed(error, 0),
            PoolError::Closed => Failure::Final(StoreError::Closed),
            PoolError::Timeout(_) => Failure::Again(StoreError::Io("no connection to PostgreSQL is free".to_owned())),
            error => Failure::Final(StoreError::Io(error.to_string())),
        })?;
        Ok(Self { client: Some(client), is_within: false })
    }

    /// Runs one statement, which is a transaction by itself.
    pub(super) async fn query(&mut self, statement: Sql) -> Result<Vec<Row>, Failure> {
        let mut rows = self.trip(vec![statement]).await?;
        self.is_within = false;
        rows.pop().unwrap_or(Err(Failure::Final(StoreError::Closed)))
    }

    /// Begins a transaction and runs the statements in it.
    pub(super) async fn begin(&mut self, statements: Vec<Sql>) -> Result<Vec<Vec<Row>>, Failure> {
        let statements = std::iter::once(sql("BEGIN", [])).chain(statements).collect();
        let mut rows = self.step(statements).await?;
        rows.remove(0);
        Ok(rows)
    }

    /// Runs statements in the transaction. After a failure, the transaction is lost unless a savepoint is there.
    pub(super) async fn step(&mut self, statements: Vec<Sql>) -> Result<Vec<Vec<Row>>, Failure> {
        self.trip(statements).await?.into_iter().collect()
    }

    /// Runs the statements and commits.
    ///
    /// If the connection is lost before the server has answered, the transaction may have been committed: that error is final.
    pub(super) async fn commit(&mut self, mut statements: Vec<Sql>) -> Result<Vec<Vec<Row>>, Failure> {
        let last = statements.len();
        statements.push(sql("COMMIT", []));
        let mut results = Vec::with_capacity(last + 1);
        for (index, result) in self.trip_raw(statements).await?.into_iter().enumerate() {
            results.push(result.map_err(|error| match error.as_db_error() {
                // The server has refused a statement, so its `COMMIT` undid the transaction.
                Some(_) if index < last => failed(error, index),
                Some(db) if db.code().code().starts_with("40") => failed(error, index),
                _ => Failure::Final(StoreError::Io(format!("a commit's fate is unknown: {}", refuse(error)))),
            })?);
        }
        self.is_within = false;
        Ok(results)
    }

    /// Undoes the transaction.
    pub(super) async fn rollback(&mut self) -> Result<(), Failure> {
        self.step(vec![sql("ROLLBACK", [])]).await?;
        self.is_within = false;
        Ok(())
    }

    async fn trip(&mut self, statements: Vec<Sql>) -> Result<Vec<Result<Vec<Row>, Failure>>, Failure> {
        let results = self.trip_raw(statements).await?.into_iter().enumerate();
        Ok(results.map(|(index, result)| result.map_err(|error| failed(error, index))).collect())
    }

    /// Sends all statements, in order, before the first answer is awaited.
    async fn trip_raw(&mut self, statements: Vec<Sql>) -> Result<Vec<Result<Vec<Row>, Error>>, Failure> {
        let Some(client) = self.client.as_ref() else { return Err(Failure::Final(StoreError::Closed)) };
        let late = |_| StoreError::Io(format!("PostgreSQL did not answer within {} s", ROUND_TRIP.as_secs()));
        let mut prepared = Vec::with_capacity(statements.len());
        for Sql { text, params, .. } in statements {
            let statement = tokio::time::timeout(ROUND_TRIP, client.prepare_cached(text)).await;
            let statement = statement.map_err(|error| Failure::Again(late(error)))?;
            prepared.push((statement.map_err(|error| failed(error, usize::MAX))?, params));
        }
        self.is_within = true;
        let run = |(statement, params)| async move { client.query_raw(&statement, params).await?.try_collect().await };
        let all = in_order(prepared.into_iter().map(run));
        // Nobody knows how far the server came.
        tokio::time::timeout(ROUND_TRIP, all).await.map_err(|error| Failure::Final(late(error)))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.is_within
            && let Some(client) = self.client.take()
        {
            drop(Object::take(client));
        }
    }
}

/// Polls each future once, in order, so that each sends its statement; then awaits the results in order.
async fn in_order<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut sent = Vec::new();
    for future in futures {
        let mut future = Box::pin(future);
        let first = poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await;
        sent.push((future, first));
    }
    let mut results = Vec::with_capacity(sent.len());
    for (future, first) in sent {
        results.push(match first {
            Poll::Ready(result) => result,
            Poll::Pending => future.await,
        });
    }
    results
}
