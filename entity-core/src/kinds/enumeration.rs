//! Enumeration types: members by wire name, with a variant for members that this version does not know.

use crate::model::kind::{Access, Kind, View};
use crate::model::value_type::{EnumTable, ValueType};

use crate::syntax::token::Token;

use std::ops::Deref;

/// An enumeration type, implemented by `#[derive(EnumType)]`.
///
/// ```
/// use entity_core::EnumType;
///
/// #[derive(Clone, Debug, PartialEq, EnumType)]
/// #[enum_type("contoso.phase")]
/// pub enum Phase {
///     NotStarted,
///     #[member("inCall")]
///     Connected,
///     #[other]
///     Other(String),
/// }
///
/// assert_eq!(Phase::from_member("NOTSTARTED"), Phase::NotStarted, "in any case");
/// assert_eq!(Phase::from_member("ringing"), Phase::Other("ringing".into()), "members are open");
/// assert_eq!(Phase::Connected.member(), "inCall");
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` is not an enumeration type", label = "derive `EnumType` for it")]
pub trait EnumType: Kind {
    /// The type's name and members.
    const TABLE: &'static EnumTable;

    /// Returns the wire name.
    fn member(&self) -> &str;

    /// Returns the member at an index of the table.
    #[doc(hidden)]
    fn from_index(index: usize) -> Option<Self>;

    /// Returns the variant for a member that this version does not know.
    #[doc(hidden)]
    fn from_other(member: String) -> Self;

    /// Returns the member with this wire name, else the only one with this name in another case, else the `#[other]` variant.
    fn from_member(member: &str) -> Self {
        find::<Self>(member).0
    }

    /// Returns whether this version knows the member.
    fn is_known(&self) -> bool {
        Self::TABLE.members.contains(&self.member())
    }
}

/// The field of the `#[other]` variant.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold the name of a member",
    label = "does not hold text",
    note = "the `#[other]` variant holds a `String`, or what a `String` converts into and derefs to `str`: `Box<str>`, `Arc<str>` …"
)]
pub trait MemberName: From<String> + Deref<Target = str> {}

#[diagnostic::do_not_recommend]
impl<T: From<String> + Deref<Target = str>> MemberName for T {}

/// Called by generated code: returns the name that the `#[other]` variant contains.
#[doc(hidden)]
#[inline]
pub fn member_name<T: MemberName>(name: &T) -> &str {
    name
}

/// Returns the member, and whether writing it gives the same text.
fn find<E: EnumType>(text: &str) -> (E, bool) {
    match E::TABLE.find(text).and_then(|(index, exact)| Some((E::from_index(index)?, exact))) {
        Some(found) => found,
        None => (E::from_other(text.to_owned()), true),
    }
}

/// How enumeration members are viewed and read.
#[doc(hidden)]
pub enum EnumAccess {}

impl<E: EnumType> Access<E> for EnumAccess {
    const VALUE: ValueType = ValueType::Enum(E::TABLE);

    #[inline]
    fn view(member: &E) -> View<'_> {
        View::Text(member.member())
    }

    #[inline]
    fn decode(token: &Token<'_>) -> Option<(E, bool)> {
        token.as_str().map(|text| find(&text))
    }

    #[inline]
    fn keeps_rules(_member: &E) -> bool {
        true
    }
}
