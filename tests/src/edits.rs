//! Changes of a value, step by step, and the laws of every step: a refused change changes nothing, and a written value reads
//! back. A broken law panics.

use crate::choices::Choices;
use crate::{ALL, AnyShape, Circle, Everything, Frame, Shape, Spot, generate, values};
use comms::finality_of;
use entity_core::{Entity, Node, Prop, StructuredType, json};
use serde_json::Value;

/// Changes a value like a careful program: keeps its type and its names, and stays within the rules.
pub(crate) fn lawful_step<E: Entity + json::Write>(choices: &mut Choices<'_>, value: &mut E) {
    let table = value.structured_type();
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

pub(crate) fn is_tag(name: &str) -> bool {
    name.eq_ignore_ascii_case("@odata.type") || name.eq_ignore_ascii_case("@type")
}

/// Sets a property by its name, to a value in its canonical spelling. Returns the rule that refused it.
///
/// # Panics
/// If a refused value changed anything, or an accepted one is not there.
pub fn set<E: Entity + json::Write>(value: &mut E, name: &str, new: Value) -> Option<&'static str> {
    let refused = try_set(value, name, new.clone());
    if refused.is_none() {
        assert_eq!(value.property(name), Some(new), "set as {name}: {}", json::to_string(value));
    }
    refused
}

/// Like [`set`], in any spelling.
#[allow(clippy::needless_pass_by_value, reason = "like `set_property`")]
fn try_set<E: Entity + json::Write>(value: &mut E, name: &str, new: Value) -> Option<&'static str> {
    let before = json::to_string(value);
    let violation = value.set_property(name, new.clone()).err()?;
    assert_eq!(json::to_string(value), before, "changed, although refused: {name} {new} {violation}");
    Some(violation.rule())
}

/// Makes any change that compiles: tags, dynamic members with a declared name, values of any kind.
///
/// # Panics
/// If a law is broken.
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
                let present = value.dynamic().raw(name).is_some();
                assert_eq!(value.dynamic_mut().remove(name).is_some(), present);
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

/// Calls every method that does not change the value. Returns whether it was read back from its text.
///
/// # Panics
/// If it reads back as another value.
pub fn observe<E: Entity + json::Write>(value: &E) -> bool {
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
    // Such a member would be written twice, which `validate` reports.
    if violations.iter().any(|violation| violation.rule() == "dynamic") {
        return false;
    }
    let Some(known) = ALL.find(value.structured_type().name()) else { return false };
    let again = known.read(written.as_bytes()).unwrap_or_else(|error| panic!("{written}: {error}"));
    assert_eq!(json::to_string(&again), written, "written again");
    assert_eq!(again.deviations(), value.deviations(), "{written}");
    assert_eq!(again.validate().err().map(|all| all.len()), Some(violations.len()).filter(|len| *len > 0), "{written}");
    true
}

/// Makes a change by a typed setter or `_mut`.
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
