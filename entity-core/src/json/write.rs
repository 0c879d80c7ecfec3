//! The writer: any value, by its table. It cannot fail.

use super::cursor::plain_len;
use crate::node::{Items, Node, Slot, State, View};
use crate::prop::{Prop, Received};
use crate::table::{Property, StructuredType, ValueType};

/// A guess at what a small entity takes, so that it is written without growing.
const FIRST_CAPACITY: usize = 384;

/// What is expected where a value stands, which says whether it needs a tag.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    /// Its own type.
    Itself,
    /// That type or one deriving from it.
    Base(fn() -> &'static StructuredType),
    /// Anything.
    Any,
}

impl From<ValueType> for Expected {
    #[inline]
    fn from(value: ValueType) -> Self {
        match value {
            ValueType::OneOf(base) => Self::Base(base),
            ValueType::Open => Self::Any,
            _ => Self::Itself,
        }
    }
}

/// The value as a document.
pub(crate) fn document(value: &dyn Node, expected: Expected) -> String {
    let mut out = String::with_capacity(FIRST_CAPACITY);
    node(&mut out, value, expected);
    out
}

/// An object: the tag, what the type declares, what it does not.
pub(crate) fn node(out: &mut String, node: &dyn Node, expected: Expected) {
    let table = node.table();
    let (tag, rest, known) = node.dynamic_properties().parts();
    // The first member's comma is what becomes the brace.
    let open = out.len();
    if !tag.is_empty() {
        out.push(',');
        out.push_str(tag);
    } else if let Some(table) = known.or_else(|| needs_tag(node, expected)) {
        out.push_str(",\"@odata.type\":");
        out.push_str(table.tag);
    }
    for (index, property) in table.all.iter().enumerate() {
        match node.slot(index) {
            Slot::String(prop) => leaf(out, property, prop, |out, text| string(out, text)),
            Slot::Bool(prop) => leaf(out, property, prop, |out, value| out.push_str(if *value { "true" } else { "false" })),
            Slot::I32(prop) => leaf(out, property, prop, |out, value| integer(out, *value)),
            Slot::I64(prop) => leaf(out, property, prop, |out, value| integer(out, *value)),
            Slot::F64(prop) => leaf(out, property, prop, |out, value| float(out, *value)),
            Slot::Prop(prop) => match prop.state() {
                State::Absent => {}
                State::Null => null(out, property),
                State::Value(value) => {
                    out.push_str(property.text);
                    view(out, value, property.value);
                }
                State::Verbatim(received, _) => verbatim(out, property, received),
            },
            Slot::Dynamic(_) => {}
        }
    }
    if !rest.is_empty() {
        out.push(',');
        out.push_str(rest);
    }
    if out.len() == open {
        out.push('{');
    } else {
        out.replace_range(open..=open, "{");
    }
    out.push('}');
}

/// The type whose tag says what the value is, where it is not what is expected.
fn needs_tag(node: &dyn Node, expected: Expected) -> Option<&'static StructuredType> {
    let table = node.table();
    match expected {
        Expected::Itself => None,
        Expected::Base(base) => (base().name != table.name).then_some(table),
        Expected::Any => Some(table),
    }
}

#[inline]
fn leaf<T: crate::node::Kind>(out: &mut String, property: &Property, prop: &Prop<T>, write: impl Fn(&mut String, &T)) {
    match prop {
        Prop::Absent => {}
        Prop::Null => null(out, property),
        Prop::Value(value) => {
            out.push_str(property.text);
            write(out, value);
        }
        Prop::Verbatim(_) => {
            if let State::Verbatim(received, _) = crate::node::AnyProp::state(prop) {
                verbatim(out, property, received);
            }
        }
    }
}

fn null(out: &mut String, property: &Property) {
    out.push_str(property.text);
    out.push_str("null");
}

#[cold]
fn verbatim(out: &mut String, property: &Property, received: &Received) {
    match &received.name {
        Some(name) => {
            out.push(',');
            string(out, name);
            out.push(':');
        }
        None => out.push_str(property.text),
    }
    out.push_str(&received.text);
}

/// A value of any kind.
pub(crate) fn view(out: &mut String, view: View<'_>, value: ValueType) {
    match view {
        View::Node(nested) => node(out, nested, value.into()),
        View::Items(all) => items(out, all, value),
        View::Leaf(leaf) => leaf.encode(out),
    }
}

fn items(out: &mut String, items: &dyn Items, value: ValueType) {
    let item = value.item();
    out.push('[');
    for index in 0..items.len() {
        if index > 0 {
            out.push(',');
        }
        match items.get(index) {
            Some(value) => view(out, value, item),
            None => out.push_str("null"),
        }
    }
    out.push(']');
}

/// A string in quotes, with the escapes that JSON demands.
#[inline]
pub(crate) fn string(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    let plain = plain_len(text.as_bytes());
    if plain == text.len() {
        out.push_str(text);
    } else {
        escaped(out, text, plain);
    }
    out.push('"');
}

#[cold]
fn escaped(out: &mut String, text: &str, mut plain: usize) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut rest = text;
    while plain < rest.len() {
        let (before, after) = rest.split_at(plain);
        out.push_str(before);
        let byte = after.as_bytes()[0];
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x8 => out.push_str("\\b"),
            0xc => out.push_str("\\f"),
            _ => {
                out.push_str("\\u00");
                out.push(HEX[usize::from(byte >> 4)]);
                out.push(HEX[usize::from(byte & 15)]);
            }
        }
        rest = &after[1..];
        plain = plain_len(rest.as_bytes());
    }
    out.push_str(rest);
}

#[inline]
pub(crate) fn integer(out: &mut String, value: impl itoa::Integer) {
    out.push_str(itoa::Buffer::new().format(value));
}

/// A double; the values that JSON has no number for as OData writes them.
pub(crate) fn float(out: &mut String, value: f64) {
    if value.is_finite() {
        out.push_str(zmij::Buffer::new().format_finite(value));
    } else {
        out.push_str(not_finite(value.is_nan(), value > 0.0));
    }
}

/// As [`float`].
pub(crate) fn single(out: &mut String, value: f32) {
    if value.is_finite() {
        out.push_str(zmij::Buffer::new().format_finite(value));
    } else {
        out.push_str(not_finite(value.is_nan(), value > 0.0));
    }
}

const fn not_finite(nan: bool, positive: bool) -> &'static str {
    match (nan, positive) {
        (true, _) => "\"NaN\"",
        (false, true) => "\"INF\"",
        (false, false) => "\"-INF\"",
    }
}
