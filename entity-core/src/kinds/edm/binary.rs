//! Binary data: bytes, base64 in JSON.

use crate::kinds::primitive::Primitive;
use crate::syntax::token::Token;
use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

/// `Edm.Binary`: bytes, base64 on the wire. Reads both alphabets, padded or not; writes the standard one, like Graph. Feature `binary`.
///
/// ```
/// use entity_core::edm::Binary;
/// let bytes = Binary::from(vec![1, 2, 3]);
/// assert_eq!(bytes.as_ref(), [1, 2, 3]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Binary(Vec<u8>);

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<Binary> for Vec<u8> {
    fn from(bytes: Binary) -> Self {
        bytes.0
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Primitive for Binary {
    const NAME: &'static str = "Edm.Binary";

    fn decode(token: &Token<'_>) -> Option<Self> {
        const LENIENT: GeneralPurposeConfig =
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        const ANY_STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
        const ANY_URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);
        let text = token.as_str()?;
        ANY_STANDARD.decode(&*text).or_else(|_| ANY_URL_SAFE.decode(&*text)).ok().map(Self)
    }

    fn encode(&self, out: &mut String) {
        out.push('"');
        STANDARD.encode_string(&self.0, out);
        out.push('"');
    }
}
