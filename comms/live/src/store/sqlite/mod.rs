//! The store of one machine: a SQLite file.

mod error;
mod schema;
mod work;
mod worker;

use super::{
    Acked, Committed, Counts, EventId, EventKind, Owner, Placed, Record, Steady, Store, StoreError, StoredEvent, Work,
    add_millis, from_millis, latest,
};
use crate::{BoxFuture, CallKey, Clock, OperationKey, SystemClock};
use error::refuse;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row, params};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use worker::Worker;

/// A store in a SQLite file, for one process.
///
/// A commit returns once the write-ahead log is on the disk (`synchronous = FULL`). All works that wait are committed as one
/// group, so throughput grows with load. A file beside the database, `{path}-lock`, keeps a second process out; the lock
/// ends with its process.
///
/// The disk and its controller must keep what `fdatasync` returned for. Network file systems do not carry the write-ahead
/// log.
///
/// ```
/// use comms_live::store::{Sqlite, Store};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let path = std::env::temp_dir().join(format!("comms-doc-{}.db", std::process::id()));
/// let store = Sqlite::open(&path)?;
/// assert!(Sqlite::open(&path).is_err(), "in use");
/// assert_eq!(store.counts().await?.calls, 0);
/// # drop(store);
/// # assert!(!std::fs::exists(format!("{}-wal", path.display()))?);
/// # for end in ["", "-lock"] { std::fs::remove_file(format!("{}{end}", path.display()))?; }
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Sqlite {
    clock: Arc<Steady>,
    // Shared with the thread that closes them. The writer is dropped last: it alone can move the log into the database and remove it.
    reader: Arc<Worker>,
    writer: Arc<Worker>,
}

impl Sqlite {
    /// Opens a database, or makes a new one.
    ///
    /// # Errors
    /// [`StoreError::InUse`] if another process, or this one, has it open; [`StoreError::Corrupt`] if the file is damaged, cut
    /// or of another program; [`StoreError::Newer`] if a later version has changed the schema; [`StoreError::ReadOnly`],
    /// [`StoreError::Full`], [`StoreError::Io`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with_clock(path, Arc::new(SystemClock))
    }

    /// Opens a database with a clock of its own, for tests.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with_clock(path: impl AsRef<Path>, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let guard = lock(path)?;
        refuse_cut(path, &guard)?;
        make_private(path)?;
        let write = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, write).map_err(refuse)?;
        // SQLite opens a file without write permission for reading.
        if connection.is_readonly("main").map_err(refuse)? {
            return Err(StoreError::ReadOnly(path.display().to_string()));
        }
        schema::configure(&connection).and_then(|()| schema::migrate(&connection)).map_err(|error| match error {
            // SQLite names no file. The log beside the database needs a folder that can be written to.
            StoreError::ReadOnly(reason) => StoreError::ReadOnly(format!("{} or its folder: {reason}", path.display())),
            error => error,
        })?;
        sync_folder(path)?;
        mark(&guard)?;
        let read = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(path, read).map_err(refuse)?;
        reader.busy_timeout(Duration::from_secs(1)).map_err(refuse)?;
        let clock = Arc::new(Steady::new(clock));
        Ok(Self {
            reader: Arc::new(Worker::reader(reader, Arc::clone(&clock))?),
            writer: Arc::new(Worker::writer(connection, Arc::clone(&clock), guard)?),
            clock,
        })
    }

    /// Runs a statement on the thread that writes.
    async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&Connection, i64) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.writer.run(move |connection, now| work(connection, now).map_err(refuse)).await
    }

    /// Runs a query on the thread that reads.
    async fn read<T: Send + 'static>(
        &self,
        query: impl Fn(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.reader.run(move |connection, _| query(connection).map_err(refuse)).await
    }
}

/// Takes the lock of the database for this process. It ends when the file is closed, also by a crash.
fn lock(path: &Path) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push("-lock");
    let name = PathBuf::from(name);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&name);
    let file = file.map_err(|error| describe(&name, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.display().to_string())),
        Err(TryLockError::Error(error)) => Err(describe(&name, &error)),
    }
}

/// Refuses a cut file that SQLite would open: shorter than a header, empty although it was in use, or ending within a page.
///
/// A crash can leave a part of a page if the write-ahead log still has all of it.
fn refuse_cut(path: &Path, guard: &File) -> Result<(), StoreError> {
    let length = |metadata: std::io::Result<std::fs::Metadata>| metadata.ok().map(|metadata| metadata.len());
    let was_used = length(guard.metadata()) > Some(0);
    match length(std::fs::metadata(path)) {
        Some(0) if was_used => Err(StoreError::Corrupt(format!("{} has become empty", path.display()))),
        Some(1..512) => Err(StoreError::Corrupt(format!("{} is shorter than a database", path.display()))),
        Some(length) if length % PAGE != 0 && length_of_log(path) == 0 => {
            Err(StoreError::Corrupt(format!("{} ends within a page", path.display())))
        }
        _ => Ok(()),
    }
}

/// Bytes of a page: SQLite's default.
const PAGE: u64 = 4096;

fn length_of_log(path: &Path) -> u64 {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    std::fs::metadata(name).map_or(0, |metadata| metadata.len())
}

/// Notes in the lock's file that the database has content.
fn mark(mut guard: &File) -> Result<(), StoreError> {
    let marked = match guard.metadata() {
        Ok(metadata) if metadata.len() > 0 => Ok(()),
        Ok(_) => guard.write_all(b"in use\n").and_then(|()| guard.sync_all()),
        Err(error) => Err(error),
    };
    marked.map_err(|error| StoreError::Io(error.to_string()))
}

/// Makes a new file that its owner alone can read: it will contain tokens. SQLite gives the files beside it the same rights.
fn make_private(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(describe(path, &error)),
        _ => Ok(()),
    }
}

fn describe(path: &Path, error: &std::io::Error) -> StoreError {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            StoreError::ReadOnly(format!("{}: {error}", path.display()))
        }
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Io(format!("{}: {error}", path.display())),
    }
}

/// Makes the entry of a new file durable.
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|error| describe(folder, &error))?;
    }
    Ok(())
}

/// Events with the keys of their calls.
const EVENTS: &str = "SELECT calls.key, number, kind, operation, body, attempts, acked, events.id
    FROM events JOIN calls ON calls.id = events.call";

/// Reads a row of [`EVENTS`].
fn read_event(row: &Row<'_>) -> rusqlite::Result<StoredEvent> {
    Ok(StoredEvent {
        id: EventId { call: read_key(row, 0)?, number: row.get::<_, i64>(1)?.cast_unsigned() },
        kind: EventKind::named(row.get_ref(2)?.as_str()?),
        operation: row.get::<_, Option<i64>>(3)?.map(i64::cast_unsigned),
        body: row.get(4)?,
        attempts: row.get(5)?,
        acknowledged: row.get(6)?,
    })
}

fn read_key(row: &Row<'_>, column: usize) -> rusqlite::Result<CallKey> {
    let key = row.get_ref(column)?.as_str()?.parse();
    key.map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error)))
}

fn read_record(row: &Row<'_>, first: usize) -> rusqlite::Result<Record> {
    Ok(Record {
        call_id: row.get(first)?,
        version: row.get(first + 1)?,
        body: row.get(first + 2)?,
        due: row.get::<_, Option<i64>>(first + 3)?.map(from_millis),
    })
}

/// An event's place in the table, and its state.
struct Place {
    id: i64,
    is_parked: bool,
    is_acked: bool,
}

fn find_event(connection: &Connection, event: EventId) -> rusqlite::Result<Option<Place>> {
    let query = "SELECT events.id, parked, acked FROM calls JOIN events ON events.call = calls.id
        WHERE calls.key = ?1 AND number = ?2";
    let place = |row: &Row<'_>| Ok(Place { id: row.get(0)?, is_parked: row.get(1)?, is_acked: row.get(2)? });
    let key = params![event.call.to_string(), event.number.cast_signed()];
    connection.prepare_cached(query)?.query_row(key, place).optional()
}

/// Notes that one event of the call is no longer open.
fn count_down(connection: &Connection, call: CallKey) -> rusqlite::Result<()> {
    let update = "UPDATE calls SET unacked = unacked - 1 WHERE key = ?1";
    connection.prepare_cached(update)?.execute([call.to_string()]).map(drop)
}

fn bound(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

impl Store for Sqlite {
    fn transact(&self, works: Vec<Work>) -> BoxFuture<'_, Vec<Result<Committed, StoreError>>> {
        Box::pin(async move {
            let count = works.len();
            let results = self.writer.run(move |connection, now| work::apply_all(connection, &works, now)).await;
            results.unwrap_or_else(|error| vec![Err(error); count])
        })
    }

    fn load(&self, key: CallKey) -> BoxFuture<'_, Result<Option<Record>, StoreError>> {
        Box::pin(self.read(move |connection| {
            let mut query =
                connection.prepare_cached("SELECT call_id, version, tracker, due FROM calls WHERE key = ?1")?;
            query.query_row([key.to_string()], |row| read_record(row, 0)).optional()
        }))
    }

    fn key_of(&self, call_id: &str) -> BoxFuture<'_, Result<Option<CallKey>, StoreError>> {
        let call_id = call_id.to_owned();
        Box::pin(self.read(move |connection| {
            let mut query = connection.prepare_cached("SELECT key FROM calls WHERE call_id = ?1")?;
            query.query_row([&call_id], |row| read_key(row, 0)).optional()
        }))
    }

    fn calls(&self, after: Option<CallKey>, limit: usize) -> BoxFuture<'_, Result<Vec<(CallKey, Record)>, StoreError>> {
        Box::pin(self.read(move |connection| {
            let query = "SELECT key, call_id, version, tracker, due FROM calls WHERE key > ?1 ORDER BY key LIMIT ?2";
            let mut query = connection.prepare_cached(query)?;
            let after = after.map(|key| key.to_string()).unwrap_or_default();
            query
                .query_map(params![after, bound(limit)], |row| Ok((read_key(row, 0)?, read_record(row, 1)?)))?
                .collect()
        }))
    }

    fn recent(&self, before: Option<u64>, limit: usize) -> BoxFuture<'_, Result<Vec<Placed>, StoreError>> {
        Box::pin(self.read(move |connection| {
            let query =
                "SELECT id, key, call_id, version, tracker, due FROM calls WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
            let before = before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX);
            let placed = |row: &Row<'_>| {
                let place = row.get::<_, i64>(0)?.cast_unsigned();
                Ok(Placed { place, key: read_key(row, 1)?, record: read_record(row, 2)? })
            };
            connection.prepare_cached(query)?.query_map(params![before, bound(limit)], placed)?.collect()
        }))
    }

    fn due(&self, limit: usize, lease: Duration) -> BoxFuture<'_, Result<Vec<CallKey>, StoreError>> {
        Box::pin(self.write(move |connection, now| {
            let query = "SELECT key FROM calls WHERE due <= ?1 AND leased <= ?1 ORDER BY due LIMIT ?2";
            let mut query = connection.prepare_cached(query)?;
            let keys = query.query_map(params![now, bound(limit)], |row| read_key(row, 0))?;
            let keys = keys.collect::<rusqlite::Result<Vec<_>>>()?;
            let mut update = connection.prepare_cached("UPDATE calls SET leased = ?2 WHERE key = ?1")?;
            for key in &keys {
                update.execute(params![key.to_string(), add_millis(now, lease)])?;
            }
            Ok(keys)
        }))
    }

    fn take_events(
        &self,
        owner: Owner,
        limit: usize,
        lease: Duration,
    ) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        Box::pin(self.write(move |connection, now| {
            let query = format!("{EVENTS} WHERE acked = 0 AND parked = 0 AND next <= ?1 ORDER BY events.id LIMIT ?2");
            let mut query = connection.prepare_cached(&query)?;
            let events =
                query.query_map(params![now, bound(limit)], |row| Ok((row.get::<_, i64>(7)?, read_event(row)?)))?;
            let events = events.collect::<rusqlite::Result<Vec<_>>>()?;
            let mut update = connection.prepare_cached("UPDATE events SET next = ?2, owner = ?3 WHERE id = ?1")?;
            for (id, _) in &events {
                update.execute(params![id, add_millis(now, lease), owner.cast_signed()])?;
            }
            Ok(events.into_iter().map(|(_, event)| event).collect())
        }))
    }

    fn deliver(&self, owner: Owner, id: EventId, lease: Duration) -> BoxFuture<'_, Result<bool, StoreError>> {
        Box::pin(self.write(move |connection, now| {
            let Some(event) = find_event(connection, id)? else { return Ok(false) };
            let update = "UPDATE events SET attempts = attempts + 1, next = ?2
                WHERE id = ?1 AND owner = ?3 AND acked = 0 AND parked = 0";
            let values = params![event.id, add_millis(now, lease), owner.cast_signed()];
            Ok(connection.prepare_cached(update)?.execute(values)? > 0)
        }))
    }

    fn release(&self, owner: Owner) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(self.write(move |connection, now| {
            let update = "UPDATE events SET owner = NULL, next = ?2 WHERE acked = 0 AND parked = 0 AND owner = ?1";
            connection.prepare_cached(update)?.execute(params![owner.cast_signed(), now]).map(drop)
        }))
    }

    fn ack(&self, id: EventId) -> BoxFuture<'_, Result<Acked, StoreError>> {
        Box::pin(self.write(move |connection, _| {
            let Some(event) = find_event(connection, id)? else { return Ok(Acked::NoEvent) };
            if event.is_acked {
                return Ok(Acked::Before);
            }
            connection
                .prepare_cached("UPDATE events SET acked = 1, owner = NULL WHERE id = ?1")?
                .execute([event.id])?;
            if !event.is_parked {
                count_down(connection, id.call)?;
            }
            Ok(Acked::Now)
        }))
    }

    fn park(&self, id: EventId) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(self.write(move |connection, _| {
            let open = find_event(connection, id)?.filter(|event| !event.is_acked && !event.is_parked);
            let Some(event) = open else { return Ok(()) };
            connection
                .prepare_cached("UPDATE events SET parked = 1, owner = NULL WHERE id = ?1")?
                .execute([event.id])?;
            count_down(connection, id.call)
        }))
    }

    fn parked(&self, limit: usize) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        Box::pin(self.read(move |connection| {
            let query = format!("{EVENTS} WHERE acked = 0 AND parked = 1 ORDER BY events.id LIMIT ?1");
            connection.prepare_cached(&query)?.query_map([bound(limit)], read_event)?.collect()
        }))
    }

    fn ends_of(&self, call: CallKey, operation: u64) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        Box::pin(self.read(move |connection| {
            let query =
                format!("{EVENTS} WHERE calls.key = ?1 AND operation = ?2 AND kind IN ('end', 'late') ORDER BY number");
            let key = params![call.to_string(), operation.cast_signed()];
            connection.prepare_cached(&query)?.query_map(key, read_event)?.collect()
        }))
    }

    fn ends(&self, from: OperationKey, limit: usize) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        Box::pin(self.read(move |connection| {
            let query = format!(
                "{EVENTS} WHERE calls.key >= ?1 AND (calls.key > ?1 OR operation >= ?2) AND kind IN ('end', 'late')
                ORDER BY calls.key, operation, kind LIMIT ?3"
            );
            // An operation has two ends at most.
            let values = params![from.call.to_string(), from.number.cast_signed(), bound(limit.saturating_mul(2))];
            let ends =
                connection.prepare_cached(&query)?.query_map(values, read_event)?.collect::<rusqlite::Result<_>>();
            Ok(latest(ends?, limit))
        }))
    }

    fn counts(&self) -> BoxFuture<'_, Result<Counts, StoreError>> {
        Box::pin(self.read(|connection| {
            let count = |rows: &str| -> rusqlite::Result<u64> {
                let count: i64 = connection.query_row(&format!("SELECT count(*) FROM {rows}"), [], |row| row.get(0))?;
                Ok(count.cast_unsigned())
            };
            Ok(Counts {
                calls: count("calls")?,
                unacknowledged: count("events WHERE acked = 0 AND parked = 0")?,
                parked: count("events WHERE acked = 0 AND parked = 1")?,
            })
        }))
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        let workers = [Arc::clone(&self.reader), Arc::clone(&self.writer)];
        Box::pin(async move {
            // The writer last: its thread holds the lock of the file.
            let closed = tokio::task::spawn_blocking(move || workers.iter().for_each(|worker| worker.close()));
            let _ = closed.await;
        })
    }

    fn now(&self) -> SystemTime {
        from_millis(self.clock.millis())
    }

    fn check(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(self.write(|connection, now| {
            // A change of no meaning, so that the disk is written to.
            connection.prepare_cached("UPDATE checked SET at = ?1")?.execute([now]).map(drop)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Change, Next};

    fn put(key: CallKey, size: usize) -> Work {
        Work::new(key, move |_| Next {
            record: Change::Put(Record { body: vec![b'x'; size], ..Record::default() }),
            events: Vec::new(),
        })
    }

    #[tokio::test]
    async fn a_database_that_becomes_read_only_is_an_error_and_nothing_of_it_is_lost() {
        let folder = std::env::temp_dir().join(format!("comms-read-only-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let store = Sqlite::open(folder.join("calls.db")).unwrap();
        let kept = CallKey::random();
        assert!(store.transact(vec![put(kept, 10)]).await[0].is_ok());
        store.write(|connection, _| connection.execute_batch("PRAGMA query_only = true")).await.unwrap();
        for works in [1, 3] {
            let results = store.transact((0..works).map(|_| put(CallKey::random(), 10)).collect()).await;
            assert!(results.iter().all(|result| matches!(result, Err(StoreError::ReadOnly(_)))), "{results:?}");
        }
        assert!(matches!(store.check().await, Err(StoreError::ReadOnly(_))));
        assert!(store.load(kept).await.unwrap().is_some());
        drop(store);
        let store = Sqlite::open(folder.join("calls.db")).unwrap();
        assert_eq!((store.counts().await.unwrap().calls, store.check().await), (1, Ok(())));
        drop(store);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn a_work_that_fails_in_a_group_takes_no_other_with_it() {
        let folder = std::env::temp_dir().join(format!("comms-group-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let store = Sqlite::open(folder.join("calls.db")).unwrap();
        // While the writer is busy, the others wait, and become one group.
        let busy = store.write(|_, _| {
            std::thread::sleep(Duration::from_millis(100));
            Ok(())
        });
        let [before, after] = [CallKey::random(), CallKey::random()];
        let fails = Work::new(CallKey::random(), |_| panic!("on purpose"));
        let (_, first, failed, last) = tokio::join!(
            busy,
            store.transact(vec![put(before, 10)]),
            store.transact(vec![fails]),
            store.transact(vec![put(after, 10)])
        );
        assert!(matches!(failed[0], Err(StoreError::Work(_))), "{failed:?}");
        assert!(first[0].is_ok() && last[0].is_ok(), "{first:?} {last:?}");
        for key in [before, after] {
            assert!(store.load(key).await.unwrap().is_some());
        }
        assert_eq!(store.counts().await.unwrap().calls, 2);
        drop(store);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn a_full_disk_is_an_error_and_the_store_works_again_once_there_is_space() {
        let folder = std::env::temp_dir().join(format!("comms-full-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let store = Sqlite::open(folder.join("calls.db")).unwrap();
        let pages = |count: u32| {
            store.write(move |connection, _| {
                connection.query_row(&format!("PRAGMA max_page_count = {count}"), [], |row| row.get::<_, u32>(0))
            })
        };
        let kept = CallKey::random();
        assert!(store.transact(vec![put(kept, 10)]).await[0].is_ok());
        pages(40).await.unwrap();
        let works = (0..100).map(|_| put(CallKey::random(), 8000)).collect();
        let results = store.transact(works).await;
        assert!(results.iter().all(|result| *result == Err(StoreError::Full)), "{results:?}");
        assert_eq!(store.counts().await.unwrap().calls, 1);
        pages(100_000).await.unwrap();
        assert!(store.transact(vec![put(CallKey::random(), 8000)]).await[0].is_ok());
        assert!(store.load(kept).await.unwrap().is_some());
        assert_eq!(store.check().await, Ok(()));
        drop(store);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
