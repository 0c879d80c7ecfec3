//! Entities behind navigation properties: each is patched by a request of its own.

use crate::model::node::Node;
use crate::model::table::Category;
use crate::model::value_type::ValueType;
use crate::syntax::percent::escape;
use crate::syntax::token::Token;
use serde_json::Value;

/// A value to patch: its address and its two states.
pub(super) struct Request<'n> {
    /// The URL, relative to that of the tracked value: `manager`, `members/7`.
    pub(super) path: String,
    /// The value's place, as a JSON pointer.
    pub(super) pointer: String,
    pub(super) old: Option<&'n dyn Node>,
    pub(super) new: &'n dyn Node,
    /// The type declared for the place.
    pub(super) value: ValueType,
}

/// Returns whether a property of this kind navigates to entities.
pub(super) fn navigates(value: ValueType) -> bool {
    value.item().structured_type().is_some_and(|type_| type_.category == Category::Entity)
}

/// Returns whether the value is a page of a collection.
pub(super) fn is_page(node: &dyn Node) -> bool {
    node.table().name == "Collection"
}

/// Returns the entity's key as it follows the collection's URL: `/7`, or `('7')` if its `@odata.id` has that form. Of an entity
/// without `@odata.id`, the key is its `id`.
pub(super) fn key(entity: &dyn Node) -> Option<String> {
    let dynamic = entity.dynamic_properties();
    let link = dynamic.raw("@odata.id").or_else(|| dynamic.raw("@id")).and_then(|raw| Token::new(raw).as_str());
    if let Some(link) = link.filter(|link| !link.is_empty()) {
        if link.ends_with(')')
            && let Some(open) = link.rfind("('").or_else(|| link.rfind('('))
        {
            return Some(link[open..].to_owned());
        }
        return link.rsplit('/').find(|segment| !segment.is_empty()).map(|segment| format!("/{segment}"));
    }
    let id = match entity.value_at(&["id"])? {
        Value::String(id) if !id.is_empty() => id,
        Value::Number(id) => id.to_string(),
        _ => return None,
    };
    let mut key = "/".to_owned();
    escape(&mut key, &id);
    Some(key)
}
