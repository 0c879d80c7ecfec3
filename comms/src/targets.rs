//! Targets: the addresses of calls, participants, meetings and presences, which requests are sent to.

use crate::actions::participant::Invite;
use crate::call_records::CallRecord;
use crate::resource_url::ResourceUrl;
use crate::{AdhocCall, Call, CloudCommunications, OnlineMeeting, Participant, Presence};
use entity_core::{Accepts, Target};

impl CloudCommunications {
    /// Returns the target `/communications`.
    pub fn root() -> Target<Self> {
        Target::at("/communications")
    }
}

impl Call {
    /// Returns the target of all calls: `/communications/calls`.
    pub fn all() -> Target<Vec<Self>> {
        CloudCommunications::root().property("calls")
    }

    /// Returns the target of the call with this id: `/communications/calls/{id}`.
    ///
    /// ```
    /// use comms::actions::call::KeepAlive;
    /// use comms::{Call, prelude::*};
    ///
    /// let request = KeepAlive::default().request(&Call::at("57dab8b1"));
    /// assert_eq!(request.path, "/communications/calls/57dab8b1/keepAlive");
    /// ```
    pub fn at(id: &str) -> Target<Self> {
        Self::all().key(id)
    }

    /// Returns the target of the call that a resource URL names; `None` if it names none.
    ///
    /// The URL is absolute or relative, with any version in front. Its keys may be in parentheses.
    ///
    /// ```
    /// use comms::Call;
    ///
    /// let url = "https://graph.microsoft.com/v1.0/communications/calls('57dab8b1')/participants";
    /// assert_eq!(Call::in_url(url), Some(Call::at("57dab8b1")));
    /// ```
    pub fn in_url(url: &str) -> Option<Target<Self>> {
        ResourceUrl::parse(url).call.map(|id| Self::at(&id))
    }
}

impl Participant {
    /// Returns the target of all participants of a call: `/communications/calls/{id}/participants`.
    pub fn all(call: &Target<Call>) -> Target<Vec<Self>> {
        call.property("participants")
    }

    /// Returns the target of a participant of a call: `/communications/calls/{id}/participants/{id}`.
    ///
    /// ```
    /// use comms::actions::participant::Mute;
    /// use comms::{Call, Participant, prelude::*};
    ///
    /// let participant = Participant::at(&Call::at("57dab8b1"), "550fae72");
    /// assert_eq!(Mute::default().request(&participant).path, "/communications/calls/57dab8b1/participants/550fae72/mute");
    /// ```
    pub fn at(call: &Target<Call>, id: &str) -> Target<Self> {
        Self::all(call).key(id)
    }
}

/// Sent to a call, an invitation goes to the call's participants.
impl Accepts<Invite> for Target<Call> {
    const BELOW: &'static str = "/participants";
}

impl Presence {
    /// Returns the target of a user's presence: `/users/{id}/presence`.
    pub fn of_user(id: &str) -> Target<Self> {
        user(id).property("presence")
    }

    /// Returns the target of the signed-in user's presence: `/me/presence`.
    pub fn mine() -> Target<Self> {
        Target::at("/me/presence")
    }
}

impl OnlineMeeting {
    /// Returns the target of a user's meetings: `/users/{id}/onlineMeetings`.
    pub fn of_user(id: &str) -> Target<Vec<Self>> {
        user(id).property("onlineMeetings")
    }

    /// Returns the target of the signed-in user's meetings: `/me/onlineMeetings`.
    pub fn mine() -> Target<Vec<Self>> {
        Target::at("/me/onlineMeetings")
    }

    /// Returns the target of a user's meeting: `/users/{id}/onlineMeetings/{id}`.
    pub fn at(user_id: &str, id: &str) -> Target<Self> {
        Self::of_user(user_id).key(id)
    }
}

impl AdhocCall {
    /// Returns the target of a user's unscheduled calls: `/users/{id}/adhocCalls`.
    pub fn of_user(id: &str) -> Target<Vec<Self>> {
        user(id).property("adhocCalls")
    }
}

impl CallRecord {
    /// Returns the target of the records of all calls: `/communications/callRecords`.
    pub fn all() -> Target<Vec<Self>> {
        CloudCommunications::root().property("callRecords")
    }
}

/// A user has no type in this crate: only what is below a user has.
fn user(id: &str) -> Target<()> {
    Target::<Vec<()>>::at("/users").key(id)
}
