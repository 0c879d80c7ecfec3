//! Dates, times and durations: the types of jiff.

use crate::kinds::primitive::Primitive;
use crate::syntax::strings::push_string;
use crate::syntax::token::Token;
use jiff::civil::date;
use jiff::fmt::temporal::Pieces;
use std::borrow::Cow;

/// `Edm.DateTimeOffset`: a moment with nanosecond precision, from `jiff`. The kept text preserves the received offset. Feature `date-time`.
///
/// Finer fractions of a second are cut, and their text is kept. A year past 9999 does not decode: it is a deviation of kind `beyond_range`.
/// Services send the last moments of the year 9999 for "never". Moments of that year past `DateTimeOffset::MAX` decode to it, and their text
/// is kept.
pub type DateTimeOffset = jiff::Timestamp;
/// `Edm.Date`: a calendar day, from `jiff`. Feature `date-time`.
///
/// A year past 9999, or below -9999, does not decode: it is a deviation of kind `beyond_range`.
pub type Date = jiff::civil::Date;
/// `Edm.TimeOfDay`: a time on the clock with nanosecond precision, from `jiff`. Feature `date-time`.
///
/// Finer fractions of a second are cut, and their text is kept.
pub type TimeOfDay = jiff::civil::Time;
/// `Edm.Duration`: a span of time in which a day is 24 hours, from `jiff`. Feature `date-time`.
///
/// Holds 2^63 seconds in either direction, with nanosecond precision. Finer fractions of a second are cut, and their text is kept. A longer
/// duration does not decode: it is a deviation of kind `beyond_range`.
pub type Duration = jiff::SignedDuration;

macro_rules! displayed {
    ($($type:ty = $name:literal, $parse:expr);*) => {$(
        impl Primitive for $type {
            const NAME: &'static str = $name;

            fn decode(token: &Token<'_>) -> Option<Self> {
                let parse: fn(&str) -> Option<$type> = $parse;
                let text = token.as_str()?;
                parse(&text).or_else(|| parse(&readable(&text)))
            }

            fn is_beyond_range(token: &Token<'_>) -> bool {
                let parse: fn(&str) -> Option<$type> = $parse;
                token.as_str().and_then(|text| in_range(&text)).is_some_and(|text| parse(&readable(&text)).is_some())
            }

            fn encode(&self, out: &mut String) {
                let text = self.to_string();
                // jiff writes six digits in a year below zero, OData four.
                match text.strip_prefix("-00") {
                    Some(rest) => push_string(out, &format!("-{rest}")),
                    None => push_string(out, &text),
                }
            }
        }
    )*};
}

displayed! {
    DateTimeOffset = "Edm.DateTimeOffset", |text| text.parse().ok().or_else(|| never(text));
    Date = "Edm.Date", |text| if text.len() == 10 || is_before_year_zero(text) { text.parse().ok() } else { None };
    TimeOfDay = "Edm.TimeOfDay", |text| if is_clock_time(text) { text.parse().ok() } else { None }
}

/// Returns the text as jiff reads it: a fraction cut after nine digits, six digits in a year below zero.
fn readable(text: &str) -> Cow<'_, str> {
    let text = nanoseconds(text);
    match text.strip_prefix('-') {
        Some(rest) if rest.as_bytes().get(4) == Some(&b'-') => Cow::Owned(format!("-00{rest}")),
        _ => text,
    }
}

/// Returns the text without the digits of a fraction past the ninth.
fn nanoseconds(text: &str) -> Cow<'_, str> {
    let Some((whole, fraction)) = text.split_once('.') else { return Cow::Borrowed(text) };
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    if digits <= 9 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{whole}.{}{}", &fraction[..9], &fraction[digits..]))
}

/// Returns the text with a year that jiff has and that has the same days; `None` if the text does not start with a year.
fn in_range(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let len = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = unsigned.split_at(len);
    if len < 4 || len > 4 && year.starts_with('0') {
        return None;
    }
    // The calendar repeats after 400 years, of which 10,000 is a multiple.
    let last = year[len - 4..].parse::<i32>().ok()?;
    let year = if unsigned.len() == text.len() { last } else { -last };
    Some(format!("{}{rest}", 2000 + year.rem_euclid(400)))
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

    fn is_beyond_range(token: &Token<'_>) -> bool {
        // Short numbers in place of the long ones.
        token.as_str().is_some_and(|text| {
            let parts = text.split_inclusive(|char: char| !char.is_ascii_digit());
            duration(&parts.map(first_digit).collect::<String>()).is_some()
        })
    }

    fn encode(&self, out: &mut String) {
        push_string(out, &self.to_string());
    }
}

/// Returns the first of the digits that the text starts with, and what follows them.
fn first_digit(text: &str) -> String {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let digit = if rest.len() == text.len() { "" } else { "1" };
    format!("{digit}{rest}")
}

/// Parses a day-time duration such as `P1DT2H3M4.5S`. jiff rejects days here because their length varies; in OData it does not.
fn duration(text: &str) -> Option<Duration> {
    let text = nanoseconds(text.strip_prefix('+').filter(|rest| rest.starts_with('P')).unwrap_or(text));
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", &*text), |rest| ("-", rest));
    let designators = unsigned.strip_prefix('P')?;
    let (days, time) = match designators.split_once('D') {
        Some((days, time)) => {
            (days.parse::<i64>().ok().filter(|_| days.starts_with(|first: char| first.is_ascii_digit()))?, time)
        }
        None => (0, designators),
    };
    let rest = match time.strip_prefix('T') {
        Some(_) => format!("{sign}P{time}").parse::<Duration>().ok()?,
        None if time.is_empty() && designators.ends_with('D') => Duration::ZERO,
        None => return None,
    };
    let days = Duration::from_secs(days.checked_mul(86_400)?);
    if sign.is_empty() { rest.checked_add(days) } else { rest.checked_sub(days) }
}
