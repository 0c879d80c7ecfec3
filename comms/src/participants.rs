//! Those who take part in a call: who is invited, who is there, who asks to join. Who they are is in `identities`.

use crate::types::registry;
use crate::{AnyIdentitySet, Call, EndpointType, GraphEntity, MediaStream};
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Flags, Prop, Registry};

pub(crate) static TYPES: Registry = registry![
    InvitationParticipantInfo,
    Participant,
    ParticipantInfo,
    RecordingInfo,
    RemovedState,
    OnlineMeetingRestricted,
    ParticipantJoiningNotification,
    ParticipantLeftNotification,
    ParticipantJoiningResponse,
    AcceptJoinResponse,
    InviteNewBotResponse,
    RejectJoinResponse,
];

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

/// Somebody in a call, as the roster has them. All is set by the service.
///
/// ```
/// use comms::{MediaDirection, Participant};
/// use entity_core::json;
///
/// let participant: Participant = json::from_str(r##"{
///     "@odata.type": "#microsoft.graph.participant",
///     "info": {"identity": {"user": {"id": "550fae72"}}, "languageId": "en-US"},
///     "mediaStreams": [{"mediaType": "audio", "direction": "sendReceive", "sourceId": "1", "serverMuted": false}],
///     "isMuted": true
/// }"##)?;
/// assert_eq!(participant.info().identity().user().id(), Some("550fae72"));
/// assert_eq!(participant.media_streams()[0].direction(), Some(&MediaDirection::SendReceive));
/// assert_eq!(participant.is_muted(), Some(true));
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.participant")]
pub struct Participant {
    #[base]
    entity: GraphEntity,
    /// Who it is.
    #[prop("info", non_null, default)]
    info: Prop<ParticipantInfo>,
    /// Whether they wait in the lobby to be let in.
    #[prop("isInLobby", non_null)]
    is_in_lobby: Prop<bool>,
    /// Whether they are muted, by themselves or by the service.
    #[prop("isMuted", non_null)]
    is_muted: Prop<bool>,
    /// What they send and receive.
    #[prop("mediaStreams")]
    media_streams: Prop<Vec<MediaStream>>,
    /// Text about themselves that they put into the roster.
    #[prop("metadata")]
    metadata: Prop<String>,
    /// Whether they record the call; empty where absent.
    #[prop("recordingInfo", default)]
    recording_info: Prop<RecordingInfo>,
    /// Why they were removed from the call; empty where absent.
    #[prop("removedState", default)]
    removed_state: Prop<RemovedState>,
    /// Which of their media are kept from the call, and why; empty where absent.
    #[prop("restrictedExperience", default)]
    restricted_experience: Prop<OnlineMeetingRestricted>,
    /// The number of the roster in which they last changed: a lower one is older news.
    #[prop("rosterSequenceNumber")]
    roster_sequence_number: Prop<i64>,
}

/// Who a participant is, and where.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.participantInfo")]
pub struct ParticipantInfo {
    /// The person, application or telephone.
    #[prop("identity", non_null, default)]
    identity: Prop<AnyIdentitySet>,
    /// The id that the participant has in the call. Set by the service.
    #[prop("participantId")]
    participant_id: Prop<String>,
    /// What kind of endpoint the participant is at. Set by the service.
    #[prop("endpointType")]
    endpoint_type: Prop<EndpointType>,
    /// The participant's language, such as `en-US`. Set by the service.
    #[prop("languageId")]
    language_id: Prop<String>,
    /// The country where the participant probably was when the call began: two letters of ISO 3166-1. Set by the service.
    #[prop("countryCode")]
    country_code: Prop<String>,
    /// The part of the world that the participant's account belongs to; travelling does not change it. Set by the service.
    #[prop("region")]
    region: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Whether a participant records the call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.recordingInfo")]
pub struct RecordingInfo {
    /// Who started the recording; empty where absent.
    #[prop("initiator", default)]
    initiator: Prop<AnyIdentitySet>,
    /// Where the recording stands.
    #[prop("recordingStatus", non_null)]
    recording_status: Prop<RecordingStatus>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Where a recording of a call stands: a bot that records says so to the others by `updateRecordingStatus`.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.recordingStatus")]
#[non_exhaustive]
pub enum RecordingStatus {
    /// Nobody says.
    Unknown,
    /// Nothing is recorded.
    NotRecording,
    /// It is going on.
    Recording,
    /// It went wrong.
    Failed,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// That a participant was removed from a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.removedState")]
pub struct RemovedState {
    /// Why, in the service's words.
    #[prop("reason")]
    reason: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// What a participant may not send to a meeting, and why.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.onlineMeetingRestricted")]
pub struct OnlineMeetingRestricted {
    /// Why they may not show content.
    #[prop("contentSharingDisabled")]
    content_sharing_disabled: Prop<Flags<OnlineMeetingContentSharingDisabledReason>>,
    /// Why they may not show video.
    #[prop("videoDisabled")]
    video_disabled: Prop<Flags<OnlineMeetingVideoDisabledReason>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Why a participant may not show content.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.onlineMeetingContentSharingDisabledReason")]
#[non_exhaustive]
pub enum OnlineMeetingContentSharingDisabledReason {
    /// The meeting puts a watermark on content, and this participant's client cannot.
    WatermarkProtection,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Why a participant may not show video.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.onlineMeetingVideoDisabledReason")]
#[non_exhaustive]
pub enum OnlineMeetingVideoDisabledReason {
    /// The meeting puts a watermark on video, and this participant's client cannot.
    WatermarkProtection,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Somebody is about to join a call that the bot is in by policy, such as to record it. The bot replies with a
/// [`ParticipantJoiningResponse`].
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.participantJoiningNotification")]
pub struct ParticipantJoiningNotification {
    #[base]
    entity: GraphEntity,
    /// The call that they are about to join.
    #[prop("call")]
    call: Prop<Call>,
}

/// Somebody has left a call that the bot is in by policy.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.participantLeftNotification")]
pub struct ParticipantLeftNotification {
    #[base]
    entity: GraphEntity,
    /// Who has left, by their id as a participant.
    #[prop("participantId", non_null)]
    participant_id: Prop<String>,
    /// The call that they have left.
    #[prop("call")]
    call: Prop<Call>,
}

/// What the bot replies where somebody is about to join.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.participantJoiningResponse", abstract)]
pub struct ParticipantJoiningResponse {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The bot takes them on: they join the call that it is in already.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.acceptJoinResponse")]
pub struct AcceptJoinResponse {
    #[base]
    response: ParticipantJoiningResponse,
}

/// The bot does not take them on: a new instance of it is to be called for them.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.inviteNewBotResponse")]
pub struct InviteNewBotResponse {
    #[base]
    response: ParticipantJoiningResponse,
    /// Where the service posts that incoming call to.
    #[prop("inviteUri")]
    invite_uri: Prop<String>,
}

/// The bot does not take them on.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.rejectJoinResponse")]
pub struct RejectJoinResponse {
    #[base]
    response: ParticipantJoiningResponse,
    /// Why not.
    #[prop("reason", non_null)]
    reason: Prop<RejectReason>,
}

/// Why the bot refuses a call or somebody who is about to join.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.rejectReason")]
#[non_exhaustive]
pub enum RejectReason {
    /// It does not say.
    None,
    /// It has its hands full.
    Busy,
    /// It may not take it.
    Forbidden,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
