//! Registries: reading by a type's name, for programs that learn it at run time.

use crate::boxed::{AnyItem, AnyPage, Boxed};
use crate::json;
use crate::named::{Named, Wanted};
use crate::node::{Declared, Fill, Node};
use crate::syntax::tag::type_name;
use crate::table::StructuredType;
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
}

/// A type in a registry.
#[derive(Clone, Copy)]
pub struct Registered {
    named: Named,
    empty: fn() -> Box<dyn Node + Send + Sync>,
}

impl Registered {
    /// That type.
    pub const fn of<T: Declared + Send + Sync>() -> Self {
        Self { named: Named::new(T::TYPE), empty: empty::<T> }
    }

    /// Name, base and properties.
    pub const fn structured_type(&self) -> &'static StructuredType {
        self.named.table
    }

    /// A value of the type with nothing in it.
    pub fn empty(&self) -> Boxed {
        Boxed::new((self.empty)())
    }

    /// Reads a body as this type, whatever its tag says.
    ///
    /// # Errors
    /// As [`json::from_slice`].
    pub fn read(&self, bytes: &[u8]) -> Result<Boxed, json::Error> {
        let mut value = self.empty();
        json::read_into(Some(Fill::Node(&mut value)), json::utf8(bytes)?)?;
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
    /// One of these types.
    pub const fn new(types: &'static [Registered]) -> Self {
        Self { types, included: &[] }
    }

    /// One of these types and of all that other registries know.
    pub const fn including(included: &'static [&'static Self], types: &'static [Registered]) -> Self {
        Self { types, included }
    }

    /// Each type: its own first, then those included.
    #[allow(clippy::iter_without_into_iter, reason = "a registry is asked by name; `for` over one is rare")]
    pub fn iter(&self) -> Box<dyn Iterator<Item = &'static Registered> + '_> {
        Box::new(self.types.iter().chain(self.included.iter().flat_map(|registry| registry.iter())))
    }

    /// The type of that qualified name, else that of the name in another case; with or without `#`.
    pub fn find(&self, name: &str) -> Option<&'static Registered> {
        let mut other = None;
        self.seek(&Wanted::new(type_name(name)), &mut other).or(other)
    }

    /// The type of that name; on the way, the first that has it in another case.
    fn seek(&self, wanted: &Wanted<'_>, other: &mut Option<&'static Registered>) -> Option<&'static Registered> {
        let own = wanted.among(self.types.iter().map(|type_| (type_, &type_.named)), other);
        own.or_else(|| self.included.iter().find_map(|registry| registry.seek(wanted, other)))
    }

    /// Reads a body as what the root's tag names.
    ///
    /// # Errors
    /// No tag, one that is not known, or what [`json::from_slice`] refuses.
    pub fn read(&'static self, bytes: &[u8]) -> Result<Boxed, ReadError> {
        let text = json::utf8(bytes)?;
        let name = json::root_tag(text)?;
        if let Some(known) = name.as_deref().and_then(|name| self.find(name)) {
            return self.read_item(known, text);
        }
        // What is no body at all is refused for that.
        json::read_into(None, text)?;
        Err(name.map_or(ReadError::NoTag, |name| ReadError::UnknownType(name.into_owned())))
    }

    fn read_item(&'static self, asked: &'static Registered, text: &str) -> Result<Boxed, ReadError> {
        let mut value = AnyItem::of(self, asked);
        json::read_into(Some(Fill::Choice(&mut value)), text)?;
        value.into_boxed()
    }

    /// Reads a body as the type named, or as the one deriving from it that the root's tag names.
    ///
    /// `Collection(NAME)` is a response `{"value": […]}`, each item read likewise.
    ///
    /// # Errors
    /// A name that is not known, a tag that is known and unrelated to it, or what [`json::from_slice`] refuses.
    pub fn read_as(&'static self, name: &str, bytes: &[u8]) -> Result<Boxed, ReadError> {
        let item = name.strip_prefix("Collection(").and_then(|name| name.strip_suffix(')'));
        let wanted = item.unwrap_or(name);
        let asked = self.find(wanted).ok_or_else(|| ReadError::UnknownType(wanted.to_owned()))?;
        let text = json::utf8(bytes)?;
        if item.is_some() {
            let mut page = AnyPage::of(self, asked);
            json::read_into(Some(Fill::Node(&mut page)), text)?;
            return Ok(Boxed::new(Box::new(page)));
        }
        self.read_item(asked, text)
    }
}

/// Why a registry did not read a body.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The body does not say what it is: it has no `@odata.type`, or one that is no string.
    NoTag,
    /// No type of that name is known.
    UnknownType(String),
    /// The tag names a type that is neither the one asked for, nor derives from it, nor is its base.
    Unrelated {
        /// The type asked for.
        asked: &'static str,
        /// What the tag names.
        tag: &'static str,
    },
    /// The body was refused.
    Json(json::Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTag => f.write_str("no `@odata.type` says what the body is, so its type must be named"),
            Self::UnknownType(name) => write!(f, "no type `{name}` is known"),
            Self::Unrelated { asked, tag } => write!(f, "`@odata.type` says {tag}, which is no {asked}"),
            Self::Json(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            _ => None,
        }
    }
}

impl From<json::Error> for ReadError {
    fn from(error: json::Error) -> Self {
        Self::Json(error)
    }
}
