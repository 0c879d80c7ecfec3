//! Primitive kinds: what a leaf is, the trait to add one by hand, and those that need no crate: strings, booleans, numbers, untyped JSON.

use crate::node::{Fill, Kind, Leaf, Shape, Start, View};
use crate::syntax::buffer::Out;
use crate::syntax::number::{float, is_number};
use crate::syntax::strings::push_string;
use crate::syntax::token::Token;
use crate::syntax::value;
use crate::table::ValueType;
use std::borrow::Cow;
use std::fmt;

/// A kind of property that is one JSON value: implement it to add a kind by hand.
///
/// ```
/// use entity_core::{json::Token, prelude::*, ComplexType, DynamicProperties, Primitive, Prop, json};
///
/// /// A colour, `"#ff8800"` on the wire.
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Colour(u32);
///
/// impl Primitive for Colour {
///     const NAME: &'static str = "contoso.colour";
///
///     fn decode(token: &Token<'_>) -> Option<Self> {
///         let text = token.as_str()?;
///         u32::from_str_radix(text.strip_prefix('#')?, 16).ok().map(Colour)
///     }
///
///     fn encode(&self, out: &mut String) {
///         out.push_str(&format!("\"#{:06x}\"", self.0));
///     }
/// }
///
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.theme")]
/// pub struct Theme {
///     #[prop("accent")]
///     accent: Prop<Colour>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// let theme: Theme = json::from_str(r##"{"accent": "#FF8800"}"##)?;
/// assert_eq!(theme.accent(), Some(&Colour(0xff8800)));
/// assert_eq!(json::to_string(&theme), r##"{"accent":"#FF8800"}"##, "kept as received, since it would be written in lower case");
/// # Ok::<(), json::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a property",
    label = "no kind of property",
    note = "implement `entity_core::Primitive` to add a kind by hand"
)]
pub trait Primitive: Sized + 'static {
    /// The type's qualified name, for tools: `Edm.String`.
    const NAME: &'static str;
    /// What it is in JSON; tells whether a number or boolean in quotes is a deviation.
    const FORM: Form = Form::Any;

    /// The value that the token tells, if it tells one.
    fn decode(token: &Token<'_>) -> Option<Self>;

    /// Appends the value as JSON text.
    fn encode(&self, out: &mut String);

    /// Whether [`Self::encode`] gives the token's text. Strings that differ in escapes alone count as the same text.
    fn is_exact(&self, token: &Token<'_>) -> bool {
        let mut text = String::new();
        self.encode(&mut text);
        text == token.raw()
    }

    /// As [`Self::encode`], where the writer writes to.
    #[doc(hidden)]
    #[inline]
    fn encode_into(&self, out: &mut Out) {
        out.put_string(|text| self.encode(text));
    }

    /// Whether [`Self::encode`] gives `null`.
    #[doc(hidden)]
    #[inline]
    fn is_null(&self) -> bool {
        false
    }

    // What follows is for `Box` alone, which is whatever it holds: coherence lets it be a kind only by way of this trait.

    #[doc(hidden)]
    const VALUE: ValueType = ValueType::Primitive(&PrimitiveType {
        name: Self::NAME,
        form: Self::FORM,
        decodes: |token| Self::decode(token).is_some(),
    });

    #[doc(hidden)]
    #[inline]
    fn view(&self) -> View<'_> {
        View::Leaf(self)
    }

    #[doc(hidden)]
    #[inline]
    fn begin(_start: Start<'_>) -> Option<Self> {
        None
    }

    #[doc(hidden)]
    #[inline]
    fn fill(&mut self) -> Option<Fill<'_>> {
        None
    }

    #[doc(hidden)]
    #[inline]
    fn keeps_rules(&self) -> bool {
        true
    }

    #[doc(hidden)]
    #[inline]
    fn decode_exact(token: &Token<'_>) -> Option<(Self, bool)> {
        let value = Self::decode(token)?;
        let exact = value.is_exact(token);
        Some((value, exact))
    }
}

/// What a primitive is in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A string, or whatever there is.
    Any,
    /// A string that is not to be shown.
    Secret,
    /// A number or a boolean: in quotes, it is read, and a deviation.
    Bare,
    /// A floating-point number: the same, but for `INF`, `-INF` and `NaN`.
    Float,
}

/// A primitive type as data.
#[derive(Debug)]
pub struct PrimitiveType {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) decodes: fn(&Token<'_>) -> bool,
}

impl PrimitiveType {
    /// The qualified name: `Edm.String`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What it is in JSON.
    pub const fn form(&self) -> Form {
        self.form
    }
}

/// The shape of a primitive.
#[doc(hidden)]
pub enum LeafShape {}

impl<P: Primitive> Kind for P {
    type Shape = LeafShape;
}

impl<P: Primitive> Shape<P> for LeafShape {
    const VALUE: ValueType = <P as Primitive>::VALUE;

    #[inline]
    fn view(value: &P) -> View<'_> {
        Primitive::view(value)
    }

    #[inline]
    fn begin(start: Start<'_>) -> Option<P> {
        <P as Primitive>::begin(start)
    }

    #[inline]
    fn fill(value: &mut P) -> Option<Fill<'_>> {
        Primitive::fill(value)
    }

    #[inline]
    fn decode(token: &Token<'_>) -> Option<(P, bool)> {
        P::decode_exact(token)
    }

    #[inline]
    fn keeps_rules(value: &P) -> bool {
        Primitive::keeps_rules(value)
    }
}

impl<P: Primitive> Leaf for P {
    #[inline]
    fn encode_into(&self, out: &mut Out) {
        Primitive::encode_into(self, out);
    }

    #[inline]
    fn is_null(&self) -> bool {
        Primitive::is_null(self)
    }
}

impl Primitive for String {
    const NAME: &'static str = "Edm.String";

    #[inline]
    fn decode(token: &Token<'_>) -> Option<Self> {
        token.as_str().map(Cow::into_owned)
    }

    #[inline]
    fn encode(&self, out: &mut String) {
        push_string(out, self);
    }

    #[inline]
    fn is_exact(&self, _token: &Token<'_>) -> bool {
        true
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

/// A string that is nobody's business: `Debug` shows `Secret(…)`, and `comms inspect` does not show it either.
///
/// Reading, writing and comparing treat it as the string it is.
///
/// ```
/// use entity_core::Secret;
/// let token = Secret::from("eyJ0eXAi".to_owned());
/// assert_eq!(format!("{token:?}"), "Secret(…)");
/// assert_eq!(token.expose(), "eyJ0eXAi");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The string itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The string itself, owned.
    pub fn into_exposed(self) -> String {
        self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Primitive for Secret {
    const NAME: &'static str = "Edm.String";
    const FORM: Form = Form::Secret;

    fn decode(token: &Token<'_>) -> Option<Self> {
        token.as_str().map(|text| Self(text.into_owned()))
    }

    fn encode(&self, out: &mut String) {
        push_string(out, &self.0);
    }

    fn is_exact(&self, _token: &Token<'_>) -> bool {
        true
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Text(&self.0)
    }
}

impl Primitive for bool {
    const NAME: &'static str = "Edm.Boolean";
    const FORM: Form = Form::Bare;

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
    fn encode_into(&self, out: &mut Out) {
        out.put(if *self { "true" } else { "false" });
    }
}

macro_rules! integers {
    ($($int:ty = $name:literal),*) => {$(
        impl Primitive for $int {
            const NAME: &'static str = $name;
            const FORM: Form = Form::Bare;

            #[inline]
            fn decode(token: &Token<'_>) -> Option<Self> {
                let (text, _) = token.number_or_text()?;
                if text.starts_with('+') { None } else { text.parse().ok() }
            }

            #[inline]
            fn encode(&self, out: &mut String) {
                out.push_str(itoa::Buffer::new().format(*self));
            }

            #[inline]
            fn encode_into(&self, out: &mut Out) {
                out.put(itoa::Buffer::new().format(*self));
            }

            #[inline]
            fn is_exact(&self, token: &Token<'_>) -> bool {
                // A number that parses has no other spelling than this one.
                let raw = token.raw();
                !raw.starts_with('"') && raw != "-0"
            }
        }
    )*};
}

integers!(u8 = "Edm.Byte", i8 = "Edm.SByte", i16 = "Edm.Int16", i32 = "Edm.Int32", i64 = "Edm.Int64");

macro_rules! floats {
    ($($float:ty = $name:literal),*) => {$(
        impl Primitive for $float {
            const NAME: &'static str = $name;
            const FORM: Form = Form::Float;

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

            fn encode_into(&self, out: &mut Out) {
                out.put(float(&mut zmij::Buffer::new(), *self));
            }
        }
    )*};
}

floats!(f32 = "Edm.Single", f64 = "Edm.Double");

/// Untyped JSON: `Edm.Untyped`, and `Edm.Stream` in a body.
impl Primitive for serde_json::Value {
    const NAME: &'static str = "Edm.Untyped";

    fn decode(token: &Token<'_>) -> Option<Self> {
        Some(value::from_raw(token.raw()))
    }

    fn encode(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }

    fn encode_into(&self, out: &mut Out) {
        out.put(&self.to_string());
    }

    fn is_null(&self) -> bool {
        Self::is_null(self)
    }
}
