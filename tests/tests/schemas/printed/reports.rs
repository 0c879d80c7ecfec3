//! Declared from a schema: `Acme.Reports`.

#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = "texts, names and types are the schema's"
)]

use entity_core::edm::Guid;
use entity_core::{DynamicProperties, Entity, EnumType, Linked, Prop, Registered, Registry};

/// `Acme.Reports.Report`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.Reports.Report")]
pub struct Report {
    /// `id`.
    #[prop("id", non_null)]
    id: Prop<Guid>,
    /// `type`.
    #[prop("type")]
    r#type: Prop<String>,
    /// `self`.
    #[prop("self")]
    self_: Prop<String>,
    /// `web-url`.
    #[prop("web-url")]
    web_url: Prop<String>,
    /// `rows`.
    #[prop("rows")]
    rows: Prop<Vec<serde_json::Value>>,
    /// `value`.
    #[prop("value")]
    value: Prop<serde_json::Value>,
    /// `users`.
    #[prop("users")]
    users: Prop<Vec<serde_json::Value>>,
    /// `tile`.
    #[prop("tile")]
    tile: Prop<serde_json::Value>,
    /// `dataset`.
    #[prop("dataset")]
    dataset: Prop<Linked<Dataset>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `Acme.Reports.Dataset`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.Reports.Dataset")]
pub struct Dataset {
    /// `id`.
    #[prop("id", non_null)]
    id: Prop<String>,
    /// `ContentProviderType`.
    #[prop("ContentProviderType")]
    content_provider_type: Prop<Provider>,
    /// `upstream`.
    #[prop("upstream")]
    upstream: Prop<Vec<Dataset>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `Acme.Reports.Goal`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.Reports.Goal")]
pub struct Goal {
    /// `async`.
    #[prop("async")]
    r#async: Prop<i8>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `Acme.Reports.Provider`.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("Acme.Reports.Provider")]
#[non_exhaustive]
pub enum Provider {
    /// `None`.
    #[member("None")]
    None,
    /// `Self`.
    #[member("Self")]
    Self_,
    /// `Some-Other`.
    #[member("Some-Other")]
    SomeOther,
    /// `Other`.
    #[member("Other")]
    Other_,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// All structured types declared here, by qualified name.
pub const TYPES: Registry = Registry::new(&[
    Registered::of::<Report>(),
    Registered::of::<Dataset>(),
    Registered::of::<Goal>(),
]);
