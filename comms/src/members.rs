//! The members of a JSON object, to join objects that describe the same thing. Knows no types.

use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Members by their names in lower case, each with its name as received and its JSON text.
///
/// Of a name that is given twice, in any case, the last value counts.
#[derive(Debug, Default)]
pub(crate) struct Members(BTreeMap<String, (String, Box<RawValue>)>);

/// The meaning of null in the first of two objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Null {
    /// Nothing is known: the second object's value counts.
    IsUnknown,
    /// The value is null.
    IsValue,
}

impl Members {
    /// The members of a JSON object; none of any other text.
    pub(crate) fn of(text: &str) -> Self {
        let read: BTreeMap<String, Box<RawValue>> = serde_json::from_str(text).unwrap_or_default();
        Self(read.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), (name, value))).collect())
    }

    /// Removes a member, whose name is given in lower case, and returns its JSON text.
    pub(crate) fn remove(&mut self, name: &str) -> Option<Box<RawValue>> {
        self.0.remove(name).map(|(_, value)| value)
    }

    /// Adds the members of another object that this one lacks.
    pub(crate) fn fill_from(&mut self, other: Self, null: Null) {
        for (key, member) in other.0 {
            let is_open = match self.0.get(&key) {
                Some((_, value)) => null == Null::IsUnknown && value.get() == "null",
                None => true,
            };
            if is_open {
                self.0.insert(key, member);
            }
        }
    }

    /// The JSON text; `None` if there is no member.
    pub(crate) fn text(&self) -> Option<String> {
        let mut text = String::new();
        for (name, value) in self.0.values() {
            text.push(if text.is_empty() { '{' } else { ',' });
            let _ = write!(text, "{}:{}", Value::from(name.as_str()), value.get());
        }
        (!text.is_empty()).then(|| text + "}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Members, Null};

    #[test]
    fn a_first_object_is_filled_from_a_second() {
        for (null, expected) in
            [(Null::IsUnknown, r#"{"A":1.50,"b":2,"C":3}"#), (Null::IsValue, r#"{"A":1.50,"b":null,"C":3}"#)]
        {
            let mut first = Members::of(r#"{"A": 1.50, "b": null}"#);
            first.fill_from(Members::of(r#"{"a": 9, "b": 2, "C": 3}"#), null);
            assert_eq!(first.text().as_deref(), Some(expected));
        }
    }

    #[test]
    fn other_texts_have_no_members() {
        for text in ["", "null", "[1]", "{", "{}"] {
            assert_eq!(Members::of(text).text(), None);
        }
    }
}
