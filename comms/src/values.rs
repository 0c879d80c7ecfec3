//! Small values that other types hold: text with its format, a moment in a time zone, a telephone number.

use crate::registry::registry;
use entity_core::{ComplexType, DynamicProperties, EnumType, Prop, Registry};

pub(crate) static TYPES: Registry = registry![ItemBody, DateTimeTimeZone, Phone];

/// Text and its format.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.itemBody")]
pub struct ItemBody {
    /// The text.
    #[prop("content")]
    content: Prop<String>,
    /// The format.
    #[prop("contentType")]
    content_type: Prop<BodyType>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The format of a text.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.bodyType")]
#[non_exhaustive]
pub enum BodyType {
    /// Plain text.
    Text,
    /// HTML.
    Html,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A moment as a date and time of day in a time zone.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.dateTimeTimeZone")]
pub struct DateTimeTimeZone {
    /// Date and time of day, without an offset: `2026-03-01T17:30:00.0000000`.
    #[prop("dateTime", non_null)]
    date_time: Prop<String>,
    /// The time zone's name, such as `UTC` or `Pacific Standard Time`.
    #[prop("timeZone")]
    time_zone: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A telephone number.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.phone")]
pub struct Phone {
    /// The number.
    #[prop("number")]
    number: Prop<String>,
    /// The kind of number.
    #[prop("type")]
    r#type: Prop<PhoneType>,
    /// The region that the number belongs to.
    #[prop("region")]
    region: Prop<String>,
    /// The language spoken at the other end.
    #[prop("language")]
    language: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The kind of a telephone number.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.phoneType")]
#[non_exhaustive]
pub enum PhoneType {
    /// A telephone at home.
    Home,
    /// A telephone at work.
    Business,
    /// A mobile telephone.
    Mobile,
    /// Another kind, which the service calls `other`.
    #[member("other")]
    Other_,
    /// The telephone of an assistant.
    Assistant,
    /// A fax at home.
    HomeFax,
    /// A fax at work.
    BusinessFax,
    /// Another fax.
    OtherFax,
    /// A pager.
    Pager,
    /// A radio.
    Radio,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
