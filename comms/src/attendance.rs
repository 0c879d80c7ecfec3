//! Attendance: the people who were in a meeting and their times, which the service reports afterwards.

use crate::registry::registry;
use crate::{AnyIdentity, GraphEntity, VirtualEventExternalInformation, VirtualEventExternalRegistrationInformation};
use entity_core::edm::DateTimeOffset;
use entity_core::{ComplexType, DynamicProperties, Entity, Prop, Registry};

pub(crate) static TYPES: Registry = registry![MeetingAttendanceReport, AttendanceRecord, AttendanceInterval];

/// The attendance of a meeting. Each time that a meeting is held has a report of its own.
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
    /// The start of the meeting.
    #[prop("meetingStartDateTime")]
    meeting_start_date_time: Prop<DateTimeOffset>,
    /// The end of the meeting.
    #[prop("meetingEndDateTime")]
    meeting_end_date_time: Prop<DateTimeOffset>,
    /// The number of people who attended.
    #[prop("totalParticipantCount")]
    total_participant_count: Prop<i32>,
    /// A record for each person. Only in a response to a request that expands it.
    #[prop("attendanceRecords")]
    attendance_records: Prop<Vec<AttendanceRecord>>,
    /// The ids of the event in other systems, if it is a virtual event.
    #[prop("externalEventInformation")]
    external_event_information: Prop<Vec<VirtualEventExternalInformation>>,
}

/// The attendance of one person.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.attendanceRecord")]
pub struct AttendanceRecord {
    #[base]
    entity: GraphEntity,
    /// The person; an empty identity if absent.
    #[prop("identity", default)]
    identity: Prop<Box<AnyIdentity>>,
    /// The address to which the invitation was sent.
    #[prop("emailAddress")]
    email_address: Prop<String>,
    /// The role in the meeting: `Attendee`, `Presenter` or `Organizer`.
    #[prop("role")]
    role: Prop<String>,
    /// The total time in the meeting, in seconds.
    #[prop("totalAttendanceInSeconds")]
    total_attendance_in_seconds: Prop<i32>,
    /// The intervals, each from joining to leaving.
    #[prop("attendanceIntervals")]
    attendance_intervals: Prop<Vec<AttendanceInterval>>,
    /// The registration, if the meeting has registration.
    #[prop("registrationId")]
    registration_id: Prop<String>,
    /// The registration in another system; empty if absent.
    #[prop("externalRegistrationInformation", default)]
    external_registration_information: Prop<VirtualEventExternalRegistrationInformation>,
}

/// One interval of attendance.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.attendanceInterval")]
pub struct AttendanceInterval {
    /// The time of joining.
    #[prop("joinDateTime")]
    join_date_time: Prop<DateTimeOffset>,
    /// The time of leaving.
    #[prop("leaveDateTime")]
    leave_date_time: Prop<DateTimeOffset>,
    /// The length in seconds.
    #[prop("durationInSeconds")]
    duration_in_seconds: Prop<i32>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
