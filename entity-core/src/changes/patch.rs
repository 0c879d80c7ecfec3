//! The body of a patch, written in one walk over the two states of a value.

use super::annotations::{Name, classify};
use super::related::{Request, is_page, key, navigates};
use super::same::{ByName, by_name, same_state, same_text, same_type, undeclared};
use crate::json::writer::{Expected, needs_tag};
use crate::json::{state_text, text_of};
use crate::model::kind::{Items, View};
use crate::model::node::Node;
use crate::model::property::Property;
use crate::model::slot::{Slot, State, Written};
use crate::model::table::StructuredType;
use crate::model::value_type::ValueType;
use crate::model::violation::Violation;
use crate::syntax::members::{members, object_members};
use crate::syntax::pointer::Pointer;
use crate::syntax::strings::push_string;
use crate::syntax::tag::{is_tag, type_name};
use crate::syntax::token::Token;
use crate::validate;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Enough for a few changes.
const FIRST_CAPACITY: usize = 128;

/// The request's body, and what was asked for beside it.
pub(super) struct Patch<'n> {
    body: String,
    /// The URL that the names of navigation properties follow.
    url: String,
    /// The value's place.
    pointer: String,
    /// The broken rules of what is sent, if asked for.
    broken: Option<Vec<Violation>>,
    /// The entities behind navigation properties, if asked for.
    related: Option<Vec<Request<'n>>>,
}

/// The parts of a finished patch.
pub(super) struct Parts<'n> {
    /// `None` if nothing changed.
    pub(super) body: Option<String>,
    pub(super) broken: Vec<Violation>,
    pub(super) related: Vec<Request<'n>>,
}

impl<'n> Patch<'n> {
    /// A patch that is written as a body alone.
    pub(super) fn body() -> Self {
        let body = String::with_capacity(FIRST_CAPACITY);
        Self { body, url: String::new(), pointer: String::new(), broken: None, related: None }
    }

    /// A patch that also finds broken rules and the entities behind navigation properties.
    pub(super) fn judged() -> Self {
        Self { broken: Some(Vec::new()), related: Some(Vec::new()), ..Self::body() }
    }

    pub(super) fn of(mut self, request: &Request<'n>) -> Parts<'n> {
        let Request { path, pointer, old, new, value } = request;
        self.url.clone_from(path);
        self.pointer.clone_from(pointer);
        match *old {
            Some(old) if same_type(old, *new) => {
                self.body.push('{');
                self.changed(old, *new, Pointer::ROOT);
                self.body.push('}');
            }
            old => {
                let before = old.map(|old| text_of(View::Node(old), *value));
                self.whole(*new, *value, before.as_deref(), Pointer::ROOT, true);
            }
        }
        let broken = self.broken.unwrap_or_default().into_iter().map(|violation| violation.within(pointer)).collect();
        let body = Some(self.body).filter(|body| body.len() > "{}".len());
        Parts { body, broken, related: self.related.unwrap_or_default() }
    }

    /// Writes a member's name.
    fn name(&mut self, name: &str) {
        if !self.body.ends_with('{') {
            self.body.push(',');
        }
        push_string(&mut self.body, name);
        self.body.push(':');
    }

    fn member(&mut self, name: &str, text: &str) {
        self.name(name);
        self.body.push_str(text);
    }

    /// Writes a member with text as it was received, without control information.
    fn raw(&mut self, name: &str, text: &str) {
        self.name(name);
        clean(&mut self.body, text);
    }

    /// Writes an object with the tag and what `write` writes; nothing at all if `write` writes nothing.
    fn nested(&mut self, name: &str, tag: Option<SentTag<'_>>, write: impl FnOnce(&mut Self)) {
        let before = self.body.len();
        self.name(name);
        self.body.push('{');
        if let Some(SentTag { key, text }) = tag {
            self.member(&key, &text);
        }
        let start = self.body.len();
        write(self);
        if self.body.len() == start {
            self.body.truncate(before);
        } else {
            self.body.push('}');
        }
    }

    /// Writes the changed members of a value that kept its type.
    fn changed(&mut self, old: &'n dyn Node, new: &'n dyn Node, at: Pointer<'_>) {
        let start = self.body.len();
        for ((property, before), (_, after)) in old.slots().zip(new.slots()) {
            self.property(new, property, before.state(), after, at);
        }
        if let Some(broken) = &mut self.broken
            && self.body.len() > start
        {
            validate::whole_after(old, new, at, broken);
        }
        let (before, after) = (old.dynamic_properties(), new.dynamic_properties());
        if before != after || (self.body.len() > start && after.has_annotations()) {
            let (before, after) = (undeclared(before), undeclared(after));
            self.members(&before, &after, start);
            if let Some(broken) = &mut self.broken {
                let changed = after.iter().filter(|(name, text)| before.get(*name) != Some(text));
                validate::hidden(new.table(), changed.map(|(name, _)| &**name), at, broken);
            }
        }
    }

    fn property(
        &mut self,
        owner: &dyn Node,
        property: &'static Property,
        before: State<'n>,
        slot: Slot<'n>,
        at: Pointer<'_>,
    ) {
        let after = slot.state();
        if before.is_absent() && after.is_absent() {
            return;
        }
        if property.value.nests() && navigates(property.value) {
            return self.navigation(owner, property, before, after, at);
        }
        // The service knows the property by the name that it sent.
        let name = received_name(before, property);
        if let (Some(View::Node(old)), Some(View::Node(new))) = (before.value(), after.value())
            && same_type(old, new)
        {
            let tag = SentTag::of_part(old, new, property.value.into());
            return self.nested(name, tag, |patch| patch.changed(old, new, at.name(property.name())));
        }
        let is_equal = same_state(before, after, property.value) || (before.is_null() && after.is_absent());
        if is_equal || classify(property.name()) == Name::Control {
            return;
        }
        self.judge(property, slot, at);
        self.value(name, || state_text(before, property.value), after, property, at);
    }

    /// Writes the new value of a property. Of its value before, the text is asked for if that may be an object.
    fn value<'t>(
        &mut self,
        name: &str,
        before: impl FnOnce() -> Option<Cow<'t, str>>,
        after: State<'n>,
        property: &'static Property,
        at: Pointer<'_>,
    ) {
        let before = || before().filter(|text| text.starts_with('{'));
        match after.value() {
            _ if after.is_null() => self.member(name, "null"),
            Some(View::Node(node)) => {
                self.name(name);
                self.whole(node, property.value, before().as_deref(), at.name(property.name()), true);
            }
            Some(View::Items(items)) if property.value.nests() => {
                self.name(name);
                self.items(items, after, property.value, at.name(property.name()));
            }
            _ => match state_text(after, property.value) {
                None => self.member(name, "null"),
                Some(text) if text.starts_with('{') => match before() {
                    Some(before) => self.object(name, &before, &text),
                    None => self.raw(name, &text),
                },
                Some(text) => self.raw(name, &text),
            },
        }
    }

    /// Writes all of a value, with its tag. `before` is an object of another type in its place: of its members, those that the
    /// new type declares and the new value lacks become null. `patched` says whether the place has a URL.
    fn whole(&mut self, node: &'n dyn Node, value: ValueType, before: Option<&str>, at: Pointer<'_>, patched: bool) {
        let before = before.map(by_name).unwrap_or_default();
        self.body.push('{');
        let replaced = before.iter().find(|(name, _)| is_tag(name));
        if let Some(SentTag { key, text }) = SentTag::of_whole(node, value.into(), replaced.map(|(_, text)| *text)) {
            self.member(replaced.map_or(&key, |(key, _)| key), &text);
        }
        let start = self.body.len();
        if let Some(broken) = &mut self.broken {
            validate::whole(node, at, broken);
        }
        for (property, slot) in node.slots() {
            self.judge(property, slot, at);
            let state = slot.state();
            if property.value.nests() && navigates(property.value) {
                if patched {
                    self.navigation(node, property, State::Absent, state, at);
                }
                continue;
            }
            let own = received_name(state, property);
            if classify(own) == Name::Control {
                continue;
            }
            let is_own = |name: &str| {
                (name.eq_ignore_ascii_case(own) || node.table().aliases().next().is_some())
                    && node.table().property(name).is_some_and(|found| found.name() == property.name())
            };
            let known = before.get_key_value(own).or_else(|| before.iter().find(|(name, _)| is_own(name)));
            match known {
                Some((name, text)) if state.is_absent() => {
                    if *text != "null" {
                        self.member(name, "null");
                    }
                }
                None if state.is_absent() => {}
                Some((name, text)) => self.value(name, || Some(Cow::Borrowed(*text)), state, property, at),
                None => self.value(own, || None, state, property, at),
            }
        }
        if let Some(dynamic) = node.dynamic_properties().kept() {
            self.members(&BTreeMap::new(), &undeclared(dynamic), start);
            if let Some(broken) = &mut self.broken {
                validate::hidden(node.table(), dynamic.untagged().map(|(name, _)| name), at, broken);
            }
        }
        self.body.push('}');
    }

    /// Writes a collection, with the items that were received and do not decode.
    fn items(&mut self, items: &'n dyn Items, state: State<'n>, collection: ValueType, at: Pointer<'_>) {
        let all = || (0..items.len()).map(Written::Item).collect();
        self.body.push('[');
        for (place, item) in state.written(collection).unwrap_or_else(all).into_iter().enumerate() {
            if place > 0 {
                self.body.push(',');
            }
            match item {
                Written::Omitted(text) => clean(&mut self.body, text),
                Written::Item(index) => match items.get(index) {
                    None => self.body.push_str("null"),
                    Some(View::Node(node)) => self.whole(node, collection.item(), None, at.index(place), false),
                    Some(view) => clean(&mut self.body, &text_of(view, collection.item())),
                },
            }
        }
        self.body.push(']');
    }

    /// Writes the differences between two objects known only as text.
    fn object(&mut self, name: &str, old: &str, new: &str) {
        let ((old_tag, before), (new_tag, after)) = (split_tag(old), split_tag(new));
        if let Some(tag) = &new_tag
            && old_tag.as_ref().is_none_or(|old| old.named() != tag.named())
        {
            return self.raw(name, new);
        }
        self.nested(name, old_tag.or(new_tag), |patch| patch.members(&before, &after, patch.body.len()));
    }

    /// Writes the differences between members that no type declares. The members of the object that are written already start
    /// at `start`.
    fn members(&mut self, before: &ByName<'_>, after: &ByName<'_>, start: usize) {
        let annotated = after.keys().any(|name| name.contains('@'));
        let retyped = |name: &str| {
            let types = after.iter().filter(|(other, _)| classify(other) == Name::TypeOf(name));
            types.into_iter().any(|(other, text)| before.get(other) != Some(text))
        };
        for (name, text) in after.iter().filter(|(name, _)| classify(name) == Name::Property) {
            match before.get(name) {
                Some(old) if !(annotated && retyped(name)) => match *old {
                    old if old == *text => {}
                    old if old.starts_with('{') && text.starts_with('{') => self.object(name, old, text),
                    old if same_text(old, text) => {}
                    _ => self.raw(name, text),
                },
                _ => self.raw(name, text),
            }
        }
        if annotated {
            self.annotations(before, after, start);
        }
        // A null that is taken out changes nothing.
        for (name, _) in before.iter().filter(|(name, text)| **text != "null" && !after.contains_key(*name)) {
            if matches!(classify(name), Name::Property | Name::Own(_)) {
                self.member(name, "null");
            }
        }
    }

    /// Writes the annotations that changed, and those of the properties that were written.
    fn annotations(&mut self, before: &ByName<'_>, after: &ByName<'_>, start: usize) {
        let sent: HashSet<_> = members(self.body[start..].trim_start_matches(','))
            .filter(|(_, _, text)| *text != "null")
            .map(|(_, name, _)| name.to_ascii_lowercase())
            .collect();
        let is_sent = |name: &str| sent.contains(&name.to_ascii_lowercase());
        for (name, text) in after {
            let changed = || before.get(name).is_none_or(|old| !same_text(old, text));
            let goes = match classify(name) {
                Name::Property | Name::Control => false,
                Name::TypeOf(property) => is_sent(property),
                Name::Request => changed(),
                Name::Own(property) => is_sent(property) || changed(),
            };
            if goes {
                self.raw(name, text);
            }
        }
    }

    /// Lists the entities behind a navigation property that are the same as before, with their states.
    fn navigation(
        &mut self,
        owner: &dyn Node,
        property: &'static Property,
        before: State<'n>,
        after: State<'n>,
        at: Pointer<'_>,
    ) {
        let Some(related) = &mut self.related else { return };
        let place = at.name(property.name());
        // The items of a page are entities of the collection that its URL names.
        let url = if is_page(owner) { self.url.clone() } else { format!("{}{place}", self.url) };
        let pointer = format!("{}{place}", self.pointer);
        let value = property.value.item();
        match after.value() {
            Some(View::Node(new)) => {
                let old = if let Some(View::Node(old)) = before.value() { Some(old) } else { None };
                if old.and_then(key) == key(new) {
                    related.push(Request { path: relative(&url), pointer, old, new, value });
                }
            }
            Some(View::Items(items)) => {
                let known: HashMap<_, _> = match before.value() {
                    Some(View::Items(items)) => entities(items).filter_map(|(_, old)| Some((key(old)?, old))).collect(),
                    _ => HashMap::new(),
                };
                for (index, new) in entities(items) {
                    if let Some(key) = key(new)
                        && let Some(old) = known.get(&key)
                    {
                        let (path, pointer) = (relative(&format!("{url}{key}")), format!("{pointer}/{index}"));
                        related.push(Request { path, pointer, old: Some(*old), new, value });
                    }
                }
            }
            _ => {}
        }
    }

    /// Finds the property's broken rules.
    fn judge(&mut self, property: &'static Property, slot: Slot<'_>, at: Pointer<'_>) {
        if let Some(broken) = &mut self.broken {
            validate::rules(property, slot, at, broken);
        }
    }
}

fn relative(url: &str) -> String {
    url.trim_start_matches('/').to_owned()
}

/// The entities in a collection, with their indices.
fn entities(items: &dyn Items) -> impl Iterator<Item = (usize, &dyn Node)> {
    (0..items.len()).filter_map(|index| match items.get(index)? {
        View::Node(node) => Some((index, node)),
        _ => None,
    })
}

/// Writes JSON text without control information, except tags, types, references and links to set.
fn clean(out: &mut String, text: &str) {
    match text.as_bytes().first() {
        Some(b'{') if text.contains('@') => {
            out.push('{');
            for (name, text) in object_members(text) {
                let is_reference = name.eq_ignore_ascii_case("@odata.id") || name.eq_ignore_ascii_case("@id");
                if classify(&name) == Name::Control && !is_tag(&name) && !is_reference {
                    continue;
                }
                if !out.ends_with('{') {
                    out.push(',');
                }
                push_string(out, &name);
                out.push(':');
                clean(out, text);
            }
            out.push('}');
        }
        Some(b'[') if text.contains('@') => {
            out.push('[');
            for (index, item) in Token::new(text).items().iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                clean(out, item.raw());
            }
            out.push(']');
        }
        _ => out.push_str(text),
    }
}

/// The name that the property was received under, or its own.
fn received_name<'a>(state: State<'a>, property: &'a Property) -> &'a str {
    state.received().and_then(|received| received.name.as_deref()).unwrap_or_else(|| property.name())
}

/// A tag as it is written.
struct SentTag<'a> {
    key: Cow<'a, str>,
    text: Cow<'a, str>,
}

impl<'a> SentTag<'a> {
    fn received(node: &'a dyn Node) -> Option<Self> {
        let (key, text) = node.dynamic_properties().iter().next().filter(|(name, _)| is_tag(name))?;
        Some(Self { key, text: Cow::Borrowed(text) })
    }

    fn made(table: &'static StructuredType) -> Self {
        Self { key: Cow::Borrowed("@odata.type"), text: Cow::Borrowed(table.tag()) }
    }

    /// The tag of a value that is sent in part: if its type is not the declared one.
    fn of_part(old: &'a dyn Node, new: &'a dyn Node, expected: Expected) -> Option<Self> {
        // Both name one type. The service knows the tag by the old one's spelling.
        let Some(tag) = Self::received(old).or_else(|| Self::received(new)) else {
            return needs_tag(new.table(), expected).map(Self::made);
        };
        let declared = match expected {
            Expected::Itself => new.table().name,
            Expected::Base(base) => base().0.name,
            Expected::Loaded(base) => base.structured_type().name,
            Expected::Any => "",
        };
        (tag.named() != declared).then_some(tag)
    }

    /// The tag of a value that is sent whole: as it is written or, if it replaces one with the tag `before`, in any case.
    fn of_whole(node: &'a dyn Node, expected: Expected, before: Option<&str>) -> Option<Self> {
        let table = node.table();
        let replaces = before.is_some_and(|text| named(text) != table.name);
        let made = || needs_tag(table, expected).or(replaces.then_some(table)).map(Self::made);
        Self::received(node).or_else(made)
    }

    /// The name in the tag; the text if it is not a string.
    fn named(&self) -> Cow<'_, str> {
        named(&self.text)
    }
}

fn named(tag: &str) -> Cow<'_, str> {
    match Token::new(tag).as_str() {
        Some(Cow::Borrowed(tag)) => Cow::Borrowed(type_name(tag)),
        Some(Cow::Owned(tag)) => Cow::Owned(type_name(&tag).to_owned()),
        None => Cow::Borrowed(tag),
    }
}

/// An object's tag, and its other members.
fn split_tag(object: &str) -> (Option<SentTag<'_>>, ByName<'_>) {
    let mut members = by_name(object);
    let key = members.keys().find(|name| is_tag(name)).cloned();
    let tag = key.and_then(|key| members.remove_entry(&key));
    (tag.map(|(key, text)| SentTag { key, text: Cow::Borrowed(text) }), members)
}
