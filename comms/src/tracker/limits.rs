//! The bounds of a tracker. The program chooses them, so a snapshot does not contain them.

use std::time::Duration;

/// The number of operations that a [`Tracker`](super::Tracker) holds, and for how long.
///
/// ```
/// use comms::tracker::Limits;
/// use std::time::Duration;
///
/// let limits = Limits { finals: 500, overdue: Duration::from_secs(90), ..Limits::default() };
/// assert_eq!(limits.pending, 10_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most pending operations: 10,000 by default. Beyond it, a start is [refused](super::EventKind::Refused).
    pub pending: usize,
    /// The most operations that only notifications have named: 10,000 by default. Beyond it, the oldest is dropped.
    pub unmatched: usize,
    /// The most final operations: 10,000 by default. Beyond it, the oldest is forgotten.
    pub finals: usize,
    /// The time that a final operation is held: one hour by default. Completions have come a minute late.
    ///
    /// A start with the context of a forgotten operation is a new one. A bot that repeats its steps after a restart sets
    /// [`Duration::MAX`] for the tracker of one call.
    pub final_age: Duration,
    /// The most forgotten operations that are still recognised: 100,000 by default, at 16 bytes and an index entry
    /// each.
    pub forgotten: usize,
    /// The wait after which an operation is [overdue](super::Tracker::overdue): five minutes by default.
    pub overdue: Duration,
    /// The wait after the end of a call for the ends of its operations: 60 seconds by default. An operation that is
    /// still pending then ends with an unknown outcome.
    pub grace: Duration,
    /// The most calls without a pending operation whose state is remembered: 10,000 by default. Beyond it, the oldest
    /// is forgotten.
    pub calls: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pending: 10_000,
            unmatched: 10_000,
            finals: 10_000,
            final_age: Duration::from_secs(60 * 60),
            forgotten: 100_000,
            overdue: Duration::from_secs(5 * 60),
            grace: Duration::from_secs(60),
            calls: 10_000,
        }
    }
}
