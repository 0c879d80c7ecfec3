//! Online meetings: who takes part in them, what they may do, and how others get in. The settings' own types are in
//! `meeting_settings`; calls into a meeting are in `calls`.

#![allow(clippy::large_enum_variant, reason = "a subtype stands where its base does, with no box between")]

use crate::types::registry;
use crate::{
    AllowedLobbyAdmitterRoles, AnyIdentitySet, AudioConferencing, BroadcastMeetingSettings, CallRecording,
    CallTranscript, ChatInfo, ChatRestrictions, CloudVideoInteropInfo, GraphEntity, ItemBody, JoinMeetingIdSettings,
    LobbyBypassSettings, MeetingAttendanceReport, MeetingChatHistoryDefaultMode, MeetingChatMode,
    MeetingLiveShareOptions, OnlineMeetingPresenters, OnlineMeetingSensitivityLabelAssignment, Phone,
    VirtualEventPresenterInfo, WatermarkProtectionValues,
};
use entity_core::edm::DateTimeOffset;
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop, Registry};
use serde_json::Value;

pub(crate) static TYPES: Registry =
    registry![OnlineMeetingBase, OnlineMeeting, MeetingParticipants, MeetingParticipantInfo, OnlineMeetingInfo];

/// What every online meeting has: how to join it, who waits in its lobby, what its participants may do.
///
/// A switch that is absent says nothing of the setting: what then holds is the policy of the organizer's tenant.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.onlineMeetingBase", abstract, open)]
pub struct OnlineMeetingBase {
    #[base]
    entity: GraphEntity,
    /// What the meeting is about, as shown in its title.
    #[prop("subject")]
    subject: Prop<String>,
    /// How the meeting came about.
    #[prop("meetingType")]
    meeting_type: Prop<OnlineMeetingType>,
    /// The address that people join by; set by the service when the meeting is made.
    #[prop("joinWebUrl")]
    join_web_url: Prop<String>,
    /// The text to put in an invitation, in the language that the request asked for; empty where absent.
    #[prop("joinInformation", default)]
    join_information: Prop<ItemBody>,
    /// The id and passcode to join by instead of the address; empty where absent. They are chosen when the meeting is
    /// made and do not change afterwards.
    #[prop("joinMeetingIdSettings", default)]
    join_meeting_id_settings: Prop<JoinMeetingIdSettings>,
    /// The page where the organizer sets these options.
    #[prop("meetingOptionsWebUrl")]
    meeting_options_web_url: Prop<String>,
    /// How to dial in; empty where absent, as when the organizer has no licence for it. Set by the service.
    #[prop("audioConferencing", default)]
    audio_conferencing: Prop<AudioConferencing>,
    /// The id that a video device dials in with; set by the service.
    #[prop("videoTeleconferenceId")]
    video_teleconference_id: Prop<String>,
    /// How video devices of other makers dial in; empty where absent.
    #[prop("cloudVideoInteropInfo", default)]
    cloud_video_interop_info: Prop<CloudVideoInteropInfo>,
    /// The chat that goes with the meeting; empty where absent.
    #[prop("chatInfo", default)]
    chat_info: Prop<ChatInfo>,
    /// When the service forgets the meeting.
    #[prop("expiryDateTime")]
    expiry_date_time: Prop<DateTimeOffset>,
    /// Who gets in without waiting in the lobby; empty where absent.
    #[prop("lobbyBypassSettings", default)]
    lobby_bypass_settings: Prop<LobbyBypassSettings>,
    /// Who may let others in from the lobby.
    #[prop("allowedLobbyAdmitters")]
    allowed_lobby_admitters: Prop<AllowedLobbyAdmitterRoles>,
    /// Who may present.
    #[prop("allowedPresenters")]
    allowed_presenters: Prop<OnlineMeetingPresenters>,
    /// Whether it is announced that somebody who dialled in comes or goes.
    #[prop("isEntryExitAnnounced")]
    is_entry_exit_announced: Prop<bool>,
    /// Whether attendees may turn their cameras on.
    #[prop("allowAttendeeToEnableCamera")]
    allow_attendee_to_enable_camera: Prop<bool>,
    /// Whether attendees may unmute themselves.
    #[prop("allowAttendeeToEnableMic")]
    allow_attendee_to_enable_mic: Prop<bool>,
    /// Whether participants may change the name that others see in this meeting.
    #[prop("allowParticipantsToChangeName")]
    allow_participants_to_change_name: Prop<bool>,
    /// Whether participants may send reactions.
    #[prop("allowTeamworkReactions")]
    allow_teamwork_reactions: Prop<bool>,
    /// Whether the meeting may be split into breakout rooms.
    #[prop("allowBreakoutRooms")]
    allow_breakout_rooms: Prop<bool>,
    /// Whether participants may chat, and when.
    #[prop("allowMeetingChat")]
    allow_meeting_chat: Prop<MeetingChatMode>,
    /// How much of the chat's history is shared with participants.
    #[prop("shareMeetingChatHistoryDefault")]
    share_meeting_chat_history_default: Prop<MeetingChatHistoryDefaultMode>,
    /// What may be sent in the chat; empty where absent.
    #[prop("chatRestrictions", default)]
    chat_restrictions: Prop<ChatRestrictions>,
    /// Whether apps may be shared that all participants work in together.
    #[prop("allowLiveShare")]
    allow_live_share: Prop<MeetingLiveShareOptions>,
    /// Whether slides may be presented from within the meeting.
    #[prop("allowPowerPointSharing")]
    allow_power_point_sharing: Prop<bool>,
    /// Whether a whiteboard may be used.
    #[prop("allowWhiteboard")]
    allow_whiteboard: Prop<bool>,
    /// Whether the meeting's content may be copied and passed on.
    #[prop("allowCopyingAndSharingMeetingContent")]
    allow_copying_and_sharing_meeting_content: Prop<bool>,
    /// Whether the meeting may be recorded.
    #[prop("allowRecording")]
    allow_recording: Prop<bool>,
    /// Whether recording starts by itself with the meeting.
    #[prop("recordAutomatically")]
    record_automatically: Prop<bool>,
    /// Whether the meeting may be transcribed.
    #[prop("allowTranscription")]
    allow_transcription: Prop<bool>,
    /// The language spoken, as a language tag such as `en-US`; captions and transcripts rely on it.
    #[prop("meetingSpokenLanguageTag")]
    meeting_spoken_language_tag: Prop<String>,
    /// Whether the media is encrypted from end to end.
    #[prop("isEndToEndEncryptionEnabled")]
    is_end_to_end_encryption_enabled: Prop<bool>,
    /// Whether each viewer's address is shown across what they see; empty where absent.
    #[prop("watermarkProtection", default)]
    watermark_protection: Prop<WatermarkProtectionValues>,
    /// How confidential the meeting is; empty where absent.
    #[prop("sensitivityLabelAssignment", default)]
    sensitivity_label_assignment: Prop<OnlineMeetingSensitivityLabelAssignment>,
    /// Who was there: a report for each time that the meeting was held.
    #[prop("attendanceReports")]
    attendance_reports: Prop<Vec<MeetingAttendanceReport>>,
}

/// A meeting that is held online, made through Graph or from a calendar.
///
/// ```
/// use comms::{LobbyBypassScope, OnlineMeeting, prelude::*};
/// use entity_core::json;
///
/// let meeting: OnlineMeeting = json::from_slice(br#"{
///     "id": "meeting-2041",
///     "subject": "Weekly review",
///     "participants": {"organizer": {"upn": "lena@contoso.example", "role": "presenter"}, "attendees": []},
///     "lobbyBypassSettings": {"scope": "organization", "isDialInBypassEnabled": true}
/// }"#)?;
///
/// assert_eq!(meeting.subject(), Some("Weekly review"));
/// assert_eq!(meeting.participants().organizer().upn(), Some("lena@contoso.example"));
/// assert_eq!(meeting.lobby_bypass_settings().scope(), Some(&LobbyBypassScope::Organization));
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.onlineMeeting", open)]
pub struct OnlineMeeting {
    #[base]
    meeting: OnlineMeetingBase,
    /// When the meeting starts.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// When the meeting ends.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// When the meeting was made; set by the service.
    #[prop("creationDateTime")]
    creation_date_time: Prop<DateTimeOffset>,
    /// The organizer and those invited; empty where absent.
    #[prop("participants", default)]
    participants: Prop<MeetingParticipants>,
    /// The caller's own id for the meeting: asking for a meeting with the same one again gives this one.
    #[prop("externalId")]
    external_id: Prop<String>,
    /// The template that the meeting was made from.
    #[prop("meetingTemplateId")]
    meeting_template_id: Prop<String>,
    /// Whether the meeting is a live event.
    #[prop("isBroadcast")]
    is_broadcast: Prop<bool>,
    /// The settings of a live event; empty where absent.
    #[prop("broadcastSettings", default)]
    broadcast_settings: Prop<BroadcastMeetingSettings>,
    /// The attendees of a live event: a stream, so bodies hold its annotations rather than its content.
    #[prop("attendeeReport")]
    attendee_report: Prop<Value>,
    /// What was recorded of the meeting.
    #[prop("recordings")]
    recordings: Prop<Vec<CallRecording>>,
    /// What was transcribed of the meeting.
    #[prop("transcripts")]
    transcripts: Prop<Vec<CallTranscript>>,
}

/// Those whom a meeting is for.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.meetingParticipants")]
pub struct MeetingParticipants {
    /// Who the meeting belongs to; empty where absent.
    #[prop("organizer", default)]
    organizer: Prop<AnyMeetingParticipantInfo>,
    /// Those who are invited.
    #[prop("attendees")]
    attendees: Prop<Vec<AnyMeetingParticipantInfo>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Somebody whom a meeting is for.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.meetingParticipantInfo")]
pub struct MeetingParticipantInfo {
    /// Who it is; an empty set where absent.
    #[prop("identity", default)]
    identity: Prop<AnyIdentitySet>,
    /// What they may do in the meeting.
    #[prop("role")]
    role: Prop<OnlineMeetingRole>,
    /// The name that they sign in with.
    #[prop("upn")]
    upn: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Any `meetingParticipantInfo`: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = MeetingParticipantInfo)]
#[non_exhaustive]
pub enum AnyMeetingParticipantInfo {
    /// `virtualEventPresenterInfo`.
    VirtualEventPresenter(VirtualEventPresenterInfo),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(MeetingParticipantInfo),
}

/// What a participant may do in a meeting.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.onlineMeetingRole")]
#[non_exhaustive]
pub enum OnlineMeetingRole {
    /// Take part.
    Attendee,
    /// Share content and admit others too.
    Presenter,
    /// Do nearly all that the organizer may.
    Coorganizer,
    /// Direct what the audience of a live event sees.
    Producer,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// How a meeting came about.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.onlineMeetingType")]
#[non_exhaustive]
pub enum OnlineMeetingType {
    /// It was started on the spot.
    Adhoc,
    /// It was planned, for one time.
    Scheduled,
    /// It was planned as one of a series.
    Recurring,
    /// It is a live event.
    Broadcast,
    /// It was started from an app's button for meeting at once.
    Meetnow,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// How to join the online meeting of an event in a calendar.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.onlineMeetingInfo")]
pub struct OnlineMeetingInfo {
    /// The address to join by.
    #[prop("joinUrl")]
    join_url: Prop<String>,
    /// The id to key in after dialling in.
    #[prop("conferenceId")]
    conference_id: Prop<String>,
    /// The telephone numbers to dial in by.
    #[prop("phones")]
    phones: Prop<Vec<Phone>>,
    /// The number to dial in by, charged to the caller.
    #[prop("tollNumber")]
    toll_number: Prop<String>,
    /// The numbers to dial in by, free for the caller.
    #[prop("tollFreeNumbers")]
    toll_free_numbers: Prop<Vec<String>>,
    /// Number and conference id in one, ready to dial.
    #[prop("quickDial")]
    quick_dial: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
