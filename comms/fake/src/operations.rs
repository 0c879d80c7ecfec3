//! Actions on calls and participants, the operations that they start, and how those end.

use crate::answer::Answer;
use crate::call::{self, Call, Ending, OPERATIONS, Operation, State, new_id};
use crate::check;
use crate::fault::{Event, Fault, Stage};
use crate::login::Grant;
use crate::outbox::Change;
use crate::route::Action;
use crate::world::{Job, World};
use comms::TYPES;
use serde_json::{Map, Value, json};
use std::time::Duration;
use tokio::sync::oneshot;

/// The type of the operation that an action starts; `None` if it starts none.
pub(crate) fn operation_type(action: &str) -> Option<String> {
    let name = match action {
        "recordResponse" => "recordOperation".to_owned(),
        "invite" => "inviteParticipantsOperation".to_owned(),
        "mute" => "muteParticipantOperation".to_owned(),
        "unmute" => "unmuteParticipantOperation".to_owned(),
        // All others are called after their action.
        other => format!("{other}Operation"),
    };
    TYPES.find(&format!("microsoft.graph.{name}")).is_some().then_some(name)
}

/// Actions that documentation answers with an operation that is over, of which no notification follows.
fn is_instant(action: &str) -> bool {
    matches!(action, "mute" | "unmute" | "subscribeToTone" | "cancelMediaProcessing" | "updateRecordingStatus")
}

fn is_media(action: &str) -> bool {
    matches!(action, "playPrompt" | "recordResponse")
}

impl World {
    /// Carries out an action.
    pub(crate) fn act(&mut self, action: &Action, grant: &Grant, body: &[u8]) -> Answer {
        let asked = match check::read(action.type_name, body) {
            Ok(asked) => asked,
            Err(answer) => return answer,
        };
        // Reported for a device, not for a call.
        let Some(id) = action.call.as_deref() else { return Answer::empty(204) };
        let Some(call) = self.live_call(id) else { return Answer::no_call(id) };
        if call.app != grant.app {
            return Answer::error(403, "Forbidden", "The call is another app's.");
        }
        if let Some(participant) = action.participant.as_deref()
            && call.participant(participant).is_none()
        {
            return Answer::missing("The participant");
        }
        let (id, state) = (call.id.clone(), call.state);
        let wanted = match action.name {
            "answer" | "redirect" | "reject" => State::Incoming,
            "keepAlive" | "logTeleconferenceDeviceQuality" => state,
            _ => State::Established,
        };
        if state != wanted {
            return Answer::refused(format!(
                "{} needs a call that is {}; it is {}.",
                action.name,
                wanted.name(),
                state.name()
            ));
        }
        self.apply(action, &id, &asked)
    }

    fn apply(&mut self, action: &Action, id: &str, asked: &Map<String, Value>) -> Answer {
        match action.name {
            "answer" => self.answer_call(id, asked),
            "redirect" => self.terminate(id, &Ending::new(0, 0, "The call was redirected.")),
            "reject" => self.terminate(id, &Ending::new(0, 0, "The call was rejected.")),
            "transfer" => self.transfer(id),
            "keepAlive" => {
                let now = self.clock.now();
                if let Some(call) = self.calls.get_mut(id) {
                    call.kept_alive = now;
                }
                return Answer::empty(200);
            }
            "changeScreenSharingRole" => self.notify_roster(id),
            name => {
                if let Some(type_name) = operation_type(name) {
                    return self.start(action, id, type_name, asked);
                }
            }
        }
        Answer::empty(202)
    }

    fn start(&mut self, action: &Action, id: &str, type_name: String, asked: &Map<String, Value>) -> Answer {
        let (now, takes) = (self.clock.now(), self.settings.operation);
        let instant = is_instant(action.name) && self.settings.completes_at_once;
        let Some(call) = self.calls.get_mut(id) else { return Answer::no_call(id) };
        if call.operations.len() >= OPERATIONS {
            let Some(over) = call.operations.iter().position(Operation::is_over) else {
                return Answer::refused(format!("{OPERATIONS} operations of the call are pending."));
            };
            call.operations.remove(over);
        }
        let context = asked.get("clientContext").cloned().unwrap_or_default();
        if let Some(context) = context.as_str() {
            self.log.started(context);
        }
        let mut operation = Operation {
            id: new_id(),
            action: action.name,
            type_name,
            context,
            status: if action.name == "invite" { "Running" } else { "running" },
            ending: None,
            members: Map::new(),
            outlives_call: false,
            planned: Ending::new(200, 0, "Action completed successfully."),
            invited: Vec::new(),
            is_media: is_media(action.name),
        };
        if action.name == "invite" {
            let participants = asked.get("participants").cloned().unwrap_or_default();
            operation.invited = participants.as_array().cloned().unwrap_or_default();
            operation.members.insert("participants".to_owned(), participants);
        }
        let mut due = now.saturating_add(takes);
        if operation.is_media {
            due = now.max(call.media_until).saturating_add(takes);
            call.media_until = if due == Duration::MAX { call.media_until } else { due };
        }
        let (ordinal, nth) = (call.ordinal, call.count(Stage::Operation, action.name));
        let (stage, name) = (Stage::Operation, action.name);
        match self.script.draw(Event { stage, name, call: ordinal, nth, starts: true, by_name_only: false }) {
            Some(Fault::LateEnd(by)) => (due, operation.outlives_call) = (due.saturating_add(by), true),
            Some(Fault::FailOperation { code, subcode }) => {
                operation.planned = Ending::new(code, subcode, "Action failed.");
            }
            _ => {}
        }
        if instant {
            finish(&mut operation, None);
        }
        let (body, operation_id) = (operation.body(), operation.id.clone());
        call.operations.push_back(operation);
        if instant {
            self.take_effect(id, action.name, action.participant.as_deref());
        } else {
            self.at(due, Job::EndOperation(id.to_owned(), operation_id.clone()));
        }
        Answer { started: Some(operation_id), ..Answer::json(200, body) }
    }

    /// Changes the call by an action that succeeded.
    fn take_effect(&mut self, id: &str, action: &str, participant: Option<&str>) {
        let Some(call) = self.calls.get_mut(id) else { return };
        match action {
            "mute" | "unmute" => {
                let who = participant.map_or_else(|| call.me.clone(), str::to_owned);
                if let Some(participant) = call.participant(&who) {
                    participant["isMuted"] = (action == "mute").into();
                }
                self.notify_roster(id);
            }
            "subscribeToTone" => call.hears_tones = true,
            "cancelMediaProcessing" => self.cancel_media(id),
            _ => {}
        }
    }

    fn cancel_media(&mut self, id: &str) {
        let now = self.clock.now();
        let Some(call) = self.calls.get_mut(id) else { return };
        call.media_until = now;
        let pending = call.operations.iter().filter(|operation| operation.is_media && !operation.is_over());
        let pending = pending.map(|operation| operation.id.clone()).collect::<Vec<_>>();
        for operation in pending {
            let cancelled = Ending::new(400, 8508, "Action failed, the operation was cancelled.");
            self.end_operation(id, &operation, Some(cancelled), None);
        }
    }

    /// Ends an operation whose time has come, unless its call has ended first.
    pub(crate) fn end_as_planned(&mut self, id: &str, operation: &str) {
        let Some(call) = self.calls.get_mut(id) else { return };
        let has_ended = call.state == State::Terminated;
        if call.operation(operation).is_some_and(|operation| operation.outlives_call || !has_ended) {
            self.end_operation(id, operation, None, None);
        }
    }

    /// Ends a pending operation and notifies of it; as planned if no other ending is given. Returns whether it was pending.
    pub(crate) fn end_operation(
        &mut self,
        id: &str,
        operation: &str,
        ending: Option<Ending>,
        done: Option<oneshot::Sender<()>>,
    ) -> bool {
        let Some(call) = self.calls.get_mut(id) else { return false };
        let url = call.url();
        let Some(operation) = call.operation(operation).filter(|operation| !operation.is_over()) else { return false };
        let succeeded = finish(operation, ending);
        let (name, invited) = (operation.action, std::mem::take(&mut operation.invited));
        let change =
            Change { name, kind: "deleted", url: format!("{url}/operations/{}", operation.id), data: operation.body() };
        self.notify(id, &change, done);
        if succeeded {
            self.take_effect(id, name, None);
            self.let_in(id, &invited);
        }
        true
    }

    /// Notifies of an operation that was over in its answer, for a caller who does not get that answer.
    pub(crate) fn repeat_end(&mut self, id: &str, operation: &str, done: Option<oneshot::Sender<()>>) {
        let Some(call) = self.calls.get_mut(id) else { return };
        let url = call.url();
        let Some(operation) = call.operation(operation).filter(|operation| operation.is_over()) else { return };
        let change = Change {
            name: operation.action,
            kind: "deleted",
            url: format!("{url}/operations/{}", operation.id),
            data: operation.body(),
        };
        self.notify(id, &change, done);
    }

    fn let_in(&mut self, id: &str, invited: &[Value]) {
        let is_live = |call: &&mut Call| call.state != State::Terminated && !invited.is_empty();
        let Some(call) = self.calls.get_mut(id).filter(is_live) else { return };
        for invitation in invited {
            let identity = invitation.get("identity").unwrap_or(&Value::Null);
            call.participants.push(call::participant(&new_id(), identity));
        }
        self.notify_roster(id);
    }

    /// Presses a key; returns whether the bot subscribed to tones.
    pub(crate) fn press(&mut self, id: &str, tone: &str) -> bool {
        let Some(call) = self.calls.get_mut(id).filter(|call| call.hears_tones) else { return false };
        call.tones += 1;
        let info = json!({"@odata.type": "#microsoft.graph.toneInfo", "sequenceId": call.tones, "tone": tone});
        let data = json!({
            "@odata.type": "#microsoft.graph.call",
            "id": call.id,
            "state": call.state.name(),
            "toneInfo": info,
        });
        let change = Change { name: "tone", kind: "updated", url: call.url(), data };
        self.notify(id, &change, None);
        true
    }
}

/// Ends an operation with what the ending brings along, and returns whether it succeeded.
fn finish(operation: &mut Operation, ending: Option<Ending>) -> bool {
    let is_cancelled = ending.as_ref().is_some_and(|ending| ending.subcode == 8508);
    let mut ending = ending.unwrap_or_else(|| operation.planned.clone());
    let succeeded = ending.is_success();
    let mut set = |name: &str, value: &str| operation.members.insert(name.to_owned(), value.into());
    match operation.action {
        "recordResponse" if succeeded => {
            ending.subcode = 8515;
            "Action completed, max record duration reached.".clone_into(&mut ending.message);
            set("recordingLocation", &format!("https://recordings.example.com/{}", operation.id));
            set("recordingAccessToken", &format!("recording-{}", new_id()));
        }
        "recordResponse" => {
            set("recordingLocation", "");
            set("recordingAccessToken", "");
            set("completionReason", if is_cancelled { "operationCanceled" } else { "unknown" });
        }
        "sendDtmfTones" => {
            set("completionReason", if succeeded { "completedSuccessfully" } else { "unknown" });
        }
        _ => {}
    }
    operation.status = if succeeded { "completed" } else { "failed" };
    operation.ending = Some(ending);
    succeeded
}
