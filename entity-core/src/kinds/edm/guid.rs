//! GUIDs: the type of uuid.

use crate::kinds::primitive::Primitive;
use crate::syntax::strings::push_string;
use crate::syntax::token::Token;

/// `Edm.Guid`, from `uuid`. Feature `guid`.
pub type Guid = uuid::Uuid;

impl Primitive for Guid {
    const NAME: &'static str = "Edm.Guid";

    fn decode(token: &Token<'_>) -> Option<Self> {
        let text = token.as_str()?;
        // Rejects other spellings that the crate accepts, such as braces and `urn:uuid:`.
        if text.len() == 36 { Self::try_parse(&text).ok() } else { None }
    }

    fn encode(&self, out: &mut String) {
        push_string(out, self.hyphenated().encode_lower(&mut Self::encode_buffer()));
    }
}
