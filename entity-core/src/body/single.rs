//! Single values in a response. Declared by hand, because the derives take no type parameters.

use crate::kinds::structured::NodeAccess;
use crate::model::dynamic::DynamicProperties;
use crate::model::index::index_len;
use crate::model::kind::Kind;
use crate::model::node::{Declared, Node};
use crate::model::prop::Prop;
use crate::model::property::Property;
use crate::model::slot::{SlotMut, Viewer};
use crate::model::table::{StructuredType, index};
use crate::model::wire_name::WireName;
use crate::validate::{keeps_undeclared, keeps_within};

/// `{"value": …}`: a value that is not an object, such as the answer of a function.
///
/// ```
/// use entity_core::{Single, json};
///
/// let url: Single<String> = json::from_str(r#"{"@odata.context": "…", "value": "https://example.com/join"}"#)?;
/// assert_eq!(url.value().map(String::as_str), Some("https://example.com/join"));
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Single<T: Kind> {
    value: Prop<T>,
    dynamic: DynamicProperties,
}

impl<T: Kind> Single<T> {
    /// Creates a body with this value.
    pub const fn new(value: T) -> Self {
        Self { value: Prop::Value(value), dynamic: DynamicProperties::new() }
    }

    /// Returns the value; `None` if it is absent, null or does not decode.
    pub const fn value(&self) -> Option<&T> {
        self.value.value()
    }

    /// Returns the value, owned.
    pub fn into_value(self) -> Option<T> {
        self.value.into_value()
    }

    const OWN: [Property; 1] = [Property::named(WireName::of(",\"value\":\""), T::VALUE).expected()];
    const INDEX: [[u8; 2]; index_len(1)] = index(&Self::OWN);
    const TABLE: StructuredType = StructuredType::by_hand("{\"@odata.type\":\"#Single\"", &Self::OWN, &Self::INDEX);
    const NONE: Self = Self { value: Prop::Absent, dynamic: DynamicProperties::new() };
}

impl<T: Kind> Default for Single<T> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<T: Kind> Node for Single<T> {
    fn __table(&self) -> &'static StructuredType {
        const { &Self::TABLE }
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

    fn __keeps_rules(&self) -> bool {
        keeps_undeclared(&self.dynamic) && keeps_within(&self.value)
    }
}

impl<T: Kind> Kind for Single<T> {
    type Access = NodeAccess;
}

impl<T: Kind> Declared for Single<T> {
    const TYPE: &'static StructuredType = &Self::TABLE;
    const EMPTY: Self = Self::NONE;
}
