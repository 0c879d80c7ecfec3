//! Presence: the availability of users, and their place of work.

use crate::registry::registry;
use crate::{DateTimeTimeZone, GraphEntity, ItemBody};
use entity_core::edm::DateTimeOffset;
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Prop, Registry};

pub(crate) static TYPES: Registry = registry![Presence, PresenceStatusMessage, OutOfOfficeSettings, UserWorkLocation];

/// The availability and activity of a user. Its id is the user's.
///
/// ```
/// use comms::{Presence, WorkLocationType, prelude::*};
/// use entity_core::json;
///
/// let presence: Presence = json::from_slice(br#"{
///     "id": "7b2e6c54-3d0a-4f19-8a66-21c5d90e4f02",
///     "availability": "Busy",
///     "activity": "InAMeeting",
///     "workLocation": {"workLocationType": "remote", "source": "manual"}
/// }"#)?;
///
/// assert_eq!(presence.activity(), Some("InAMeeting"));
/// assert_eq!(presence.work_location().work_location_type(), Some(&WorkLocationType::Remote));
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.presence")]
pub struct Presence {
    #[base]
    entity: GraphEntity,
    /// The availability: `Available`, `Away`, `BeRightBack`, `Busy`, `DoNotDisturb`, `Offline` … An open
    /// set of words, so text.
    #[prop("availability")]
    availability: Prop<String>,
    /// The activity, which refines the availability: `InACall`, `InAMeeting`, `Presenting` … An open
    /// set of words too.
    #[prop("activity")]
    activity: Prop<String>,
    /// The note that the user shows to others; empty if absent.
    #[prop("statusMessage", default)]
    status_message: Prop<Box<PresenceStatusMessage>>,
    /// The out-of-office settings; empty if absent.
    #[prop("outOfOfficeSettings", default)]
    out_of_office_settings: Prop<OutOfOfficeSettings>,
    /// The place of work; empty if absent.
    #[prop("workLocation", default)]
    work_location: Prop<Box<UserWorkLocation>>,
    /// The version of this state. Of two for one user, the one that sorts later as text is newer. Set by the
    /// service.
    #[prop("sequenceNumber")]
    sequence_number: Prop<String>,
}

/// The note that a user shows to others beside their presence.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.presenceStatusMessage")]
pub struct PresenceStatusMessage {
    /// The note, as plain text; empty if absent.
    #[prop("message", default)]
    message: Prop<ItemBody>,
    /// The expiry; absent if the note stays until it is changed. The presence of others does not have it.
    #[prop("expiryDateTime", default)]
    expiry_date_time: Prop<DateTimeTimeZone>,
    /// The time at which it was set, by the service. The presence of others does not have it.
    #[prop("publishedDateTime")]
    published_date_time: Prop<DateTimeOffset>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The out-of-office settings of a user.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.outOfOfficeSettings")]
pub struct OutOfOfficeSettings {
    /// True if an automatic reply is on, or the calendar has an absence.
    #[prop("isOutOfOffice")]
    is_out_of_office: Prop<bool>,
    /// The text of the automatic reply.
    #[prop("message")]
    message: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The place of work of a user.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.userWorkLocation")]
pub struct UserWorkLocation {
    /// The kind of place.
    #[prop("workLocationType", non_null)]
    work_location_type: Prop<WorkLocationType>,
    /// The source of the place.
    #[prop("source", non_null)]
    source: Prop<WorkLocationSource>,
    /// The id of the place, if the organization lists it.
    #[prop("placeId")]
    place_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The kind of a place of work.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.workLocationType")]
#[non_exhaustive]
pub enum WorkLocationType {
    /// Not specified.
    Unspecified,
    /// An office of the organization.
    Office,
    /// Any other place.
    Remote,
    /// None, because the user does not work.
    TimeOff,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The source of a place of work.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.workLocationSource")]
#[non_exhaustive]
pub enum WorkLocationSource {
    /// None.
    None,
    /// Set by the user.
    Manual,
    /// The working hours in the user's calendar.
    Scheduled,
    /// Detected automatically.
    Automatic,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
