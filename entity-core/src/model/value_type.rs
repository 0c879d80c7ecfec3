//! The kinds of values, as data.

use crate::model::loaded::LoadedType;
use crate::model::measure::Measured;
use crate::model::table::{StructuredType, Table};
use crate::syntax::token::Token;
use std::borrow::Cow;
use std::fmt;

/// The kind of a property's value, or of an item of a collection.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum ValueType {
    /// A string, a number, a date …, or a kind added by hand.
    Primitive(&'static PrimitiveType),
    /// One member of an enumeration type.
    Enum(&'static EnumTable),
    /// Members of a flags enumeration type, separated by commas.
    Flags(&'static EnumTable),
    /// An entity type or a complex type. A function, because tables refer to each other in cycles.
    Structured(fn() -> Table),
    /// The type or one that derives from it, chosen by `@odata.type`.
    OneOf(fn() -> Table),
    /// A type that was loaded from a schema, or one that derives from it, chosen by `@odata.type`.
    Loaded(&'static LoadedType),
    /// A collection.
    Collection(&'static ValueType),
    /// A collection that may contain null.
    NullableCollection(&'static ValueType),
    /// The type that the tag names, or untyped JSON.
    Open,
}

impl ValueType {
    /// The qualified name of the type; of a collection, of its items: `Edm.String`, `microsoft.graph.resultInfo`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Primitive(primitive) => primitive.name,
            Self::Enum(table) | Self::Flags(table) => table.name,
            Self::Structured(table) | Self::OneOf(table) => table().0.name,
            Self::Loaded(type_) => type_.structured_type().name,
            Self::Collection(item) | Self::NullableCollection(item) => item.name(),
            Self::Open => "Edm.Untyped",
        }
    }

    /// The type of a structured value; of one of several types, their base. `None` of other kinds and of collections.
    pub fn structured_type(&self) -> Option<&'static StructuredType> {
        match self {
            Self::Structured(table) | Self::OneOf(table) => Some(table().0),
            Self::Loaded(type_) => Some(type_.structured_type()),
            _ => None,
        }
    }

    /// Returns whether it is a collection.
    pub const fn is_collection(&self) -> bool {
        matches!(self, Self::Collection(_) | Self::NullableCollection(_))
    }

    /// Returns whether the value must not be shown.
    pub fn is_secret(&self) -> bool {
        matches!(self.item(), Self::Primitive(primitive) if primitive.form == Form::Secret)
    }

    /// Returns whether it may contain structured values.
    pub(crate) const fn nests(&self) -> bool {
        match self {
            Self::Primitive(_) | Self::Enum(_) | Self::Flags(_) => false,
            Self::Structured(_) | Self::OneOf(_) | Self::Loaded(_) | Self::Open => true,
            Self::Collection(item) | Self::NullableCollection(item) => item.nests(),
        }
    }

    /// Returns whether it may be decoded from one token.
    pub(crate) const fn is_leaf(&self) -> bool {
        matches!(self, Self::Primitive(_) | Self::Enum(_) | Self::Flags(_) | Self::Open)
    }

    /// Returns whether it may be read in parts.
    pub(crate) const fn has_parts(&self) -> bool {
        !matches!(self, Self::Primitive(_) | Self::Enum(_) | Self::Flags(_))
    }

    /// The kind of a collection's items; the kind itself if it is not a collection.
    pub(crate) const fn item(self) -> Self {
        match self {
            Self::Collection(item) | Self::NullableCollection(item) => *item,
            other => other,
        }
    }

    /// Returns whether the text is a value of this kind, with no items left out.
    pub(crate) fn holds(self, token: &Token<'_>) -> bool {
        self.decodes(token) && (!self.is_collection() || token.items().iter().all(|item| self.decodes_item(item)))
    }

    /// Returns whether the decoded collection contains the item.
    pub(crate) fn decodes_item(self, token: &Token<'_>) -> bool {
        match self.item() {
            // Null is a value of untyped JSON.
            Self::Primitive(primitive) if (primitive.decodes)(token) => true,
            _ if token.is_null() => matches!(self, Self::NullableCollection(_)),
            // An array of any kind is decoded only if it is one of structured values.
            _ if matches!(self, Self::Open) => token.raw().starts_with('{'),
            item => item.decodes(token),
        }
    }

    /// Returns whether a token that does not decode is a value of the type all the same, beyond what this client can hold.
    pub(crate) fn is_beyond_range(self, token: &Token<'_>) -> bool {
        matches!(self, Self::Primitive(primitive) if (primitive.beyond_range)(token))
    }

    fn decodes(self, token: &Token<'_>) -> bool {
        match self {
            Self::Primitive(primitive) => (primitive.decodes)(token),
            Self::Enum(_) | Self::Flags(_) => token.as_str().is_some(),
            Self::Structured(_) | Self::OneOf(_) | Self::Loaded(_) => token.raw().starts_with('{'),
            Self::Collection(_) | Self::NullableCollection(_) => token.raw().starts_with('['),
            Self::Open => true,
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

    /// The member's place in the list, and whether the case is the same. Another case counts if it can mean one member alone.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, bool)> {
        // The first bytes of most members differ, so most comparisons need no call.
        let first = text.as_bytes().first();
        let exact = self.members.iter().position(|member| member.as_bytes().first() == first && *member == text);
        let any_case = || {
            let mut like = (0..self.members.len()).filter(|index| self.members[*index].eq_ignore_ascii_case(text));
            let index = like.next()?;
            like.next().is_none().then_some((index, false))
        };
        exact.map(|index| (index, true)).or_else(any_case)
    }
}

/// The JSON form of a primitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A string, or any JSON.
    Any,
    /// A string that must not be shown.
    Secret,
    /// A number or a boolean. In quotes it is read, and is a deviation.
    Bare,
    /// A floating-point number. Like `Bare`, but `INF`, `-INF` and `NaN` are in quotes.
    Float,
}

/// A primitive type as data.
#[derive(Debug)]
pub struct PrimitiveType {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) measured: Measured,
    /// The size of a value in bytes, without what it refers to.
    pub(crate) size: usize,
    pub(crate) decodes: fn(&Token<'_>) -> bool,
    /// Whether a token that does not decode is a value of the type all the same.
    pub(crate) beyond_range: fn(&Token<'_>) -> bool,
    pub(crate) slot: Frequent,
    /// Returns the JSON text of the value: the token's, unless writing the value gives another text. `None` if it does not decode.
    pub(crate) canonical: for<'a> fn(&Token<'a>) -> Option<Cow<'a, str>>,
}

/// The primitives that have slots of their own.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequent {
    String,
    Bool,
    I32,
    I64,
    F64,
    /// None of these.
    No,
}

impl PrimitiveType {
    /// The qualified name: `Edm.String`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The JSON form.
    pub const fn form(&self) -> Form {
        self.form
    }
}
