//! Declared from a schema.

#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = "texts, names and types are the schema's"
)]

use entity_core::{Registered, Registry};

/// The namespace `acme`.
pub mod acme {
    /// The namespace `acme.hints`.
    pub mod hints {
        /// The namespace `acme.hints.v1`.
        pub mod v1 {
            use entity_core::{ComplexType, DynamicProperties, Prop};

            /// `acme.hints.v1.LayoutType`.
            #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
            #[complex_type("acme.hints.v1.LayoutType")]
            pub struct LayoutType {
                /// `Title`.
                #[prop("Title")]
                title: Prop<serde_json::Value>,
                /// `Columns`.
                #[prop("Columns")]
                columns: Prop<Vec<Option<serde_json::Value>>>,
                /// `Owner`.
                #[prop("Owner")]
                owner: Prop<serde_json::Value>,
                /// Members this version does not declare.
                #[dynamic]
                dynamic: DynamicProperties,
            }
        }
    }
}

/// The namespace `com`.
pub mod com {
    /// The namespace `com.acme`.
    pub mod acme {
        /// The namespace `com.acme.gateway`.
        pub mod gateway {
            /// The namespace `com.acme.gateway.srvd`.
            pub mod srvd {
                /// The namespace `com.acme.gateway.srvd.ui_order`.
                pub mod ui_order {
                    /// The namespace `com.acme.gateway.srvd.ui_order.v0001`.
                    pub mod v0001 {
                        use entity_core::edm::{DateTimeOffset, Decimal, TimeOfDay};
                        use entity_core::{ComplexType, DynamicProperties, Entity, Linked, Prop};

                        /// `com.acme.gateway.srvd.ui_order.v0001.SalesOrderItem_Type`.
                        #[derive(Clone, Debug, Default, PartialEq, Entity)]
                        #[entity("com.acme.gateway.srvd.ui_order.v0001.SalesOrderItem_Type")]
                        pub struct SalesOrderItemType {
                            /// `SalesOrder`.
                            #[prop("SalesOrder", non_null, max_len = 10)]
                            sales_order: Prop<String>,
                            /// `SalesOrderItem`.
                            #[prop("SalesOrderItem", non_null, max_len = 6)]
                            sales_order_item: Prop<String>,
                            /// `IsActiveEntity`.
                            #[prop("IsActiveEntity", non_null)]
                            is_active_entity: Prop<bool>,
                            /// `Plant`.
                            #[prop("Plant", max_len = 4)]
                            plant: Prop<String>,
                            /// `NetAmount`.
                            #[prop("NetAmount")]
                            net_amount: Prop<Decimal>,
                            /// `CreationTime`.
                            #[prop("CreationTime")]
                            creation_time: Prop<TimeOfDay>,
                            /// `LastChange`.
                            #[prop("LastChange")]
                            last_change: Prop<DateTimeOffset>,
                            /// `SAP__Messages`.
                            #[prop("SAP__Messages", non_null)]
                            sap_messages: Prop<Vec<SAPMessage>>,
                            /// `_Order`.
                            #[prop("_Order", non_null)]
                            order: Prop<Linked<SalesOrderType>>,
                            /// Members this version does not declare.
                            #[dynamic]
                            dynamic: DynamicProperties,
                        }

                        /// `com.acme.gateway.srvd.ui_order.v0001.SalesOrder_Type`.
                        #[derive(Clone, Debug, Default, PartialEq, Entity)]
                        #[entity("com.acme.gateway.srvd.ui_order.v0001.SalesOrder_Type")]
                        pub struct SalesOrderType {
                            /// `SalesOrder`.
                            #[prop("SalesOrder", non_null, max_len = 10)]
                            sales_order: Prop<String>,
                            /// `Incoterms`.
                            #[prop("Incoterms")]
                            incoterms: Prop<String>,
                            /// `_Item`.
                            #[prop("_Item")]
                            item: Prop<Linked<Vec<SalesOrderItemType>>>,
                            /// `SiblingEntity`.
                            #[prop("SiblingEntity")]
                            sibling_entity: Prop<Linked<SalesOrderType>>,
                            /// Members this version does not declare.
                            #[dynamic]
                            dynamic: DynamicProperties,
                        }

                        /// `com.acme.gateway.srvd.ui_order.v0001.SAP__Message`.
                        #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
                        #[complex_type("com.acme.gateway.srvd.ui_order.v0001.SAP__Message")]
                        pub struct SAPMessage {
                            /// `code`.
                            #[prop("code", non_null)]
                            code: Prop<String>,
                            /// `numericSeverity`.
                            #[prop("numericSeverity", non_null)]
                            numeric_severity: Prop<u8>,
                            /// `transition`.
                            #[prop("transition", non_null)]
                            transition: Prop<bool>,
                            /// Members this version does not declare.
                            #[dynamic]
                            dynamic: DynamicProperties,
                        }
                    }
                }
            }
        }
    }
}

/// All structured types declared here, by qualified name.
pub const TYPES: Registry = Registry::new(&[
    Registered::of::<acme::hints::v1::LayoutType>(),
    Registered::of::<com::acme::gateway::srvd::ui_order::v0001::SalesOrderItemType>(),
    Registered::of::<com::acme::gateway::srvd::ui_order::v0001::SalesOrderType>(),
    Registered::of::<com::acme::gateway::srvd::ui_order::v0001::SAPMessage>(),
]);
