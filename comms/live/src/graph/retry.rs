//! Repetition of requests: which, and after how long a pause.

use super::error::{NotSent, SendError};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use std::time::{Duration, SystemTime};

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

/// Reads the wait that an answer's `Retry-After` asks for: seconds or an HTTP date.
///
/// A date that has passed is a wait of zero. A value that is neither is ignored.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        for (value, expected) in [
            ("120", Some(Duration::from_secs(120))),
            (" 0 ", Some(Duration::ZERO)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(Duration::from_secs(60))),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(Duration::ZERO)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(value))]);
            assert_eq!(retry_after(&headers, now), expected, "{value}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }

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
