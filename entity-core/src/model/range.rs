//! Ranges: their ends, and whether a value is within.

use crate::model::measure::{Measure, Measured};
use crate::model::rank::{Rank, rank};
use crate::syntax::number::{digits, is_number};
use std::borrow::Cow;
use std::fmt;

/// An end of a range.
#[derive(Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum End {
    /// There is none.
    Open,
    /// A whole number.
    Whole(i64),
    /// A number with a point, and its text if it is written out.
    Float(f64, &'static str),
    /// The text of a decimal, a date, a time or a duration.
    Text(&'static str),
}

impl End {
    /// Returns whether there is no end.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }

    pub(crate) fn measure(self) -> Measure {
        match self {
            Self::Open => Measure::NONE,
            Self::Whole(number) => Measure::whole(number),
            Self::Float(number, _) => Measure::float(number),
            Self::Text(text) => Measure::text(text),
        }
    }

    /// The end in the order of a kind; `None` if it is open or not a value of the kind.
    pub(crate) const fn rank(self, measured: Measured) -> Option<Rank> {
        match (self, measured) {
            (Self::Whole(number), Measured::Whole(..) | Measured::Decimal) => Some(Rank::whole(number)),
            (Self::Text(_), Measured::Whole(..)) => None,
            (Self::Float(_, text), Measured::Decimal) | (Self::Text(text), _) => rank(measured, text),
            _ => None,
        }
    }

    /// The end of a range of floating-point numbers; `None` if it is open or a text.
    #[allow(clippy::cast_precision_loss, reason = "an end is compared as the numbers are")]
    pub(crate) const fn float(self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(number as f64),
            Self::Float(number, _) => Some(number),
            Self::Open | Self::Text(_) => None,
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.measure(), f)
    }
}

/// As it is written in an attribute.
impl fmt::Debug for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            end => fmt::Display::fmt(end, f),
        }
    }
}

/// Returns whether the text of a value is within the ends.
pub(crate) fn is_within(measured: Measured, text: &str, least: End, most: End) -> bool {
    if measured == Measured::Float {
        let Ok(number) = text.parse::<f64>() else { return false };
        return !number.is_nan()
            && least.float().is_none_or(|least| number >= least)
            && most.float().is_none_or(|most| number <= most);
    }
    let within = |place: Rank| {
        least.rank(measured).is_none_or(|least| place >= least) && most.rank(measured).is_none_or(|most| place <= most)
    };
    rank(measured, &plain(text)).is_some_and(within)
}

/// The number without its exponent.
fn plain(text: &str) -> Cow<'_, str> {
    const MOST: usize = 64;
    if !text.contains(['e', 'E']) || !is_number(text) {
        return Cow::Borrowed(text);
    }
    let (negative, digits, exponent) = digits(text);
    let zeros = "0".repeat(usize::try_from(exponent.unsigned_abs()).unwrap_or(MOST).min(MOST));
    let sign = if negative { "-" } else { "" };
    if exponent >= 0 {
        return Cow::Owned(format!("{sign}{digits}{zeros}"));
    }
    let digits = format!("{zeros}{digits}");
    let (whole, parts) = digits.split_at(digits.len() - zeros.len());
    Cow::Owned(format!("{sign}0{whole}.{parts}"))
}

/// A constant that an attribute names, as an end or as a limit. Inherent functions, because constants cannot call those of traits.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Given<T>(pub T);

macro_rules! given {
    ($($int:ty)*) => {$(
        #[doc(hidden)]
        #[allow(clippy::cast_lossless, clippy::cast_possible_wrap, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
        #[allow(unused_comparisons, reason = "of numbers without a sign")]
        impl Given<$int> {
            /// # Panics
            /// At compile time, if no kind holds the number.
            #[must_use]
            pub const fn end(self) -> End {
                assert!(self.0 as i64 as i128 == self.0 as i128, "this end is more than an `i64` holds: write it as a text");
                End::Whole(self.0 as i64)
            }

            /// # Panics
            /// At compile time, if the limit is below zero.
            #[must_use]
            pub const fn limit(self) -> usize {
                assert!(self.0 >= 0 && self.0 as usize as i128 == self.0 as i128, "a limit is not below zero");
                self.0 as usize
            }
        }
    )*};
}

given!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! not_limits {
    ($($other:ty)*) => {$(
        #[doc(hidden)]
        impl Given<$other> {
            /// # Panics
            /// At compile time, always.
            pub const fn limit(self) -> usize {
                panic!("a limit is a whole number")
            }
        }
    )*};
}

not_limits!(f32 f64 bool char &'static str);

#[doc(hidden)]
impl Given<f64> {
    #[must_use]
    pub const fn end(self) -> End {
        End::Float(self.0, "")
    }
}

#[doc(hidden)]
impl Given<f32> {
    #[must_use]
    pub const fn end(self) -> End {
        End::Float(self.0 as f64, "")
    }
}

#[doc(hidden)]
impl Given<&'static str> {
    #[must_use]
    pub const fn end(self) -> End {
        End::Text(self.0)
    }
}
