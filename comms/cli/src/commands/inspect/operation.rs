//! Finds the operations inside a body, as the tracker would.

use super::{outcome, walk};
use comms::tracker::{EventKind, Limits, Tracker};
use comms::{CommsNotification, Finality, LongRunningExt, ResourceData, finality_of};
use entity_core::{AnyEntity, Entity, Node, Registered};
use serde_json::{Value, json};
use std::any::Any;
use std::borrow::Cow;
use std::time::Duration;

/// An operation inside a body.
pub(super) struct Operation {
    pub(super) pointer: String,
    pub(super) type_name: &'static str,
    pub(super) id: Option<String>,
    client_context: Option<String>,
    pub(super) finality: Finality,
}

/// The operations inside the body, without the body itself.
pub(super) fn inside(body: &AnyEntity) -> Vec<Operation> {
    let mut operations: Vec<Operation> = Vec::new();
    walk(body, |pointer, node| {
        if let Some(notification) = (node as &dyn Any).downcast_ref::<CommsNotification>() {
            operations.extend(Operation::of_notification(pointer, notification));
            return;
        }
        // A notification comes before its resource data, and its operation has the pointer of that data.
        let is_found = operations.last().is_some_and(|last| last.pointer == pointer);
        if let Some(finality) = finality_of(node).filter(|_| !pointer.is_empty() && !is_found) {
            operations.push(Operation::of(pointer, node, finality));
        }
    });
    operations
}

impl Operation {
    fn of(pointer: &str, node: &dyn Node, finality: Finality) -> Self {
        let known = |name| node.str_at(&[name]).filter(|text| !text.is_empty()).map(Cow::into_owned);
        Self {
            pointer: pointer.to_owned(),
            type_name: node.structured_type().name(),
            id: known("id"),
            client_context: known("clientContext"),
            finality,
        }
    }

    /// The operation as a new tracker concludes it from this notification alone. `None` if it is about something else.
    fn of_notification(pointer: &str, notification: &CommsNotification) -> Option<Self> {
        let events = Tracker::new(Limits::default()).notification(Duration::ZERO, notification);
        let event = events.into_iter().find(|event| event.kind != EventKind::Ignored)?;
        let operation = match notification.resource_data() {
            Some(ResourceData::Operation(operation)) => Cow::Borrowed(operation),
            // Empty if only the URL names an operation, or if the data does not decode as one.
            _ => Cow::Owned(notification.operation_as().ok().flatten().unwrap_or_default()),
        };
        let tagged = operation.dynamic().type_name().and_then(|tag| comms::TYPES.find(&tag));
        let data = if notification.resource_data().is_some() { "/resourceData" } else { "" };
        Some(Self {
            pointer: format!("{pointer}{data}"),
            type_name: tagged.map_or_else(|| operation.structured_type(), Registered::structured_type).name(),
            id: event.id.as_deref().map(str::to_owned),
            client_context: event.client_context.as_deref().map(str::to_owned),
            finality: event.outcome.map_or_else(|| operation.finality(), Finality::Final),
        })
    }

    pub(super) fn to_json(&self) -> Value {
        json!({
            "pointer": self.pointer,
            "type": self.type_name,
            "id": self.id,
            "clientContext": self.client_context,
            "finality": self.finality.to_string(),
            "outcome": outcome(Some(self.finality)),
        })
    }
}
