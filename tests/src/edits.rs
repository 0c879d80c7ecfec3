//! A value of any declared type, changed step by step, and the laws that hold at every step: what is refused changes
//! nothing, what is written is read back, a patch makes the new value of the old. Each law panics where it is broken.

use crate::choices::Choices;
use crate::{ALL, AnyShape, Circle, Everything, Frame, Shape, Spot, generate, merge, values};
use comms::finality_of;
use entity_core::kinds::{self, Incoming, Kind, ValueType, View, ViewMut};
use entity_core::{
    AnyEntity, AsNode, ComplexType, DynamicProperties, Entity, Node, Prop, StructuredType, Tracked, json,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Holds a value of any type, so that all types go through `Tracked`.
#[derive(Clone, Debug, Default, ComplexType)]
#[complex_type("tests.holder")]
pub struct Holder {
    /// The value; its tag says of which type.
    #[prop("held")]
    held: Prop<Held>,
    /// Members not declared.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A value of a type learnt at run time, as a kind of property.
#[derive(Debug)]
pub struct Held(AnyEntity);

impl Clone for Held {
    fn clone(&self) -> Self {
        let known = ALL.find(Entity::structured_type(&self.0).name()).expect("a known type");
        Self(known.read(json::to_string(&self.0).as_bytes()).expect("what was written"))
    }
}

impl Kind for Held {
    type Access = Self;
}

impl kinds::Access<Self> for Held {
    const VALUE: ValueType = ValueType::Open;

    fn view(value: &Self) -> View<'_> {
        View::Node(&value.0)
    }

    fn empty(incoming: Incoming<'_>) -> Option<Self> {
        let Incoming::Object { tag: Some(tag), .. } = incoming else { return None };
        ALL.find(tag).map(|known| Self(known.empty()))
    }

    fn view_mut(value: &mut Self) -> Option<ViewMut<'_>> {
        Some(ViewMut::Node(&mut value.0))
    }
}

/// A patch, applied to a body of that type as a JSON merge patch, gives the body with the changes; it can itself be read
/// as that type, so no property is in it under two names.
///
/// # Panics
/// Where it does not.
pub fn patch_law(choices: &mut Choices<'_>, table: &'static StructuredType) {
    let old = format!("{{\"held\":{}}}", generate::tagged_body(choices, table));
    let mut tracked = Tracked::new(json::from_str::<Holder>(&old).unwrap_or_else(|error| panic!("{old}: {error}")));
    assert_eq!(tracked.patch(), None, "unchanged: {old}");
    let Some(Held(value)) = tracked.held_mut() else { panic!("nothing held: {old}") };
    for _ in 0..choices.below(4) {
        lawful_step(choices, value);
    }
    let patch = tracked.patch().unwrap_or_else(|| "{}".to_owned());
    let changes: Value = serde_json::from_str(&patch).unwrap_or_else(|error| panic!("{patch}: {error}"));
    if let (Some(known), Some(held)) = (ALL.find(table.name()), changes.get("held")) {
        known.read(held.to_string().as_bytes()).unwrap_or_else(|error| panic!("{patch} cannot be read: {error}"));
    }
    let mut merged: Value = serde_json::from_str(&old).unwrap_or_else(|error| panic!("{old}: {error}"));
    merge(&mut merged, &changes);
    let merged: Holder = json::from_value(merged).unwrap_or_else(|error| panic!("{old} with {patch}: {error}"));
    let new = json::to_string(&*tracked);
    assert_eq!(facts(&merged), facts(&*tracked), "\nold   {old}\nnew   {new}\npatch {patch}");
    tracked.accept();
    assert_eq!(tracked.patch(), None, "accepted: {new}");
}

/// What a value says, decoded: each leaf by its pointer. Null and absent, which a merge patch cannot tell apart, are the
/// same here, and so is a value with nothing in it.
pub fn facts(value: &dyn AsNode) -> BTreeMap<String, Value> {
    let mut facts = BTreeMap::new();
    let Some(root) = value.as_node() else { return facts };
    let mut structured = BTreeSet::new();
    root.walk(&mut |pointer, _| structured.extend([pointer.to_owned()]));
    root.walk(&mut |pointer, node| {
        let before = facts.len();
        for property in node.structured_type().properties() {
            let at = format!("{pointer}/{}", property.name());
            // What is structured is told leaf by leaf.
            let within = format!("{at}/");
            let told = structured.contains(&at) || structured.iter().any(|other| other.starts_with(&within));
            let text = node.json_at(&[property.name()]).filter(|_| !told);
            facts.extend(text.and_then(|text| Some((at, plain(&text)?))));
        }
        for (name, _) in node.dynamic_members() {
            let text = node.json_at(&[&name]);
            facts.extend(text.and_then(|text| Some((format!("{pointer}/{name}"), plain(&text)?))));
        }
        if facts.len() > before {
            facts.insert(format!("{pointer}/@"), node.structured_type().name().into());
        }
    });
    facts
}

/// The text as a value whose numbers are doubles, without null members; nothing where nothing is left.
fn plain(text: &str) -> Option<Value> {
    fn normal(value: Value) -> Option<Value> {
        Some(match value {
            Value::Null => return None,
            Value::Number(number) => (number.as_f64().unwrap_or_default() + 0.0).into(),
            Value::Array(items) => items.into_iter().map(|item| normal(item).unwrap_or(Value::Null)).collect(),
            Value::Object(members) => {
                members.into_iter().filter_map(|(name, value)| Some((name, normal(value)?))).collect()
            }
            other => other,
        })
    }
    let value = normal(serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}")))?;
    let empty = value.as_object().is_some_and(serde_json::Map::is_empty) || value.as_array().is_some_and(Vec::is_empty);
    (!empty).then_some(value)
}

/// A change that a careful program makes: it leaves the type and the names as they are, and sets what the rules allow.
fn lawful_step(choices: &mut Choices<'_>, value: &mut AnyEntity) {
    let table = Entity::structured_type(value);
    let declared = table.properties().len();
    match choices.below(4) {
        0 if table.property("more").is_none() => {
            let new = choices.pick(&[r#"{"a":{"b":1}}"#, r#"{"a":{"c":[1]},"d":2}"#, "5", "null", r#"["x"]"#]);
            value.dynamic_mut().insert("more", new.parse::<Value>().unwrap_or_default());
        }
        1 => {
            let names: Vec<_> = value.dynamic().iter().map(|(name, _)| name.into_owned()).collect();
            if let Some(name) = names.get(choices.below(names.len())).filter(|name| !is_tag(name)) {
                value.dynamic_mut().remove(name);
            }
        }
        _ if declared > 0 => {
            if let Some(property) = table.properties().nth(choices.below(declared)) {
                set(value, property.name(), values::value(choices, property));
            }
        }
        _ => {}
    }
}

fn is_tag(name: &str) -> bool {
    name.eq_ignore_ascii_case("@odata.type") || name.eq_ignore_ascii_case("@type")
}

/// Sets a property by its name, to a value in its usual spelling; where that is refused, nothing changed, else it is there.
/// The rule that refused it.
///
/// # Panics
/// Where that is not so.
pub fn set<E: Entity + json::Write>(value: &mut E, name: &str, new: Value) -> Option<&'static str> {
    let refused = try_set(value, name, new.clone());
    if refused.is_none() {
        assert_eq!(value.property(name), Some(new), "set as {name}: {}", json::to_string(value));
    }
    refused
}

/// As [`set`], in any spelling.
#[allow(clippy::needless_pass_by_value, reason = "as `set_property`")]
fn try_set<E: Entity + json::Write>(value: &mut E, name: &str, new: Value) -> Option<&'static str> {
    let before = json::to_string(value);
    let violation = value.set_property(name, new.clone()).err()?;
    assert_eq!(json::to_string(value), before, "refused, and changed all the same: {name} {new} {violation}");
    Some(violation.rule())
}

/// Any change that compiles: tags, dynamic members with a declared name, values of any kind.
///
/// # Panics
/// Where what it promises does not hold.
pub fn wild_step<E: Entity + json::Write>(choices: &mut Choices<'_>, value: &mut E) {
    let table = value.structured_type();
    let declared = table.properties().len();
    let name = table.properties().nth(choices.below(declared)).map_or("more", entity_core::Property::name);
    match choices.below(8) {
        0 | 1 => {
            if let Some(property) = table.property(name) {
                let new = values::value(choices, property);
                set(value, name, new);
            }
        }
        2 | 3 => {
            let new = any_value(choices, table);
            try_set(value, name, new.get(name).cloned().unwrap_or(new));
        }
        4 => {
            let name = choices.pick(&["more", "", "\u{e9}\"", "@odata.context", "@odata.type", "@type", "a/b~"]);
            let new = any_value(choices, table);
            try_set(value, name, new);
        }
        5 => {
            let name = choices.pick(&["@odata.type", "@TYPE", "more", "", name]);
            let new = choices.pick(&["#tests.circle", "", "#microsoft.graph.recordOperation", "\u{0}"]);
            value.dynamic_mut().insert(name, new);
        }
        6 => {
            let names: Vec<_> = value.dynamic().iter().map(|(name, _)| name.into_owned()).collect();
            if let Some(name) = names.get(choices.below(names.len())) {
                let there = value.dynamic().raw(name).is_some();
                assert_eq!(value.dynamic_mut().remove(name).is_some(), there);
                assert_eq!(value.dynamic().raw(name), None, "removed");
            }
        }
        _ => {
            let _ = value.set_property(&name.to_ascii_uppercase(), any_value(choices, table));
        }
    }
}

fn any_value(choices: &mut Choices<'_>, table: &'static StructuredType) -> Value {
    let text = generate::plain_body(choices, table);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Asks the value all there is to ask, and that it comes back from what is written.
///
/// # Panics
/// Where it does not.
pub fn observe<E: Entity + json::Write>(value: &E) {
    let written = json::to_string(value);
    let violations: Vec<_> = value.validate().err().into_iter().flatten().collect();
    let _ = (violations.iter().map(ToString::to_string).count(), value.properties());
    let node: &dyn Node = value;
    let _ = finality_of(node);
    let mut nodes = 0;
    node.walk(&mut |pointer, nested| {
        assert!(pointer.is_empty() || pointer.starts_with('/'), "{pointer}");
        nodes += nested.dynamic_members().count();
    });
    for property in value.structured_type().properties() {
        let _ = (value.property(property.name()), value.received(property.name()));
    }
    // Such a member would be there twice; `validate` is there to say so.
    if violations.iter().any(|violation| violation.rule() == "dynamic") {
        return;
    }
    let Some(known) = ALL.find(value.structured_type().name()) else { return };
    let again = known.read(written.as_bytes()).unwrap_or_else(|error| panic!("{written}: {error}"));
    assert_eq!(json::to_string(&again), written, "written again");
    assert_eq!(again.deviations(), value.deviations(), "{written}");
    assert_eq!(again.validate().err().map(|all| all.len()), Some(violations.len()).filter(|len| *len > 0), "{written}");
}

/// Changes by typed setters and `_mut`.
pub fn typed_step(choices: &mut Choices<'_>, value: &mut Everything) {
    let number = i32::from(choices.byte()) - 128;
    let text = choices.pick(&["", "a", "\u{e9}\"\\\u{1}", "text"]);
    match choices.below(20) {
        0 => value.set_string(text),
        1 => value.set_string(None),
        2 => value.set_string(Prop::Null),
        3 => value.set_int32(number),
        4 => value.set_double(f64::from(number) / 3.0),
        5 => value.spot_mut().set_x(number),
        6 => drop(value.spot_mut().set_label(text)),
        7 => value.spot_mut().dynamic_mut().insert(text, number),
        8 => value.strings_mut().push(text.to_owned()),
        9 => value.strings_mut().clear(),
        10 => drop(value.nullable_mut().pop()),
        11 => value.nullable_mut().push(None),
        12 => value.spots_mut().push(Spot::default()),
        13 => value.spots_mut().iter_mut().for_each(|spot| spot.set_x(number)),
        14 => value.shape_mut().set_name(text),
        15 => value.set_shape(AnyShape::from(Circle::default())),
        16 => value
            .shapes_mut()
            .push([AnyShape::from(Frame::default()), AnyShape::from(Shape::default())][choices.below(2)].clone()),
        17 => value.set_inner(Box::new(value.clone())),
        18 => {
            if let Some(inner) = value.inner_mut() {
                typed_step(choices, inner);
            }
        }
        _ => {
            if let AnyShape::Frame(frame) = value.shape_mut() {
                frame.set_content(Box::new(AnyShape::from(Circle::default())));
            } else {
                value.set_shape(AnyShape::from(Frame::default()));
            }
        }
    }
}
