//! Functions on the records of calls: the logs of calls to and from telephone networks.
//!
//! Sent to [`CallRecord::all`].

use super::rules::within_days;
use crate::call_records::{CallRecord, DirectRoutingLogRow, PstnCallLogRow};
use crate::registry::actions;
use entity_core::edm::DateTimeOffset;
use entity_core::{Action, DynamicProperties, Page, Prop, Registry};

pub(crate) static TYPES: Registry = actions![GetDirectRoutingCalls, GetPstnCalls];

/// Lists the calls by direct routing, over the organization's own session border controller.
///
/// The range of time is at most 90 days.
///
/// - Sends: `GET /communications/callRecords/getDirectRoutingCalls(…)`
/// - Returns: a page of [`DirectRoutingLogRow`]; starts no operation
/// - Permission: `CallRecord-PstnCalls.Read.All` or `CallRecords.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getDirectRoutingCalls", on = Vec<CallRecord>, returns = Page<DirectRoutingLogRow>, function, check(times = routed))]
pub struct GetDirectRoutingCalls {
    /// The start of the range of time.
    #[prop("fromDateTime", required)]
    from_date_time: Prop<DateTimeOffset>,
    /// The end of the range of time.
    #[prop("toDateTime", required)]
    to_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lists the calls over the service's own lines to the telephone network.
///
/// The range of time is at most 90 days.
///
/// - Sends: `GET /communications/callRecords/getPstnCalls(…)`
/// - Returns: a page of [`PstnCallLogRow`]; starts no operation
/// - Permission: `CallRecord-PstnCalls.Read.All` or `CallRecords.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getPstnCalls", on = Vec<CallRecord>, returns = Page<PstnCallLogRow>, function, check(times = charged))]
pub struct GetPstnCalls {
    /// The start of the range of time.
    #[prop("fromDateTime", required)]
    from_date_time: Prop<DateTimeOffset>,
    /// The end of the range of time.
    #[prop("toDateTime", required)]
    to_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

fn routed(request: &GetDirectRoutingCalls) -> Result<(), String> {
    within_days(request.from_date_time(), request.to_date_time(), 90)
}

fn charged(request: &GetPstnCalls) -> Result<(), String> {
    within_days(request.from_date_time(), request.to_date_time(), 90)
}
