//! The parts that the store and its tasks share: the pool, the time, the patience.

use super::changes::Changes;
use super::error::{Failure, refuse};
use super::session::{Param, Session, params, sql};
use super::{schema, statements as text};
use crate::CallKey;
use crate::store::{Steady, StoreError};
use deadpool_postgres::{Hook, HookError, Manager, Pool, PoolError, Runtime};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::{Config, Row, Socket};
use uuid::Uuid;

/// Connections of one store.
const CONNECTIONS: usize = 12;
/// The longest wait for a connection.
const WAIT: Duration = Duration::from_secs(5);
/// The time in which a statement is tried again after a conflict or a lost connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Settings of each connection. A node that is paused within a transaction does not keep its locks, and `COMMIT` waits for
/// the disk.
const SETTINGS: &str = "SET idle_in_transaction_session_timeout = '10s'; SET lock_timeout = '5s';
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

pub(super) struct Shared {
    pub(super) pool: Pool,
    pub(super) time: Time,
    pub(super) changes: Changes,
    /// This node, in the table of nodes.
    pub(super) node: i64,
    /// The id that the database got with its schema.
    pub(super) database: Uuid,
}

impl Shared {
    pub(super) async fn new<T>(mut config: Config, tls: T, test: Option<Steady>) -> Result<Self, StoreError>
    where
        T: MakeTlsConnect<Socket> + Clone + Sync + Send + 'static,
        T::Stream: Sync + Send,
        T::TlsConnect: Sync + Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        complete(&mut config);
        let settings = Hook::async_fn(|client: &mut deadpool_postgres::ClientWrapper, _| {
            Box::pin(async move { client.batch_execute(SETTINGS).await.map_err(HookError::Backend) })
        });
        let changes = Changes::new(config.clone(), tls.clone());
        let pool = Pool::builder(Manager::new(config, tls)).max_size(CONNECTIONS).runtime(Runtime::Tokio1);
        let pool = pool.wait_timeout(Some(WAIT)).create_timeout(Some(WAIT)).recycle_timeout(Some(WAIT));
        let pool = pool.post_create(settings).build().map_err(|error| StoreError::Io(error.to_string()))?;
        let database = migrate(&pool).await?;
        let bytes = CallKey::random().as_bytes()[..8].try_into().unwrap_or_default();
        let shared = Self { pool, time: Time::new(test), changes, node: i64::from_le_bytes(bytes), database };
        shared.measure().await.map_err(Failure::into_error)?;
        Ok(shared)
    }

    /// Asks the database for its time.
    pub(super) async fn measure(&self) -> Result<i64, Failure> {
        let mut session = Session::new(&self.pool).await?;
        let rows = session.query(sql(text::TIME, params![self.time.of_test()])).await?;
        self.time.read(&rows).map_err(Failure::Final)
    }

    /// Runs a statement that is a transaction by itself.
    pub(super) async fn query<const N: usize>(
        &self,
        text: &'static str,
        params: impl Fn() -> [Param; N],
    ) -> Result<Vec<Row>, StoreError> {
        self.patiently(|| async { Session::new(&self.pool).await?.query(sql(text, params())).await }).await
    }

    /// Makes attempts, with growing pauses, as long as nothing was committed and another may succeed.
    pub(super) async fn patiently<T, F>(&self, attempt: impl Fn() -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let started = Instant::now();
        for number in 0.. {
            match attempt().await {
                Ok(value) => return Ok(value),
                Err(Failure::Again(error)) if started.elapsed() < PATIENCE => {
                    tracing::debug!(%error, number, "another attempt follows");
                    tokio::time::sleep(pause(number)).await;
                }
                Err(failure) => return Err(failure.into_error()),
            }
        }
        Err(StoreError::Closed)
    }
}

/// The pause before another attempt: half of it is random.
fn pause(number: u32) -> Duration {
    let longest = 10 << number.min(6);
    let random = u64::from(CallKey::random().as_bytes()[0]);
    Duration::from_millis(longest / 2 + longest * random / 512)
}

/// Adds what finds out that a server is gone, unless the user has set it.
fn complete(config: &mut Config) {
    if config.get_application_name().is_none() {
        config.application_name("comms-live");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(WAIT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(10)).keepalives_idle(Duration::from_secs(10));
    }
}

async fn migrate(pool: &Pool) -> Result<Uuid, StoreError> {
    let client = pool.get().await.map_err(|error| match error {
        PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => refuse(error),
        error => StoreError::Io(error.to_string()),
    })?;
    let result = schema::migrate(&client).await;
    if result.is_err() {
        // It may be within a transaction.
        drop(deadpool_postgres::Object::take(client));
    }
    result
}

/// The database's time, as it is known.
pub(super) struct Time {
    /// The time of a test.
    test: Option<Steady>,
    /// A time of the database, and the moment at which it was received.
    measured: Mutex<(i64, Instant)>,
    latest: AtomicI64,
}

impl Time {
    fn new(test: Option<Steady>) -> Self {
        Self { test, measured: Mutex::new((0, Instant::now())), latest: AtomicI64::new(0) }
    }

    /// The time that statements use instead of the database's.
    pub(super) fn of_test(&self) -> Option<i64> {
        self.test.as_ref().map(Steady::millis)
    }

    /// Reads the answer to [`text::TIME`]. The time does not go back.
    pub(super) fn read(&self, rows: &[Row]) -> Result<i64, StoreError> {
        let row = rows.first().ok_or_else(|| StoreError::Corrupt("no time".to_owned()))?;
        let now = super::read_number(row, 0)?;
        *self.measured.lock().unwrap_or_else(PoisonError::into_inner) = (now, Instant::now());
        Ok(self.steady(now))
    }

    pub(super) fn now(&self) -> i64 {
        if let Some(now) = self.of_test() {
            return now;
        }
        let (measured, at) = *self.measured.lock().unwrap_or_else(PoisonError::into_inner);
        self.steady(crate::store::add_millis(measured, at.elapsed()))
    }

    fn steady(&self, now: i64) -> i64 {
        self.latest.fetch_max(now, Ordering::AcqRel).max(now)
    }
}
