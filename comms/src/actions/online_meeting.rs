//! What is bound to an online meeting, or to all of a user's.
//!
//! Sent to `/users/{id}/onlineMeetings/{id}`; [`CreateOrGet`], [`GetAllRecordings`] and [`GetAllTranscripts`] to
//! `/users/{id}/onlineMeetings`.

use crate::types::registry;
use crate::{
    AttendeeNotificationInfo, CallRecording, CallTranscript, ChatInfo, MeetingParticipants, OnlineMeeting,
    RemindBeforeTimeInMinutesType, VirtualAppointmentMessageType,
};
use entity_core::edm::DateTimeOffset;
use entity_core::{Action, DynamicProperties, Page, Prop, Registry, Single};

pub(crate) static TYPES: Registry = registry![
    CreateOrGet,
    SendVirtualAppointmentSms,
    SendVirtualAppointmentReminderSms,
    GetVirtualAppointmentJoinWebUrl,
    GetAllRecordings,
    GetAllTranscripts,
];

/// Creates a meeting under an id of your own, or finds the one that has it: sent twice, it makes one meeting.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("createOrGet", on = OnlineMeeting, returns = OnlineMeeting)]
pub struct CreateOrGet {
    /// The id of your own. It tells meetings apart, so another one is another meeting.
    #[prop("externalId", required)]
    external_id: Prop<String>,
    /// What it is about.
    #[prop("subject")]
    subject: Prop<String>,
    /// When it begins.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// When it ends.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// The chat that belongs to it.
    #[prop("chatInfo", default)]
    chat_info: Prop<ChatInfo>,
    /// Who takes part.
    #[prop("participants", default)]
    participants: Prop<MeetingParticipants>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Sends attendees of a virtual appointment a text message about it.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("sendVirtualAppointmentSms", on = OnlineMeeting)]
pub struct SendVirtualAppointmentSms {
    /// What it says: that the appointment is made, changed or cancelled.
    #[prop("messageType")]
    message_type: Prop<VirtualAppointmentMessageType>,
    /// Who gets it.
    #[prop("attendees")]
    attendees: Prop<Vec<AttendeeNotificationInfo>>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Sends attendees of a virtual appointment a text message that reminds of it.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("sendVirtualAppointmentReminderSms", on = OnlineMeeting)]
pub struct SendVirtualAppointmentReminderSms {
    /// How long before it.
    #[prop("remindBeforeTimeInMinutesType")]
    remind_before_time_in_minutes_type: Prop<RemindBeforeTimeInMinutesType>,
    /// Who gets it.
    #[prop("attendees")]
    attendees: Prop<Vec<AttendeeNotificationInfo>>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Asks for the address in the web at which a virtual appointment is joined.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getVirtualAppointmentJoinWebUrl", on = OnlineMeeting, returns = Single<String>, function)]
pub struct GetVirtualAppointmentJoinWebUrl {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lists the recordings of all meetings that a user organized.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getAllRecordings", on = OnlineMeeting, returns = Page<CallRecording>, function)]
pub struct GetAllRecordings {
    /// The user.
    #[prop("meetingOrganizerUserId")]
    meeting_organizer_user_id: Prop<String>,
    /// From when on.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// Until when.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lists the transcripts of all meetings that a user organized.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getAllTranscripts", on = OnlineMeeting, returns = Page<CallTranscript>, function)]
pub struct GetAllTranscripts {
    /// The user.
    #[prop("meetingOrganizerUserId")]
    meeting_organizer_user_id: Prop<String>,
    /// From when on.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// Until when.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
