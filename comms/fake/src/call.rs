//! A call as the fake keeps it: data, and how it and its parts look in bodies.

use crate::fault::Stage;
use crate::outbox::Outgoing;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, VecDeque};
use std::time::Duration;

/// Operations kept of a call; beyond this the oldest that has ended is forgotten.
pub(crate) const OPERATIONS: usize = 1_000;

/// The states that a call passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Incoming,
    Establishing,
    Established,
    Transferring,
    Terminated,
}

impl State {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Incoming => "incoming",
            Self::Establishing => "establishing",
            Self::Established => "established",
            Self::Transferring => "transferring",
            Self::Terminated => "terminated",
        }
    }
}

/// The result of a call or an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    pub(crate) code: i32,
    pub(crate) subcode: i32,
    pub(crate) message: String,
}

impl Ending {
    pub(crate) fn new(code: i32, subcode: i32, message: &str) -> Self {
        Self { code, subcode, message: message.to_owned() }
    }

    pub(crate) fn body(&self) -> Value {
        json!({
            "@odata.type": "#microsoft.graph.resultInfo",
            "code": self.code,
            "subcode": self.subcode,
            "message": self.message,
        })
    }

    pub(crate) fn is_success(&self) -> bool {
        self.code == 0 || (200..300).contains(&self.code)
    }
}

/// A call of a bot.
pub(crate) struct Call {
    /// Which call of the fake it is, counted from 1: by this, faults are drawn.
    pub(crate) ordinal: u64,
    pub(crate) id: String,
    pub(crate) app: String,
    pub(crate) tenant: String,
    pub(crate) callback: String,
    pub(crate) chain: String,
    pub(crate) state: State,
    /// The members that `GET` returns, apart from the state and the result.
    pub(crate) members: Map<String, Value>,
    pub(crate) ending: Option<Ending>,
    /// The bot's own id among the participants.
    pub(crate) me: String,
    pub(crate) participants: Vec<Value>,
    pub(crate) operations: VecDeque<Operation>,
    pub(crate) hears_tones: bool,
    pub(crate) tones: i64,
    /// The end of the media requested so far: prompts and recordings follow each other.
    pub(crate) media_until: Duration,
    pub(crate) kept_alive: Duration,
    /// The numbers of events of each name.
    pub(crate) seen: HashMap<(Stage, &'static str), u64>,
    pub(crate) outbox: VecDeque<Outgoing>,
    pub(crate) sending: bool,
    /// Held back until the next notification was queued.
    pub(crate) held: Vec<Outgoing>,
}

impl Call {
    pub(crate) fn url(&self) -> String {
        format!("/communications/calls/{}", self.id)
    }

    /// The number of this event among those of its name, from 0.
    pub(crate) fn count(&mut self, stage: Stage, name: &'static str) -> u64 {
        let seen = self.seen.entry((stage, name)).or_default();
        *seen += 1;
        *seen - 1
    }

    /// The call's body, as `GET` answers with it.
    pub(crate) fn body(&self) -> Value {
        let mut body = Map::new();
        body.insert("@odata.type".to_owned(), "#microsoft.graph.call".into());
        body.insert("id".to_owned(), self.id.clone().into());
        body.insert("state".to_owned(), self.state.name().into());
        body.extend(self.members.iter().map(|(name, value)| (name.clone(), value.clone())));
        body.insert("resultInfo".to_owned(), self.ending.as_ref().map_or(Value::Null, Ending::body));
        Value::Object(body)
    }

    pub(crate) fn operation(&mut self, id: &str) -> Option<&mut Operation> {
        self.operations.iter_mut().find(|operation| operation.id.eq_ignore_ascii_case(id))
    }

    pub(crate) fn participant(&mut self, id: &str) -> Option<&mut Value> {
        let named = |participant: &&mut Value| {
            participant.get("id").and_then(Value::as_str).is_some_and(|own| own.eq_ignore_ascii_case(id))
        };
        self.participants.iter_mut().find(named)
    }
}

/// An operation on a call.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) action: &'static str,
    /// The type's name without its namespace, such as `playPromptOperation`.
    pub(crate) type_name: String,
    pub(crate) context: Value,
    pub(crate) status: &'static str,
    pub(crate) ending: Option<Ending>,
    /// Members of its own, such as `recordingLocation`.
    pub(crate) members: Map<String, Value>,
    /// Set if it ends even after its call has ended.
    pub(crate) outlives_call: bool,
    /// The result it gets when its time has come.
    pub(crate) planned: Ending,
    /// The invited participants, until they are in the call.
    pub(crate) invited: Vec<Value>,
    /// Set if it plays or records, so that `cancelMediaProcessing` ends it.
    pub(crate) is_media: bool,
}

impl Operation {
    pub(crate) fn is_over(&self) -> bool {
        self.ending.is_some()
    }

    pub(crate) fn body(&self) -> Value {
        let mut body = Map::new();
        body.insert("@odata.type".to_owned(), format!("#microsoft.graph.{}", self.type_name).into());
        body.insert("id".to_owned(), self.id.clone().into());
        body.insert("status".to_owned(), self.status.into());
        body.insert("clientContext".to_owned(), self.context.clone());
        body.insert("resultInfo".to_owned(), self.ending.as_ref().map_or(Value::Null, Ending::body));
        body.extend(self.members.iter().map(|(name, value)| (name.clone(), value.clone())));
        Value::Object(body)
    }
}

/// Somebody in a call, by an identity as requests hold it.
pub(crate) fn participant(id: &str, identity: &Value) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.participant",
        "id": id,
        "info": {"@odata.type": "#microsoft.graph.participantInfo", "identity": identity, "languageId": "en-US"},
        "mediaStreams": [{
            "@odata.type": "#microsoft.graph.mediaStream",
            "mediaType": "audio",
            "sourceId": "1",
            "direction": "sendReceive",
            "serverMuted": false,
        }],
        "isMuted": false,
        "isInLobby": false,
    })
}

pub(crate) fn application(app: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.identitySet",
        "application": {"@odata.type": "#microsoft.graph.identity", "id": app},
    })
}

pub(crate) fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
