//! Declared from a schema: `acme.crm`.

#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = "texts, names and types are the schema's"
)]

use entity_core::edm::{Binary, Decimal, Guid};
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Linked, OneOf, Prop, Registered, Registry};

/// `acme.crm.crmbase`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("acme.crm.crmbase", abstract)]
pub struct Crmbase {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Any `crmbase`: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Crmbase)]
#[non_exhaustive]
pub enum AnyCrmbase {
    /// `contact`.
    Contact(Contact),
    /// `account`.
    Account(Account),
    /// `feedback`.
    Feedback(Feedback),
    /// `anything`.
    Anything(Anything),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(Crmbase),
}

/// A person.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("acme.crm.contact")]
pub struct Contact {
    #[base]
    crmbase: Crmbase,
    /// `contactid`.
    #[prop("contactid")]
    contactid: Prop<Guid>,
    /// `fullname`.
    #[prop("fullname")]
    fullname: Prop<String>,
    /// `statecode`.
    #[prop("statecode")]
    statecode: Prop<i32>,
    /// `versionnumber`.
    #[prop("versionnumber")]
    versionnumber: Prop<i64>,
    /// `entityimage`.
    #[prop("entityimage")]
    entityimage: Prop<Binary>,
    /// `_parentid_value`.
    #[prop("_parentid_value")]
    parentid_value: Prop<Guid>,
    /// `parentid`.
    #[prop("parentid", non_null)]
    parentid: Prop<Linked<Account>>,
    /// `ContactFeedback`.
    #[prop("ContactFeedback")]
    contact_feedback: Prop<Linked<Vec<Feedback>>>,
}

/// `acme.crm.account`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("acme.crm.account")]
pub struct Account {
    #[base]
    crmbase: Crmbase,
    /// `accountid`.
    #[prop("accountid")]
    accountid: Prop<Guid>,
    /// `revenue`.
    #[prop("revenue")]
    revenue: Prop<Decimal>,
    /// `contact_parent`.
    #[prop("contact_parent")]
    contact_parent: Prop<Linked<Vec<Contact>>>,
    /// `AccountId`.
    #[prop("AccountId")]
    account_id: Prop<Linked<Account>>,
}

/// `acme.crm.feedback`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("acme.crm.feedback")]
pub struct Feedback {
    #[base]
    crmbase: Crmbase,
    /// `feedbackid`.
    #[prop("feedbackid")]
    feedbackid: Prop<Guid>,
    /// `rating`.
    #[prop("rating")]
    rating: Prop<i32>,
    /// `FeedbackId`.
    #[prop("FeedbackId")]
    feedback_id: Prop<Linked<Feedback>>,
    /// `regarding_contact`.
    #[prop("regarding_contact")]
    regarding_contact: Prop<Linked<Contact>>,
}

/// `acme.crm.anything`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("acme.crm.anything", open)]
pub struct Anything {
    #[base]
    crmbase: Crmbase,
}

/// `acme.crm.Row`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("acme.crm.Row")]
pub struct Row {
    /// `of`.
    #[prop("of")]
    of: Prop<Linked<AnyCrmbase>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `acme.crm.Depth`.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("acme.crm.Depth")]
#[non_exhaustive]
pub enum Depth {
    /// `Basic`.
    #[member("Basic")]
    Basic,
    /// `basic`.
    #[member("basic")]
    Basic_,
    /// `Global`.
    #[member("Global")]
    Global,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// All structured types declared here, by qualified name.
pub const TYPES: Registry = Registry::new(&[
    Registered::of::<Crmbase>(),
    Registered::of::<Contact>(),
    Registered::of::<Account>(),
    Registered::of::<Feedback>(),
    Registered::of::<Anything>(),
    Registered::of::<Row>(),
]);
