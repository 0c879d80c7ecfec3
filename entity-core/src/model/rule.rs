//! Rules: what an attribute demands of a property.

use crate::model::kind::View;
use crate::model::prop::Prop;
use crate::model::slot::{Slot, State};
use crate::syntax::token::Token;
use std::any::Any;
use std::fmt;

/// One rule of a property, from its attribute.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Rule {
    /// At most this many code points.
    MaxLen(usize),
    /// At least this many code points.
    MinLen(usize),
    /// At most this many items.
    MaxItems(usize),
    /// At least this many items.
    MinItems(usize),
    /// A whole number in this range, ends included.
    Integers(i64, i64),
    /// A number in this range, ends included.
    Floats(f64, f64),
    /// Text that contains a match of the pattern.
    Pattern(&'static Pattern),
    /// The user's own rule.
    Check(Check),
    /// Not null; may be absent.
    NonNull,
    /// Present and not null, for sending.
    Required,
}

impl Rule {
    /// The attribute's key, or the name of a rule of the user's own: `max_len`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::MaxLen(_) => "max_len",
            Self::MinLen(_) => "min_len",
            Self::MaxItems(_) => "max_items",
            Self::MinItems(_) => "min_items",
            Self::Integers(..) | Self::Floats(..) => "range",
            Self::Pattern(_) => "pattern",
            Self::Check(check) => check.name,
            Self::NonNull => "non_null",
            Self::Required => "required",
        }
    }

    /// Returns whether the property satisfies the rule. Hot path: builds no message.
    #[doc(hidden)]
    #[must_use]
    #[allow(
        clippy::inline_always,
        reason = "without it, validate/operation of the json bench takes 33 % more instructions"
    )]
    #[inline(always)]
    pub fn holds(&self, slot: Slot<'_>) -> bool {
        match (self, slot) {
            // No text has more characters than bytes.
            (Self::MaxLen(max), Slot::String(Prop::Value(text))) if text.len() <= *max => true,
            (Self::NonNull, _) => !slot.is_null(),
            (Self::Required, Slot::String(Prop::Value(_)) | Slot::I32(Prop::Value(_))) => true,
            _ => self.broken(slot).is_none(),
        }
    }

    /// Returns the message if the property breaks the rule.
    pub(crate) fn broken(&self, slot: Slot<'_>) -> Option<String> {
        match *self {
            Self::MaxLen(max) => text(slot)
                .map(length)
                .filter(|len| *len > max)
                .map(|len| format!("{len} characters, at most {max} are allowed")),
            Self::MinLen(min) => text(slot)
                .map(length)
                .filter(|len| *len < min)
                .map(|len| format!("{len} characters, at least {min} are needed")),
            Self::MaxItems(max) => count(slot)
                .filter(|count| *count > max)
                .map(|count| format!("{count} items, at most {max} are allowed")),
            Self::MinItems(min) => count(slot)
                .filter(|count| *count < min)
                .map(|count| format!("{count} items, at least {min} are needed")),
            Self::Integers(min, max) => integer(slot)
                .filter(|value| !(min..=max).contains(value))
                .map(|value| format!("{value} is not within {min} to {max}")),
            Self::Floats(min, max) => float(slot)
                .filter(|value| !(min..=max).contains(value))
                .map(|value| format!("{value} is not within {min} to {max}")),
            Self::Pattern(pattern) => text(slot)
                .filter(|text| !pattern.is_match(text))
                .map(|_| format!("does not match the pattern {}", pattern.text)),
            Self::Check(check) => slot.prop().and_then(|prop| check.broken(prop)),
            Self::NonNull => slot.is_null().then(|| "null is not allowed".to_owned()),
            Self::Required => match slot.state() {
                State::Absent => Some("is required, but absent".to_owned()),
                state => state.is_null().then(|| "is required, but null".to_owned()),
            },
        }
    }
}

impl Rule {
    /// Returns the message if a value breaks the rule of its type.
    pub(crate) fn broken_whole(&self, value: &dyn Any) -> Option<String> {
        if let Self::Check(check) = self { check.broken(value) } else { None }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MaxLen(limit) | Self::MinLen(limit) | Self::MaxItems(limit) | Self::MinItems(limit) => {
                write!(f, "{} = {limit}", self.word())
            }
            Self::Integers(min, max) => write!(f, "range = {min}..={max}"),
            Self::Floats(min, max) => write!(f, "range = {min}..={max}"),
            Self::Pattern(pattern) => write!(f, "pattern = {:?}", pattern.text),
            _ => f.write_str(self.word()),
        }
    }
}

/// A rule of the user's own: a function, and the rule's name.
#[derive(Clone, Copy)]
pub struct Check {
    name: &'static str,
    keeps: fn(&dyn Any) -> Result<(), String>,
}

impl Check {
    /// For the derives: `keeps` takes a `Prop` or, above a type, the value itself.
    #[doc(hidden)]
    pub const fn new(name: &'static str, keeps: fn(&dyn Any) -> Result<(), String>) -> Self {
        Self { name, keeps }
    }

    /// The name: `check`, if the attribute gives no other.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the message if the value breaks the rule.
    pub(crate) fn broken(&self, value: &dyn Any) -> Option<String> {
        (self.keeps)(value).err()
    }
}

/// A regular expression, compiled at its first use.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    #[cfg(feature = "pattern")]
    compiled: std::sync::OnceLock<Option<regex_lite::Regex>>,
}

impl Pattern {
    /// For the derives, which have checked the text.
    #[doc(hidden)]
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            #[cfg(feature = "pattern")]
            compiled: std::sync::OnceLock::new(),
        }
    }

    #[cfg(feature = "pattern")]
    fn is_match(&self, text: &str) -> bool {
        self.compiled
            .get_or_init(|| regex_lite::Regex::new(self.text).ok())
            .as_ref()
            .is_none_or(|regex| regex.is_match(text))
    }

    #[cfg(not(feature = "pattern"))]
    #[allow(clippy::unused_self, reason = "with the feature it asks its expression")]
    fn is_match(&self, _text: &str) -> bool {
        true
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn downcast<T: 'static>(slot: Slot<'_>) -> Option<&T> {
    let prop: &dyn Any = slot.prop()?;
    prop.downcast_ref::<Prop<T>>()?.value()
}

fn text(slot: Slot<'_>) -> Option<&str> {
    match slot.state().value()? {
        View::Text(text) => Some(text),
        _ => None,
    }
}

fn integer(slot: Slot<'_>) -> Option<i64> {
    match slot {
        Slot::I32(prop) => prop.value().copied().map(i64::from),
        Slot::I64(prop) => prop.value().copied(),
        other => downcast::<i16>(other)
            .copied()
            .map(i64::from)
            .or_else(|| downcast::<u8>(other).copied().map(i64::from))
            .or_else(|| downcast::<i8>(other).copied().map(i64::from)),
    }
}

fn float(slot: Slot<'_>) -> Option<f64> {
    match slot {
        Slot::F64(prop) => prop.value().copied(),
        other => downcast::<f32>(other).copied().map(f64::from),
    }
}

/// The number of items as sent, including those left out of the decoded value.
fn count(slot: Slot<'_>) -> Option<usize> {
    match slot.state() {
        State::Value(View::Items(items)) => Some(items.len()),
        State::Mixed(mixed) => Some(mixed.written().len()),
        State::Verbatim(received, Some(View::Items(_))) => Some(Token::new(&received.text).items().len()),
        _ => None,
    }
}

/// For the derives: applies the user's own rule to a property's value.
#[doc(hidden)]
pub fn check<T: 'static>(prop: &dyn Any, rule: impl Fn(&T) -> Result<(), String>) -> Result<(), String> {
    prop.downcast_ref::<Prop<T>>().and_then(Prop::value).map_or(Ok(()), rule)
}

/// For the derives: applies the user's own rule to the value of the type that it stands above.
#[doc(hidden)]
pub fn check_whole<T: 'static>(value: &dyn Any, rule: impl Fn(&T) -> Result<(), String>) -> Result<(), String> {
    value.downcast_ref::<T>().map_or(Ok(()), rule)
}

/// For the derives: `range` for each kind of number.
#[doc(hidden)]
#[allow(clippy::cast_lossless, reason = "`From` is not const")]
pub(crate) mod range {
    use super::Rule;

    macro_rules! ranges {
        ($($name:ident($number:ty) => $variant:ident($wide:ty)),*) => {$(
            #[must_use]
            pub const fn $name(min: $number, max: $number) -> Rule {
                Rule::$variant(min as $wide, max as $wide)
            }
        )*};
    }

    ranges!(range_u8(u8) => Integers(i64), range_i8(i8) => Integers(i64), range_i16(i16) => Integers(i64), range_i32(i32) => Integers(i64),
        range_i64(i64) => Integers(i64), range_f32(f32) => Floats(f64), range_f64(f64) => Floats(f64));
}
