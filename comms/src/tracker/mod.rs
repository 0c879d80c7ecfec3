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

mod body;
mod calls;
mod entries;
mod event;
mod goal;
mod input;
mod limits;
mod message;
mod snapshot;
#[cfg(test)]
mod tests;
mod written;

pub use body::Body;
pub use event::{Event, EventKind, Refusal};
pub use goal::Goal;
pub use input::Input;
pub use limits::Limits;
pub use snapshot::RestoreError;

use crate::{Call, CommsNotification, CommsNotifications, LongRunning, Outcome, ResultInfo};
use calls::Calls;
use entity_core::Registry;
use entries::{Entries, Entry, Forgotten, Match, Stage, is_known};
use message::{CallChange, Message, Source};
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

    fn waiting(&self, stage: Stage) -> impl Iterator<Item = Waiting<'_>> {
        self.entries
            .by_age(stage)
            .map(|(number, entry)| Waiting { call_id: self.call_id(entry), ..entry.waiting(number) })
    }
}

/// One method for each message.
impl Tracker {
    fn sent(&mut self, now: Duration, call: Option<&str>, context: &str, goal: Goal, events: &mut Vec<Event>) {
        let message = Message::intent(context);
        let key = self.calls.key(call);
        let known = self.entries.find_by_context(&message, key.as_ref()).and_then(|number| {
            let entry = self.entries.get(number)?;
            (entry.stage != Stage::Unmatched).then_some(number)
        });
        if let Some(number) = known {
            let is_final = self.entries.get(number).is_some_and(|entry| entry.stage == Stage::Final);
            self.report(if is_final { EventKind::Duplicate } else { EventKind::Pending }, number, events);
        } else if let Some(refusal) = self.refusal(key.as_ref()) {
            events.push(self.event_of(message, EventKind::Refused(refusal)));
        } else if context.is_empty() {
            events.push(self.event_of(message, EventKind::Sent));
        } else {
            self.update(now, message, call, goal, events);
        }
    }

    /// The reason to refuse a start.
    fn refusal(&self, call: Option<&Arc<str>>) -> Option<Refusal> {
        if call.and_then(|key| self.calls.get(key)).is_some_and(|call| call.ended.is_some()) {
            Some(Refusal::CallEnded)
        } else {
            (self.entries.count(Stage::Pending) >= self.limits.pending).then_some(Refusal::Limit)
        }
    }

    fn placed(&mut self, now: Duration, context: &str, call: &Call, events: &mut Vec<Event>) {
        let id = call.id().filter(|id| !id.is_empty());
        self.take(now, Message::acceptance(context), id, events);
        self.call_changed(now, id, CallChange::of_call(call), events);
    }

    fn notified(&mut self, now: Duration, notification: &CommsNotification, events: &mut Vec<Event>) {
        let url = notification.resource();
        if let Some(message) = Message::notification(notification, &url, self.types) {
            self.take(now, message, url.call.as_deref(), events);
            return;
        }
        let id = notification.call_id();
        events.push(Event { call_id: id.as_deref().map(Arc::from), ..self.event(EventKind::Ignored) });
        if let Some(change) = CallChange::of_notification(notification) {
            self.call_changed(now, id.as_deref(), change, events);
        }
    }

    fn call_ended(&mut self, now: Duration, id: Option<&str>, result: Option<ResultInfo>, events: &mut Vec<Event>) {
        let mut call = Call::default();
        if let Some(result) = result {
            *call.result_info_mut() = result;
        }
        events.push(Event { call_id: id.map(Arc::from), ..self.event(EventKind::Ignored) });
        self.call_changed(now, id, CallChange { is_over: true, ..CallChange::of_call(&call) }, events);
    }

    fn closed(&mut self, now: Duration, number: u64, outcome: Outcome, events: &mut Vec<Event>) {
        match self.entries.remove(number) {
            Some(entry) => self.end(now, number, entry, outcome, events),
            None => events.push(self.event(EventKind::Ignored)),
        }
    }

    /// Updates what is known of the call, ends the requests whose goal the call has reached, and dates the end of the
    /// others if the call is over.
    fn call_changed(&mut self, now: Duration, id: Option<&str>, change: CallChange<'_>, events: &mut Vec<Event>) {
        let Some(key) = self.calls.key(id) else { return };
        let call = self.calls.known(&key, id);
        call.is_up |= Goal::Established.outcome(change) == Some(Outcome::Succeeded);
        if change.is_over {
            call.ended.get_or_insert(now);
        }
        let is_up = call.is_up;
        let open: Vec<_> = self.entries.of_call(&key).collect();
        for number in open {
            let Some(mut entry) = self.entries.remove(number) else { continue };
            let by_now = (is_up && entry.goal == Goal::Established).then_some(Outcome::Succeeded);
            if let Some(outcome) = by_now.or_else(|| entry.goal.outcome(change)) {
                entry.content = change.content().before(std::mem::take(&mut entry.content));
                self.end(now, number, entry, outcome, events);
            } else {
                self.hold(number, entry);
            }
        }
    }
}

/// The stages of an operation.
impl Tracker {
    /// Applies a message about an operation of that call.
    fn take(&mut self, now: Duration, message: Message, call: Option<&str>, events: &mut Vec<Event>) {
        self.forget(now);
        let key = self.calls.key(call);
        if message.id.is_none() && message.client_context.is_none() {
            let kind = match message.outcome {
                _ if message.source == Source::Notification => EventKind::Unmatched,
                Some(_) => EventKind::Final,
                None => EventKind::Pending,
            };
            events.push(self.event_of(message, kind));
        } else if self.is_forgotten(&message, key.as_ref()) {
            events.push(self.event_of(message, EventKind::Forgotten));
        } else if self.is_beyond_limit(&message, key.as_ref()) {
            events.push(self.event_of(message, EventKind::Refused(Refusal::Limit)));
        } else {
            self.update(now, message, call, Goal::Operation, events);
        }
    }

    /// Returns whether the message is about a final operation that is no longer held. An answer that has only a
    /// context in common with one starts a new operation: its request reuses the context.
    fn is_forgotten(&self, message: &Message, call: Option<&Arc<str>>) -> bool {
        if let Some(id) = message.id.as_deref() {
            if self.entries.find_by_id(id, call).is_some() {
                return false;
            }
            if self.forgotten.contains_id(id) {
                return true;
            }
        }
        let context = message.client_context.as_deref().filter(|_| message.source == Source::Notification);
        context.is_some_and(|context| self.forgotten.contains_context(context))
            && self.entries.find_by_context(message, call).is_none()
    }

    /// Returns whether the message is the answer of a new operation that the limit does not allow.
    fn is_beyond_limit(&self, message: &Message, call: Option<&Arc<str>>) -> bool {
        message.source == Source::Answer
            && message.outcome.is_none()
            && self.entries.count(Stage::Pending) >= self.limits.pending
            && message.id.as_deref().is_none_or(|id| self.entries.find_by_id(id, call).is_none())
            && self.entries.find_by_context(message, call).is_none()
    }

    /// Updates the operation that the message is about.
    fn update(&mut self, now: Duration, message: Message, call: Option<&str>, goal: Goal, events: &mut Vec<Event>) {
        let key = self.calls.key(call);
        let found = self.entries.take_match(&message, key.as_ref());
        let is_new = found.is_none();
        let Match { number, mut entry, joined } = found.unwrap_or_else(|| Match::new(self.entries.new_number(), now));
        if entry.call.is_none()
            && let Some(key) = key
        {
            self.calls.known(&key, call);
            entry.call = Some((key, call.filter(|_| !self.calls.is_one).map(Arc::from)));
        }
        let is_requested = message.source != Source::Notification || entry.stage != Stage::Unmatched;
        if message.source == Source::Intent {
            entry.goal = goal;
        }
        let (reports_end, is_intent, error) =
            (message.outcome.is_some(), message.source == Source::Intent, message.error.clone());
        let is_better = !is_known(entry.outcome) && is_known(message.outcome);
        entry.add(message);
        let (stage, kind) = match entry.stage {
            Stage::Final if is_better => (Stage::Final, EventKind::Late),
            Stage::Final if reports_end => (Stage::Final, EventKind::Duplicate),
            Stage::Final => (Stage::Final, EventKind::Stale),
            _ if !is_requested => (Stage::Unmatched, EventKind::Unmatched),
            _ if entry.outcome.is_some() => (Stage::Final, EventKind::Final),
            _ if is_intent && is_new => (Stage::Pending, EventKind::Sent),
            _ => (Stage::Pending, EventKind::Pending),
        };
        let event = Event { joined, error, ..self.event_about(&entry, kind, number) };
        events.push(event);
        self.move_to(stage, now, number, entry);
    }

    /// Ends an operation, or improves the unknown outcome of one that has ended.
    fn end(&mut self, now: Duration, number: u64, mut entry: Entry, outcome: Outcome, events: &mut Vec<Event>) {
        let kind = match entry.stage {
            Stage::Final if !is_known(entry.outcome) && is_known(Some(outcome)) => EventKind::Late,
            Stage::Final => EventKind::Duplicate,
            _ => EventKind::Final,
        };
        if kind != EventKind::Duplicate {
            entry.outcome = Some(outcome);
        }
        let event = self.event_about(&entry, kind, number);
        events.push(event);
        self.move_to(Stage::Final, now, number, entry);
    }

    /// Holds the entry in this stage. An operation's stage changes nowhere else.
    fn move_to(&mut self, stage: Stage, now: Duration, number: u64, mut entry: Entry) {
        if entry.stage != stage {
            entry.stage = stage;
            entry.since = now;
        }
        if stage == Stage::Final {
            entry.content = entry.content.without_secrets(self.types);
        }
        self.hold(number, entry);
    }

    /// Holds the entry. A pending one is due once its call has ended and the grace has passed.
    fn hold(&mut self, number: u64, mut entry: Entry) {
        let ended = entry.call.as_ref().and_then(|(key, _)| self.calls.get(key)?.ended);
        let grace = self.limits.grace;
        entry.due = ended.filter(|_| entry.stage == Stage::Pending).map(|at| at.max(entry.since).saturating_add(grace));
        self.entries.insert(number, entry);
    }

    /// Applies the time: ends what has waited for its call, forgets and drops what is beyond the limits.
    fn settle(&mut self, now: Duration, mut events: Vec<Event>) -> Vec<Event> {
        while let Some((due, number)) = self.entries.next_due()
            && due <= now
            && let Some(entry) = self.entries.remove(number)
        {
            self.end(now, number, entry, Outcome::Unknown, &mut events);
            events.last_mut().into_iter().for_each(|event| event.input = None);
        }
        self.forget(now);
        for number in self.entries.excess(Stage::Unmatched, self.limits.unmatched) {
            if let Some(entry) = self.entries.remove(number) {
                let event = self.event_about(&entry, EventKind::Dropped, number);
                events.push(event);
            }
        }
        let entries = &self.entries;
        self.calls.truncate(self.limits.calls, |key| entries.of_call(&Arc::from(key)).next().is_some());
        events
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
}

/// Events.
impl Tracker {
    /// A new event about nothing that is held.
    fn event(&mut self, kind: EventKind) -> Event {
        let number = self.next_event;
        self.next_event += 1;
        Event {
            number,
            input: Some(0),
            kind,
            operation: None,
            joined: None,
            id: None,
            client_context: None,
            call_id: None,
            outcome: None,
            body: None,
            error: None,
        }
    }

    /// The event of a message that no entry is held for.
    fn event_of(&mut self, message: Message, kind: EventKind) -> Event {
        let body = self.body(&message.content, message.id.as_deref(), message.client_context.as_deref());
        Event {
            id: message.id,
            client_context: message.client_context,
            outcome: message.outcome,
            error: message.error,
            body,
            ..self.event(kind)
        }
    }

    fn event_about(&mut self, entry: &Entry, kind: EventKind, number: u64) -> Event {
        Event {
            operation: Some(number),
            id: entry.id.clone(),
            client_context: entry.client_context.clone(),
            call_id: self.shared_call_id(entry),
            outcome: entry.outcome,
            body: match entry.goal {
                Goal::Operation => self.body(&entry.content, entry.id.as_deref(), entry.client_context.as_deref()),
                _ => self.body(&entry.content, self.call_id(entry), None),
            },
            ..self.event(kind)
        }
    }

    fn report(&mut self, kind: EventKind, number: u64, events: &mut Vec<Event>) {
        if let Some(entry) = self.entries.get(number).cloned() {
            let event = self.event_about(&entry, kind, number);
            events.push(event);
        }
    }

    fn body(&self, joined: &body::Content, id: Option<&str>, context: Option<&str>) -> Option<Body> {
        let is_empty = joined.type_name.is_none() && joined.members.is_none();
        (!is_empty).then(|| Body { text: joined.text(id, context).into(), types: self.types })
    }

    fn shared_call_id(&self, entry: &Entry) -> Option<Arc<str>> {
        let (key, id) = entry.call.as_ref()?;
        id.clone().or_else(|| self.calls.get(key)?.id.clone())
    }

    fn call_id<'a>(&'a self, entry: &'a Entry) -> Option<&'a str> {
        let (key, id) = entry.call.as_ref()?;
        id.as_deref().or_else(|| self.calls.get(key)?.id.as_deref())
    }
}
