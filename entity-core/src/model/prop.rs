//! Properties: [`Prop`], and the received text that it keeps.

use crate::model::kind::{Access, Fidelity, Incoming, Kind, ViewMut};
use crate::model::slot::{AnyProp, NewState, State, settle};
use crate::model::value_type::ValueType;
use crate::syntax::token::Token;
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem::replace;

/// A property: absent, null, a value, or a value with the text it was received in.
///
/// Absent and null differ on the wire, so they differ here. A setter takes any [`IntoProp`](crate::IntoProp): a value,
/// an `Option` (`None` is absent), a `&str` for a `String`, or a `Prop`.
///
/// ```
/// use entity_core::Prop;
/// let from_value: Prop<String> = "a call".into();
/// let from_option: Prop<String> = None.into();
/// assert_eq!(from_value.value().map(String::as_str), Some("a call"));
/// assert_eq!(from_option, Prop::Absent);
/// assert_eq!(format!("{from_value:?} {from_option:?} {:?}", Prop::<i32>::Null), r#""a call" - null"#);
/// ```
///
/// Two are equal if their decoded values are equal or, if neither decodes, if their texts are.
pub enum Prop<T> {
    /// Not received and not set.
    Absent,
    /// Null.
    Null,
    /// Kept as received, because the text does not decode, or writing the value would give another text.
    Verbatim(Box<Verbatim<T>>),
    /// A value without kept text. Last, so that one comparison detects it.
    Value(T),
}

/// The received text and, if it decoded, its value.
pub struct Verbatim<T> {
    /// Absent or a value: one type less to compile than an `Option`.
    pub(crate) value: Prop<T>,
    received: Received,
}

impl<T> Verbatim<T> {
    /// Returns the decoded value; of a collection, without the items that are null or do not decode.
    pub const fn value(&self) -> Option<&T> {
        if let Prop::Value(value) = &self.value { Some(value) } else { None }
    }

    /// Like [`Self::value`], to change.
    const fn value_mut(&mut self) -> Option<&mut T> {
        if let Prop::Value(value) = &mut self.value { Some(value) } else { None }
    }

    pub(crate) const fn received(&self) -> &Received {
        &self.received
    }

    /// Returns the JSON text as received: empty if nothing was received and `_mut` inserted the value.
    pub fn text(&self) -> &str {
        &self.received.text
    }

    /// Returns the member's name if it was received in another case than declared, or under an older name.
    pub fn name(&self) -> Option<&str> {
        self.received.name.as_deref()
    }
}

/// How much of a received text `Debug` shows. Set by the reader from the table, so that `Debug` needs no trait of the kind. Not
/// a reference, which would make types slow to compile (see [`Table`](crate::model::table::Table)).
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Shown {
    Text,
    /// The value, by its own `Debug`. If nothing decoded, the text, unless it is an object or array that may contain secrets.
    Value,
    Nothing,
}

impl From<ValueType> for Shown {
    fn from(value: ValueType) -> Self {
        match value {
            _ if value.is_secret() => Self::Nothing,
            _ if value.nests() => Self::Value,
            _ => Self::Text,
        }
    }
}

/// The use of a received text.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Written in place of the value.
    Text,
    /// Like `Text`, of a collection. Becomes `Omitted` when the collection is changed.
    Items,
    /// The collection is written with the items of this text that do not decode, in their places.
    Omitted,
    /// `_mut` inserted the value. While the value is empty, the property counts as this text; as absent if the text is empty.
    Offered,
}

/// The received text, and the member's name if it differs from the declared one.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Received {
    pub name: Option<Box<str>>,
    pub text: Box<str>,
    pub shown: Shown,
    pub kept: Kept,
}

impl Received {
    pub(crate) fn new(name: Option<&str>, text: &str, value: ValueType) -> Self {
        let kept = if value.is_collection() { Kept::Items } else { Kept::Text };
        Self { name: name.map(Into::into), text: text.into(), shown: value.into(), kept }
    }
}

impl<T> Prop<T> {
    /// Returns the decoded value, if there is one.
    #[inline]
    pub const fn value(&self) -> Option<&T> {
        if let Self::Value(value) = self { Some(value) } else { self.unusual_value() }
    }

    /// Sets a property that usually has no value yet, without a call to drop the old one.
    #[inline]
    pub(crate) fn fill(&mut self, value: T) {
        if self.is_absent() {
            std::mem::forget(replace(self, Self::Value(value)));
        } else {
            *self = Self::Value(value);
        }
    }

    #[cold]
    const fn unusual_value(&self) -> Option<&T> {
        if let Self::Verbatim(verbatim) = self { verbatim.value() } else { None }
    }

    /// Returns the decoded value to change, if there is one. Drops the received text; of a collection, keeps the items that do not
    /// decode.
    #[inline]
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            unusual => unusual.unusual_value_mut(),
        }
    }

    fn unusual_value_mut(&mut self) -> Option<&mut T> {
        if let Self::Verbatim(verbatim) = self {
            if verbatim.received.kept == Kept::Items {
                verbatim.received.name = None;
                verbatim.received.kept = Kept::Omitted;
            }
            if verbatim.received.kept == Kept::Text
                && let value @ Self::Value(_) = replace(&mut verbatim.value, Self::Absent)
            {
                *self = value;
            }
        }
        match self {
            Self::Value(value) => Some(value),
            Self::Verbatim(verbatim) => verbatim.value_mut(),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns the decoded value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Verbatim(verbatim) => verbatim.value.into_value(),
            Self::Absent | Self::Null => None,
        }
    }

    /// Changes the decoded value, and keeps the received text.
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Prop<U> {
        match self {
            Self::Absent => Prop::Absent,
            Self::Null => Prop::Null,
            Self::Value(value) => Prop::Value(change(value)),
            Self::Verbatim(verbatim) => {
                let Verbatim { value, received } = *verbatim;
                let value = value.into_value().map_or(Prop::Absent, |value| Prop::Value(change(value)));
                Prop::Verbatim(Box::new(Verbatim { value, received }))
            }
        }
    }

    /// Like [`Self::value_mut`]. If there is no value, `empty` makes one, which counts only once it is not empty.
    #[inline]
    pub(crate) fn value_mut_or(&mut self, empty: impl FnOnce() -> T) -> &mut T {
        match self {
            Self::Value(value) => value,
            unusual => unusual.unusual_value_mut_or(empty),
        }
    }

    fn unusual_value_mut_or(&mut self, empty: impl FnOnce() -> T) -> &mut T {
        if self.value().is_none() {
            let was = match replace(self, Self::Absent) {
                Self::Verbatim(verbatim) => Received { kept: Kept::Offered, ..verbatim.received },
                was => {
                    let text = if matches!(was, Self::Null) { "null" } else { "" };
                    Received { name: None, text: text.into(), shown: Shown::Value, kept: Kept::Offered }
                }
            };
            *self = Self::Verbatim(Box::new(Verbatim { value: Self::Value(empty()), received: was }));
        }
        self.unusual_value_mut().unwrap_or_else(|| unreachable!("made a value just above"))
    }

    /// A property with its received text. `value` is absent or a value.
    pub(crate) fn verbatim(value: Self, received: Received) -> Self {
        Self::Verbatim(Box::new(Verbatim { value, received }))
    }

    /// Returns whether the property is absent.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns whether the property is null.
    #[inline]
    pub fn is_null(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Verbatim(verbatim) => verbatim.value().is_none() && verbatim.text() == "null",
            Self::Absent | Self::Value(_) => false,
        }
    }
}

// Not derived: the compiler would copy it into the `clone` of every type, once for each property.
impl<T: Clone> Clone for Prop<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Absent => Self::Absent,
            Self::Null => Self::Null,
            Self::Value(value) => Self::Value(value.clone()),
            Self::Verbatim(verbatim) => Self::Verbatim(verbatim.clone()),
        }
    }
}

impl<T: Clone> Clone for Verbatim<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), received: self.received.clone() }
    }
}

#[allow(clippy::derivable_impls, reason = "as `Clone`")]
impl<T> Default for Prop<T> {
    fn default() -> Self {
        Self::Absent
    }
}

impl<T: fmt::Debug> fmt::Debug for Prop<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("-"),
            Self::Null => f.write_str("null"),
            Self::Value(value) => value.fmt(f),
            Self::Verbatim(verbatim) => verbatim.fmt(f),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Verbatim<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.received.shown, self.value()) {
            (_, Some(value)) if matches!(self.received.kept, Kept::Omitted | Kept::Offered) => value.fmt(f),
            (Shown::Value, Some(value)) => write!(f, "verbatim({value:?})"),
            (Shown::Value, None) if self.text().starts_with(['{', '[']) => f.write_str("verbatim(…)"),
            (Shown::Nothing, _) => f.write_str("verbatim(…)"),
            _ => write!(f, "verbatim({})", self.text()),
        }
    }
}

impl<T: PartialEq> PartialEq for Prop<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Absent, Self::Absent) => true,
            _ if self.is_null() && other.is_null() => true,
            (Self::Verbatim(a), Self::Verbatim(b)) if a.value().is_none() && b.value().is_none() => {
                a.received.text == b.received.text
            }
            _ => matches!((self.value(), other.value()), (Some(a), Some(b)) if a == b),
        }
    }
}

impl<T: Eq> Eq for Prop<T> {}

/// Equal properties have equal hashes.
impl<T: Hash> Hash for Prop<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match (self, self.value()) {
            _ if self.is_null() => state.write_u8(1),
            (_, Some(value)) => value.hash(state),
            (Self::Verbatim(verbatim), None) => verbatim.received.text.hash(state),
            _ => state.write_u8(0),
        }
    }
}

impl<T: Kind> Prop<T> {
    /// Makes a value that `_mut` inserted a value like any other, unless it is still empty; the same for values in it.
    fn settle(&mut self) {
        if !const { <T::Access as Access<T>>::VALUE.has_parts() } {
            return;
        }
        if let Self::Verbatim(verbatim) = self
            && verbatim.received.kept == Kept::Offered
            && let State::Value(_) = AnyProp::state(self)
            && let Self::Verbatim(verbatim) = self
        {
            *self = replace(&mut verbatim.value, Self::Absent);
        }
        let value = match self {
            Self::Value(value) => Some(value),
            Self::Verbatim(verbatim) => verbatim.value_mut(),
            Self::Absent | Self::Null => None,
        };
        if let Some(view) = value.and_then(T::Access::view_mut) {
            settle(view);
        }
    }
}

impl<T> From<T> for Prop<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Box<T>> for Prop<T> {
    fn from(value: Box<T>) -> Self {
        Self::Value(*value)
    }
}

impl<T> From<Option<T>> for Prop<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl From<&str> for Prop<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl From<&String> for Prop<String> {
    fn from(value: &String) -> Self {
        Self::Value(value.clone())
    }
}

impl From<Cow<'_, str>> for Prop<String> {
    fn from(value: Cow<'_, str>) -> Self {
        Self::Value(value.into_owned())
    }
}

// Compiled for every type of property, so it calls no small generic functions.
#[allow(
    clippy::manual_map,
    clippy::question_mark,
    reason = "each such call is one more function for every type of property"
)]
impl<T: Kind> AnyProp for Prop<T> {
    #[inline]
    fn state(&self) -> State<'_> {
        match self {
            Self::Absent => State::Absent,
            Self::Null => State::Null,
            Self::Value(value) => State::Value(T::Access::view(value)),
            Self::Verbatim(verbatim) => State::kept(
                &verbatim.received,
                match &verbatim.value {
                    Self::Value(value) => Some(T::Access::view(value)),
                    _ => None,
                },
                <T::Access as Access<T>>::VALUE,
            ),
        }
    }

    // Constants decide first, so that nothing is compiled for abilities that a kind lacks.

    #[inline]
    fn open(&mut self, incoming: Incoming<'_>) -> Option<ViewMut<'_>> {
        if !const { <T::Access as Access<T>>::VALUE.has_parts() } {
            return None;
        }
        self.fill(T::Access::empty(incoming)?);
        if let Self::Value(value) = self { T::Access::view_mut(value) } else { None }
    }

    #[inline]
    fn read(&mut self, token: &Token<'_>) -> Fidelity {
        if !const { <T::Access as Access<T>>::VALUE.is_leaf() } {
            return Fidelity::Undecodable;
        }
        match T::Access::decode(token) {
            Some((value, exact)) => {
                self.fill(value);
                if exact { Fidelity::Exact } else { Fidelity::Differs }
            }
            None => Fidelity::Undecodable,
        }
    }

    fn set(&mut self, state: NewState) {
        *self = match state {
            NewState::Absent => Self::Absent,
            NewState::Null => Self::Null,
            NewState::Received(received) => {
                let value = match replace(self, Self::Absent) {
                    value @ Self::Value(_) => value,
                    _ => Self::Absent,
                };
                Self::Verbatim(Box::new(Verbatim { value, received }))
            }
            NewState::Settled => return self.settle(),
        };
    }
}
