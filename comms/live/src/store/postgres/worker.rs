//! Tasks that commit works: each takes all that waits, as one group.

use super::Shared;
use super::error::Failure;
use super::session::Session;
use super::work;
use crate::store::{Committed, StoreError, Work};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

/// Calls of `transact` that may wait. One more is refused as [`StoreError::Busy`].
const WAITING: usize = 8192;
/// Calls of `transact` that are committed together, at most.
const GROUP: usize = 128;
/// Groups that are committed at once, each on a connection of its own.
pub(super) const LANES: usize = 4;

type Results = Vec<Result<Committed, StoreError>>;

struct Job {
    works: Vec<Work>,
    reply: oneshot::Sender<Results>,
}

/// The queue of works and its tasks. They end once it is closed or dropped, and what waits is done.
pub(super) struct Worker {
    sender: RwLock<Option<mpsc::Sender<Job>>>,
    lanes: Mutex<Vec<JoinHandle<()>>>,
}

impl Worker {
    pub(super) fn new(shared: &Arc<Shared>) -> Self {
        let (sender, jobs) = mpsc::channel(WAITING);
        let jobs = Arc::new(Mutex::new(jobs));
        let lanes = (0..LANES).map(|_| tokio::spawn(lane(Arc::clone(shared), Arc::clone(&jobs)))).collect();
        Self { sender: RwLock::new(Some(sender)), lanes: Mutex::new(lanes) }
    }

    /// Commits the works, and returns their results.
    pub(super) async fn run(&self, works: Vec<Work>) -> Results {
        let count = works.len();
        let all = |error: StoreError| vec![Err(error); count];
        let (reply, results) = oneshot::channel();
        let sent = {
            let sender = self.sender.read().unwrap_or_else(PoisonError::into_inner);
            sender.as_ref().map(|sender| sender.try_send(Job { works, reply }))
        };
        match sent {
            Some(Ok(())) => results.await.unwrap_or_else(|_| all(StoreError::Closed)),
            Some(Err(mpsc::error::TrySendError::Full(_))) => all(StoreError::Busy),
            Some(Err(mpsc::error::TrySendError::Closed(_))) | None => all(StoreError::Closed),
        }
    }

    /// Takes no more works, and finishes those that wait.
    pub(super) async fn close(&self) {
        *self.sender.write().unwrap_or_else(PoisonError::into_inner) = None;
        for lane in self.lanes.lock().await.drain(..) {
            let _ = lane.await;
        }
    }
}

async fn lane(shared: Arc<Shared>, jobs: Arc<Mutex<mpsc::Receiver<Job>>>) {
    loop {
        let mut group = Vec::new();
        // The lock is held by the lane that waits; the others commit, or wait for it.
        let taken = jobs.lock().await.recv_many(&mut group, GROUP).await;
        if taken == 0 {
            return;
        }
        metrics::histogram!("comms_store_group").record(u32::try_from(taken).unwrap_or(u32::MAX));
        let works = group_works(&group);
        let committed = commit(&shared, &works).await;
        if let Ok(results) = &committed {
            let told =
                works.iter().zip(results).filter(|(_, result)| result.as_ref().is_ok_and(|done| done.events > 0));
            shared.changes.announce(told.map(|(work, _)| work.key));
        }
        finish(group, committed);
    }
}

fn group_works(group: &[Job]) -> Vec<Work> {
    group.iter().flat_map(|job| job.works.iter().cloned()).collect()
}

/// Commits the works; again, as long as nothing was committed and another attempt may succeed.
async fn commit(shared: &Shared, works: &[Work]) -> Result<Results, StoreError> {
    let attempt = || async {
        let mut session = Session::new(&shared.pool).await?;
        let works: Vec<_> = works.iter().collect();
        let result = work::commit(&mut session, &shared.time, &works).await;
        if let Err(Failure::Again(_)) = &result {
            // A conflict leaves the connection usable. If this fails too, the connection is given up.
            let _ = session.rollback().await;
        }
        result
    };
    let committed = shared.patiently(attempt).await;
    if let Err(error) = &committed {
        tracing::error!(%error, works = works.len(), "a commit failed");
    }
    committed
}

fn finish(group: Vec<Job>, committed: Result<Results, StoreError>) {
    let mut committed = committed.map(Vec::into_iter);
    for job in group {
        let results = match &mut committed {
            Ok(results) => results.by_ref().take(job.works.len()).collect(),
            Err(error) => vec![Err(error.clone()); job.works.len()],
        };
        // A caller that went away needs no answer.
        let _ = job.reply.send(results);
    }
}
