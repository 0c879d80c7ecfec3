//! Attendance: who was in a meeting, and for how long, as the service reports it afterwards.

use crate::types::registry;
use crate::{AnyIdentity, GraphEntity, VirtualEventExternalInformation, VirtualEventExternalRegistrationInformation};
use entity_core::edm::DateTimeOffset;
use entity_core::{ComplexType, DynamicProperties, Entity, Prop, Registry};

pub(crate) static TYPES: Registry = registry![MeetingAttendanceReport, AttendanceRecord, AttendanceInterval];

/// Who attended a meeting. Each time that a meeting is held has a report of its own.
///
/// ```
/// use comms::{MeetingAttendanceReport, prelude::*};
/// use entity_core::json;
///
/// let report: MeetingAttendanceReport = json::from_slice(br#"{
///     "id": "5d1f7a02-6c1e-4b53-9a3e-0f6f0c2b7d11",
///     "totalParticipantCount": 1,
///     "attendanceRecords": [{
///         "emailAddress": "lena@contoso.example",
///         "totalAttendanceInSeconds": 1260,
///         "role": "Presenter",
///         "attendanceIntervals": [{"durationInSeconds": 1260}]
///     }]
/// }"#)?;
///
/// let seconds: i32 = report.attendance_records().iter().filter_map(|record| record.total_attendance_in_seconds()).sum();
/// assert_eq!(seconds, 1260);
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.meetingAttendanceReport")]
pub struct MeetingAttendanceReport {
    #[base]
    entity: GraphEntity,
    /// When the meeting started.
    #[prop("meetingStartDateTime")]
    meeting_start_date_time: Prop<DateTimeOffset>,
    /// When the meeting ended.
    #[prop("meetingEndDateTime")]
    meeting_end_date_time: Prop<DateTimeOffset>,
    /// How many people attended.
    #[prop("totalParticipantCount")]
    total_participant_count: Prop<i32>,
    /// A record for each of them. Only a request that expands it gets it.
    #[prop("attendanceRecords")]
    attendance_records: Prop<Vec<AttendanceRecord>>,
    /// What other systems call the event, where it is a virtual one.
    #[prop("externalEventInformation")]
    external_event_information: Prop<Vec<VirtualEventExternalInformation>>,
}

/// Somebody's attendance at a meeting.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.attendanceRecord")]
pub struct AttendanceRecord {
    #[base]
    entity: GraphEntity,
    /// Who attended; an empty identity where absent.
    #[prop("identity", default)]
    identity: Prop<AnyIdentity>,
    /// The address that they were invited by.
    #[prop("emailAddress")]
    email_address: Prop<String>,
    /// What they were in the meeting: `Attendee`, `Presenter` or `Organizer`.
    #[prop("role")]
    role: Prop<String>,
    /// How long they were there in all, in seconds.
    #[prop("totalAttendanceInSeconds")]
    total_attendance_in_seconds: Prop<i32>,
    /// Each time that they were there, from joining to leaving.
    #[prop("attendanceIntervals")]
    attendance_intervals: Prop<Vec<AttendanceInterval>>,
    /// Their registration, where the meeting is one that people register for.
    #[prop("registrationId")]
    registration_id: Prop<String>,
    /// Their registration in another system; empty where absent.
    #[prop("externalRegistrationInformation", default)]
    external_registration_information: Prop<VirtualEventExternalRegistrationInformation>,
}

/// One time that somebody was in a meeting.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.attendanceInterval")]
pub struct AttendanceInterval {
    /// When they joined.
    #[prop("joinDateTime")]
    join_date_time: Prop<DateTimeOffset>,
    /// When they left.
    #[prop("leaveDateTime")]
    leave_date_time: Prop<DateTimeOffset>,
    /// How long they stayed, in seconds.
    #[prop("durationInSeconds")]
    duration_in_seconds: Prop<i32>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
