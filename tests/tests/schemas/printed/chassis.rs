//! Declared from a schema.

#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = "texts, names and types are the schema's"
)]

use entity_core::{Registered, Registry};

/// The namespace `Acme`.
pub mod acme {
    /// The namespace `Acme.Item`.
    pub mod item {
        /// The namespace `Acme.Item.v1`.
        pub mod v1 {
            use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop};

            /// `Acme.Item.v1.Item`.
            #[derive(Clone, Debug, Default, PartialEq, Entity)]
            #[entity("Acme.Item.v1.Item", abstract)]
            pub struct Item {
                /// `Id`.
                #[prop("Id", non_null)]
                id: Prop<String>,
                /// `Name`.
                #[prop("Name", non_null)]
                name: Prop<String>,
                /// Members this version does not declare.
                #[dynamic]
                dynamic: DynamicProperties,
            }

            /// Any `Item`: the subtype that `@odata.type` names, else the base, with nothing lost.
            #[derive(Clone, Debug, PartialEq, OneOf)]
            #[one_of(base = Item)]
            #[non_exhaustive]
            pub enum AnyItem {
                /// `Chassis.v1_0_0.Chassis`.
                Chassis(super::super::super::chassis::v1_0_0::Chassis),
                /// `Chassis.v1_1_0.Chassis`.
                V1_1_0Chassis(super::super::super::chassis::v1_1_0::Chassis),
                /// `FanCollection.FanCollection`.
                FanCollection(super::super::super::fan_collection::FanCollection),
                /// The base itself, or a subtype that this version does not know.
                #[other]
                Other(Item),
            }

            /// `Acme.Item.v1.OemObject`.
            #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
            #[complex_type("Acme.Item.v1.OemObject", abstract, open)]
            pub struct OemObject {
                /// Members this version does not declare.
                #[dynamic]
                dynamic: DynamicProperties,
            }

            /// `Acme.Item.v1.Oem`.
            #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
            #[complex_type("Acme.Item.v1.Oem", open)]
            pub struct Oem {
                /// Members this version does not declare.
                #[dynamic]
                dynamic: DynamicProperties,
            }

            /// `Acme.Item.v1.Health`.
            #[derive(Clone, Debug, PartialEq, Eq, EnumType)]
            #[enum_type("Acme.Item.v1.Health")]
            #[non_exhaustive]
            pub enum Health {
                /// `OK`.
                #[member("OK")]
                OK,
                /// `Warning`.
                #[member("Warning")]
                Warning,
                /// `Critical`.
                #[member("Critical")]
                Critical,
                /// A member that this version does not know.
                #[other]
                Other(String),
            }
        }
    }
}

/// The namespace `Chassis`.
pub mod chassis {
    use entity_core::{Entity, OneOf};

    /// `Chassis.Chassis`.
    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("Chassis.Chassis", abstract)]
    pub struct Chassis {
        #[base]
        item: super::acme::item::v1::Item,
    }

    /// Any `Chassis`: the subtype that `@odata.type` names, else the base, with nothing lost.
    #[derive(Clone, Debug, PartialEq, OneOf)]
    #[one_of(base = Chassis)]
    #[non_exhaustive]
    pub enum AnyChassis {
        /// `v1_0_0.Chassis`.
        Chassis(v1_0_0::Chassis),
        /// `v1_1_0.Chassis`.
        V1_1_0Chassis(v1_1_0::Chassis),
        /// The base itself, or a subtype that this version does not know.
        #[other]
        Other(Chassis),
    }

    /// The namespace `Chassis.v1_0_0`.
    pub mod v1_0_0 {
        use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Linked, Prop};

        /// `Chassis.v1_0_0.Chassis`.
        #[derive(Clone, Debug, Default, PartialEq, Entity)]
        #[entity("Chassis.v1_0_0.Chassis")]
        pub struct Chassis {
            #[base]
            chassis: super::Chassis,
            /// `ChassisType`.
            #[prop("ChassisType", non_null)]
            chassis_type: Prop<ChassisType>,
            /// `Actions`.
            #[prop("Actions", non_null, default)]
            actions: Prop<Actions>,
            /// `Links`.
            #[prop("Links", default)]
            links: Prop<Links>,
            /// `Contains`.
            #[prop("Contains")]
            contains: Prop<Linked<Vec<super::AnyChassis>>>,
            /// `Fans`.
            #[prop("Fans")]
            fans: Prop<Linked<super::super::fan_collection::FanCollection>>,
        }

        /// `Chassis.v1_0_0.Links`.
        #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
        #[complex_type("Chassis.v1_0_0.Links")]
        pub struct Links {
            /// `ContainedBy`.
            #[prop("ContainedBy")]
            contained_by: Prop<Linked<super::AnyChassis>>,
            /// `Oem`.
            #[prop("Oem", default)]
            oem: Prop<super::super::acme::item::v1::Oem>,
            /// Members this version does not declare.
            #[dynamic]
            dynamic: DynamicProperties,
        }

        /// `Chassis.v1_0_0.Actions`.
        #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
        #[complex_type("Chassis.v1_0_0.Actions")]
        pub struct Actions {
            /// `Oem`.
            #[prop("Oem", default)]
            oem: Prop<OemActions>,
            /// Members this version does not declare.
            #[dynamic]
            dynamic: DynamicProperties,
        }

        /// `Chassis.v1_0_0.OemActions`.
        #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
        #[complex_type("Chassis.v1_0_0.OemActions", open)]
        pub struct OemActions {
            /// Members this version does not declare.
            #[dynamic]
            dynamic: DynamicProperties,
        }

        /// `Chassis.v1_0_0.ChassisType`.
        #[derive(Clone, Debug, PartialEq, Eq, EnumType)]
        #[enum_type("Chassis.v1_0_0.ChassisType")]
        #[non_exhaustive]
        pub enum ChassisType {
            /// `Rack`.
            #[member("Rack")]
            Rack,
            /// `IPBasedDrive`.
            #[member("IPBasedDrive")]
            IPBasedDrive,
            /// A member that this version does not know.
            #[other]
            Other(String),
        }
    }

    /// The namespace `Chassis.v1_1_0`.
    pub mod v1_1_0 {
        use entity_core::edm::{Decimal, Duration};
        use entity_core::{Entity, Prop};

        /// `Chassis.v1_1_0.Chassis`.
        #[derive(Clone, Debug, Default, PartialEq, Entity)]
        #[entity("Chassis.v1_1_0.Chassis")]
        pub struct Chassis {
            #[base]
            chassis: super::v1_0_0::Chassis,
            /// `HeightMm`.
            #[prop("HeightMm")]
            height_mm: Prop<Decimal>,
            /// `Health`.
            #[prop("Health")]
            health: Prop<super::super::acme::item::v1::Health>,
            /// `MaxOffline`.
            #[prop("MaxOffline")]
            max_offline: Prop<Duration>,
        }
    }
}

/// The namespace `FanCollection`.
pub mod fan_collection {
    use entity_core::{Entity, Linked, Prop};

    /// `FanCollection.FanCollection`.
    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("FanCollection.FanCollection")]
    pub struct FanCollection {
        #[base]
        item: super::acme::item::v1::Item,
        /// `Members`.
        #[prop("Members")]
        members: Prop<Linked<Vec<super::acme::item::v1::AnyItem>>>,
    }
}

/// All structured types declared here, by qualified name.
pub const TYPES: Registry = Registry::new(&[
    Registered::of::<acme::item::v1::Item>(),
    Registered::of::<acme::item::v1::OemObject>(),
    Registered::of::<acme::item::v1::Oem>(),
    Registered::of::<chassis::Chassis>(),
    Registered::of::<chassis::v1_0_0::Chassis>(),
    Registered::of::<chassis::v1_0_0::Links>(),
    Registered::of::<chassis::v1_0_0::Actions>(),
    Registered::of::<chassis::v1_0_0::OemActions>(),
    Registered::of::<chassis::v1_1_0::Chassis>(),
    Registered::of::<fan_collection::FanCollection>(),
]);
