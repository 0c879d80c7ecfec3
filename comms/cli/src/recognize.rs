//! Recognises a body that has no tag: by its `@odata.context`, else by a shape that nothing else has.

use crate::types::Types;
use comms::ServiceError;
use entity_core::{Registered, StructuredType};
use serde_json::{Map, Value};

/// The kind of a body.
pub(crate) enum Recognized {
    /// A value of the type with this name, or of the collection `Collection(NAME)`.
    Typed(String),
    /// An error of the service.
    Error(ServiceError),
    /// A batch of requests or responses.
    Batch(Vec<Value>),
    /// Notifications of a subscription to changes.
    Changes(Vec<Value>),
    /// A request that validates the URL of a subscription.
    Validation,
}

/// Recognises a body; `None` if it may be several things.
pub(crate) fn recognize(types: &Types, bytes: &[u8]) -> Option<Recognized> {
    if let Some(error) = ServiceError::from_body(bytes) {
        return Some(Recognized::Error(error));
    }
    let Ok(Value::Object(root)) = serde_json::from_slice(bytes) else { return None };
    let context = ["@odata.context", "@context"].iter().find_map(|name| root.get(*name)?.as_str());
    let is_list = root.get("value").is_some_and(Value::is_array);
    context
        .and_then(|context| of_context(types, context, is_list))
        .map(Recognized::Typed)
        .or_else(|| of_shape(types, root))
}

fn of_shape(types: &Types, mut root: Map<String, Value>) -> Option<Recognized> {
    if root.get("validationToken").is_some_and(Value::is_string) {
        return Some(Recognized::Validation);
    }
    for (name, marks) in [("responses", ["id", "status"]), ("requests", ["id", "url"])] {
        if root.get(name).is_some_and(|list| all_have(list, &marks)) {
            let Some(Value::Array(parts)) = root.remove(name) else { return None };
            return Some(Recognized::Batch(parts));
        }
    }
    if root.contains_key("changeType") && (root.contains_key("resourceUrl") || root.contains_key("resourceData")) {
        return Some(Recognized::Typed("microsoft.graph.commsNotification".to_owned()));
    }
    let list = root.remove("value")?;
    if all_have(&list, &["subscriptionId"]) {
        let Value::Array(changes) = list else { return None };
        return Some(Recognized::Changes(changes));
    }
    let of_calls = ["resourceUrl", "resource"].iter().any(|url| all_have(&list, &["changeType", url]));
    if of_calls {
        return Some(Recognized::Typed("microsoft.graph.commsNotifications".to_owned()));
    }
    let tags = list.as_array()?.iter().map(|item| item.get("@odata.type")?.as_str());
    let tags: Vec<_> = tags.map(|tag| tag.map(|tag| tag.trim_start_matches('#'))).collect();
    let first = (*tags.first()?)?;
    let is_known = types.find(first).is_some() && tags.iter().all(|tag| *tag == Some(first));
    is_known.then(|| Recognized::Typed(format!("Collection({first})")))
}

/// Returns whether the value is a list, not empty, of objects that all have these members.
fn all_have(list: &Value, members: &[&str]) -> bool {
    let has_all = |item: &Value| members.iter().all(|member| item.get(member).is_some());
    list.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(has_all))
}

/// Returns the type that a context URL names: `…#microsoft.graph.call`, `…#Collection(…)`, `…#communications/calls/$entity`.
fn of_context(types: &Types, context: &str, is_list: bool) -> Option<String> {
    let (_, fragment) = context.split_once('#')?;
    if let Some(item) = fragment.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')')) {
        return Some(format!("Collection({})", find(types, item)?.name()));
    }
    let is_entity = fragment.ends_with("/$entity");
    let path = plain_segments(fragment.trim_end_matches("/$entity").trim_end_matches("/$delta"));
    let last = path.last()?;
    let name = find(types, last).or_else(|| at_path(types, &path)).or_else(|| of_property(types, last))?.name();
    Some(if is_list && !is_entity { format!("Collection({name})") } else { name.to_owned() })
}

/// Splits a path at its slashes, and drops keys and selections: `calls('7')/participants(id)` is `calls`, `participants`.
fn plain_segments(path: &str) -> Vec<String> {
    let (mut depth, mut segments) = (0_usize, vec![String::new()]);
    for char in path.chars() {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => segments.push(String::new()),
            char if depth == 0 => segments.iter_mut().last().into_iter().for_each(|last| last.push(char)),
            _ => {}
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments
}

/// Finds a type by its qualified name, also with the alias `graph` of its namespace.
fn find(types: &Types, name: &str) -> Option<&'static StructuredType> {
    let found = types.find(name);
    let found = found.or_else(|| types.find(&format!("microsoft.graph.{}", name.strip_prefix("graph.")?)));
    found.map(Registered::structured_type)
}

/// Follows the properties from an entity set on, or from a singleton such as `communications`.
fn at_path(types: &Types, path: &[String]) -> Option<&'static StructuredType> {
    let (first, rest) = path.split_first()?;
    let root = types.entity_set(first)?.structured_type();
    rest.iter().try_fold(root, |type_, name| find(types, type_.property(name)?.value_type().name()))
}

/// Returns the type of the properties of this name, if all types that declare one agree.
fn of_property(types: &Types, name: &str) -> Option<&'static StructuredType> {
    // Properties of a user, whom this model does not declare.
    const OF_USERS: [(&str, &str); 3] = [
        ("presence", "microsoft.graph.presence"),
        ("onlineMeetings", "microsoft.graph.onlineMeeting"),
        ("adhocCalls", "microsoft.graph.adhocCall"),
    ];
    if let Some((_, name)) = OF_USERS.iter().find(|(known, _)| *known == name) {
        return find(types, name);
    }
    let all = types.iter().map(Registered::structured_type).flat_map(StructuredType::declared);
    let mut found = all.filter(|property| property.name() == name).map(|property| property.value_type().name());
    let first = found.next()?;
    found.all(|other| other == first).then(|| find(types, first))?
}
