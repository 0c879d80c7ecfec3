//! Repetition of requests: which, and after how long a pause.

use super::error::{NotSent, SendError};
use std::time::Duration;

/// The longest pause before the first repetition. It doubles each time.
const FIRST: Duration = Duration::from_millis(250);
/// The longest pause of all, unless the service asks for a longer one.
const LONGEST: Duration = Duration::from_secs(10);

/// Returns the pause before the next attempt, or `None` if the request must not be repeated.
///
/// `attempt` counts from 1. `random` is any number; it picks the pause between zero and the longest of this attempt.
pub(crate) fn pause(error: &SendError, idempotent: bool, attempt: u32, random: u64) -> Option<Duration> {
    if !may_repeat(error, idempotent) {
        return None;
    }
    match error.retry_after() {
        Some(asked) if !asked.is_zero() => Some(asked),
        _ => Some(backoff(attempt, random)),
    }
}

fn may_repeat(error: &SendError, idempotent: bool) -> bool {
    match error {
        SendError::NotSent(NotSent::Connection(_)) => true,
        SendError::NotSent(NotSent::Token(error)) => error.is_retryable(),
        SendError::NotSent(_) => false,
        SendError::Refused(error) if error.status() == 429 => true,
        SendError::Refused(error) => idempotent && error.is_retryable(),
        SendError::Unknown(_) => idempotent,
    }
}

/// A random pause up to a limit that doubles: clients that failed together do not come back together.
fn backoff(attempt: u32, random: u64) -> Duration {
    let longest = FIRST.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(LONGEST);
    let micros = u64::try_from(longest.as_micros()).unwrap_or(u64::MAX);
    Duration::from_micros(random % (micros + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_cap() {
        let longest = |attempt| (0..20_000).map(|random| backoff(attempt, random * 997)).max().unwrap();
        assert!((Duration::from_millis(245)..=FIRST).contains(&longest(1)));
        assert!((Duration::from_millis(490)..=FIRST * 2).contains(&longest(2)));
        for attempt in [7, 100, u32::MAX] {
            assert!((LONGEST * 9 / 10..=LONGEST).contains(&longest(attempt)), "{attempt}");
        }
        assert_eq!(backoff(1, 0), Duration::ZERO);
    }
}
