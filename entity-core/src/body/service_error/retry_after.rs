//! The header `Retry-After`: seconds, or a date (RFC 9110, 10.2.3).

use crate::body::Headers;
use std::time::Duration;

/// Reads the time to wait. A date is compared with the response's `Date`; without one it is ignored. A value that is neither seconds
/// nor a date is ignored too.
pub(super) fn read(headers: Headers<'_>) -> Option<Duration> {
    let value = headers.get("Retry-After")?;
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.parse().ok().map(Duration::from_secs);
    }
    let (until, now) = (seconds(value)?, seconds(headers.get("Date")?)?);
    Some(Duration::from_secs(until.saturating_sub(now)))
}

/// Parses `Sun, 06 Nov 1994 08:49:37 GMT` as seconds since 1970. Without the feature `date-time`, no date is read.
#[cfg(feature = "date-time")]
fn seconds(date: &str) -> Option<u64> {
    use jiff::fmt::rfc2822::DateTimeParser;
    static PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    PARSER.parse_timestamp(date).ok()?.as_second().try_into().ok()
}

#[cfg(not(feature = "date-time"))]
fn seconds(_date: &str) -> Option<u64> {
    None
}

#[cfg(all(test, feature = "date-time"))]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        let read = |value, date| read(Headers(&[("retry-after", value), ("date", date)]));
        let now = "Sun, 06 Nov 1994 08:49:37 GMT";
        for (value, expected) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Mon, 07 Nov 1994 08:49:37 GMT", Some(86_400)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
            ("99999999999999999999999", None),
            ("Sunday, 06-Nov-94 08:50:37 GMT", None),
            ("Tue, 29 Feb 2000 12:00:00 GMT", Some(167_713_823)),
            ("Sun, 99 Nov 1994 08:50:37 GMT", None),
            ("Sun, 06 Non 1994 08:50:37 GMT", None),
        ] {
            assert_eq!(read(value, now), expected.map(Duration::from_secs), "{value}");
        }
        assert_eq!(read("Sun, 06 Nov 1994 08:50:37 GMT", ""), None);
        assert_eq!(super::read(Headers(&[])), None);
    }
}
