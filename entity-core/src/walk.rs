//! The walk over a value and all structured values in it, each with its place.

use crate::model::kind::View;
use crate::model::node::Node;
use crate::model::slot::{State, Written};
use crate::model::table::StructuredType;
use crate::model::value_type::ValueType;
use crate::syntax::pointer::Pointer;
use crate::syntax::tag::is_tag;
use std::borrow::Cow;

/// Calls `found` with each structured value directly in a property.
#[inline]
pub(crate) fn nested<'n>(
    state: State<'n>,
    value: ValueType,
    path: Pointer<'_>,
    found: &mut dyn FnMut(Pointer<'_>, &'n dyn Node),
) {
    match state.value() {
        Some(View::Node(node)) => found(path, node),
        Some(View::Items(items)) => {
            let positions = positions(state, value);
            for index in 0..items.len() {
                if let Some(View::Node(node)) = items.get(index) {
                    let at = positions.as_ref().and_then(|positions| positions.get(index)).copied().unwrap_or(index);
                    found(path.index(at), node);
                }
            }
        }
        Some(View::Text(_) | View::Leaf(_)) | None => {}
    }
}

/// The places of the decoded items in the collection as it is written; `None` if no item is left out.
fn positions(state: State<'_>, collection: ValueType) -> Option<Vec<usize>> {
    let written = state.written(collection)?;
    let items = written.iter().enumerate().filter(|(_, item)| matches!(item, Written::Item(_)));
    Some(items.map(|(place, _)| place).collect())
}

/// Calls `found` with the node, then with each node in it, in the order of the table.
fn walk<'n>(node: &'n dyn Node, path: Pointer<'_>, found: &mut dyn FnMut(Pointer<'_>, &'n dyn Node)) {
    found(path, node);
    for (property, state) in node.states() {
        nested(state, property.value, path.name(property.name()), &mut |path, node| walk(node, path, found));
    }
}

impl dyn Node {
    /// Calls `found` with the JSON pointer and the value of this node and of each structured value in it, outer ones first.
    ///
    /// ```
    /// use entity_core::{json, prelude::*, ComplexType, DynamicProperties, Page, Prop};
    /// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    /// #[complex_type("contoso.result")]
    /// struct ResultInfo { #[prop("code")] code: Prop<i32>, #[dynamic] dynamic: DynamicProperties }
    ///
    /// let page: Page<ResultInfo> = json::from_str(r#"{"value": [{"code": 200}]}"#)?;
    /// let mut places = Vec::new();
    /// page.as_node().unwrap().walk(&mut |pointer, node| places.push(format!("{pointer} {}", node.structured_type().name())));
    /// assert_eq!(places, [" Collection", "/value/0 contoso.result"]);
    /// # Ok::<(), json::Error>(())
    /// ```
    pub fn walk<'n>(&'n self, found: &mut dyn FnMut(&str, &'n dyn Node)) {
        walk(self, Pointer::ROOT, &mut |path, node| found(&path.to_string(), node));
    }

    /// Returns the name and JSON text of each member that the type does not declare, including annotations but not the tag.
    pub fn dynamic_members(&self) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
        self.dynamic_properties().iter().filter(|(name, _)| !is_tag(name))
    }

    /// Returns the name, base, properties and rules of the type.
    pub fn structured_type(&self) -> &'static StructuredType {
        self.table()
    }
}
