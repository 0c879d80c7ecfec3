//! The property table: what `#[derive(Entity)]` and `#[derive(ComplexType)]` write down about a type.
//!
//! Data only. What walks it (reader, writer, rules, changes …) stands in the other modules.

use crate::model::index::Index;
use crate::model::property::Property;
use crate::model::value_type::ValueType;
use crate::model::wire_name::{WireName, hash, same};
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
    /// Finds its own properties by name.
    #[doc(hidden)]
    pub index: Index,
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
            let mut places = type_.index.probe(hash);
            while let Some(place) = places.next() {
                let index = inherited + place;
                let wire_name = &type_.all.get(index)?.wire_name;
                if wire_name.hash == hash {
                    let exact = wire_name.is(name);
                    if exact || wire_name.as_str().eq_ignore_ascii_case(name) {
                        return Some((index, exact));
                    }
                }
            }
            type_ = type_.base?;
        }
    }

    /// As [`Self::find`], at compile time: whether it declares a property of that name, itself.
    const fn declares(&self, inherited: usize, wire_name: &WireName) -> bool {
        let mut places = self.index.probe(wire_name.hash);
        while let Some(place) = places.next() {
            if self.all[inherited + place].wire_name.is_like(wire_name) {
                return true;
            }
        }
        false
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
    pub(crate) const fn by_hand(
        this: fn() -> Table,
        opening: &'static str,
        all: &'static [Property],
        index: &'static [[u8; 2]],
    ) -> Self {
        let (_, name) = opening.split_at(OPENING.len());
        let (name, _) = name.split_at(name.len() - 1);
        let index = Index::of(index);
        let category = Category::Complex;
        Self { this, name, opening, category, is_abstract: false, is_open: true, base: None, all, index }
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

/// The base's properties, then the type's own.
///
/// # Errors
/// The place of one of its own whose wire name a base declares, in any case.
#[doc(hidden)]
pub const fn flatten<const OWN: usize, const ALL: usize>(
    base: &'static StructuredType,
    own: [Property; OWN],
) -> Result<[Property; ALL], usize> {
    let mut all = [Property::new("", 0, 0, ValueType::Open); ALL];
    let (inherited, own) = (base.all, own.as_slice());
    let mut at = 0;
    while at < inherited.len() {
        all[at] = inherited[at];
        at += 1;
    }
    let mut next = 0;
    while next < own.len() {
        if declared_above(base, &own[next].wire_name) {
            return Err(next);
        }
        all[at] = own[next];
        at += 1;
        next += 1;
    }
    Ok(all)
}

const fn declared_above(mut type_: &'static StructuredType, wire_name: &WireName) -> bool {
    loop {
        let Some(base) = type_.base else { return type_.declares(0, wire_name) };
        if type_.declares(base.all.len(), wire_name) {
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
        let wire_name = &own[next].wire_name;
        let mut at = wire_name.hash as usize & (M - 1);
        while let place @ 1.. = u16::from_le_bytes(index[at]) {
            if own[place as usize - 1].wire_name.is_like(wire_name) {
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

/// What an array's items are: asked of one whose length is only there where a type's table is, so that what is wrong with
/// the table is said once. A trait with one implementation, since that is found at once.
pub trait Proof {
    /// The type.
    type Of;
}

impl<T, const N: usize> Proof for [T; N] {
    type Of = T;
}
