//! Joins the responses to actions with the notifications that follow, and reports the end of each operation once.
//!
//! [`Tracker`] is a plain state machine: no clock, no socket, no thread. The caller passes in messages and the time,
//! and gets [`Event`]s back; the same messages at the same times give the same events. Waiting, polling and storing are
//! left to the caller: [`Tracker::overdue`] lists the operations to ask about, [`Tracker::snapshot`] is the state to
//! store.
//!
//! | the caller has | it calls | it gets |
//! |---|---|---|
//! | the response to an action | [`Tracker::response`] | [`EventKind::Pending`], or [`EventKind::Final`] if the operation has already ended |
//! | a body that the callback URL received | [`Tracker::notifications`] | one event for each notification, [`EventKind::Final`] once for each operation |
//! | a timer | [`Tracker::overdue`] | the operations that have waited too long |

mod entries;
mod message;
mod snapshot;
#[cfg(test)]
mod tests;

pub use snapshot::RestoreError;

use crate::{CommsNotification, CommsNotifications, LongRunning, Outcome};
use entries::{Entries, Forgotten, Match, Stage};
use message::Message;
use std::fmt;
use std::sync::Arc;
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
#[derive(Clone, Debug)]
pub struct Tracker {
    limits: Limits,
    entries: Entries,
    forgotten: Forgotten,
}

/// The number of operations that a [`Tracker`] holds, and for how long.
///
/// ```
/// use comms::tracker::Limits;
/// use std::time::Duration;
///
/// let limits = Limits { finals: 500, overdue: Duration::from_secs(90), ..Limits::default() };
/// assert_eq!(limits.pending, 10_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most pending operations: 10,000 by default. Beyond it, the one that has waited longest is dropped.
    pub pending: usize,
    /// The most operations that only notifications have named: 10,000 by default. Beyond it, the oldest is dropped.
    pub unmatched: usize,
    /// The most final operations: 10,000 by default. Beyond it, the oldest is forgotten.
    pub finals: usize,
    /// The time that a final operation is held: one hour by default. Completions have come a minute late.
    pub final_age: Duration,
    /// The most forgotten operations that are still recognised: 100,000 by default, at 16 bytes and an index entry
    /// each.
    pub forgotten: usize,
    /// The wait after which an operation is [overdue](Tracker::overdue): five minutes by default.
    pub overdue: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pending: 10_000,
            unmatched: 10_000,
            finals: 10_000,
            final_age: Duration::from_secs(60 * 60),
            forgotten: 100_000,
            overdue: Duration::from_secs(5 * 60),
        }
    }
}

/// A fact that a message added about an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// The kind of fact.
    pub kind: EventKind,
    /// The tracker's own number of the operation. All events of an operation have the same number, those before its id
    /// is known included, and a snapshot keeps it. `None` if nothing is held: for [`Ignored`](EventKind::Ignored), for
    /// [`Forgotten`](EventKind::Forgotten), and for an operation with neither id nor context.
    pub operation: Option<u64>,
    /// The number of a second, unmatched operation that proved to be this one. Until now, one was known by its id alone
    /// and the other by its context alone.
    pub joined: Option<u64>,
    /// The operation's id, as it was received. Shared with the tracker, as the context is, so a long one is not copied.
    pub id: Option<Arc<str>>,
    /// The context that the request carried.
    pub client_context: Option<Arc<str>>,
    /// The outcome, if known. An unmatched operation has one too if its notification reported it.
    pub outcome: Option<Outcome>,
}

/// The kind of an [`Event`]. `Display` writes it as `comms replay` does: `pending`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// The operation is not final. Its updates come by notification.
    Pending,
    /// The operation is final. Reported once for each operation.
    Final,
    /// The operation was reported final again. If its first outcome was `Unknown`, this event may carry the real one.
    Duplicate,
    /// An earlier state, received after the end.
    Stale,
    /// A notification about an operation that no response has named yet. It is held until a response does.
    Unmatched,
    /// A notification about something else.
    Ignored,
    /// A message about a final operation that is no longer held.
    Forgotten,
    /// A pending or unmatched operation was dropped because a [limit](Limits) was reached.
    Dropped,
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pending => "pending",
            Self::Final => "final",
            Self::Duplicate => "duplicate",
            Self::Stale => "stale",
            Self::Unmatched => "unmatched",
            Self::Ignored => "ignored",
            Self::Forgotten => "forgotten",
            Self::Dropped => "dropped",
        })
    }
}

/// An operation that is held and not final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting<'a> {
    /// The operation's number, as in its events.
    pub operation: u64,
    /// The operation's id, if known.
    pub id: Option<&'a str>,
    /// The context that the request carried.
    pub client_context: Option<&'a str>,
    /// The time at which the wait began.
    pub since: Duration,
}

impl Tracker {
    /// Creates a tracker that holds nothing.
    pub fn new(limits: Limits) -> Self {
        Self { limits, entries: Entries::default(), forgotten: Forgotten::default() }
    }

    /// Applies the response to an action: an operation of any type, or `None`, with the `clientContext` that the
    /// request carried.
    ///
    /// The first event is about this operation; any others report operations that were [dropped](EventKind::Dropped). A
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
        self.apply(now, Message::from_response(operation, client_context), &mut events);
        events
    }

    /// Applies one notification. The first event is about it; any others report operations that were
    /// [dropped](EventKind::Dropped).
    #[must_use = "only the events report the end of an operation"]
    pub fn notification(&mut self, now: Duration, notification: &CommsNotification) -> Vec<Event> {
        let mut events = Vec::new();
        self.apply_notification(now, notification, &mut events);
        events
    }

    /// Applies the body that a callback URL received: [`Self::notification`] for each of its notifications, in order.
    #[must_use = "only the events report the end of an operation"]
    pub fn notifications(&mut self, now: Duration, body: &CommsNotifications) -> Vec<Event> {
        let mut events = Vec::new();
        for notification in body.value() {
            self.apply_notification(now, notification, &mut events);
        }
        events
    }

    /// The operations that are not final, the one that has waited longest first.
    pub fn pending(&self) -> impl Iterator<Item = Waiting<'_>> {
        self.entries.by_age(Stage::Pending).map(|(number, entry)| entry.waiting(number))
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
        self.entries.by_age(Stage::Unmatched).map(|(number, entry)| entry.waiting(number))
    }

    fn apply_notification(&mut self, now: Duration, notification: &CommsNotification, events: &mut Vec<Event>) {
        match Message::from_notification(notification) {
            Some(message) => self.apply(now, message, events),
            None => events.push(Event {
                kind: EventKind::Ignored,
                operation: None,
                joined: None,
                id: None,
                client_context: None,
                outcome: None,
            }),
        }
    }

    fn apply(&mut self, now: Duration, message: Message, events: &mut Vec<Event>) {
        self.forget(now);
        events.push(if message.id.is_none() && message.client_context.is_none() {
            let kind = match message.outcome {
                _ if !message.is_response => EventKind::Unmatched,
                Some(_) => EventKind::Final,
                None => EventKind::Pending,
            };
            message.into_event(kind)
        } else if self.is_forgotten(&message) {
            message.into_event(EventKind::Forgotten)
        } else {
            self.update(now, message)
        });
        self.forget(now);
        self.drop_excess(events);
    }

    /// Returns whether the message is about a final operation that is no longer held. A response that has only a
    /// context in common with one starts a new operation: its request reuses the context.
    fn is_forgotten(&self, message: &Message) -> bool {
        if let Some(id) = message.id.as_deref() {
            if self.entries.find_by_id(id).is_some() {
                return false;
            }
            if self.forgotten.contains_id(id) {
                return true;
            }
        }
        let context = message.client_context.as_deref().filter(|_| !message.is_response);
        context.is_some_and(|context| self.forgotten.contains_context(context))
            && self.entries.find_by_context(message).is_none()
    }

    /// Updates the operation that the message is about. An operation's stage changes nowhere else.
    fn update(&mut self, now: Duration, message: Message) -> Event {
        let found = self.entries.take_match(&message);
        let Match { number, mut entry, joined } = found.unwrap_or_else(|| Match::new(self.entries.new_number(), now));
        let has_response = message.is_response || entry.stage != Stage::Unmatched;
        let reports_end = message.outcome.is_some();
        entry.add(message);
        let (stage, kind) = match entry.stage {
            Stage::Final if reports_end => (Stage::Final, EventKind::Duplicate),
            Stage::Final => (Stage::Final, EventKind::Stale),
            _ if !has_response => (Stage::Unmatched, EventKind::Unmatched),
            _ if entry.outcome.is_some() => (Stage::Final, EventKind::Final),
            _ => (Stage::Pending, EventKind::Pending),
        };
        if entry.stage != stage {
            entry.stage = stage;
            entry.since = now;
        }
        let event = Event { joined, ..entry.event(kind, number) };
        self.entries.insert(number, entry);
        event
    }

    /// Forgets the final operations that are too old or too many.
    fn forget(&mut self, now: Duration) {
        while let Some((number, since)) = self.entries.oldest(Stage::Final) {
            let too_old = now.saturating_sub(since) > self.limits.final_age;
            if !too_old && self.entries.count(Stage::Final) <= self.limits.finals {
                break;
            }
            if let Some(entry) = self.entries.remove(number) {
                self.forgotten.add(&entry);
            }
        }
        self.forgotten.truncate(self.limits.forgotten);
    }

    fn drop_excess(&mut self, events: &mut Vec<Event>) {
        for (stage, limit) in [(Stage::Pending, self.limits.pending), (Stage::Unmatched, self.limits.unmatched)] {
            while self.entries.count(stage) > limit
                && let Some((number, _)) = self.entries.oldest(stage)
                && let Some(entry) = self.entries.remove(number)
            {
                events.push(entry.event(EventKind::Dropped, number));
            }
        }
    }
}
