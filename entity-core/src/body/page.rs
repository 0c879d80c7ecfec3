//! Pages of a collection. Declared by hand, because the derives take no type parameters.

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

/// `{"value": […]}`: the items of a collection, and the links to more of them.
///
/// ```
/// use entity_core::{json, ComplexType, DynamicProperties, Page, Prop};
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.result")]
/// struct ResultInfo { #[prop("code")] code: Prop<i32>, #[dynamic] dynamic: DynamicProperties }
///
/// let page: Page<ResultInfo> = json::from_str(r#"{"@odata.count": 3, "value": [{"code": 200}], "@odata.nextLink": "https://example.com/2"}"#)?;
/// assert_eq!(page.value()[0].code(), Some(200));
/// assert_eq!((page.count(), page.next_link(), page.delta_link()), (Some(3), Some("https://example.com/2"), None));
/// # Ok::<(), json::Error>(())
/// ```
///
/// Implements serde's traits if its items do, for HTTP clients that ask for them: `response.json::<Page<ResultInfo>>()`.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T: Kind> {
    value: Prop<Vec<T>>,
    /// The next page, its spelling in 4.01, the changes, their spelling in 4.01.
    links: [Prop<String>; 4],
    counts: [Prop<i64>; 2],
    dynamic: DynamicProperties,
}

const COUNT: usize = 7;

impl<T: Kind> Page<T> {
    /// Creates a page of these items.
    pub fn new(items: Vec<T>) -> Self {
        Self { value: Prop::Value(items), ..Self::NONE }
    }

    /// Returns the items.
    pub fn value(&self) -> &[T] {
        self.value.value().map_or(&[], Vec::as_slice)
    }

    /// Returns the items to change.
    pub fn value_mut(&mut self) -> &mut Vec<T> {
        self.value.value_mut_or(Vec::new)
    }

    /// Returns the items, owned.
    pub fn into_value(self) -> Vec<T> {
        self.value.into_value().unwrap_or_default()
    }

    /// Returns the URL of the next page; `None` on the last.
    pub fn next_link(&self) -> Option<&str> {
        self.links[..2].iter().find_map(Prop::value).map(String::as_str)
    }

    /// Returns the URL that will list the changes since this page.
    pub fn delta_link(&self) -> Option<&str> {
        self.links[2..].iter().find_map(Prop::value).map(String::as_str)
    }

    /// Returns the number of items on all pages, if the service counts them.
    pub fn count(&self) -> Option<i64> {
        self.counts.iter().find_map(Prop::value).copied()
    }

    const OWN: [Property; COUNT] = [
        Property::named(WireName::of(",\"value\":\""), <Vec<T> as Kind>::VALUE).expected(),
        Property::named(WireName::of(",\"@odata.nextLink\":\""), <String as Kind>::VALUE),
        Property::named(WireName::of(",\"@nextLink\":\""), <String as Kind>::VALUE),
        Property::named(WireName::of(",\"@odata.deltaLink\":\""), <String as Kind>::VALUE),
        Property::named(WireName::of(",\"@deltaLink\":\""), <String as Kind>::VALUE),
        Property::named(WireName::of(",\"@odata.count\":\""), <i64 as Kind>::VALUE),
        Property::named(WireName::of(",\"@count\":\""), <i64 as Kind>::VALUE),
    ];
    const INDEX: [[u8; 2]; index_len(COUNT)] = index(&Self::OWN);
    const TABLE: StructuredType = StructuredType::by_hand("{\"@odata.type\":\"#Collection\"", &Self::OWN, &Self::INDEX);
    const NONE: Self = Self {
        value: Prop::Absent,
        links: [Prop::Absent, Prop::Absent, Prop::Absent, Prop::Absent],
        counts: [Prop::Absent, Prop::Absent],
        dynamic: DynamicProperties::new(),
    };
}

impl<T: Kind> Default for Page<T> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<T: Kind> Node for Page<T> {
    fn __table(&self) -> &'static StructuredType {
        const { &Self::TABLE }
    }

    fn __show<'n>(&'n self, viewer: &mut dyn Viewer<'n>) -> bool {
        viewer.dynamic(&self.dynamic) && {
            viewer.prop(&self.value);
            self.links.iter().for_each(|link| viewer.string(link));
            self.counts.iter().for_each(|count| viewer.i64(count));
            true
        }
    }

    fn __slot_mut(&mut self, index: usize) -> SlotMut<'_> {
        match index {
            0 => SlotMut::Prop(&mut self.value),
            1..=4 => SlotMut::String(&mut self.links[index - 1]),
            5 | 6 => SlotMut::I64(&mut self.counts[index - 5]),
            _ => SlotMut::Dynamic(&mut self.dynamic),
        }
    }

    fn __keeps_rules(&self) -> bool {
        keeps_undeclared(&self.dynamic) && keeps_within(&self.value)
    }
}

impl<T: Kind> Kind for Page<T> {
    type Access = NodeAccess;
}

impl<T: Kind> Declared for Page<T> {
    const TYPE: &'static StructuredType = &Self::TABLE;
    const EMPTY: Self = Self::NONE;
}
