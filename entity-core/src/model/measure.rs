//! Measures: what rules compare with their limits.

use crate::model::value_type::{Form, ValueType};
use serde_core::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// What rules can measure of a kind's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measured {
    Nothing,
    /// Text, by its code points.
    Text,
    /// Binary data, by its bytes.
    Bytes,
    /// Whole numbers, from the first to the second.
    Whole(i64, i64),
    /// Numbers of any precision.
    Decimal,
    /// Floating-point numbers.
    Float,
    Date,
    TimeOfDay,
    /// A date with a time and an offset.
    Moment,
    Duration,
}

impl Measured {
    /// Of a kind that has no name of Edm's.
    pub(crate) const fn of_form(form: Form) -> Self {
        match form {
            Form::Any | Form::Secret => Self::Text,
            Form::Bare => Self::Decimal,
            Form::Float => Self::Float,
        }
    }

    /// Of a property's value; nothing of a value that is not primitive.
    pub(crate) const fn of(value: ValueType) -> Self {
        if let ValueType::Primitive(primitive) = value { primitive.measured } else { Self::Nothing }
    }
}

/// A number or a text that a rule compares, or nothing: see [`Violation`](crate::Violation).
///
/// `Display` writes it as it is, and nothing if there is none. It serializes as a number or a string, or as null.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Measure(Of);

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
enum Of {
    #[default]
    Nothing,
    /// A length.
    Count(usize, Unit),
    Whole(i64),
    /// The bits of a finite number.
    Float(u64),
    Text(Cow<'static, str>),
}

/// What a length counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    Characters,
    Bytes,
    Items,
}

impl Unit {
    /// `characters`, `bytes` or `items`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Characters => "characters",
            Self::Bytes => "bytes",
            Self::Items => "items",
        }
    }
}

impl Measure {
    pub(crate) const NONE: Self = Self(Of::Nothing);

    pub(crate) const fn count(count: usize, unit: Unit) -> Self {
        Self(Of::Count(count, unit))
    }

    pub(crate) const fn whole(number: i64) -> Self {
        Self(Of::Whole(number))
    }

    pub(crate) fn float(number: f64) -> Self {
        if number.is_finite() {
            return Self(Of::Float(number.to_bits()));
        }
        Self::text(if number.is_nan() { "NaN" } else { ["INF", "-INF"][usize::from(number < 0.0)] })
    }

    pub(crate) fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self(Of::Text(text.into()))
    }

    /// A limit in the unit of this length.
    pub(crate) fn with_count(&self, limit: usize) -> Self {
        self.unit().map_or_else(|| Self::whole(limit.try_into().unwrap_or(i64::MAX)), |unit| Self::count(limit, unit))
    }

    /// The unit of a length.
    pub(crate) const fn unit(&self) -> Option<Unit> {
        if let Of::Count(_, unit) = self.0 { Some(unit) } else { None }
    }

    /// Returns whether there is none.
    pub const fn is_empty(&self) -> bool {
        matches!(self.0, Of::Nothing)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Of::Nothing => Ok(()),
            Of::Count(count, _) => count.fmt(f),
            Of::Whole(number) => number.fmt(f),
            Of::Float(bits) => f64::from_bits(*bits).fmt(f),
            Of::Text(text) => text.fmt(f),
        }
    }
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Of::Nothing => serializer.serialize_none(),
            Of::Count(count, _) => serializer.serialize_u64(*count as u64),
            Of::Whole(number) => serializer.serialize_i64(*number),
            Of::Float(bits) => serializer.serialize_f64(f64::from_bits(*bits)),
            Of::Text(text) => serializer.serialize_str(text),
        }
    }
}
