//! Actions whose names are known at run time alone, for programs that pass on what others ask for.

use crate::operation::Operation;
use bytes::Bytes;
use comms::{Call, CommsOperation, Participant, TYPES};
use entity_core::{ActionType, AnyEntity, Declared, Registered, Request, Target, json};
use std::fmt;

/// An action on a call, by its name, with its parameters in JSON. Any that [`comms`] declares; see [`CallHandle::act`].
///
/// ```
/// use comms_live::{AnyAction, NoAction};
///
/// let tones = AnyAction::on_call("sendDtmfTones", br#"{"tones": ["tone1"]}"#)?;
/// assert!(tones.starts());
/// let invite = AnyAction::on_participants("invite", br#"{"participants": []}"#)?;
/// let mute = AnyAction::on_participant("112f7296", "mute", b"")?;
/// assert!(matches!(AnyAction::on_call("startHoldMusic", b"{}"), Err(NoAction::NotHere)));
/// # Ok::<(), NoAction>(())
/// ```
///
/// [`CallHandle::act`]: crate::CallHandle::act
pub struct AnyAction {
    type_: &'static ActionType,
    place: Place,
    parameters: AnyEntity,
}

/// The part of a call that an action goes to.
enum Place {
    Call,
    Participants,
    Participant(String),
}

/// The result of [`CallHandle::act`](crate::CallHandle::act).
#[derive(Debug)]
pub enum Acted {
    /// An operation has started.
    Started(Operation<AnyAction>),
    /// The action starts no operation. This is the answer's body: mostly empty.
    Sent(Bytes),
}

/// The reason why an [`AnyAction`] could not be made.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoAction {
    /// No action has this name.
    #[error("no action has this name")]
    Unknown,
    /// The action is bound to something else.
    #[error("the action is bound to something else")]
    NotHere,
    /// The parameters cannot be read.
    #[error("the parameters cannot be read: {0}")]
    Unreadable(#[from] json::Error),
}

impl fmt::Debug for AnyAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AnyAction").field(&self.name()).finish()
    }
}

impl AnyAction {
    /// The types of all actions on calls, on their participants and on one participant, with their parameters.
    pub fn all() -> impl Iterator<Item = (&'static ActionType, &'static Registered)> {
        let bound = [<Call as Declared>::TYPE.name(), <Participant as Declared>::TYPE.name()];
        let actions = TYPES.iter().filter_map(|type_| Some((type_.action()?, type_)));
        actions.filter(move |(action, _)| {
            // One that is bound to all calls names its call in its parameters.
            let is_on_calls = action.is_on_collection() && action.on().name() == bound[0];
            action.method() == "POST" && bound.contains(&action.on().name()) && !is_on_calls
        })
    }

    /// Reads an action on a call: `playPrompt`. An empty text has no parameters.
    ///
    /// # Errors
    /// See [`NoAction`].
    pub fn on_call(name: &str, parameters: &[u8]) -> Result<Self, NoAction> {
        Self::read(Place::Call, name, parameters)
    }

    /// Reads an action on a call's participants: `invite`.
    ///
    /// # Errors
    /// See [`NoAction`].
    pub fn on_participants(name: &str, parameters: &[u8]) -> Result<Self, NoAction> {
        Self::read(Place::Participants, name, parameters)
    }

    /// Reads an action on one participant, by its id: `mute`.
    ///
    /// # Errors
    /// See [`NoAction`].
    pub fn on_participant(id: &str, name: &str, parameters: &[u8]) -> Result<Self, NoAction> {
        Self::read(Place::Participant(id.to_owned()), name, parameters)
    }

    fn read(place: Place, name: &str, parameters: &[u8]) -> Result<Self, NoAction> {
        let mut named = Self::all().filter(|(action, _)| action.name() == name).peekable();
        if named.peek().is_none() {
            return Err(NoAction::Unknown);
        }
        let (type_, registered) = named.find(|(action, _)| place.accepts(action)).ok_or(NoAction::NotHere)?;
        let parameters = if parameters.trim_ascii().is_empty() { b"{}" } else { parameters };
        Ok(Self { type_, place, parameters: registered.read(parameters)? })
    }

    /// The name: `playPrompt`.
    pub fn name(&self) -> &'static str {
        self.type_.name()
    }

    /// Returns whether it starts an operation.
    pub fn starts(&self) -> bool {
        self.type_.answer().is_some_and(|answer| answer.derives_from(<CommsOperation as Declared>::TYPE))
    }

    /// The action as data.
    pub fn action_type(&self) -> &'static ActionType {
        self.type_
    }

    /// The parameters. Those of another type than the declared one are [deviations](entity_core::Entity::deviations), and are sent as
    /// they are.
    pub fn parameters(&self) -> &AnyEntity {
        &self.parameters
    }

    /// The parameters, to change them.
    pub fn parameters_mut(&mut self) -> &mut AnyEntity {
        &mut self.parameters
    }

    pub(crate) fn request(&self, call: &Target<Call>) -> Request {
        let participants = || call.property::<Vec<Participant>>("participants");
        match &self.place {
            Place::Call => self.type_.request(call, &self.parameters),
            Place::Participants => self.type_.request(&participants(), &self.parameters),
            Place::Participant(id) => self.type_.request(&participants().key(id), &self.parameters),
        }
    }
}

impl Place {
    fn accepts(&self, action: &ActionType) -> bool {
        let on = match self {
            Self::Call => (<Call as Declared>::TYPE.name(), false),
            Self::Participants => (<Participant as Declared>::TYPE.name(), true),
            Self::Participant(_) => (<Participant as Declared>::TYPE.name(), false),
        };
        on == (action.on().name(), action.is_on_collection())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use comms::actions::{call::PlayPrompt, participant::Invite, participant::Mute};
    use entity_core::Action as _;

    #[test]
    fn an_action_by_its_name_makes_the_request_that_its_type_makes() {
        let call = Call::at("7");
        let same = |any: AnyAction, typed: Request| assert_eq!(any.request(&call), typed);
        let play = PlayPrompt::of("https://cdn.example.com/a.wav");
        same(AnyAction::on_call("playPrompt", json::to_string(&play).as_bytes()).unwrap(), play.request(&call));
        let invite = Invite::user("112f7296");
        same(AnyAction::on_participants("invite", json::to_string(&invite).as_bytes()).unwrap(), invite.request(&call));
        let participant = call.property::<Vec<Participant>>("participants").key("a/b");
        same(AnyAction::on_participant("a/b", "mute", b"").unwrap(), Mute::default().request(&participant));
        let keep = comms::actions::call::KeepAlive::default();
        same(AnyAction::on_call("keepAlive", b"{}").unwrap(), keep.request(&call));
    }

    #[test]
    fn an_action_is_found_where_it_is_bound_alone() {
        let none = |result: Result<AnyAction, NoAction>| result.unwrap_err().to_string();
        let (unknown, elsewhere) = (NoAction::Unknown.to_string(), NoAction::NotHere.to_string());
        for name in ["dance", "PlayPrompt", "getPresencesByUserId", "logTeleconferenceDeviceQuality", ""] {
            assert_eq!(none(AnyAction::on_call(name, b"")), unknown, "{name}");
        }
        assert_eq!(none(AnyAction::on_call("invite", b"")), elsewhere);
        assert_eq!(none(AnyAction::on_participants("mute", b"")), elsewhere);
        assert_eq!(none(AnyAction::on_participant("7", "playPrompt", b"")), elsewhere);
        assert!(matches!(AnyAction::on_call("mute", b"[]"), Err(NoAction::Unreadable(_))));
        assert!(AnyAction::on_call("transfer", b"").is_ok_and(|transfer| !transfer.starts()));
    }
}
