//! Flags enumerations: several members in one value.

use crate::kinds::enumeration::EnumType;
use crate::model::kind::{Access, Kind, Leaf, View};
use crate::model::value_type::ValueType;
use crate::syntax::buffer::Buffer;
use crate::syntax::strings::string;
use crate::syntax::token::Token;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Members of a flags enumeration: `"audio,video"` on the wire.
///
/// Two are equal if they have the same members, in any order.
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
/// assert_eq!(flags, Flags::from_iter([Modality::Video, Modality::Audio]));
/// ```
#[derive(Clone, Debug)]
pub struct Flags<E>(Vec<E>);

impl<E> Default for Flags<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E: PartialEq> PartialEq for Flags<E> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().all(|member| other.contains(member)) && other.iter().all(|member| self.contains(member))
    }
}

impl<E: Eq> Eq for Flags<E> {}

/// Equal flags have equal hashes, so the members' hashes are added up, each once.
impl<E: PartialEq + Hash> Hash for Flags<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let distinct = self.iter().enumerate().filter(|(index, member)| !self.0[..*index].contains(*member));
        let hash_of = |member: &E| {
            let mut hasher = DefaultHasher::new();
            member.hash(&mut hasher);
            hasher.finish()
        };
        state.write_u64(distinct.fold(0, |sum, (_, member)| hash_of(member).wrapping_add(sum)));
    }
}

impl<E: PartialEq> Flags<E> {
    /// Returns whether the member is set.
    pub fn contains(&self, member: &E) -> bool {
        self.0.contains(member)
    }

    /// Sets a member.
    pub fn insert(&mut self, member: E) {
        if !self.contains(&member) {
            self.0.push(member);
        }
    }

    /// Removes a member. Returns whether it was set.
    pub fn remove(&mut self, member: &E) -> bool {
        let before = self.0.len();
        self.0.retain(|other| other != member);
        self.0.len() != before
    }
}

impl<E> Flags<E> {
    /// Returns the members in the order received.
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
    fn write_to(&self, out: &mut Buffer) {
        string(out, &self.to_string());
    }
}

impl<E: EnumType> Kind for Flags<E> {
    type Access = FlagsAccess;
}

/// How flags are viewed and read.
#[doc(hidden)]
pub enum FlagsAccess {}

impl<E: EnumType> Access<Flags<E>> for FlagsAccess {
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
