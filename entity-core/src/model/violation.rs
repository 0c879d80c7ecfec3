//! Violations: broken rules, as data. English is made by `Display` alone.

use crate::model::measure::Measure;
use crate::model::rule::{Broken, Rule};
use crate::model::value_type::ValueType;
use crate::syntax::cursor::What;
use crate::syntax::pointer::Pointer;
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;
use std::hash::{Hash, Hasher};

/// A broken rule: the place, the rule, and the numbers or texts that the rule compares.
///
/// A program writes its own message from them, in any language. `Display` writes one in English.
///
/// ```
/// use entity_core::{ComplexType, DynamicProperties, Prop, Violation, json};
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.tone")]
/// struct Tone {
///     #[prop("name", max_len = 3)]
///     name: Prop<String>,
///     #[prop("volume", range = 1..=9)]
///     volume: Prop<i32>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// fn in_german(violation: &Violation) -> String {
///     match violation.rule() {
///         "max_len" => format!("{} Zeichen, erlaubt sind {}", violation.measure(), violation.limit()),
///         "range" => format!("von {} bis {}", violation.least(), violation.most()),
///         other => other.to_owned(),
///     }
/// }
/// let mut tone = Tone::default();
/// assert_eq!(in_german(&tone.set_name("pound").unwrap_err()), "5 Zeichen, erlaubt sind 3");
/// assert_eq!(in_german(&tone.set_volume(10).unwrap_err()), "von 1 bis 9");
///
/// let violation = tone.set_volume(10).unwrap_err();
/// assert_eq!(violation.to_string(), "/volume: 10 is not within 1 to 9 (range)");
/// let json = r#"{"path":"/volume","rule":"range","message":"10 is not within 1 to 9","measure":10,"least":1,"most":9}"#;
/// assert_eq!(serde_json::to_string(&violation).unwrap(), json);
/// ```
///
/// A check elsewhere makes its own with [`Violation::new`], which joins [`Violations`].
#[derive(Clone, Debug)]
pub struct Violation {
    path: String,
    cause: Cause,
}

/// What is broken.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Law {
    /// Only the service sets the property.
    ReadOnly,
    /// The value is not of the property's type.
    Type(KindName),
    /// The JSON cannot be read.
    Json(What),
    /// A dynamic property has the name of a declared one.
    Hidden,
}

/// The type of a property, as data that sets of violations may compare.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KindName {
    name: &'static str,
    is_collection: bool,
}

impl From<ValueType> for KindName {
    fn from(value: ValueType) -> Self {
        Self { name: value.name(), is_collection: value.is_collection() }
    }
}

impl fmt::Display for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_collection { write!(f, "Collection({})", self.name) } else { f.write_str(self.name) }
    }
}

#[derive(Clone, Debug)]
enum Cause {
    Rule(&'static Rule, Measure),
    Law(Law),
    /// A message from outside of this crate.
    Said(&'static str, String),
}

impl Violation {
    /// Makes a violation of a rule that is checked elsewhere. `path` is a JSON pointer of wire names, empty for the whole value.
    ///
    /// ```
    /// use entity_core::{Violation, Violations};
    /// let mut violations = Violations::from_iter([Violation::new("/name", "taken", "is taken")]);
    /// violations.extend([Violation::new("", "quota", "is one too many")]);
    /// assert_eq!(violations.to_string(), "/name: is taken (taken); : is one too many (quota)");
    /// ```
    pub fn new(path: impl Into<String>, rule: &'static str, message: impl Into<String>) -> Self {
        Self { path: path.into(), cause: Cause::Said(rule, message.into()) }
    }

    pub(crate) fn of_rule(path: Pointer<'_>, rule: &'static Rule, broken: Broken) -> Self {
        let cause = match broken {
            Broken::Measured(measure) => Cause::Rule(rule, measure),
            Broken::Said(message) => Cause::Said(rule.word(), message),
        };
        Self { path: path.to_string(), cause }
    }

    pub(crate) fn of_law(path: Pointer<'_>, law: Law) -> Self {
        Self { path: path.to_string(), cause: Cause::Law(law) }
    }

    /// Returns the place, as a JSON pointer of wire names: `/participants/0/identity`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the attribute's key (`max_len`) or the name that it gives the rule; `type` if the value is not of the property's type.
    pub fn rule(&self) -> &'static str {
        match &self.cause {
            Cause::Rule(rule, _) => rule.word(),
            Cause::Law(Law::ReadOnly) => "read_only",
            Cause::Law(Law::Type(_) | Law::Json(_)) => "type",
            Cause::Law(Law::Hidden) => "dynamic",
            Cause::Said(rule, _) => rule,
        }
    }

    /// Returns what `Display` writes without the path and the rule, in English unless a check outside of this crate made it.
    pub fn message(&self) -> String {
        Message(&self.cause).to_string()
    }

    /// Returns the measure of the value: its length, its number of items, or the value itself for `range`. Empty for other rules and
    /// for a value that must not be shown.
    pub fn measure(&self) -> Measure {
        if let Cause::Rule(_, measure) = &self.cause { measure.clone() } else { Measure::NONE }
    }

    /// Returns the limit of a length or of a number of items, or the regular expression of `pattern`; empty for other rules.
    pub fn limit(&self) -> Measure {
        let Cause::Rule(rule, measure) = &self.cause else { return Measure::NONE };
        match rule {
            Rule::MaxLen(limit) | Rule::MinLen(limit) | Rule::MaxItems(limit) | Rule::MinItems(limit) => {
                measure.with_count(*limit)
            }
            Rule::Pattern(pattern) => Measure::text(pattern.text()),
            _ => Measure::NONE,
        }
    }

    /// Returns the first end of a `range`; empty if that is open, and for other rules.
    pub fn least(&self) -> Measure {
        if let Cause::Rule(Rule::Range(least, _), _) = self.cause { least.measure() } else { Measure::NONE }
    }

    /// Returns the last end of a `range`; empty if that is open, and for other rules.
    pub fn most(&self) -> Measure {
        if let Cause::Rule(Rule::Range(_, most), _) = self.cause { most.measure() } else { Measure::NONE }
    }

    /// Returns the violation as one of the value at `place`, a JSON pointer, of which it has the path within.
    pub(crate) fn within(mut self, place: &str) -> Self {
        self.path.insert_str(0, place);
        self
    }

    /// The measures by the names of their methods.
    fn measures(&self) -> [(&'static str, Measure); 4] {
        [("limit", self.limit()), ("measure", self.measure()), ("least", self.least()), ("most", self.most())]
    }
}

/// A cause in English.
struct Message<'a>(&'a Cause);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Cause::Rule(rule, measure) => rule.message(measure, f),
            Cause::Law(Law::ReadOnly) => f.write_str("is set by the service alone"),
            Cause::Law(Law::Type(expected)) => write!(f, "is not of type {expected}"),
            Cause::Law(Law::Json(what)) => what.fmt(f),
            Cause::Law(Law::Hidden) => f.write_str("a dynamic property has the name of a declared one"),
            Cause::Said(_, message) => f.write_str(message),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.path, Message(&self.cause), self.rule())
    }
}

impl std::error::Error for Violation {}

impl PartialEq for Violation {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, self.rule()) == (&other.path, other.rule())
            && self.measures() == other.measures()
            && self.message() == other.message()
    }
}

impl Eq for Violation {}

impl Hash for Violation {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.path, self.rule(), self.measures(), self.message()).hash(state);
    }
}

/// A map of `path`, `rule`, `message`, and those of `limit`, `measure`, `least` and `most` that are not empty.
impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let measures = self.measures().into_iter().filter(|(_, measure)| !measure.is_empty());
        let mut map = serializer.serialize_map(Some(3 + measures.clone().count()))?;
        map.serialize_entry("path", &self.path)?;
        map.serialize_entry("rule", self.rule())?;
        map.serialize_entry("message", &self.message())?;
        for (name, measure) in measures {
            map.serialize_entry(name, &measure)?;
        }
        map.end()
    }
}

/// Broken rules, in the order of the properties. `validate` returns at least one.
///
/// ```
/// use entity_core::{prelude::*, ComplexType, DynamicProperties, Prop, Violation, Violations, json};
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.tone")]
/// struct Tone {
///     #[prop("sequence", range = 0..=99)]
///     sequence: Prop<i32>,
///     #[prop("name", max_len = 3)]
///     name: Prop<String>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
/// let tone: Tone = json::from_str(r#"{"sequence": 100, "name": "pound"}"#)?;
/// let violations = tone.validate().unwrap_err();
/// assert_eq!(violations.len(), 2);
/// assert_eq!(violations.to_string(), "/sequence: 100 is not within 0 to 99 (range); /name: 5 characters, at most 3 are allowed (max_len)");
///
/// // A check elsewhere joins the report.
/// let all: Violations = violations.into_iter().chain([Violation::new("/name", "taken", "is taken")]).collect();
/// assert_eq!(all.len(), 3);
/// # Ok::<(), json::Error>(())
/// ```
///
/// It serializes as an array.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Returns `None` if nothing is broken.
    pub(crate) fn new(found: Vec<Violation>) -> Option<Self> {
        if found.is_empty() { None } else { Some(Self(found)) }
    }

    /// The number of broken rules.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are none: never of what `validate` returns.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Iterates in the order of the properties.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl FromIterator<Violation> for Violations {
    fn from_iter<I: IntoIterator<Item = Violation>>(violations: I) -> Self {
        Self(violations.into_iter().collect())
    }
}

impl Extend<Violation> for Violations {
    fn extend<I: IntoIterator<Item = Violation>>(&mut self, violations: I) {
        self.0.extend(violations);
    }
}

/// For `?` of a setter in a function that returns all violations.
impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self(vec![violation])
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Serialize for Violations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            write!(f, "{}{violation}", if index > 0 { "; " } else { "" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
