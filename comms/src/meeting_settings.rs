//! Settings of a meeting: lobby, chat, dial-in, protection, live event.

use crate::registry::registry;
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

/// The people who bypass the lobby of a meeting.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.lobbyBypassSettings")]
pub struct LobbyBypassSettings {
    /// The people who enter at once. All others wait to be admitted.
    #[prop("scope")]
    scope: Prop<LobbyBypassScope>,
    /// True if callers by telephone enter at once, whatever the scope.
    #[prop("isDialInBypassEnabled")]
    is_dial_in_bypass_enabled: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A group of people who bypass the lobby.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.lobbyBypassScope")]
#[non_exhaustive]
pub enum LobbyBypassScope {
    /// Only the organizer.
    Organizer,
    /// The invited people.
    Invited,
    /// Everybody in the organizer's organization, guests included.
    Organization,
    /// Everybody in the organizer's organization except guests.
    OrganizationExcludingGuests,
    /// Everybody in the organizer's organization and in those it trusts.
    OrganizationAndFederated,
    /// Everybody.
    Everyone,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A group of people who may admit others from the lobby.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.allowedLobbyAdmitterRoles")]
#[non_exhaustive]
pub enum AllowedLobbyAdmitterRoles {
    /// The organizer, co-organizers and presenters.
    OrganizerAndCoOrganizersAndPresenters,
    /// The organizer and co-organizers.
    OrganizerAndCoOrganizers,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A group of people who may present in a meeting.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.onlineMeetingPresenters")]
#[non_exhaustive]
pub enum OnlineMeetingPresenters {
    /// Everybody.
    Everyone,
    /// Everybody in the organizer's organization.
    Organization,
    /// The people who are invited as presenters.
    RoleIsPresenter,
    /// Only the organizer.
    Organizer,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The id and passcode to join a meeting with.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.joinMeetingIdSettings")]
pub struct JoinMeetingIdSettings {
    /// True if joining needs the passcode. Chosen when the meeting is created.
    #[prop("isPasscodeRequired")]
    is_passcode_required: Prop<bool>,
    /// The id to join with, created by the service.
    #[prop("joinMeetingId")]
    join_meeting_id: Prop<String>,
    /// The passcode, created by the service if joining needs one. `Debug` hides it.
    #[prop("passcode")]
    passcode: Prop<Secret>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The numbers to dial in to a meeting by telephone.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.audioConferencing")]
pub struct AudioConferencing {
    /// The id to enter after dialling.
    #[prop("conferenceId")]
    conference_id: Prop<String>,
    /// The URL of the page that lists the numbers.
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

/// The access to a meeting for video devices of other makers.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.cloudVideoInteropInfo")]
pub struct CloudVideoInteropInfo {
    /// The organization's key at the gateway that the device calls.
    #[prop("tenantKey")]
    tenant_key: Prop<String>,
    /// The id of the meeting, to give to that gateway.
    #[prop("videoTeleconferenceId")]
    video_teleconference_id: Prop<String>,
    /// The URL of the page with other ways to dial in.
    #[prop("moreInfoWebUrl")]
    more_info_web_url: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The times at which participants may chat.
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
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The part of a chat's history that participants see.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.meetingChatHistoryDefaultMode")]
#[non_exhaustive]
pub enum MeetingChatHistoryDefaultMode {
    /// None.
    None,
    /// The whole history.
    All,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The restrictions of a chat.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.chatRestrictions")]
pub struct ChatRestrictions {
    /// True if only text is allowed.
    #[prop("allowTextOnly")]
    allow_text_only: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The permission to share apps that all participants work in together.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.meetingLiveShareOptions")]
#[non_exhaustive]
pub enum MeetingLiveShareOptions {
    /// Allowed.
    Enabled,
    /// Not allowed.
    Disabled,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The use of watermarks with the viewer's own address.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.watermarkProtectionValues")]
pub struct WatermarkProtectionValues {
    /// True if a watermark covers shared content.
    #[prop("isEnabledForContentSharing")]
    is_enabled_for_content_sharing: Prop<bool>,
    /// True if a watermark covers participants' video.
    #[prop("isEnabledForVideo")]
    is_enabled_for_video: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The sensitivity label of a meeting.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.onlineMeetingSensitivityLabelAssignment")]
pub struct OnlineMeetingSensitivityLabelAssignment {
    /// The id of the label, which the organization defines.
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
    /// The permitted audience.
    #[prop("allowedAudience")]
    allowed_audience: Prop<BroadcastMeetingAudience>,
    /// True if the event is recorded for its organizer.
    #[prop("isRecordingEnabled")]
    is_recording_enabled: Prop<bool>,
    /// True if it can be watched afterwards.
    #[prop("isVideoOnDemandEnabled")]
    is_video_on_demand_enabled: Prop<bool>,
    /// True if the audience may ask questions.
    #[prop("isQuestionAndAnswerEnabled")]
    is_question_and_answer_enabled: Prop<bool>,
    /// True if the organizer can get a report of the audience.
    #[prop("isAttendeeReportEnabled")]
    is_attendee_report_enabled: Prop<bool>,
    /// The captions shown; empty if absent.
    #[prop("captions", default)]
    captions: Prop<Box<BroadcastMeetingCaptionSettings>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The permitted audience of a live event.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.broadcastMeetingAudience")]
#[non_exhaustive]
pub enum BroadcastMeetingAudience {
    /// The people who are invited as attendees.
    RoleIsAttendee,
    /// Everybody in the organizer's organization.
    Organization,
    /// Everybody.
    Everyone,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The captions of a live event.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.broadcastMeetingCaptionSettings")]
pub struct BroadcastMeetingCaptionSettings {
    /// True if captions are on.
    #[prop("isCaptionEnabled")]
    is_caption_enabled: Prop<bool>,
    /// The spoken language, which is the source of the captions.
    #[prop("spokenLanguage")]
    spoken_language: Prop<String>,
    /// The languages that the captions are translated into.
    #[prop("translationLanguages")]
    translation_languages: Prop<Vec<String>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
