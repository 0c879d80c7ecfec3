//! Members that a type does not declare: dynamic properties, annotations and the `@odata.type` tag. Kept as text, so nothing is lost.

use crate::model::table::{OPENING, StructuredType};
use crate::syntax::members::members;
use crate::syntax::strings::push_string;
use crate::syntax::tag::{is_tag, type_name};
use crate::syntax::token::Token;
use crate::syntax::value;
use serde_core::de::DeserializeOwned;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The members of an object that its type does not declare, including annotations (`@odata.context`) and the tag (`@odata.type`).
///
/// They are kept as the received JSON text, in one allocation: numbers keep their text, and a member given twice stays twice.
/// Finding a member scans that text.
///
/// ```
/// use entity_core::DynamicProperties;
/// let mut dynamic = DynamicProperties::new();
/// dynamic.insert("seats", 4);
/// dynamic.insert("@odata.context", "$metadata#calls");
/// assert_eq!(dynamic.get::<u8>("seats"), Some(4));
/// assert_eq!(dynamic.raw("@odata.context"), Some(r##""$metadata#calls""##));
/// assert_eq!(dynamic.remove("seats"), Some(4.into()));
/// assert_eq!(dynamic.iter().count(), 1);
/// ```
#[derive(Clone, Default)]
pub struct DynamicProperties {
    /// The value's own type, if the tag names it. A tag in its usual spelling is not in `text`.
    tagged: Option<OwnTag>,
    /// `"name":value` members, separated by commas. A tag in another spelling comes first.
    text: Option<Box<str>>,
}

/// The value's own type: the opening in its table. Not the table itself, whose auto traits the compiler would prove for each type.
#[derive(Clone, Copy)]
pub(crate) struct OwnTag(&'static &'static str);

impl OwnTag {
    #[inline]
    pub(crate) const fn of(table: &'static StructuredType) -> Self {
        Self(&table.opening)
    }

    /// The start of an object with the tag.
    #[inline]
    pub(crate) const fn opening(self) -> &'static str {
        self.0
    }

    /// `"#microsoft.graph.call"`, quotes included.
    fn json(self) -> &'static str {
        &self.0[OPENING.len() - 2..]
    }

    /// `microsoft.graph.call`
    fn name(self) -> &'static str {
        let json = self.json();
        &json[2..json.len() - 1]
    }
}

/// A tag that the reader found.
#[derive(Clone, Copy)]
pub(crate) enum Tag {
    Known(&'static StructuredType),
    /// A member with another spelling: its start, its end, and the value's own type if the member names it.
    Received(usize, usize, Option<&'static StructuredType>),
}

impl DynamicProperties {
    /// Creates an empty set.
    #[inline]
    pub const fn new() -> Self {
        Self { tagged: None, text: None }
    }

    /// Returns the member's value as a `T`; `None` if it is absent or is not a `T`. [`Self::raw`] distinguishes the two. Of several
    /// members with the name, the last counts.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_str(self.raw(name)?).ok()
    }

    /// Returns the member's JSON text, as received. Of several members with the name, the last counts.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.iter().filter(|(other, _)| other == name).last().map(|(_, raw)| raw)
    }

    /// Adds a member, replacing any with the same name. Scans all members: thousands are read faster than added one by one.
    ///
    /// Use the setter for a declared property: [`validate`](crate::Entity::validate) reports a dynamic member that has its name.
    pub fn insert(&mut self, name: &str, value: impl Into<Value>) {
        self.insert_raw(name, &value.into().to_string());
    }

    /// Removes all members with the name and returns the value of the last.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let removed = self.raw(name).map(value::from_raw)?;
        self.retain(|other| other != name);
        Some(removed)
    }

    /// Iterates over the members' names and JSON text: the tag first, then in the order received.
    pub fn iter(&self) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
        let tag = self.tagged.filter(|_| self.tag_member().is_none());
        tag.map(|tag| (Cow::Borrowed("@odata.type"), tag.json()))
            .into_iter()
            .chain(members(self.text()).map(|(_, name, raw)| (name, raw)))
    }

    /// Returns `self` if it contains more than a tag in its usual spelling.
    #[inline]
    pub(crate) const fn kept(&self) -> Option<&Self> {
        if self.text.is_some() { Some(self) } else { None }
    }

    /// Returns whether there may be annotations beside the tag. Fast: looks for `@` in the text.
    pub(crate) fn has_annotations(&self) -> bool {
        self.parts().1.contains('@')
    }

    /// Like [`Self::iter`], without a tag in its usual spelling.
    pub(crate) fn untagged(&self) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
        members(self.text()).map(|(_, name, raw)| (name, raw))
    }

    /// Returns whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.tagged.is_none() && self.text.is_none()
    }

    /// Returns the qualified name in the tag, without `#`: `microsoft.graph.call`.
    pub fn type_name(&self) -> Option<Cow<'_, str>> {
        if let Some(tag) = self.tagged {
            return Some(Cow::Borrowed(tag.name()));
        }
        match Token::new(self.tag_member()?.2).as_str()? {
            Cow::Borrowed(tag) => Some(Cow::Borrowed(type_name(tag))),
            Cow::Owned(tag) => Some(Cow::Owned(type_name(&tag).to_owned())),
        }
    }

    /// The tag if it is in the text: the member, its name and its value's text.
    fn tag_member(&self) -> Option<(&str, Cow<'_, str>, &str)> {
        let text = self.text();
        // Only the first member can be the tag. Its name starts with `@` or an escape of it.
        if !text.starts_with("\"@") && !text.starts_with("\"\\") {
            return None;
        }
        members(text).next().filter(|(_, name, _)| is_tag(name))
    }

    /// The members by name, without a tag that names a type.
    fn sorted(&self) -> Vec<(Cow<'_, str>, &str)> {
        let named = self.type_name().is_some();
        let mut all: Vec<_> = self.untagged().filter(|(name, _)| !(named && is_tag(name))).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// The type in the tag, unless it is the value's own type.
    fn other_type(&self) -> Option<Cow<'_, str>> {
        if self.tagged.is_some() { None } else { self.type_name() }
    }

    fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    fn set_text(&mut self, text: String) {
        self.text = if text.is_empty() { None } else { Some(text.into_boxed_str()) };
    }

    /// Stores the members that the reader found in an object: one copy, at its final size.
    pub(crate) fn receive(&mut self, source: &str, tag: Option<Tag>, ranges: &[(usize, usize)]) {
        if let (Some(Tag::Known(table)), []) = (tag, ranges) {
            self.tagged = Some(OwnTag::of(table));
            return;
        }
        let mut len = ranges.iter().map(|(from, to)| to - from + 1).sum::<usize>();
        if let Some(Tag::Received(from, to, _)) = tag {
            len += to - from + 1;
        }
        let mut text = String::with_capacity(len.saturating_sub(1));
        match tag {
            None => {}
            Some(Tag::Known(table)) => self.tagged = Some(OwnTag::of(table)),
            Some(Tag::Received(from, to, own)) => {
                self.tagged = own.map(OwnTag::of);
                text.push_str(&source[from..to]);
            }
        }
        for (from, to) in ranges {
            if !text.is_empty() {
                text.push(',');
            }
            text.push_str(&source[*from..*to]);
        }
        self.set_text(text);
    }

    /// Returns the tag's member if it is in the text, the other members, and the tag that is written in the usual spelling.
    #[inline]
    pub(crate) fn parts(&self) -> (&str, &str, Option<OwnTag>) {
        if self.text.is_some() { self.text_parts() } else { ("", "", self.tagged) }
    }

    fn text_parts(&self) -> (&str, &str, Option<OwnTag>) {
        let text = self.text();
        if let Some((tag, _, _)) = self.tag_member() {
            return (tag, text[tag.len()..].strip_prefix(',').unwrap_or_default(), None);
        }
        ("", text, self.tagged)
    }

    pub(crate) fn insert_raw(&mut self, name: &str, raw: &str) {
        let tag = is_tag(name);
        self.retain(|other| other != name && !(tag && is_tag(other)));
        let mut member = String::with_capacity(name.len() + raw.len() + 3);
        push_string(&mut member, name);
        member.push(':');
        member.push_str(raw);
        let (first, last) = if tag { (member.as_str(), self.text()) } else { (self.text(), member.as_str()) };
        let comma = if first.is_empty() || last.is_empty() { "" } else { "," };
        self.set_text(format!("{first}{comma}{last}"));
    }

    /// Drops the members whose name `keep` refuses.
    fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        let keeps_tag = self.tag_member().map_or_else(|| keep("@odata.type"), |(_, name, _)| keep(&name));
        self.tagged = self.tagged.filter(|_| keeps_tag);
        if members(self.text()).all(|(_, name, _)| keep(&name)) {
            return;
        }
        let kept: Vec<_> =
            members(self.text()).filter(|(_, name, _)| keep(name)).map(|(member, _, _)| member).collect();
        self.set_text(kept.join(","));
    }
}

/// Equal if the members are, in any order and with any white space, and if the tags name the same type. A tag that names the
/// value's own type counts as none.
impl PartialEq for DynamicProperties {
    fn eq(&self, other: &Self) -> bool {
        if self.other_type() != other.other_type() {
            return false;
        }
        if self.text == other.text {
            return true;
        }
        let (ours, other) = (self.sorted(), other.sorted());
        ours.len() == other.len() && ours.iter().zip(&other).all(|(a, b)| a.0 == b.0 && value::same(a.1, b.1))
    }
}

impl Eq for DynamicProperties {}

/// Equal sets have equal hashes.
impl Hash for DynamicProperties {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.other_type().hash(state);
        for (name, raw) in self.sorted().into_iter().filter(|(name, _)| !is_tag(name)) {
            name.hash(state);
            value::hash(raw, state);
        }
    }
}

impl fmt::Debug for DynamicProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(name, raw)| (name, Raw(raw)))).finish()
    }
}

struct Raw<'a>(&'a str);

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
