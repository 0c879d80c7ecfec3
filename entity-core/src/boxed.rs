//! Values of types learnt at run time: what a registry reads.

use crate::dynamic::DynamicProperties;
use crate::json;
use crate::json::write::{self, Expected};
use crate::node::{AnyProp, Choice, Declared, Fidelity, Fill, Items, Mark, Node, SlotMut, Start, State, View};
use crate::prop::Received;
use crate::properties::carry_over;
use crate::registry::{ReadError, Registered, Registry};
use crate::syntax::token::Token;
use crate::table::{Category, Facts, Property, StructuredType, Table, ValueType, index, index_len};
use crate::viewer::Viewer;
use std::any::Any;
use std::fmt;

/// A structured value of a type learnt at run time, with the methods of [`Entity`](crate::Entity).
pub struct Boxed {
    value: Box<dyn Node + Send + Sync>,
    expected: Expected,
}

impl Boxed {
    pub(crate) const fn new(value: Box<dyn Node + Send + Sync>) -> Self {
        Self { value, expected: Expected::Itself }
    }

    /// The value as a `T`, if it is one.
    pub fn downcast_ref<T: Declared>(&self) -> Option<&T> {
        let any: &dyn Any = &*self.value;
        any.downcast_ref()
    }

    /// As [`Self::downcast_ref`], to change it.
    pub fn downcast_mut<T: Declared>(&mut self) -> Option<&mut T> {
        let any: &mut dyn Any = &mut *self.value;
        any.downcast_mut()
    }

    /// The value itself.
    ///
    /// # Errors
    /// Gives the box back where it holds another type.
    pub fn downcast<T: Declared>(self) -> Result<T, Self> {
        if self.downcast_ref::<T>().is_none() {
            return Err(self);
        }
        let any: Box<dyn Any> = self.value;
        any.downcast().map(|value| *value).map_err(|_| unreachable!("its type was just seen"))
    }
}

impl Node for Boxed {
    fn table(&self) -> &'static StructuredType {
        self.value.table()
    }

    fn show<'n>(&'n self, viewer: &mut Viewer<'_, 'n>) -> bool {
        self.value.show(viewer)
    }

    fn slot_mut(&mut self, index: usize) -> SlotMut<'_> {
        self.value.slot_mut(index)
    }

    fn keeps_rules(&self) -> bool {
        self.value.keeps_rules()
    }

    fn itself(&self) -> &dyn Node {
        &*self.value
    }
}

impl json::Write for Boxed {
    fn write(&self) -> Vec<u8> {
        write::document(&*self.value, self.expected)
    }
}

impl fmt::Debug for Boxed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Boxed({})", self.value.table().name)
    }
}

/// A value being read: of the type asked for, or of the one deriving from it that the tag names.
pub(crate) struct AnyItem {
    registry: &'static Registry,
    asked: &'static Registered,
    value: Boxed,
    unrelated: Option<&'static str>,
}

impl AnyItem {
    pub(crate) fn of(registry: &'static Registry, asked: &'static Registered) -> Self {
        Self { registry, asked, value: asked.empty(), unrelated: None }
    }

    /// The value, unless its tag was known and of another family.
    pub(crate) fn into_boxed(self) -> Result<Boxed, ReadError> {
        match self.unrelated {
            Some(tag) => Err(ReadError::Unrelated { asked: self.asked.structured_type().name, tag }),
            None => Ok(self.value),
        }
    }
}

impl Node for AnyItem {
    fn table(&self) -> &'static StructuredType {
        self.value.table()
    }

    fn show<'n>(&'n self, viewer: &mut Viewer<'_, 'n>) -> bool {
        self.value.show(viewer)
    }

    fn slot_mut(&mut self, index: usize) -> SlotMut<'_> {
        self.value.slot_mut(index)
    }
}

impl Choice for AnyItem {
    fn choose(&mut self, name: &str, keep: bool) -> bool {
        if name == self.table().name {
            return false;
        }
        let Some(tagged) = self.registry.find(name) else { return false };
        let (asked, tag) = (self.asked.structured_type(), tagged.structured_type());
        if !tag.derives_from(asked) {
            self.unrelated = (!asked.derives_from(tag)).then_some(tag.name);
            return false;
        }
        if std::ptr::eq(tag, self.table()) {
            return false;
        }
        let old = std::mem::replace(&mut self.value, tagged.empty());
        if keep {
            carry_over(&*old.value, &mut *self.value.value);
        }
        true
    }

    fn held(&mut self) -> &mut dyn Node {
        &mut *self.value.value
    }
}

/// `{"value": […]}` with items of a type learnt at run time.
pub(crate) struct AnyPage {
    value: AnyItems,
    dynamic: DynamicProperties,
}

/// The items, as a property.
struct AnyItems {
    registry: &'static Registry,
    asked: &'static Registered,
    items: Option<Vec<AnyItem>>,
    null: bool,
    received: Option<Received>,
}

/// What the items are is known to each of them, not to the table: they are written as what they are.
const ITEM: ValueType = ValueType::Structured(|| Table(&PAGE));
static OWN: [Property; 1] = [Property::new(
    ",\"value\":\"",
    ValueType::Collection(&ITEM),
    &[],
    Facts { read_only: false, default: false, dynamic: false },
)];
static INDEX: [[u8; 2]; index_len(1)] = index(&OWN);
static PAGE: StructuredType = StructuredType {
    this: || Table(&PAGE),
    name: "Collection",
    opening: "{\"@odata.type\":\"#Collection\"",
    category: Category::Complex,
    is_abstract: false,
    is_open: true,
    base: None,
    all: &OWN,
    index: &INDEX,
};

impl AnyPage {
    pub(crate) fn of(registry: &'static Registry, asked: &'static Registered) -> Self {
        Self {
            value: AnyItems { registry, asked, items: None, null: false, received: None },
            dynamic: DynamicProperties::new(),
        }
    }
}

impl Node for AnyPage {
    fn table(&self) -> &'static StructuredType {
        &PAGE
    }

    fn show<'n>(&'n self, viewer: &mut Viewer<'_, 'n>) -> bool {
        viewer.dynamic(&self.dynamic) && {
            viewer.prop(&self.value);
            true
        }
    }

    fn slot_mut(&mut self, index: usize) -> SlotMut<'_> {
        if index == 0 { SlotMut::Prop(&mut self.value) } else { SlotMut::Dynamic(&mut self.dynamic) }
    }
}

impl AnyProp for AnyItems {
    fn state(&self) -> State<'_> {
        let items = self.items.as_ref().map(|_| View::Items(self));
        match (&self.received, items) {
            (Some(received), items) => State::Verbatim(received, items),
            (None, Some(items)) => State::Value(items),
            (None, None) if self.null => State::Null,
            (None, None) => State::Absent,
        }
    }

    fn begin(&mut self, start: Start<'_>) -> Option<Fill<'_>> {
        if !matches!(start, Start::Array { .. }) {
            return None;
        }
        self.items = Some(Vec::new());
        Some(Fill::Items(self))
    }

    fn decode(&mut self, _token: &Token<'_>) -> Fidelity {
        Fidelity::Undecodable
    }

    fn mark(&mut self, mark: Mark) {
        match mark {
            Mark::Absent => (self.items, self.null, self.received) = (None, false, None),
            Mark::Null => (self.items, self.null, self.received) = (None, true, None),
            Mark::Received(received) => self.received = Some(received),
        }
    }
}

impl Items for AnyItems {
    fn len(&self) -> usize {
        self.items.as_ref().map_or(0, Vec::len)
    }

    fn get(&self, index: usize) -> Option<View<'_>> {
        self.items.as_ref()?.get(index).map(|item| View::Node(&*item.value.value))
    }

    fn begin(&mut self, start: Start<'_>) -> Option<Fill<'_>> {
        if !matches!(start, Start::Object { .. }) {
            return None;
        }
        let items = self.items.get_or_insert_default();
        items.push(AnyItem::of(self.registry, self.asked));
        items.last_mut().map(|item| Fill::Choice(item))
    }

    fn decode(&mut self, _token: &Token<'_>) -> Fidelity {
        Fidelity::Undecodable
    }
}

impl<T: Declared + Send + Sync> From<T> for Boxed {
    fn from(value: T) -> Self {
        Self { value: Box::new(value), expected: T::VALUE.into() }
    }
}
