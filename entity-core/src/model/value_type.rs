//! What properties hold, as data.

use crate::model::table::Table;
use crate::syntax::token::Token;
use std::fmt;

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

    /// Whether the text is a value of this type, with nothing left out.
    pub(crate) fn holds(self, token: &Token<'_>) -> bool {
        self.decodes(token) && (!self.is_collection() || token.items().iter().all(|item| self.decodes_item(item)))
    }

    /// Whether the text is an item of the decoded collection, or left out of it.
    pub(crate) fn decodes_item(self, token: &Token<'_>) -> bool {
        match self.item() {
            // Null is a value of untyped JSON.
            Self::Primitive(primitive) if (primitive.decodes)(token) => true,
            _ if token.is_null() => matches!(self, Self::NullableCollection(_)),
            // An array where anything may stand is decoded where it is one of structured values.
            _ if matches!(self, Self::Open) => token.raw().starts_with('{'),
            item => item.decodes(token),
        }
    }

    fn decodes(self, token: &Token<'_>) -> bool {
        match self {
            Self::Primitive(primitive) => (primitive.decodes)(token),
            Self::Enum(_) | Self::Flags(_) => token.as_str().is_some(),
            Self::Structured(_) | Self::OneOf(_) => token.raw().starts_with('{'),
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

    /// The member's place in the list, and whether it is written just so.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, bool)> {
        // Their first bytes mostly tell members apart: no call to compare them.
        let first = text.as_bytes().first();
        let exact = self.members.iter().position(|member| member.as_bytes().first() == first && *member == text);
        let any_case = || self.members.iter().position(|member| member.eq_ignore_ascii_case(text));
        exact.map(|index| (index, true)).or_else(|| any_case().map(|index| (index, false)))
    }
}

/// What a primitive is in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A string, or whatever there is.
    Any,
    /// A string that is not to be shown.
    Secret,
    /// A number or a boolean: in quotes, it is read, and a deviation.
    Bare,
    /// A floating-point number: the same, but for `INF`, `-INF` and `NaN`.
    Float,
}

/// A primitive type as data.
#[derive(Debug)]
pub struct PrimitiveType {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) decodes: fn(&Token<'_>) -> bool,
}

impl PrimitiveType {
    /// The qualified name: `Edm.String`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What it is in JSON.
    pub const fn form(&self) -> Form {
        self.form
    }
}
