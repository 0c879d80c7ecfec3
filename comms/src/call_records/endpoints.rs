//! The endpoints of a call, of people and of the service, with their software and the users' feedback.

#![allow(clippy::large_enum_variant, reason = "a subtype takes the place of its base, without a box")]

use crate::registry::registry;
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
    /// The software of the endpoint; empty if absent.
    #[prop("userAgent", default)]
    user_agent: Prop<Box<AnyUserAgent>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The endpoint of a participant.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.participantEndpoint")]
pub struct ParticipantEndpoint {
    #[base]
    endpoint: Endpoint,
    /// The participant's identities; an empty set if absent.
    #[prop("identity", default)]
    identity: Prop<Box<AnyIdentitySet>>,
    /// The user or application that the endpoint is signed in as; empty if absent.
    #[prop("associatedIdentity", default)]
    associated_identity: Prop<Box<AnyIdentity>>,
    /// The name of the computer or device.
    #[prop("name")]
    name: Prop<String>,
    /// The processor's name.
    #[prop("cpuName")]
    cpu_name: Prop<String>,
    /// The number of cores of the processor.
    #[prop("cpuCoresCount")]
    cpu_cores_count: Prop<i32>,
    /// The speed of the processor, in megahertz.
    #[prop("cpuProcessorSpeedInMhz")]
    cpu_processor_speed_in_mhz: Prop<i32>,
    /// The user's feedback; empty if absent.
    #[prop("feedback", default)]
    feedback: Prop<Box<UserFeedback>>,
}

/// An endpoint of the service.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.serviceEndpoint")]
pub struct ServiceEndpoint {
    #[base]
    endpoint: Endpoint,
}

/// Any `endpoint`: the subtype that `@odata.type` names, else the base, without loss.
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
    /// The name of the software, as in the header of a request.
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
    /// The platform.
    #[prop("platform", non_null)]
    platform: Prop<ClientPlatform>,
    /// The product family.
    #[prop("productFamily", non_null)]
    product_family: Prop<ProductFamily>,
    /// The id of the application in the directory.
    #[prop("azureADAppId")]
    azure_ad_app_id: Prop<String>,
    /// The id of its resource of Azure Communication Services.
    #[prop("communicationServiceId")]
    communication_service_id: Prop<String>,
}

/// A part of the service.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.serviceUserAgent")]
pub struct ServiceUserAgent {
    #[base]
    user_agent: UserAgent,
    /// The role in the call.
    #[prop("role", non_null)]
    role: Prop<ServiceRole>,
}

/// Any `userAgent`: the subtype that `@odata.type` names, else the base, without loss.
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

/// The platform of a participant's software.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.clientPlatform")]
#[non_exhaustive]
pub enum ClientPlatform {
    /// Unknown.
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
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The product family of a participant's software.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.productFamily")]
#[non_exhaustive]
pub enum ProductFamily {
    /// Unknown.
    Unknown,
    /// Teams.
    Teams,
    /// Skype for Business.
    SkypeForBusiness,
    /// Lync.
    Lync,
    /// Azure Communication Services.
    AzureCommunicationServices,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The role of a part of the service in a call.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.serviceRole")]
#[non_exhaustive]
pub enum ServiceRole {
    /// Unknown.
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
    /// Announces the people who come and go.
    ConferencingAnnouncementService,
    /// Controls a telephone conference.
    AudioTeleconferencerController,
    /// Translates speech.
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
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A user's feedback on the quality of a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.userFeedback")]
pub struct UserFeedback {
    /// The rating given.
    #[prop("rating", non_null)]
    rating: Prop<UserFeedbackRating>,
    /// The text.
    #[prop("text")]
    text: Prop<String>,
    /// The ticked problems; empty if absent.
    #[prop("tokens", default)]
    tokens: Prop<FeedbackTokenSet>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A user's rating of a call.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.userFeedbackRating")]
#[non_exhaustive]
pub enum UserFeedbackRating {
    /// Not rated.
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
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The problems that a user ticked in a list: a boolean for each. They are dynamic properties, because the list
/// changes.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.feedbackTokenSet", open)]
pub struct FeedbackTokenSet {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
