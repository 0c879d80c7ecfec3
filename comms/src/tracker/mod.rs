//! The tracker: joins what actions return with what notifications bring, and says once of each operation how it ended.
//!
//! A plain state machine: no clock, no socket, no thread. Time and messages are handed to it, [`Event`]s come out; the same
//! messages at the same times give the same events. What a message says stands in `message`, where operations are found in
//! `operations`; what it costs to wait, to poll or to store is the caller's.

mod message;
mod operations;
mod snapshot;
#[cfg(test)]
mod tests;

pub use snapshot::RestoreError;

use crate::{CommsNotification, CommsNotifications, LongRunning, Outcome};
use message::Message;
use operations::{Forgotten, Meant, Operations, Stage};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Follows operations to their end: exactly one [`EventKind::Final`] for each, and never a step back, in whatever order and
/// however often responses and notifications come.
///
/// An operation is known by its id, and where either side lacks that, by its `clientContext`; ids compare without case and,
/// if they are GUIDs, without hyphens. A notification's id is `resourceData.id`, else the last segment of its resource URL,
/// absolute or not, with any version in front. It is over when a status says so, or when a notification with the
/// `changeType` `deleted` ends it. Facts: documentation of `commsNotification` and `commsOperation`.
///
/// Time is a [`Duration`] since any moment that stays the same: an [`Instant`](std::time::Instant) of the program's start, or
/// the Unix epoch where a snapshot is to outlive the program.
///
/// ```
/// use comms::tracker::{EventKind, Limits, Tracker};
/// use comms::{AnyCommsOperation, CommsNotifications, Outcome};
/// use entity_core::json;
/// use std::time::Duration;
///
/// let mut tracker = Tracker::new(Limits::default());
///
/// // What `playPrompt` answered, and the context that the request carried.
/// let answer: Option<AnyCommsOperation> = json::from_slice(br#"{"id": "0FE0623F", "status": "running"}"#)?;
/// let events = tracker.response(Duration::from_secs(1), &answer, Some("order 7"));
/// assert_eq!(events[0].kind, EventKind::Pending);
///
/// // What the callback URL received a minute later.
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
/// // It comes twice.
/// let events = tracker.notifications(Duration::from_secs(303), &body);
/// assert_eq!(events[0].kind, EventKind::Duplicate);
/// # Ok::<(), json::Error>(())
/// ```
///
/// Give each request a `clientContext` of its own. Two answers without an id (null operations) that share one count as one
/// operation, since nothing tells them apart; a notification that then fits neither is [`EventKind::Unmatched`].
#[derive(Clone, Debug)]
pub struct Tracker {
    limits: Limits,
    operations: Operations,
    forgotten: Forgotten,
}

/// How much a [`Tracker`] holds, and for how long.
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
    /// Operations that are not over: 10,000. Beyond it the one that waits longest is dropped.
    pub pending: usize,
    /// Operations heard of by notification alone: 10,000. Beyond it the oldest is dropped.
    pub unmatched: usize,
    /// Operations that are over: 10,000. Beyond it the oldest is forgotten.
    pub finals: usize,
    /// How long one that is over is held: an hour. Completions have come a minute late.
    pub final_age: Duration,
    /// Operations that were forgotten and are still recognised, at 16 bytes and an index entry each: 100,000.
    pub forgotten: usize,
    /// After how long a wait an operation is [overdue](Tracker::overdue): five minutes.
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

/// Something that became known of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// What became known.
    pub kind: EventKind,
    /// The tracker's own number of the operation: the same in all its events, also before its id is known, and kept by a
    /// snapshot. `None` where nothing is held: [`Ignored`](EventKind::Ignored), [`Forgotten`](EventKind::Forgotten), and
    /// an operation with neither id nor context, which nothing can be joined with.
    pub operation: Option<u64>,
    /// The number of another one, unmatched until now, that turned out to be this operation: known by its id alone, say,
    /// while this was known by its context alone.
    pub joined: Option<u64>,
    /// The operation's id, as it was received. Shared with the tracker, as the context is: a long one costs an event nothing.
    pub id: Option<Arc<str>>,
    /// The context that the request carried.
    pub client_context: Option<Arc<str>>,
    /// How it ended, where that is known: also of an unmatched one whose notification said so.
    pub outcome: Option<Outcome>,
}

/// What became known. `Display` writes it as `comms replay` does: `pending`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// It is not over: its updates come by notification.
    Pending,
    /// It is over. Told once.
    Final,
    /// Its end was said again. Where the end was told with an unknown outcome, this may tell a better one.
    Duplicate,
    /// An earlier state, heard after its end.
    Stale,
    /// A notification about an operation that no response told of yet: held until one does.
    Unmatched,
    /// A notification about something else.
    Ignored,
    /// A message about an operation whose end was told, and which was forgotten since.
    Forgotten,
    /// There was no room: an operation that was pending, or unmatched, is held no more.
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

/// An operation that is held and not over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting<'a> {
    /// Its number, as in its events.
    pub operation: u64,
    /// Its id, where that is known.
    pub id: Option<&'a str>,
    /// The context that the request carried.
    pub client_context: Option<&'a str>,
    /// Since when it waits.
    pub since: Duration,
}

impl Tracker {
    /// One that follows nothing yet.
    pub fn new(limits: Limits) -> Self {
        Self { limits, operations: Operations::default(), forgotten: Forgotten::default() }
    }

    /// Takes what an action answered, and the `clientContext` that the request carried: an operation of any type, or `None`.
    ///
    /// The first event is what became known of this operation; others say what was [dropped](EventKind::Dropped). An answer
    /// with neither id nor context is told and not held, since no notification could be joined with it.
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
    #[must_use = "the events are all that is told of an operation's end"]
    pub fn response(&mut self, now: Duration, operation: &dyn LongRunning, client_context: Option<&str>) -> Vec<Event> {
        let mut events = Vec::new();
        self.hear(now, Message::of_response(operation, client_context), &mut events);
        events
    }

    /// Takes a notification. The first event is what became known of it; others say what was [dropped](EventKind::Dropped).
    #[must_use = "the events are all that is told of an operation's end"]
    pub fn notification(&mut self, now: Duration, notification: &CommsNotification) -> Vec<Event> {
        let mut events = Vec::new();
        self.take(now, notification, &mut events);
        events
    }

    /// Takes the body of a notification: [`Self::notification`] for each in turn.
    #[must_use = "the events are all that is told of an operation's end"]
    pub fn notifications(&mut self, now: Duration, body: &CommsNotifications) -> Vec<Event> {
        let mut events = Vec::new();
        for notification in body.value() {
            self.take(now, notification, &mut events);
        }
        events
    }

    /// The operations that are not over, the one that waits longest first.
    pub fn pending(&self) -> impl Iterator<Item = Waiting<'_>> {
        self.operations.by_age(Stage::Pending).map(|(number, operation)| operation.waiting(number))
    }

    /// Those of [`Self::pending`] that have waited longer than [`Limits::overdue`]: their notification may be lost. They
    /// stay held, and what comes for them late is still told.
    pub fn overdue(&self, now: Duration) -> impl Iterator<Item = Waiting<'_>> {
        self.pending().take_while(move |waiting| now.saturating_sub(waiting.since) > self.limits.overdue)
    }

    /// The operations heard of by notification alone, the oldest first.
    pub fn unmatched(&self) -> impl Iterator<Item = Waiting<'_>> {
        self.operations.by_age(Stage::Unmatched).map(|(number, operation)| operation.waiting(number))
    }

    fn take(&mut self, now: Duration, notification: &CommsNotification, events: &mut Vec<Event>) {
        match Message::of_notification(notification) {
            Some(message) => self.hear(now, message, events),
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

    fn hear(&mut self, now: Duration, message: Message, events: &mut Vec<Event>) {
        self.forget(now);
        events.push(if message.id.is_none() && message.client_context.is_none() {
            let kind = match message.outcome {
                _ if !message.answer => EventKind::Unmatched,
                Some(_) => EventKind::Final,
                None => EventKind::Pending,
            };
            message.into_event(kind)
        } else if self.was_forgotten(&message) {
            message.into_event(EventKind::Forgotten)
        } else {
            self.learn(now, message)
        });
        self.forget(now);
        self.drop_excess(events);
    }

    /// Whether what is meant was final, and forgotten since. An answer that has but a context in common with it is rather a
    /// new operation, whose request reuses the context.
    fn was_forgotten(&self, message: &Message) -> bool {
        if let Some(id) = message.id.as_deref() {
            if self.operations.with_id(id).is_some() {
                return false;
            }
            if self.forgotten.knows_id(id) {
                return true;
            }
        }
        let context = message.client_context.as_deref().filter(|_| !message.answer);
        context.is_some_and(|context| self.forgotten.knows_context(context))
            && self.operations.meant_by(message).is_none()
    }

    /// Adds what a message says to what is known: the one place where an operation's state changes.
    fn learn(&mut self, now: Duration, message: Message) -> Event {
        let meant = self.operations.take_meant(&message);
        let Meant { number, mut operation, joined } =
            meant.unwrap_or_else(|| Meant::new(self.operations.new_number(), now));
        let (answered, said) = (message.answer || operation.stage != Stage::Unmatched, message.outcome);
        operation.add(message);
        let (stage, kind) = match operation.stage {
            Stage::Final if said.is_some() => (Stage::Final, EventKind::Duplicate),
            Stage::Final => (Stage::Final, EventKind::Stale),
            _ if !answered => (Stage::Unmatched, EventKind::Unmatched),
            _ if operation.outcome.is_some() => (Stage::Final, EventKind::Final),
            _ => (Stage::Pending, EventKind::Pending),
        };
        if operation.stage != stage {
            operation.stage = stage;
            operation.since = now;
        }
        let event = Event { joined, ..operation.event(kind, number) };
        self.operations.put(number, operation);
        event
    }

    /// Forgets what was final too long ago, and what is too much.
    fn forget(&mut self, now: Duration) {
        while let Some((number, since)) = self.operations.oldest(Stage::Final) {
            let too_old = now.saturating_sub(since) > self.limits.final_age;
            if !too_old && self.operations.count(Stage::Final) <= self.limits.finals {
                break;
            }
            if let Some(operation) = self.operations.take(number) {
                self.forgotten.add(&operation);
            }
        }
        self.forgotten.keep(self.limits.forgotten);
    }

    fn drop_excess(&mut self, events: &mut Vec<Event>) {
        for (stage, limit) in [(Stage::Pending, self.limits.pending), (Stage::Unmatched, self.limits.unmatched)] {
            while self.operations.count(stage) > limit
                && let Some((number, _)) = self.operations.oldest(stage)
                && let Some(operation) = self.operations.take(number)
            {
                events.push(operation.event(EventKind::Dropped, number));
            }
        }
    }
}
