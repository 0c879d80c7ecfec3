//! What a response or a notification says: which operation is meant, and whether it is over. Nothing is remembered here.

use super::{Event, EventKind};
use crate::{ChangeType, CommsNotification, CommsOperation, LongRunning, Outcome, ResourceData};
use entity_core::Node;
use serde_json::Value;
use std::sync::Arc;

/// One message about one operation.
pub(super) struct Message {
    /// Whether it is an action's answer, and not a notification.
    pub(super) answer: bool,
    pub(super) id: Option<Arc<str>>,
    pub(super) client_context: Option<Arc<str>>,
    /// How the operation ended, if this says that it did.
    pub(super) outcome: Option<Outcome>,
}

impl Message {
    pub(super) fn of_response(operation: &dyn LongRunning, client_context: Option<&str>) -> Self {
        let said = Self::of_operation(operation);
        let requested = || client_context.filter(|text| !text.is_empty()).map(Arc::from);
        Self { answer: true, client_context: said.client_context.or_else(requested), ..said }
    }

    /// `None` for a notification about something else.
    pub(super) fn of_notification(notification: &CommsNotification) -> Option<Self> {
        let url_id = notification.resource_id();
        let said = match notification.resource_data() {
            Some(ResourceData::Operation(operation)) => Self::of_operation(operation),
            Some(ResourceData::Untyped(Value::Null)) | None => {
                url_id.as_ref().filter(|found| found.of_operation)?;
                Self::of_operation(&None::<CommsOperation>)
            }
            _ => match notification.operation_as::<CommsOperation>().transpose()? {
                Ok(operation) => Self::of_operation(&operation),
                // What does not read, such as a status given in two cases, says nothing but that it is there.
                Err(_) => Self::of_operation(&None::<CommsOperation>),
            },
        };
        let ended = matches!(notification.change_type(), Some(ChangeType::Deleted)).then_some(Outcome::Unknown);
        Some(Self { id: said.id.or(url_id.map(|found| found.id.into())), outcome: said.outcome.or(ended), ..said })
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
fn text_of(node: &dyn Node, name: &str) -> Option<Arc<str>> {
    node.str_at(&[name]).filter(|text| !text.is_empty()).map(Arc::from)
}
