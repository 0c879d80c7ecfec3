//! Operations and notifications declared for serde's derive, and the parts of the wide entity.

use entity_core::{ComplexType, DynamicProperties, EnumType, Prop};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An operation without its subtype: unknown members are dropped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, garde::Validate)]
#[serde(default, rename_all = "camelCase")]
pub struct OperationSerde {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = 256))]
    pub client_context: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub result_info: Option<ResultSerde>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub status: Option<StatusSerde>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub recording_location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub recording_access_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, garde::Validate)]
#[serde(default)]
pub struct ResultSerde {
    #[garde(required)]
    pub code: Option<i32>,
    #[garde(required)]
    pub subcode: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub message: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StatusSerde {
    NotStarted,
    Running,
    Completed,
    Failed,
}

/// An operation of any type, with unknown members in a map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "@odata.type")]
pub enum OperationFlatten {
    #[serde(rename = "#microsoft.graph.recordOperation")]
    Record(RecordFlatten),
    #[serde(rename = "#microsoft.graph.playPromptOperation")]
    PlayPrompt(RecordFlatten),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordFlatten {
    #[serde(flatten)]
    pub base: OperationSerde,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Declares nothing: a text read into it is checked, and copied at once.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("bench.nothing", open)]
pub struct Nothing {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope<T> {
    pub value: Vec<Notification<T>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification<T> {
    pub change_type: ChangeSerde,
    pub resource_url: String,
    pub resource_data: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ChangeSerde {
    Created,
    Updated,
    Deleted,
}

#[derive(Clone, Debug, PartialEq, EnumType)]
#[enum_type("bench.phase")]
pub enum Phase {
    Draft,
    Active,
    Suspended,
    Retired,
    #[other]
    Other(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PhaseSerde {
    Draft,
    Active,
    Suspended,
    Retired,
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("bench.place")]
pub struct Place {
    #[prop("city")]
    city: Prop<String>,
    #[prop("floor")]
    floor: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceSerde {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<i32>,
}
