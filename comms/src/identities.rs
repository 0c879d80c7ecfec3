//! Who somebody is: identities of many kinds, and sets of them.

#![allow(clippy::large_enum_variant, reason = "a subtype stands where its base does, with no box between")]

use crate::call_records;
use crate::types::registry;
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
    IdentitySet,
    CommunicationsIdentitySet,
    ChatMessageFromIdentitySet,
    ChatMessageMentionedIdentitySet,
    ChatMessageReactionIdentitySet,
    AiInteractionMentionedIdentitySet,
    EngagementIdentitySet,
    SharePointIdentitySet,
];

/// Who or what somebody is: an id and a name.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.identity", open)]
pub struct Identity {
    /// The id, of the directory for users and applications.
    #[prop("id")]
    id: Prop<String>,
    /// The name to show; it may be out of date.
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

/// Somebody in a call who is in no directory.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.communicationsGuestIdentity", open)]
pub struct CommunicationsGuestIdentity {
    #[base]
    identity: Identity,
    /// The address that the guest was invited by.
    #[prop("email")]
    email: Prop<String>,
}

/// A telephone in a call; its id is the number in E.164.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.communicationsPhoneIdentity", open)]
pub struct CommunicationsPhoneIdentity {
    #[base]
    identity: Identity,
}

/// Somebody in a call whose identity the service does not disclose.
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
    /// What kind of application it is, as the service names it.
    #[prop("applicationType")]
    application_type: Prop<String>,
    /// Whether it is left out of the roster.
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
    /// Whether it is left out of the roster.
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

/// Somebody known by an address.
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

/// Who set off a provisioning.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.initiator", open)]
pub struct Initiator {
    #[base]
    identity: Identity,
    /// What it is.
    #[prop("initiatorType")]
    initiator_type: Prop<InitiatorType>,
}

/// Somebody whom a provisioning made or changed.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.provisionedIdentity", open)]
pub struct ProvisionedIdentity {
    #[base]
    identity: Identity,
    /// What it is: a user, a group …
    #[prop("identityType")]
    identity_type: Prop<String>,
    /// What the provisioning knows of it; empty where absent.
    #[prop("details", default)]
    details: Prop<DetailsInfo>,
}

/// A system that a provisioning reads from or writes to.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.provisioningSystem", open)]
pub struct ProvisioningSystem {
    #[base]
    identity: Identity,
    /// What the provisioning knows of it; empty where absent.
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

/// Somebody known to a SharePoint site.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.sharePointIdentity", open)]
pub struct SharePointIdentity {
    #[base]
    identity: Identity,
    /// The name that the site knows the account by.
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
    /// What kind of application it is.
    #[prop("applicationIdentityType")]
    application_identity_type: Prop<TeamworkApplicationIdentityType>,
}

/// A conversation in Teams.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teamworkConversationIdentity", open)]
pub struct TeamworkConversationIdentity {
    #[base]
    identity: Identity,
    /// What kind of conversation it is.
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
    /// Where the user comes from.
    #[prop("userIdentityType")]
    user_identity_type: Prop<TeamworkUserIdentityType>,
}

/// Facts about somebody that a provisioning knows: an open type without properties of its own.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.detailsInfo", open)]
pub struct DetailsInfo {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Any identity: the subtype that `@odata.type` names, else the base, with nothing lost.
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

/// Somebody as a set of identities: usually one of them is there.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.identitySet", open)]
pub struct IdentitySet {
    /// The user; an empty identity where absent.
    #[prop("user", default)]
    user: Prop<AnyIdentity>,
    /// The application; an empty identity where absent.
    #[prop("application", default)]
    application: Prop<AnyIdentity>,
    /// The device; an empty identity where absent.
    #[prop("device", default)]
    device: Prop<AnyIdentity>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Somebody in a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.communicationsIdentitySet", open)]
pub struct CommunicationsIdentitySet {
    #[base]
    identities: IdentitySet,
    /// The telephone; an empty identity where absent.
    #[prop("phone", default)]
    phone: Prop<AnyIdentity>,
    /// The guest; an empty identity where absent.
    #[prop("guest", default)]
    guest: Prop<AnyIdentity>,
    /// The identity that is not disclosed; an empty identity where absent.
    #[prop("encrypted", default)]
    encrypted: Prop<AnyIdentity>,
    /// The instance of an application; an empty identity where absent.
    #[prop("applicationInstance", default)]
    application_instance: Prop<AnyIdentity>,
    /// The identity that a telephone network asserts; an empty identity where absent.
    #[prop("assertedIdentity", default)]
    asserted_identity: Prop<AnyIdentity>,
    /// The identity in the organisation's own network; an empty identity where absent.
    #[prop("onPremises", default)]
    on_premises: Prop<AnyIdentity>,
    /// The user of Azure Communication Services; an empty identity where absent.
    #[prop("azureCommunicationServicesUser", default)]
    azure_communication_services_user: Prop<AnyIdentity>,
    /// What kind of endpoint it is.
    #[prop("endpointType")]
    endpoint_type: Prop<EndpointType>,
}

/// Who sent a message.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.chatMessageFromIdentitySet", open)]
pub struct ChatMessageFromIdentitySet {
    #[base]
    identities: IdentitySet,
}

/// Who is mentioned in a message.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.chatMessageMentionedIdentitySet", open)]
pub struct ChatMessageMentionedIdentitySet {
    #[base]
    identities: IdentitySet,
    /// The conversation mentioned; an empty identity where absent.
    #[prop("conversation", default)]
    conversation: Prop<TeamworkConversationIdentity>,
}

/// Who reacted to a message.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.chatMessageReactionIdentitySet", open)]
pub struct ChatMessageReactionIdentitySet {
    #[base]
    identities: IdentitySet,
}

/// Who is mentioned in an exchange with an assistant.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.aiInteractionMentionedIdentitySet", open)]
pub struct AiInteractionMentionedIdentitySet {
    #[base]
    identities: IdentitySet,
    /// The conversation mentioned; an empty identity where absent.
    #[prop("conversation", default)]
    conversation: Prop<TeamworkConversationIdentity>,
    /// The tag mentioned; an empty identity where absent.
    #[prop("tag", default)]
    tag: Prop<TeamworkTagIdentity>,
}

/// Somebody in a community.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.engagementIdentitySet", open)]
pub struct EngagementIdentitySet {
    #[base]
    identities: IdentitySet,
    /// Those who are addressed; an empty identity where absent.
    #[prop("audience", default)]
    audience: Prop<AnyIdentity>,
    /// The group; an empty identity where absent.
    #[prop("group", default)]
    group: Prop<AnyIdentity>,
}

/// Somebody known to SharePoint.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.sharePointIdentitySet", open)]
pub struct SharePointIdentitySet {
    #[base]
    identities: IdentitySet,
    /// The group in the directory; an empty identity where absent.
    #[prop("group", default)]
    group: Prop<AnyIdentity>,
    /// The group of the site; an empty identity where absent.
    #[prop("sharePointGroup", default)]
    share_point_group: Prop<SharePointGroupIdentity>,
    /// The group as the site knows it; an empty identity where absent.
    #[prop("siteGroup", default)]
    site_group: Prop<SharePointIdentity>,
    /// The user as the site knows them; an empty identity where absent.
    #[prop("siteUser", default)]
    site_user: Prop<SharePointIdentity>,
}

/// Any set of identities: the subtype that `@odata.type` names, else the base, with nothing lost.
///
/// Without a tag it is the base, and what a subtype would declare (`phone`, `guest` …) is among its dynamic properties.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = IdentitySet)]
#[non_exhaustive]
pub enum AnyIdentitySet {
    /// `communicationsIdentitySet`.
    Communications(CommunicationsIdentitySet),
    /// `chatMessageFromIdentitySet`.
    ChatMessageFrom(ChatMessageFromIdentitySet),
    /// `chatMessageMentionedIdentitySet`.
    ChatMessageMentioned(ChatMessageMentionedIdentitySet),
    /// `chatMessageReactionIdentitySet`.
    ChatMessageReaction(ChatMessageReactionIdentitySet),
    /// `aiInteractionMentionedIdentitySet`.
    AiInteractionMentioned(AiInteractionMentionedIdentitySet),
    /// `engagementIdentitySet`.
    Engagement(EngagementIdentitySet),
    /// `sharePointIdentitySet`.
    SharePoint(SharePointIdentitySet),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(IdentitySet),
}

/// What kind of endpoint somebody is in a call at.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.endpointType")]
#[non_exhaustive]
pub enum EndpointType {
    /// An ordinary one.
    Default,
    /// A mailbox for messages.
    Voicemail,
    /// Skype for Business.
    SkypeForBusiness,
    /// A telephone of Skype for Business.
    SkypeForBusinessVoipPhone,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What set off a provisioning.
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
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What kind of application acts in Teams.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.teamworkApplicationIdentityType")]
#[non_exhaustive]
pub enum TeamworkApplicationIdentityType {
    /// One registered in the directory.
    AadApplication,
    /// A bot.
    Bot,
    /// A bot of the tenant.
    TenantBot,
    /// A connector.
    Office365Connector,
    /// An outgoing webhook.
    OutgoingWebhook,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What kind of conversation it is.
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
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Where a user in Teams comes from.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.teamworkUserIdentityType")]
#[non_exhaustive]
pub enum TeamworkUserIdentityType {
    /// The directory.
    AadUser,
    /// A directory in the organisation's own network.
    OnPremiseAadUser,
    /// Nowhere: an anonymous guest.
    AnonymousGuest,
    /// Another organisation.
    FederatedUser,
    /// A personal account.
    PersonalMicrosoftAccountUser,
    /// Skype.
    SkypeUser,
    /// A telephone network.
    PhoneUser,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// An address for mail.
    EmailUser,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
