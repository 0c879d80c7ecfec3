//! The root of all entity types.

use crate::registry::registry;
use entity_core::{DynamicProperties, Entity, Prop, Registry};

pub(crate) static TYPES: Registry = registry![GraphEntity];

/// The root of all entity types (`microsoft.graph.entity`): every entity has an id.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.entity", abstract)]
pub struct GraphEntity {
    /// The unique identifier, assigned by the service.
    #[prop("id", read_only)]
    id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
