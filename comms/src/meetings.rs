//! Online meetings, with their participants and the ways to join. The types of their settings are in
//! `meeting_settings`; calls into a meeting are in `calls`.

#![allow(clippy::large_enum_variant, reason = "a subtype takes the place of its base, without a box")]

use crate::registry::registry;
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

/// The properties of every online meeting: ways to join, lobby, rights of participants.
///
/// An absent switch leaves the setting to the policy of the organizer's tenant.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.onlineMeetingBase", abstract, open)]
pub struct OnlineMeetingBase {
    #[base]
    entity: GraphEntity,
    /// The subject, shown as the title.
    #[prop("subject")]
    subject: Prop<String>,
    /// The way that the meeting was created.
    #[prop("meetingType")]
    meeting_type: Prop<OnlineMeetingType>,
    /// The URL to join with, set by the service when it creates the meeting.
    #[prop("joinWebUrl")]
    join_web_url: Prop<String>,
    /// The text for an invitation, in the language of the request; empty if absent.
    #[prop("joinInformation", default)]
    join_information: Prop<Box<ItemBody>>,
    /// The id and passcode to join with instead of the URL; empty if absent. They are chosen when the meeting is
    /// created and do not change afterwards.
    #[prop("joinMeetingIdSettings", default)]
    join_meeting_id_settings: Prop<Box<JoinMeetingIdSettings>>,
    /// The URL of the page on which the organizer sets the options.
    #[prop("meetingOptionsWebUrl")]
    meeting_options_web_url: Prop<String>,
    /// The numbers to dial in; empty if absent, as for an organizer without a licence. Set by the service.
    #[prop("audioConferencing", default)]
    audio_conferencing: Prop<Box<AudioConferencing>>,
    /// The id with which a video device dials in, set by the service.
    #[prop("videoTeleconferenceId")]
    video_teleconference_id: Prop<String>,
    /// The access for video devices of other makers; empty if absent.
    #[prop("cloudVideoInteropInfo", default)]
    cloud_video_interop_info: Prop<Box<CloudVideoInteropInfo>>,
    /// The chat of the meeting; empty if absent.
    #[prop("chatInfo", default)]
    chat_info: Prop<Box<ChatInfo>>,
    /// The time at which the service deletes the meeting.
    #[prop("expiryDateTime")]
    expiry_date_time: Prop<DateTimeOffset>,
    /// The people who bypass the lobby; empty if absent.
    #[prop("lobbyBypassSettings", default)]
    lobby_bypass_settings: Prop<Box<LobbyBypassSettings>>,
    /// The people who may admit others from the lobby.
    #[prop("allowedLobbyAdmitters")]
    allowed_lobby_admitters: Prop<AllowedLobbyAdmitterRoles>,
    /// The people who may present.
    #[prop("allowedPresenters")]
    allowed_presenters: Prop<OnlineMeetingPresenters>,
    /// True if the entry and exit of callers by telephone are announced.
    #[prop("isEntryExitAnnounced")]
    is_entry_exit_announced: Prop<bool>,
    /// True if attendees may turn on their cameras.
    #[prop("allowAttendeeToEnableCamera")]
    allow_attendee_to_enable_camera: Prop<bool>,
    /// True if attendees may unmute themselves.
    #[prop("allowAttendeeToEnableMic")]
    allow_attendee_to_enable_mic: Prop<bool>,
    /// True if participants may change the name that others see in this meeting.
    #[prop("allowParticipantsToChangeName")]
    allow_participants_to_change_name: Prop<bool>,
    /// True if participants may send reactions.
    #[prop("allowTeamworkReactions")]
    allow_teamwork_reactions: Prop<bool>,
    /// True if the meeting may have breakout rooms.
    #[prop("allowBreakoutRooms")]
    allow_breakout_rooms: Prop<bool>,
    /// The times at which participants may chat.
    #[prop("allowMeetingChat")]
    allow_meeting_chat: Prop<MeetingChatMode>,
    /// The part of the chat's history that participants see.
    #[prop("shareMeetingChatHistoryDefault")]
    share_meeting_chat_history_default: Prop<MeetingChatHistoryDefaultMode>,
    /// The restrictions of the chat; empty if absent.
    #[prop("chatRestrictions", default)]
    chat_restrictions: Prop<Box<ChatRestrictions>>,
    /// True if participants may share apps to work in together.
    #[prop("allowLiveShare")]
    allow_live_share: Prop<MeetingLiveShareOptions>,
    /// True if slides may be presented from within the meeting.
    #[prop("allowPowerPointSharing")]
    allow_power_point_sharing: Prop<bool>,
    /// True if a whiteboard may be used.
    #[prop("allowWhiteboard")]
    allow_whiteboard: Prop<bool>,
    /// True if the meeting's content may be copied and shared.
    #[prop("allowCopyingAndSharingMeetingContent")]
    allow_copying_and_sharing_meeting_content: Prop<bool>,
    /// True if the meeting may be recorded.
    #[prop("allowRecording")]
    allow_recording: Prop<bool>,
    /// True if the recording starts with the meeting.
    #[prop("recordAutomatically")]
    record_automatically: Prop<bool>,
    /// True if the meeting may be transcribed.
    #[prop("allowTranscription")]
    allow_transcription: Prop<bool>,
    /// The spoken language, as a language tag such as `en-US`. Captions and transcripts rely on it.
    #[prop("meetingSpokenLanguageTag")]
    meeting_spoken_language_tag: Prop<String>,
    /// True if the media are encrypted from end to end.
    #[prop("isEndToEndEncryptionEnabled")]
    is_end_to_end_encryption_enabled: Prop<bool>,
    /// The watermarks over shared content; empty if absent.
    #[prop("watermarkProtection", default)]
    watermark_protection: Prop<Box<WatermarkProtectionValues>>,
    /// The sensitivity label of the meeting; empty if absent.
    #[prop("sensitivityLabelAssignment", default)]
    sensitivity_label_assignment: Prop<Box<OnlineMeetingSensitivityLabelAssignment>>,
    /// The attendance: a report for each time that the meeting was held.
    #[prop("attendanceReports")]
    attendance_reports: Prop<Vec<MeetingAttendanceReport>>,
}

/// An online meeting, created through Graph or in a calendar.
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
    /// The start of the meeting.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// The end of the meeting.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// The time of creation, set by the service.
    #[prop("creationDateTime")]
    creation_date_time: Prop<DateTimeOffset>,
    /// The organizer and the invited people; empty if absent.
    #[prop("participants", default)]
    participants: Prop<Box<MeetingParticipants>>,
    /// The caller's own id of the meeting. A second request with the id returns this meeting.
    #[prop("externalId")]
    external_id: Prop<String>,
    /// The template of the meeting.
    #[prop("meetingTemplateId")]
    meeting_template_id: Prop<String>,
    /// True if the meeting is a live event.
    #[prop("isBroadcast")]
    is_broadcast: Prop<bool>,
    /// The settings of a live event; empty if absent.
    #[prop("broadcastSettings", default)]
    broadcast_settings: Prop<Box<BroadcastMeetingSettings>>,
    /// The attendees of a live event: a stream, so a body has its annotations instead of its content.
    #[prop("attendeeReport")]
    attendee_report: Prop<Value>,
    /// The recordings of the meeting.
    #[prop("recordings")]
    recordings: Prop<Vec<CallRecording>>,
    /// The transcripts of the meeting.
    #[prop("transcripts")]
    transcripts: Prop<Vec<CallTranscript>>,
}

/// The participants of a meeting.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.meetingParticipants")]
pub struct MeetingParticipants {
    /// The organizer; empty if absent.
    #[prop("organizer", default)]
    organizer: Prop<Box<AnyMeetingParticipantInfo>>,
    /// The invited people.
    #[prop("attendees")]
    attendees: Prop<Vec<AnyMeetingParticipantInfo>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// One participant of a meeting.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.meetingParticipantInfo")]
pub struct MeetingParticipantInfo {
    /// The participant's identities; an empty set if absent.
    #[prop("identity", default)]
    identity: Prop<Box<AnyIdentitySet>>,
    /// The participant's role in the meeting.
    #[prop("role")]
    role: Prop<OnlineMeetingRole>,
    /// The name with which they sign in.
    #[prop("upn")]
    upn: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Any `meetingParticipantInfo`: the subtype that `@odata.type` names, else the base, without loss.
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

/// The role of a participant in a meeting.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.onlineMeetingRole")]
#[non_exhaustive]
pub enum OnlineMeetingRole {
    /// Takes part.
    Attendee,
    /// Also shares content and admits others.
    Presenter,
    /// Has nearly all rights of the organizer.
    Coorganizer,
    /// Directs the content that the audience of a live event sees.
    Producer,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The way that a meeting was created.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.onlineMeetingType")]
#[non_exhaustive]
pub enum OnlineMeetingType {
    /// Started at once, without a plan.
    Adhoc,
    /// Planned for one time.
    Scheduled,
    /// Planned as one of a series.
    Recurring,
    /// A live event.
    Broadcast,
    /// Started by an app's button for an instant meeting.
    Meetnow,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The access to the online meeting of an event in a calendar.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.onlineMeetingInfo")]
pub struct OnlineMeetingInfo {
    /// The URL to join with.
    #[prop("joinUrl")]
    join_url: Prop<String>,
    /// The id to enter after dialling in.
    #[prop("conferenceId")]
    conference_id: Prop<String>,
    /// The telephone numbers to dial in.
    #[prop("phones")]
    phones: Prop<Vec<Phone>>,
    /// The number to dial in, charged to the caller.
    #[prop("tollNumber")]
    toll_number: Prop<String>,
    /// The numbers to dial in, free for the caller.
    #[prop("tollFreeNumbers")]
    toll_free_numbers: Prop<Vec<String>>,
    /// Number and conference id in one, ready to dial.
    #[prop("quickDial")]
    quick_dial: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
