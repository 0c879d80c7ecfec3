//! The text of a patch.

use super::same::same_state;
use crate::json::text_of;
use crate::json::writer::{Expected, needs_tag};
use crate::model::dynamic::DynamicProperties;
use crate::model::kind::View;
use crate::model::node::Node;
use crate::model::property::Property;
use crate::model::slot::State;
use crate::model::table::StructuredType;
use crate::syntax::members::object_members;
use crate::syntax::strings::push_string;
use crate::syntax::tag::{is_tag, type_name};
use crate::syntax::token::Token;
use crate::syntax::value;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

/// An object of changes, while it is written.
pub(super) struct Patch(String);

impl Patch {
    pub(super) fn open() -> Self {
        Self("{".to_owned())
    }

    /// Returns the object, unless it is empty.
    pub(super) fn close(mut self) -> Option<String> {
        self.0.push('}');
        (self.0.len() > 2).then_some(self.0)
    }

    fn member(&mut self, name: &str, text: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        push_string(&mut self.0, name);
        self.0.push(':');
        self.0.push_str(text);
    }

    /// Adds the differences between two values of one type. `expected` is the type at their place.
    pub(super) fn node(&mut self, old: &dyn Node, new: &dyn Node, expected: Expected) {
        let (before, after) = (tag(old, expected), tag(new, expected));
        // A tag that names the value's own type counts as none.
        let says = |tag: &Option<SentTag>| tag.as_ref().map(SentTag::named).filter(|name| name != new.table().name);
        if says(&before) != says(&after)
            && let Some(SentTag { key, .. }) = before.as_ref().or(after.as_ref())
        {
            self.member(key, after.as_ref().map_or("null", |tag| &tag.text));
        }
        for ((property, old), (_, new)) in old.states().zip(new.states()) {
            self.property(property, old, new);
        }
        let (before, after) = (old.dynamic_properties(), new.dynamic_properties());
        if before != after {
            self.raw(&untagged(before), &untagged(after));
        }
    }

    fn property(&mut self, property: &Property, old: State<'_>, new: State<'_>) {
        // The service knows the property by the name that it sent.
        let name = received_name(old, property);
        match (old.value(), new.value()) {
            (Some(View::Node(before)), Some(View::Node(after))) if std::ptr::eq(before.table(), after.table()) => {
                let mut nested = Self::open();
                nested.node(before, after, property.value.into());
                return self.nested(name, nested);
            }
            _ if same_state(old, new) => return,
            _ if (old.is_absent() || old.is_null()) && !new.is_absent() => {
                if let Some(text) = sent_anew(new, property) {
                    self.member(name, &text);
                }
                return;
            }
            _ => {}
        }
        match (written(old, property), written(new, property), new.value()) {
            (_, None, _) => self.member(name, "null"),
            (Some(before), Some(after), Some(View::Node(node))) if before.starts_with('{') => {
                self.replaced(name, &before, &after, Some(node));
            }
            (Some(before), Some(after), _) if before.starts_with('{') && after.starts_with('{') => {
                let mut nested = Self::open();
                nested.raw(&last(&before), &last(&after));
                self.nested(name, nested);
            }
            (_, Some(after), _) => self.member(name, &after),
        }
    }

    /// Adds all of a new value, except empty values that `_mut` inserted.
    fn anew(&mut self, node: &dyn Node, expected: Expected) {
        if let Some(SentTag { key, text }) = tag(node, expected) {
            self.member(&key, &text);
        }
        for (name, raw) in node.dynamic_properties().untagged().filter(|(name, _)| !is_tag(name)) {
            self.member(&name, raw);
        }
        for (property, state) in node.states() {
            if let Some(text) = sent_anew(state, property) {
                self.member(received_name(state, property), &text);
            }
        }
    }

    /// Adds a member whose value changed in parts, unless it did not change.
    fn nested(&mut self, name: &str, nested: Self) {
        if let Some(text) = nested.close() {
            self.member(name, &text);
        }
    }

    /// Adds a member whose object is replaced. Members that the new object lacks become null.
    fn replaced(&mut self, name: &str, old: &str, new: &str, node: Option<&dyn Node>) {
        let mut nested = Self::open();
        nested.whole(old, new, node);
        self.member(name, &nested.close().unwrap_or_else(|| "{}".to_owned()));
    }

    /// Adds all members of the new object, which `node` wrote, and null for those that only the old one has.
    pub(super) fn whole(&mut self, old: &str, new: &str, node: Option<&dyn Node>) {
        let before = last(old);
        let mut after: HashSet<_> = object_members(new).map(|(name, _)| name).collect();
        let states = node.map(|node| node.states().map(|(_, state)| state).collect::<Vec<_>>()).unwrap_or_default();
        for (name, text) in object_members(new) {
            let index = node.and_then(|node| node.table().find(&name));
            let is_same = |old: &str| match index {
                Some(_) => old.eq_ignore_ascii_case(&name),
                None => is_tag(old),
            };
            // The old object's name is kept for a declared property or the tag. There are few of those.
            let is_own = index.is_some() || (node.is_some() && is_tag(&name));
            let known = if is_own && !before.contains_key(&name) {
                before.keys().find(|old| !after.contains(*old) && is_same(old)).cloned()
            } else {
                None
            };
            let name = known.unwrap_or(name);
            match before.get(&name) {
                Some(old) if old.starts_with('{') && text.starts_with('{') => {
                    let nested = index.and_then(|index| match states.get(index)?.value() {
                        Some(View::Node(nested)) => Some(nested),
                        _ => None,
                    });
                    self.replaced(&name, old, text, nested);
                }
                _ => self.member(&name, text),
            }
            after.insert(name);
        }
        for name in before.keys().filter(|name| !after.contains(*name)) {
            self.member(name, "null");
        }
    }

    /// Adds members known only as text. Two objects are compared deeply, and equal if none of their parts changed.
    fn raw(&mut self, old: &ByName<'_>, new: &ByName<'_>) {
        for (name, text) in new {
            match old.get(name) {
                Some(previous) if previous == text => {}
                Some(previous) if previous.starts_with('{') && text.starts_with('{') => {
                    let mut nested = Self::open();
                    nested.raw(&last(previous), &last(text));
                    self.nested(name, nested);
                }
                Some(previous) if value::same(previous, text) => {}
                _ => self.member(name, text),
            }
        }
        for name in old.keys().filter(|name| !new.contains_key(*name)) {
            self.member(name, "null");
        }
    }
}

/// Members by name. If a name is given twice, the last counts.
type ByName<'a> = BTreeMap<Cow<'a, str>, &'a str>;

fn last(text: &str) -> ByName<'_> {
    object_members(text).collect()
}

fn untagged(dynamic: &DynamicProperties) -> ByName<'_> {
    dynamic.untagged().filter(|(name, _)| !is_tag(name)).collect()
}

/// The name that the property was received under, or its own.
fn received_name<'a>(state: State<'a>, property: &'a Property) -> &'a str {
    state.received().and_then(|received| received.name.as_deref()).unwrap_or_else(|| property.name())
}

/// The text that is written for the property; `None` if it is absent or null.
fn written(state: State<'_>, property: &Property) -> Option<String> {
    match state {
        State::Absent | State::Null => None,
        _ if state.is_null() => None,
        State::Verbatim(received, _) => Some(received.text.to_string()),
        State::Value(view) => Some(text_of(view, property.value)),
    }
}

/// A tag as it is written.
struct SentTag {
    key: String,
    text: String,
}

impl SentTag {
    /// The name in the tag; the text if it is not a string.
    fn named(&self) -> String {
        Token::new(&self.text).as_str().map_or_else(|| self.text.clone(), |tag| type_name(&tag).to_owned())
    }
}

fn tag(node: &dyn Node, expected: Expected) -> Option<SentTag> {
    let received = node.dynamic_properties().iter().next().filter(|(name, _)| is_tag(name));
    let received = received.map(|(key, text)| SentTag { key: key.into_owned(), text: text.to_owned() });
    let made = |table: &'static StructuredType| SentTag { key: "@odata.type".to_owned(), text: table.tag().to_owned() };
    received.or_else(|| needs_tag(node.table(), expected).map(made))
}

/// The text to send for a property that had no value; `None` if it is still absent, or an empty value that `_mut` inserted.
fn sent_anew(state: State<'_>, property: &Property) -> Option<String> {
    match state {
        State::Absent => None,
        State::Value(View::Node(node)) => {
            let mut nested = Patch::open();
            // `_mut` inserts the base: an empty subtype still has its tag.
            nested.anew(node, property.value.into());
            nested.close()
        }
        State::Value(View::Items(items)) if items.len() == 0 => None,
        _ => Some(written(state, property).unwrap_or_else(|| "null".to_owned())),
    }
}
