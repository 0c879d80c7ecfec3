//! The writer: any value, driven by the property table. It cannot fail.

use crate::model::dynamic::{DynamicProperties, OwnTag};
use crate::model::growth::SizeHint;
use crate::model::kind::{Items, Leaf, View};
use crate::model::loaded::LoadedType;
use crate::model::node::Node;
use crate::model::prop::{Prop, Received};
use crate::model::property::Property;
use crate::model::slot::{AnyProp, Mixed, State, Viewer, Written};
use crate::model::table::{StructuredType, Table};
use crate::model::value_type::ValueType;
use crate::syntax::buffer::Buffer;
use crate::syntax::strings::{quoted, string};

/// Enough for a small entity, so that it is written without growing the buffer.
const FIRST_CAPACITY: usize = 512;

/// The type expected at a place in the document. It decides whether the value needs a tag.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    /// The value's own type.
    Itself,
    /// The given type, or a subtype of it.
    Base(fn() -> Table),
    /// The given type of a schema, or a subtype of it.
    Loaded(&'static LoadedType),
    /// Any type.
    Any,
}

impl From<ValueType> for Expected {
    #[inline]
    fn from(value: ValueType) -> Self {
        match value {
            ValueType::OneOf(base) => Self::Base(base),
            ValueType::Loaded(base) => Self::Loaded(base),
            ValueType::Open => Self::Any,
            _ => Self::Itself,
        }
    }
}

/// Writes a value as a document.
pub(crate) fn document(value: &dyn Node, expected: Expected) -> Vec<u8> {
    let mut out = Buffer::with_capacity(FIRST_CAPACITY);
    node(&mut out, value, expected);
    out.into_bytes()
}

/// Writes an object: its tag, then declared properties, then undeclared members.
pub(crate) fn node(out: &mut Buffer, node: &dyn Node, expected: Expected) {
    let table = node.table();
    let mut members = ObjectWriter { out, table, expected, properties: table.all.iter(), empty: true, rest: "" };
    node.__show(&mut members);
    members.end();
}

/// Writes the members of an object, with a comma before each but the first.
struct ObjectWriter<'o, 'n> {
    out: &'o mut Buffer,
    table: &'static StructuredType,
    expected: Expected,
    /// Properties that the node has not shown yet.
    properties: std::slice::Iter<'static, Property>,
    empty: bool,
    /// Undeclared members, written at the end.
    rest: &'n str,
}

impl<'n> Viewer<'n> for ObjectWriter<'_, 'n> {
    /// Opens the object, with the tag that was received or is needed.
    fn dynamic(&mut self, dynamic: &'n DynamicProperties) -> bool {
        let (tag, rest, known) = dynamic.parts();
        let needed = || needs_tag(self.table, self.expected).map(OwnTag::of);
        let tagged = if tag.is_empty() { known.or_else(needed) } else { None };
        // Two calls of `put`, because a piece of known length is copied without a call of memcpy.
        match tagged {
            Some(tag) => {
                self.out.put(tag.opening());
                self.empty = false;
            }
            None => self.out.put("{"),
        }
        if !tag.is_empty() {
            self.text(tag);
        }
        self.rest = rest;
        true
    }

    fn string(&mut self, prop: &'n Prop<String>) {
        let Some(property) = self.properties.next() else { return };
        match prop {
            Prop::Value(text) => self.text_member(property.wire_name.text, text),
            prop => self.state(property, prop),
        }
    }

    fn bool(&mut self, prop: &'n Prop<bool>) {
        self.leaf(prop);
    }

    fn i32(&mut self, prop: &'n Prop<i32>) {
        self.leaf(prop);
    }

    fn i64(&mut self, prop: &'n Prop<i64>) {
        self.leaf(prop);
    }

    fn f64(&mut self, prop: &'n Prop<f64>) {
        self.leaf(prop);
    }

    fn prop(&mut self, prop: &'n dyn AnyProp) {
        let Some(property) = self.properties.next() else { return };
        match prop.state() {
            State::Absent => {}
            State::Null => self.name(property.wire_name.text).put("null"),
            State::Value(View::Text(text)) => self.text_member(property.wire_name.text, text),
            State::Value(value) => view(self.name(property.wire_name.text), value, property.value),
            State::Verbatim(received, _) => self.verbatim(property, received),
            State::Mixed(items) => mixed(self.name(property.wire_name.text), items, property.value.item()),
        }
    }
}

impl ObjectWriter<'_, '_> {
    /// Closes the object.
    #[inline]
    fn end(&mut self) {
        if !self.rest.is_empty() {
            self.text(self.rest);
        }
        self.out.put("}");
    }

    #[inline]
    fn leaf<T: Leaf>(&mut self, prop: &Prop<T>) {
        if let Some(property) = self.properties.next() {
            self.state(property, prop);
        }
    }

    /// Writes a property's name and colon, with a comma before it if needed, and returns the buffer for the value.
    #[inline]
    fn name(&mut self, text: &'static str) -> &mut Buffer {
        self.out.put_bytes(&text.as_bytes()[usize::from(self.empty)..text.len() - 1]);
        self.empty = false;
        self.out
    }

    /// Like [`Self::name`] followed by a string, in one piece: each piece costs a bounds check.
    #[allow(clippy::inline_always, reason = "as `Buffer::put`")]
    #[inline(always)]
    fn text_member(&mut self, text: &'static str, value: &str) {
        quoted(self.out, &text.as_bytes()[usize::from(self.empty)..], value);
        self.empty = false;
    }

    /// Writes members given as text.
    fn text(&mut self, text: &str) {
        if !self.empty {
            self.out.put(",");
        }
        self.empty = false;
        self.out.put(text);
    }

    #[inline]
    fn state<T: Leaf>(&mut self, property: &Property, prop: &Prop<T>) {
        match prop {
            Prop::Absent => {}
            Prop::Null => self.name(property.wire_name.text).put("null"),
            Prop::Value(value) => value.write_to(self.name(property.wire_name.text)),
            Prop::Verbatim(verbatim) => self.verbatim(property, verbatim.received()),
        }
    }

    #[cold]
    fn verbatim(&mut self, property: &Property, received: &Received) {
        match &received.name {
            Some(name) => {
                self.text("");
                string(self.out, name);
                self.out.put(":");
            }
            None => {
                self.name(property.wire_name.text);
            }
        }
        self.out.put(&received.text);
    }
}

/// Returns the type whose tag must be written, if the value's type is not the expected one.
pub(crate) fn needs_tag(table: &'static StructuredType, expected: Expected) -> Option<&'static StructuredType> {
    match expected {
        Expected::Itself => None,
        Expected::Base(base) => (base().name != table.name).then_some(table),
        Expected::Loaded(base) => (base.structured_type().name != table.name).then_some(table),
        Expected::Any => Some(table),
    }
}

/// Writes a value of any kind.
#[inline]
pub(crate) fn view(out: &mut Buffer, view: View<'_>, value: ValueType) {
    match view {
        View::Node(nested) => node(out, nested, value.into()),
        View::Items(all) => items(out, all, value),
        View::Text(text) => string(out, text),
        View::Leaf(leaf) => leaf.write_to(out),
    }
}

fn items(out: &mut Buffer, items: &dyn Items, value: ValueType) {
    let item = value.item();
    // An array in an untyped place is identified by its first item's tag: further items of that type need none.
    let told = if matches!(value, ValueType::Open) { items.get(0).and_then(node_table) } else { None };
    out.put("[");
    let start = out.len();
    for index in 0..items.len() {
        if index > 0 {
            out.put(",");
        }
        if index >= SizeHint::FEW && index.is_power_of_two() {
            make_room(out, out.len() - start, index, items.len());
        }
        match items.get(index) {
            Some(View::Node(nested)) if index > 0 && told.is_some_and(|told| std::ptr::eq(told, nested.table())) => {
                node(out, nested, Expected::Itself);
            }
            Some(value) => view(out, value, item),
            None => out.put("null"),
        }
    }
    out.put("]");
}

/// Writes a changed collection, with the items that were received and do not decode.
#[cold]
pub(crate) fn mixed(out: &mut Buffer, mixed: Mixed<'_>, item: ValueType) {
    out.put("[");
    for (index, written) in mixed.written().into_iter().enumerate() {
        if index > 0 {
            out.put(",");
        }
        match written {
            Written::Omitted(text) => out.put(text),
            Written::Item(index) => match mixed.items.get(index) {
                Some(value) => view(out, value, item),
                None => out.put("null"),
            },
        }
    }
    out.put("]");
}

/// Reserves room for the remaining items, estimated from those written. Does nothing if there is not enough memory.
fn make_room(out: &mut Buffer, written: usize, items: usize, all: usize) {
    let expected = (written / items).saturating_mul(all - items).min(written.saturating_mul(SizeHint::MANY));
    if out.room() < expected.min(2 * written) {
        // An eighth more, so that slightly longer items do not force a copy of everything.
        out.make_room(expected.saturating_add(expected / 8));
    }
}

fn node_table(view: View<'_>) -> Option<&'static StructuredType> {
    match view {
        View::Node(node) => Some(node.table()),
        View::Items(_) | View::Text(_) | View::Leaf(_) => None,
    }
}
