//! What is bound to a user's calls that were not scheduled.
//!
//! Sent to `/users/{id}/adhocCalls`.

use crate::types::registry;
use crate::{AdhocCall, CallRecording, CallTranscript};
use entity_core::edm::DateTimeOffset;
use entity_core::{Action, DynamicProperties, Page, Prop, Registry};

pub(crate) static TYPES: Registry = registry![GetAllRecordings, GetAllTranscripts];

/// Lists the recordings of all such calls of a user.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getAllRecordings", on = AdhocCall, returns = Page<CallRecording>, function)]
pub struct GetAllRecordings {
    /// The user.
    #[prop("userId")]
    user_id: Prop<String>,
    /// From when on.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// Until when.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lists the transcripts of all such calls of a user.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getAllTranscripts", on = AdhocCall, returns = Page<CallTranscript>, function)]
pub struct GetAllTranscripts {
    /// The user.
    #[prop("userId")]
    user_id: Prop<String>,
    /// From when on.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// Until when.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
