//! The members of a JSON object, to join objects that describe the same thing. Knows no types.

use serde_core::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::{self, Write};

/// Names as received and JSON texts, in the order of the names without case.
///
/// Of a name that is given twice, in any case, the last value counts.
#[derive(Debug, Default)]
pub(crate) struct Members<'a>(Vec<(Cow<'a, str>, &'a str)>);

/// The meaning of null in the first of two objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Null {
    /// Nothing is known: the second object's value counts.
    IsUnknown,
    /// The value is null.
    IsValue,
}

impl<'a> Members<'a> {
    /// The members of a JSON object; none of any other text.
    pub(crate) fn of(text: &'a str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Removes a member, in any case, and returns its JSON text.
    pub(crate) fn remove(&mut self, name: &str) -> Option<&'a str> {
        let index = self.0.binary_search_by(|(known, _)| compare(known, name)).ok()?;
        Some(self.0.remove(index).1)
    }

    /// Adds the members of another object that this one lacks.
    pub(crate) fn fill_from(&mut self, other: Self, null: Null) {
        let mut first = std::mem::take(&mut self.0).into_iter().peekable();
        for (name, value) in other.0 {
            while let Some(member) = first.next_if(|(known, _)| compare(known, &name).is_lt()) {
                self.0.push(member);
            }
            let own = first.next_if(|(known, _)| compare(known, &name).is_eq());
            let own = own.filter(|(_, value)| null == Null::IsValue || *value != "null");
            self.0.push(own.unwrap_or((name, value)));
        }
        self.0.extend(first);
    }

    /// The JSON text; `None` if there is no member.
    pub(crate) fn text(&self) -> Option<String> {
        let length = self.0.iter().map(|(name, value)| name.len() + value.len() + 4).sum::<usize>() + 1;
        let mut text = String::with_capacity(length);
        for (name, value) in &self.0 {
            text.push(if text.is_empty() { '{' } else { ',' });
            push_string(&mut text, name);
            text.push(':');
            text += value;
        }
        (!text.is_empty()).then(|| text + "}")
    }
}

/// Adds a JSON string.
pub(crate) fn push_string(out: &mut String, text: &str) {
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        let _ = write!(out, "{}", Value::from(text));
    }
}

/// Compares two names without their case.
fn compare(one: &str, other: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    one.bytes().map(lower).cmp(other.bytes().map(lower))
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((Text(name), value)) = map.next_entry::<_, &RawValue>()? {
                    members.push((name, value.get()));
                }
                // The last of equal names comes first, and stays.
                members.reverse();
                members.sort_by(|(one, _), (other, _)| compare(one, other));
                members.dedup_by(|(one, _), (other, _)| one.eq_ignore_ascii_case(other));
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Read)
    }
}

/// A string, borrowed if it has no escapes.
#[derive(Debug, Default)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Read)
    }
}

#[cfg(test)]
mod tests {
    use super::{Members, Null};

    #[test]
    fn a_first_object_is_filled_from_a_second() {
        for (null, expected) in [
            (Null::IsUnknown, r#"{"A":1.50,"b":2,"C":3,"d":4}"#),
            (Null::IsValue, r#"{"A":1.50,"b":null,"C":3,"d":4}"#),
        ] {
            let mut first = Members::of(r#"{"d": 4, "A": 1.50, "b": null}"#);
            first.fill_from(Members::of(r#"{"a": 9, "b": 2, "C": 3}"#), null);
            assert_eq!(first.text().as_deref(), Some(expected));
        }
    }

    #[test]
    fn the_last_of_equal_names_counts() {
        let mut members = Members::of(r#"{"b": 1, "\u0061": [1 ,2], "B": 2, "a\"": {}}"#);
        assert_eq!(members.text().as_deref(), Some(r#"{"a":[1 ,2],"a\"":{},"B":2}"#));
        assert_eq!((members.remove("b"), members.remove("B"), members.remove("A\"")), (Some("2"), None, Some("{}")));
    }

    #[test]
    fn other_texts_have_no_members() {
        for text in ["", "null", "[1]", "{", "{}"] {
            assert_eq!(Members::of(text).text(), None);
        }
    }
}
