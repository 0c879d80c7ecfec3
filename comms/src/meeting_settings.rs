//! The settings of a meeting: its lobby, chat, dial-in, protection, and those of live events.

use crate::types::registry;
use entity_core::{ComplexType, DynamicProperties, EnumType, Prop, Registry, Secret};

pub(crate) static TYPES: Registry = registry![
    LobbyBypassSettings,
    JoinMeetingIdSettings,
    AudioConferencing,
    CloudVideoInteropInfo,
    ChatRestrictions,
    WatermarkProtectionValues,
    OnlineMeetingSensitivityLabelAssignment,
    BroadcastMeetingSettings,
    BroadcastMeetingCaptionSettings,
];

/// Who gets into a meeting without waiting in its lobby.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.lobbyBypassSettings")]
pub struct LobbyBypassSettings {
    /// Those who get in at once; all others wait to be admitted.
    #[prop("scope")]
    scope: Prop<LobbyBypassScope>,
    /// Whether those who dial in get in at once, whatever the scope.
    #[prop("isDialInBypassEnabled")]
    is_dial_in_bypass_enabled: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Those who do not wait in the lobby.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.lobbyBypassScope")]
#[non_exhaustive]
pub enum LobbyBypassScope {
    /// The organizer alone.
    Organizer,
    /// Those who are invited.
    Invited,
    /// Everybody in the organizer's organization, guests included.
    Organization,
    /// Everybody in the organizer's organization but guests.
    OrganizationExcludingGuests,
    /// Everybody in the organizer's organization and in those it trusts.
    OrganizationAndFederated,
    /// Everybody.
    Everyone,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Those who may admit others from the lobby.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.allowedLobbyAdmitterRoles")]
#[non_exhaustive]
pub enum AllowedLobbyAdmitterRoles {
    /// The organizer, co-organizers and presenters.
    OrganizerAndCoOrganizersAndPresenters,
    /// The organizer and co-organizers.
    OrganizerAndCoOrganizers,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Those who may present in a meeting.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.onlineMeetingPresenters")]
#[non_exhaustive]
pub enum OnlineMeetingPresenters {
    /// Everybody.
    Everyone,
    /// Everybody in the organizer's organization.
    Organization,
    /// Those who are invited as presenters.
    RoleIsPresenter,
    /// The organizer alone.
    Organizer,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The id and passcode that a meeting can be joined by.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.joinMeetingIdSettings")]
pub struct JoinMeetingIdSettings {
    /// Whether the passcode is asked for; chosen when the meeting is made.
    #[prop("isPasscodeRequired")]
    is_passcode_required: Prop<bool>,
    /// The id to join by, made by the service.
    #[prop("joinMeetingId")]
    join_meeting_id: Prop<String>,
    /// The passcode, made by the service where one is required. `Debug` does not show it.
    #[prop("passcode")]
    passcode: Prop<Secret>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// How to dial in to a meeting by telephone.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.audioConferencing")]
pub struct AudioConferencing {
    /// The id to key in after dialling.
    #[prop("conferenceId")]
    conference_id: Prop<String>,
    /// The page that lists the numbers to dial in by.
    #[prop("dialinUrl")]
    dialin_url: Prop<String>,
    /// The number to dial, charged to the caller.
    #[prop("tollNumber")]
    toll_number: Prop<String>,
    /// The number to dial, free for the caller.
    #[prop("tollFreeNumber")]
    toll_free_number: Prop<String>,
    /// All numbers to dial that are charged to the caller.
    #[prop("tollNumbers")]
    toll_numbers: Prop<Vec<String>>,
    /// All numbers to dial that are free for the caller.
    #[prop("tollFreeNumbers")]
    toll_free_numbers: Prop<Vec<String>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// How video devices of other makers dial in to a meeting.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.cloudVideoInteropInfo")]
pub struct CloudVideoInteropInfo {
    /// The organization's key at the gateway that the device calls.
    #[prop("tenantKey")]
    tenant_key: Prop<String>,
    /// The id of the meeting, to give to that gateway.
    #[prop("videoTeleconferenceId")]
    video_teleconference_id: Prop<String>,
    /// The page that tells other ways to dial in.
    #[prop("moreInfoWebUrl")]
    more_info_web_url: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Whether participants may chat.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.meetingChatMode")]
#[non_exhaustive]
pub enum MeetingChatMode {
    /// At any time.
    Enabled,
    /// Never.
    Disabled,
    /// Only while the meeting lasts.
    Limited,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// How much of a chat's history is shared with its participants.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.meetingChatHistoryDefaultMode")]
#[non_exhaustive]
pub enum MeetingChatHistoryDefaultMode {
    /// Nothing of it.
    None,
    /// All of it.
    All,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What may be sent in a chat.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.chatRestrictions")]
pub struct ChatRestrictions {
    /// Whether nothing but text is allowed.
    #[prop("allowTextOnly")]
    allow_text_only: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Whether apps may be shared that all participants work in together.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.meetingLiveShareOptions")]
#[non_exhaustive]
pub enum MeetingLiveShareOptions {
    /// They may.
    Enabled,
    /// They may not.
    Disabled,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Where a watermark with the viewer's own address covers what is shown.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.watermarkProtectionValues")]
pub struct WatermarkProtectionValues {
    /// Whether it covers shared content.
    #[prop("isEnabledForContentSharing")]
    is_enabled_for_content_sharing: Prop<bool>,
    /// Whether it covers participants' video.
    #[prop("isEnabledForVideo")]
    is_enabled_for_video: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The sensitivity label that a meeting has.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.onlineMeetingSensitivityLabelAssignment")]
pub struct OnlineMeetingSensitivityLabelAssignment {
    /// The id of the label, one of the organization's own.
    #[prop("sensitivityLabelId")]
    sensitivity_label_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The settings of a live event.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.broadcastMeetingSettings")]
pub struct BroadcastMeetingSettings {
    /// Who may watch.
    #[prop("allowedAudience")]
    allowed_audience: Prop<BroadcastMeetingAudience>,
    /// Whether the event is recorded for its organizer.
    #[prop("isRecordingEnabled")]
    is_recording_enabled: Prop<bool>,
    /// Whether it can be watched afterwards.
    #[prop("isVideoOnDemandEnabled")]
    is_video_on_demand_enabled: Prop<bool>,
    /// Whether the audience may ask questions.
    #[prop("isQuestionAndAnswerEnabled")]
    is_question_and_answer_enabled: Prop<bool>,
    /// Whether the organizer can have a report of who watched.
    #[prop("isAttendeeReportEnabled")]
    is_attendee_report_enabled: Prop<bool>,
    /// The captions shown; empty where absent.
    #[prop("captions", default)]
    captions: Prop<BroadcastMeetingCaptionSettings>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Who may watch a live event.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.broadcastMeetingAudience")]
#[non_exhaustive]
pub enum BroadcastMeetingAudience {
    /// Those who are invited as attendees.
    RoleIsAttendee,
    /// Everybody in the organizer's organization.
    Organization,
    /// Everybody.
    Everyone,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The captions of a live event.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.broadcastMeetingCaptionSettings")]
pub struct BroadcastMeetingCaptionSettings {
    /// Whether there are any.
    #[prop("isCaptionEnabled")]
    is_caption_enabled: Prop<bool>,
    /// The language spoken, which the captions are made from.
    #[prop("spokenLanguage")]
    spoken_language: Prop<String>,
    /// The languages that the captions are translated into.
    #[prop("translationLanguages")]
    translation_languages: Prop<Vec<String>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
