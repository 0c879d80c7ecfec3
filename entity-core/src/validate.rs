//! May I send this? Finds every broken rule of a value.

use crate::model::dynamic::DynamicProperties;
use crate::model::kind::{Access, Kind};
use crate::model::node::Node;
use crate::model::prop::Prop;
use crate::model::property::Property;
use crate::model::rule::{Rule, each};
use crate::model::slot::Slot;
use crate::model::table::StructuredType;
use crate::model::violation::{Law, Violation, Violations};
use crate::syntax::pointer::Pointer;
use crate::syntax::tag::is_tag;
use crate::walk::nested;
use std::any::Any;

/// Checks a new value. Returns the first rule that it breaks.
pub(crate) fn admit(property: &'static Property, slot: Slot<'_>) -> Result<(), Violation> {
    if property.rules.iter().all(|rule| rule.holds(slot, property.value)) {
        return Ok(());
    }
    let mut found = Vec::new();
    rules(property, slot, Pointer::ROOT, &mut found);
    found.into_iter().next().map_or(Ok(()), Err)
}

/// For the derives: returns whether the property satisfies one of its rules.
#[doc(hidden)]
#[inline]
pub fn holds(property: &'static Property, rule: &Rule, slot: Slot<'_>) -> bool {
    rule.holds(slot, property.value)
}

/// For the derives: returns whether the value satisfies the rules of its own type.
#[doc(hidden)]
#[must_use]
pub fn keeps_whole(value: &dyn Any, rules: &'static [Rule]) -> bool {
    rules.iter().all(|rule| rule.broken_whole(value).is_none())
}

/// For the derives and types declared by hand: returns `true` if all structured values in the property surely satisfy their rules.
#[doc(hidden)]
#[inline]
pub fn keeps_within<T: Kind>(prop: &Prop<T>) -> bool {
    match prop {
        Prop::Absent | Prop::Null => true,
        Prop::Value(value) => T::Access::keeps_rules(value),
        Prop::Verbatim(verbatim) => match &verbatim.value {
            Prop::Value(value) => T::Access::keeps_rules(value),
            _ => true,
        },
    }
}

/// Returns `true` if no dynamic property can have the name of a declared one, because there are none.
#[doc(hidden)]
#[inline]
#[must_use]
pub const fn keeps_undeclared(dynamic: &DynamicProperties) -> bool {
    dynamic.kept().is_none()
}

pub(crate) fn validate(node: &dyn Node) -> Result<(), Violations> {
    if node.__keeps_rules() {
        return Ok(());
    }
    let mut found = Vec::new();
    walk(node, Pointer::ROOT, &mut found);
    Violations::new(found).map_or(Ok(()), Err)
}

/// Finds each broken rule, in the order of the properties.
fn walk(node: &dyn Node, path: Pointer<'_>, found: &mut Vec<Violation>) {
    let table = node.table();
    whole(node, path, found);
    for (property, slot) in node.slots() {
        let nests = property.value.nests();
        if property.rules.is_empty() && !nests {
            continue;
        }
        rules(property, slot, path, found);
        if nests {
            nested(slot.state(), property.value, path.name(property.name()), &mut |path, node| walk(node, path, found));
        }
    }
    if let Some(dynamic) = node.dynamic_properties().kept() {
        hidden(table, dynamic.untagged().map(|(name, _)| name), path, found);
    }
}

/// Finds the rules over several properties that the value breaks.
pub(crate) fn whole(node: &dyn Node, path: Pointer<'_>, found: &mut Vec<Violation>) {
    for (rule, value) in node.wholes() {
        if let Some(broken) = rule.broken_whole(value) {
            found.push(Violation::of_rule(path, rule, broken));
        }
    }
}

/// Like [`whole`], but only the rules that `old`, a value of the same type, satisfies.
pub(crate) fn whole_after(old: &dyn Node, node: &dyn Node, path: Pointer<'_>, found: &mut Vec<Violation>) {
    for ((rule, value), (_, before)) in node.wholes().into_iter().zip(old.wholes()) {
        if let Some(broken) = rule.broken_whole(value).filter(|_| rule.broken_whole(before).is_none()) {
            found.push(Violation::of_rule(path, rule, broken));
        }
    }
}

/// Finds the property's own rules that it breaks. `path` is that of the value with the property.
pub(crate) fn rules(property: &'static Property, slot: Slot<'_>, path: Pointer<'_>, found: &mut Vec<Violation>) {
    let path = path.name(property.name());
    for rule in property.rules {
        if let Rule::Each(rules) = rule {
            each(rules, slot, property.value, &mut |place, rule, broken| {
                found.push(Violation::of_rule(path.index(place), rule, broken));
            });
        } else if let Some(broken) = rule.broken(slot, property.value) {
            found.push(Violation::of_rule(path, rule, broken));
        }
    }
}

/// Finds the dynamic properties, by their names, that have the name of a declared one.
#[cold]
pub(crate) fn hidden(
    table: &StructuredType,
    dynamic: impl Iterator<Item: AsRef<str>>,
    path: Pointer<'_>,
    found: &mut Vec<Violation>,
) {
    for name in dynamic {
        let name = name.as_ref();
        if !is_tag(name) && table.find(name).is_some() {
            found.push(Violation::of_law(path.name(name), Law::Hidden));
        }
    }
}
