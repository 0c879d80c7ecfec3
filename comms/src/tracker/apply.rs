//! Applies each kind of input: finds out what it is about, and hands it to the stages.

use super::entries::Stage;
use super::message::{CallChange, Message};
use super::{Event, EventKind, Goal, Refusal, Tracker};
use crate::{Call, CommsNotification, Outcome, ResultInfo};
use std::sync::Arc;
use std::time::Duration;

impl Tracker {
    pub(super) fn sent(
        &mut self,
        now: Duration,
        call: Option<&str>,
        context: &str,
        goal: Goal,
        events: &mut Vec<Event>,
    ) {
        let message = Message::intent(context, Some(goal));
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
            self.update(now, message, call, events);
        }
    }

    /// The reason to refuse a start.
    pub(super) fn refusal(&self, call: Option<&Arc<str>>) -> Option<Refusal> {
        if call.and_then(|key| self.calls.get(key)).is_some_and(|call| call.ended.is_some()) {
            Some(Refusal::CallEnded)
        } else {
            (self.entries.count(Stage::Pending) >= self.limits.pending).then_some(Refusal::Limit)
        }
    }

    pub(super) fn placed(&mut self, now: Duration, context: &str, call: &Call, events: &mut Vec<Event>) {
        let id = call.id().filter(|id| !id.is_empty());
        self.take(now, Message::acceptance(context, Some(Goal::Established)), id, events);
        self.call_changed(now, id, CallChange::of_call(call), events);
    }

    pub(super) fn notified(&mut self, now: Duration, notification: &CommsNotification, events: &mut Vec<Event>) {
        let url = notification.resource();
        if let Some(message) = Message::notification(notification, &url, self.types) {
            self.take(now, message, url.call.as_deref(), events);
            return;
        }
        let id = notification.call_id();
        events.push(Event { call_id: id.as_deref().map(Arc::from), ..self.event(EventKind::Ignored) });
        let call = notification.call();
        if let Some(change) = CallChange::of_notification(notification, call.as_deref()) {
            self.call_changed(now, id.as_deref(), change, events);
        }
    }

    pub(super) fn call_ended(
        &mut self,
        now: Duration,
        id: Option<&str>,
        result: Option<ResultInfo>,
        events: &mut Vec<Event>,
    ) {
        let mut call = Call::default();
        if let Some(result) = result {
            *call.result_info_mut() = result;
        }
        events.push(Event { call_id: id.map(Arc::from), ..self.event(EventKind::Ignored) });
        self.call_changed(now, id, CallChange { is_over: true, ..CallChange::of_call(&call) }, events);
    }

    pub(super) fn closed(&mut self, now: Duration, number: u64, outcome: Outcome, events: &mut Vec<Event>) {
        match self.entries.remove(number) {
            Some(entry) => self.end(now, number, entry, outcome, events),
            None => events.push(self.event(EventKind::Ignored)),
        }
    }

    /// Updates what is known of the call, ends the requests whose goal the call has reached, and dates the end of the
    /// others if the call is over.
    pub(super) fn call_changed(
        &mut self,
        now: Duration,
        id: Option<&str>,
        change: CallChange<'_>,
        events: &mut Vec<Event>,
    ) {
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
