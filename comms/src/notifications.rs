//! Notifications: what the service posts to the bot's callback URL.

use crate::{AnyCommsOperation, CommsOperation};
use entity_core::kinds::{Fill, Kind, Start, Token, ValueType, View};
use entity_core::{ComplexType, DynamicProperties, EnumType, Prop};
use serde_json::Value;

/// The body of a notification: one or more of them at once.
///
/// ```
/// use comms::{CommsNotifications, ResourceData, prelude::*};
/// use entity_core::json;
///
/// let body: CommsNotifications = json::from_slice(br##"{
///     "@odata.type": "#microsoft.graph.commsNotifications",
///     "value": [{
///         "changeType": "deleted",
///         "resourceUrl": "/communications/calls/57dab8b1/operations/0fe0623f",
///         "resourceData": {"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed"}
///     }]
/// }"##)?;
/// for notification in body.value() {
///     if let Some(ResourceData::Operation(operation)) = notification.resource_data() {
///         assert_eq!(operation.finality(), Finality::Final(Outcome::Succeeded));
///     }
/// }
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.commsNotifications")]
pub struct CommsNotifications {
    /// The notifications.
    #[prop("value")]
    value: Prop<Vec<CommsNotification>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// One change of one resource.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.commsNotification", open)]
pub struct CommsNotification {
    /// What happened to the resource. An operation that is over is `deleted`.
    #[prop("changeType", non_null)]
    change_type: Prop<ChangeType>,
    /// Where the resource is: absolute or not, with or without a version in front. Older bodies call it `resource`.
    #[prop("resourceUrl", non_null)]
    resource_url: Prop<String>,
    /// The resource as it is now; of a call, only what changed. Typed here, left open by the schema.
    #[prop("resourceData", dynamic)]
    resource_data: Prop<ResourceData>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// What happened to a resource.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.changeType")]
#[non_exhaustive]
pub enum ChangeType {
    /// It is new.
    Created,
    /// It changed.
    Updated,
    /// It is gone; of an operation: it is over.
    Deleted,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What a notification is about, told by its tag. What this version has no type for is untyped JSON: an object or an array.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ResourceData {
    /// An operation on a call.
    Operation(AnyCommsOperation),
    /// Anything else.
    Untyped(Value),
}

impl Default for ResourceData {
    fn default() -> Self {
        Self::Untyped(Value::Null)
    }
}

impl From<AnyCommsOperation> for ResourceData {
    fn from(operation: AnyCommsOperation) -> Self {
        Self::Operation(operation)
    }
}

/// Read in the same pass as what is around it: the tag says as what.
impl Kind for ResourceData {
    const VALUE: ValueType = ValueType::Open;

    fn view(&self) -> View<'_> {
        match self {
            Self::Operation(operation) => operation.view(),
            Self::Untyped(value) => Kind::view(value),
        }
    }

    fn begin(start: Start<'_>) -> Option<Self> {
        let Start::Object { tag: Some(tag) } = start else { return None };
        let known = crate::TYPES.find(tag)?.structured_type();
        known.derives_from(<CommsOperation as entity_core::Declared>::TYPE).then(|| Self::Operation(AnyCommsOperation::default()))
    }

    fn fill(&mut self) -> Option<Fill<'_>> {
        match self {
            Self::Operation(operation) => operation.fill(),
            Self::Untyped(_) => None,
        }
    }

    fn decode(token: &Token<'_>) -> Option<(Self, bool)> {
        <Value as Kind>::decode(token).map(|(value, exact)| (Self::Untyped(value), exact))
    }
}
