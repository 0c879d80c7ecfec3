//! The life of calls: placed or incoming, established, transferred, ended; and their participants.

use crate::answer::Answer;
use crate::call::{self, Call, Ending, State, new_id};
use crate::check;
use crate::login::Grant;
use crate::outbox::Change;
use crate::world::{CALLS, Job, World};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, VecDeque};
use std::time::Duration;

/// Members of a call that the service alone sets.
const OURS: [&str; 7] = ["id", "state", "resultInfo", "direction", "callChainId", "myParticipantId", "@odata.type"];

impl World {
    /// Places a call.
    pub(crate) fn create_call(&mut self, grant: &Grant, body: &[u8]) -> Answer {
        let asked = match check::read_call(body) {
            Ok(asked) => asked,
            Err(answer) => return answer,
        };
        if self.live_calls() >= CALLS {
            return Answer::unavailable(None);
        }
        let text = |name: &str| asked.get(name).and_then(Value::as_str).map(str::to_owned);
        let callback = text("callbackUri").unwrap_or_default();
        let tenant = text("tenantId").unwrap_or_else(|| grant.tenant.clone());
        let mut call = Self::new_call(grant.app.clone(), tenant, callback, State::Establishing);
        let source =
            json!({"@odata.type": "#microsoft.graph.participantInfo", "identity": call::application(&grant.app)});
        call.members.insert("source".to_owned(), source);
        call.members.extend(asked.into_iter().filter(|(name, _)| !OURS.contains(&name.as_str())));
        call.members.insert("direction".to_owned(), "outgoing".into());
        let (id, mut body) = (call.id.clone(), call.body());
        body["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#communications/calls/$entity".into();
        let url = call.url();
        self.add(call);
        self.notify_call(&id, "updated", json!({}));
        self.at(self.clock.now().saturating_add(self.settings.ringing), Job::Establish(id));
        Answer::json(201, body).with("location", format!("{}/v1.0{url}", self.base))
    }

    fn new_call(app: String, tenant: String, callback: String, state: State) -> Call {
        let (chain, me) = (new_id(), new_id());
        let mut members = Map::new();
        members.insert("callbackUri".to_owned(), callback.clone().into());
        members.insert("callChainId".to_owned(), chain.clone().into());
        members.insert("myParticipantId".to_owned(), me.clone().into());
        members.insert("tenantId".to_owned(), tenant.clone().into());
        Call {
            ordinal: 0,
            id: new_id(),
            app,
            tenant,
            callback,
            chain,
            state,
            members,
            ending: None,
            me,
            participants: Vec::new(),
            operations: VecDeque::new(),
            hears_tones: false,
            tones: 0,
            media_until: Duration::ZERO,
            kept_alive: Duration::ZERO,
            seen: HashMap::new(),
            outbox: VecDeque::new(),
            sending: false,
            held: Vec::new(),
        }
    }

    /// Makes a call come in, and returns its id.
    pub(crate) fn incoming(&mut self, asked: Map<String, Value>, app: String, callback: String) -> String {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let caller = asked.get("source").and_then(|source| source.pointer("/identity/user/tenantId"));
        let tenant = text(asked.get("tenantId")).or_else(|| text(caller)).or_else(|| self.login.tenant_of(&app));
        // Made up, since a notification's token always names a tenant.
        let tenant = tenant.unwrap_or_else(|| "7b3d0f6c-2f57-4f0e-9a52-0d4b6f1a8c11".to_owned());
        let mut call = Self::new_call(app, tenant, callback, State::Incoming);
        call.members.extend(asked.into_iter().filter(|(name, _)| !OURS.contains(&name.as_str())));
        call.members.insert("direction".to_owned(), "incoming".into());
        if !call.members.contains_key("targets") {
            let target = json!({
                "@odata.type": "#microsoft.graph.invitationParticipantInfo",
                "identity": call::application(&call.app),
            });
            call.members.insert("targets".to_owned(), json!([target]));
        }
        if !call.members.contains_key("requestedModalities") {
            call.members.insert("requestedModalities".to_owned(), json!(["audio"]));
        }
        let (id, data) = (call.id.clone(), call.body());
        self.add(call);
        self.notify_call(&id, "created", data);
        self.at(self.clock.now().saturating_add(self.settings.unanswered), Job::Unanswered(id.clone()));
        id
    }

    /// Notifies of the call's state, and of these members beside it.
    pub(crate) fn notify_call(&mut self, id: &str, kind: &'static str, more: Value) {
        let Some(call) = self.calls.get(id) else { return };
        let mut data = json!({
            "@odata.type": "#microsoft.graph.call",
            "id": call.id,
            "state": call.state.name(),
        });
        if let (Some(data), Value::Object(more)) = (data.as_object_mut(), more) {
            data.extend(more);
        }
        let change = Change { name: call.state.name(), kind, url: call.url(), data };
        self.notify(id, &change, None);
    }

    /// Notifies of everybody in the call.
    pub(crate) fn notify_roster(&mut self, id: &str) {
        let Some(call) = self.calls.get(id) else { return };
        let (url, data) = (format!("{}/participants", call.url()), Value::Array(call.participants.clone()));
        self.notify(id, &Change { name: "participants", kind: "updated", url, data }, None);
    }

    /// The other side picks up: the call is established.
    pub(crate) fn establish(&mut self, id: &str) {
        let Some(call) = self.calls.get_mut(id).filter(|call| call.state == State::Establishing) else { return };
        call.state = State::Established;
        let mut identities = vec![(call.me.clone(), call::application(&call.app))];
        let is_outgoing = call.members.get("direction").is_some_and(|direction| direction == "outgoing");
        if is_outgoing {
            let targets = call.members.get("targets").and_then(Value::as_array).into_iter().flatten();
            identities.extend(targets.filter_map(|target| Some((new_id(), target.get("identity")?.clone()))));
        } else {
            let caller = call.members.get("source").and_then(|source| source.get("identity"));
            identities.extend(caller.map(|identity| (new_id(), identity.clone())));
        }
        call.participants = identities.iter().map(|(id, identity)| call::participant(id, identity)).collect();
        self.notify_call(id, "updated", json!({"mediaState": {"audio": "active"}}));
        self.notify_roster(id);
    }

    /// Answers an incoming call: it is established after a while.
    pub(crate) fn answer_call(&mut self, id: &str, asked: &Map<String, Value>) {
        let Some(call) = self.calls.get_mut(id) else { return };
        call.state = State::Establishing;
        if let Some(callback) = asked.get("callbackUri").and_then(Value::as_str) {
            callback.clone_into(&mut call.callback);
            call.members.insert("callbackUri".to_owned(), callback.into());
        }
        for name in ["mediaConfig", "callOptions"] {
            if let Some(value) = asked.get(name) {
                call.members.insert(name.to_owned(), value.clone());
            }
        }
        self.notify_call(id, "updated", json!({}));
        self.at(self.clock.now().saturating_add(self.settings.ringing), Job::Establish(id.to_owned()));
    }

    /// Begins a transfer, which is accepted and complete after a while.
    pub(crate) fn transfer(&mut self, id: &str) {
        let Some(call) = self.calls.get_mut(id) else { return };
        call.state = State::Transferring;
        self.notify_call(id, "updated", json!({}));
        self.at(self.clock.now().saturating_add(self.settings.ringing), Job::Transfer(id.to_owned(), false));
    }

    pub(crate) fn transferred(&mut self, id: &str, accepted: bool) {
        if self.calls.get(id).is_none_or(|call| call.state != State::Transferring) {
            return;
        }
        if accepted {
            self.terminate(id, &Ending::new(0, 7015, "GracefulTransferCompleted"));
            return;
        }
        self.notify_call(id, "updated", json!({"state": "transferAccepted"}));
        self.at(self.clock.now().saturating_add(self.settings.ringing), Job::Transfer(id.to_owned(), true));
    }

    /// The bot hangs up.
    pub(crate) fn delete_call(&mut self, id: &str) {
        self.notify_call(id, "updated", json!({"state": "terminating"}));
        self.terminate(id, &Ending::new(0, 0, "The call was ended by the bot."));
    }

    /// Ends the call. As with the real service, no end of its pending operations follows, except of those that outlive it.
    pub(crate) fn terminate(&mut self, id: &str, ending: &Ending) {
        let Some(call) = self.calls.get_mut(id).filter(|call| call.state != State::Terminated) else { return };
        call.state = State::Terminated;
        call.ending = Some(ending.clone());
        call.participants.clear();
        self.notify_call(id, "deleted", json!({"resultInfo": ending.body()}));
        self.ended(id);
    }
}
