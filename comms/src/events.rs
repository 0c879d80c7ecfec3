//! Virtual events, such as webinars and town halls: their sessions and presenters, what other systems know of them, and
//! the messages that virtual appointments send.

use crate::types::registry;
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
    /// When the session starts, in a time zone of its own; empty where absent.
    #[prop("startDateTime", default)]
    start_date_time: Prop<DateTimeTimeZone>,
    /// When the session ends, in a time zone of its own; empty where absent.
    #[prop("endDateTime", default)]
    end_date_time: Prop<DateTimeTimeZone>,
    /// How many people can attend.
    #[prop("capacity")]
    capacity: Prop<i32>,
    /// Where the session can be watched afterwards.
    #[prop("videoOnDemandWebUrl")]
    video_on_demand_web_url: Prop<String>,
}

/// A presenter of a virtual event, as one of a meeting's participants.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.virtualEventPresenterInfo")]
pub struct VirtualEventPresenterInfo {
    #[base]
    participant: MeetingParticipantInfo,
    /// What the event's page tells of them; empty where absent.
    #[prop("presenterDetails", default)]
    presenter_details: Prop<VirtualEventPresenterDetails>,
}

/// What an event's page tells of a presenter.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.virtualEventPresenterDetails")]
pub struct VirtualEventPresenterDetails {
    /// Who they are, in a few words; empty where absent.
    #[prop("bio", default)]
    bio: Prop<ItemBody>,
    /// Where they work.
    #[prop("company")]
    company: Prop<String>,
    /// What they work as.
    #[prop("jobTitle")]
    job_title: Prop<String>,
    /// A picture of them: a stream, so bodies hold its annotations rather than its content.
    #[prop("photo")]
    photo: Prop<Value>,
    /// Their profile at `LinkedIn`.
    #[prop("linkedInProfileWebUrl")]
    linked_in_profile_web_url: Prop<String>,
    /// Their profile at Twitter.
    #[prop("twitterProfileWebUrl")]
    twitter_profile_web_url: Prop<String>,
    /// Their own site.
    #[prop("personalSiteWebUrl")]
    personal_site_web_url: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Another system's knowledge of an event: what the event is called there.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.virtualEventExternalInformation")]
pub struct VirtualEventExternalInformation {
    /// The application that keeps the event in that system.
    #[prop("applicationId")]
    application_id: Prop<String>,
    /// The event's id in that system.
    #[prop("externalEventId")]
    external_event_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// How somebody registered for an event in another system.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.virtualEventExternalRegistrationInformation")]
pub struct VirtualEventExternalRegistrationInformation {
    /// Where they came to the registration from.
    #[prop("referrer")]
    referrer: Prop<String>,
    /// The registration's id in that system.
    #[prop("registrationId")]
    registration_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// How to send somebody a text message about a virtual appointment.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.attendeeNotificationInfo")]
pub struct AttendeeNotificationInfo {
    /// The number to send it to.
    #[prop("phoneNumber")]
    phone_number: Prop<String>,
    /// The time zone that the message tells the appointment's time in.
    #[prop("timeZone")]
    time_zone: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// What a message about a virtual appointment tells.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.virtualAppointmentMessageType")]
#[non_exhaustive]
pub enum VirtualAppointmentMessageType {
    /// That it is booked.
    Confirmation,
    /// That it was moved.
    Reschedule,
    /// That it is cancelled.
    Cancellation,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// How long before a virtual appointment a reminder is sent.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.remindBeforeTimeInMinutesType")]
#[non_exhaustive]
pub enum RemindBeforeTimeInMinutesType {
    /// 15 minutes.
    Mins15,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
