//! Decimals: the type of `rust_decimal`.

use crate::kinds::primitive::Primitive;
use crate::model::value_type::Form;
use crate::syntax::number::{digits, is_number, scaled};
use crate::syntax::token::Token;

/// `Edm.Decimal`: up to 28 digits with their scale, from `rust_decimal`. Feature `decimal`.
///
/// The schema's type has no limit of digits, and may be `INF`, `-INF` or `NaN`. Such values are kept as received, and are deviations
/// of kind `beyond_range`.
pub type Decimal = rust_decimal::Decimal;

impl Primitive for Decimal {
    const NAME: &'static str = "Edm.Decimal";
    const FORM: Form = Form::Bare;

    fn decode(token: &Token<'_>) -> Option<Self> {
        let (text, _) = token.number_or_text()?;
        if !is_number(&text) {
            return None;
        }
        Self::from_str_exact(&text).ok().or_else(|| exact(&text))
    }

    fn is_beyond_range(token: &Token<'_>) -> bool {
        match token.number_or_text() {
            Some((text, number)) => is_number(&text) || !number && matches!(&*text, "INF" | "-INF" | "NaN"),
            None => false,
        }
    }

    fn encode(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

/// Parses a number that has an exponent, or zeros past the last place that a `Decimal` has. Never rounds.
fn exact(number: &str) -> Option<Decimal> {
    let (negative, digits, exponent) = digits(number);
    let value = scaled(&digits, u32::try_from(exponent.max(0)).ok()?)?;
    let places = u32::try_from((-exponent).max(0)).ok()?;
    Decimal::try_from_i128_with_scale(if negative { -value } else { value }, places).ok()
}
