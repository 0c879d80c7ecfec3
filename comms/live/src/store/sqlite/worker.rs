//! Threads that own a connection. One writes: it commits all that waits as one group. One reads.

use super::error::refuse;
use crate::store::{Steady, StoreError, panic_text};
use rusqlite::Connection;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::{Builder, JoinHandle};
use tokio::sync::oneshot;

/// Jobs that may wait. One more is refused as [`StoreError::Busy`].
const WAITING: usize = 8192;
/// Jobs that are committed together, at most.
const GROUP: usize = 512;

/// A thread with a connection. Dropping it ends the thread once the waiting jobs are done.
pub(super) struct Worker {
    sender: RwLock<Option<SyncSender<Box<dyn Job>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// Work for a connection.
trait Job: Send {
    /// Does the work. An error undoes it. Called again if the group has to begin anew.
    fn run(&mut self, connection: &Connection, now: i64) -> Result<(), StoreError>;

    /// Sends the result: that of the work, if the commit succeeded.
    fn finish(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Task<F, T> {
    work: F,
    result: Result<T, StoreError>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<F, T> Job for Task<F, T>
where
    F: Fn(&Connection, i64) -> Result<T, StoreError> + Send,
    T: Send,
{
    fn run(&mut self, connection: &Connection, now: i64) -> Result<(), StoreError> {
        let result = catch_unwind(AssertUnwindSafe(|| (self.work)(connection, now)));
        self.result = result.unwrap_or_else(|panic| Err(StoreError::Work(panic_text(&*panic))));
        self.result.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    fn finish(self: Box<Self>, committed: Result<(), StoreError>) {
        // A caller that went away needs no answer.
        let _ = self.reply.send(committed.and(self.result));
    }
}

impl Worker {
    /// Starts a thread that commits jobs in groups. `guard` is dropped with the connection.
    pub(super) fn writer(connection: Connection, clock: Arc<Steady>, guard: std::fs::File) -> Result<Self, StoreError> {
        Self::start("comms-store", move |jobs| {
            while let Ok(first) = jobs.recv() {
                let mut group = vec![first];
                group.extend(jobs.try_iter().take(GROUP - 1));
                let committed = commit(&connection, &mut group, clock.millis());
                if let Err(error) = &committed {
                    tracing::error!(%error, jobs = group.len(), "a commit failed");
                }
                metrics::histogram!("comms_store_group").record(u32::try_from(group.len()).unwrap_or(u32::MAX));
                for job in group {
                    job.finish(committed.clone());
                }
            }
            drop((connection, guard));
        })
    }

    /// Starts a thread that runs jobs one by one.
    pub(super) fn reader(connection: Connection, clock: Arc<Steady>) -> Result<Self, StoreError> {
        Self::start("comms-store-read", move |jobs| {
            for mut job in jobs {
                let _ = job.run(&connection, clock.millis());
                job.finish(Ok(()));
            }
        })
    }

    fn start(name: &str, work: impl FnOnce(Receiver<Box<dyn Job>>) + Send + 'static) -> Result<Self, StoreError> {
        let (sender, receiver) = sync_channel(WAITING);
        let thread = Builder::new().name(name.to_owned()).spawn(move || work(receiver));
        let thread = thread.map_err(|error| StoreError::Io(error.to_string()))?;
        Ok(Self { sender: RwLock::new(Some(sender)), thread: Mutex::new(Some(thread)) })
    }

    /// Runs the work on the thread, and returns its result once it is committed.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl Fn(&Connection, i64) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (reply, result) = oneshot::channel();
        let task = Box::new(Task { work, result: Err(StoreError::Closed), reply });
        let sent = {
            let sender = self.sender.read().unwrap_or_else(PoisonError::into_inner);
            sender.as_ref().map(|sender| sender.try_send(task))
        };
        match sent {
            Some(Ok(())) => result.await.unwrap_or(Err(StoreError::Closed)),
            Some(Err(TrySendError::Full(_))) => Err(StoreError::Busy),
            Some(Err(TrySendError::Disconnected(_))) | None => Err(StoreError::Closed),
        }
    }
}

impl Worker {
    /// Takes no more jobs, finishes those that wait, and closes the connection.
    pub(super) fn close(&self) {
        *self.sender.write().unwrap_or_else(PoisonError::into_inner) = None;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.close();
    }
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Worker")
    }
}

/// Runs the jobs in one transaction. The result is the transaction's; a job that failed alone has been undone alone.
fn commit(connection: &Connection, group: &mut [Box<dyn Job>], now: i64) -> Result<(), StoreError> {
    // A savepoint copies each page that is changed after it, and few jobs fail: only a group in which one failed has them.
    let mut has_failed = false;
    let committed = transaction(connection, || {
        let all = group.iter_mut().try_for_each(|job| job.run(connection, now));
        has_failed = all.is_err();
        all
    });
    if !has_failed {
        return committed;
    }
    let alone = |job: &mut Box<dyn Job>| atomic(connection, || job.run(connection, now)).map(drop);
    transaction(connection, || group.iter_mut().try_for_each(alone))
}

/// Runs `work` in a transaction, and undoes it as a whole if it fails.
fn transaction(connection: &Connection, work: impl FnOnce() -> Result<(), StoreError>) -> Result<(), StoreError> {
    execute(connection, "BEGIN IMMEDIATE")?;
    let result = work().and_then(|()| execute(connection, "COMMIT"));
    if result.is_err() && !connection.is_autocommit() {
        execute(connection, "ROLLBACK")?;
    }
    result
}

/// Runs `work`, and undoes what it did if it fails. The outer error is one that ended the transaction.
pub(super) fn atomic<T>(
    connection: &Connection,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<Result<T, StoreError>, StoreError> {
    execute(connection, "SAVEPOINT work")?;
    let result = work();
    match &result {
        // A full disk and the like end the transaction.
        Err(error) if connection.is_autocommit() => return Err(error.clone()),
        Err(_) => execute(connection, "ROLLBACK TO work")?,
        Ok(_) => {}
    }
    execute(connection, "RELEASE work")?;
    Ok(result)
}

fn execute(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql).and_then(|mut statement| statement.execute([])).map(drop).map_err(refuse)
}
