//! Identities of people, applications and devices.

#![allow(clippy::large_enum_variant, reason = "a subtype takes the place of its base, without a box")]

use crate::call_records;
use crate::registry::registry;
use entity_core::{ComplexType, DynamicProperties, EnumType, OneOf, Prop, Registry};

pub(crate) static TYPES: Registry = registry![
    Identity,
    CommunicationsUserIdentity,
    CommunicationsGuestIdentity,
    CommunicationsPhoneIdentity,
    CommunicationsEncryptedIdentity,
    CommunicationsApplicationIdentity,
    CommunicationsApplicationInstanceIdentity,
    AzureCommunicationServicesUserIdentity,
    EmailIdentity,
    UserIdentity,
    ServicePrincipalIdentity,
    Initiator,
    ProvisionedIdentity,
    ProvisioningSystem,
    ProvisioningServicePrincipal,
    SharePointIdentity,
    SharePointGroupIdentity,
    TeamworkApplicationIdentity,
    TeamworkConversationIdentity,
    TeamworkTagIdentity,
    TeamworkUserIdentity,
    DetailsInfo,
];

/// An identity: the id and the name of a person, an application or a device.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.identity", open)]
pub struct Identity {
    /// The id; of users and applications, their id in the directory.
    #[prop("id")]
    id: Prop<String>,
    /// The name to show, which may be out of date.
    #[prop("displayName")]
    display_name: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A user in a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.communicationsUserIdentity", open)]
pub struct CommunicationsUserIdentity {
    #[base]
    identity: Identity,
    /// The tenant that the user belongs to.
    #[prop("tenantId")]
    tenant_id: Prop<String>,
}

/// A guest in a call, who is in no directory.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.communicationsGuestIdentity", open)]
pub struct CommunicationsGuestIdentity {
    #[base]
    identity: Identity,
    /// The address to which the invitation was sent.
    #[prop("email")]
    email: Prop<String>,
}

/// A telephone in a call. Its id is the number in E.164.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.communicationsPhoneIdentity", open)]
pub struct CommunicationsPhoneIdentity {
    #[base]
    identity: Identity,
}

/// A participant whose identity the service does not disclose.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.communicationsEncryptedIdentity", open)]
pub struct CommunicationsEncryptedIdentity {
    #[base]
    identity: Identity,
}

/// An application in a call, such as a bot.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.communicationsApplicationIdentity", open)]
pub struct CommunicationsApplicationIdentity {
    #[base]
    identity: Identity,
    /// The kind of application, in the service's words.
    #[prop("applicationType")]
    application_type: Prop<String>,
    /// True if the roster omits it.
    #[prop("hidden")]
    hidden: Prop<bool>,
}

/// An instance of an application that has an account of its own.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.communicationsApplicationInstanceIdentity", open)]
pub struct CommunicationsApplicationInstanceIdentity {
    #[base]
    identity: Identity,
    /// The tenant that the instance belongs to.
    #[prop("tenantId")]
    tenant_id: Prop<String>,
    /// True if the roster omits it.
    #[prop("hidden")]
    hidden: Prop<bool>,
}

/// A user of Azure Communication Services.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.azureCommunicationServicesUserIdentity", open)]
pub struct AzureCommunicationServicesUserIdentity {
    #[base]
    identity: Identity,
    /// The resource that the user belongs to.
    #[prop("azureCommunicationServicesResourceId")]
    azure_communication_services_resource_id: Prop<String>,
}

/// A person identified by an address.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.emailIdentity", open)]
pub struct EmailIdentity {
    #[base]
    identity: Identity,
    /// The address.
    #[prop("email")]
    email: Prop<String>,
}

/// A user in an audit log.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.userIdentity", open)]
pub struct UserIdentity {
    #[base]
    identity: Identity,
    /// The name that the user signs in with.
    #[prop("userPrincipalName")]
    user_principal_name: Prop<String>,
    /// The address that the user signed in from.
    #[prop("ipAddress")]
    ip_address: Prop<String>,
}

/// An application in an audit log.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.servicePrincipalIdentity", open)]
pub struct ServicePrincipalIdentity {
    #[base]
    identity: Identity,
    /// The application's own id.
    #[prop("appId")]
    app_id: Prop<String>,
}

/// The initiator of a provisioning.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.initiator", open)]
pub struct Initiator {
    #[base]
    identity: Identity,
    /// The kind of initiator.
    #[prop("initiatorType")]
    initiator_type: Prop<InitiatorType>,
}

/// A person whom a provisioning created or changed.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.provisionedIdentity", open)]
pub struct ProvisionedIdentity {
    #[base]
    identity: Identity,
    /// The kind of identity: a user, a group …
    #[prop("identityType")]
    identity_type: Prop<String>,
    /// The details that the provisioning has of it; empty if absent.
    #[prop("details", default)]
    details: Prop<DetailsInfo>,
}

/// A system that a provisioning reads from or writes to.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.provisioningSystem", open)]
pub struct ProvisioningSystem {
    #[base]
    identity: Identity,
    /// The details that the provisioning has of it; empty if absent.
    #[prop("details", default)]
    details: Prop<DetailsInfo>,
}

/// The application that a provisioning runs as.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.provisioningServicePrincipal", open)]
pub struct ProvisioningServicePrincipal {
    #[base]
    identity: Identity,
}

/// A person with an account of a SharePoint site.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.sharePointIdentity", open)]
pub struct SharePointIdentity {
    #[base]
    identity: Identity,
    /// The site's name of the account.
    #[prop("loginName")]
    login_name: Prop<String>,
}

/// A group of a SharePoint site.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.sharePointGroupIdentity", open)]
pub struct SharePointGroupIdentity {
    #[base]
    identity: Identity,
    /// The id that the site gave the group.
    #[prop("principalId")]
    principal_id: Prop<String>,
    /// The group's name.
    #[prop("title")]
    title: Prop<String>,
}

/// An application in Teams.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teamworkApplicationIdentity", open)]
pub struct TeamworkApplicationIdentity {
    #[base]
    identity: Identity,
    /// The kind of application.
    #[prop("applicationIdentityType")]
    application_identity_type: Prop<TeamworkApplicationIdentityType>,
}

/// A conversation in Teams.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teamworkConversationIdentity", open)]
pub struct TeamworkConversationIdentity {
    #[base]
    identity: Identity,
    /// The kind of conversation.
    #[prop("conversationIdentityType")]
    conversation_identity_type: Prop<TeamworkConversationIdentityType>,
}

/// A tag in Teams.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teamworkTagIdentity", open)]
pub struct TeamworkTagIdentity {
    #[base]
    identity: Identity,
}

/// A user in Teams.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teamworkUserIdentity", open)]
pub struct TeamworkUserIdentity {
    #[base]
    identity: Identity,
    /// The origin of the user.
    #[prop("userIdentityType")]
    user_identity_type: Prop<TeamworkUserIdentityType>,
}

/// The details that a provisioning has of an identity: an open type without properties of its own.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.detailsInfo", open)]
pub struct DetailsInfo {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Any identity: the subtype that `@odata.type` names, else the base, without loss.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Identity)]
#[non_exhaustive]
pub enum AnyIdentity {
    /// `communicationsUserIdentity`.
    CommunicationsUser(CommunicationsUserIdentity),
    /// `communicationsGuestIdentity`.
    CommunicationsGuest(CommunicationsGuestIdentity),
    /// `communicationsPhoneIdentity`.
    CommunicationsPhone(CommunicationsPhoneIdentity),
    /// `communicationsEncryptedIdentity`.
    CommunicationsEncrypted(CommunicationsEncryptedIdentity),
    /// `communicationsApplicationIdentity`.
    CommunicationsApplication(CommunicationsApplicationIdentity),
    /// `communicationsApplicationInstanceIdentity`.
    CommunicationsApplicationInstance(CommunicationsApplicationInstanceIdentity),
    /// `azureCommunicationServicesUserIdentity`.
    AzureCommunicationServicesUser(AzureCommunicationServicesUserIdentity),
    /// `emailIdentity`.
    Email(EmailIdentity),
    /// `userIdentity`.
    User(UserIdentity),
    /// `callRecords.userIdentity`.
    CallRecordsUser(call_records::UserIdentity),
    /// `servicePrincipalIdentity`.
    ServicePrincipal(ServicePrincipalIdentity),
    /// `initiator`.
    Initiator(Initiator),
    /// `provisionedIdentity`.
    Provisioned(ProvisionedIdentity),
    /// `provisioningSystem`.
    ProvisioningSystem(ProvisioningSystem),
    /// `provisioningServicePrincipal`.
    ProvisioningServicePrincipal(ProvisioningServicePrincipal),
    /// `sharePointIdentity`.
    SharePoint(SharePointIdentity),
    /// `sharePointGroupIdentity`.
    SharePointGroup(SharePointGroupIdentity),
    /// `teamworkApplicationIdentity`.
    TeamworkApplication(TeamworkApplicationIdentity),
    /// `teamworkConversationIdentity`.
    TeamworkConversation(TeamworkConversationIdentity),
    /// `teamworkTagIdentity`.
    TeamworkTag(TeamworkTagIdentity),
    /// `teamworkUserIdentity`.
    TeamworkUser(TeamworkUserIdentity),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(Identity),
}

/// The kind of a participant's endpoint.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.endpointType")]
#[non_exhaustive]
pub enum EndpointType {
    /// An ordinary endpoint.
    Default,
    /// A mailbox for messages.
    Voicemail,
    /// Skype for Business.
    SkypeForBusiness,
    /// A telephone of Skype for Business.
    SkypeForBusinessVoipPhone,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The kind of initiator of a provisioning.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.initiatorType")]
#[non_exhaustive]
pub enum InitiatorType {
    /// A user.
    User,
    /// An application.
    Application,
    /// The service itself.
    System,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The kind of an application in Teams.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.teamworkApplicationIdentityType")]
#[non_exhaustive]
pub enum TeamworkApplicationIdentityType {
    /// An application of the directory.
    AadApplication,
    /// A bot.
    Bot,
    /// A bot of the tenant.
    TenantBot,
    /// A connector.
    Office365Connector,
    /// An outgoing webhook.
    OutgoingWebhook,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The kind of conversation.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.teamworkConversationIdentityType")]
#[non_exhaustive]
pub enum TeamworkConversationIdentityType {
    /// A team.
    Team,
    /// A channel.
    Channel,
    /// A chat.
    Chat,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The origin of a user in Teams.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.teamworkUserIdentityType")]
#[non_exhaustive]
pub enum TeamworkUserIdentityType {
    /// The directory.
    AadUser,
    /// A directory in the organisation's own network.
    OnPremiseAadUser,
    /// None: an anonymous guest.
    AnonymousGuest,
    /// Another organisation.
    FederatedUser,
    /// A personal account.
    PersonalMicrosoftAccountUser,
    /// Skype.
    SkypeUser,
    /// A telephone network.
    PhoneUser,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// An address for mail.
    EmailUser,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
