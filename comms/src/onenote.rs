//! OneNote's long-running operations: another service, the same idea.

use crate::finality::LongRunning;
use crate::types::registry;
use crate::{GraphEntity, OperationStatus};
use entity_core::edm::DateTimeOffset;
use entity_core::{ComplexType, DynamicProperties, Entity, Prop, Registry};

pub(crate) static TYPES: Registry = registry![Operation, OnenoteOperation, OnenoteOperationError];

/// The status of a long-running action on something that is no call.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.operation")]
pub struct Operation {
    #[base]
    entity: GraphEntity,
    /// Where the operation stands.
    #[prop("status")]
    status: Prop<OperationStatus>,
    /// When it was started.
    #[prop("createdDateTime")]
    created_date_time: Prop<DateTimeOffset>,
    /// When it last changed.
    #[prop("lastActionDateTime")]
    last_action_date_time: Prop<DateTimeOffset>,
}

impl LongRunning for Operation {}

/// The status of copying a notebook, a section or a page.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.onenoteOperation")]
pub struct OnenoteOperation {
    #[base]
    operation: Operation,
    /// How far it is, in percent, as text: `"100"`.
    #[prop("percentComplete")]
    percent_complete: Prop<String>,
    /// The id of what was made.
    #[prop("resourceId")]
    resource_id: Prop<String>,
    /// The URL of what was made.
    #[prop("resourceLocation")]
    resource_location: Prop<String>,
    /// Why it failed; an empty error where absent.
    #[prop("error", default)]
    error: Prop<OnenoteOperationError>,
}

impl LongRunning for OnenoteOperation {}

/// Why an operation of OneNote's failed.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.onenoteOperationError")]
pub struct OnenoteOperationError {
    /// The service's code for it.
    #[prop("code")]
    code: Prop<String>,
    /// What happened, in words.
    #[prop("message")]
    message: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
