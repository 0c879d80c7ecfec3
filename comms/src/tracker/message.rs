//! One message, reduced to the operation that it names and the end that it reports. Keeps no state.

use super::Goal;
use super::body::Content;
use crate::resource_url::ResourceUrl;
use crate::{
    AnyCommsOperation, Call, CallState, ChangeType, CommsNotification, Finality, LongRunning, LongRunningExt, Outcome,
    ResourceData, finality_in,
};
use entity_core::{AsNode, Entity, Node, Registry, ServiceError, json};
use serde_json::Value;
use std::sync::Arc;

/// The sender of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The bot, before it sends a request.
    Intent,
    /// The answer to a request.
    Answer,
    Notification,
}

/// One message about one operation.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) source: Source,
    pub(super) id: Option<Arc<str>>,
    pub(super) client_context: Option<Arc<str>>,
    /// The outcome, if the message reports that the operation is final.
    pub(super) outcome: Option<Outcome>,
    /// The end that the request is followed to, if the message knows it.
    pub(super) goal: Option<Goal>,
    /// True if the operation has begun: an earlier state than the end, and a later one than none.
    pub(super) is_running: bool,
    pub(super) content: Content,
    /// The error of a refused request.
    pub(super) error: Option<ServiceError>,
}

impl Message {
    pub(super) fn intent(context: &str, goal: Option<Goal>) -> Self {
        Self {
            source: Source::Intent,
            id: None,
            client_context: some(context),
            outcome: None,
            goal,
            is_running: false,
            content: Content::default(),
            error: None,
        }
    }

    pub(super) fn refusal(context: &str, error: ServiceError) -> Self {
        Self {
            source: Source::Answer,
            outcome: Some(Outcome::Failed),
            error: Some(error),
            ..Self::intent(context, None)
        }
    }

    /// The answer to a request that starts no operation.
    pub(super) fn acceptance(context: &str, goal: Option<Goal>) -> Self {
        Self { source: Source::Answer, ..Self::intent(context, goal) }
    }

    pub(super) fn response(operation: &dyn LongRunning, context: Option<&str>) -> Self {
        let finality = operation.finality();
        Self::of_node(operation.as_node(), finality, Source::Answer).in_context(context)
    }

    /// The answer to a request, with its type looked up in the registry.
    pub(super) fn answer(operation: Option<&AnyCommsOperation>, context: &str, types: &'static Registry) -> Self {
        match operation {
            Some(operation) => Self::of_operation(operation, Source::Answer, types).in_context(Some(context)),
            None => Self::acceptance(context, None),
        }
    }

    /// The context of the request comes before that of the body: the start was recorded with it.
    fn in_context(self, context: Option<&str>) -> Self {
        Self { client_context: context.and_then(some).or(self.client_context), ..self }
    }

    /// Returns `None` for a notification about something else.
    pub(super) fn notification(
        notification: &CommsNotification,
        url: &ResourceUrl,
        types: &'static Registry,
    ) -> Option<Self> {
        let read = |operation: &AnyCommsOperation| Self::of_operation(operation, Source::Notification, types);
        let nothing = || Self::of_node(None, Finality::Pending, Source::Notification);
        let received = match notification.resource_data() {
            Some(ResourceData::Operation(operation)) => read(operation),
            Some(ResourceData::Untyped(Value::Null)) | None => url.is_operation.then(nothing)?,
            // An operation that does not read (a status given in two cases, say) reports nothing.
            _ => match notification.operation_as::<AnyCommsOperation>().transpose()? {
                Ok(operation) => read(&operation),
                Err(_) => nothing(),
            },
        };
        let ended = matches!(notification.change_type(), Some(ChangeType::Deleted)).then_some(Outcome::Unknown);
        let id = received.id.or_else(|| url.last.as_deref().and_then(some));
        Some(Self { id, outcome: received.outcome.or(ended), ..received })
    }

    /// Reads the operation once more if the registry knows its tag and the union does not: its own type decides.
    fn of_operation(operation: &AnyCommsOperation, source: Source, types: &'static Registry) -> Self {
        if let AnyCommsOperation::Other(base) = operation
            && let Some(own) = base.dynamic().type_name().and_then(|tag| types.find(&tag))
            && let Ok(own) = own.read(json::to_string(operation).as_bytes())
            && let Some(finality) = finality_in(types, &own)
        {
            return Self::of_node(own.as_node(), finality, source);
        }
        Self::of_node(operation.as_node(), operation.finality(), source)
    }

    fn of_node(node: Option<&dyn Node>, finality: Finality, source: Source) -> Self {
        let text = |name| node.and_then(|node| node.str_at(&[name])).and_then(|text| some(&text));
        let is_waiting = |status: &str| status.eq_ignore_ascii_case("notStarted");
        Self {
            source,
            id: text("id"),
            client_context: text("clientContext"),
            outcome: finality.outcome(),
            goal: None,
            is_running: text("status").is_some_and(|status| !is_waiting(&status)),
            content: node.map_or_else(Content::default, |node| Content::of(&json::to_string(node), name_of(node))),
            error: node.and_then(ServiceError::in_value),
        }
    }
}

/// The name of a node's type, unless it is a base, which names no operation.
fn name_of(node: &dyn Node) -> Option<&'static str> {
    let name = node.structured_type().name();
    (!["microsoft.graph.commsOperation", "microsoft.graph.operation"].contains(&name)).then_some(name)
}

/// The text, unless it is empty.
fn some(text: &str) -> Option<Arc<str>> {
    (!text.is_empty()).then(|| text.into())
}

/// A change of a call, as a notification or an answer reports it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CallChange<'a> {
    pub(super) state: Option<&'a CallState>,
    /// The call has ended.
    pub(super) is_over: bool,
    pub(super) call: Option<&'a Call>,
}

impl<'a> CallChange<'a> {
    /// The call's members.
    pub(super) fn content(self) -> Content {
        self.call.map_or_else(Content::default, |call| {
            Content::of(&json::to_string(call), Some(call.structured_type().name()))
        })
    }

    pub(super) fn of_call(call: &'a Call) -> Self {
        let state = call.state();
        Self { state, is_over: state == Some(&CallState::Terminated), call: Some(call) }
    }

    /// The change that a notification reports of its call. `None` for a notification about something else.
    pub(super) fn of_notification(notification: &CommsNotification, call: Option<&'a Call>) -> Option<Self> {
        let change = call.map(Self::of_call);
        let is_over = notification.ends_call();
        (is_over || change.is_some()).then(|| Self { is_over, ..change.unwrap_or_default() })
    }
}
