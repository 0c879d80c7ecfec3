//! Notifications on their way: queued for a call in order, met by faults, posted one at a time, sent again if not taken.

use crate::fault::{Event, Fault, Stage};
use crate::log::Delivery;
use crate::world::{Job, World};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// The longest time that a notification is held back for the next one.
const HELD: Duration = Duration::from_secs(1);
/// Notifications queued for one call; beyond this new ones are dropped.
const QUEUED: usize = 10_000;

/// A change of a resource, before it is made a notification.
pub(crate) struct Change {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    /// The resource's URL.
    pub(crate) url: String,
    pub(crate) data: Value,
}

/// A notification that waits to be posted.
#[derive(Clone)]
pub(crate) struct Outgoing {
    callback: String,
    item: Value,
    message: String,
    attempt: u32,
    /// Sent in the format that a bot asks for by answering 204.
    legacy: bool,
    delivery: u64,
    /// Dropped, which wakes whoever waits, once nothing more will be sent.
    _done: Option<Arc<oneshot::Sender<()>>>,
}

/// A post to be made: all that it needs without the world.
pub(crate) struct Post {
    pub(crate) call: String,
    pub(crate) outgoing: Outgoing,
    /// The address for the callback's origin; `None` without a route.
    pub(crate) to: Option<SocketAddr>,
    pub(crate) url: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) timeout: Duration,
}

impl World {
    /// Queues a notification of the call, and drops the sender once nothing more is sent.
    pub(crate) fn notify(&mut self, call_id: &str, change: &Change, done: Option<oneshot::Sender<()>>) {
        let now = self.clock.now();
        let Some(call) = self.calls.get_mut(call_id) else { return };
        let (ordinal, nth) = (call.ordinal, call.count(Stage::Notification, change.name));
        let (stage, name) = (Stage::Notification, change.name);
        let event = Event { stage, name, call: ordinal, nth, starts: false, by_name_only: false };
        let fault = self.script.draw(event);
        let odd = fault == Some(Fault::OddCasing);
        let item = if odd { odd_item(change) } else { plain_item(change) };
        let delivery = self.log.delivery(Delivery {
            call: call.id.clone(),
            url: call.callback.clone(),
            name: change.name,
            body: Value::Null,
            attempts: 0,
            status: None,
            error: None,
        });
        let outgoing = Outgoing {
            callback: call.callback.clone(),
            item,
            message: crate::call::new_id(),
            attempt: 0,
            legacy: false,
            delivery,
            _done: done.map(Arc::new),
        };
        match fault {
            Some(Fault::DropNotification) => {
                self.note(delivery, |delivery| delivery.error = Some("dropped by a fault".to_owned()));
            }
            Some(Fault::DelayNotification(by)) => {
                self.at(now.saturating_add(by), Job::Queue(call_id.to_owned(), outgoing));
            }
            Some(Fault::ReorderNotification) => {
                call.held.push(outgoing);
                self.at(now.saturating_add(HELD), Job::Release(call_id.to_owned()));
            }
            other => {
                match other {
                    Some(Fault::RollKeys) => self.keys.roll(),
                    Some(Fault::DuplicateNotification) => self.queue(call_id, outgoing.clone()),
                    _ => {}
                }
                self.queue(call_id, outgoing);
                self.release(call_id);
            }
        }
    }

    pub(crate) fn queue(&mut self, call_id: &str, outgoing: Outgoing) {
        let Some(call) = self.calls.get_mut(call_id) else { return };
        if call.outbox.len() >= QUEUED {
            self.note(outgoing.delivery, |delivery| delivery.error = Some("too many are queued".to_owned()));
            return;
        }
        call.outbox.push_back(outgoing);
        if call.outbox.len() == 1 && !call.sending {
            self.ready.push_back(call_id.to_owned());
        }
    }

    /// Queues what was held back for a later notification.
    pub(crate) fn release(&mut self, call_id: &str) {
        let held = self.calls.get_mut(call_id).map(|call| std::mem::take(&mut call.held));
        held.into_iter().flatten().for_each(|outgoing| self.queue(call_id, outgoing));
    }

    /// Takes the next post that can be made: of each call one at a time.
    pub(crate) fn next_post(&mut self) -> Option<Post> {
        loop {
            let call_id = self.ready.pop_front()?;
            let (now, wall) = (self.clock.now(), self.clock.wall());
            let Some(call) = self.calls.get_mut(&call_id) else { continue };
            let Some(mut outgoing) = call.outbox.pop_front() else { continue };
            call.sending = true;
            outgoing.attempt += 1;
            let item = if outgoing.legacy { legacy_item(&outgoing.item) } else { outgoing.item.clone() };
            let body = json!({"@odata.type": "#microsoft.graph.commsNotifications", "value": [item]});
            let token = self.keys.token(&call.app, &call.tenant, now, wall);
            let headers = vec![
                ("authorization", format!("Bearer {token}")),
                ("content-type", "application/json; charset=utf-8".to_owned()),
                ("x-microsoft-skype-chain-id", call.chain.clone()),
                ("x-microsoft-skype-message-id", outgoing.message.clone()),
                ("scenario-id", call.chain.clone()),
            ];
            let post = Post {
                call: call_id,
                to: crate::deliver::origin(&outgoing.callback).and_then(|origin| self.routes.get(&origin).copied()),
                url: outgoing.callback.clone(),
                headers,
                body: body.to_string().into_bytes(),
                timeout: self.settings.delivery_timeout,
                outgoing,
            };
            self.note(post.outgoing.delivery, |delivery| delivery.body = body);
            self.sending += 1;
            return Some(post);
        }
    }

    /// Takes in how a post went. What may be taken another time is sent again, later each time.
    pub(crate) fn posted(&mut self, call_id: &str, mut outgoing: Outgoing, result: &Result<u16, String>) {
        self.sending = self.sending.saturating_sub(1);
        let attempts = outgoing.attempt;
        self.note(outgoing.delivery, |delivery| {
            delivery.attempts = attempts;
            (delivery.status, delivery.error) = (result.as_ref().ok().copied(), result.as_ref().err().cloned());
        });
        let again = match result {
            &Ok(204) if !outgoing.legacy => {
                outgoing.legacy = true;
                true
            }
            &Ok(status) => status >= 500 || status == 429 || status == 408,
            Err(_) => true,
        };
        if again && outgoing.attempt < self.settings.delivery_attempts {
            let times = 1 << (outgoing.attempt - 1).min(16);
            let due = self.clock.now().saturating_add(self.settings.delivery_backoff.saturating_mul(times));
            self.at(due, Job::Queue(call_id.to_owned(), outgoing));
        }
        if let Some(call) = self.calls.get_mut(call_id) {
            call.sending = false;
            if !call.outbox.is_empty() {
                self.ready.push_back(call_id.to_owned());
            }
        }
    }

    fn note(&mut self, number: u64, change: impl FnOnce(&mut Delivery)) {
        self.log.delivery_mut(number).map(change);
    }
}

fn plain_item(change: &Change) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.commsNotification",
        "changeType": change.kind,
        "resourceUrl": change.url,
        "resourceData": change.data,
    })
}

/// As older services wrote it: the URL is called `resource`.
fn legacy_item(item: &Value) -> Value {
    let mut item = item.clone();
    if let Some(members) = item.as_object_mut()
        && let Some(url) = members.remove("resourceUrl")
    {
        members.insert("resource".to_owned(), url);
    }
    item
}

/// In other cases: what all readers have to put up with, in one body.
fn odd_item(change: &Change) -> Value {
    let mut data = change.data.clone();
    for member in data.as_object_mut().into_iter().flatten() {
        if matches!(member.0.as_str(), "status" | "state" | "id")
            && let Value::String(text) = member.1
        {
            *text = if member.0 == "id" { text.to_uppercase() } else { capitalized(text) };
        }
    }
    json!({
        "@odata.type": "microsoft.graph.commsNotification",
        "ChangeType": capitalized(change.kind),
        "resource": format!("/app{}", change.url.trim_start_matches("/communications")).to_uppercase(),
        "resourceData": data,
    })
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
