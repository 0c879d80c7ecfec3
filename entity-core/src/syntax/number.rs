//! Numbers as text.

use super::cursor::Cursor;
use serde_json::Value;

/// Returns whether the text is a JSON number. Rust's parsers also accept words such as `inf`.
pub(crate) fn is_number(text: &str) -> bool {
    let mut cursor = Cursor::new(text);
    cursor.number().is_ok_and(|number| number.len() == text.len())
}

/// A number in the smallest form that holds it exactly. Not serde_json's, whose form depends on its features.
pub(crate) enum Number<'a> {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    /// No other form holds it.
    Text(&'a str),
}

impl<'a> Number<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        if text != "-0" {
            if let Ok(number) = text.parse() {
                return Self::Signed(number);
            }
            if let Ok(number) = text.parse() {
                return Self::Unsigned(number);
            }
        }
        match text.parse::<f64>() {
            Ok(float) if float.is_finite() && digits(text) == digits(zmij::Buffer::new().format_finite(float)) => {
                Self::Float(float)
            }
            _ => Self::Text(text),
        }
    }
}

/// Returns the number if a `Value` holds it exactly, whatever serde_json's features are; else a string of its text.
pub(crate) fn number(text: &str) -> Value {
    match Number::of(text) {
        Number::Signed(number) => number.into(),
        Number::Unsigned(number) => number.into(),
        Number::Float(number) => number.into(),
        Number::Text(text) => text.into(),
    }
}

/// Returns the value of a number that is an integer in any spelling, such as `3.0` or `3e2`, within the range of `i128`.
pub(crate) fn integer(text: &str) -> Option<i128> {
    if !is_number(text) {
        return None;
    }
    let (negative, digits, exponent) = digits(text);
    let value = scaled(&digits, u32::try_from(exponent).ok()?)?;
    Some(if negative { -value } else { value })
}

/// Returns `digits` times ten to the power of `exponent`.
pub(crate) fn scaled(digits: &str, exponent: u32) -> Option<i128> {
    let value = if digits.is_empty() { 0 } else { digits.parse::<i128>().ok()? };
    value.checked_mul(10_i128.checked_pow(exponent)?)
}

/// Returns the sign, the significant digits and the exponent of the last digit, so that `1.50` and `15e-1` compare equal.
pub(crate) fn digits(text: &str) -> (bool, String, i64) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (negative, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let kept = all.trim_end_matches('0');
    let most = if exponent.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
    let exponent = exponent.parse::<i64>().unwrap_or(most);
    let len = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX / 4);
    let dropped = len(&all) - len(kept) - len(fraction);
    let kept = kept.trim_start_matches('0');
    if kept.is_empty() {
        (negative, String::new(), 0)
    } else {
        (negative, kept.to_owned(), exponent.saturating_add(dropped))
    }
}

/// Returns whether two numbers are equal, however long they are: `10.50` and `1.05e1`, `0` and `-0`.
pub(crate) fn same_number(a: &str, b: &str) -> bool {
    let (a, b) = (digits(a), digits(b));
    a == b || (a.1.is_empty() && b.1.is_empty())
}

/// Formats a floating-point number; `NaN` and the infinities become OData's strings.
pub(crate) fn float<F: zmij::Float + Into<f64> + Copy>(buffer: &mut zmij::Buffer, value: F) -> &str {
    let wide: f64 = value.into();
    if wide.is_finite() { buffer.format_finite(value) } else { not_finite(wide.is_nan(), wide > 0.0) }
}

const fn not_finite(nan: bool, positive: bool) -> &'static str {
    match (nan, positive) {
        (true, _) => "\"NaN\"",
        (false, true) => "\"INF\"",
        (false, false) => "\"-INF\"",
    }
}
