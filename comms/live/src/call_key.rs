//! The key of a call's record.

use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The key of a call's record: made before the request is sent, and the last segment of the call's callback URL.
///
/// 122 bits, random or made of an idempotency key, written as a lower-case UUID.
///
/// ```
/// use comms_live::CallKey;
/// let key = CallKey::random();
/// assert_eq!(key.to_string().parse(), Ok(key));
/// assert!("graph".parse::<CallKey>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallKey(Uuid);

impl CallKey {
    /// Makes a new key from the system's random numbers.
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// The key that belongs to these texts: the same in any process.
    pub(crate) fn of(texts: [&str; 2]) -> Self {
        let text = format!("{}:{}{}", texts[0].len(), texts[0], texts[1]);
        let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_ref()[..16]);
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// The key's 16 bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// The key with these 16 bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }
}

impl fmt::Display for CallKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl fmt::Debug for CallKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CallKey({self})")
    }
}

impl FromStr for CallKey {
    type Err = NotACallKey;

    /// Reads the form with hyphens, in any case.
    fn from_str(text: &str) -> Result<Self, NotACallKey> {
        // The other forms that `Uuid` reads would give one record several URLs.
        if text.len() != uuid::fmt::Hyphenated::LENGTH {
            return Err(NotACallKey);
        }
        Uuid::try_parse(text).map(Self).map_err(|_| NotACallKey)
    }
}

/// The text is not a [`CallKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a call's key: 32 hexadecimal digits with hyphens")]
pub struct NotACallKey;

/// Reads a call's key, a hyphen and a number without leading zeros.
pub(crate) fn split(text: &str) -> Option<(CallKey, u64)> {
    let (call, number) = text.rsplit_once('-')?;
    let is_plain = number == "0" || (!number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit()));
    Some((call.parse().ok()?, number.parse().ok().filter(|_| is_plain)?))
}
