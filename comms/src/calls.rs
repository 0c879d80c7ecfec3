//! Calls that a bot places, answers and receives notifications about, with their options and their route.
//! Participants, media and meetings are in modules of their own.
#![allow(clippy::large_enum_variant, reason = "a subtype takes the place of its base, without a box")]
#![allow(clippy::struct_field_names, reason = "names are the schema's")]

use crate::identity_sets::identity_of;
use crate::registry::registry;
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
/// [`CreateCall`](crate::CreateCall) places a call. Incoming calls, and all changes of a call, come by notification. The call in
/// a notification is partial: it has only the properties that changed.
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
    /// The state of the call. Set by the service.
    #[prop("state")]
    state: Prop<CallState>,
    /// The direction: the bot was called, or calls. Set by the service.
    #[prop("direction")]
    direction: Prop<CallDirection>,
    /// The result of a call that has ended or failed; an empty `ResultInfo` if absent. Set by the service.
    #[prop("resultInfo", default)]
    result_info: Prop<ResultInfo>,
    /// The subject.
    #[prop("subject")]
    subject: Prop<String>,
    /// The URL that receives the call's notifications. The service demands `https` (documentation of creating a call).
    #[prop("callbackUri", non_null, check = https)]
    callback_uri: Prop<String>,
    /// The tenant of the call. A call into a meeting needs it.
    #[prop("tenantId")]
    tenant_id: Prop<String>,
    /// The id that related calls share, such as all calls of one meeting.
    #[prop("callChainId")]
    call_chain_id: Prop<String>,
    /// The caller; empty if absent.
    #[prop("source", default)]
    source: Prop<Box<ParticipantInfo>>,
    /// The participants to call. A call that does not join a meeting needs them.
    #[prop("targets")]
    targets: Prop<Vec<InvitationParticipantInfo>>,
    /// The meeting to join; empty if absent. With [`Self::chat_info`], it replaces the targets.
    #[prop("meetingInfo", default)]
    meeting_info: Prop<AnyMeetingInfo>,
    /// The chat of the meeting to join; empty if absent.
    #[prop("chatInfo", default)]
    chat_info: Prop<Box<ChatInfo>>,
    /// The modalities that the bot requests, such as audio.
    #[prop("requestedModalities")]
    requested_modalities: Prop<Vec<Modality>>,
    /// The host of the media: the service or the bot itself; empty if absent. Needed to place a call.
    #[prop("mediaConfig", default)]
    media_config: Prop<AnyMediaConfig>,
    /// The state of the media; empty if absent. Set by the service.
    #[prop("mediaState", default)]
    media_state: Prop<CallMediaState>,
    /// Options for the call; empty if absent.
    #[prop("callOptions", default)]
    call_options: Prop<Box<AnyCallOptions>>,
    /// The context of an incoming call; empty if absent. Set by the service.
    #[prop("incomingContext", default)]
    incoming_context: Prop<Box<IncomingContext>>,
    /// The route of a call that was redirected to the bot. Set by the service.
    #[prop("callRoutes")]
    call_routes: Prop<Vec<CallRoute>>,
    /// The bot's own id among the participants. Set by the service.
    #[prop("myParticipantId")]
    my_participant_id: Prop<String>,
    /// A key that somebody pressed; empty if absent. Set by the service, after `subscribeToTone`.
    #[prop("toneInfo", default)]
    tone_info: Prop<ToneInfo>,
    /// The transcription of the call; empty if absent. Set by the service.
    #[prop("transcription", default)]
    transcription: Prop<CallTranscriptionInfo>,
    /// The participants. Only in a response to a request that expands them; changes come by notification.
    #[prop("participants")]
    participants: Prop<Vec<Participant>>,
    /// The operations on the call. Only in a response to a request that expands them.
    #[prop("operations")]
    operations: Prop<Vec<AnyCommsOperation>>,
    /// The private audio routings between participants. Only in a response to a request that expands them.
    #[prop("audioRoutingGroups")]
    audio_routing_groups: Prop<Vec<AudioRoutingGroup>>,
    /// The content that is shared with the call. Only in a response to a request that expands it.
    #[prop("contentSharingSessions")]
    content_sharing_sessions: Prop<Vec<ContentSharingSession>>,
}

/// The state of a call.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callState")]
#[non_exhaustive]
pub enum CallState {
    /// Somebody calls. The bot has to answer, redirect or reject.
    Incoming,
    /// Being set up, after the bot called or answered.
    Establishing,
    /// Established. Actions on the call can begin.
    Established,
    /// On hold, without media.
    Hold,
    /// Being transferred to somebody else.
    Transferring,
    /// The target of the transfer has accepted.
    TransferAccepted,
    /// Being redirected, unanswered, to somebody else.
    Redirecting,
    /// Being ended.
    Terminating,
    /// Ended. The result has the reason.
    Terminated,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The direction of a call, as the bot sees it.
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

/// The options that incoming and outgoing calls have in common.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callOptions", abstract)]
pub struct CallOptions {
    /// True if the bot leaves the call once it grows from two participants to more.
    #[prop("hideBotAfterEscalation")]
    hide_bot_after_escalation: Prop<bool>,
    /// True if the bot is notified of shared content.
    #[prop("isContentSharingNotificationEnabled")]
    is_content_sharing_notification_enabled: Prop<bool>,
    /// True if notifications have only the participants that changed, instead of all.
    #[prop("isDeltaRosterEnabled")]
    is_delta_roster_enabled: Prop<bool>,
    /// True if notifications have only participants who can interact.
    #[prop("isInteractiveRosterEnabled")]
    is_interactive_roster_enabled: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The options of a call that the bot answers.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.incomingCallOptions")]
pub struct IncomingCallOptions {
    #[base]
    options: CallOptions,
}

/// The options of a call that the bot places.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.outgoingCallOptions")]
pub struct OutgoingCallOptions {
    #[base]
    options: CallOptions,
}

/// Any call options: the subtype that `@odata.type` names, else the base, without loss.
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

/// The context of an incoming call. Set by the service.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.incomingContext")]
pub struct IncomingContext {
    /// The participant who started the call.
    #[prop("sourceParticipantId")]
    source_participant_id: Prop<String>,
    /// The participant whom the bot observes, to record them for example.
    #[prop("observedParticipantId")]
    observed_participant_id: Prop<String>,
    /// The identity on whose behalf the caller calls; empty if absent.
    #[prop("onBehalfOf", default)]
    on_behalf_of: Prop<Box<AnyIdentitySet>>,
    /// The identity that transferred the call; empty if absent.
    #[prop("transferor", default)]
    transferor: Prop<Box<AnyIdentitySet>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// One redirection of a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRoute")]
pub struct CallRoute {
    /// The original target.
    #[prop("original", non_null, default)]
    original: Prop<Box<AnyIdentitySet>>,
    /// The final target.
    #[prop("final", non_null, default)]
    r#final: Prop<Box<AnyIdentitySet>>,
    /// The kind of redirection.
    #[prop("routingType", non_null)]
    routing_type: Prop<RoutingType>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The kind of a redirection.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.routingType")]
#[non_exhaustive]
pub enum RoutingType {
    /// The target forwards its calls.
    Forwarded,
    /// The look-up of the target led to another one.
    Lookup,
    /// The target's calls also ring at other endpoints of its own.
    SelfFork,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The transcription of a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callTranscriptionInfo")]
pub struct CallTranscriptionInfo {
    /// The state of the transcription.
    #[prop("state", non_null)]
    state: Prop<CallTranscriptionState>,
    /// The time of the last change of the state.
    #[prop("lastModifiedDateTime")]
    last_modified_date_time: Prop<DateTimeOffset>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The state of a transcription.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callTranscriptionState")]
#[non_exhaustive]
pub enum CallTranscriptionState {
    /// Not started.
    NotStarted,
    /// Active.
    Active,
    /// Started, but not active.
    Inactive,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A key of the telephone that somebody pressed.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.toneInfo")]
pub struct ToneInfo {
    /// The number of the key press. It increases, because notifications may overtake each other.
    #[prop("sequenceId", non_null)]
    sequence_id: Prop<i64>,
    /// The key.
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
    /// A short press of the hook.
    Flash,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The chat of a meeting: the place of the meeting in Teams, as in its link.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.chatInfo")]
pub struct ChatInfo {
    /// The thread of the chat, such as `19:meeting_…@thread.v2`.
    #[prop("threadId")]
    thread_id: Prop<String>,
    /// The message that the meeting belongs to; `0` for none.
    #[prop("messageId")]
    message_id: Prop<String>,
    /// The message that this one replies to, for a meeting in a channel.
    #[prop("replyChainMessageId")]
    reply_chain_message_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The meeting that a call joins, identified by its organizer, a token or its id.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.meetingInfo", abstract)]
pub struct MeetingInfo {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A meeting identified by its organizer, together with the call's [`ChatInfo`].
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.organizerMeetingInfo", open)]
pub struct OrganizerMeetingInfo {
    #[base]
    meeting: MeetingInfo,
    /// The organizer of the meeting.
    #[prop("organizer", non_null, default)]
    organizer: Prop<Box<AnyIdentitySet>>,
}

impl OrganizerMeetingInfo {
    /// The meeting of the user with this id.
    pub fn of_user(id: impl Into<String>) -> Self {
        Self { organizer: Prop::Value(Box::new(identity_of("user", id.into()))), ..Self::default() }
    }
}

/// A meeting identified by a token.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.tokenMeetingInfo")]
pub struct TokenMeetingInfo {
    #[base]
    meeting: MeetingInfo,
    /// The token that admits its bearer. `Debug` hides it.
    #[prop("token", non_null)]
    token: Prop<Secret>,
}

/// A meeting identified by the id that its invitation shows.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.joinMeetingIdMeetingInfo", open)]
pub struct JoinMeetingIdMeetingInfo {
    #[base]
    meeting: MeetingInfo,
    /// The id to join with.
    #[prop("joinMeetingId", non_null)]
    join_meeting_id: Prop<String>,
    /// The passcode, if the meeting has one. `Debug` hides it.
    #[prop("passcode")]
    passcode: Prop<Secret>,
}

impl JoinMeetingIdMeetingInfo {
    /// The meeting with this id and passcode.
    pub fn of(join_meeting_id: impl Into<String>, passcode: Option<&str>) -> Self {
        let passcode = passcode.map(Secret::from).into();
        Self { join_meeting_id: Prop::Value(join_meeting_id.into()), passcode, ..Self::default() }
    }
}

/// Any meeting info: the subtype that `@odata.type` names, else the base, without loss.
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
