//! Calls: what a bot places, answers and is told about. Who takes part in one is in `participants`, what is heard and
//! seen in `media`, the meeting that a call may lead into in `meetings`.
#![allow(clippy::large_enum_variant, reason = "a subtype stands where its base does, with no box between")]
#![allow(clippy::struct_field_names, reason = "names are the schema's")]

use crate::types::registry;
use crate::{
    AnyCommsOperation, AnyIdentitySet, AnyMediaConfig, AudioRoutingGroup, CallMediaState, ContentSharingSession,
    GraphEntity, InvitationParticipantInfo, Modality, Participant, ParticipantInfo, ResultInfo, actions::https,
};
use entity_core::edm::DateTimeOffset;
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop, Registry, Secret};

pub(crate) static TYPES: Registry = registry![
    Call,
    CallOptions,
    IncomingCallOptions,
    OutgoingCallOptions,
    IncomingContext,
    CallRoute,
    CallTranscriptionInfo,
    ToneInfo,
    ChatInfo,
    MeetingInfo,
    OrganizerMeetingInfo,
    TokenMeetingInfo,
    JoinMeetingIdMeetingInfo,
];

/// A call of the bot: with one person, with several, or into a meeting.
///
/// The bot fills in one to place a call; an incoming one, and all that becomes of either, comes by notification. A
/// notification's call is partial: it holds only what changed.
///
/// ```
/// use comms::{AnyMediaConfig, Call, CallState, InvitationParticipantInfo, Modality, ServiceHostedMediaConfig, prelude::*};
/// use entity_core::json;
///
/// let mut call = Call::default();
/// call.set_callback_uri("https://bot.example.com/notifications")?;
/// call.set_requested_modalities(vec![Modality::Audio]);
/// call.set_media_config(AnyMediaConfig::from(ServiceHostedMediaConfig::default()));
/// call.targets_mut().push(InvitationParticipantInfo::default());
/// call.validate()?;
/// assert_eq!(call.set_callback_uri("http://bot.example.com").unwrap_err().rule(), "check");
///
/// let ended: Call = json::from_str(r#"{"state": "terminated", "resultInfo": {"code": 603, "message": "Declined."}}"#)?;
/// assert_eq!(ended.state(), Some(&CallState::Terminated));
/// assert_eq!(ended.result_info().code(), Some(603));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.call", open)]
pub struct Call {
    #[base]
    entity: GraphEntity,
    /// Where the call stands. Set by the service.
    #[prop("state")]
    state: Prop<CallState>,
    /// Whether the bot was called or calls. Set by the service.
    #[prop("direction")]
    direction: Prop<CallDirection>,
    /// How the call ended, or why it did not come about; an empty `ResultInfo` where absent. Set by the service.
    #[prop("resultInfo", default)]
    result_info: Prop<ResultInfo>,
    /// What the call is about.
    #[prop("subject")]
    subject: Prop<String>,
    /// Where the service posts notifications of this call. It demands `https` (documentation of creating a call).
    #[prop("callbackUri", non_null, check = https)]
    callback_uri: Prop<String>,
    /// The tenant that the call takes place in. A call into a meeting needs it.
    #[prop("tenantId")]
    tenant_id: Prop<String>,
    /// The id that all calls have in common that belong together, such as those of one meeting.
    #[prop("callChainId")]
    call_chain_id: Prop<String>,
    /// Who calls; empty where absent.
    #[prop("source", default)]
    source: Prop<ParticipantInfo>,
    /// Who is called. A call that is no meeting needs them.
    #[prop("targets")]
    targets: Prop<Vec<InvitationParticipantInfo>>,
    /// The meeting to call into; empty where absent. With [`Self::chat_info`], it takes the place of targets.
    #[prop("meetingInfo", default)]
    meeting_info: Prop<AnyMeetingInfo>,
    /// The chat of that meeting; empty where absent.
    #[prop("chatInfo", default)]
    chat_info: Prop<ChatInfo>,
    /// What the bot is to take part with, such as audio.
    #[prop("requestedModalities")]
    requested_modalities: Prop<Vec<Modality>>,
    /// Who handles the media, the service or the bot itself; empty where absent. Needed to place a call.
    #[prop("mediaConfig", default)]
    media_config: Prop<AnyMediaConfig>,
    /// Whether media flow; empty where absent. Set by the service.
    #[prop("mediaState", default)]
    media_state: Prop<CallMediaState>,
    /// How the call is to be treated; empty where absent.
    #[prop("callOptions", default)]
    call_options: Prop<AnyCallOptions>,
    /// How an incoming call came to the bot; empty where absent. Set by the service.
    #[prop("incomingContext", default)]
    incoming_context: Prop<IncomingContext>,
    /// Where the call went on its way to the bot, if it was not called itself. Set by the service.
    #[prop("callRoutes")]
    call_routes: Prop<Vec<CallRoute>>,
    /// The bot's own id among the participants. Set by the service.
    #[prop("myParticipantId")]
    my_participant_id: Prop<String>,
    /// A key that was pressed; empty where absent. Set by the service, after `subscribeToTone`.
    #[prop("toneInfo", default)]
    tone_info: Prop<ToneInfo>,
    /// Whether the call is being transcribed; empty where absent. Set by the service.
    #[prop("transcription", default)]
    transcription: Prop<CallTranscriptionInfo>,
    /// Those who take part. Not in a call's own body unless asked for: changes come by notification.
    #[prop("participants")]
    participants: Prop<Vec<Participant>>,
    /// The operations that actions on the call started. Not in a call's own body unless asked for.
    #[prop("operations")]
    operations: Prop<Vec<AnyCommsOperation>>,
    /// Who hears whom, where that is not everybody everybody. Not in a call's own body unless asked for.
    #[prop("audioRoutingGroups")]
    audio_routing_groups: Prop<Vec<AudioRoutingGroup>>,
    /// What is being shown to the call. Not in a call's own body unless asked for.
    #[prop("contentSharingSessions")]
    content_sharing_sessions: Prop<Vec<ContentSharingSession>>,
}

/// Where a call stands.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callState")]
#[non_exhaustive]
pub enum CallState {
    /// Somebody calls: the bot is to answer, redirect or reject.
    Incoming,
    /// It is being set up, after the bot called or answered.
    Establishing,
    /// It is on: actions on it can begin.
    Established,
    /// It is on hold: no media flow.
    Hold,
    /// It is being handed over to somebody else.
    Transferring,
    /// Whoever it is handed over to has accepted.
    TransferAccepted,
    /// It is being sent on, unanswered, to somebody else.
    Redirecting,
    /// It is being ended.
    Terminating,
    /// It is over; the result says how that came.
    Terminated,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Who called whom, as the bot sees it.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callDirection")]
#[non_exhaustive]
pub enum CallDirection {
    /// The bot was called.
    Incoming,
    /// The bot calls.
    Outgoing,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// How a call is to be treated: what incoming and outgoing calls have in common.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callOptions", abstract)]
pub struct CallOptions {
    /// Whether the bot disappears from the call once it grows from two to more.
    #[prop("hideBotAfterEscalation")]
    hide_bot_after_escalation: Prop<bool>,
    /// Whether the bot is notified of what is shown to the call.
    #[prop("isContentSharingNotificationEnabled")]
    is_content_sharing_notification_enabled: Prop<bool>,
    /// Whether notifications hold only the participants that changed, instead of all.
    #[prop("isDeltaRosterEnabled")]
    is_delta_roster_enabled: Prop<bool>,
    /// Whether notifications are limited to participants who can interact.
    #[prop("isInteractiveRosterEnabled")]
    is_interactive_roster_enabled: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// How a call that the bot answers is to be treated.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.incomingCallOptions")]
pub struct IncomingCallOptions {
    #[base]
    options: CallOptions,
}

/// How a call that the bot places is to be treated.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.outgoingCallOptions")]
pub struct OutgoingCallOptions {
    #[base]
    options: CallOptions,
}

/// Any call options: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = CallOptions)]
#[non_exhaustive]
pub enum AnyCallOptions {
    /// `incomingCallOptions`.
    Incoming(IncomingCallOptions),
    /// `outgoingCallOptions`.
    Outgoing(OutgoingCallOptions),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(CallOptions),
}

/// How an incoming call came to the bot. Set by the service.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.incomingContext")]
pub struct IncomingContext {
    /// The participant who set the call off.
    #[prop("sourceParticipantId")]
    source_participant_id: Prop<String>,
    /// The participant whom the bot observes, such as to record them.
    #[prop("observedParticipantId")]
    observed_participant_id: Prop<String>,
    /// On whose behalf the caller calls; empty where absent.
    #[prop("onBehalfOf", default)]
    on_behalf_of: Prop<AnyIdentitySet>,
    /// Who handed the call over; empty where absent.
    #[prop("transferor", default)]
    transferor: Prop<AnyIdentitySet>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// One turn that a call took on its way.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRoute")]
pub struct CallRoute {
    /// Who was called at first.
    #[prop("original", non_null, default)]
    original: Prop<AnyIdentitySet>,
    /// Who was called in the end.
    #[prop("final", non_null, default)]
    r#final: Prop<AnyIdentitySet>,
    /// Why the call took the turn.
    #[prop("routingType", non_null)]
    routing_type: Prop<RoutingType>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Why a call goes to another than was called.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.routingType")]
#[non_exhaustive]
pub enum RoutingType {
    /// Whoever was called has it forwarded.
    Forwarded,
    /// Looking up who was called led to another.
    Lookup,
    /// Whoever was called has it ring at other endpoints of their own too.
    SelfFork,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Whether a call is being transcribed.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callTranscriptionInfo")]
pub struct CallTranscriptionInfo {
    /// Where the transcription stands.
    #[prop("state", non_null)]
    state: Prop<CallTranscriptionState>,
    /// Since when it stands there.
    #[prop("lastModifiedDateTime")]
    last_modified_date_time: Prop<DateTimeOffset>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Where a call's transcription stands.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callTranscriptionState")]
#[non_exhaustive]
pub enum CallTranscriptionState {
    /// Nobody has started it.
    NotStarted,
    /// What is said is being written down.
    Active,
    /// It was started, and is not going on.
    Inactive,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A key of the telephone that somebody pressed.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.toneInfo")]
pub struct ToneInfo {
    /// Counts up from key to key: notifications may overtake each other.
    #[prop("sequenceId", non_null)]
    sequence_id: Prop<i64>,
    /// Which key.
    #[prop("tone", non_null)]
    tone: Prop<Tone>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A tone of the telephone's keypad (DTMF).
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.tone")]
#[non_exhaustive]
pub enum Tone {
    /// The key 0.
    Tone0,
    /// The key 1.
    Tone1,
    /// The key 2.
    Tone2,
    /// The key 3.
    Tone3,
    /// The key 4.
    Tone4,
    /// The key 5.
    Tone5,
    /// The key 6.
    Tone6,
    /// The key 7.
    Tone7,
    /// The key 8.
    Tone8,
    /// The key 9.
    Tone9,
    /// The key `*`.
    Star,
    /// The key `#`.
    Pound,
    /// The key A of a keypad with four columns.
    A,
    /// The key B of a keypad with four columns.
    B,
    /// The key C of a keypad with four columns.
    C,
    /// The key D of a keypad with four columns.
    D,
    /// The hook, pressed for a moment.
    Flash,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The chat of a meeting: where in Teams the meeting is, as its link has it.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.chatInfo")]
pub struct ChatInfo {
    /// The thread of the chat, such as `19:meeting_…@thread.v2`.
    #[prop("threadId")]
    thread_id: Prop<String>,
    /// The message that the meeting belongs to, `0` for none.
    #[prop("messageId")]
    message_id: Prop<String>,
    /// The message that this one replies to, for a meeting in a channel.
    #[prop("replyChainMessageId")]
    reply_chain_message_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The meeting that a call leads into: by its organizer, by a token, or by its id.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.meetingInfo", abstract)]
pub struct MeetingInfo {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A meeting by its organizer: together with the call's [`ChatInfo`] it says which.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.organizerMeetingInfo", open)]
pub struct OrganizerMeetingInfo {
    #[base]
    meeting: MeetingInfo,
    /// Who organizes the meeting.
    #[prop("organizer", non_null, default)]
    organizer: Prop<AnyIdentitySet>,
}

/// A meeting by a token.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.tokenMeetingInfo")]
pub struct TokenMeetingInfo {
    #[base]
    meeting: MeetingInfo,
    /// The token that lets its bearer in. A secret: not shown by `Debug`.
    #[prop("token", non_null)]
    token: Prop<Secret>,
}

/// A meeting by the id that its invitation shows.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.joinMeetingIdMeetingInfo", open)]
pub struct JoinMeetingIdMeetingInfo {
    #[base]
    meeting: MeetingInfo,
    /// The id to join by.
    #[prop("joinMeetingId", non_null)]
    join_meeting_id: Prop<String>,
    /// The passcode, where the meeting has one. A secret: not shown by `Debug`.
    #[prop("passcode")]
    passcode: Prop<Secret>,
}

/// Any way to name a meeting: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = MeetingInfo)]
#[non_exhaustive]
pub enum AnyMeetingInfo {
    /// `organizerMeetingInfo`.
    Organizer(OrganizerMeetingInfo),
    /// `tokenMeetingInfo`.
    Token(TokenMeetingInfo),
    /// `joinMeetingIdMeetingInfo`.
    JoinMeetingId(JoinMeetingIdMeetingInfo),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(MeetingInfo),
}
