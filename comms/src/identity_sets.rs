//! Sets of identities.

#![allow(clippy::large_enum_variant, reason = "a subtype takes the place of its base, without a box")]

use crate::registry::registry;
use crate::{
    AnyIdentity, EndpointType, Identity, SharePointGroupIdentity, SharePointIdentity, TeamworkConversationIdentity,
    TeamworkTagIdentity,
};
use entity_core::{ComplexType, DynamicProperties, OneOf, Prop, Registry};
use serde_json::json;

pub(crate) static TYPES: Registry = registry![
    IdentitySet,
    CommunicationsIdentitySet,
    ChatMessageFromIdentitySet,
    ChatMessageMentionedIdentitySet,
    ChatMessageReactionIdentitySet,
    AiInteractionMentionedIdentitySet,
    EngagementIdentitySet,
    SharePointIdentitySet,
];

/// A set of identities, of which usually one is present.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.identitySet", open)]
pub struct IdentitySet {
    /// The user; an empty identity if absent.
    #[prop("user", default)]
    user: Prop<Box<AnyIdentity>>,
    /// The application; an empty identity if absent.
    #[prop("application", default)]
    application: Prop<Box<AnyIdentity>>,
    /// The device; an empty identity if absent.
    #[prop("device", default)]
    device: Prop<Box<AnyIdentity>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Makes a set with one identity, as the service's documentation writes it: kinds other than users, applications and devices are
/// dynamic members of the set.
pub(crate) fn identity_of(kind: &str, id: String) -> AnyIdentitySet {
    let mut identity = Identity::default();
    identity.set_id(id);
    let mut set = IdentitySet::default();
    match kind {
        "user" => set.set_user(identity),
        "application" => set.set_application(identity),
        _ => {
            let (tag, id) = (identity.structured_type().name(), identity.id().unwrap_or_default());
            set.dynamic_mut().insert(kind, json!({"@odata.type": format!("#{tag}"), "id": id}));
        }
    }
    set.into()
}

/// The identities of a participant of a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.communicationsIdentitySet", open)]
pub struct CommunicationsIdentitySet {
    #[base]
    identities: IdentitySet,
    /// The telephone; an empty identity if absent.
    #[prop("phone", default)]
    phone: Prop<Box<AnyIdentity>>,
    /// The guest; an empty identity if absent.
    #[prop("guest", default)]
    guest: Prop<Box<AnyIdentity>>,
    /// The identity that is not disclosed; an empty identity if absent.
    #[prop("encrypted", default)]
    encrypted: Prop<Box<AnyIdentity>>,
    /// The instance of an application; an empty identity if absent.
    #[prop("applicationInstance", default)]
    application_instance: Prop<Box<AnyIdentity>>,
    /// The identity that a telephone network asserts; an empty identity if absent.
    #[prop("assertedIdentity", default)]
    asserted_identity: Prop<Box<AnyIdentity>>,
    /// The identity in the organisation's own network; an empty identity if absent.
    #[prop("onPremises", default)]
    on_premises: Prop<Box<AnyIdentity>>,
    /// The user of Azure Communication Services; an empty identity if absent.
    #[prop("azureCommunicationServicesUser", default)]
    azure_communication_services_user: Prop<Box<AnyIdentity>>,
    /// The kind of endpoint.
    #[prop("endpointType")]
    endpoint_type: Prop<EndpointType>,
}

/// The sender of a message.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.chatMessageFromIdentitySet", open)]
pub struct ChatMessageFromIdentitySet {
    #[base]
    identities: IdentitySet,
}

/// A mention in a message.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.chatMessageMentionedIdentitySet", open)]
pub struct ChatMessageMentionedIdentitySet {
    #[base]
    identities: IdentitySet,
    /// The mentioned conversation; an empty identity if absent.
    #[prop("conversation", default)]
    conversation: Prop<Box<TeamworkConversationIdentity>>,
}

/// The person who reacted to a message.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.chatMessageReactionIdentitySet", open)]
pub struct ChatMessageReactionIdentitySet {
    #[base]
    identities: IdentitySet,
}

/// A mention in an exchange with an assistant.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.aiInteractionMentionedIdentitySet", open)]
pub struct AiInteractionMentionedIdentitySet {
    #[base]
    identities: IdentitySet,
    /// The mentioned conversation; an empty identity if absent.
    #[prop("conversation", default)]
    conversation: Prop<Box<TeamworkConversationIdentity>>,
    /// The mentioned tag; an empty identity if absent.
    #[prop("tag", default)]
    tag: Prop<TeamworkTagIdentity>,
}

/// The identities of a member of a community.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.engagementIdentitySet", open)]
pub struct EngagementIdentitySet {
    #[base]
    identities: IdentitySet,
    /// The audience; an empty identity if absent.
    #[prop("audience", default)]
    audience: Prop<Box<AnyIdentity>>,
    /// The group; an empty identity if absent.
    #[prop("group", default)]
    group: Prop<Box<AnyIdentity>>,
}

/// The identities that SharePoint knows.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.sharePointIdentitySet", open)]
pub struct SharePointIdentitySet {
    #[base]
    identities: IdentitySet,
    /// The group in the directory; an empty identity if absent.
    #[prop("group", default)]
    group: Prop<Box<AnyIdentity>>,
    /// The group of the site; an empty identity if absent.
    #[prop("sharePointGroup", default)]
    share_point_group: Prop<Box<SharePointGroupIdentity>>,
    /// The site's identity of the group; an empty identity if absent.
    #[prop("siteGroup", default)]
    site_group: Prop<Box<SharePointIdentity>>,
    /// The site's identity of the user; an empty identity if absent.
    #[prop("siteUser", default)]
    site_user: Prop<Box<SharePointIdentity>>,
}

/// Any set of identities: the subtype that `@odata.type` names, else the base, without loss.
///
/// Without a tag, it is the base, and the properties of a subtype (`phone`, `guest` …) are dynamic properties.
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
