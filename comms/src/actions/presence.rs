//! What is bound to a user's presence: setting and clearing what others see of it.
//!
//! Sent to `/users/{id}/presence`.

use crate::types::registry;
use crate::{Presence, PresenceStatusMessage, WorkLocationType};
use entity_core::edm::Duration;
use entity_core::{Action, DynamicProperties, Prop, Registry};

pub(crate) static TYPES: Registry = registry![
    SetPresence,
    ClearPresence,
    SetUserPreferredPresence,
    ClearUserPreferredPresence,
    SetStatusMessage,
    SetAutomaticLocation,
    SetManualLocation,
    ClearAutomaticLocation,
    ClearLocation,
];

/// Sets what one of an application's sessions says of the user. What others see is made of all sessions.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("setPresence", on = Presence)]
pub struct SetPresence {
    /// The session: the application's own id.
    #[prop("sessionId")]
    session_id: Prop<String>,
    /// Whether the user can be reached: `Available`, `Busy`, `Away` or `DoNotDisturb`.
    #[prop("availability", required)]
    availability: Prop<String>,
    /// What the user does: `Available`, `InACall`, `InAConferenceCall`, `Away` or `Presenting`.
    #[prop("activity", required)]
    activity: Prop<String>,
    /// How long it holds, from 5 minutes to 4 hours.
    #[prop("expirationDuration", check = five_minutes_to_four_hours)]
    expiration_duration: Prop<Duration>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The documented limits of a session's presence.
fn five_minutes_to_four_hours(duration: &Duration) -> Result<(), String> {
    if (Duration::from_mins(5)..=Duration::from_hours(4)).contains(duration) {
        Ok(())
    } else {
        Err(format!("{duration} is not within PT5M to PT4H"))
    }
}

/// Ends one of an application's sessions.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("clearPresence", on = Presence)]
pub struct ClearPresence {
    /// The session: the application's own id.
    #[prop("sessionId")]
    session_id: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Sets what the user wants others to see, whatever the sessions say.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("setUserPreferredPresence", on = Presence)]
pub struct SetUserPreferredPresence {
    /// Whether the user can be reached: `Available`, `Busy`, `DoNotDisturb`, `BeRightBack`, `Away` or `Offline`.
    #[prop("availability", required)]
    availability: Prop<String>,
    /// What the user does: as the availability, but `OffWork` for `Offline`.
    #[prop("activity", required)]
    activity: Prop<String>,
    /// How long it holds; the service chooses where absent.
    #[prop("expirationDuration")]
    expiration_duration: Prop<Duration>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lets others see again what the sessions say.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("clearUserPreferredPresence", on = Presence)]
pub struct ClearUserPreferredPresence {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Sets the message that others see beside the user's presence.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("setStatusMessage", on = Presence)]
pub struct SetStatusMessage {
    /// The message, and until when it is shown.
    #[prop("statusMessage", default)]
    status_message: Prop<PresenceStatusMessage>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Says where the user works, as a device or a program found out.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("setAutomaticLocation", on = Presence)]
pub struct SetAutomaticLocation {
    /// The kind of place.
    #[prop("workLocationType", required)]
    work_location_type: Prop<WorkLocationType>,
    /// The place's id, where it is one of the organization's.
    #[prop("placeId")]
    place_id: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Says where the user works, as the user chose.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("setManualLocation", on = Presence)]
pub struct SetManualLocation {
    /// The kind of place.
    #[prop("workLocationType", required)]
    work_location_type: Prop<WorkLocationType>,
    /// The place's id, where it is one of the organization's.
    #[prop("placeId")]
    place_id: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Takes back the place that was found out.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("clearAutomaticLocation", on = Presence)]
pub struct ClearAutomaticLocation {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Takes back every place that was set, the user's own choice too.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("clearLocation", on = Presence)]
pub struct ClearLocation {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
