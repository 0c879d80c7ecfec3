//! Actions on the participants of a call: invite, mute, put on hold.
//!
//! All but [`Invite`] are sent to [`Participant::at`]: `/communications/calls/{id}/participants/{id}`. [`Invite`] is sent to
//! [`Call::at`](crate::Call::at), and goes to the call's participants.

use super::in_context;
use super::rules::{dialable, identified, playable};
use crate::operations::one_if_replacing;
use crate::registry::actions;
use crate::{
    AnyPrompt, InvitationParticipantInfo, InviteParticipantsOperation, MuteParticipantOperation, Participant,
    StartHoldMusicOperation, StopHoldMusicOperation,
};
use entity_core::{Action, DynamicProperties, Prop, Registry};

pub(crate) static TYPES: Registry = actions![Invite, StartHoldMusic, StopHoldMusic, Mute];

/// Invites others to the call.
///
/// - Sends: `POST /communications/calls/{id}/participants/invite`
/// - Returns: [`InviteParticipantsOperation`] or an empty body; starts an operation
/// - Permission: `Calls.InitiateGroupCall.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("invite", on = Vec<Participant>, returns = Option<InviteParticipantsOperation>)]
pub struct Invite {
    /// The invited participants, each with an identity: at least 1, at most 5, or 1 if `replacesCallId` is used.
    #[prop(
        "participants",
        required,
        min_items = 1,
        max_items = 5,
        check = one_if_replacing,
        each(non_null, check(identified = identified), check(dialable = dialable))
    )]
    participants: Prop<Vec<InvitationParticipantInfo>>,
    /// Your own text to identify the operation. Every notification about it returns the text.
    #[prop("clientContext", min_len = 1, max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

impl Invite {
    /// Invites a user, by the id in the directory.
    ///
    /// ```
    /// use comms::actions::participant::Invite;
    /// use comms::{Call, prelude::*};
    ///
    /// let invite = Invite::user("550fae72");
    /// invite.validate()?;
    /// let request = invite.request(&Call::at("57dab8b1"));
    /// assert_eq!(request.path, "/communications/calls/57dab8b1/participants/invite");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn user(id: impl Into<String>) -> Self {
        Self::of(vec![InvitationParticipantInfo::user(id)])
    }

    /// Invites a telephone, by its number in E.164: `+12345678901`.
    pub fn phone(number: impl Into<String>) -> Self {
        Self::of(vec![InvitationParticipantInfo::phone(number)])
    }

    /// Invites these participants.
    pub fn of(participants: Vec<InvitationParticipantInfo>) -> Self {
        Self { participants: Prop::Value(participants), ..Self::default() }
    }
}

/// Puts the participant on hold, with music.
///
/// Only one participant at a time can be on hold.
///
/// - Sends: `POST /communications/calls/{id}/participants/{id}/startHoldMusic`
/// - Returns: [`StartHoldMusicOperation`] or an empty body; starts an operation
/// - Permission: none of its own
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("startHoldMusic", on = Participant, returns = Option<StartHoldMusicOperation>)]
pub struct StartHoldMusic {
    /// The prompt to play; the service's own music if absent.
    #[prop("customPrompt", default, check(playable = playable))]
    custom_prompt: Prop<Box<AnyPrompt>>,
    /// Your own text to identify the operation. Every notification about it returns the text.
    #[prop("clientContext", min_len = 1, max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

in_context! {
    /// Takes the participant off hold.
    ///
    /// - Sends: `POST /communications/calls/{id}/participants/{id}/stopHoldMusic`
    /// - Returns: [`StopHoldMusicOperation`] or an empty body; starts an operation
    /// - Permission: none of its own
    StopHoldMusic = "stopHoldMusic" on Participant returns StopHoldMusicOperation;
    /// Mutes the participant. Only for group calls.
    ///
    /// The service drops all audio of the participant. [`call::Mute`](super::call::Mute) mutes the bot itself.
    ///
    /// - Sends: `POST /communications/calls/{id}/participants/{id}/mute`
    /// - Returns: [`MuteParticipantOperation`] or an empty body; starts an operation
    /// - Permission: `Calls.JoinGroupCall.All` or `Calls.JoinGroupCallAsGuest.All`
    Mute = "mute" on Participant returns MuteParticipantOperation;
}
