//! The function on a collection of recordings.
//!
//! Sent to the path that lists the recordings of a user's meetings: `/users/{id}/onlineMeetings/getAllRecordings(…)`.

use crate::CallRecording;
use crate::registry::actions;
use entity_core::{Action, DynamicProperties, Page, Registry};

pub(crate) static TYPES: Registry = actions![Delta];

/// Lists the recordings that are new since the last request.
///
/// The page's `delta_link` is the URL of the next request.
///
/// - Sends: `GET /users/{id}/onlineMeetings/getAllRecordings(…)/delta()`
/// - Returns: a page of [`CallRecording`]; starts no operation
/// - Permission: `OnlineMeetingRecording.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("delta", on = Vec<CallRecording>, returns = Page<CallRecording>, function)]
pub struct Delta {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
