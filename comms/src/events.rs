//! Virtual events, such as webinars and town halls: sessions, presenters, ids in other systems, and the
//! messages of virtual appointments.

use crate::registry::registry;
use crate::{DateTimeTimeZone, ItemBody, MeetingParticipantInfo, OnlineMeetingBase};
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Prop, Registry};
use serde_json::Value;

pub(crate) static TYPES: Registry = registry![
    VirtualEventSession,
    VirtualEventPresenterInfo,
    VirtualEventPresenterDetails,
    VirtualEventExternalInformation,
    VirtualEventExternalRegistrationInformation,
    AttendeeNotificationInfo,
];

/// A session of a virtual event: an online meeting of its own.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.virtualEventSession", open)]
pub struct VirtualEventSession {
    #[base]
    meeting: OnlineMeetingBase,
    /// The start of the session, in a time zone of its own; empty if absent.
    #[prop("startDateTime", default)]
    start_date_time: Prop<DateTimeTimeZone>,
    /// The end of the session, in a time zone of its own; empty if absent.
    #[prop("endDateTime", default)]
    end_date_time: Prop<DateTimeTimeZone>,
    /// The number of people who can attend.
    #[prop("capacity")]
    capacity: Prop<i32>,
    /// The URL to watch the session afterwards.
    #[prop("videoOnDemandWebUrl")]
    video_on_demand_web_url: Prop<String>,
}

/// A presenter of a virtual event, as one of a meeting's participants.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.virtualEventPresenterInfo")]
pub struct VirtualEventPresenterInfo {
    #[base]
    participant: MeetingParticipantInfo,
    /// The presenter's details on the event's page; empty if absent.
    #[prop("presenterDetails", default)]
    presenter_details: Prop<Box<VirtualEventPresenterDetails>>,
}

/// The details of a presenter on an event's page.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.virtualEventPresenterDetails")]
pub struct VirtualEventPresenterDetails {
    /// A short biography; empty if absent.
    #[prop("bio", default)]
    bio: Prop<ItemBody>,
    /// The company.
    #[prop("company")]
    company: Prop<String>,
    /// The job title.
    #[prop("jobTitle")]
    job_title: Prop<String>,
    /// The photo: a stream, so a body has its annotations instead of its content.
    #[prop("photo")]
    photo: Prop<Value>,
    /// The URL of the profile at `LinkedIn`.
    #[prop("linkedInProfileWebUrl")]
    linked_in_profile_web_url: Prop<String>,
    /// The URL of the profile at Twitter.
    #[prop("twitterProfileWebUrl")]
    twitter_profile_web_url: Prop<String>,
    /// The URL of the personal site.
    #[prop("personalSiteWebUrl")]
    personal_site_web_url: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The id of an event in another system.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.virtualEventExternalInformation")]
pub struct VirtualEventExternalInformation {
    /// The id of the application that keeps the event in that system.
    #[prop("applicationId")]
    application_id: Prop<String>,
    /// The event's id in that system.
    #[prop("externalEventId")]
    external_event_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A registration for an event in another system.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.virtualEventExternalRegistrationInformation")]
pub struct VirtualEventExternalRegistrationInformation {
    /// The source from which the person came to the registration.
    #[prop("referrer")]
    referrer: Prop<String>,
    /// The registration's id in that system.
    #[prop("registrationId")]
    registration_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The address of an attendee for text messages about a virtual appointment.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.attendeeNotificationInfo")]
pub struct AttendeeNotificationInfo {
    /// The number to send it to.
    #[prop("phoneNumber")]
    phone_number: Prop<String>,
    /// The time zone of the times in the message.
    #[prop("timeZone")]
    time_zone: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The subject of a message about a virtual appointment.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.virtualAppointmentMessageType")]
#[non_exhaustive]
pub enum VirtualAppointmentMessageType {
    /// The appointment is booked.
    Confirmation,
    /// The appointment was moved.
    Reschedule,
    /// The appointment is cancelled.
    Cancellation,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The time between a reminder and its virtual appointment.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.remindBeforeTimeInMinutesType")]
#[non_exhaustive]
pub enum RemindBeforeTimeInMinutesType {
    /// 15 minutes.
    Mins15,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
