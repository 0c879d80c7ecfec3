//! Numbers as text.

use super::cursor::Cursor;
use serde_json::{Number, Value};

/// Returns whether the text is a JSON number. Rust's parsers also accept words such as `inf`.
pub(crate) fn is_number(text: &str) -> bool {
    let mut cursor = Cursor::new(text);
    cursor.number().is_ok_and(|number| number.len() == text.len())
}

/// Returns the number if a `Value` holds it exactly, else a string of its text.
pub(crate) fn number(text: &str) -> Value {
    let integer = text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
    let number = integer.ok().filter(|_| text != "-0").or_else(|| {
        let float = text.parse::<f64>().ok().filter(|float| float.is_finite())?;
        (digits(text) == digits(zmij::Buffer::new().format_finite(float))).then(|| Number::from_f64(float))?
    });
    number.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

/// Returns the sign, the significant digits and the exponent of the last digit, so that `1.50` and `15e-1` compare equal.
fn digits(text: &str) -> (bool, String, i64) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (negative, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let kept = all.trim_end_matches('0');
    let exponent = exponent.parse::<i64>().unwrap_or(i64::MAX / 2);
    let len = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX / 4);
    let dropped = len(&all) - len(kept) - len(fraction);
    let kept = kept.trim_start_matches('0');
    if kept.is_empty() {
        (negative, String::new(), 0)
    } else {
        (negative, kept.to_owned(), exponent.saturating_add(dropped))
    }
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
