//! Edm's primitive types that need a crate, each behind a feature.

#[cfg(feature = "binary")]
pub use binary::Binary;
#[cfg(feature = "date-time")]
pub use date_time::{Date, DateTimeOffset, Duration, TimeOfDay};
#[cfg(feature = "decimal")]
pub use decimal::Decimal;
#[cfg(feature = "guid")]
pub use guid::Guid;

#[cfg(feature = "date-time")]
mod date_time {
    use crate::kinds::primitive::Primitive;
    use crate::syntax::strings::push_string;
    use crate::syntax::token::Token;
    use jiff::civil::date;
    use jiff::fmt::temporal::Pieces;

    /// `Edm.DateTimeOffset`: a moment with nanosecond precision, from `jiff`. The kept text preserves the received offset. Feature `date-time`.
    ///
    /// Services send the last moments of the year 9999 for "never". Moments past `DateTimeOffset::MAX` decode to it, and their text is kept.
    pub type DateTimeOffset = jiff::Timestamp;
    /// `Edm.Date`: a calendar day, from `jiff`. Feature `date-time`.
    pub type Date = jiff::civil::Date;
    /// `Edm.TimeOfDay`: a time on the clock, from `jiff`. Feature `date-time`.
    pub type TimeOfDay = jiff::civil::Time;
    /// `Edm.Duration`: a span of time in which a day is 24 hours, from `jiff`. Feature `date-time`.
    pub type Duration = jiff::SignedDuration;

    macro_rules! displayed {
        ($($type:ty = $name:literal, $parse:expr);*) => {$(
            impl Primitive for $type {
                const NAME: &'static str = $name;

                fn decode(token: &Token<'_>) -> Option<Self> {
                    let text = token.as_str()?;
                    let parse: fn(&str) -> Option<$type> = $parse;
                    parse(&text)
                }

                fn encode(&self, out: &mut String) {
                    push_string(out, &self.to_string());
                }
            }
        )*};
    }

    displayed! {
        DateTimeOffset = "Edm.DateTimeOffset", |text| text.parse().ok().or_else(|| never(text));
        Date = "Edm.Date", |text| if text.len() == 10 || is_before_year_zero(text) { text.parse().ok() } else { None };
        TimeOfDay = "Edm.TimeOfDay", |text| if is_clock_time(text) { text.parse().ok() } else { None }
    }

    /// Returns the latest moment if the text is a moment past it.
    fn never(text: &str) -> Option<DateTimeOffset> {
        let told = Pieces::parse(text).ok()?;
        (told.date() >= date(9999, 12, 30) && told.time().is_some() && told.offset().is_some())
            .then_some(DateTimeOffset::MAX)
    }

    /// Returns whether a date starts with a sign and six digits, the form for years below zero.
    fn is_before_year_zero(text: &str) -> bool {
        text.len() == 13 && text.starts_with('-')
    }

    /// Returns whether the text is `hh:mm`, with optional seconds.
    fn is_clock_time(text: &str) -> bool {
        text.as_bytes().get(2) == Some(&b':') && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b':' | b'.'))
    }

    impl Primitive for Duration {
        const NAME: &'static str = "Edm.Duration";

        fn decode(token: &Token<'_>) -> Option<Self> {
            duration(&token.as_str()?)
        }

        fn encode(&self, out: &mut String) {
            push_string(out, &self.to_string());
        }
    }

    /// Parses a day-time duration such as `P1DT2H3M4.5S`. jiff rejects days here because their length varies; in OData it does not.
    fn duration(text: &str) -> Option<Duration> {
        let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let designators = unsigned.strip_prefix('P')?;
        let (days, time) = match designators.split_once('D') {
            Some((days, time)) => {
                (days.parse::<u32>().ok().filter(|_| days.starts_with(|first: char| first.is_ascii_digit()))?, time)
            }
            None => (0, designators),
        };
        let rest = match time.strip_prefix('T') {
            Some(_) => format!("{sign}P{time}").parse::<Duration>().ok()?,
            None if time.is_empty() && designators.ends_with('D') => Duration::ZERO,
            None => return None,
        };
        let days = Duration::from_hours(i64::from(days) * 24);
        if sign.is_empty() { rest.checked_add(days) } else { rest.checked_sub(days) }
    }
}

#[cfg(feature = "guid")]
mod guid {
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
}

#[cfg(feature = "decimal")]
mod decimal {
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
}

#[cfg(feature = "binary")]
mod binary {
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
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
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
}
