//! Pages of values whose type is chosen at run time, while they are read.

use crate::model::dynamic::DynamicProperties;
use crate::model::index::index_len;
use crate::model::kind::{Fidelity, Incoming, Items, View, ViewMut};
use crate::model::node::Node;
use crate::model::prop::Received;
use crate::model::property::Property;
use crate::model::slot::{AnyProp, NewState, SlotMut, State, Viewer};
use crate::model::table::{StructuredType, Table, index};
use crate::model::value_type::ValueType;
use crate::model::wire_name::WireName;
use crate::registry::item::AnyItem;
use crate::registry::types::{Registered, Registry};
use crate::syntax::token::Token;

/// `{"value": […]}` with items whose type is chosen at run time.
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

/// The table does not know the type of the items. Each item is written by its own type.
const ITEM: ValueType = ValueType::Structured(|| Table(&PAGE));
static OWN: [Property; 1] = [Property::named(WireName::of(",\"value\":\""), ValueType::Collection(&ITEM)).expected()];
static INDEX: [[u8; 2]; index_len(1)] = index(&OWN);
static PAGE: StructuredType = StructuredType::by_hand("{\"@odata.type\":\"#Collection\"", &OWN, &INDEX);

impl AnyPage {
    pub(crate) fn of(registry: &'static Registry, asked: &'static Registered) -> Self {
        Self {
            value: AnyItems { registry, asked, items: None, null: false, received: None },
            dynamic: DynamicProperties::new(),
        }
    }
}

impl Node for AnyPage {
    fn __table(&self) -> &'static StructuredType {
        &PAGE
    }

    fn __show<'n>(&'n self, viewer: &mut dyn Viewer<'n>) -> bool {
        viewer.dynamic(&self.dynamic) && {
            viewer.prop(&self.value);
            true
        }
    }

    fn __slot_mut(&mut self, index: usize) -> SlotMut<'_> {
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

    fn open(&mut self, incoming: Incoming<'_>) -> Option<ViewMut<'_>> {
        if !matches!(incoming, Incoming::Array { .. }) {
            return None;
        }
        self.items = Some(Vec::new());
        Some(ViewMut::Items(self))
    }

    fn read(&mut self, _token: &Token<'_>) -> Fidelity {
        Fidelity::Undecodable
    }

    fn set(&mut self, state: NewState) {
        match state {
            NewState::Absent => (self.items, self.null, self.received) = (None, false, None),
            NewState::Null => (self.items, self.null, self.received) = (None, true, None),
            NewState::Received(received) => self.received = Some(received),
            NewState::Settled => {}
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

    fn push_item(&mut self, incoming: Incoming<'_>) -> Option<ViewMut<'_>> {
        if !matches!(incoming, Incoming::Object { .. }) {
            return None;
        }
        let items = self.items.get_or_insert_default();
        items.push(AnyItem::of(self.registry, self.asked));
        items.last_mut().map(|item| ViewMut::Choice(item))
    }

    fn push_leaf(&mut self, _token: &Token<'_>) -> Fidelity {
        Fidelity::Undecodable
    }
}
