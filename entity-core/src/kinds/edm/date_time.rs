//! Dates, times and durations: the types of jiff.

use crate::kinds::primitive::Primitive;
use crate::syntax::strings::push_string;
use crate::syntax::token::Token;
use jiff::civil::date;
use jiff::fmt::temporal::Pieces;

/// `Edm.DateTimeOffset`: a moment with nanosecond precision, from `jiff`. The kept text preserves the received offset. Feature `date-time`.
///
/// Services send the last moments of the year 9999 for "never". Moments past `DateTimeOffset::MAX` decode to it, and their text is kept.
pub type DateTimeOffset = jiff::Timestamp;
/// `Edm.Date`: a calendar day, from `jiff`. Feature `date-time`.
pub type Date = jiff::civil::Date;
/// `Edm.TimeOfDay`: a time on the clock, from `jiff`. Feature `date-time`.
pub type TimeOfDay = jiff::civil::Time;
/// `Edm.Duration`: a span of time in which a day is 24 hours, from `jiff`. Feature `date-time`.
pub type Duration = jiff::SignedDuration;

macro_rules! displayed {
    ($($type:ty = $name:literal, $parse:expr);*) => {$(
        impl Primitive for $type {
            const NAME: &'static str = $name;

            fn decode(token: &Token<'_>) -> Option<Self> {
                let text = token.as_str()?;
                let parse: fn(&str) -> Option<$type> = $parse;
                parse(&text)
            }

            fn encode(&self, out: &mut String) {
                push_string(out, &self.to_string());
            }
        }
    )*};
}

displayed! {
    DateTimeOffset = "Edm.DateTimeOffset", |text| text.parse().ok().or_else(|| never(text));
    Date = "Edm.Date", |text| if text.len() == 10 || is_before_year_zero(text) { text.parse().ok() } else { None };
    TimeOfDay = "Edm.TimeOfDay", |text| if is_clock_time(text) { text.parse().ok() } else { None }
}

/// Returns the latest moment if the text is a moment past it.
fn never(text: &str) -> Option<DateTimeOffset> {
    let told = Pieces::parse(text).ok()?;
    (told.date() >= date(9999, 12, 30) && told.time().is_some() && told.offset().is_some())
        .then_some(DateTimeOffset::MAX)
}

/// Returns whether a date starts with a sign and six digits, the form for years below zero.
fn is_before_year_zero(text: &str) -> bool {
    text.len() == 13 && text.starts_with('-')
}

/// Returns whether the text is `hh:mm`, with optional seconds.
fn is_clock_time(text: &str) -> bool {
    text.as_bytes().get(2) == Some(&b':') && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b':' | b'.'))
}

impl Primitive for Duration {
    const NAME: &'static str = "Edm.Duration";

    fn decode(token: &Token<'_>) -> Option<Self> {
        duration(&token.as_str()?)
    }

    fn encode(&self, out: &mut String) {
        push_string(out, &self.to_string());
    }
}

/// Parses a day-time duration such as `P1DT2H3M4.5S`. jiff rejects days here because their length varies; in OData it does not.
fn duration(text: &str) -> Option<Duration> {
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let designators = unsigned.strip_prefix('P')?;
    let (days, time) = match designators.split_once('D') {
        Some((days, time)) => {
            (days.parse::<u32>().ok().filter(|_| days.starts_with(|first: char| first.is_ascii_digit()))?, time)
        }
        None => (0, designators),
    };
    let rest = match time.strip_prefix('T') {
        Some(_) => format!("{sign}P{time}").parse::<Duration>().ok()?,
        None if time.is_empty() && designators.ends_with('D') => Duration::ZERO,
        None => return None,
    };
    let days = Duration::from_hours(i64::from(days) * 24);
    if sign.is_empty() { rest.checked_add(days) } else { rest.checked_sub(days) }
}
