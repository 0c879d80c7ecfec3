//! The facts that a tracker reports.

use super::Body;
use crate::Outcome;
use entity_core::ServiceError;
use std::fmt;
use std::sync::Arc;

/// A fact that a message, or the time alone, added about an operation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The event's own number, which increases by one from event to event. A snapshot keeps it.
    pub number: u64,
    /// The index of the input that the event is about, among those that were applied together: always 0 for
    /// [`Tracker::apply`](super::Tracker::apply), the index of the notification in its body for
    /// [`Tracker::notifications`](super::Tracker::notifications). `None` for an event of the time alone: the end of an
    /// operation after the [grace](super::Limits::grace) of its call.
    pub input: Option<usize>,
    /// The kind of fact.
    pub kind: EventKind,
    /// The tracker's own number of the operation. All events of an operation have the same number, those before its id
    /// is known included, and a snapshot keeps it. `None` if nothing is held: for [`Ignored`](EventKind::Ignored),
    /// [`Refused`](EventKind::Refused) and [`Forgotten`](EventKind::Forgotten), and for an operation with neither id
    /// nor context.
    pub operation: Option<u64>,
    /// The number of a second, unmatched operation that proved to be this one. Until now, one was known by its id alone
    /// and the other by its context alone.
    pub joined: Option<u64>,
    /// The operation's id, as it was received. Shared with the tracker, as the other texts are, so a long one is not
    /// copied.
    pub id: Option<Arc<str>>,
    /// The context that the request carried.
    pub client_context: Option<Arc<str>>,
    /// The id of the call, if known.
    pub call_id: Option<Arc<str>>,
    /// The outcome, if known. An unmatched operation has one too if its notification reported it.
    pub outcome: Option<Outcome>,
    /// The operation itself: what its answer and its notifications said, joined. For a request that ends in a state of
    /// the call, the call as the notification has it.
    pub body: Option<Body>,
    /// The service's error, if it refused the request or sent an error in place of the operation.
    pub error: Option<ServiceError>,
}

/// The kind of an [`Event`]. `Display` writes it as `comms replay` does: `pending`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// The start is recorded: send the request now. A context that the call has already gives
    /// [`Pending`](Self::Pending) or [`Duplicate`](Self::Duplicate) instead: send nothing.
    Sent,
    /// A start was refused, and nothing is recorded: do not send the request.
    Refused(Refusal),
    /// The operation is not final. Its updates come by notification.
    Pending,
    /// The operation is final. Reported once for each operation.
    Final,
    /// The real end of an operation whose [`Final`](Self::Final) had an unknown outcome. Reported at most once.
    Late,
    /// The operation was reported final again. The first known outcome stays.
    Duplicate,
    /// An earlier state, received after the end.
    Stale,
    /// A notification about an operation that no request or answer has named yet. It is held until one does.
    Unmatched,
    /// A message about something else. A notification of a call is one, although it may also end requests: each end is
    /// an event of its own behind it.
    Ignored,
    /// A message about a final operation that is no longer held.
    Forgotten,
    /// An unmatched operation was dropped because a [limit](super::Limits) was reached.
    Dropped,
}

/// The reason why a tracker refuses a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// As many operations are pending as the [limit](super::Limits::pending) allows.
    Limit,
    /// The call has ended.
    CallEnded,
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sent => "sent",
            Self::Refused(_) => "refused",
            Self::Pending => "pending",
            Self::Final => "final",
            Self::Late => "late",
            Self::Duplicate => "duplicate",
            Self::Stale => "stale",
            Self::Unmatched => "unmatched",
            Self::Ignored => "ignored",
            Self::Forgotten => "forgotten",
            Self::Dropped => "dropped",
        })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Limit => "too many operations are pending",
            Self::CallEnded => "the call has ended",
        })
    }
}
