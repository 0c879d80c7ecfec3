//! Participants of a call: invited, present, or about to join. Their identities are in `identity_sets`.

use crate::identity_sets::identity_of;
use crate::registry::registry;
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

/// An invited participant of a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.invitationParticipantInfo", open)]
pub struct InvitationParticipantInfo {
    /// The identities of the invited participant.
    #[prop("identity", non_null, default)]
    identity: Prop<Box<AnyIdentitySet>>,
    /// The participant's id in the call.
    #[prop("participantId")]
    participant_id: Prop<String>,
    /// The id of the call to replace, for a transfer with consultation.
    #[prop("replacesCallId")]
    replaces_call_id: Prop<String>,
    /// True if the roster that others see omits the participant.
    #[prop("hidden")]
    hidden: Prop<bool>,
    /// True if the participant is outside the main mixer, connected by routing groups only.
    #[prop("removeFromDefaultAudioRoutingGroup")]
    remove_from_default_audio_routing_group: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

impl InvitationParticipantInfo {
    /// Invites or calls a user, by the id in the directory.
    pub fn user(id: impl Into<String>) -> Self {
        Self::of(identity_of("user", id.into()))
    }

    /// Invites or calls an application, such as another bot, by its id.
    pub fn application(id: impl Into<String>) -> Self {
        Self::of(identity_of("application", id.into()))
    }

    /// Invites or calls a telephone, by its number in E.164: `+12345678901`.
    pub fn phone(number: impl Into<String>) -> Self {
        Self::of(identity_of("phone", number.into()))
    }

    fn of(identity: AnyIdentitySet) -> Self {
        Self { identity: Prop::Value(Box::new(identity)), ..Self::default() }
    }
}

/// A participant of a call, as in the roster. The service sets all properties.
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
    /// The participant's identity and endpoint.
    #[prop("info", non_null, default)]
    info: Prop<Box<ParticipantInfo>>,
    /// True if they wait in the lobby.
    #[prop("isInLobby", non_null)]
    is_in_lobby: Prop<bool>,
    /// True if they are muted, by themselves or by the service.
    #[prop("isMuted", non_null)]
    is_muted: Prop<bool>,
    /// The streams that they send and receive.
    #[prop("mediaStreams")]
    media_streams: Prop<Vec<MediaStream>>,
    /// The text that they put into the roster.
    #[prop("metadata")]
    metadata: Prop<String>,
    /// Their recording of the call; empty if absent.
    #[prop("recordingInfo", default)]
    recording_info: Prop<RecordingInfo>,
    /// The reason of their removal from the call; empty if absent.
    #[prop("removedState", default)]
    removed_state: Prop<RemovedState>,
    /// The restrictions of their media; empty if absent.
    #[prop("restrictedExperience", default)]
    restricted_experience: Prop<OnlineMeetingRestricted>,
    /// The number of the roster in which they last changed. A lower number is older.
    #[prop("rosterSequenceNumber")]
    roster_sequence_number: Prop<i64>,
}

/// The identity, endpoint and region of a participant.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.participantInfo")]
pub struct ParticipantInfo {
    /// The person, application or telephone.
    #[prop("identity", non_null, default)]
    identity: Prop<Box<AnyIdentitySet>>,
    /// The participant's id in the call. Set by the service.
    #[prop("participantId")]
    participant_id: Prop<String>,
    /// The kind of the participant's endpoint. Set by the service.
    #[prop("endpointType")]
    endpoint_type: Prop<EndpointType>,
    /// The participant's language, such as `en-US`. Set by the service.
    #[prop("languageId")]
    language_id: Prop<String>,
    /// The probable country of the participant at the start of the call, in two letters of ISO 3166-1. Set by the
    /// service.
    #[prop("countryCode")]
    country_code: Prop<String>,
    /// The region of the participant's account, which travelling does not change. Set by the service.
    #[prop("region")]
    region: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

impl ParticipantInfo {
    pub(crate) fn of(identity: AnyIdentitySet) -> Self {
        Self { identity: Prop::Value(Box::new(identity)), ..Self::default() }
    }
}

/// The recording of the call by a participant.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.recordingInfo")]
pub struct RecordingInfo {
    /// The participant who started the recording; empty if absent.
    #[prop("initiator", default)]
    initiator: Prop<Box<AnyIdentitySet>>,
    /// The state of the recording.
    #[prop("recordingStatus", non_null)]
    recording_status: Prop<RecordingStatus>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The state of a recording of a call. A bot that records reports it by `updateRecordingStatus`.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.recordingStatus")]
#[non_exhaustive]
pub enum RecordingStatus {
    /// Unknown.
    Unknown,
    /// Not recording.
    NotRecording,
    /// Recording.
    Recording,
    /// Failed.
    Failed,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The removal of a participant from a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.removedState")]
pub struct RemovedState {
    /// The reason, in the service's words.
    #[prop("reason")]
    reason: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The media that a participant may not send to a meeting, with the reasons.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.onlineMeetingRestricted")]
pub struct OnlineMeetingRestricted {
    /// The reason why they may not show content.
    #[prop("contentSharingDisabled")]
    content_sharing_disabled: Prop<Flags<OnlineMeetingContentSharingDisabledReason>>,
    /// The reason why they may not show video.
    #[prop("videoDisabled")]
    video_disabled: Prop<Flags<OnlineMeetingVideoDisabledReason>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A reason why a participant may not show content.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.onlineMeetingContentSharingDisabledReason")]
#[non_exhaustive]
pub enum OnlineMeetingContentSharingDisabledReason {
    /// The meeting needs a watermark on content, and the participant's client does not support it.
    WatermarkProtection,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A reason why a participant may not show video.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.onlineMeetingVideoDisabledReason")]
#[non_exhaustive]
pub enum OnlineMeetingVideoDisabledReason {
    /// The meeting needs a watermark on video, and the participant's client does not support it.
    WatermarkProtection,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A notification that somebody is about to join a call which the bot is in by policy, to record it for example. The
/// bot replies with a [`ParticipantJoiningResponse`].
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.participantJoiningNotification")]
pub struct ParticipantJoiningNotification {
    #[base]
    entity: GraphEntity,
    /// The call that they are about to join.
    #[prop("call")]
    call: Prop<Box<Call>>,
}

/// A notification that somebody has left a call which the bot is in by policy.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.participantLeftNotification")]
pub struct ParticipantLeftNotification {
    #[base]
    entity: GraphEntity,
    /// The id of the participant who has left.
    #[prop("participantId", non_null)]
    participant_id: Prop<String>,
    /// The call that they have left.
    #[prop("call")]
    call: Prop<Box<Call>>,
}

/// The bot's reply to a [`ParticipantJoiningNotification`].
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.participantJoiningResponse", abstract)]
pub struct ParticipantJoiningResponse {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Accepts: the participant joins the call that the bot is in already.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.acceptJoinResponse")]
pub struct AcceptJoinResponse {
    #[base]
    response: ParticipantJoiningResponse,
}

/// Asks the service to call a new instance of the bot for the participant.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.inviteNewBotResponse")]
pub struct InviteNewBotResponse {
    #[base]
    response: ParticipantJoiningResponse,
    /// The URL to which the service posts that incoming call.
    #[prop("inviteUri")]
    invite_uri: Prop<String>,
}

/// Rejects the participant.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.rejectJoinResponse")]
pub struct RejectJoinResponse {
    #[base]
    response: ParticipantJoiningResponse,
    /// The reason.
    #[prop("reason", non_null)]
    reason: Prop<RejectReason>,
}

/// The reason for which the bot rejects a call or a participant who is about to join.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.rejectReason")]
#[non_exhaustive]
pub enum RejectReason {
    /// None given.
    None,
    /// Busy.
    Busy,
    /// Forbidden.
    Forbidden,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
