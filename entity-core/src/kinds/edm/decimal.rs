//! Decimals: the type of `rust_decimal`.

use crate::kinds::primitive::Primitive;
use crate::model::value_type::Form;
use crate::syntax::number::is_number;
use crate::syntax::token::Token;

/// `Edm.Decimal`: up to 28 digits with their scale, from `rust_decimal`. Feature `decimal`.
pub type Decimal = rust_decimal::Decimal;

impl Primitive for Decimal {
    const NAME: &'static str = "Edm.Decimal";
    const FORM: Form = Form::Bare;

    fn decode(token: &Token<'_>) -> Option<Self> {
        let (text, _) = token.number_or_text()?;
        if !is_number(&text) {
            return None;
        }
        if text.contains(['e', 'E']) { Self::from_scientific(&text).ok() } else { Self::from_str_exact(&text).ok() }
    }

    fn encode(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}
