//! The fake's clock: the runtime's time, which a test can pause, plus what the test pushed it ahead.

use std::time::{Duration, SystemTime};
use tokio::time::Instant;

/// Moments are durations since the start, so that none is before it and arithmetic saturates.
pub(crate) struct Clock {
    started: Instant,
    epoch: SystemTime,
    ahead: Duration,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), epoch: SystemTime::now(), ahead: Duration::ZERO }
    }

    pub(crate) fn now(&self) -> Duration {
        self.started.elapsed().saturating_add(self.ahead)
    }

    pub(crate) fn wall(&self) -> SystemTime {
        self.epoch.checked_add(self.now()).unwrap_or(self.epoch)
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.ahead = self.ahead.saturating_add(by);
    }
}

/// Seconds since 1970, as tokens count them.
pub(crate) fn unix(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
