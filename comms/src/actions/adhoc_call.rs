//! Functions on the unscheduled calls of a user.
//!
//! Sent to [`AdhocCall::of_user`].

use super::rules::{in_order, visible};
use crate::registry::actions;
use crate::{AdhocCall, CallRecording, CallTranscript};
use entity_core::edm::DateTimeOffset;
use entity_core::{Action, DynamicProperties, Page, Prop, Registry};

pub(crate) static TYPES: Registry = actions![GetAllRecordings, GetAllTranscripts];

/// Lists the recordings of all unscheduled calls of a user.
///
/// - Sends: `GET /users/{id}/adhocCalls/getAllRecordings(…)`
/// - Returns: a page of [`CallRecording`]; starts no operation
/// - Permission: `CallRecordings.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getAllRecordings", on = Vec<AdhocCall>, returns = Page<CallRecording>, function, check(times = recorded))]
pub struct GetAllRecordings {
    /// The id of the user.
    #[prop("userId", required, check(visible = visible))]
    user_id: Prop<String>,
    /// The start of the range of time.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// The end of the range of time.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lists the transcripts of all unscheduled calls of a user.
///
/// - Sends: `GET /users/{id}/adhocCalls/getAllTranscripts(…)`
/// - Returns: a page of [`CallTranscript`]; starts no operation
/// - Permission: `CallTranscripts.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getAllTranscripts", on = Vec<AdhocCall>, returns = Page<CallTranscript>, function, check(times = transcribed))]
pub struct GetAllTranscripts {
    /// The id of the user.
    #[prop("userId", required, check(visible = visible))]
    user_id: Prop<String>,
    /// The start of the range of time.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// The end of the range of time.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

fn recorded(request: &GetAllRecordings) -> Result<(), String> {
    in_order(request.start_date_time(), request.end_date_time())
}

fn transcribed(request: &GetAllTranscripts) -> Result<(), String> {
    in_order(request.start_date_time(), request.end_date_time())
}
