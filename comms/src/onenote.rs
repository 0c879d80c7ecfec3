//! The long-running operations of OneNote: another service, the same idea.

use crate::finality::LongRunning;
use crate::registry::registry;
use crate::{GraphEntity, OperationStatus};
use entity_core::edm::DateTimeOffset;
use entity_core::{ComplexType, DynamicProperties, Entity, Prop, Registry};

pub(crate) static TYPES: Registry = registry![Operation, OnenoteOperation, OnenoteOperationError];

/// The status of a long-running action on something else than a call.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.operation")]
pub struct Operation {
    #[base]
    entity: GraphEntity,
    /// The state of the operation.
    #[prop("status")]
    status: Prop<OperationStatus>,
    /// The time of its start.
    #[prop("createdDateTime")]
    created_date_time: Prop<DateTimeOffset>,
    /// The time of its last change.
    #[prop("lastActionDateTime")]
    last_action_date_time: Prop<DateTimeOffset>,
}

impl LongRunning for Operation {}

/// The status of a copy of a notebook, a section or a page.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.onenoteOperation")]
pub struct OnenoteOperation {
    #[base]
    operation: Operation,
    /// The progress in percent, as text: `"100"`.
    #[prop("percentComplete")]
    percent_complete: Prop<String>,
    /// The id of the copy.
    #[prop("resourceId")]
    resource_id: Prop<String>,
    /// The URL of the copy.
    #[prop("resourceLocation")]
    resource_location: Prop<String>,
    /// The error, if it failed; an empty error if absent.
    #[prop("error", default)]
    error: Prop<OnenoteOperationError>,
}

impl LongRunning for OnenoteOperation {}

/// The error of a OneNote operation that failed.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.onenoteOperationError")]
pub struct OnenoteOperationError {
    /// The service's code for the error.
    #[prop("code")]
    code: Prop<String>,
    /// The error in words.
    #[prop("message")]
    message: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
