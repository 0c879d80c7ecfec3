//! The property table: what `#[derive(Entity)]` and `#[derive(ComplexType)]` write down about a type.
//!
//! Data only. What walks it (reader, writer, rules, changes …) stands in the other modules.

use crate::__private::same;
use crate::primitive::{Form, PrimitiveType};
use crate::rules::Rule;
use std::fmt;
use std::ops::Deref;

/// A structured type (an entity type or a complex type) as data: its name, its base and its properties.
///
/// Reached from a value with [`Entity::structured_type`](crate::Entity::structured_type).
///
/// ```
/// use entity_core::{ComplexType, DynamicProperties, Entity, Prop};
///
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.identity", open)]
/// struct Identity {
///     #[prop("id")]
///     id: Prop<String>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.userIdentity", open)]
/// struct UserIdentity {
///     #[base]
///     identity: Identity,
///     #[prop("tenantId", max_len = 36)]
///     tenant_id: Prop<String>,
/// }
///
/// let table = UserIdentity::default().structured_type();
/// assert_eq!(table.base().map(|base| base.name()), Some("contoso.identity"));
/// let names: Vec<_> = table.properties().map(|property| property.name()).collect();
/// assert_eq!(names, ["id", "tenantId"]);
/// ```
pub struct StructuredType {
    /// This table.
    #[doc(hidden)]
    pub this: fn() -> Table,
    #[doc(hidden)]
    pub name: &'static str,
    /// `{"@odata.type":"#microsoft.graph.commsOperation"`: how an object with its tag starts, in one piece for the writer.
    #[doc(hidden)]
    pub opening: &'static str,
    #[doc(hidden)]
    pub category: Category,
    #[doc(hidden)]
    pub is_abstract: bool,
    #[doc(hidden)]
    pub is_open: bool,
    #[doc(hidden)]
    pub base: Option<&'static StructuredType>,
    #[doc(hidden)]
    pub all: &'static [Property],
    /// A hash index over its own properties: in pairs of bytes, since a byte string is one token to compile.
    #[doc(hidden)]
    pub index: &'static [[u8; 2]],
}

/// How each [`StructuredType::opening`] starts; the qualified name is next.
pub(crate) const OPENING: &str = "{\"@odata.type\":\"#";

/// A table, as a function gives it that a value or another table holds.
///
/// A type of its own, so that the function's names no lifetime: where there is one anywhere in a type, compilers prove anew for
/// each type around it that it is `Send`, which takes them very long for types that reach each other.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Table(pub &'static StructuredType);

impl Deref for Table {
    type Target = StructuredType;

    fn deref(&self) -> &StructuredType {
        self.0
    }
}

/// What a structured type is in OData's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Has a key, stands on its own.
    Entity,
    /// Has none, is part of another value.
    Complex,
}

impl StructuredType {
    /// The qualified name: `microsoft.graph.commsOperation`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// `"#microsoft.graph.commsOperation"`, quotes included.
    pub(crate) fn tag(&self) -> &'static str {
        &self.opening[OPENING.len() - 2..]
    }

    /// The type that this one derives from.
    pub const fn base(&self) -> Option<&'static StructuredType> {
        self.base
    }

    /// Whether it is an entity type or a complex type.
    pub const fn category(&self) -> Category {
        self.category
    }

    /// Whether it is a request to an action or a function, called after what it is bound to: `microsoft.graph.call/playPrompt`.
    pub fn is_action(&self) -> bool {
        self.name.contains('/')
    }

    /// Whether the schema declares it abstract: a fact for tools, nothing is refused.
    pub const fn is_abstract(&self) -> bool {
        self.is_abstract
    }

    /// Whether the schema lets it hold dynamic properties. They are kept on closed types too.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// All properties, the base's first, in the order of declaration.
    pub fn properties(&self) -> impl ExactSizeIterator<Item = &'static Property> + use<> {
        self.all.iter()
    }

    /// The properties that this type itself adds to its base's.
    pub fn declared(&self) -> impl ExactSizeIterator<Item = &'static Property> + use<> {
        self.all[self.base.map_or(0, |base| base.all.len())..].iter()
    }

    /// The property of that wire name, in any case.
    pub fn property(&self, wire_name: &str) -> Option<&'static Property> {
        self.find(wire_name).map(|index| &self.all[index])
    }

    /// Whether this is `other` or derives from it.
    pub fn derives_from(&self, other: &StructuredType) -> bool {
        let mut type_ = Some(self);
        while let Some(this) = type_ {
            if std::ptr::eq(this, other) || this.name == other.name {
                return true;
            }
            type_ = this.base;
        }
        false
    }

    /// How many properties this and `other` have from a base of both, or from one that is the other's base.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        let chain = |type_| std::iter::successors(Some(type_), |type_: &&Self| type_.base);
        chain(self)
            .find(|this| chain(other).any(|type_| std::ptr::eq(*this, type_)))
            .map_or(0, |shared| shared.all.len())
    }

    /// Where the property of that wire name stands in [`Self::all`]; an exact match and one in another case are both found.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.look_up(name).map(|(index, _)| index)
    }

    /// As [`Self::find`], and whether the name is in the same case.
    #[inline]
    pub(crate) fn look_up(&self, name: &str) -> Option<(usize, bool)> {
        let hash = hash(name.as_bytes());
        let mut type_ = self;
        loop {
            let inherited = type_.base.map_or(0, |base| base.all.len());
            let mask = type_.index.len().wrapping_sub(1);
            let mut at = hash as usize & mask;
            while let Some(place @ 1..) = type_.index.get(at).copied().map(u16::from_le_bytes) {
                let index = inherited + usize::from(place) - 1;
                let property = type_.all.get(index)?;
                if property.hash == hash {
                    let exact = property.is_named(name);
                    if exact || property.name().eq_ignore_ascii_case(name) {
                        return Some((index, exact));
                    }
                }
                at = (at + 1) & mask;
            }
            type_ = type_.base?;
        }
    }

    /// As [`Self::find`], at compile time: whether it declares a property of that name, itself.
    const fn declares(&self, inherited: usize, property: &Property) -> bool {
        if self.index.is_empty() {
            return false;
        }
        let mask = self.index.len() - 1;
        let mut at = property.hash as usize & mask;
        loop {
            let place = u16::from_le_bytes(self.index[at]) as usize;
            if place == 0 {
                return false;
            }
            let other = &self.all[inherited + place - 1];
            if other.hash == property.hash && other.text.eq_ignore_ascii_case(property.text) {
                return true;
            }
            at = (at + 1) & mask;
        }
    }
}

impl fmt::Debug for StructuredType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StructuredType")
            .field("name", &self.name)
            .field("base", &self.base.map(|base| base.name))
            .finish_non_exhaustive()
    }
}

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

/// What a property, or an item of a collection, holds.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum ValueType {
    /// A string, a number, a date … or a kind added by hand.
    Primitive(&'static PrimitiveType),
    /// One member of an enumeration type.
    Enum(&'static EnumTable),
    /// Members of a flags enumeration type, comma-separated.
    Flags(&'static EnumTable),
    /// An entity type or a complex type. A function, for tables refer to each other in cycles.
    Structured(fn() -> Table),
    /// That type or one that derives from it, told by `@odata.type`.
    OneOf(fn() -> Table),
    /// Many of them.
    Collection(&'static ValueType),
    /// Many of them, null among them.
    NullableCollection(&'static ValueType),
    /// Whatever its tag says, else untyped JSON.
    Open,
}

impl ValueType {
    /// The qualified name of the type, of the item type for a collection: `Edm.String`, `microsoft.graph.resultInfo`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Primitive(primitive) => primitive.name,
            Self::Enum(table) | Self::Flags(table) => table.name,
            Self::Structured(table) | Self::OneOf(table) => table().0.name,
            Self::Collection(item) | Self::NullableCollection(item) => item.name(),
            Self::Open => "Edm.Untyped",
        }
    }

    /// Whether it is a collection.
    pub const fn is_collection(&self) -> bool {
        matches!(self, Self::Collection(_) | Self::NullableCollection(_))
    }

    /// Whether it is not to be shown.
    pub fn is_secret(&self) -> bool {
        matches!(self.item(), Self::Primitive(primitive) if primitive.form == Form::Secret)
    }

    /// Whether there may be structured values in it.
    pub(crate) const fn nests(&self) -> bool {
        match self {
            Self::Primitive(_) | Self::Enum(_) | Self::Flags(_) => false,
            Self::Structured(_) | Self::OneOf(_) | Self::Open => true,
            Self::Collection(item) | Self::NullableCollection(item) => item.nests(),
        }
    }

    /// Whether it is read at once, from its text, or may be.
    pub(crate) const fn is_leaf(&self) -> bool {
        matches!(self, Self::Primitive(_) | Self::Enum(_) | Self::Flags(_) | Self::Open)
    }

    /// Whether it is read in parts, or may be.
    pub(crate) const fn has_parts(&self) -> bool {
        !matches!(self, Self::Primitive(_) | Self::Enum(_) | Self::Flags(_))
    }

    /// What an item of the collection is; what is no collection itself.
    pub(crate) fn item(self) -> Self {
        match self {
            Self::Collection(item) | Self::NullableCollection(item) => *item,
            other => other,
        }
    }
}

impl fmt::Debug for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Collection(_) | Self::NullableCollection(_) => write!(f, "Collection({})", self.name()),
            other => f.write_str(other.name()),
        }
    }
}

/// An enumeration type as data.
#[derive(Debug)]
pub struct EnumTable {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub members: &'static [&'static str],
}

impl EnumTable {
    /// The qualified name: `microsoft.graph.operationStatus`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The wire names of the members that this version knows.
    pub const fn members(&self) -> &'static [&'static str] {
        self.members
    }

    /// The member's place in the list, and whether it is written just so.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, bool)> {
        // Their first bytes mostly tell members apart: no call to compare them.
        let first = text.as_bytes().first();
        let exact = self.members.iter().position(|member| member.as_bytes().first() == first && *member == text);
        let any_case = || self.members.iter().position(|member| member.eq_ignore_ascii_case(text));
        exact.map(|index| (index, true)).or_else(|| any_case().map(|index| (index, false)))
    }
}

/// How many properties a base hands down.
///
/// # Panics
/// At compile time, where an entity type has a complex type as its base, or the other way about, or has its base's name.
#[doc(hidden)]
pub const fn inherited(base: &'static StructuredType, category: Category, name: &str) -> usize {
    let fits = matches!(base.category, Category::Entity) == matches!(category, Category::Entity);
    assert!(fits, "an entity type derives from an entity type, a complex type from a complex type");
    assert!(!same(base.name, name), "this base has the type's own qualified name: each type has one of its own");
    base.all.len()
}

/// The size of the index for that many properties: at most half full.
pub(crate) const fn index_len(properties: usize) -> usize {
    (properties * 2 + 1).next_power_of_two()
}

/// The base's properties, then the type's own.
///
/// # Errors
/// The place of one of its own whose wire name a base declares, in any case.
#[doc(hidden)]
pub const fn flatten<const OWN: usize, const ALL: usize>(
    base: &'static StructuredType,
    own: [Property; OWN],
) -> Result<[Property; ALL], usize> {
    let mut all = [Property::plain(",\"\":\"", 0, 0, ValueType::Open); ALL];
    let (inherited, own) = (base.all, own.as_slice());
    let mut at = 0;
    while at < inherited.len() {
        all[at] = inherited[at];
        at += 1;
    }
    let mut next = 0;
    while next < own.len() {
        if declared_above(base, &own[next]) {
            return Err(next);
        }
        all[at] = own[next];
        at += 1;
        next += 1;
    }
    Ok(all)
}

const fn declared_above(mut type_: &'static StructuredType, property: &Property) -> bool {
    loop {
        let Some(base) = type_.base else { return type_.declares(0, property) };
        if type_.declares(base.all.len(), property) {
            return true;
        }
        type_ = base;
    }
}

/// A hash index over a type's own properties, by open addressing: 0 is empty, else the place plus 1. For tables that no
/// derive writes: the derives compute the same.
///
/// # Panics
/// At compile time, where a wire name is declared twice.
#[allow(
    clippy::cast_possible_truncation,
    reason = "no type has 65,535 properties; the index would not have room for more"
)]
pub(crate) const fn index<const M: usize>(own: &[Property]) -> [[u8; 2]; M] {
    let mut index = [[0; 2]; M];
    let mut next = 0;
    while next < own.len() {
        let mut at = own[next].hash as usize & (M - 1);
        while let place @ 1.. = u16::from_le_bytes(index[at]) {
            let other = &own[place as usize - 1];
            if other.hash == own[next].hash && other.text.eq_ignore_ascii_case(own[next].text) {
                declared_already();
            }
            at = (at + 1) & (M - 1);
        }
        index[at] = (next as u16 + 1).to_le_bytes();
        next += 1;
    }
    index
}

/// Called where the name stands that is there already.
///
/// # Panics
/// At compile time.
#[doc(hidden)]
pub const fn declared_already() -> ! {
    panic!("this wire name is declared already, here or in a base type (in any case): each name once along the chain")
}

/// A hash of a name that is the same in every ASCII case: first and last eight bytes and the length, since wire names differ there.
#[allow(clippy::cast_possible_truncation, reason = "a hash is what is left")]
pub(crate) const fn hash(name: &[u8]) -> u32 {
    const FOLD: u64 = 0x2020_2020_2020_2020;
    let (mut first, mut last) = (0, 0);
    if let (Some(head), Some(tail)) = (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        first = u64::from_le_bytes(*head);
        last = u64::from_le_bytes(*tail);
    } else {
        let mut at = 0;
        while at < name.len() {
            first = first << 8 | name[at] as u64;
            at += 1;
        }
    }
    let mixed =
        ((first | FOLD) ^ (last | FOLD).rotate_left(29) ^ name.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32 ^ (mixed >> 17) as u32
}
