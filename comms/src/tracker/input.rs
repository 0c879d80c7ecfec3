//! The messages that a tracker takes, as values that can be stored.

use super::Goal;
use crate::{AnyCommsOperation, Call, CommsNotification, Outcome, ResultInfo};
use entity_core::ServiceError;

/// One message for [`Tracker::apply`](super::Tracker::apply).
///
/// Each can be stored and sent as JSON, by serde's traits. The JSON has a version: one that this version does not know
/// is refused.
///
/// ```
/// use comms::tracker::{EventKind, Input, Limits, Tracker};
/// use std::time::Duration;
///
/// let sent = Input::sent("order 7");
/// let text = serde_json::to_string(&sent)?;
/// assert_eq!(text, r#"{"version":1,"input":"sent","clientContext":"order 7","goal":"operation"}"#);
/// assert_eq!(serde_json::from_str::<Input>(&text)?, sent);
///
/// let mut tracker = Tracker::of_one_call(Limits::default());
/// assert_eq!(tracker.apply(Duration::ZERO, sent)[0].kind, EventKind::Sent);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "most inputs are notifications")]
pub enum Input {
    /// A request is about to be sent. Its event decides: [`Sent`](super::EventKind::Sent), or do not send it.
    Sent {
        /// The id of the call, if known. A tracker of one call needs none.
        call: Option<String>,
        /// The context that the request carries, unique in its call.
        context: String,
        /// The end that the request is followed to.
        goal: Goal,
    },
    /// The service answered the request. An answer names no call, so in a tracker of many calls, contexts are unique
    /// among all of them.
    Answered {
        /// The context of the request.
        context: String,
        /// The operation that the answer contains. `None` for an empty answer and for one without an operation.
        operation: Option<AnyCommsOperation>,
    },
    /// The service answered the request to place a call.
    Placed {
        /// The context of the [`Sent`](Self::Sent) that announced the request.
        context: String,
        /// The call, with its id.
        call: Box<Call>,
    },
    /// The service refused the request: it started nothing.
    Refused {
        /// The context of the request.
        context: String,
        /// The error of the answer. If it is not [surely a refusal](ServiceError::is_refused), apply nothing: the end
        /// of the operation may still come.
        error: ServiceError,
    },
    /// The callback URL received a notification.
    Notified(CommsNotification),
    /// The call has ended, as the service answered to a question about it.
    CallEnded {
        /// The id of the call. `None` for a tracker of one call.
        call: Option<String>,
        /// The result of the call, if known.
        result: Option<ResultInfo>,
    },
    /// The bot ends an operation by itself, because it was never sent for example.
    Closed {
        /// The operation's number.
        operation: u64,
        /// The outcome to report.
        outcome: Outcome,
    },
    /// No message, but time has passed: see [`Tracker::due`](super::Tracker::due).
    Time,
}

impl Input {
    /// A request of an action that starts an operation is about to be sent.
    pub fn sent(context: &str) -> Self {
        Self::sent_towards(Goal::Operation, context)
    }

    /// A request with that goal is about to be sent.
    pub fn sent_towards(goal: Goal, context: &str) -> Self {
        Self::Sent { call: None, context: context.to_owned(), goal }
    }

    /// Names the call, for a tracker of many calls. Changes only [`Sent`](Self::Sent) and
    /// [`CallEnded`](Self::CallEnded).
    #[must_use]
    pub fn of_call(mut self, id: &str) -> Self {
        if let Self::Sent { call, .. } | Self::CallEnded { call, .. } = &mut self {
            *call = Some(id.to_owned());
        }
        self
    }
}
