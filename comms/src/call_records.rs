//! The namespace `microsoft.graph.callRecords`: what is known of calls that have ended.

use crate::Identity;
use entity_core::{ComplexType, Prop};

/// A user in a call record.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.userIdentity", open)]
pub struct UserIdentity {
    #[base]
    identity: Identity,
    /// The name that the user signs in with.
    #[prop("userPrincipalName")]
    user_principal_name: Prop<String>,
}
