//! Declared from a schema: `Acme.NAV`.

#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = "texts, names and types are the schema's"
)]

use entity_core::edm::{Date, Decimal, Guid};
use entity_core::{DynamicProperties, Entity, EnumType, Linked, Prop, Registered, Registry};

/// `Acme.NAV.salesLine`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.NAV.salesLine")]
pub struct SalesLine {
    /// `Document_Type`.
    #[prop("Document_Type", non_null)]
    document_type: Prop<DocumentType>,
    /// `Document_No`.
    #[prop("Document_No", non_null, max_len = 20)]
    document_no: Prop<String>,
    /// `Line_No`.
    #[prop("Line_No", non_null)]
    line_no: Prop<i32>,
    /// `Sell_to_Customer_No`.
    #[prop("Sell_to_Customer_No", max_len = 20)]
    sell_to_customer_no: Prop<String>,
    /// `Line_Discount_Percent`.
    #[prop("Line_Discount_Percent")]
    line_discount_percent: Prop<Decimal>,
    /// `Shipment_Date`.
    #[prop("Shipment_Date")]
    shipment_date: Prop<Date>,
    /// `dimensionSetLines`.
    #[prop("dimensionSetLines")]
    dimension_set_lines: Prop<Linked<Vec<DimensionSetLine>>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `Acme.NAV.dimensionSetLine`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.NAV.dimensionSetLine")]
pub struct DimensionSetLine {
    /// `id`.
    #[prop("id", non_null)]
    id: Prop<Guid>,
    /// `parentId`.
    #[prop("parentId", non_null)]
    parent_id: Prop<Guid>,
    /// `content`.
    #[prop("content")]
    content: Prop<serde_json::Value>,
    /// `salesLine`.
    #[prop("salesLine")]
    sales_line: Prop<Linked<SalesLine>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `Acme.NAV.documentType`.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("Acme.NAV.documentType")]
#[non_exhaustive]
pub enum DocumentType {
    /// `_x0020_`.
    #[member("_x0020_")]
    X0020,
    /// `Credit_x0020_Memo`.
    #[member("Credit_x0020_Memo")]
    CreditX0020Memo,
    /// `Invoice`.
    #[member("Invoice")]
    Invoice,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// All structured types declared here, by qualified name.
pub const TYPES: Registry = Registry::new(&[Registered::of::<SalesLine>(), Registered::of::<DimensionSetLine>()]);
