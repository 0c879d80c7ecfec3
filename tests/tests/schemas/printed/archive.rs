//! Declared from a schema: `archive.v1`.

#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = "texts, names and types are the schema's"
)]

use entity_core::edm::{Binary, DateTimeOffset, Decimal, Guid};
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Prop, Registered, Registry};

/// `archive.v1.medium`.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("archive.v1.medium")]
#[non_exhaustive]
pub enum Medium {
    /// `paper`.
    Paper,
    /// `film`.
    Film,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// `archive.v1.page`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("archive.v1.page", open)]
pub struct Page {
    /// `image`.
    #[prop("image", non_null, max_len = 4096)]
    image: Prop<Binary>,
    /// `thumbnails`.
    #[prop("thumbnails", non_null, each(max_len = 256))]
    thumbnails: Prop<Vec<Binary>>,
    /// `checksum`.
    #[prop("checksum", max_len = 32)]
    checksum: Prop<Binary>,
    /// `checksums`.
    #[prop("checksums", each(max_len = 32))]
    checksums: Prop<Vec<Binary>>,
    /// `scan`.
    #[prop("scan")]
    scan: Prop<serde_json::Value>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `archive.v1.document`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("archive.v1.document")]
pub struct Document {
    /// `mark`.
    #[prop("mark", non_null, max_len = 12)]
    mark: Prop<String>,
    /// `olderMarks`.
    #[prop("olderMarks", each(max_len = 12))]
    older_marks: Prop<Vec<String>>,
    /// `shortMarks`.
    #[prop("shortMarks", each(max_len = 4))]
    short_marks: Prop<Vec<Option<String>>>,
    /// `title`.
    #[prop("title")]
    title: Prop<String>,
    /// `keywords`.
    #[prop("keywords", non_null, each(max_len = 30))]
    keywords: Prop<Vec<String>>,
    /// `languages`.
    #[prop("languages")]
    languages: Prop<Vec<String>>,
    /// `fee`.
    #[prop("fee")]
    fee: Prop<Decimal>,
    /// `fees`.
    #[prop("fees")]
    fees: Prop<Vec<Decimal>>,
    /// `since`.
    #[prop("since")]
    since: Prop<DateTimeOffset>,
    /// `sheets`.
    #[prop("sheets")]
    sheets: Prop<i32>,
    /// `guid`.
    #[prop("guid")]
    guid: Prop<Guid>,
    /// `medium`.
    #[prop("medium")]
    medium: Prop<Medium>,
    /// `media`.
    #[prop("media")]
    media: Prop<Vec<Medium>>,
    /// `anything`.
    #[prop("anything")]
    anything: Prop<serde_json::Value>,
    /// `pages`.
    #[prop("pages")]
    pages: Prop<Vec<Page>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// All structured types declared here, by qualified name.
pub const TYPES: Registry = Registry::new(&[Registered::of::<Page>(), Registered::of::<Document>()]);
