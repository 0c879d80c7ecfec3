//! Makes events: numbered, with the names of the operation and what is known of it.

use super::body::Content;
use super::entries::Entry;
use super::message::Message;
use super::{Body, Event, EventKind, Goal, Tracker};
use std::sync::Arc;

impl Tracker {
    /// A new event about nothing that is held.
    pub(super) fn event(&mut self, kind: EventKind) -> Event {
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
    pub(super) fn event_of(&mut self, message: Message, kind: EventKind) -> Event {
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

    pub(super) fn event_about(&mut self, entry: &Entry, kind: EventKind, number: u64) -> Event {
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

    pub(super) fn report(&mut self, kind: EventKind, number: u64, events: &mut Vec<Event>) {
        if let Some(entry) = self.entries.get(number).cloned() {
            let event = self.event_about(&entry, kind, number);
            events.push(event);
        }
    }

    pub(super) fn body(&self, joined: &Content, id: Option<&str>, context: Option<&str>) -> Option<Body> {
        let is_empty = joined.type_name.is_none() && joined.members.is_none();
        (!is_empty).then(|| Body { text: joined.text(id, context).into(), types: self.types })
    }

    pub(super) fn shared_call_id(&self, entry: &Entry) -> Option<Arc<str>> {
        let (key, id) = entry.call.as_ref()?;
        id.clone().or_else(|| self.calls.get(key)?.id.clone())
    }

    pub(super) fn call_id<'a>(&'a self, entry: &'a Entry) -> Option<&'a str> {
        let (key, id) = entry.call.as_ref()?;
        id.as_deref().or_else(|| self.calls.get(key)?.id.as_deref())
    }
}
