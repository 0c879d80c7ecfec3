//! Compares two values without their types.

use crate::json::text_of;
use crate::model::kind::{Items, View};
use crate::model::node::Node;
use crate::model::slot::State;
use crate::model::value_type::ValueType;

pub(super) fn same_state(old: State<'_>, new: State<'_>) -> bool {
    match (old.value(), new.value()) {
        _ if old.is_null() && new.is_null() => true,
        (Some(old), Some(new)) => same(old, new),
        (None, None) => match (old.received(), new.received()) {
            (Some(old), Some(new)) => old.text == new.text,
            _ => old.is_absent() == new.is_absent() && old.is_null() == new.is_null(),
        },
        _ => false,
    }
}

/// Returns whether two values are equal, as by their `PartialEq`.
fn same(old: View<'_>, new: View<'_>) -> bool {
    match (old, new) {
        (View::Text(old), View::Text(new)) => old == new,
        (View::Leaf(_), View::Leaf(_)) => text_of(old, ValueType::Open) == text_of(new, ValueType::Open),
        (View::Node(old), View::Node(new)) => same_node(old, new),
        (View::Items(old), View::Items(new)) => same_items(old, new),
        _ => false,
    }
}

fn same_node(old: &dyn Node, new: &dyn Node) -> bool {
    std::ptr::eq(old.table(), new.table())
        && old.dynamic_properties() == new.dynamic_properties()
        && old.states().zip(new.states()).all(|((_, old), (_, new))| same_state(old, new))
}

fn same_items(old: &dyn Items, new: &dyn Items) -> bool {
    old.len() == new.len()
        && (0..old.len()).all(|index| match (old.get(index), new.get(index)) {
            (Some(old), Some(new)) => same(old, new),
            (None, None) => true,
            _ => false,
        })
}
