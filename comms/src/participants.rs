//! Those who take part in a call.

use crate::AnyIdentitySet;
use entity_core::{ComplexType, DynamicProperties, Prop};

/// Somebody who is invited to a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.invitationParticipantInfo", open)]
pub struct InvitationParticipantInfo {
    /// Who is invited.
    #[prop("identity", non_null, default)]
    identity: Prop<AnyIdentitySet>,
    /// The id that the participant has in the call.
    #[prop("participantId")]
    participant_id: Prop<String>,
    /// The call that this one takes the place of, for a transfer with consultation.
    #[prop("replacesCallId")]
    replaces_call_id: Prop<String>,
    /// Whether the participant is left out of the roster that others see.
    #[prop("hidden")]
    hidden: Prop<bool>,
    /// Whether the participant is kept out of the main mixer: heard and hearing only by routing groups.
    #[prop("removeFromDefaultAudioRoutingGroup")]
    remove_from_default_audio_routing_group: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
