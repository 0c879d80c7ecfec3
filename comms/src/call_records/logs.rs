//! The logs of calls to and from telephone networks, a row for each call. Functions of the service return them.

use crate::registry::registry;
use entity_core::edm::{DateTimeOffset, Decimal};
use entity_core::{ComplexType, DynamicProperties, EnumType, Prop, Registry};

pub(crate) static TYPES: Registry = registry![PstnCallLogRow, DirectRoutingLogRow];

/// A call to or from a telephone network by one of the service's calling plans, with its charge.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.pstnCallLogRow")]
pub struct PstnCallLogRow {
    /// The row's own id.
    #[prop("id")]
    id: Prop<String>,
    /// The call's id, which may not be unique.
    #[prop("callId")]
    call_id: Prop<String>,
    /// The user's id in the directory.
    #[prop("userId")]
    user_id: Prop<String>,
    /// The name that the user signs in with.
    #[prop("userPrincipalName")]
    user_principal_name: Prop<String>,
    /// The user's name to show.
    #[prop("userDisplayName")]
    user_display_name: Prop<String>,
    /// The start of the call.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// The end of the call.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// The duration of the call, in seconds.
    #[prop("duration")]
    duration: Prop<i32>,
    /// The source of the duration.
    #[prop("callDurationSource")]
    call_duration_source: Prop<PstnCallDurationSource>,
    /// The kind of call in the service's words: outbound or inbound, of a user or a meeting.
    #[prop("callType")]
    call_type: Prop<String>,
    /// The number of the caller.
    #[prop("callerNumber")]
    caller_number: Prop<String>,
    /// The number of the callee.
    #[prop("calleeNumber")]
    callee_number: Prop<String>,
    /// The country or region of the callee.
    #[prop("destinationName")]
    destination_name: Prop<String>,
    /// Domestic or international, as seen from the user's location.
    #[prop("destinationContext")]
    destination_context: Prop<String>,
    /// The charge of the call, in `currency`.
    #[prop("charge")]
    charge: Prop<Decimal>,
    /// The charge of the connection, in `currency`.
    #[prop("connectionCharge")]
    connection_charge: Prop<Decimal>,
    /// The currency (ISO 4217).
    #[prop("currency")]
    currency: Prop<String>,
    /// The id of the conference that was dialled in to or out from.
    #[prop("conferenceId")]
    conference_id: Prop<String>,
    /// The licence of the call.
    #[prop("licenseCapability")]
    license_capability: Prop<String>,
    /// The kind of the user's number, such as toll-free.
    #[prop("inventoryType")]
    inventory_type: Prop<String>,
    /// The operator that carried the call.
    #[prop("operator")]
    operator: Prop<String>,
    /// The tenant's country (ISO 3166-1 alpha-2).
    #[prop("tenantCountryCode")]
    tenant_country_code: Prop<String>,
    /// The user's country (ISO 3166-1 alpha-2).
    #[prop("usageCountryCode")]
    usage_country_code: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The source of a call's duration.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.pstnCallDurationSource")]
#[non_exhaustive]
pub enum PstnCallDurationSource {
    /// Microsoft.
    Microsoft,
    /// The operator that carried the call.
    Operator,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A call to or from a telephone network through the organization's own gateway.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.directRoutingLogRow")]
pub struct DirectRoutingLogRow {
    /// The call's id.
    #[prop("id")]
    id: Prop<String>,
    /// The id to give in a request for support.
    #[prop("correlationId")]
    correlation_id: Prop<String>,
    /// The user's id in the directory.
    #[prop("userId")]
    user_id: Prop<String>,
    /// The name that the user signs in with.
    #[prop("userPrincipalName")]
    user_principal_name: Prop<String>,
    /// The user's name to show.
    #[prop("userDisplayName")]
    user_display_name: Prop<String>,
    /// The kind and direction of the call, in the service's words.
    #[prop("callType")]
    call_type: Prop<String>,
    /// The number of the caller.
    #[prop("callerNumber")]
    caller_number: Prop<String>,
    /// The number of the callee.
    #[prop("calleeNumber")]
    callee_number: Prop<String>,
    /// The time of the invitation.
    #[prop("inviteDateTime")]
    invite_date_time: Prop<DateTimeOffset>,
    /// The time of the answer. If nobody answered, it may be the time of the invitation or of the failure.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// The time of the failure, if the call failed.
    #[prop("failureDateTime")]
    failure_date_time: Prop<DateTimeOffset>,
    /// The end of the call. Only a call that was answered has it.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// The duration of the call, in seconds.
    #[prop("duration")]
    duration: Prop<i32>,
    /// True if the call succeeded.
    #[prop("successfulCall")]
    successful_call: Prop<bool>,
    /// The final code of the call (RFC 3261).
    #[prop("finalSipCode")]
    final_sip_code: Prop<i32>,
    /// The final code in words.
    #[prop("finalSipCodePhrase")]
    final_sip_code_phrase: Prop<String>,
    /// The service's own code, which refines the final code.
    #[prop("callEndSubReason")]
    call_end_sub_reason: Prop<i32>,
    /// The domain name of the gateway.
    #[prop("trunkFullyQualifiedDomainName")]
    trunk_fully_qualified_domain_name: Prop<String>,
    /// True if media may go directly between client and gateway.
    #[prop("mediaBypassEnabled")]
    media_bypass_enabled: Prop<bool>,
    /// The datacentre that the media went through, if they did not go directly.
    #[prop("mediaPathLocation")]
    media_path_location: Prop<String>,
    /// The datacentre that the signalling went through.
    #[prop("signalingLocation")]
    signaling_location: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
