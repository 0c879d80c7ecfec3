//! Settings: durations and numbers of attempts.

use std::time::Duration;

/// Durations by the fake's clock, and numbers of attempts. `Duration::MAX` means never.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Settings {
    /// Time from placing or answering a call until it is established: 20 ms. If never, the test calls
    /// [`FakeGraph::pick_up`](crate::FakeGraph::pick_up).
    pub ringing: Duration,
    /// Time that an operation runs: 50 ms. Prompts and recordings of a call follow each other. If never, the test
    /// calls [`FakeGraph::end_operation`](crate::FakeGraph::end_operation).
    pub operation: Duration,
    /// True if `mute`, `unmute`, `subscribeToTone`, `cancelMediaProcessing` and `updateRecordingStatus` are `completed` in
    /// their answer, as documented: the default. If false, they run like all others.
    pub completes_at_once: bool,
    /// Time that an incoming call waits for an answer: 15 s.
    pub unanswered: Duration,
    /// Time that a call lives without `keepAlive`: 45 minutes.
    pub keep_alive: Duration,
    /// Time that an access token is valid: 3599 s. Applies to tokens issued later.
    pub token_lifetime: Duration,
    /// Attempts to post a notification: 4. It is posted again after 408, 429, 5xx or no answer. The real service's
    /// number is not documented.
    pub delivery_attempts: u32,
    /// Time until the second attempt: 200 ms. Each later one waits twice as long.
    pub delivery_backoff: Duration,
    /// Time that an attempt waits for its answer, by real time: 10 s.
    pub delivery_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ringing: Duration::from_millis(20),
            operation: Duration::from_millis(50),
            completes_at_once: true,
            unanswered: Duration::from_secs(15),
            keep_alive: Duration::from_secs(45 * 60),
            token_lifetime: Duration::from_secs(3599),
            delivery_attempts: 4,
            delivery_backoff: Duration::from_millis(200),
            delivery_timeout: Duration::from_secs(10),
        }
    }
}
