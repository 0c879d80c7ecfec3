//! Enumeration types: members by their wire names, open to members that this version does not know, and flags.

use crate::node::{Kind, Leaf, Shape, View};
use crate::syntax::buffer::Out;
use crate::syntax::strings::string;
use crate::syntax::token::Token;
use crate::table::{EnumTable, ValueType};
use std::fmt;
use std::ops::Deref;

/// An enumeration type. Comes with `#[derive(EnumType)]`.
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
#[diagnostic::on_unimplemented(message = "`{Self}` is no enumeration type", label = "derive `EnumType` for it")]
pub trait EnumType: Kind {
    /// Name and members.
    const TABLE: &'static EnumTable;

    /// The wire name.
    fn member(&self) -> &str;

    /// The member at that place in the table.
    #[doc(hidden)]
    fn from_index(index: usize) -> Option<Self>;

    /// A member that this version does not know.
    #[doc(hidden)]
    fn from_other(member: String) -> Self;

    /// The member of that wire name, in any case; else the `#[other]` one.
    fn from_member(member: &str) -> Self {
        find::<Self>(member).0
    }

    /// Whether this version knows the member.
    fn is_known(&self) -> bool {
        Self::TABLE.members.contains(&self.member())
    }
}

/// What the `#[other]` variant holds.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold the name of a member",
    label = "no text",
    note = "the `#[other]` variant holds a `String`, or what a `String` converts into and derefs to `str`: `Box<str>`, `Arc<str>` …"
)]
pub trait MemberName: From<String> + Deref<Target = str> {}

#[diagnostic::do_not_recommend]
impl<T: From<String> + Deref<Target = str>> MemberName for T {}

/// For the derives: the name that the `#[other]` variant holds.
#[doc(hidden)]
#[inline]
pub fn member_name<T: MemberName>(name: &T) -> &str {
    name
}

/// The member, and whether it is written just so.
fn find<E: EnumType>(text: &str) -> (E, bool) {
    match E::TABLE.find(text).and_then(|(index, exact)| Some((E::from_index(index)?, exact))) {
        Some(found) => found,
        None => (E::from_other(text.to_owned()), true),
    }
}

/// Members of a flags enumeration, `"audio,video"` on the wire.
///
/// ```
/// # use entity_core::{EnumType, Flags};
/// # #[derive(Clone, Debug, PartialEq, EnumType)]
/// # #[enum_type("contoso.modality")]
/// # pub enum Modality { Audio, Video, #[other] Other(String) }
/// let mut flags = Flags::from_iter([Modality::Audio]);
/// flags.insert(Modality::Video);
/// assert!(flags.contains(&Modality::Video));
/// assert_eq!(flags.to_string(), "audio,video");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flags<E>(Vec<E>);

impl<E> Default for Flags<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E: PartialEq> Flags<E> {
    /// Whether the member is set.
    pub fn contains(&self, member: &E) -> bool {
        self.0.contains(member)
    }

    /// Sets a member.
    pub fn insert(&mut self, member: E) {
        if !self.contains(&member) {
            self.0.push(member);
        }
    }

    /// Takes a member out; whether it was set.
    pub fn remove(&mut self, member: &E) -> bool {
        let before = self.0.len();
        self.0.retain(|other| other != member);
        self.0.len() != before
    }
}

impl<E> Flags<E> {
    /// The members, in the order received.
    pub fn iter(&self) -> std::slice::Iter<'_, E> {
        self.0.iter()
    }
}

impl<'a, E> IntoIterator for &'a Flags<E> {
    type Item = &'a E;
    type IntoIter = std::slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<E: PartialEq> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        let mut flags = Self::default();
        members.into_iter().for_each(|member| flags.insert(member));
        flags
    }
}

impl<E: EnumType> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, member) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            f.write_str(member.member())?;
        }
        Ok(())
    }
}

impl<E: EnumType> Leaf for Flags<E> {
    fn encode_into(&self, out: &mut Out) {
        string(out, &self.to_string());
    }
}

/// The shape of an enumeration type.
#[doc(hidden)]
pub enum EnumShape {}

impl<E: EnumType> Shape<E> for EnumShape {
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

impl<E: EnumType> Kind for Flags<E> {
    type Shape = FlagsShape;
}

/// The shape of flags.
#[doc(hidden)]
pub enum FlagsShape {}

impl<E: EnumType> Shape<Flags<E>> for FlagsShape {
    const VALUE: ValueType = ValueType::Flags(E::TABLE);

    fn view(flags: &Flags<E>) -> View<'_> {
        View::Leaf(flags)
    }

    fn decode(token: &Token<'_>) -> Option<(Flags<E>, bool)> {
        let text = token.as_str()?;
        let flags =
            Flags(text.split(',').map(str::trim).filter(|member| !member.is_empty()).map(E::from_member).collect());
        let exact = flags.to_string() == text;
        Some((flags, exact))
    }
}
