//! Joins the requests of a bot, their answers and the notifications that follow, and reports the end of each operation
//! once.
//!
//! [`Tracker`] is a plain state machine: no clock, no socket, no thread. The caller passes in messages and the time,
//! and gets [`Event`]s back; the same messages at the same times give the same events. Waiting, polling and storing are
//! left to the caller.
//!
//! | the caller has | it calls | it gets |
//! |---|---|---|
//! | any message, as a value | [`Tracker::apply`] with an [`Input`] | the events of that message |
//! | the response to an action | [`Tracker::response`] | [`EventKind::Pending`], or [`EventKind::Final`] if the operation has already ended |
//! | a body that the callback URL received | [`Tracker::notifications`] | one event for each notification, [`EventKind::Final`] once for each operation |
//! | a timer | [`Tracker::due`], [`Tracker::overdue`] | the time of the next [`Input::Time`], and the operations that have waited too long |
//! | a store | [`Tracker::snapshot`], [`Tracker::restore`] | the state as JSON |
//!
//! # Design
//!
//! A tracker follows the operations of one call ([`Tracker::of_one_call`]) or of many ([`Tracker::new`]). Each operation
//! goes through three stages, and never back:
//!
//! ```text
//!                        Sent, Answered
//!             ┌──────────────────────────────────┐
//!             │                                  ▼
//!   Notified ─┴─► unmatched ── Sent, Answered ─► pending ── an end ─► final ── forgotten
//!                     └────────── an end that was known ──────────────▲
//! ```
//!
//! - **An end** is a status that says so, a notification `deleted`, a refusal, [`Input::Closed`] or, for a request with
//!   another [`Goal`], a state of its call. The first known outcome stays. An end without an outcome may be followed by
//!   one [`EventKind::Late`] event with the real one.
//! - **The end of a call** ends its pending operations with [`Outcome::Unknown`], after [`Limits::grace`]. A real end
//!   within that time comes first: a message is applied before the time is.
//! - **A start** ([`Input::Sent`]) is recorded before its request is sent, so that a crash in between loses nothing. It
//!   is refused at a limit and after the end of the call. A context that the call has already starts nothing.
//! - **All is bounded.** Nothing pending is ever dropped. Unmatched operations and finals give way to newer ones; a
//!   final is still recognised when it is forgotten.
//! - **The call** is known from [`Input::Sent`], and from every resource URL. Two operations of two calls are never
//!   joined. In a tracker of one call, every message is about that call.
//! - **Own operation types** are found by their tag in the tracker's [types](Tracker::with_types).

mod apply;
mod body;
mod calls;
mod entries;
mod event;
mod goal;
mod input;
mod limits;
mod message;
mod report;
mod snapshot;
mod stages;
#[cfg(test)]
mod tests;
mod written;

pub use body::Body;
pub use entries::canonical_id;
pub use event::{Event, EventKind, Refusal};
pub use goal::Goal;
pub use input::Input;
pub use limits::Limits;
pub use snapshot::RestoreError;

use crate::{CommsNotification, CommsNotifications, LongRunning, Outcome};
use calls::Calls;
use entity_core::Registry;
use entries::{Entries, Forgotten, Stage};
use message::Message;
use std::fmt;
use std::time::Duration;

/// Follows operations to their end: exactly one [`EventKind::Final`] for each, and never a step back.
///
/// Responses and notifications may come in any order, and any number of times.
///
/// An operation is known by its id or, if either side lacks an id, by its `clientContext`. Ids compare without case
/// and, if they are GUIDs, without hyphens. The id of a notification is `resourceData.id`, else the last segment of its
/// resource URL, absolute or relative, with any version in front. An operation is final when a status reports it, or
/// when a notification has the `changeType` `deleted`. Sources: the documentation of `commsNotification` and
/// `commsOperation`.
///
/// Times are [`Duration`]s since one fixed moment: an [`Instant`](std::time::Instant) taken at the start of the
/// program, or the Unix epoch if a snapshot is to outlive the program.
///
/// ```
/// use comms::tracker::{EventKind, Limits, Tracker};
/// use comms::{AnyCommsOperation, CommsNotifications, Outcome};
/// use entity_core::json;
/// use std::time::Duration;
///
/// let mut tracker = Tracker::new(Limits::default());
///
/// // The response to `playPrompt`, and the context that the request carried.
/// let answer: Option<AnyCommsOperation> = json::from_slice(br#"{"id": "0FE0623F", "status": "running"}"#)?;
/// let events = tracker.response(Duration::from_secs(1), &answer, Some("order 7"));
/// assert_eq!(events[0].kind, EventKind::Pending);
///
/// // The callback URL receives the end of the operation five minutes later.
/// let body: CommsNotifications = json::from_slice(br##"{"value": [{
///     "changeType": "deleted",
///     "resourceUrl": "/communications/calls/57dab8b1/operations/0fe0623f",
///     "resourceData": {"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed"}
/// }]}"##)?;
/// assert_eq!(tracker.overdue(Duration::from_secs(302)).count(), 1);
/// let events = tracker.notifications(Duration::from_secs(302), &body);
/// assert_eq!((events[0].kind, events[0].outcome), (EventKind::Final, Some(Outcome::Succeeded)));
/// assert_eq!(events[0].client_context.as_deref(), Some("order 7"));
///
/// // The service sends it twice.
/// let events = tracker.notifications(Duration::from_secs(303), &body);
/// assert_eq!(events[0].kind, EventKind::Duplicate);
/// # Ok::<(), json::Error>(())
/// ```
///
/// Give each request a `clientContext` of its own. Two responses without an id (null operations) that share a context
/// count as one operation, because nothing distinguishes them. A notification that then fits neither is
/// [`EventKind::Unmatched`].
#[derive(Clone)]
pub struct Tracker {
    limits: Limits,
    types: &'static Registry,
    calls: Calls,
    entries: Entries,
    forgotten: Forgotten,
    /// The number of the next event.
    next_event: u64,
}

impl fmt::Debug for Tracker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { limits, entries, .. } = self;
        let counts = Stage::ALL.map(|stage| entries.count(stage));
        f.debug_struct("Tracker")
            .field("limits", limits)
            .field("unmatched, pending, final", &counts)
            .finish_non_exhaustive()
    }
}

/// An operation that is held and not final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting<'a> {
    /// The operation's number, as in its events.
    pub operation: u64,
    /// The end that its request is followed to.
    pub goal: Goal,
    /// The operation's id, if known.
    pub id: Option<&'a str>,
    /// The context that the request carried.
    pub client_context: Option<&'a str>,
    /// The id of the call, if known.
    pub call_id: Option<&'a str>,
    /// The time at which the wait began.
    pub since: Duration,
}

/// An operation that is held, pending or final, as a list of operations shows it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Known<'a> {
    /// The operation's number, as in its events.
    pub operation: u64,
    /// The end that its request is followed to.
    pub goal: Goal,
    /// The operation's id, if known.
    pub id: Option<&'a str>,
    /// The context that the request carried.
    pub client_context: Option<&'a str>,
    /// True once the end is reported.
    pub is_final: bool,
    /// The outcome, once it is final.
    pub outcome: Option<Outcome>,
    /// The time of the end; of a pending operation, that of its start.
    pub since: Duration,
    /// The operation as far as it is known, without its secrets.
    pub body: Option<Body>,
}

impl Tracker {
    /// Creates a tracker that holds nothing, for the operations of any number of calls.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            types: &crate::TYPES,
            calls: Calls::default(),
            entries: Entries::default(),
            forgotten: Forgotten::default(),
            next_event: 0,
        }
    }

    /// Creates a tracker for the operations of one call. Every message is about that call, whatever call it names.
    pub fn of_one_call(limits: Limits) -> Self {
        Self { calls: Calls::new(true), ..Self::new(limits) }
    }

    /// Reads operations of these types too, by their tags, so that their success reasons hold. See
    /// [`operation_type`](crate::operation_type).
    #[must_use]
    pub fn with_types(self, types: &'static Registry) -> Self {
        Self { types, ..self }
    }

    /// Applies one message, and then the time. Events of the time alone have no [`Event::input`].
    ///
    /// ```
    /// use comms::Outcome;
    /// use comms::tracker::{EventKind, Input, Limits, Tracker};
    /// use std::time::Duration;
    ///
    /// let mut tracker = Tracker::of_one_call(Limits::default());
    /// let at = Duration::from_secs;
    /// assert_eq!(tracker.apply(at(0), Input::sent("order 7"))[0].kind, EventKind::Sent);
    ///
    /// // The call ends, and no end of the operation comes.
    /// assert!(tracker.apply(at(5), Input::CallEnded { call: None, result: None }).iter().all(|it| it.kind == EventKind::Ignored));
    /// assert_eq!(tracker.due(), Some(at(65)));
    /// let events = tracker.apply(at(65), Input::Time);
    /// assert_eq!((events[0].kind, events[0].outcome), (EventKind::Final, Some(Outcome::Unknown)));
    /// assert_eq!(events[0].client_context.as_deref(), Some("order 7"));
    /// ```
    #[must_use = "only the events report the end of an operation"]
    pub fn apply(&mut self, now: Duration, input: Input) -> Vec<Event> {
        let mut events = Vec::new();
        match input {
            Input::Sent { call, context, goal } => self.sent(now, call.as_deref(), &context, goal, &mut events),
            Input::Answered { context, operation } => {
                let answer = Message::answer(operation.as_ref(), &context, self.types);
                self.take(now, answer, None, &mut events);
            }
            Input::Placed { context, call } => self.placed(now, &context, &call, &mut events),
            Input::Refused { context, error } => {
                self.take(now, Message::refusal(&context, error), None, &mut events);
            }
            Input::Notified(notification) => self.notified(now, &notification, &mut events),
            Input::CallEnded { call, result } => self.call_ended(now, call.as_deref(), result, &mut events),
            Input::Closed { operation, outcome } => self.closed(now, operation, outcome, &mut events),
            Input::Time => {}
        }
        self.settle(now, events)
    }

    /// Applies the response to an action: an operation of any type, or `None`, with the `clientContext` that the
    /// request carried.
    ///
    /// A response without a recorded start is a start: at the limit it is [refused](EventKind::Refused) and not held. A
    /// response with neither id nor context gives an event and is not held, because no notification could be joined
    /// with it.
    ///
    /// ```
    /// use comms::tracker::{EventKind, Limits, Tracker};
    /// use comms::CommsOperation;
    /// use std::time::Duration;
    ///
    /// let mut tracker = Tracker::new(Limits::default());
    /// let events = tracker.response(Duration::ZERO, &None::<CommsOperation>, Some("order 7"));
    /// assert_eq!(events[0].kind, EventKind::Pending, "a null operation waits for its notification");
    /// ```
    #[must_use = "only the events report the end of an operation"]
    pub fn response(&mut self, now: Duration, operation: &dyn LongRunning, client_context: Option<&str>) -> Vec<Event> {
        let mut events = Vec::new();
        self.take(now, Message::response(operation, client_context), None, &mut events);
        self.settle(now, events)
    }

    /// Applies one notification. The first event is about it; any others report operations that it ended or that were
    /// [dropped](EventKind::Dropped).
    #[must_use = "only the events report the end of an operation"]
    pub fn notification(&mut self, now: Duration, notification: &CommsNotification) -> Vec<Event> {
        let mut events = Vec::new();
        self.notified(now, notification, &mut events);
        self.settle(now, events)
    }

    /// Applies the body that a callback URL received: [`Self::notification`] for each of its notifications, in order.
    #[must_use = "only the events report the end of an operation"]
    pub fn notifications(&mut self, now: Duration, body: &CommsNotifications) -> Vec<Event> {
        let mut events = Vec::new();
        for (index, notification) in body.value().iter().enumerate() {
            let first = events.len();
            self.notified(now, notification, &mut events);
            self.forget_calls();
            events[first..].iter_mut().for_each(|event| event.input = Some(index));
        }
        self.settle(now, events)
    }

    /// The time at which the next operation ends because its call has ended: apply [`Input::Time`] then. `None` if no
    /// pending operation belongs to a call that has ended.
    pub fn due(&self) -> Option<Duration> {
        self.entries.next_due().map(|(due, _)| due)
    }

    /// The operations that are not final, the one that has waited longest first.
    pub fn pending(&self) -> impl Iterator<Item = Waiting<'_>> {
        self.waiting(Stage::Pending)
    }

    /// The operations of [`Self::pending`] that have waited longer than [`Limits::overdue`]: their notification may be
    /// lost.
    ///
    /// They stay held, and a late notification still ends them.
    pub fn overdue(&self, now: Duration) -> impl Iterator<Item = Waiting<'_>> {
        self.pending().take_while(move |waiting| now.saturating_sub(waiting.since) > self.limits.overdue)
    }

    /// The operations that only notifications have named, the oldest first.
    pub fn unmatched(&self) -> impl Iterator<Item = Waiting<'_>> {
        self.waiting(Stage::Unmatched)
    }

    /// The pending operations and the latest [`Limits::finals`] that have ended, in the order of their numbers.
    ///
    /// ```
    /// use comms::tracker::{Input, Limits, Tracker};
    /// use comms::{CommsOperation, Outcome};
    /// use entity_core::json;
    /// use std::time::Duration;
    ///
    /// let mut tracker = Tracker::of_one_call(Limits::default());
    /// tracker.apply(Duration::from_secs(1), Input::sent("greeting"));
    /// let answer: Option<CommsOperation> = json::from_slice(br#"{"id": "0fe0623f", "status": "completed"}"#)?;
    /// tracker.response(Duration::from_secs(2), &answer, Some("greeting"));
    ///
    /// let known: Vec<_> = tracker.operations().collect();
    /// assert_eq!((known[0].id, known[0].client_context), (Some("0fe0623f"), Some("greeting")));
    /// assert_eq!((known[0].outcome, known[0].since), (Some(Outcome::Succeeded), Duration::from_secs(2)));
    /// # Ok::<(), json::Error>(())
    /// ```
    pub fn operations(&self) -> impl Iterator<Item = Known<'_>> {
        let matched = self.entries.iter().filter(|(_, entry)| entry.stage != Stage::Unmatched);
        matched.map(|(number, entry)| {
            let content = entry.content.clone().without_secrets(self.types);
            Known {
                operation: number,
                goal: entry.goal,
                id: entry.id.as_deref(),
                client_context: entry.client_context.as_deref(),
                is_final: entry.stage == Stage::Final,
                outcome: entry.outcome,
                since: entry.since,
                body: self.body(&content, entry.id.as_deref(), entry.client_context.as_deref()),
            }
        })
    }

    fn waiting(&self, stage: Stage) -> impl Iterator<Item = Waiting<'_>> {
        self.entries
            .by_age(stage)
            .map(|(number, entry)| Waiting { call_id: self.call_id(entry), ..entry.waiting(number) })
    }
}
