//! The function on a collection of transcripts.
//!
//! Sent to the path that lists the transcripts of a user's meetings: `/users/{id}/onlineMeetings/getAllTranscripts(…)`.

use crate::CallTranscript;
use crate::registry::actions;
use entity_core::{Action, DynamicProperties, Page, Registry};

pub(crate) static TYPES: Registry = actions![Delta];

/// Lists the transcripts that are new since the last request.
///
/// The page's `delta_link` is the URL of the next request.
///
/// - Sends: `GET /users/{id}/onlineMeetings/getAllTranscripts(…)/delta()`
/// - Returns: a page of [`CallTranscript`]; starts no operation
/// - Permission: `OnlineMeetingTranscript.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("delta", on = Vec<CallTranscript>, returns = Page<CallTranscript>, function)]
pub struct Delta {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
