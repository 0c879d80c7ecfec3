//! The writer: any value, by its table. It cannot fail.

use super::plain::{is_plain, plain_len};
use crate::node::{Among, Items, Kind, Node, Slot, State, View};
use crate::prop::{Prop, Received};
use crate::table::{Property, StructuredType, Table, ValueType};

/// A guess at what a small entity takes, so that it is written without growing.
const FIRST_CAPACITY: usize = 512;

/// What is expected where a value stands, which says whether it needs a tag.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    /// Its own type.
    Itself,
    /// That type or one deriving from it.
    Base(fn() -> Table),
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
    let tagged = if tag.is_empty() { known.or_else(|| needs_tag(node, expected)) } else { None };
    out.push_str(tagged.map_or("{", |table| table.opening));
    let mut members = Members { out, empty: tagged.is_none() };
    if !tag.is_empty() {
        members.text(tag);
    }
    for (index, property) in table.all.iter().enumerate() {
        match node.slot(index) {
            Slot::String(Prop::Value(text)) => quoted(members.quote(property.text), text),
            Slot::String(prop) => members.leaf(property, prop, |out, text| string(out, text)),
            Slot::Bool(prop) => {
                members.leaf(property, prop, |out, is| out.push_str(if *is { "true" } else { "false" }));
            }
            Slot::I32(prop) => members.leaf(property, prop, |out, value| integer(out, *value)),
            Slot::I64(prop) => members.leaf(property, prop, |out, value| integer(out, *value)),
            Slot::F64(prop) => members.leaf(property, prop, |out, value| float(out, *value)),
            Slot::Prop(prop) => match prop.state() {
                State::Absent => {}
                State::Null => members.name(property.text).push_str("null"),
                State::Value(value) => view(members.name(property.text), value, property.value),
                State::Verbatim(received, _) => members.verbatim(property, received),
            },
            Slot::Dynamic(_) => {}
        }
    }
    if !rest.is_empty() {
        members.text(rest);
    }
    out.push('}');
}

/// The members of an object that is being written: a comma before each but the first.
struct Members<'o> {
    out: &'o mut String,
    empty: bool,
}

impl Members<'_> {
    /// A name with a comma before it and a colon behind it, of a property's text; what follows is the value.
    #[inline]
    fn name(&mut self, text: &'static str) -> &mut String {
        let text = &text[..text.len() - 1];
        self.out.push_str(if self.empty { &text[1..] } else { text });
        self.empty = false;
        self.out
    }

    /// The same, and the quote that a string starts with: in one piece, since each piece costs a look at the room there is.
    #[inline]
    fn quote(&mut self, text: &'static str) -> &mut String {
        self.out.push_str(if self.empty { &text[1..] } else { text });
        self.empty = false;
        self.out
    }

    /// Members as text.
    fn text(&mut self, text: &str) {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.out.push_str(text);
    }

    #[inline]
    fn leaf<T: Kind>(&mut self, property: &Property, prop: &Prop<T>, write: impl Fn(&mut String, &T)) {
        match prop {
            Prop::Absent => {}
            Prop::Null => self.name(property.text).push_str("null"),
            Prop::Value(value) => write(self.name(property.text), value),
            Prop::Verbatim(verbatim) => self.verbatim(property, verbatim.received()),
        }
    }

    #[cold]
    fn verbatim(&mut self, property: &Property, received: &Received) {
        match &received.name {
            Some(name) => {
                self.text("");
                string(self.out, name);
                self.out.push(':');
            }
            None => {
                self.name(property.text);
            }
        }
        self.out.push_str(&received.text);
    }
}

/// The type whose tag says what the value is, where it is not what is expected.
pub(crate) fn needs_tag(node: &dyn Node, expected: Expected) -> Option<&'static StructuredType> {
    let table = node.table();
    match expected {
        Expected::Itself => None,
        Expected::Base(base) => (base().name != table.name).then_some(table),
        Expected::Any => Some(table),
    }
}

/// A value of any kind.
#[inline]
pub(crate) fn view(out: &mut String, view: View<'_>, value: ValueType) {
    match view {
        View::Node(nested) => node(out, nested, value.into()),
        View::Items(all) => items(out, all, value),
        View::Leaf(leaf) => leaf.encode(out),
    }
}

fn items(out: &mut String, items: &dyn Items, value: ValueType) {
    let item = value.item();
    // An array where anything may stand is what its first item's tag says: the others of that type need none.
    let told = if matches!(value, ValueType::Open) { items.get(0).and_then(node_table) } else { None };
    out.push('[');
    let start = out.len();
    for index in 0..items.len() {
        if index > 0 {
            out.push(',');
        }
        if index >= Among::FEW && index.is_power_of_two() {
            make_room(out, out.len() - start, index, items.len());
        }
        match items.get(index) {
            Some(View::Node(nested)) if index > 0 && told.is_some_and(|told| std::ptr::eq(told, nested.table())) => {
                node(out, nested, Expected::Itself);
            }
            Some(value) => view(out, value, item),
            None => out.push_str("null"),
        }
    }
    out.push(']');
}

/// One allocation for what the other items will take, if they are like those written; where there is no room, there may be for less.
fn make_room(out: &mut String, written: usize, items: usize, all: usize) {
    let expected = (written / items).saturating_mul(all - items).min(written.saturating_mul(Among::MANY));
    if out.capacity() - out.len() < expected.min(2 * written) {
        // An eighth more: growing again since the others are a little longer would copy all.
        let _ = out.try_reserve(expected.saturating_add(expected / 8));
    }
}

fn node_table(view: View<'_>) -> Option<&'static StructuredType> {
    match view {
        View::Node(node) => Some(node.table()),
        View::Items(_) | View::Leaf(_) => None,
    }
}

/// A string in quotes, with the escapes that JSON demands.
#[inline]
pub(crate) fn string(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    quoted(out, text);
}

/// A string whose opening quote is written.
#[inline]
fn quoted(out: &mut String, text: &str) {
    if is_plain(text.as_bytes()) {
        out.push_str(text);
    } else {
        escaped(out, text);
    }
    out.push('"');
}

#[cold]
fn escaped(out: &mut String, text: &str) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut rest = text;
    loop {
        let plain = plain_len(rest.as_bytes());
        if plain == rest.len() {
            break;
        }
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
