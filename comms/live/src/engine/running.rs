//! Tasks: those that run, the end of all, and none that fails unnoticed.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// Tasks that may run at once: more than there will be.
const ALL: u32 = 1 << 24;

/// Knows what runs, so that a shutdown waits for it.
pub(crate) struct Running {
    /// Each task that runs has one permit.
    tasks: Arc<Semaphore>,
    /// True once nothing more may begin.
    is_over: watch::Sender<bool>,
}

impl Default for Running {
    fn default() -> Self {
        Self { tasks: Arc::new(Semaphore::new(ALL as usize)), is_over: watch::Sender::new(false) }
    }
}

impl Running {
    /// Begins a task, which ends with the permit. `None` after the shutdown.
    pub(crate) fn begin(&self) -> Option<OwnedSemaphorePermit> {
        let permit = Arc::clone(&self.tasks).try_acquire_owned().ok();
        permit.filter(|_| !self.is_over())
    }

    pub(crate) fn is_over(&self) -> bool {
        *self.is_over.borrow()
    }

    /// Lets nothing more begin, and waits for what runs.
    pub(crate) async fn shut_down(&self) {
        self.is_over.send_replace(true);
        // The semaphore is never closed. The permits are given back, so that a second shutdown ends too.
        let _ = self.tasks.acquire_many(ALL).await;
    }

    /// Returns once nothing more may begin.
    pub(crate) async fn over(&self) {
        let mut is_over = self.is_over.subscribe();
        // The sender is in `self`, so the wait ends.
        let _ = is_over.wait_for(|is_over| *is_over).await;
    }
}

/// Runs a task for ever: if it panics, that is logged and counted, and it starts anew.
pub(crate) async fn supervise<F: Future<Output = ()> + Send + 'static>(name: &'static str, task: impl Fn() -> F) {
    loop {
        let mut running = Abort(tokio::spawn(task()));
        match (&mut running.0).await {
            Err(error) if error.is_panic() => {
                tracing::error!(task = name, "a task panicked, and starts anew");
                metrics::counter!("comms_panics_total", "task" => name).increment(1);
            }
            Ok(()) | Err(_) => return,
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Aborts its task when dropped.
struct Abort(tokio::task::JoinHandle<()>);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test]
    async fn a_task_that_panics_starts_anew() {
        let starts = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&starts);
        let task = move || {
            let start = count.fetch_add(1, Ordering::SeqCst);
            async move { assert!(start > 0, "on purpose") }
        };
        supervise("test", task).await;
        assert_eq!(starts.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_shutdown_waits_for_what_runs_and_lets_nothing_begin() {
        let running = Arc::new(Running::default());
        let guard = running.begin().unwrap();
        let waiting = tokio::spawn({
            let running = Arc::clone(&running);
            async move { running.shut_down().await }
        });
        running.over().await;
        assert!(running.begin().is_none() && running.is_over() && !waiting.is_finished());
        drop(guard);
        waiting.await.unwrap();
    }
}
