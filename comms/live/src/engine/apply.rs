//! Applies one input to a call's record. Pure: the store may run it again.

use super::body::{self, Content};
use super::notified;
use super::record::{CallRecord, since_epoch};
use super::settings::Settings;
use crate::store::{Change, Current, EventKind, NewEvent, Next, StoreError};
use comms::tracker::{Event, EventKind as Fact, Goal, Input, Refusal};
use comms::{Call, CommsNotification, Outcome};
use entity_core::ServiceError;
use std::sync::Arc;
use std::time::Duration;

/// An input of the engine.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// A call is about to be placed. The fingerprint recognises the request if it is repeated.
    Place { tenant: String, fingerprint: Option<u64> },
    /// A request that starts an operation is about to be sent.
    Intent { context: String },
    /// The request that places the call was never sent.
    Unsent { operation: u64 },
    /// The call was placed.
    Placed(Box<Call>),
    /// An answer, a refusal, or an end that the bot sets by itself.
    Tracked(Box<Input>),
    /// Notifications that were posted to this record's URL, or that name its call. `is_indexed` is false if another record has
    /// the call's id.
    Notified { items: Arc<Vec<CommsNotification>>, which: Vec<usize>, is_indexed: bool },
    /// The service was asked about the call: as it is; `None` if no answer came.
    Asked(Option<Box<CommsNotification>>),
    /// The service answered that the call has ended.
    Gone,
    /// The call cannot be asked about.
    Lost,
    /// `keepAlive` was sent: true if it was taken.
    KeptAlive(bool),
    /// The bot hung up: the end is to be checked.
    HungUp,
    /// Time has passed.
    Time,
}

impl Act {
    /// Returns whether the result is the same however many events are not acknowledged.
    pub(super) fn is_blind_to_events(&self) -> bool {
        matches!(self, Self::Notified { .. })
    }
}

/// The result for the caller.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reply {
    /// The decision about a start, after [`Act::Place`] and [`Act::Intent`]. `None` if there is no record.
    pub(crate) start: Option<Result<Start, NoStart>>,
    /// Graph's id of the call, as it is known after the input.
    pub(crate) call_id: Option<String>,
    pub(crate) tenant: Option<String>,
    /// True if the bot placed the call.
    pub(crate) is_placed: bool,
    /// Indexes of notifications that name another call.
    pub(crate) foreign: Vec<usize>,
    /// Set by [`Act::Time`].
    pub(crate) asks: bool,
    pub(crate) keeps_alive: bool,
    /// Set if the record cannot be read.
    pub(crate) error: Option<StoreError>,
}

/// A start that is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    pub(crate) number: u64,
    /// False if an operation with this context is there already.
    pub(crate) is_new: bool,
}

/// The reason why nothing is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoStart {
    /// The id of the call is not known.
    NoCallId,
    /// The call has ended.
    Ended,
    /// The call was placed by another request.
    OtherRequest,
    /// Too many operations are pending.
    Pending,
    /// Too many events are not acknowledged.
    Events,
}

/// Time until the end of a call is checked that the bot ended, at most.
const CHECK_AFTER: Duration = Duration::from_secs(30);
/// Time until `keepAlive` is tried again.
const KEEP_ALIVE_AGAIN: Duration = Duration::from_secs(60);
/// Time until the end of retention is looked at again, if events are not acknowledged.
const RETAIN_AGAIN: Duration = Duration::from_secs(60 * 60);

/// The result of an input.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    pub(crate) next: Next,
    pub(crate) reply: Reply,
    /// The record, as it is after the input.
    pub(crate) record: Option<CallRecord>,
}

/// Applies the input. `known` is the record, if it was read before.
pub(crate) fn apply(settings: &Settings, current: &Current<'_>, known: Option<CallRecord>, act: &Act) -> Applied {
    let now = since_epoch(current.now);
    let mut reply = Reply::default();
    let stored = current.record.filter(|_| known.is_none());
    let record = match stored.map(|record| CallRecord::read(record, settings)).transpose() {
        Ok(record) => known.or(record),
        Err(error) => return Applied { reply: Reply { error: Some(error), ..reply }, ..Applied::default() },
    };
    let may_create = matches!(act, Act::Place { .. } | Act::Notified { .. });
    let Some(record) = record.or_else(|| may_create.then(|| CallRecord::new(now, settings))) else {
        return Applied { reply, ..Applied::default() };
    };
    let mut step = Step { settings, now, unacknowledged: current.unacknowledged, record, events: Vec::new() };
    let change = step.take(act, &mut reply);
    reply.call_id.clone_from(&step.record.call_id);
    reply.tenant.clone_from(&step.record.tenant);
    reply.is_placed = step.record.placed_by.is_some();
    let record = match change {
        Taken::Nothing => Change::Keep,
        Taken::Change => {
            step.record.schedule(now, settings);
            Change::Put(step.record.write(settings))
        }
        Taken::Over => Change::Delete,
    };
    Applied { next: Next { record, events: step.events }, reply, record: Some(step.record) }
}

/// The effect of an input on the record.
enum Taken {
    Nothing,
    Change,
    /// The record is to be deleted.
    Over,
}

/// One application of an input.
pub(super) struct Step<'a> {
    pub(super) settings: &'a Settings,
    pub(super) now: Duration,
    unacknowledged: u64,
    pub(super) record: CallRecord,
    events: Vec<NewEvent>,
}

impl Step<'_> {
    fn take(&mut self, act: &Act, reply: &mut Reply) -> Taken {
        match act {
            Act::Place { tenant, fingerprint } => {
                if let Some(start) = self.placed_before(*fingerprint) {
                    reply.start = Some(start);
                    return Taken::Nothing;
                }
                reply.start = Some(self.place(tenant, *fingerprint));
            }
            Act::Intent { context } => {
                let start = self.intend(context);
                reply.start = Some(start);
                if !start.is_ok_and(|start| start.is_new) {
                    return Taken::Nothing;
                }
            }
            Act::Unsent { operation } => return self.unsent(*operation),
            Act::Placed(call) => self.placed(call),
            Act::Tracked(input) => {
                self.track((**input).clone());
                if matches!(&**input, Input::Refused { context, .. } if context == PLACE) {
                    self.end(None);
                }
            }
            Act::Notified { items, which, is_indexed } => {
                self.record.is_indexed &= is_indexed;
                for index in which {
                    if let Some(item) = items.get(*index)
                        && !notified::take(self, item)
                    {
                        reply.foreign.push(*index);
                    }
                }
                // Without any, the call is for the sake of `is_indexed`.
                if !which.is_empty() && reply.foreign.len() == which.len() {
                    return Taken::Nothing;
                }
            }
            Act::Asked(answer) => {
                (self.record.asked, self.record.asks) = (Some(self.now), self.record.asks.saturating_add(1));
                self.record.check = None;
                if let Some(item) = answer {
                    notified::asked(self, item);
                }
            }
            Act::Gone => self.gone(),
            Act::Lost => {
                let facts = self.record.lose(self.now);
                self.tell(&facts);
            }
            Act::KeptAlive(taken) => {
                let pause = if *taken { self.settings.keep_alive } else { KEEP_ALIVE_AGAIN };
                self.record.keep_alive = Some(self.now.saturating_add(pause));
            }
            Act::HungUp => {
                let after = CHECK_AFTER.min(self.settings.overdue());
                self.record.check = Some(self.now.saturating_add(after));
            }
            Act::Time => return self.pass(reply),
        }
        Taken::Change
    }

    /// The earlier start of this call, if there was one: the same request again, or another with its key.
    fn placed_before(&self, fingerprint: Option<u64>) -> Option<Result<Start, NoStart>> {
        let number = self.record.placed_by?;
        let is_same = fingerprint.is_some() && self.record.fingerprint == fingerprint;
        Some(if is_same { Ok(Start { number, is_new: false }) } else { Err(NoStart::OtherRequest) })
    }

    fn place(&mut self, tenant: &str, fingerprint: Option<u64>) -> Result<Start, NoStart> {
        self.record.fingerprint = fingerprint;
        self.record.tenant = Some(tenant.to_owned());
        let facts = self.track(Input::sent_towards(Goal::Established, PLACE));
        let start = facts.iter().find_map(started).unwrap_or(Err(NoStart::Pending));
        self.record.placed_by = start.ok().map(|start| start.number);
        start
    }

    /// Forgets a call that has a key of its caller's, so that the caller may repeat the request. Any other call ends.
    fn unsent(&mut self, operation: u64) -> Taken {
        if self.record.fingerprint.is_some() && self.record.call_id.is_none() {
            return Taken::Over;
        }
        self.track(Input::Closed { operation, outcome: Outcome::Failed });
        self.end(None);
        Taken::Change
    }

    /// Decides about a start, before anything is sent.
    fn intend(&mut self, context: &str) -> Result<Start, NoStart> {
        if self.record.call_id.is_none() {
            return Err(NoStart::NoCallId);
        }
        let before = self.record.tracker.clone();
        let facts = self.record.tracker.apply(self.now, Input::sent(context));
        let start = facts.iter().find_map(started).unwrap_or(Err(NoStart::Pending));
        let start = match start {
            Ok(start) if start.is_new && self.unacknowledged >= self.settings.unacknowledged => Err(NoStart::Events),
            start => start,
        };
        if start.is_err() {
            self.record.tracker = before;
        } else {
            self.tell(&facts);
        }
        start
    }

    fn placed(&mut self, call: &Call) {
        if self.record.call_id.is_none() {
            self.record.call_id = call.id().filter(|id| !id.is_empty()).map(str::to_owned);
        }
        self.track(Input::Placed { context: PLACE.to_owned(), call: Box::new(call.clone()) });
        notified::fold(self, call);
    }

    /// Does what the time asks for.
    fn pass(&mut self, reply: &mut Reply) -> Taken {
        let had = self.record.tracker.due();
        let mut taken = Taken::Nothing;
        if had.is_some_and(|due| due <= self.now) {
            self.track(Input::Time);
            taken = Taken::Change;
        }
        if self.record.ask_at(self.settings).is_some_and(|at| at <= self.now) {
            reply.asks = true;
        }
        reply.keeps_alive = self.record.keep_alive.is_some_and(|at| at <= self.now);
        if self.record.retain.is_some_and(|at| at <= self.now) {
            if self.unacknowledged == 0 && self.events.is_empty() {
                return Taken::Over;
            }
            self.record.retain = Some(self.now.saturating_add(RETAIN_AGAIN.min(self.settings.retention)));
            taken = Taken::Change;
        }
        taken
    }

    /// The call has ended, as the service answered to a question.
    fn gone(&mut self) {
        if self.record.ended.is_none() {
            self.track(Input::CallEnded { call: None, result: None });
            self.end(None);
            self.record.state = Some("terminated".to_owned());
            self.add(EventKind::Call, &Content::default());
        }
    }

    pub(super) fn end(&mut self, result: Option<String>) {
        self.record.ended = self.record.ended.or(Some(self.now));
        self.record.result = self.record.result.take().or(result);
        self.record.is_lost = false;
    }

    /// Applies an input to the tracker, and stores the ends as events.
    pub(super) fn track(&mut self, input: Input) -> Vec<Event> {
        let facts = self.record.tracker.apply(self.now, input);
        self.tell(&facts);
        facts
    }

    /// Stores the ends of operations as events.
    pub(super) fn tell(&mut self, facts: &[Event]) {
        for fact in facts {
            if let (Fact::Sent | Fact::Pending | Fact::Unmatched, Some(operation)) = (fact.kind, fact.operation) {
                self.record.starts(operation, self.now);
            }
            let kind = match fact.kind {
                Fact::Final => EventKind::End,
                Fact::Late => EventKind::Late,
                Fact::Dropped => EventKind::Other,
                _ => continue,
            };
            if fact.operation.is_some() && fact.operation == self.record.placed_by {
                self.tell_placing(fact);
                continue;
            }
            let content = Content::of_fact(fact);
            self.events.push(self.event(kind, fact.operation, &content));
        }
    }

    /// Stores an event if placing a call failed and no state of the call reports that.
    fn tell_placing(&mut self, fact: &Event) {
        if fact.kind == Fact::Final && fact.outcome != Some(Outcome::Succeeded) && self.record.ended.is_none() {
            let content = Content { operation_id: None, ..Content::of_fact(fact) };
            self.events.push(self.event(EventKind::Call, None, &content));
        }
    }

    /// Stores an event that is not about an operation.
    pub(super) fn add(&mut self, kind: EventKind, content: &Content) {
        let event = self.event(kind, None, content);
        self.events.push(event);
    }

    fn event(&self, kind: EventKind, operation: Option<u64>, content: &Content) -> NewEvent {
        let body = body::write(self.now, self.record.call_id.as_deref(), self.record.state.as_deref(), content);
        NewEvent { kind, operation, body, acknowledged: !self.settings.delivers }
    }
}

/// The context of the request that places the call, within the tracker alone.
pub(crate) const PLACE: &str = "comms-live: place the call";

/// The decision that a fact about a start is.
fn started(fact: &Event) -> Option<Result<Start, NoStart>> {
    match (fact.kind, fact.operation) {
        (Fact::Sent, Some(number)) => Some(Ok(Start { number, is_new: true })),
        // An operation that ended before its intent was recorded cannot be: notifications come after requests.
        (Fact::Pending | Fact::Duplicate | Fact::Final, Some(number)) => Some(Ok(Start { number, is_new: false })),
        (Fact::Refused(Refusal::CallEnded), _) => Some(Err(NoStart::Ended)),
        (Fact::Refused(_), _) => Some(Err(NoStart::Pending)),
        _ => None,
    }
}

/// Returns whether the error means that the call has ended: 404, or code 8522.
pub(crate) fn is_gone(error: &ServiceError) -> bool {
    error.status() == 404 || error.codes().any(|code| code == "8522")
}
