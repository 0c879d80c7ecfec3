//! Tasks: those that run, the end of all, and none that fails unnoticed.

use std::time::Duration;
use tokio::sync::watch;

/// Counts what runs, so that a shutdown waits for it.
pub(crate) struct Running {
    /// The number of tasks; `None` once nothing more may start.
    count: watch::Sender<(usize, bool)>,
}

impl Default for Running {
    fn default() -> Self {
        Self { count: watch::Sender::new((0, false)) }
    }
}

/// One task that runs. Ends with the value.
pub(crate) struct Guard(watch::Sender<(usize, bool)>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.send_modify(|(count, _)| *count = count.saturating_sub(1));
    }
}

impl Running {
    /// Begins a task. `None` after the shutdown.
    pub(crate) fn begin(&self) -> Option<Guard> {
        let begun = self.count.send_if_modified(|(count, is_over)| {
            *count += usize::from(!*is_over);
            !*is_over
        });
        begun.then(|| Guard(self.count.clone()))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.count.borrow().1
    }

    /// Lets nothing more begin, and waits for what runs.
    pub(crate) async fn shut_down(&self) {
        self.count.send_modify(|(_, is_over)| *is_over = true);
        let mut count = self.count.subscribe();
        // The sender is in `self`, so the wait ends.
        let _ = count.wait_for(|(count, _)| *count == 0).await;
    }

    /// Returns once nothing more may begin.
    pub(crate) async fn over(&self) {
        let mut count = self.count.subscribe();
        let _ = count.wait_for(|(_, is_over)| *is_over).await;
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
