//! Presence: whether somebody can be reached, and where they work today.

use crate::types::registry;
use crate::{DateTimeTimeZone, GraphEntity, ItemBody};
use entity_core::edm::DateTimeOffset;
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Prop, Registry};

pub(crate) static TYPES: Registry = registry![Presence, PresenceStatusMessage, OutOfOfficeSettings, UserWorkLocation];

/// Whether a user can be reached, and what they are doing; its id is the user's.
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
    /// Whether the user can be reached: `Available`, `Away`, `BeRightBack`, `Busy`, `DoNotDisturb`, `Offline` … An open
    /// set of words, so text.
    #[prop("availability")]
    availability: Prop<String>,
    /// What the user is doing, which says more than the availability: `InACall`, `InAMeeting`, `Presenting` … An open
    /// set of words too.
    #[prop("activity")]
    activity: Prop<String>,
    /// The note that the user shows to others; empty where absent.
    #[prop("statusMessage", default)]
    status_message: Prop<PresenceStatusMessage>,
    /// Whether the user is out of office; empty where absent.
    #[prop("outOfOfficeSettings", default)]
    out_of_office_settings: Prop<OutOfOfficeSettings>,
    /// Where the user works; empty where absent.
    #[prop("workLocation", default)]
    work_location: Prop<UserWorkLocation>,
    /// The version of this state: of two for one user, the one that sorts later as text is the newer. Set by the
    /// service.
    #[prop("sequenceNumber")]
    sequence_number: Prop<String>,
}

/// The note that a user shows to others beside their presence.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.presenceStatusMessage")]
pub struct PresenceStatusMessage {
    /// The note, as plain text; empty where absent.
    #[prop("message", default)]
    message: Prop<ItemBody>,
    /// Until when it is shown; absent means until it is changed. The presence of others comes without it.
    #[prop("expiryDateTime", default)]
    expiry_date_time: Prop<DateTimeTimeZone>,
    /// When it was set. The service sets it, and leaves it out of the presence of others.
    #[prop("publishedDateTime")]
    published_date_time: Prop<DateTimeOffset>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Whether a user is out of office.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.outOfOfficeSettings")]
pub struct OutOfOfficeSettings {
    /// Whether an automatic reply is on, or the calendar says so.
    #[prop("isOutOfOffice")]
    is_out_of_office: Prop<bool>,
    /// The automatic reply that the user wrote.
    #[prop("message")]
    message: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Where a user works.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.userWorkLocation")]
pub struct UserWorkLocation {
    /// What kind of place it is.
    #[prop("workLocationType", non_null)]
    work_location_type: Prop<WorkLocationType>,
    /// How that is known.
    #[prop("source", non_null)]
    source: Prop<WorkLocationSource>,
    /// The id of the place, where it is one that the organization lists.
    #[prop("placeId")]
    place_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// What kind of place somebody works at.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.workLocationType")]
#[non_exhaustive]
pub enum WorkLocationType {
    /// Not told.
    Unspecified,
    /// An office of the organization.
    Office,
    /// Anywhere else.
    Remote,
    /// None: they do not work.
    TimeOff,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// How it is known where somebody works.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.workLocationSource")]
#[non_exhaustive]
pub enum WorkLocationSource {
    /// It is not.
    None,
    /// They said so.
    Manual,
    /// By the working hours in their calendar.
    Scheduled,
    /// It was detected.
    Automatic,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
