//! Violations: broken rules, as they are reported.

use crate::syntax::pointer::Pointer;
use std::fmt;

/// A broken rule: the property, the rule and a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    rule: &'static str,
    message: String,
}

impl Violation {
    /// Returns the property, as a JSON pointer of wire names: `/participants/0/identity`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the attribute's key (`max_len`); `type` if the value is not of the property's type.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// Returns the value's measure and the limit.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the violation as one of the value at `place`, a JSON pointer, of which it has the path within.
    pub(crate) fn within(mut self, place: &str) -> Self {
        self.path.insert_str(0, place);
        self
    }

    pub(crate) fn new(path: Pointer<'_>, rule: &'static str, message: String) -> Self {
        Self { path: path.to_string(), rule, message }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.path, self.message, self.rule)
    }
}

impl std::error::Error for Violation {}

/// All broken rules of a value, at least one.
///
/// ```
/// use entity_core::{prelude::*, ComplexType, DynamicProperties, Prop, json};
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
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Returns `None` if nothing is broken.
    pub(crate) fn new(found: Vec<Violation>) -> Option<Self> {
        if found.is_empty() { None } else { Some(Self(found)) }
    }

    /// The number of broken rules.
    #[allow(clippy::len_without_is_empty, reason = "never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Iterates in the order of the properties.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

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

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            write!(f, "{}{violation}", if index > 0 { "; " } else { "" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
