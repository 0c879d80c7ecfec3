//! What is bound to the records of calls: the logs of calls to and from phones.
//!
//! Sent to `/communications/callRecords`.

use crate::call_records::{CallRecord, DirectRoutingLogRow, PstnCallLogRow};
use crate::types::registry;
use entity_core::edm::DateTimeOffset;
use entity_core::{Action, DynamicProperties, Page, Prop, Registry};

pub(crate) static TYPES: Registry = registry![GetDirectRoutingCalls, GetPstnCalls];

/// Lists the calls by direct routing, over a session border controller of the organization's own.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getDirectRoutingCalls", on = CallRecord, returns = Page<DirectRoutingLogRow>, function)]
pub struct GetDirectRoutingCalls {
    /// From when on.
    #[prop("fromDateTime")]
    from_date_time: Prop<DateTimeOffset>,
    /// Until when.
    #[prop("toDateTime")]
    to_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lists the calls over the service's own lines to the telephone network.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getPstnCalls", on = CallRecord, returns = Page<PstnCallLogRow>, function)]
pub struct GetPstnCalls {
    /// From when on.
    #[prop("fromDateTime")]
    from_date_time: Prop<DateTimeOffset>,
    /// Until when.
    #[prop("toDateTime")]
    to_date_time: Prop<DateTimeOffset>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
