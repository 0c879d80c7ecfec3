//! Leaves: the [`Primitive`] trait, for kinds that are one JSON value, and how it makes them kinds.

use crate::kinds::edm::rows::measured;
use crate::model::kind::{Access, Incoming, Kind, Leaf, View, ViewMut};
use crate::model::value_type::{Form, Frequent, PrimitiveType, ValueType};
use crate::syntax::buffer::Buffer;
use crate::syntax::token::Token;
use std::borrow::Cow;

/// A kind that is one JSON value. Implement it to add a kind of your own.
///
/// Rules fit it by its [`NAME`](Self::NAME): of a kind called `Edm.Date`, `range` compares dates. If the name is not one of Edm's, its
/// [`FORM`](Self::FORM) decides: a string is text, a bare value is a number. A rule asks the text that [`encode`](Self::encode) gives.
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
    label = "not a kind of property",
    note = "implement `entity_core::Primitive` to add a kind by hand"
)]
pub trait Primitive: Sized + 'static {
    /// The qualified type name: `Edm.String`. It decides which rules fit.
    const NAME: &'static str;
    /// The JSON form. It decides whether a quoted number or boolean is a deviation, and the rules of a kind with a name of its own.
    const FORM: Form = Form::Any;

    /// Returns the value of the token, or `None` if the token is not a value of this kind.
    fn decode(token: &Token<'_>) -> Option<Self>;

    /// Returns whether a token that does not decode is a value of the type all the same, beyond what `Self` can hold, such as
    /// a decimal of 34 digits. [`deviations`](crate::Entity::deviations) reports it as `beyond_range`, not as `undecodable`.
    fn is_beyond_range(_token: &Token<'_>) -> bool {
        false
    }

    /// Appends the value as JSON text.
    fn encode(&self, out: &mut String);

    /// Returns whether [`Self::encode`] gives the token's text. Strings that differ only in escapes count as equal.
    fn is_exact(&self, token: &Token<'_>) -> bool {
        let mut text = String::new();
        self.encode(&mut text);
        text == token.raw()
    }

    /// Like [`Self::encode`], into the writer's buffer.
    #[doc(hidden)]
    #[inline]
    fn __write_to(&self, out: &mut Buffer) {
        out.put_string(|text| self.encode(text));
    }

    /// Returns whether [`Self::encode`] gives `null`.
    #[doc(hidden)]
    #[inline]
    fn __is_null(&self) -> bool {
        false
    }

    /// The slot of the kind, if it has one of its own.
    #[doc(hidden)]
    const __SLOT: Frequent = Frequent::No;

    // Only for `Box<T>`, which acts as `T`. Coherence forbids a direct `Kind` impl.

    #[doc(hidden)]
    const VALUE: ValueType = ValueType::Primitive(&PrimitiveType {
        name: Self::NAME,
        form: Self::FORM,
        measured: measured(Self::NAME, Self::FORM),
        size: size_of::<Self>(),
        decodes: |token| Self::decode(token).is_some(),
        beyond_range: Self::is_beyond_range,
        slot: Self::__SLOT,
        canonical: canonical::<Self>,
    });

    #[doc(hidden)]
    #[inline]
    fn __view(&self) -> View<'_> {
        View::Leaf(self)
    }

    #[doc(hidden)]
    #[inline]
    fn __empty(_incoming: Incoming<'_>) -> Option<Self> {
        None
    }

    #[doc(hidden)]
    #[inline]
    fn __view_mut(&mut self) -> Option<ViewMut<'_>> {
        None
    }

    #[doc(hidden)]
    #[inline]
    fn __keeps_rules(&self) -> bool {
        true
    }

    #[doc(hidden)]
    #[inline]
    fn __decode_exact(token: &Token<'_>) -> Option<(Self, bool)> {
        let value = Self::decode(token)?;
        let exact = value.is_exact(token);
        Some((value, exact))
    }
}

/// Returns the JSON text of a token's value.
fn canonical<'a, P: Primitive>(token: &Token<'a>) -> Option<Cow<'a, str>> {
    let (value, exact) = P::__decode_exact(token)?;
    if exact {
        return Some(Cow::Borrowed(token.raw()));
    }
    let mut text = String::new();
    value.encode(&mut text);
    Some(Cow::Owned(text))
}

/// How primitives are viewed and read.
#[doc(hidden)]
pub enum LeafAccess {}

impl<P: Primitive> Kind for P {
    type Access = LeafAccess;
}

impl<P: Primitive> Access<P> for LeafAccess {
    const VALUE: ValueType = <P as Primitive>::VALUE;

    #[inline]
    fn view(value: &P) -> View<'_> {
        Primitive::__view(value)
    }

    #[inline]
    fn empty(incoming: Incoming<'_>) -> Option<P> {
        <P as Primitive>::__empty(incoming)
    }

    #[inline]
    fn view_mut(value: &mut P) -> Option<ViewMut<'_>> {
        Primitive::__view_mut(value)
    }

    #[inline]
    fn decode(token: &Token<'_>) -> Option<(P, bool)> {
        P::__decode_exact(token)
    }

    #[inline]
    fn keeps_rules(value: &P) -> bool {
        Primitive::__keeps_rules(value)
    }
}

impl<P: Primitive> Leaf for P {
    #[inline]
    fn write_to(&self, out: &mut Buffer) {
        Primitive::__write_to(self, out);
    }

    #[inline]
    fn is_null(&self) -> bool {
        Primitive::__is_null(self)
    }
}

/// The most frequent primitives by name, so that the compiler resolves no trait for each property.
pub const STRING: ValueType = <String as Kind>::VALUE;
/// Like [`STRING`].
pub const BOOL: ValueType = <bool as Kind>::VALUE;
/// Like [`STRING`].
pub const I32: ValueType = <i32 as Kind>::VALUE;
/// Like [`STRING`].
pub const I64: ValueType = <i64 as Kind>::VALUE;
/// Like [`STRING`].
pub const F64: ValueType = <f64 as Kind>::VALUE;
