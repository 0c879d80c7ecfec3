//! Time, passed in.

use crate::BoxFuture;
use std::fmt;
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::watch;

/// The time, and a wait for it. Tests pass a [`ManualClock`] and need no sleeping.
///
/// Timeouts of the network are real time, whatever the clock: a socket answers in its own time.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The time of day, for what has a date: tokens, `Retry-After`.
    fn now(&self) -> SystemTime;

    /// The monotonic time, for deadlines.
    fn instant(&self) -> Instant;

    /// Waits for `duration`.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn instant(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A clock that a test pushes.
///
/// ```
/// use comms_live::{Clock, ManualClock};
/// use std::time::Duration;
///
/// let clock = ManualClock::new();
/// let start = clock.now();
/// clock.push(Duration::from_secs(3600));
/// assert_eq!(clock.now(), start + Duration::from_secs(3600));
/// ```
#[derive(Debug)]
pub struct ManualClock {
    start: (SystemTime, Instant),
    passed: watch::Sender<Duration>,
}

impl ManualClock {
    /// A clock that shows the present until it is pushed.
    pub fn new() -> Self {
        Self { start: (SystemTime::now(), Instant::now()), passed: watch::Sender::new(Duration::ZERO) }
    }

    /// Moves the time forward, and ends each [`sleep`](Clock::sleep) that is over by then.
    pub fn push(&self, duration: Duration) {
        self.passed.send_modify(|passed| *passed = passed.saturating_add(duration));
    }

    fn passed(&self) -> Duration {
        *self.passed.borrow()
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        self.start.0 + self.passed()
    }

    fn instant(&self) -> Instant {
        self.start.1 + self.passed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut passed = self.passed.subscribe();
        let end = passed.borrow().saturating_add(duration);
        Box::pin(async move {
            if passed.wait_for(|passed| *passed >= end).await.is_err() {
                // The clock is gone: nobody can push it.
                std::future::pending::<()>().await;
            }
        })
    }
}
