//! Ranks: texts of ordered kinds as numbers that compare like their values. Constant functions, so that the compiler checks the
//! ends of a range.

use crate::model::measure::Measured;

/// A place in the order of a kind: whole units, then parts of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank(i128, i128);

const NANOS: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * NANOS;
/// The decimal places that count: those of a `Decimal`.
const PLACES: i128 = 28;

impl Rank {
    pub(crate) const fn whole(number: i64) -> Self {
        Self(number as i128, 0)
    }

    /// For compile time, where `PartialOrd` is not.
    pub(crate) const fn is_above(self, other: Self) -> bool {
        self.0 > other.0 || self.0 == other.0 && self.1 > other.1
    }
}

/// Returns the rank of a text; `None` if it is not a value of a kind with that order.
pub(crate) const fn rank(measured: Measured, text: &str) -> Option<Rank> {
    let mut rest = Rest { bytes: text.as_bytes(), at: 0 };
    let rank = match measured {
        Measured::Nothing | Measured::Text | Measured::Bytes | Measured::Float => None,
        Measured::Whole(..) | Measured::Decimal => rest.number(),
        Measured::Date => units(rest.date()),
        Measured::TimeOfDay => units(rest.time()),
        Measured::Moment => units(rest.moment()),
        Measured::Duration => units(rest.duration()),
    };
    if rest.at == rest.bytes.len() { rank } else { None }
}

const fn units(number: Option<i128>) -> Option<Rank> {
    match number {
        Some(number) => Some(Rank(number, 0)),
        None => None,
    }
}

macro_rules! some {
    ($value:expr) => {
        match $value {
            Some(value) => value,
            None => return None,
        }
    };
}

/// Text that is being read.
struct Rest<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Rest<'_> {
    const fn peek(&self) -> u8 {
        if self.at < self.bytes.len() { self.bytes[self.at] } else { 0 }
    }

    const fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        if found {
            self.at += 1;
        }
        found
    }

    /// Reads a minus; a plus too if it may be there. Returns the factor.
    const fn sign(&mut self, plus: bool) -> i128 {
        if self.eat(b'-') {
            return -1;
        }
        if plus {
            self.eat(b'+');
        }
        1
    }

    /// Reads digits, at least one. Returns their number and their count.
    const fn digits(&mut self) -> Option<(i128, usize)> {
        let (mut number, start) = (0_i128, self.at);
        while self.peek().is_ascii_digit() {
            let digit = (self.peek() - b'0') as i128;
            number = some!(some!(number.checked_mul(10)).checked_add(digit));
            self.at += 1;
        }
        if self.at == start { None } else { Some((number, self.at - start)) }
    }

    /// Reads exactly that many digits, up to `most`.
    const fn fixed(&mut self, count: usize, most: i128) -> Option<i128> {
        let (number, found) = some!(self.digits());
        if found == count && number <= most { Some(number) } else { None }
    }

    /// Reads the digits behind a point, as parts of ten to the power of `places`. Cuts what is finer.
    const fn fraction(&mut self, places: i128) -> Option<i128> {
        let (mut number, mut left, start) = (0, places, self.at);
        while self.peek().is_ascii_digit() {
            if left > 0 {
                number = number * 10 + (self.peek() - b'0') as i128;
                left -= 1;
            }
            self.at += 1;
        }
        while left > 0 {
            number *= 10;
            left -= 1;
        }
        if self.at == start { None } else { Some(number) }
    }

    /// `-10.50`
    const fn number(&mut self) -> Option<Rank> {
        let sign = self.sign(false);
        let (whole, _) = some!(self.digits());
        let parts = if self.eat(b'.') { some!(self.fraction(PLACES)) } else { 0 };
        Some(Rank(sign * whole, sign * parts))
    }

    /// `2024-02-29`, in days.
    const fn date(&mut self) -> Option<i128> {
        let sign = self.sign(false);
        let year = sign * some!(self.fixed(4, 9999));
        if !self.eat(b'-') {
            return None;
        }
        let month = some!(self.fixed(2, 12));
        if !self.eat(b'-') {
            return None;
        }
        let day = some!(self.fixed(2, 31));
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 31,
        };
        if month == 0 || day == 0 || day > last { None } else { Some(days(year, month, day)) }
    }

    /// `07:08:09.5`, in nanoseconds.
    const fn time(&mut self) -> Option<i128> {
        let hours = some!(self.fixed(2, 23));
        if !self.eat(b':') {
            return None;
        }
        let minutes = some!(self.fixed(2, 59));
        let seconds = if self.eat(b':') { some!(self.fixed(2, 59)) } else { 0 };
        let parts = if self.eat(b'.') { some!(self.fraction(9)) } else { 0 };
        Some((hours * 3600 + minutes * 60 + seconds) * NANOS + parts)
    }

    /// `2024-02-29T07:08:09Z`, in nanoseconds.
    const fn moment(&mut self) -> Option<i128> {
        let day = some!(self.date());
        if !self.eat(b'T') && !self.eat(b't') {
            return None;
        }
        let time = some!(self.time());
        let offset = if self.eat(b'Z') || self.eat(b'z') {
            0
        } else {
            let sign = match self.peek() {
                b'+' | b'-' => self.sign(true),
                _ => return None,
            };
            let hours = some!(self.fixed(2, 23));
            if !self.eat(b':') {
                return None;
            }
            sign * (hours * 60 + some!(self.fixed(2, 59)))
        };
        Some(day * DAY + time - offset * 60 * NANOS)
    }

    /// `P1DT2H3M4.5S`, in nanoseconds.
    const fn duration(&mut self) -> Option<i128> {
        let sign = self.sign(true);
        if !self.eat(b'P') {
            return None;
        }
        let (mut sum, mut is_time, mut last, mut count) = (0_i128, false, 0, 0);
        while self.at < self.bytes.len() {
            if !is_time && self.eat(b'T') {
                (is_time, last) = (true, DAY);
            }
            let (number, _) = some!(self.digits());
            let parts = if self.eat(b'.') { some!(self.fraction(9)) } else { 0 };
            let unit = match (self.peek(), is_time) {
                (b'D', false) => DAY,
                (b'H', true) => 3600 * NANOS,
                (b'M', true) => 60 * NANOS,
                (b'S', true) => NANOS,
                _ => return None,
            };
            if last > 0 && unit >= last || parts > 0 && unit > NANOS {
                return None;
            }
            sum = some!(some!(number.checked_mul(unit)).checked_add(some!(sum.checked_add(parts))));
            self.at += 1;
            (last, count) = (unit, count + 1);
        }
        if count == 0 { None } else { Some(sign * sum) }
    }
}

/// The days from the start of the year 0 to a date.
const fn days(year: i128, month: i128, day: i128) -> i128 {
    // Years start in March here, so that a leap day ends one.
    let year = if month > 2 { year } else { year - 1 };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each list is in order; other texts are not of the kind.
    #[test]
    fn ranks_are_in_the_order_of_the_values() {
        let ordered: [(Measured, &[&str], &[&str]); 5] = [
            (
                Measured::Decimal,
                &[
                    "-12",
                    "-1.5",
                    "-1.2",
                    "-0.5",
                    "0",
                    "0.0000000000000000000000000001",
                    "0.5",
                    "10.5",
                    "11",
                    "99999999999999999999999",
                ],
                &["", "-", "1.", ".5", "1,5", "one", "+1", "1 "],
            ),
            (
                Measured::Date,
                &[
                    "-0044-03-15",
                    "0000-02-29",
                    "0001-01-01",
                    "1999-12-31",
                    "2000-02-28",
                    "2000-02-29",
                    "2000-03-01",
                    "9999-12-31",
                ],
                &[
                    "",
                    "2000-2-1",
                    "2001-02-29",
                    "1900-02-29",
                    "2000-13-01",
                    "2000-00-10",
                    "2000-04-31",
                    "2000-01-01T00:00:00Z",
                ],
            ),
            (
                Measured::TimeOfDay,
                &["00:00", "00:00:00.000000001", "07:08:09", "07:08:09.5", "23:59:59.999999999"],
                &["", "24:00", "7:08", "07:60", "07:08:61", "07:08:", "07:08:09."],
            ),
            (
                Measured::Moment,
                &[
                    "1999-12-31T23:00:00-02:00",
                    "2000-01-01T01:00:00.25Z",
                    "2000-01-01T01:30:00+00:00",
                    "2000-01-01T08:00:00+05:00",
                ],
                &["", "2000-01-01", "2000-01-01T01:00:00", "2000-01-01 01:00:00Z", "2000-01-01T01:00:00+5"],
            ),
            (
                Measured::Duration,
                &["-P1D", "-PT1H", "PT0S", "PT0.5S", "PT59S", "PT1M", "PT61S", "PT1H", "P1DT1S", "P1DT1M", "PT25H"],
                &["", "P", "PT", "P1", "1D", "P1H", "PT1D", "PT1M1H", "P1.5D", "P1M", "P1DT"],
            ),
        ];
        for (measured, texts, others) in ordered {
            let ranks: Vec<_> = texts.iter().map(|text| rank(measured, text).expect(text)).collect();
            assert!(ranks.windows(2).all(|pair| pair[0] < pair[1] && pair[1].is_above(pair[0])), "{texts:?} {ranks:?}");
            for other in others {
                assert_eq!(rank(measured, other), None, "{other:?}");
            }
        }
        assert_eq!(rank(Measured::Duration, "PT60S"), rank(Measured::Duration, "PT1M"));
        assert_eq!(rank(Measured::Decimal, "1.50"), rank(Measured::Decimal, "1.5"));
    }
}
