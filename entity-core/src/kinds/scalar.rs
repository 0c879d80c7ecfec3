//! Booleans, numbers and untyped JSON.

use crate::kinds::primitive::Primitive;
use crate::model::value_type::{Form, Frequent};
use crate::syntax::buffer::Buffer;
use crate::syntax::number::{float, integer, is_number};
use crate::syntax::token::Token;
use crate::syntax::value;

impl Primitive for bool {
    const NAME: &'static str = "Edm.Boolean";
    const FORM: Form = Form::Bare;
    const __SLOT: Frequent = Frequent::Bool;

    fn decode(token: &Token<'_>) -> Option<Self> {
        match token.raw() {
            "true" => Some(true),
            "false" => Some(false),
            _ => token.as_str()?.to_ascii_lowercase().parse().ok(),
        }
    }

    fn encode(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    #[inline]
    fn __write_to(&self, out: &mut Buffer) {
        out.put(if *self { "true" } else { "false" });
    }
}

macro_rules! integers {
    ($($int:ty = $name:literal $slot:ident),*) => {$(
        impl Primitive for $int {
            const NAME: &'static str = $name;
            const FORM: Form = Form::Bare;
            const __SLOT: Frequent = Frequent::$slot;

            #[inline]
            fn decode(token: &Token<'_>) -> Option<Self> {
                let (text, _) = token.number_or_text()?;
                if text.starts_with('+') {
                    return None;
                }
                text.parse().ok().or_else(|| Self::try_from(integer(&text)?).ok())
            }

            #[inline]
            fn encode(&self, out: &mut String) {
                out.push_str(itoa::Buffer::new().format(*self));
            }

            #[inline]
            fn __write_to(&self, out: &mut Buffer) {
                out.put(itoa::Buffer::new().format(*self));
            }

            #[inline]
            fn is_exact(&self, token: &Token<'_>) -> bool {
                // Other spellings have quotes, a point or an exponent.
                let raw = token.raw();
                raw.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) && raw != "-0"
            }
        }
    )*};
}

integers!(u8 = "Edm.Byte" No, i8 = "Edm.SByte" No, i16 = "Edm.Int16" No, i32 = "Edm.Int32" I32, i64 = "Edm.Int64" I64);

macro_rules! floats {
    ($($float:ty = $name:literal $slot:ident),*) => {$(
        impl Primitive for $float {
            const NAME: &'static str = $name;
            const FORM: Form = Form::Float;
            const __SLOT: Frequent = Frequent::$slot;

            fn decode(token: &Token<'_>) -> Option<Self> {
                let (text, _) = token.number_or_text()?;
                match &*text {
                    "INF" => Some(<$float>::INFINITY),
                    "-INF" => Some(<$float>::NEG_INFINITY),
                    "NaN" => Some(<$float>::NAN),
                    number if is_number(number) => number.parse().ok().filter(|value: &$float| value.is_finite()),
                    _ => None,
                }
            }

            fn encode(&self, out: &mut String) {
                out.push_str(float(&mut zmij::Buffer::new(), *self));
            }

            fn __write_to(&self, out: &mut Buffer) {
                out.put(float(&mut zmij::Buffer::new(), *self));
            }
        }
    )*};
}

floats!(f32 = "Edm.Single" No, f64 = "Edm.Double" F64);

/// Untyped JSON: `Edm.Untyped`, and `Edm.Stream` in a body.
impl Primitive for serde_json::Value {
    const NAME: &'static str = "Edm.Untyped";

    fn decode(token: &Token<'_>) -> Option<Self> {
        Some(value::from_raw(token.raw()))
    }

    fn encode(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }

    fn __write_to(&self, out: &mut Buffer) {
        out.put(&self.to_string());
    }

    fn __is_null(&self) -> bool {
        Self::is_null(self)
    }
}
