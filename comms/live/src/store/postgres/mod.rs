//! The store of many machines: a PostgreSQL database.

mod changes;
mod error;
mod node;
mod schema;
mod session;
mod shared;
mod statements;
mod tls;
mod work;
mod worker;

use super::{
    Acked, Committed, Counts, EventId, EventKind, OnChange, Owner, Placed, Record, Steady, Store, StoreError,
    StoredEvent, Work, add_millis, from_millis, latest,
};
use crate::{BoxFuture, CallKey, Clock, OperationKey};
use error::{Failure, refuse};
use session::{Session, params, sql};
use shared::{Shared, Time};
use statements as text;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tls::read_url;
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::{Config, NoTls, Row, Socket, Transaction};
use uuid::Uuid;
use worker::Worker;

/// A store in a PostgreSQL database, for any number of nodes.
///
/// All works that wait are committed as one group, in two round trips; several groups are committed at once. Works lock the
/// rows of their calls, in the keys' order. Times are the database's, so that the clocks of nodes do not matter.
///
/// A node gives a sign of life every 3 s. The leases of one that gave none for 12 s end, so that other nodes take its events
/// and due records within 15 s. [`close`](Store::close) ends them at once.
///
/// # Lost connections
///
/// Conflicts, deadlocks and lost connections lead to another attempt, with growing pauses, for 5 s. After that the error is
/// [`StoreError::Io`]. It comes at once if the connection is lost while a commit waits for its answer: nobody knows whether
/// that commit was done, so it is not repeated. Senders repeat notifications, and the tracker knows a duplicate.
///
/// # Requirements of the database
///
/// - PostgreSQL 11 or later; 15 is tested. A user that may create tables in the first schema of `search_path`.
/// - `fsync = on`. The store sets `synchronous_commit = on` on its connections if it is `off`; all other values stay.
/// - If the loss of a machine must lose nothing: `synchronous_standby_names` with a standby. Without one, a failover loses what
///   the standby has not received.
/// - 13 connections for each node. A pooler between them must keep sessions: statements are prepared, and one connection
///   listens.
///
/// Statements name one call's key or an indexed range, so the tables can be spread by key. `CockroachDB` and `YugabyteDB` are
/// untested. Citus does not carry the schema: an index that is unique over all shards, as `call_id` needs, must contain the
/// key.
///
/// ```no_run
/// use comms_live::store::{Postgres, Store};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let store = Postgres::connect("postgres://bot:secret@db.example.com/calls").await?;
/// assert_eq!(store.counts().await?.calls, 0);
/// # Ok(()) }
/// ```
pub struct Postgres {
    shared: Arc<Shared>,
    worker: Worker,
    tasks: [tokio::task::JoinHandle<()>; 2],
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Postgres").field("node", &self.shared.node).finish_non_exhaustive()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.tasks.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

impl Postgres {
    /// Connects to a database by URL or by `key=value` pairs, and brings its schema to this version.
    ///
    /// Another machine is reached by TLS alone, unless `sslmode=disable` forbids that. The server's certificate is checked, by the
    /// system's authorities or by those in the PEM file that `sslrootcert` names. To a socket or a loopback address TLS is used
    /// with `sslmode=require`.
    ///
    /// Call it within a tokio runtime that lives as long as the store.
    ///
    /// # Errors
    /// [`StoreError::Newer`] if a later version has changed the schema; [`StoreError::Corrupt`] if there are tables of another
    /// program; [`StoreError::Io`] if the URL or the file of certificates
    /// cannot be read, or the database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        match read_url(url)? {
            (config, Some(tls)) => Self::connect_with(config, tls).await,
            (config, None) => Self::connect_with(config, NoTls).await,
        }
    }

    /// Connects with settings and TLS of your own: with a client's certificate, or by another library.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub async fn connect_with<T>(config: Config, tls: T) -> Result<Self, StoreError>
    where
        T: MakeTlsConnect<Socket> + Clone + Sync + Send + 'static,
        T::Stream: Sync + Send,
        T::TlsConnect: Sync + Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        Ok(Self::start(Shared::new(config, tls, None).await?))
    }

    /// Connects with a clock instead of the database's time, and without TLS, for tests.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub async fn connect_with_clock(url: &str, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Ok(Self::start(Shared::new(read_url(url)?.0, NoTls, Some(Steady::new(clock))).await?))
    }

    fn start(shared: Shared) -> Self {
        let shared = Arc::new(shared);
        let (beating, listening) = (Arc::clone(&shared), Arc::clone(&shared));
        let listen = async move { listening.changes.run().await };
        let tasks = [tokio::spawn(node::beat(beating)), tokio::spawn(listen)];
        Self { worker: Worker::new(&shared), shared, tasks }
    }

    /// The statements that run all the time, each with a name, for `EXPLAIN`.
    pub fn statements() -> impl Iterator<Item = (&'static str, &'static str)> {
        text::HOT.into_iter()
    }

    async fn try_due(&self, limit: usize, lease: Duration) -> Result<Vec<CallKey>, Failure> {
        let mut session = Session::new(&self.shared.pool).await?;
        let test = self.shared.time.of_test();
        let mut answers =
            session.begin(vec![sql(text::TIME, params![test]), sql(text::DUE, params![test, bound(limit)])]).await?;
        let rows = answers.pop().unwrap_or_default();
        let now = self.read_time(answers)?;
        let keys = rows.iter().map(read_key).collect::<Result<Vec<_>, _>>().map_err(Failure::Final)?;
        let until = add_millis(now, lease);
        let leases = keys.iter().map(|key| sql(text::LEASE_CALL, params![uuid(*key), until, self.shared.node]));
        session.commit(leases.collect()).await?;
        Ok(keys)
    }

    async fn try_take(&self, owner: Owner, limit: usize, lease: Duration) -> Result<Vec<StoredEvent>, Failure> {
        let mut session = Session::new(&self.shared.pool).await?;
        let test = self.shared.time.of_test();
        let mut answers =
            session.begin(vec![sql(text::TIME, params![test]), sql(text::TAKE, params![test, bound(limit)])]).await?;
        let rows = answers.pop().unwrap_or_default();
        let now = self.read_time(answers)?;
        let events = rows.iter().map(|row| Ok((read_number(row, 7)?, read_event(row)?)));
        let mut events = events.collect::<Result<Vec<_>, StoreError>>().map_err(Failure::Final)?;
        // Events that come again may be due after later ones of their call.
        events.sort_unstable_by_key(|(stored, _)| *stored);
        let mut leases = Vec::with_capacity(events.len());
        for (_, event) in &events {
            let (key, number) = (uuid(event.id.call), event.id.number.cast_signed());
            let values = params![key, number, add_millis(now, lease), owner.cast_signed(), self.shared.node];
            leases.push(sql(text::LEASE_EVENT, values));
        }
        session.commit(leases).await?;
        Ok(events.into_iter().map(|(_, event)| event).collect())
    }

    fn read_time(&self, answers: Vec<Vec<Row>>) -> Result<i64, Failure> {
        let rows = answers.into_iter().next().unwrap_or_default();
        self.shared.time.read(&rows).map_err(Failure::Final)
    }

    /// Runs a statement about an event, with its call locked first, as works lock it.
    async fn on_event(&self, text: &'static str, id: EventId) -> Result<Vec<Row>, StoreError> {
        let attempt = || async {
            let mut session = Session::new(&self.shared.pool).await?;
            let key = uuid(id.call);
            let lock = sql(text::LOCK_ONLY, params![key]);
            let statement = sql(text, params![key, id.number.cast_signed()]);
            let mut answers = session.commit(vec![sql("BEGIN", []), lock, statement]).await?;
            // The last answer is that of `COMMIT`.
            answers.pop();
            Ok(answers.pop().unwrap_or_default())
        };
        self.shared.patiently(attempt).await
    }
}

fn uuid(key: CallKey) -> Uuid {
    Uuid::from_bytes(*key.as_bytes())
}

fn read_number(row: &Row, column: usize) -> Result<i64, StoreError> {
    row.try_get(column).map_err(refuse)
}

fn read_uuid(row: &Row, column: usize) -> Result<CallKey, StoreError> {
    row.try_get(column).map(|key: Uuid| CallKey::from_bytes(*key.as_bytes())).map_err(refuse)
}

/// Reads the key of a row that begins with it.
fn read_key(row: &Row) -> Result<CallKey, StoreError> {
    read_uuid(row, 0)
}

fn read_record(row: &Row) -> Result<Record, StoreError> {
    let version = u32::try_from(read_number(row, 1)?).unwrap_or(u32::MAX);
    let due: Option<i64> = row.try_get(3).map_err(refuse)?;
    Ok(Record {
        call_id: row.try_get(0).map_err(refuse)?,
        version,
        body: row.try_get(2).map_err(refuse)?,
        due: due.map(from_millis),
    })
}

fn read_event(row: &Row) -> Result<StoredEvent, StoreError> {
    let kind: &str = row.try_get(2).map_err(refuse)?;
    let operation: Option<i64> = row.try_get(3).map_err(refuse)?;
    Ok(StoredEvent {
        id: EventId { call: read_uuid(row, 0)?, number: read_number(row, 1)?.cast_unsigned() },
        kind: EventKind::named(kind),
        operation: operation.map(i64::cast_unsigned),
        body: row.try_get(4).map_err(refuse)?,
        attempts: u32::try_from(read_number(row, 5)?).unwrap_or(u32::MAX),
        acknowledged: row.try_get(6).map_err(refuse)?,
    })
}

fn bound(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

impl Store for Postgres {
    fn transact(&self, works: Vec<Work>) -> BoxFuture<'_, Vec<Result<Committed, StoreError>>> {
        Box::pin(self.worker.run(works))
    }

    fn load(&self, key: CallKey) -> BoxFuture<'_, Result<Option<Record>, StoreError>> {
        Box::pin(async move {
            let rows = self.shared.query(text::LOAD, || params![uuid(key)]).await?;
            rows.first().map(read_record).transpose()
        })
    }

    fn key_of(&self, call_id: &str) -> BoxFuture<'_, Result<Option<CallKey>, StoreError>> {
        let call_id = call_id.to_owned();
        Box::pin(async move {
            let rows = self.shared.query(text::KEY_OF, || params![call_id.clone()]).await?;
            rows.first().map(read_key).transpose()
        })
    }

    fn calls(&self, after: Option<CallKey>, limit: usize) -> BoxFuture<'_, Result<Vec<(CallKey, Record)>, StoreError>> {
        Box::pin(async move {
            let text = if after.is_some() { text::CALLS } else { text::CALLS_FROM };
            let after = after.map_or(Uuid::nil(), uuid);
            let rows = self.shared.query(text, || params![after, bound(limit)]).await?;
            rows.iter().map(|row| Ok((read_uuid(row, 4)?, read_record(row)?))).collect()
        })
    }

    fn recent(&self, before: Option<u64>, limit: usize) -> BoxFuture<'_, Result<Vec<Placed>, StoreError>> {
        Box::pin(async move {
            let before = before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX);
            let rows = self.shared.query(text::RECENT, || params![before, bound(limit)]).await?;
            let placed = |row: &Row| {
                let place = read_number(row, 5)?.cast_unsigned();
                Ok(Placed { place, key: read_uuid(row, 4)?, record: read_record(row)? })
            };
            rows.iter().map(placed).collect()
        })
    }

    fn due(&self, limit: usize, lease: Duration) -> BoxFuture<'_, Result<Vec<CallKey>, StoreError>> {
        Box::pin(self.shared.patiently(move || self.try_due(limit, lease)))
    }

    fn take_events(
        &self,
        owner: Owner,
        limit: usize,
        lease: Duration,
    ) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        Box::pin(self.shared.patiently(move || self.try_take(owner, limit, lease)))
    }

    fn deliver(&self, owner: Owner, id: EventId, lease: Duration) -> BoxFuture<'_, Result<bool, StoreError>> {
        Box::pin(async move {
            let (key, number, lease) = (uuid(id.call), id.number.cast_signed(), add_millis(0, lease));
            let values = || params![key, number, owner.cast_signed(), self.shared.time.of_test(), lease];
            Ok(!self.shared.query(text::DELIVER, values).await?.is_empty())
        })
    }

    fn release(&self, owner: Owner) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move { self.shared.query(text::RELEASE, || params![owner.cast_signed()]).await.map(drop) })
    }

    fn ack(&self, id: EventId) -> BoxFuture<'_, Result<Acked, StoreError>> {
        Box::pin(async move {
            let rows = self.on_event(text::ACK, id).await?;
            let count = |column| rows.first().map(|row| read_number(row, column)).transpose();
            Ok(match (count(0)?, count(1)?) {
                (Some(1..), _) => Acked::Now,
                (_, Some(1..)) => Acked::Before,
                _ => Acked::NoEvent,
            })
        })
    }

    fn park(&self, id: EventId) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move { self.on_event(text::PARK, id).await.map(drop) })
    }

    fn parked(&self, limit: usize) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        Box::pin(async move {
            let rows = self.shared.query(text::PARKED, || params![bound(limit)]).await?;
            rows.iter().map(read_event).collect()
        })
    }

    fn ends_of(&self, call: CallKey, operation: u64) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        Box::pin(async move {
            let rows = self.shared.query(text::ENDS, || params![uuid(call), operation.cast_signed()]).await?;
            rows.iter().map(read_event).collect()
        })
    }

    fn ends(&self, from: OperationKey, limit: usize) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        Box::pin(async move {
            // An operation has two ends at most.
            let most = bound(limit.saturating_mul(2));
            let values = || params![uuid(from.call), from.number.cast_signed(), most];
            let rows = self.shared.query(text::ENDS_FROM, values).await?;
            Ok(latest(rows.iter().map(read_event).collect::<Result<_, _>>()?, limit))
        })
    }

    fn counts(&self) -> BoxFuture<'_, Result<Counts, StoreError>> {
        Box::pin(async move {
            let rows = self.shared.query(text::COUNTS, || params![]).await?;
            let count = |column| match rows.first() {
                Some(row) => read_number(row, column).map(i64::cast_unsigned),
                None => Ok(0),
            };
            Ok(Counts { calls: count(0)?, unacknowledged: count(1)?, parked: count(2)? })
        })
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            self.worker.close().await;
            self.tasks.iter().for_each(tokio::task::JoinHandle::abort);
            if let Err(failure) = node::leave(&self.shared).await {
                tracing::warn!(error = %failure.into_error(), "this node's leases end by themselves");
            }
            self.shared.pool.close();
        })
    }

    fn ack_in<'a>(&'a self, transaction: &'a Transaction<'_>, id: EventId) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let rows = transaction.query("SELECT id FROM comms_schema", &[]).await.map_err(refuse)?;
            let found = rows.first().map(|row| row.try_get::<_, Uuid>(0)).transpose().map_err(refuse)?;
            if found != Some(self.shared.database) {
                return Err(StoreError::Io("the transaction is of another database".to_owned()));
            }
            let (key, number) = (uuid(id.call), id.number.cast_signed());
            transaction.query(text::LOCK_ONLY, &[&key]).await.map_err(refuse)?;
            let row = transaction.query_one(text::ACK, &[&key, &number]).await.map_err(refuse)?;
            Ok(read_number(&row, 0)? > 0)
        })
    }

    fn on_change(&self, changed: OnChange) {
        self.shared.changes.set(changed);
    }

    fn now(&self) -> SystemTime {
        from_millis(self.shared.time.now())
    }

    fn check(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        // One attempt: a health check asks about this moment.
        Box::pin(async move {
            // A record is read too: a later version of the program may have changed its columns.
            let (read, write) = (sql(text::LOAD, params![Uuid::nil()]), sql(text::CHECK, []));
            let attempt =
                async { Session::new(&self.shared.pool).await?.commit(vec![sql("BEGIN", []), read, write]).await };
            attempt.await.map(drop).map_err(Failure::into_error)
        })
    }
}
