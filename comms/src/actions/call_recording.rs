//! What is bound to a collection of recordings.
//!
//! Sent to `/users/{id}/onlineMeetings/{id}/recordings`, or to what lists all of a user's.

use crate::CallRecording;
use crate::types::registry;
use entity_core::{Action, DynamicProperties, Page, Registry};

pub(crate) static TYPES: Registry = registry![Delta];

/// Lists what is new since the last time: the answer's `delta_link` is where to ask next.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("delta", on = CallRecording, returns = Page<CallRecording>, function)]
pub struct Delta {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
