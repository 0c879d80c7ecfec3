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

/// Parses `Sun, 06 Nov 1994 08:49:37 GMT` as seconds since 1970.
fn seconds(date: &str) -> Option<u64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
    let mut words = date.split_once(", ")?.1.split(' ');
    let day = number(words.next()?).filter(|day| (1..=31).contains(day))?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|known| *known == month)?;
    let year = number(words.next()?).filter(|year| (1970..=9999).contains(year))?;
    let mut clock = words.next()?.split(':').map(number);
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let is_clock = hour < 24 && minute < 60 && second <= 60 && clock.next().is_none();
    (is_clock && words.next() == Some("GMT") && words.next().is_none())
        .then(|| ((days(year, month) + day - 1) * 24 + hour) * 3600 + minute * 60 + second)
}

/// The days from the start of 1970 to the start of the month, counted from 0.
fn days(year: u64, month: usize) -> u64 {
    const BEFORE: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let leap_days = |years: u64| years / 4 - years / 100 + years / 400;
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let past = (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969);
    past + BEFORE[month] + u64::from(is_leap && month > 1)
}

#[cfg(test)]
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
            ("Sun, 06 Nov 1994 08:50 GMT", None),
            ("Sun, 99 Nov 1994 08:50:37 GMT", None),
            ("Sun, 06 Non 1994 08:50:37 GMT", None),
        ] {
            assert_eq!(read(value, now), expected.map(Duration::from_secs), "{value}");
        }
        assert_eq!(read("Sun, 06 Nov 1994 08:50:37 GMT", ""), None);
        assert_eq!(super::read(Headers(&[])), None);
    }

    #[test]
    fn dates_are_counted_over_leap_years() {
        for (date, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Mon, 30 Nov 2026 12:00:00 GMT", 1_796_040_000),
            ("Fri, 31 Dec 2100 23:59:59 GMT", 4_133_980_799),
        ] {
            assert_eq!(seconds(date), Some(expected), "{date}");
        }
    }
}
