//! One property of a structured type as data: its name, its kind, its rules.

use crate::model::linked::Make;
use crate::model::rule::Rule;
use crate::model::value_type::ValueType;
use crate::model::wire_name::WireName;
use std::fmt;

/// One property of a structured type.
///
/// The order of its fields in memory is fixed, with `make` last: the compiler looks for functions to compile in that order. So it has
/// followed all tables before the first function that makes a value, and compiles each such function beside, not inside, others.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Property {
    pub(crate) wire_name: WireName,
    pub(crate) value: ValueType,
    #[doc(hidden)]
    pub rules: &'static [Rule],
    facts: Facts,
    /// Makes the value behind a link. A function in the table, because code that is compiled for one type must not name the next.
    pub(crate) make: Option<Make>,
}

/// The facts that the attribute sets beside rules, a bit for each, and above them 48 bits: a hash of the getter's name, zero if there is
/// none. By it, a getter that would hide another is found. One number, because there are many rows.
#[derive(Clone, Copy)]
struct Facts(u64);

impl Facts {
    const READ_ONLY: u64 = 1;
    const DYNAMIC: u64 = 2;
    /// Its absence is a deviation.
    const EXPECTED: u64 = 4;
    /// The bits below the accessor's.
    const BITS: u32 = 16;

    const fn has(self, fact: u64) -> bool {
        self.0 & fact != 0
    }
}

/// For the derives: a property, and one method for each key that sets something in the table.
#[doc(hidden)]
impl Property {
    pub const fn new(text: &'static str, head: u64, hash: u32, value: ValueType) -> Self {
        Self { wire_name: WireName { text, head, hash }, value, rules: &[], facts: Facts(0), make: None }
    }

    /// For a table in the making.
    pub(crate) const NONE: Self = Self::new("", 0, 0, ValueType::Open);

    /// For tables that no derive writes.
    pub(crate) const fn named(wire_name: WireName, value: ValueType) -> Self {
        Self { wire_name, value, rules: &[], facts: Facts(0), make: None }
    }

    /// The rule with this index. Generated code has no index that is not there.
    #[inline]
    #[must_use]
    pub const fn rule(&self, index: usize) -> &'static Rule {
        &self.rules[index]
    }

    #[must_use]
    pub const fn with_rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    #[must_use]
    pub const fn read_only(mut self) -> Self {
        self.facts.0 |= Facts::READ_ONLY;
        self
    }

    #[must_use]
    pub const fn dynamic(mut self) -> Self {
        self.facts.0 |= Facts::DYNAMIC;
        self
    }

    /// For tables that no derive writes: a body without the property is a deviation.
    #[must_use]
    pub(crate) const fn expected(mut self) -> Self {
        self.facts.0 |= Facts::EXPECTED;
        self
    }

    #[must_use]
    pub const fn accessor(mut self, hash: u64) -> Self {
        self.facts.0 |= hash << Facts::BITS;
        self
    }

    #[must_use]
    pub const fn linked(mut self, make: Make) -> Self {
        self.make = Some(make);
        self
    }

    /// The hash of the getter's name.
    pub(crate) const fn accessor_hash(&self) -> u64 {
        self.facts.0 >> Facts::BITS
    }

    /// The hash of the wire name.
    pub const fn hash(&self) -> u32 {
        self.wire_name.hash
    }
}

impl Property {
    /// The wire name: `clientContext`.
    pub fn name(&self) -> &'static str {
        self.wire_name.as_str()
    }

    /// The kind of its value.
    pub const fn value_type(&self) -> ValueType {
        self.value
    }

    /// The rules that [`validate`](crate::Entity::validate) checks.
    pub const fn rules(&self) -> &'static [Rule] {
        self.rules
    }

    /// Returns whether only the service sets it: it has no setter, and `set_property` refuses it.
    pub const fn is_read_only(&self) -> bool {
        self.facts.has(Facts::READ_ONLY)
    }

    /// Returns whether it is typed here although the schema leaves it open.
    pub const fn is_dynamic(&self) -> bool {
        self.facts.has(Facts::DYNAMIC)
    }

    /// Returns whether its absence is a deviation.
    pub(crate) const fn is_expected(&self) -> bool {
        self.facts.has(Facts::EXPECTED)
    }

    /// Returns whether null breaks one of its rules.
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
    use crate::model::index::{Index, index_len};
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
            let (derived, own) = (property.wire_name, WireName::of(property.wire_name.text));
            assert_eq!((derived.head, derived.hash), (own.head, own.hash), "{}", property.name());
        }
        let pairs: &'static _ = Box::leak(Box::new(index::<{ index_len(NAMES.len()) }>(table.all)));
        assert_eq!(table.index, Index::of(pairs));
    }
}
