//! Structured types as data: the property table, which the derives generate.
//!
//! The table has no behaviour of its own. The reader, the writer and each capability walk it.

use crate::model::index::Index;
use crate::model::inherit::{Taken, declared_already};
use crate::model::property::Property;
use crate::model::rule::Rule;
use crate::model::wire_name::{WireName, hash};
use std::fmt;
use std::ops::Deref;

/// A structured type (an entity type or a complex type) as data: its name, its base and its properties.
///
/// [`Entity::structured_type`](crate::Entity::structured_type) returns it for a value.
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
    pub(crate) name: &'static str,
    /// `{"@odata.type":"#microsoft.graph.commsOperation"`: the start of an object with a tag, in one piece for the writer.
    pub(crate) opening: &'static str,
    pub(crate) category: Category,
    pub(crate) is_abstract: bool,
    pub(crate) is_open: bool,
    pub(crate) base: Option<&'static StructuredType>,
    pub(crate) all: &'static [Property],
    /// The type's own rules, over several properties.
    pub(crate) rules: &'static [Rule],
    /// The older names of the type's own properties.
    pub(crate) aliases: &'static [Alias],
    /// Finds the type's own properties by name.
    pub(crate) index: Index,
    /// The names that no subtype may declare again.
    pub(crate) taken: Taken,
}

/// An older name of a property, with the property's place in the table.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Alias {
    pub name: &'static str,
    pub place: usize,
}

/// The start of each [`StructuredType::opening`], before the qualified name.
pub(crate) const OPENING: &str = "{\"@odata.type\":\"#";

/// A table, as returned by the functions that values and tables contain.
///
/// A type of its own, so that the function's type names no lifetime. With a lifetime, compilers prove `Send` anew for each type
/// around it, which takes very long for types that refer to each other.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Table(pub &'static StructuredType);

impl Deref for Table {
    type Target = StructuredType;

    fn deref(&self) -> &StructuredType {
        self.0
    }
}

/// The category of a structured type in OData's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// An entity type: has a key and an identity of its own.
    Entity,
    /// A complex type: part of another value.
    Complex,
}

/// For the derives: a type, and one method for each key that sets something in the table.
#[doc(hidden)]
impl StructuredType {
    pub const fn new(
        name: &'static str,
        opening: &'static str,
        category: Category,
        base: Option<&'static Self>,
        all: &'static [Property],
        index: &'static [u8],
    ) -> Self {
        Self {
            name,
            opening,
            category,
            is_abstract: false,
            is_open: false,
            base,
            all,
            rules: &[],
            aliases: &[],
            index: Index::new(index),
            taken: Taken::by(base, all),
        }
    }

    #[must_use]
    pub const fn abstract_(mut self) -> Self {
        self.is_abstract = true;
        self
    }

    #[must_use]
    pub const fn open(mut self) -> Self {
        self.is_open = true;
        self
    }

    #[must_use]
    pub const fn with_rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    #[must_use]
    pub const fn with_aliases(mut self, aliases: &'static [Alias]) -> Self {
        self.aliases = aliases;
        self.taken = Taken::ANY;
        self
    }
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

    /// Entity type or complex type.
    pub const fn category(&self) -> Category {
        self.category
    }

    /// Returns whether this is a request to an action or a function. Its name contains the type it is bound to:
    /// `microsoft.graph.call/playPrompt`.
    pub fn is_action(&self) -> bool {
        self.name.contains('/')
    }

    /// Returns whether the schema declares the type abstract. A fact for tools: nothing is refused.
    pub const fn is_abstract(&self) -> bool {
        self.is_abstract
    }

    /// Returns whether the schema allows dynamic properties. Closed types keep them too.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// All properties, the base's first, in the order of declaration.
    pub fn properties(&self) -> impl ExactSizeIterator<Item = &'static Property> + use<> {
        self.all.iter()
    }

    /// The type's own properties, without the base's.
    pub fn declared(&self) -> impl ExactSizeIterator<Item = &'static Property> + use<> {
        self.all[self.base.map_or(0, |base| base.all.len())..].iter()
    }

    /// The rules over several properties, without the base's.
    pub const fn rules(&self) -> &'static [Rule] {
        self.rules
    }

    /// The older names of properties, each with its property: the type's own first, then the base's.
    pub fn aliases(&'static self) -> impl Iterator<Item = (&'static str, &'static Property)> {
        let chain = std::iter::successors(Some(self), |type_| type_.base);
        chain.flat_map(|type_| type_.aliases).map(|alias| (alias.name, &self.all[alias.place]))
    }

    /// Returns whether the type, or one that it derives from, has rules over several properties.
    pub(crate) fn has_rules(&self) -> bool {
        !self.rules.is_empty() || self.base.is_some_and(Self::has_rules)
    }

    /// Finds a property by its wire name. A name in another case finds a property if it can mean that one alone.
    pub fn property(&self, wire_name: &str) -> Option<&'static Property> {
        self.find(wire_name).map(|index| &self.all[index])
    }

    /// Returns whether this is `other` or derives from it.
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

    /// The number of properties that this type and `other` inherit from a common base, or one from the other.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        let chain = |type_| std::iter::successors(Some(type_), |type_: &&Self| type_.base);
        chain(self)
            .find(|this| chain(other).any(|type_| std::ptr::eq(*this, type_)))
            .map_or(0, |shared| shared.all.len())
    }

    /// The place of the property in [`Self::all`]. Another case of a name finds a property if only one has the name in any case.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.look_up(name.as_bytes()).map(|(index, _)| index)
    }

    /// Like [`Self::find`]; also returns whether the case is the same.
    #[inline]
    pub(crate) fn look_up(&self, name: &[u8]) -> Option<(usize, bool)> {
        let hash = hash(name);
        let mut type_ = self;
        let mut has_similar = false;
        loop {
            let mut places = type_.index.probe(hash);
            while let Some(place) = places.next() {
                let index = type_.base.map_or(0, |base| base.all.len()) + place;
                let wire_name = &type_.all.get(index)?.wire_name;
                if wire_name.hash == hash {
                    if wire_name.is(name) {
                        return Some((index, true));
                    }
                    has_similar = true;
                }
            }
            has_similar |= !type_.aliases.is_empty();
            match type_.base {
                Some(base) => type_ = base,
                None if has_similar => return self.in_another_case(name, hash),
                None => return None,
            }
        }
    }

    /// Returns the place of the property with that alias, else of the only one with that name or alias in any case; `None` if there
    /// are several.
    #[cold]
    fn in_another_case(&self, name: &[u8], hash: u32) -> Option<(usize, bool)> {
        let chain = std::iter::successors(Some(self), |type_| type_.base);
        let aliases = chain.flat_map(|type_| type_.aliases);
        if let Some(alias) = aliases.clone().find(|alias| alias.name.as_bytes() == name) {
            return Some((alias.place, false));
        }
        let is_named = |other: &str| other.as_bytes().eq_ignore_ascii_case(name);
        let is_like = |name_of: &WireName| name_of.hash == hash && is_named(name_of.as_str());
        let named = (0..self.all.len()).filter(|place| is_like(&self.all[*place].wire_name));
        let older = aliases.filter(|alias| is_named(alias.name)).map(|alias| alias.place);
        let mut places = named.chain(older);
        let place = places.next()?;
        places.all(|other| other == place).then_some((place, false))
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

impl StructuredType {
    /// For types that no derive declares: an open complex type without a base.
    pub(crate) const fn by_hand(opening: &'static str, all: &'static [Property], index: &'static [[u8; 2]]) -> Self {
        let (_, name) = opening.split_at(OPENING.len());
        let (name, _) = name.split_at(name.len() - 1);
        let open = Self::new(name, opening, Category::Complex, None, all, &[]).open();
        Self { index: Index::of(index), ..open }
    }
}

/// The hash index over a type's own properties, by open addressing: 0 is empty, another value is the place plus 1. For tables
/// that no derive generates; the derives compute the same.
///
/// # Panics
/// At compile time, if a wire name is declared twice.
#[allow(
    clippy::cast_possible_truncation,
    reason = "no type has 65,535 properties; the index would not have room for more"
)]
pub(crate) const fn index<const M: usize>(own: &[Property]) -> [[u8; 2]; M] {
    let mut index = [[0; 2]; M];
    let mut next = 0;
    while next < own.len() {
        let wire_name = &own[next].wire_name;
        let mut at = wire_name.hash as usize & (M - 1);
        while let place @ 1.. = u16::from_le_bytes(index[at]) {
            if own[place as usize - 1].wire_name.is_same(wire_name) {
                declared_already("a wire name is declared twice");
            }
            at = (at + 1) & (M - 1);
        }
        index[at] = (next as u16 + 1).to_le_bytes();
        next += 1;
    }
    index
}

/// The item type of an array. The array's length is the table of a type, so that a mistake in the table is reported once.
/// Has one implementation, which is found at once.
pub trait Proof {
    /// The type.
    type Of;
}

impl<T, const N: usize> Proof for [T; N] {
    type Of = T;
}
