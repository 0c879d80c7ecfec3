//! Actions on the presence of a user: set or clear the availability, the status message and the work location.
//!
//! Sent to [`Presence::of_user`], or for the signed-in user to [`Presence::mine`].

use super::rules::{plain, sendable, visible, without_offset};
use crate::registry::actions;
use crate::{Presence, PresenceStatusMessage, WorkLocationType};
use entity_core::edm::Duration;
use entity_core::{Action, DynamicProperties, Prop, Registry};

pub(crate) static TYPES: Registry = actions![
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

/// Sets the user's presence in one session of an application.
///
/// Others see one presence, computed from all sessions of the user.
///
/// - Sends: `POST /users/{id}/presence/setPresence`
/// - Returns: nothing; starts no operation
/// - Permission: `Presence.ReadWrite.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("setPresence", on = Presence, check(supported = session_supports))]
pub struct SetPresence {
    /// The id of the session, which is the id of the application.
    #[prop("sessionId", required, check(visible = visible))]
    session_id: Prop<String>,
    /// The availability: `Available`, `Busy`, `Away` or `DoNotDisturb`.
    #[prop("availability", required)]
    availability: Prop<String>,
    /// The activity: `Available`, `InACall`, `InAConferenceCall`, `Away` or `Presenting`.
    #[prop("activity", required)]
    activity: Prop<String>,
    /// The lifetime, from 5 minutes to 4 hours.
    #[prop("expirationDuration", check = five_minutes_to_four_hours)]
    expiration_duration: Prop<Duration>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Checks that the documentation lists the availability and the activity together.
fn session_supports(request: &SetPresence) -> Result<(), String> {
    const PAIRS: [(&str, &str); 5] = [
        ("Available", "Available"),
        ("Busy", "InACall"),
        ("Busy", "InAConferenceCall"),
        ("Away", "Away"),
        ("DoNotDisturb", "Presenting"),
    ];
    supported(request.availability(), request.activity(), &PAIRS)
}

/// Checks that the documentation lists the availability and the activity together.
fn preference_supports(request: &SetUserPreferredPresence) -> Result<(), String> {
    const PAIRS: [(&str, &str); 6] = [
        ("Available", "Available"),
        ("Busy", "Busy"),
        ("DoNotDisturb", "DoNotDisturb"),
        ("BeRightBack", "BeRightBack"),
        ("Away", "Away"),
        ("Offline", "OffWork"),
    ];
    supported(request.availability(), request.activity(), &PAIRS)
}

fn supported(availability: Option<&str>, activity: Option<&str>, pairs: &[(&str, &str)]) -> Result<(), String> {
    let (Some(availability), Some(activity)) = (availability, activity) else { return Ok(()) };
    let is =
        |(one, other): &(&str, &str)| availability.eq_ignore_ascii_case(one) && activity.eq_ignore_ascii_case(other);
    if pairs.iter().any(is) {
        return Ok(());
    }
    let pairs: Vec<_> = pairs.iter().map(|(one, other)| format!("{one} with {other}")).collect();
    Err(format!("{availability} with {activity} is not supported, only {}", pairs.join(", ")))
}

fn positive(duration: &Duration) -> Result<(), String> {
    if *duration > Duration::ZERO { Ok(()) } else { Err(format!("{duration} is not a lifetime")) }
}

/// Checks a status message to be set: plain text, an expiry whose time zone stands beside it, and no time of publication, which
/// only the service sets.
fn plain_message(message: &PresenceStatusMessage) -> Result<(), String> {
    plain(message.message())?;
    without_offset(message.expiry_date_time())?;
    match message.published_date_time() {
        None => Ok(()),
        Some(_) => Err("has a `publishedDateTime`, which only the service sets".to_owned()),
    }
}

/// Checks the documented limits of the lifetime of a session's presence.
fn five_minutes_to_four_hours(duration: &Duration) -> Result<(), String> {
    if (Duration::from_mins(5)..=Duration::from_hours(4)).contains(duration) {
        Ok(())
    } else {
        Err(format!("{duration} is not within PT5M to PT4H"))
    }
}

/// Ends one session of an application.
///
/// - Sends: `POST /users/{id}/presence/clearPresence`
/// - Returns: nothing; starts no operation
/// - Permission: `Presence.ReadWrite.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("clearPresence", on = Presence)]
pub struct ClearPresence {
    /// The id of the session, which is the id of the application.
    #[prop("sessionId", required, check(visible = visible))]
    session_id: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Sets the presence that the user prefers, in place of the one computed from the sessions.
///
/// It takes effect only while the user has a session.
///
/// - Sends: `POST /users/{id}/presence/setUserPreferredPresence`
/// - Returns: nothing; starts no operation
/// - Permission: `Presence.ReadWrite.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("setUserPreferredPresence", on = Presence, check(supported = preference_supports))]
pub struct SetUserPreferredPresence {
    /// The availability: `Available`, `Busy`, `DoNotDisturb`, `BeRightBack`, `Away` or `Offline`.
    #[prop("availability", required)]
    availability: Prop<String>,
    /// The activity: the same word as the availability, except `OffWork` for `Offline`.
    #[prop("activity", required)]
    activity: Prop<String>,
    /// The lifetime. If absent, one day for `Busy` and `DoNotDisturb`, and seven days for all others.
    #[prop("expirationDuration", check(positive = positive))]
    expiration_duration: Prop<Duration>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Clears the preferred presence, so that others see the one computed from the sessions.
///
/// - Sends: `POST /users/{id}/presence/clearUserPreferredPresence`
/// - Returns: nothing; starts no operation
/// - Permission: `Presence.ReadWrite.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("clearUserPreferredPresence", on = Presence)]
pub struct ClearUserPreferredPresence {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Sets the message that others see beside the user's presence.
///
/// - Sends: `POST /users/{id}/presence/setStatusMessage`
/// - Returns: nothing; starts no operation
/// - Permission: `Presence.ReadWrite.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("setStatusMessage", on = Presence)]
pub struct SetStatusMessage {
    /// The message and its expiry.
    #[prop("statusMessage", required, default, check(plain = plain_message))]
    status_message: Prop<Box<PresenceStatusMessage>>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Sets the user's place of work as a device or a program has detected it.
///
/// A manual location takes precedence.
///
/// - Sends: `POST /me/presence/setAutomaticLocation`
/// - Returns: nothing; starts no operation
/// - Permission: delegated `Presence.ReadWrite`; no application permission is supported
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("setAutomaticLocation", on = Presence)]
pub struct SetAutomaticLocation {
    /// The kind of place.
    #[prop("workLocationType", required, check(sendable = sendable))]
    work_location_type: Prop<WorkLocationType>,
    /// The id of the place, if it belongs to the organization.
    #[prop("placeId", check(visible = visible))]
    place_id: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Sets the user's place of work as the user has chosen it.
///
/// It takes precedence over an automatic location.
///
/// - Sends: `POST /me/presence/setManualLocation`
/// - Returns: nothing; starts no operation
/// - Permission: delegated `Presence.ReadWrite`; no application permission is supported
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("setManualLocation", on = Presence)]
pub struct SetManualLocation {
    /// The kind of place.
    #[prop("workLocationType", required, check(sendable = sendable))]
    work_location_type: Prop<WorkLocationType>,
    /// The id of the place, if it belongs to the organization.
    #[prop("placeId", check(visible = visible))]
    place_id: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Clears the automatic location.
///
/// - Sends: `POST /me/presence/clearAutomaticLocation`
/// - Returns: nothing; starts no operation
/// - Permission: delegated `Presence.ReadWrite`; no application permission is supported
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("clearAutomaticLocation", on = Presence)]
pub struct ClearAutomaticLocation {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Clears the automatic and the manual location.
///
/// - Sends: `POST /me/presence/clearLocation`
/// - Returns: nothing; starts no operation
/// - Permission: delegated `Presence.ReadWrite`; no application permission is supported
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("clearLocation", on = Presence)]
pub struct ClearLocation {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
