//! Rules: what an attribute demands of a property or of a type.

use crate::model::kind::{Leaf, View};
use crate::model::measure::{Measure, Measured, Unit};
use crate::model::prop::Prop;
use crate::model::range::{End, is_within};
use crate::model::slot::{Slot, State, Written};
use crate::model::value_type::{Form, ValueType};
use crate::syntax::buffer::Buffer;
use crate::syntax::token::Token;
use std::any::Any;
use std::borrow::Cow;
use std::fmt;

/// One rule of a property, from its attribute.
// A byte of its own tells the variants apart: the niche of an end takes more instructions in each check.
#[derive(Clone, Copy)]
#[repr(u8)]
#[non_exhaustive]
pub enum Rule {
    /// At most this many code points; of binary data, bytes.
    MaxLen(usize),
    /// At least this many code points; of binary data, bytes.
    MinLen(usize),
    /// At most this many items.
    MaxItems(usize),
    /// At least this many items.
    MinItems(usize),
    /// Not less than the first end and not more than the second.
    Range(End, End),
    /// Text that contains a match of the pattern.
    Pattern(Pattern),
    /// The user's own rule.
    Check(Check),
    /// Rules of each item of a collection.
    Each(&'static [Rule]),
    /// Not null; may be absent.
    NonNull,
    /// Present and not null, for sending.
    Required,
}

/// The measure of a value that breaks a rule, or the message of the user's own rule.
#[derive(Clone, Debug)]
pub(crate) enum Broken {
    Measured(Measure),
    Said(String),
}

impl Broken {
    const UNMEASURED: Self = Self::Measured(Measure::NONE);
}

impl Rule {
    /// The attribute's key, or the name of a rule of the user's own: `max_len`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::MaxLen(_) => "max_len",
            Self::MinLen(_) => "min_len",
            Self::MaxItems(_) => "max_items",
            Self::MinItems(_) => "min_items",
            Self::Range(..) => "range",
            Self::Pattern(_) => "pattern",
            Self::Check(check) => check.name,
            Self::Each(_) => "each",
            Self::NonNull => "non_null",
            Self::Required => "required",
        }
    }

    /// Writes the message for a value that breaks the rule and has this measure.
    pub(crate) fn message(&self, measure: &Measure, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = measure.unit().map_or("", Unit::word);
        match self {
            Self::MaxLen(_) | Self::MinLen(_) if measure.is_empty() => {
                f.write_str("is not a text, so it has no length")
            }
            Self::MaxLen(most) | Self::MaxItems(most) => write!(f, "{measure} {unit}, at most {most} are allowed"),
            Self::MinLen(least) | Self::MinItems(least) => write!(f, "{measure} {unit}, at least {least} are needed"),
            Self::Range(least, most) => {
                write!(f, "{measure}{}is not ", if measure.is_empty() { "" } else { " " })?;
                match (least, most) {
                    (End::Open, most) => write!(f, "at most {most}"),
                    (least, End::Open) => write!(f, "at least {least}"),
                    (least, most) => write!(f, "within {least} to {most}"),
                }
            }
            Self::Pattern(pattern) if pattern.is_sound() => write!(f, "does not match the pattern {}", pattern.text),
            Self::Pattern(pattern) => write!(f, "the pattern {} is not a regular expression", pattern.text),
            Self::NonNull => f.write_str("null is not allowed"),
            Self::Required if measure.is_empty() => f.write_str("is required, but absent"),
            Self::Required => f.write_str("is required, but null"),
            Self::Check(_) | Self::Each(_) => f.write_str(self.word()),
        }
    }

    /// Returns whether the property satisfies the rule. Hot path: measures nothing that it need not.
    #[doc(hidden)]
    #[must_use]
    #[allow(
        clippy::inline_always,
        reason = "without it, validate/operation of the json bench takes 33 % more instructions"
    )]
    #[inline(always)]
    pub fn holds(&self, slot: Slot<'_>, value: ValueType) -> bool {
        match (self, slot) {
            // No text has more characters than bytes.
            (Self::MaxLen(max), Slot::String(Prop::Value(text))) if text.len() <= *max => true,
            (Self::Range(End::Whole(min), End::Whole(max)), Slot::I32(Prop::Value(number))) => {
                (*min..=*max).contains(&i64::from(*number))
            }
            (Self::NonNull, _) => !slot.is_null(),
            (Self::Required, Slot::String(Prop::Value(_)) | Slot::I32(Prop::Value(_))) => true,
            (Self::Required, _) => self.is_kept(slot, value),
            // What is not there has no measure.
            (_, Slot::String(Prop::Absent | Prop::Null) | Slot::I32(Prop::Absent | Prop::Null)) => true,
            _ => self.is_kept(slot, value),
        }
    }

    #[inline]
    fn is_kept(&self, slot: Slot<'_>, value: ValueType) -> bool {
        if let Self::Each(rules) = *self {
            let mut kept = true;
            each(rules, slot, value, &mut |_, _, _| kept = false);
            return kept;
        }
        self.broken(slot, value).is_none()
    }

    /// Returns the measure if the property breaks the rule. `Each` is not asked here: see [`each`].
    #[inline]
    pub(crate) fn broken(&self, slot: Slot<'_>, value: ValueType) -> Option<Broken> {
        let counted = |count| Broken::Measured(Measure::count(count, Unit::Items));
        match *self {
            Self::MaxItems(max) => count(slot).filter(|count| *count > max).map(counted),
            Self::MinItems(min) => count(slot).filter(|count| *count < min).map(counted),
            Self::Check(check) => slot.prop().and_then(|prop| check.broken(prop, 0)),
            Self::NonNull => slot.is_null().then_some(Broken::UNMEASURED),
            Self::Required => match slot.state() {
                State::Absent => Some(Broken::UNMEASURED),
                state => state.is_null().then(|| Broken::Measured(Measure::text("null"))),
            },
            _ => self.broken_by(slot.state().value()?, value),
        }
    }

    /// Returns the measure if the value of a property, or an item of a collection, breaks the rule.
    fn broken_by(&self, view: View<'_>, value: ValueType) -> Option<Broken> {
        let keeps = |len: usize| match self {
            Self::MaxLen(max) => len <= *max,
            Self::MinLen(min) => len >= *min,
            _ => true,
        };
        match self {
            Self::MaxLen(_) | Self::MinLen(_) => match length(view, value) {
                Some((len, _)) if keeps(len) => None,
                Some((len, unit)) => Some(Broken::Measured(Measure::count(len, unit))),
                None => Some(Broken::UNMEASURED),
            },
            Self::Range(least, most) => {
                let (number, measured) = (plain(view), Measured::of(value));
                let number = number.as_deref().unwrap_or_default();
                let is_broken = !is_within(measured, number, *least, *most);
                is_broken.then(|| Broken::Measured(measure(number, value)))
            }
            Self::Pattern(pattern) => {
                let matches = plain(view).is_some_and(|text| pattern.is_match(&text));
                (!matches).then_some(Broken::UNMEASURED)
            }
            _ => None,
        }
    }

    /// Returns the message if a value breaks the rule of its type.
    pub(crate) fn broken_whole(&self, value: &dyn Any) -> Option<Broken> {
        if let Self::Check(check) = self { check.broken(value, 0) } else { None }
    }
}

/// Calls `found` with the place of each item that breaks a rule, in the collection as it is written.
pub(crate) fn each(
    rules: &'static [Rule],
    slot: Slot<'_>,
    collection: ValueType,
    found: &mut dyn FnMut(usize, &'static Rule, Broken),
) {
    let state = slot.state();
    let (Some(View::Items(items)), Some(prop)) = (state.value(), slot.prop()) else { return };
    let written = state.written(collection);
    let item_at = |place: usize| written.as_ref().map_or(Written::Item(place), |written| written[place]);
    for place in 0..written.as_ref().map_or(items.len(), Vec::len) {
        let item = item_at(place);
        let (index, view, is_null) = match item {
            Written::Item(index) => (index, items.get(index), items.get(index).is_none()),
            Written::Omitted(text) => (0, None, text == "null"),
        };
        for rule in rules {
            let broken = match (rule, view) {
                (Rule::NonNull, _) => is_null.then_some(Broken::UNMEASURED),
                (Rule::Check(check), Some(_)) => check.broken(prop, index),
                (rule, Some(view)) => rule.broken_by(view, collection.item()),
                (_, None) => None,
            };
            if let Some(broken) = broken {
                found(place, rule, broken);
            }
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MaxLen(limit) | Self::MinLen(limit) | Self::MaxItems(limit) | Self::MinItems(limit) => {
                write!(f, "{} = {limit}", self.word())
            }
            Self::Range(least, most) => {
                write!(f, "range = {least:?}..{}{most:?}", if most.is_open() { "" } else { "=" })
            }
            Self::Pattern(pattern) => write!(f, "pattern = {:?}", pattern.text),
            Self::Each(rules) => {
                f.write_str("each(")?;
                for (index, rule) in rules.iter().enumerate() {
                    write!(f, "{}{rule:?}", if index > 0 { ", " } else { "" })?;
                }
                f.write_str(")")
            }
            _ => f.write_str(self.word()),
        }
    }
}

/// A rule of the user's own: a function, and the rule's name.
#[derive(Clone, Copy)]
pub struct Check {
    name: &'static str,
    keeps: fn(&dyn Any, usize) -> Result<(), String>,
}

impl Check {
    /// For the derives: `keeps` takes a `Prop`, and the index of an item in `each`. Above a type, it takes the value.
    #[doc(hidden)]
    pub const fn new(name: &'static str, keeps: fn(&dyn Any, usize) -> Result<(), String>) -> Self {
        Self { name, keeps }
    }

    /// The name: `check`, if the attribute gives no other.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    fn broken(&self, value: &dyn Any, index: usize) -> Option<Broken> {
        (self.keeps)(value, index).err().map(Broken::Said)
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Check").field(&self.name).finish()
    }
}

/// A regular expression, compiled at its first use.
///
/// A function returns the cell for that, because a rule is data that violations copy and sets compare.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    text: &'static str,
    #[cfg_attr(not(feature = "pattern"), allow(dead_code, reason = "with the feature it is used"))]
    compiled: fn() -> &'static Compiled,
}

/// The cell of a regular expression: empty, if the text is not one.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Compiled {
    #[cfg(feature = "pattern")]
    regex: std::sync::OnceLock<Option<regex_lite::Regex>>,
}

impl Compiled {
    #[must_use]
    pub const fn new() -> Self {
        Self {
            #[cfg(feature = "pattern")]
            regex: std::sync::OnceLock::new(),
        }
    }
}

impl Pattern {
    /// For the derives. They have checked a text that is written out; that of a constant is checked here.
    #[doc(hidden)]
    pub const fn new(text: &'static str, compiled: fn() -> &'static Compiled) -> Self {
        Self { text, compiled }
    }

    /// The regular expression.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    #[cfg(feature = "pattern")]
    fn regex(self) -> Option<&'static regex_lite::Regex> {
        (self.compiled)().regex.get_or_init(|| regex_lite::Regex::new(self.text).ok()).as_ref()
    }

    /// Returns whether the text contains a match: none, if the pattern is not a regular expression.
    #[cfg(feature = "pattern")]
    fn is_match(self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    #[cfg(feature = "pattern")]
    fn is_sound(self) -> bool {
        self.regex().is_some()
    }
}

/// Without the feature, no declaration with a pattern compiles.
#[cfg(not(feature = "pattern"))]
#[allow(clippy::unused_self, reason = "with the feature it asks its expression")]
impl Pattern {
    fn is_match(self, _text: &str) -> bool {
        true
    }

    fn is_sound(self) -> bool {
        true
    }
}

/// The length of text or binary data; `None` if the value is neither.
fn length(view: View<'_>, value: ValueType) -> Option<(usize, Unit)> {
    let text = plain_text(view)?;
    if Measured::of(value) == Measured::Bytes {
        // Each four digits of base64 are three bytes.
        let digits = text.trim_end_matches('=').len();
        return Some((digits / 4 * 3 + digits % 4 * 3 / 4, Unit::Bytes));
    }
    Some((text.chars().count(), Unit::Characters))
}

/// The text of a value that is a string in JSON.
fn plain_text(view: View<'_>) -> Option<Cow<'_, str>> {
    match view {
        View::Text(text) => Some(Cow::Borrowed(text)),
        View::Leaf(leaf) => Token::new(&json(leaf)).as_str().map(Cow::into_owned).map(Cow::Owned),
        View::Node(_) | View::Items(_) => None,
    }
}

/// The text of a primitive, without the quotes that it has in JSON.
fn plain(view: View<'_>) -> Option<Cow<'_, str>> {
    match view {
        View::Leaf(leaf) => {
            let text = json(leaf);
            let string = Token::new(&text).as_str().map(Cow::into_owned);
            Some(Cow::Owned(string.unwrap_or(text)))
        }
        view => plain_text(view),
    }
}

fn json(leaf: &dyn Leaf) -> String {
    let mut out = Buffer::with_capacity(0);
    leaf.write_to(&mut out);
    out.into_string()
}

/// The measure of a value in an ordered kind; none if it must not be shown.
fn measure(text: &str, value: ValueType) -> Measure {
    match (value, Measured::of(value)) {
        (ValueType::Primitive(primitive), _) if primitive.form == Form::Secret => Measure::NONE,
        (_, Measured::Whole(..)) => text.parse().map_or_else(|_| Measure::text(text.to_owned()), Measure::whole),
        (_, Measured::Float) => text.parse().map_or_else(|_| Measure::text(text.to_owned()), Measure::float),
        _ => Measure::text(text.to_owned()),
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

/// For the derives: applies the user's own rule to an item of a property's value.
#[doc(hidden)]
pub fn check_item<T: Collection>(
    prop: &dyn Any,
    index: usize,
    rule: impl Fn(&T::Item) -> Result<(), String>,
) -> Result<(), String> {
    let items = prop.downcast_ref::<Prop<T>>().and_then(Prop::value);
    items.and_then(|items| items.item_at(index)).map_or(Ok(()), rule)
}

/// For the derives: applies the user's own rule to the value of the type that it stands above.
#[doc(hidden)]
pub fn check_whole<T: 'static>(value: &dyn Any, rule: impl Fn(&T) -> Result<(), String>) -> Result<(), String> {
    value.downcast_ref::<T>().map_or(Ok(()), rule)
}

/// A collection as the user's own rules for its items see it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collection",
    label = "`each` is for the items of a collection"
)]
pub trait Collection: 'static {
    type Item;
    fn item_at(&self, index: usize) -> Option<&Self::Item>;
}

impl<T: Held> Collection for Vec<T> {
    type Item = T::Kind;

    fn item_at(&self, index: usize) -> Option<&T::Kind> {
        self.get(index)?.held()
    }
}

/// An item, or an item that may be null.
#[doc(hidden)]
pub trait Held: 'static {
    type Kind;
    fn held(&self) -> Option<&Self::Kind>;
}

impl<T: crate::model::kind::Kind> Held for T {
    type Kind = T;

    fn held(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T: crate::model::kind::Kind> Held for Option<T> {
    type Kind = T;

    fn held(&self) -> Option<&T> {
        self.as_ref()
    }
}
