//! Actions on one online meeting, or on all meetings of a user.
//!
//! Actions on one meeting are sent to [`OnlineMeeting::at`]. [`CreateOrGet`], [`GetAllRecordings`] and [`GetAllTranscripts`] are sent
//! to all meetings of a user: [`OnlineMeeting::of_user`] or [`OnlineMeeting::mine`].

use super::rules::{in_order, sendable, visible};
use crate::registry::actions;
use crate::{
    AttendeeNotificationInfo, CallRecording, CallTranscript, ChatInfo, MeetingParticipants, OnlineMeeting,
    RemindBeforeTimeInMinutesType, VirtualAppointmentMessageType,
};
use entity_core::edm::DateTimeOffset;
use entity_core::{Action, DynamicProperties, Page, Prop, Registry, Single};

pub(crate) static TYPES: Registry = actions![
    CreateOrGet,
    SendVirtualAppointmentSms,
    SendVirtualAppointmentReminderSms,
    GetVirtualAppointmentJoinWebUrl,
    GetAllRecordings,
    GetAllTranscripts,
];

/// Creates a meeting with an id of your own, or gets the meeting that has the id.
///
/// The same request twice creates one meeting. The meeting is not shown in a calendar.
///
/// - Sends: `POST /users/{id}/onlineMeetings/createOrGet`
/// - Returns: [`OnlineMeeting`]; starts no operation
/// - Permission: `OnlineMeetings.ReadWrite.All`, with an application access policy for the user
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("createOrGet", on = Vec<OnlineMeeting>, returns = OnlineMeeting, check(times = start_before_end))]
pub struct CreateOrGet {
    /// The id of your own. Another id makes another meeting.
    #[prop("externalId", required, check(visible = visible))]
    external_id: Prop<String>,
    /// The subject.
    #[prop("subject")]
    subject: Prop<String>,
    /// The start; the present if absent.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// The end, which needs a start; one hour after the start if absent.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// The chat of the meeting.
    #[prop("chatInfo", default)]
    chat_info: Prop<Box<ChatInfo>>,
    /// The organizer and the attendees.
    #[prop("participants", default)]
    participants: Prop<MeetingParticipants>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Checks that an end has a start, and comes after it.
fn start_before_end(meeting: &CreateOrGet) -> Result<(), String> {
    match (meeting.start_date_time(), meeting.end_date_time()) {
        (None, Some(_)) => Err("has an `endDateTime` without a `startDateTime`".to_owned()),
        (start, end) => in_order(start, end),
    }
}

fn recorded(request: &GetAllRecordings) -> Result<(), String> {
    in_order(request.start_date_time(), request.end_date_time())
}

fn transcribed(request: &GetAllTranscripts) -> Result<(), String> {
    in_order(request.start_date_time(), request.end_date_time())
}

/// Checks that the attendee has a telephone number and a time zone.
fn reachable(attendee: &AttendeeNotificationInfo) -> Result<(), String> {
    let has = |text: Option<&str>| text.is_some_and(|text| visible(text).is_ok());
    if has(attendee.phone_number()) && has(attendee.time_zone()) {
        Ok(())
    } else {
        Err("has no `phoneNumber`, or no `timeZone`".to_owned())
    }
}

/// Sends a text message about a virtual appointment to attendees.
///
/// - Sends: `POST /users/{id}/onlineMeetings/{id}/sendVirtualAppointmentSms`
/// - Returns: nothing; starts no operation
/// - Permission: delegated `VirtualAppointmentNotification.Send`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("sendVirtualAppointmentSms", on = OnlineMeeting)]
pub struct SendVirtualAppointmentSms {
    /// The subject of the message: the appointment is made, changed or cancelled.
    #[prop("messageType", required, check(sendable = sendable))]
    message_type: Prop<VirtualAppointmentMessageType>,
    /// The attendees who receive it, at least one, each with a telephone number.
    #[prop("attendees", required, min_items = 1, each(non_null, check(reachable = reachable)))]
    attendees: Prop<Vec<AttendeeNotificationInfo>>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Sends a reminder of a virtual appointment to attendees, as a text message.
///
/// - Sends: `POST /users/{id}/onlineMeetings/{id}/sendVirtualAppointmentReminderSms`
/// - Returns: nothing; starts no operation
/// - Permission: delegated `VirtualAppointmentNotification.Send`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("sendVirtualAppointmentReminderSms", on = OnlineMeeting)]
pub struct SendVirtualAppointmentReminderSms {
    /// The time between the reminder and the appointment.
    #[prop("remindBeforeTimeInMinutesType", required, check(sendable = sendable))]
    remind_before_time_in_minutes_type: Prop<RemindBeforeTimeInMinutesType>,
    /// The attendees who receive it, at least one, each with a telephone number.
    #[prop("attendees", required, min_items = 1, each(non_null, check(reachable = reachable)))]
    attendees: Prop<Vec<AttendeeNotificationInfo>>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Gets the URL to join a virtual appointment.
///
/// - Sends: `GET /users/{id}/onlineMeetings/{id}/getVirtualAppointmentJoinWebUrl()`
/// - Returns: the URL, as a [`Single`]; starts no operation
/// - Permission: `VirtualAppointment.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getVirtualAppointmentJoinWebUrl", on = OnlineMeeting, returns = Single<String>, function)]
pub struct GetVirtualAppointmentJoinWebUrl {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lists the recordings of all meetings that a user organized.
///
/// - Sends: `GET /users/{id}/onlineMeetings/getAllRecordings(…)`
/// - Returns: a page of [`CallRecording`]; starts no operation
/// - Permission: `OnlineMeetingRecording.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getAllRecordings", on = Vec<OnlineMeeting>, returns = Page<CallRecording>, function, check(times = recorded))]
pub struct GetAllRecordings {
    /// The id of the user.
    #[prop("meetingOrganizerUserId", required, check(visible = visible))]
    meeting_organizer_user_id: Prop<String>,
    /// The start of the range of time.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// The end of the range of time.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lists the transcripts of all meetings that a user organized.
///
/// - Sends: `GET /users/{id}/onlineMeetings/getAllTranscripts(…)`
/// - Returns: a page of [`CallTranscript`]; starts no operation
/// - Permission: `OnlineMeetingTranscript.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getAllTranscripts", on = Vec<OnlineMeeting>, returns = Page<CallTranscript>, function, check(times = transcribed))]
pub struct GetAllTranscripts {
    /// The id of the user.
    #[prop("meetingOrganizerUserId", required, check(visible = visible))]
    meeting_organizer_user_id: Prop<String>,
    /// The start of the range of time.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// The end of the range of time.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
