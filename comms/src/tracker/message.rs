//! What a response or a notification says: which operation is meant, and whether it is over. Nothing is remembered here.

use super::{Event, EventKind};
use crate::{ChangeType, CommsNotification, CommsOperation, LongRunning, Outcome, ResourceData, finality_of};
use entity_core::{AsNode, Entity, Node, json};
use serde_json::Value;

/// One message about one operation.
pub(super) struct Message {
    /// Whether it is an action's answer, and not a notification.
    pub(super) answer: bool,
    pub(super) id: Option<String>,
    pub(super) client_context: Option<String>,
    /// How the operation ended, if this says that it did.
    pub(super) outcome: Option<Outcome>,
}

impl Message {
    pub(super) fn of_response(operation: &dyn LongRunning, client_context: Option<&str>) -> Self {
        let said = Self::of_operation(operation);
        let requested = || client_context.filter(|text| !text.is_empty()).map(str::to_owned);
        Self { answer: true, client_context: said.client_context.or_else(requested), ..said }
    }

    /// `None` for a notification about something else.
    pub(super) fn of_notification(notification: &CommsNotification) -> Option<Self> {
        let url_id = id_in_urls(notification);
        let said = match notification.resource_data() {
            Some(ResourceData::Operation(operation)) => Self::of_operation(operation),
            Some(ResourceData::Untyped(data @ Value::Object(members))) if is_operation(members, url_id.as_ref()) => {
                // What does not read, such as a status given in two cases, says nothing but that it is there.
                Self::of_operation(&json::from_value::<CommsOperation>(data.clone()).unwrap_or_default())
            }
            Some(ResourceData::Untyped(Value::Null)) | None if url_id.as_ref()?.of_operation => {
                Self::of_operation(&None::<CommsOperation>)
            }
            _ => return None,
        };
        let ended = matches!(notification.change_type(), Some(ChangeType::Deleted)).then_some(Outcome::Unknown);
        Some(Self { id: said.id.or(url_id.map(|found| found.id)), outcome: said.outcome.or(ended), ..said })
    }

    fn of_operation(operation: &dyn LongRunning) -> Self {
        let text = |name| text_of(operation.as_node()?, name);
        Self {
            answer: false,
            id: text("id"),
            client_context: text("clientContext"),
            outcome: operation.finality().outcome(),
        }
    }

    /// The event of a message for which nothing is held.
    pub(super) fn into_event(self, kind: EventKind) -> Event {
        Event {
            kind,
            operation: None,
            joined: None,
            id: self.id,
            client_context: self.client_context,
            outcome: self.outcome,
        }
    }
}

/// A property that is text, and not empty.
fn text_of(node: &dyn Node, name: &str) -> Option<String> {
    let text: String = serde_json::from_str(&node.text_at(&[name])?).ok()?;
    Some(text).filter(|text| !text.is_empty())
}

/// Whether resource data that this version has no type for is an operation: by its tag where that is known, else by its URL.
fn is_operation(members: &serde_json::Map<String, Value>, url_id: Option<&UrlId>) -> bool {
    let tag = ["@odata.type", "@type"].iter().find_map(|name| members.get(*name)?.as_str());
    match tag.map(|tag| (tag, crate::TYPES.find(tag.trim_start_matches('#')))) {
        Some((_, Some(known))) => known.empty().as_node().and_then(finality_of).is_some(),
        Some((tag, None)) if tag.to_ascii_lowercase().ends_with("operation") => true,
        _ => url_id.is_some_and(|found| found.of_operation),
    }
}

/// What a resource URL ends with.
struct UrlId {
    id: String,
    /// Whether it stands behind `/operations/`.
    of_operation: bool,
}

/// From `resourceUrl`, or `resource`, as older bodies call it.
fn id_in_urls(notification: &CommsNotification) -> Option<UrlId> {
    let older = || notification.dynamic().get::<String>("resource");
    notification.resource_url().and_then(id_in_url).or_else(|| id_in_url(&older()?))
}

/// The last segment of a URL, absolute or relative, unless that names a collection (`…/operations/participants` has been
/// seen) or the call, which all its operations have in common.
fn id_in_url(url: &str) -> Option<UrlId> {
    let path = url.split(['?', '#']).next().unwrap_or_default().trim();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let mut segments = path.rsplit('/').filter(|segment| !segment.is_empty());
    let (id, parent) = (segments.next()?, segments.next().unwrap_or_default());
    let is = |segment: &str, name: &str| segment.eq_ignore_ascii_case(name);
    if is(id, "operations") || is(id, "participants") || is(parent, "calls") {
        return None;
    }
    Some(UrlId { id: id.to_owned(), of_operation: is(parent, "operations") })
}
