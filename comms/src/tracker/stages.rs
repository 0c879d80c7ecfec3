//! Moves operations through their stages, forward only, and bounds their number.

use super::entries::{Entry, Match, Stage, is_known};
use super::message::{Message, Source};
use super::{Event, EventKind, Goal, Refusal, Tracker};
use crate::Outcome;
use std::sync::Arc;
use std::time::Duration;

impl Tracker {
    /// Applies a message about an operation of that call.
    pub(super) fn take(&mut self, now: Duration, message: Message, call: Option<&str>, events: &mut Vec<Event>) {
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
            self.update(now, message, call, events);
        }
    }

    /// Returns whether the message is about a final operation that is no longer held. An answer that has only a
    /// context in common with one starts a new operation: its request reuses the context.
    pub(super) fn is_forgotten(&self, message: &Message, call: Option<&Arc<str>>) -> bool {
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
    pub(super) fn is_beyond_limit(&self, message: &Message, call: Option<&Arc<str>>) -> bool {
        message.source == Source::Answer
            && message.outcome.is_none()
            && self.entries.count(Stage::Pending) >= self.limits.pending
            && message.id.as_deref().is_none_or(|id| self.entries.find_by_id(id, call).is_none())
            && self.entries.find_by_context(message, call).is_none()
    }

    /// Updates the operation that the message is about.
    pub(super) fn update(&mut self, now: Duration, mut message: Message, call: Option<&str>, events: &mut Vec<Event>) {
        let key = self.calls.key(call);
        // A request that starts no operation is new: an earlier message with its context is about another request.
        let starts_none = message.source == Source::Intent && message.goal.is_some_and(|goal| goal != Goal::Operation);
        let found = if starts_none { None } else { self.entries.take_match(&message, key.as_ref()) };
        let is_new = found.is_none();
        let Match { number, mut entry, reported, joined } =
            found.unwrap_or_else(|| Match::new(self.entries.new_number(), now));
        if let Some(key) = key {
            self.calls.known(&key, call);
            entry.call.get_or_insert_with(|| (key, call.filter(|_| !self.calls.is_one).map(Arc::from)));
        }
        let is_requested = message.source != Source::Notification || entry.stage != Stage::Unmatched;
        if let Some(goal) = message.goal.filter(|_| is_new || message.source == Source::Intent) {
            entry.goal = goal;
        }
        // Only the call's state, or a refusal, ends a request that has another goal than an operation.
        if entry.goal != Goal::Operation && message.error.is_none() {
            message.outcome = None;
        }
        let (reports_end, is_intent, error) =
            (message.outcome.is_some(), message.source == Source::Intent, message.error.clone());
        entry.add(message);
        let is_better = !is_known(reported) && is_known(entry.outcome);
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
    pub(super) fn end(
        &mut self,
        now: Duration,
        number: u64,
        mut entry: Entry,
        outcome: Outcome,
        events: &mut Vec<Event>,
    ) {
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
    pub(super) fn move_to(&mut self, stage: Stage, now: Duration, number: u64, mut entry: Entry) {
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
    pub(super) fn hold(&mut self, number: u64, mut entry: Entry) {
        let ended = entry.call.as_ref().and_then(|(key, _)| self.calls.get(key)?.ended);
        let grace = self.limits.grace;
        entry.due = ended.filter(|_| entry.stage == Stage::Pending).map(|at| at.max(entry.since).saturating_add(grace));
        self.entries.insert(number, entry);
    }

    /// Applies the time: ends what has waited for its call, forgets and drops what is beyond the limits.
    pub(super) fn settle(&mut self, now: Duration, mut events: Vec<Event>) -> Vec<Event> {
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
        self.forget_calls();
        events
    }

    /// Forgets calls beyond the limit. Called once for each message.
    pub(super) fn forget_calls(&mut self) {
        let entries = &self.entries;
        self.calls.truncate(self.limits.calls, |key| entries.of_call(key).next().is_some());
    }

    /// Forgets the final operations that are too old or too many.
    pub(super) fn forget(&mut self, now: Duration) {
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
