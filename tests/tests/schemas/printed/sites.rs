//! Declared from a schema: `AS`.

#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = "texts, names and types are the schema's"
)]

use entity_core::{ComplexType, DynamicProperties, Entity, Prop, Registered, Registry};

/// `AS.Object`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("AS.Object", open)]
pub struct Object {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `AS.KeyValue`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("AS.KeyValue")]
pub struct KeyValue {
    /// `Key`.
    #[prop("Key")]
    key: Prop<String>,
    /// `Value`.
    #[prop("Value")]
    value: Prop<String>,
    /// `ValueType`.
    #[prop("ValueType")]
    value_type: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The namespace `AS.Publishing`.
pub mod publishing {
    use entity_core::{Entity, Prop};

    /// `AS.Publishing.List`.
    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("AS.Publishing.List", open)]
    pub struct List {
        #[base]
        list: super::lists::List,
        /// `Self`.
        #[prop("Self")]
        self_: Prop<String>,
        /// `Box`.
        #[prop("Box")]
        r#box: Prop<Vec<super::KeyValue>>,
    }
}

/// The namespace `AS.Lists`.
pub mod lists {
    use entity_core::edm::{DateTimeOffset, Guid};
    use entity_core::{Entity, Linked, OneOf, Prop};

    /// `AS.Lists.List`.
    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("AS.Lists.List", open)]
    pub struct List {
        #[base]
        object: super::Object,
        /// `Id`.
        #[prop("Id", non_null)]
        id: Prop<Guid>,
        /// `Created`.
        #[prop("Created", non_null)]
        created: Prop<DateTimeOffset>,
        /// `Default`.
        #[prop("Default")]
        default_: Prop<String>,
        /// `Items`.
        #[prop("Items")]
        items: Prop<Linked<Vec<ListItem>>>,
    }

    /// Any `List`: the subtype that `@odata.type` names, else the base, with nothing lost.
    #[derive(Clone, Debug, PartialEq, OneOf)]
    #[one_of(base = List)]
    #[non_exhaustive]
    pub enum AnyList {
        /// `AS.Publishing.List`.
        List(super::publishing::List),
        /// The base itself, or a subtype that this version does not know.
        #[other]
        Other(List),
    }

    /// `AS.Lists.ListItem`.
    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("AS.Lists.ListItem", open)]
    pub struct ListItem {
        #[base]
        object: super::Object,
        /// `ID`.
        #[prop("ID", non_null)]
        id: Prop<i32>,
        /// `Id`.
        #[prop("Id", non_null)]
        id_: Prop<i32>,
        /// `OData__x005f_dlc_DocId`.
        #[prop("OData__x005f_dlc_DocId")]
        o_data_x005f_dlc_doc_id: Prop<String>,
        /// `ParentList`.
        #[prop("ParentList")]
        parent_list: Prop<Linked<AnyList>>,
        /// `Versions`.
        #[prop("Versions")]
        versions: Prop<Linked<Vec<ListItemVersion>>>,
    }

    /// `AS.Lists.ListItemVersion`.
    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("AS.Lists.ListItemVersion", open)]
    pub struct ListItemVersion {
        #[base]
        object: super::Object,
        /// `VersionId`.
        #[prop("VersionId", non_null)]
        version_id: Prop<i32>,
    }
}

/// All structured types declared here, by qualified name.
pub const TYPES: Registry = Registry::new(&[
    Registered::of::<Object>(),
    Registered::of::<KeyValue>(),
    Registered::of::<publishing::List>(),
    Registered::of::<lists::List>(),
    Registered::of::<lists::ListItem>(),
    Registered::of::<lists::ListItemVersion>(),
]);
