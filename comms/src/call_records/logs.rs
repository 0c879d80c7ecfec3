//! The logs of calls into telephone networks, a row for each call; functions of the service return them.

use crate::types::registry;
use entity_core::edm::{DateTimeOffset, Decimal};
use entity_core::{ComplexType, DynamicProperties, EnumType, Prop, Registry};

pub(crate) static TYPES: Registry = registry![PstnCallLogRow, DirectRoutingLogRow];

/// A call into a telephone network by one of the service's calling plans, with what it cost.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.pstnCallLogRow")]
pub struct PstnCallLogRow {
    /// The row's own id.
    #[prop("id")]
    id: Prop<String>,
    /// The call's id; not certain to be unique.
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
    /// When the call started.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// When the call ended.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// How long the call lasted, in seconds.
    #[prop("duration")]
    duration: Prop<i32>,
    /// Who measured the duration.
    #[prop("callDurationSource")]
    call_duration_source: Prop<PstnCallDurationSource>,
    /// Whether it went out or came in, and whether a user or a meeting had it, in the service's words.
    #[prop("callType")]
    call_type: Prop<String>,
    /// The number that called.
    #[prop("callerNumber")]
    caller_number: Prop<String>,
    /// The number that was called.
    #[prop("calleeNumber")]
    callee_number: Prop<String>,
    /// The country or region called.
    #[prop("destinationName")]
    destination_name: Prop<String>,
    /// Whether the call was domestic or international, as seen from where the user is.
    #[prop("destinationContext")]
    destination_context: Prop<String>,
    /// What the call cost, in the currency given.
    #[prop("charge")]
    charge: Prop<Decimal>,
    /// What it cost to be connected, in the currency given.
    #[prop("connectionCharge")]
    connection_charge: Prop<Decimal>,
    /// The currency (ISO 4217).
    #[prop("currency")]
    currency: Prop<String>,
    /// The conference that was dialled in to or out from.
    #[prop("conferenceId")]
    conference_id: Prop<String>,
    /// The licence that the call was made by.
    #[prop("licenseCapability")]
    license_capability: Prop<String>,
    /// What kind of number the user has, such as a toll-free one.
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

/// Who measured how long a call lasted.
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

/// A call into a telephone network through the organization's own gateway.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.directRoutingLogRow")]
pub struct DirectRoutingLogRow {
    /// The call's id.
    #[prop("id")]
    id: Prop<String>,
    /// The id to tell when asking for support.
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
    /// What kind of call it was, and which way it went, in the service's words.
    #[prop("callType")]
    call_type: Prop<String>,
    /// The number that called.
    #[prop("callerNumber")]
    caller_number: Prop<String>,
    /// The number that was called.
    #[prop("calleeNumber")]
    callee_number: Prop<String>,
    /// When the call was first sent out.
    #[prop("inviteDateTime")]
    invite_date_time: Prop<DateTimeOffset>,
    /// When the call was answered. Where it was not, it may be when it was sent out or failed.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// When the call failed, where it did.
    #[prop("failureDateTime")]
    failure_date_time: Prop<DateTimeOffset>,
    /// When the call ended. Only a call that was answered has it.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// How long the call lasted, in seconds.
    #[prop("duration")]
    duration: Prop<i32>,
    /// Whether the call came about.
    #[prop("successfulCall")]
    successful_call: Prop<bool>,
    /// The code that the call ended with (RFC 3261).
    #[prop("finalSipCode")]
    final_sip_code: Prop<i32>,
    /// That code in words.
    #[prop("finalSipCodePhrase")]
    final_sip_code_phrase: Prop<String>,
    /// The service's own code that says more closely why the call ended.
    #[prop("callEndSubReason")]
    call_end_sub_reason: Prop<i32>,
    /// The domain name of the gateway.
    #[prop("trunkFullyQualifiedDomainName")]
    trunk_fully_qualified_domain_name: Prop<String>,
    /// Whether media may go straight between client and gateway.
    #[prop("mediaBypassEnabled")]
    media_bypass_enabled: Prop<bool>,
    /// The datacentre that the media went through, where it did not go straight.
    #[prop("mediaPathLocation")]
    media_path_location: Prop<String>,
    /// The datacentre that the signalling went through.
    #[prop("signalingLocation")]
    signaling_location: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
