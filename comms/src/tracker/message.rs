//! One response or notification, reduced to the operation that it names and the outcome that it reports. Keeps no
//! state.

use super::{Event, EventKind};
use crate::{ChangeType, CommsNotification, CommsOperation, LongRunning, Outcome, ResourceData};
use entity_core::Node;
use serde_json::Value;
use std::sync::Arc;

/// One message about one operation.
pub(super) struct Message {
    /// True for the response to an action, false for a notification.
    pub(super) is_response: bool,
    pub(super) id: Option<Arc<str>>,
    pub(super) client_context: Option<Arc<str>>,
    /// The outcome, if the message reports that the operation is final.
    pub(super) outcome: Option<Outcome>,
}

impl Message {
    pub(super) fn from_response(operation: &dyn LongRunning, client_context: Option<&str>) -> Self {
        let received = Self::from_operation(operation);
        let requested = || client_context.filter(|text| !text.is_empty()).map(Arc::from);
        Self { is_response: true, client_context: received.client_context.or_else(requested), ..received }
    }

    /// Returns `None` for a notification about something else.
    pub(super) fn from_notification(notification: &CommsNotification) -> Option<Self> {
        let url_id = notification.resource_id();
        let received = match notification.resource_data() {
            Some(ResourceData::Operation(operation)) => Self::from_operation(operation),
            Some(ResourceData::Untyped(Value::Null)) | None => {
                url_id.as_ref().filter(|found| found.of_operation)?;
                Self::from_operation(&None::<CommsOperation>)
            }
            _ => match notification.operation_as::<CommsOperation>().transpose()? {
                Ok(operation) => Self::from_operation(&operation),
                // An operation that does not read (a status given in two cases, say) reports nothing.
                Err(_) => Self::from_operation(&None::<CommsOperation>),
            },
        };
        let ended = matches!(notification.change_type(), Some(ChangeType::Deleted)).then_some(Outcome::Unknown);
        let id = received.id.or(url_id.map(|found| found.id.into()));
        Some(Self { id, outcome: received.outcome.or(ended), ..received })
    }

    fn from_operation(operation: &dyn LongRunning) -> Self {
        let text = |name| text_of(operation.as_node()?, name);
        Self {
            is_response: false,
            id: text("id"),
            client_context: text("clientContext"),
            outcome: operation.finality().outcome(),
        }
    }

    /// The event of a message that no entry is held for.
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

/// The property's text, unless it is empty.
fn text_of(node: &dyn Node, name: &str) -> Option<Arc<str>> {
    node.str_at(&[name]).filter(|text| !text.is_empty()).map(Arc::from)
}
