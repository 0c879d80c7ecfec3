//! Registries and their types.

use crate::body::{Action, ActionType};
use crate::json;
use crate::kinds::loaded::StructuredValue;
use crate::model::kind::ViewMut;
use crate::model::loaded::{Family, LoadedType};
use crate::model::node::{Declared, Node};
use crate::model::table::StructuredType;
use crate::registry::any_entity::AnyEntity;
use crate::registry::named::{NamedType, Wanted};
use crate::syntax::tag::type_name;
use std::any::Any;
use std::fmt;

/// The structured types that a program knows, by name.
///
/// ```
/// use entity_core::{json, DynamicProperties, Entity, Prop, Registered, Registry};
///
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.call")]
/// pub struct Call {
///     #[prop("subject")]
///     subject: Prop<String>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// static TYPES: Registry = Registry::new(&[Registered::of::<Call>()]);
///
/// let value = TYPES.read(br##"{"subject": "stand-up", "@odata.type": "#contoso.call"}"##)?;
/// assert_eq!(value.structured_type().name(), "contoso.call");
/// assert_eq!(value.downcast_ref::<Call>().and_then(Call::subject), Some("stand-up"));
/// # Ok::<(), entity_core::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Registry {
    types: &'static [Registered],
    included: &'static [&'static Registry],
    /// Finds the types of a loaded schema, which may be many.
    loaded: Option<&'static Family>,
}

/// A type in a registry.
#[derive(Clone, Copy)]
pub struct Registered {
    named: NamedType,
    empty: Empty,
    facet: Option<&'static Facet>,
}

/// Makes an empty value.
#[derive(Clone, Copy)]
enum Empty {
    Declared(fn() -> Box<dyn Node + Send + Sync>),
    #[cfg_attr(not(feature = "csdl"), allow(dead_code, reason = "only schemas make such types"))]
    Loaded(&'static LoadedType),
}

/// A fact of a type that its table does not have.
type Facet = dyn Any + Send + Sync;

impl Registered {
    /// Creates the entry for a type.
    pub const fn of<T: Declared + Send + Sync>() -> Self {
        Self { named: NamedType::new(T::TYPE), empty: Empty::Declared(empty::<T>), facet: None }
    }

    /// Creates the entry for a loaded type.
    #[cfg(feature = "csdl")]
    pub(crate) fn of_loaded(type_: &'static LoadedType) -> Self {
        Self { named: NamedType::new(type_.structured_type()), empty: Empty::Loaded(type_), facet: None }
    }

    /// Creates the entry for an action or a function, with its [data](Self::action).
    pub const fn of_action<A: Action + Send + Sync>() -> Self {
        Self::of::<A>().with_facet(const { &ActionType::of::<A>() })
    }

    /// Returns the data of the action or function, if [`Self::of_action`] created the entry, or `csdl::load` for an action.
    pub fn action(&self) -> Option<&'static ActionType> {
        self.facet()
    }

    /// Adds a fact that the type's table does not have, for a library that reads values by their names: see [`Self::facet`].
    #[must_use]
    pub const fn with_facet(self, facet: &'static Facet) -> Self {
        Self { facet: Some(facet), ..self }
    }

    /// Returns the fact that [`Self::with_facet`] added, if it is an `F`.
    pub fn facet<F: Any>(&self) -> Option<&'static F> {
        self.facet?.downcast_ref()
    }

    /// The type's name, base and properties.
    pub const fn structured_type(&self) -> &'static StructuredType {
        self.named.table
    }

    /// Returns an empty value of the type.
    pub fn empty(&self) -> AnyEntity {
        AnyEntity::new(match self.empty {
            Empty::Declared(empty) => empty(),
            Empty::Loaded(type_) => Box::new(StructuredValue::new(type_)),
        })
    }

    /// Reads a body as this type, whatever its tag names.
    ///
    /// # Errors
    /// See [`json::from_slice`].
    pub fn read(&self, bytes: &[u8]) -> Result<AnyEntity, json::Error> {
        let mut value = self.empty();
        json::read_into(Some(ViewMut::Node(&mut *value.value)), json::utf8(bytes)?)?;
        Ok(value)
    }
}

fn empty<T: Declared + Send + Sync>() -> Box<dyn Node + Send + Sync> {
    Box::new(T::EMPTY)
}

impl fmt::Debug for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.structured_type().name())
    }
}

impl Registry {
    /// Creates a registry of these types.
    pub const fn new(types: &'static [Registered]) -> Self {
        Self { types, included: &[], loaded: None }
    }

    /// Creates a registry of these types and all types of other registries.
    pub const fn including(included: &'static [&'static Self], types: &'static [Registered]) -> Self {
        Self { types, included, loaded: None }
    }

    /// Creates a registry of the types of a loaded schema, in the order of the family.
    #[cfg(feature = "csdl")]
    pub(crate) const fn of_family(types: &'static [Registered], family: &'static Family) -> Self {
        Self { types, included: &[], loaded: Some(family) }
    }

    /// Iterates over the types: its own first, then the included ones.
    #[allow(clippy::iter_without_into_iter, reason = "a registry is asked by name; `for` over one is rare")]
    pub fn iter(&self) -> Box<dyn Iterator<Item = &'static Registered> + '_> {
        Box::new(self.types.iter().chain(self.included.iter().flat_map(|registry| registry.iter())))
    }

    /// Finds a type by its qualified name, with or without `#`. An exact name comes before one in another case.
    pub fn find(&self, name: &str) -> Option<&'static Registered> {
        let mut other = None;
        self.seek(&Wanted::new(type_name(name)), &mut other).or(other)
    }

    /// Returns the type with exactly that name. Sets `other` to the first with the name in another case.
    fn seek(&self, wanted: &Wanted<'_>, other: &mut Option<&'static Registered>) -> Option<&'static Registered> {
        if let Some(family) = self.loaded {
            return family.find(wanted.name).and_then(|place| self.types.get(place));
        }
        let own = wanted.among(self.types.iter().map(|type_| (type_, &type_.named)), other);
        own.or_else(|| self.included.iter().find_map(|registry| registry.seek(wanted, other)))
    }
}
