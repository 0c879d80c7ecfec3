//! The endpoints of a call: people's and the service's, the software that they ran, and what people thought of the call.

#![allow(clippy::large_enum_variant, reason = "a subtype stands where its base does, with no box between")]

use crate::types::registry;
use crate::{AnyIdentity, AnyIdentitySet};
use entity_core::{ComplexType, DynamicProperties, EnumType, OneOf, Prop, Registry};

pub(crate) static TYPES: Registry = registry![
    Endpoint,
    ParticipantEndpoint,
    ServiceEndpoint,
    UserAgent,
    ClientUserAgent,
    ServiceUserAgent,
    UserFeedback,
    FeedbackTokenSet,
];

/// One end of a session.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.endpoint")]
pub struct Endpoint {
    /// What it said it was; empty where absent.
    #[prop("userAgent", default)]
    user_agent: Prop<AnyUserAgent>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// An end of a session that is a participant's.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.participantEndpoint")]
pub struct ParticipantEndpoint {
    #[base]
    endpoint: Endpoint,
    /// Who it is; an empty set where absent.
    #[prop("identity", default)]
    identity: Prop<AnyIdentitySet>,
    /// The user or application that the endpoint is signed in as; empty where absent.
    #[prop("associatedIdentity", default)]
    associated_identity: Prop<AnyIdentity>,
    /// The name of the computer or device.
    #[prop("name")]
    name: Prop<String>,
    /// The processor's name.
    #[prop("cpuName")]
    cpu_name: Prop<String>,
    /// How many cores the processor has.
    #[prop("cpuCoresCount")]
    cpu_cores_count: Prop<i32>,
    /// How fast the processor is, in megahertz.
    #[prop("cpuProcessorSpeedInMhz")]
    cpu_processor_speed_in_mhz: Prop<i32>,
    /// What the user thought of the call; empty where absent.
    #[prop("feedback", default)]
    feedback: Prop<UserFeedback>,
}

/// An end of a session that is the service's.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.serviceEndpoint")]
pub struct ServiceEndpoint {
    #[base]
    endpoint: Endpoint,
}

/// Any `endpoint`: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Endpoint)]
#[non_exhaustive]
pub enum AnyEndpoint {
    /// `participantEndpoint`.
    Participant(ParticipantEndpoint),
    /// `serviceEndpoint`.
    Service(ServiceEndpoint),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(Endpoint),
}

/// The software that an endpoint ran.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.userAgent", abstract)]
pub struct UserAgent {
    /// How it names itself, as in the header of a request.
    #[prop("headerValue")]
    header_value: Prop<String>,
    /// Its version.
    #[prop("applicationVersion")]
    application_version: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A participant's software.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.clientUserAgent")]
pub struct ClientUserAgent {
    #[base]
    user_agent: UserAgent,
    /// What it ran on.
    #[prop("platform", non_null)]
    platform: Prop<ClientPlatform>,
    /// The product that it belongs to.
    #[prop("productFamily", non_null)]
    product_family: Prop<ProductFamily>,
    /// The application that it is in the directory.
    #[prop("azureADAppId")]
    azure_ad_app_id: Prop<String>,
    /// The resource of Azure Communication Services that it belongs to.
    #[prop("communicationServiceId")]
    communication_service_id: Prop<String>,
}

/// A part of the service.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.serviceUserAgent")]
pub struct ServiceUserAgent {
    #[base]
    user_agent: UserAgent,
    /// What it did in the call.
    #[prop("role", non_null)]
    role: Prop<ServiceRole>,
}

/// Any `userAgent`: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = UserAgent)]
#[non_exhaustive]
pub enum AnyUserAgent {
    /// `clientUserAgent`.
    Client(ClientUserAgent),
    /// `serviceUserAgent`.
    Service(ServiceUserAgent),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(UserAgent),
}

/// What a participant's software ran on.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.clientPlatform")]
#[non_exhaustive]
pub enum ClientPlatform {
    /// It is not known.
    Unknown,
    /// Windows.
    Windows,
    /// macOS.
    MacOS,
    /// iOS.
    IOS,
    /// Android.
    Android,
    /// A browser.
    Web,
    /// A telephone of its own.
    IpPhone,
    /// A meeting room's system.
    RoomSystem,
    /// A Surface Hub.
    SurfaceHub,
    /// A `HoloLens`.
    HoloLens,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The product that a participant's software belongs to.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.productFamily")]
#[non_exhaustive]
pub enum ProductFamily {
    /// It is not known.
    Unknown,
    /// Teams.
    Teams,
    /// Skype for Business.
    SkypeForBusiness,
    /// Lync.
    Lync,
    /// Azure Communication Services.
    AzureCommunicationServices,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What a part of the service does in a call.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.serviceRole")]
#[non_exhaustive]
pub enum ServiceRole {
    /// It is not known.
    Unknown,
    /// A bot.
    CustomBot,
    /// Controls the media.
    MediaController,
    /// Translates between the service and a telephone network.
    MediationServer,
    /// The same, in an organization's own network.
    MediationServerCloudConnectorEdition,
    /// A gateway to a telephone network.
    Gateway,
    /// Takes messages.
    Voicemail,
    /// Takes messages for Exchange.
    ExchangeUnifiedMessagingService,
    /// Answers those who dial in to a meeting.
    ConferencingAttendant,
    /// Announces who comes and goes.
    ConferencingAnnouncementService,
    /// Controls a telephone conference.
    AudioTeleconferencerController,
    /// Translates what is said.
    SkypeTranslator,
    /// Spreads calls over a group of people.
    ResponseGroupService,
    /// Plays that group's announcements.
    ResponseGroupServiceAnnouncementService,
    /// Connects Skype for Business with Teams.
    SkypeForBusinessMicrosoftTeamsGateway,
    /// Mixes sound and video for Skype for Business.
    SkypeForBusinessAudioVideoMcu,
    /// Spreads shared applications for Skype for Business.
    SkypeForBusinessApplicationSharingMcu,
    /// Keeps callers waiting for Skype for Business.
    SkypeForBusinessCallQueues,
    /// Answers calls by a menu for Skype for Business.
    SkypeForBusinessAutoAttendant,
    /// Answers calls for Skype for Business.
    SkypeForBusinessAttendant,
    /// Runs applications for Skype for Business.
    SkypeForBusinessUnifiedCommunicationApplicationPlatform,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What a user thought of a call's quality.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.userFeedback")]
pub struct UserFeedback {
    /// The rating given.
    #[prop("rating", non_null)]
    rating: Prop<UserFeedbackRating>,
    /// What they wrote.
    #[prop("text")]
    text: Prop<String>,
    /// What they ticked; empty where absent.
    #[prop("tokens", default)]
    tokens: Prop<FeedbackTokenSet>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// How good a user found a call.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.userFeedbackRating")]
#[non_exhaustive]
pub enum UserFeedbackRating {
    /// They did not say.
    NotRated,
    /// Bad.
    Bad,
    /// Poor.
    Poor,
    /// Fair.
    Fair,
    /// Good.
    Good,
    /// Excellent.
    Excellent,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What a user ticked in the list of problems: a boolean for each. They are dynamic properties, since the list changes.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.feedbackTokenSet", open)]
pub struct FeedbackTokenSet {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
