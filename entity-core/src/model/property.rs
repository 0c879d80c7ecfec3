//! One property of a structured type as data: its name, what it holds, its rules.

use crate::model::index::hash;
use crate::model::rule::Rule;
use crate::model::value_type::ValueType;
use std::fmt;

/// One property of a structured type.
#[derive(Clone, Copy)]
pub struct Property {
    /// `,"clientContext":"`, as the writer needs it: for what is no string, without the last quote. The reader compares what is
    /// between the comma and that quote.
    #[doc(hidden)]
    pub text: &'static str,
    /// The first eight bytes that the reader compares.
    #[doc(hidden)]
    pub head: u64,
    #[doc(hidden)]
    pub hash: u32,
    #[doc(hidden)]
    pub value: ValueType,
    #[doc(hidden)]
    pub rules: &'static [Rule],
    #[doc(hidden)]
    pub facts: Facts,
}

/// What the attribute says of a property beside its rules.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub read_only: bool,
    pub default: bool,
    pub dynamic: bool,
}

/// That it says nothing.
#[doc(hidden)]
pub const PLAIN: Facts = Facts { read_only: false, default: false, dynamic: false };

impl Property {
    /// For tables that no derive writes: the derives compute the same. `text` is the wire name between `,"` and `":"`.
    pub(crate) const fn new(text: &'static str, value: ValueType, rules: &'static [Rule], facts: Facts) -> Self {
        let (_, name) = text.as_bytes().split_at(2);
        let (name, _) = name.split_at(name.len() - 3);
        let mut head = [0; 8];
        let mut at = 0;
        while at < 8 && at + 2 < text.len() {
            head[at] = text.as_bytes()[at + 1];
            at += 1;
        }
        Self { text, head: u64::from_le_bytes(head), hash: hash(name), value, rules, facts }
    }

    /// For the derives: one without rules, of which nothing else is said.
    #[doc(hidden)]
    pub const fn plain(text: &'static str, head: u64, hash: u32, value: ValueType) -> Self {
        Self { text, head, hash, value, rules: &[], facts: PLAIN }
    }

    /// The wire name: `clientContext`.
    pub fn name(&self) -> &'static str {
        &self.text[2..self.text.len() - 3]
    }

    /// Whether the bytes start with its name in quotes and a colon: eight bytes from each end tell it for most names.
    #[allow(clippy::inline_always, reason = "as `Reader::declared`")]
    #[inline(always)]
    pub(crate) fn starts(&self, bytes: &[u8]) -> bool {
        let expected = &self.text.as_bytes()[1..self.text.len() - 1];
        let len = expected.len();
        let Some(first) = bytes.first_chunk::<8>() else { return bytes.starts_with(expected) };
        let first = u64::from_le_bytes(*first);
        if len <= 8 {
            return (first ^ self.head) << (64 - len * 8) == 0;
        }
        first == self.head
            && bytes.get(..len).is_some_and(|bytes| {
                bytes.last_chunk::<8>() == expected.last_chunk::<8>()
                    && (len <= 16 || bytes[8..].first_chunk::<8>() == expected[8..].first_chunk::<8>())
                    && (len <= 24 || bytes[16..] == expected[16..])
            })
    }

    /// Whether this is its name, in the same case.
    #[inline]
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.text.len() == name.len() + 5 && &self.text.as_bytes()[2..name.len() + 2] == name.as_bytes()
    }

    /// What the property holds.
    pub const fn value_type(&self) -> ValueType {
        self.value
    }

    /// The rules that [`validate`](crate::Entity::validate) checks.
    pub const fn rules(&self) -> &'static [Rule] {
        self.rules
    }

    /// Whether only the service sets it: no setter, and `set_property` refuses.
    pub const fn is_read_only(&self) -> bool {
        self.facts.read_only
    }

    /// Whether it is typed here though the schema leaves it open.
    pub const fn is_dynamic(&self) -> bool {
        self.facts.dynamic
    }

    pub(crate) fn forbids_null(&self) -> bool {
        self.rules.iter().any(|rule| matches!(rule, Rule::NonNull | Rule::Required))
    }
}

impl fmt::Debug for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Property")
            .field("name", &self.name())
            .field("value", &self.value)
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::index::index_len;
    use crate::model::node::Declared;
    use crate::model::table::index;
    use crate::{ComplexType, DynamicProperties, Prop};

    macro_rules! names {
        ($($field:ident $name:literal)*) => {
            /// Names of every length that `head` and `hash` distinguish, of either case, with characters beyond ASCII.
            #[derive(ComplexType)]
            #[complex_type("contoso.names")]
            struct Names {
                $(#[prop($name)] $field: Prop<String>,)*
                #[dynamic]
                dynamic: DynamicProperties,
            }
            const NAMES: &[&str] = &[$($name),*];
        };
    }

    names! {
        one "a" two "iD" three "é" four "name" five "naïve" six "status" seven "subject" eight "startsAt" nine "callRoute"
        cased "CallRoutes" twelve "callOptions@" fifteen "resultInfoGroup" sixteen "participantCount"
        seventeen "participantsCount" twenty_four "meetingTenantIdentifiers" twenty_five "meetingTenantIdentifiersX"
        long "isParticipantNotificationSuppressedByTheTenant" wide "größeDerÜbertragung"
    }

    /// A wrong `head` or `hash` fails no other test: reading only becomes slow.
    #[test]
    fn the_derives_compute_the_same() {
        let table = <Names as Declared>::TYPE;
        assert_eq!(table.all.iter().map(Property::name).collect::<Vec<_>>(), NAMES);
        for property in table.all {
            let own = Property::new(property.text, property.value, property.rules, property.facts);
            assert_eq!((property.head, property.hash), (own.head, own.hash), "{}", property.name());
        }
        assert_eq!(table.index, index::<{ index_len(NAMES.len()) }>(table.all));
    }
}
