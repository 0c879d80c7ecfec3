//! Compares two values without their types, by value: `10.50` equals `10.5`, and control information does not count.

use super::annotations::{Name, classify, counts};
use crate::json::text_of;
use crate::model::dynamic::DynamicProperties;
use crate::model::kind::{Items, View};
use crate::model::node::Node;
use crate::model::slot::{State, Written};
use crate::model::value_type::ValueType;
use crate::syntax::members::object_members;
use crate::syntax::tag::is_tag;
use crate::syntax::token::Token;
use crate::syntax::value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Members by name. If a name is given twice, the last counts.
pub(super) type ByName<'a> = BTreeMap<Cow<'a, str>, &'a str>;

pub(super) fn by_name(object: &str) -> ByName<'_> {
    object_members(object).collect()
}

/// The members that the type does not declare, without the tag.
pub(super) fn undeclared(dynamic: &DynamicProperties) -> ByName<'_> {
    dynamic.untagged().filter(|(name, _)| !is_tag(name)).collect()
}

pub(super) fn same_state(old: State<'_>, new: State<'_>, value: ValueType) -> bool {
    match (old.value(), new.value()) {
        _ if old.is_null() && new.is_null() => true,
        (Some(before), Some(after)) => same(before, after, value) && same_omitted(old, new, value),
        (None, None) => match (old.received(), new.received()) {
            (Some(old), Some(new)) => same_text(&old.text, &new.text),
            _ => old.is_absent() == new.is_absent() && old.is_null() == new.is_null(),
        },
        _ => false,
    }
}

fn same(old: View<'_>, new: View<'_>, value: ValueType) -> bool {
    match (old, new) {
        (View::Text(old), View::Text(new)) => old == new,
        (View::Leaf(_), View::Leaf(_)) => {
            let (old, new) = (text_of(old, ValueType::Open), text_of(new, ValueType::Open));
            same_text(&old, &new) || (matches!(value, ValueType::Flags(_)) && same_flags(&old, &new))
        }
        (View::Node(old), View::Node(new)) => same_type(old, new) && same_node(old, new),
        (View::Items(old), View::Items(new)) => same_items(old, new, value.item()),
        _ => false,
    }
}

/// Returns whether two flags have the same members, in any order.
fn same_flags(old: &str, new: &str) -> bool {
    let (Some(old), Some(new)) = (Token::new(old).as_str(), Token::new(new).as_str()) else { return false };
    let within = |part: &str, whole: &str| part.split(',').all(|member| whole.split(',').any(|other| other == member));
    within(&old, &new) && within(&new, &old)
}

/// Returns whether two values have one type. A tag that was taken out of the new one changes nothing.
pub(super) fn same_type(old: &dyn Node, new: &dyn Node) -> bool {
    std::ptr::eq(old.table(), new.table())
        && new.dynamic_properties().type_name().is_none_or(|name| {
            old.dynamic_properties().type_name().map_or(name == old.table().name, |before| name == before)
        })
}

fn same_node(old: &dyn Node, new: &dyn Node) -> bool {
    let (before, after) = (old.dynamic_properties(), new.dynamic_properties());
    (before == after || same_members(&undeclared(before), &undeclared(after)))
        && old.states().zip(new.states()).all(|((property, old), (_, new))| same_state(old, new, property.value))
}

fn same_items(old: &dyn Items, new: &dyn Items, item: ValueType) -> bool {
    old.len() == new.len()
        && (0..old.len()).all(|index| match (old.get(index), new.get(index)) {
            (Some(old), Some(new)) => same(old, new, item),
            (None, None) => true,
            _ => false,
        })
}

/// Returns whether two collections are written with the same items that do not decode.
fn same_omitted(old: State<'_>, new: State<'_>, collection: ValueType) -> bool {
    let omitted = |state: State<'_>| -> Vec<String> {
        let written = state.written(collection).unwrap_or_default().into_iter();
        written
            .filter_map(|item| if let Written::Omitted(text) = item { Some(text.to_owned()) } else { None })
            .collect()
    };
    match (old, new) {
        (State::Value(_), State::Value(_)) => true,
        _ => omitted(old) == omitted(new),
    }
}

/// Returns whether two JSON texts have the same value.
pub(super) fn same_text(old: &str, new: &str) -> bool {
    if old == new {
        return true;
    }
    match (old.as_bytes().first(), new.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => same_members(&by_name(old), &by_name(new)),
        (Some(b'['), Some(b'[')) => {
            let (old, new) = (Token::new(old).items(), Token::new(new).items());
            old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| same_text(old.raw(), new.raw()))
        }
        _ => value::same(old, new),
    }
}

/// Returns whether two objects have the same value. Control information counts if the new one has it and a request may send it.
fn same_members(old: &ByName<'_>, new: &ByName<'_>) -> bool {
    let counted = |all: &ByName<'_>| all.keys().filter(|name| counts(name)).count();
    counted(old) == counted(new)
        && new.iter().all(|(name, text)| {
            let same = || old.get(name).is_some_and(|before| same_text(before, text));
            match classify(name) {
                Name::Control => !is_tag(name) || same(),
                _ => same(),
            }
        })
}
