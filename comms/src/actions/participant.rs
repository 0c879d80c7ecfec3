//! What is bound to a participant of a call, or to all of them: inviting, muting, music on hold.
//!
//! Sent to `/communications/calls/{id}/participants/{id}`; [`Invite`] to `/communications/calls/{id}/participants`.

use super::in_context;
use crate::operations::one_if_replacing;
use crate::types::registry;
use crate::{
    AnyPrompt, InvitationParticipantInfo, InviteParticipantsOperation, MuteParticipantOperation, Participant,
    StartHoldMusicOperation, StopHoldMusicOperation,
};
use entity_core::{Action, DynamicProperties, Prop, Registry};

pub(crate) static TYPES: Registry = registry![Invite, StartHoldMusic, StopHoldMusic, Mute];

/// Invites others to the call.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("invite", on = Participant, returns = Option<InviteParticipantsOperation>)]
pub struct Invite {
    /// Who is invited: at most 5, or 1 where `replacesCallId` is used.
    #[prop("participants", required, max_items = 5, check = one_if_replacing)]
    participants: Prop<Vec<InvitationParticipantInfo>>,
    /// Your text, to tell the operation by: it comes back in every notification about it.
    #[prop("clientContext", max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Puts the participant on hold, with music.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("startHoldMusic", on = Participant, returns = Option<StartHoldMusicOperation>)]
pub struct StartHoldMusic {
    /// What is played; the service's own music where absent.
    #[prop("customPrompt", default)]
    custom_prompt: Prop<AnyPrompt>,
    /// Your text, to tell the operation by: it comes back in every notification about it.
    #[prop("clientContext", max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

in_context! {
    /// Takes the participant off hold.
    StopHoldMusic = "stopHoldMusic" on Participant returns StopHoldMusicOperation;
    /// Mutes the participant. The bot mutes itself by [`call::Mute`](super::call::Mute).
    Mute = "mute" on Participant returns MuteParticipantOperation;
}
