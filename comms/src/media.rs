//! What is heard and seen in a call: who handles it, the prompts played to it, the streams of participants, who hears whom.

use crate::GraphEntity;
use crate::types::registry;
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop, Registry, Secret};

pub(crate) static TYPES: Registry = registry![
    MediaConfig,
    ServiceHostedMediaConfig,
    AppHostedMediaConfig,
    CallMediaState,
    Prompt,
    MediaPrompt,
    MediaInfo,
    MediaStream,
    AudioRoutingGroup,
    ContentSharingSession,
];

/// Who handles a call's media.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.mediaConfig", abstract)]
pub struct MediaConfig {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The service handles the media: the bot plays prompts, records answers, sends and receives tones by actions.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.serviceHostedMediaConfig")]
pub struct ServiceHostedMediaConfig {
    #[base]
    config: MediaConfig,
    /// Prompts that the service is to fetch before they are played, so that they begin at once.
    #[prop("preFetchMedia")]
    pre_fetch_media: Prop<Vec<MediaInfo>>,
}

/// The bot handles the media itself, with the media platform's library.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.appHostedMediaConfig")]
pub struct AppHostedMediaConfig {
    #[base]
    config: MediaConfig,
    /// What that library says of the bot's media session, opaque. A secret: not shown by `Debug`.
    #[prop("blob")]
    blob: Prop<Secret>,
}

/// Any media configuration: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = MediaConfig)]
#[non_exhaustive]
pub enum AnyMediaConfig {
    /// `serviceHostedMediaConfig`.
    ServiceHosted(ServiceHostedMediaConfig),
    /// `appHostedMediaConfig`.
    AppHosted(AppHostedMediaConfig),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(MediaConfig),
}

/// A medium that a call has or a stream carries.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.modality")]
#[non_exhaustive]
pub enum Modality {
    /// Sound.
    Audio,
    /// The picture of a camera.
    Video,
    /// A screen, shown as a picture.
    VideoBasedScreenSharing,
    /// Data.
    Data,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Whether media flow between the service and the bot.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callMediaState")]
pub struct CallMediaState {
    /// Of sound. Only once it is active can a prompt be heard.
    #[prop("audio")]
    audio: Prop<MediaState>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Whether a medium flows.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.mediaState")]
#[non_exhaustive]
pub enum MediaState {
    /// It flows.
    Active,
    /// It does not.
    Inactive,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Something to be played to a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.prompt", abstract)]
pub struct Prompt {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A recording to be played to a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.mediaPrompt")]
pub struct MediaPrompt {
    #[base]
    prompt: Prompt,
    /// Where the recording is.
    #[prop("mediaInfo", non_null, default)]
    media_info: Prop<MediaInfo>,
}

/// Any prompt: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Prompt)]
#[non_exhaustive]
pub enum AnyPrompt {
    /// `mediaPrompt`.
    Media(MediaPrompt),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(Prompt),
}

/// A recording that the service can fetch.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.mediaInfo")]
pub struct MediaInfo {
    /// Where it is fetched from: a file in WAV format, one channel, samples of 16 bits at 16 kHz.
    #[prop("uri", non_null)]
    uri: Prop<String>,
    /// A name of the caller's own: under it the service keeps the recording, to play it again without fetching.
    #[prop("resourceId")]
    resource_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A medium of a participant's.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.mediaStream")]
pub struct MediaStream {
    /// What it carries.
    #[prop("mediaType", non_null)]
    media_type: Prop<Modality>,
    /// Which way it flows, as the participant sees it.
    #[prop("direction", non_null)]
    direction: Prop<MediaDirection>,
    /// The id by which the media platform knows where it comes from.
    #[prop("sourceId", non_null)]
    source_id: Prop<String>,
    /// What tells streams of the same medium apart, such as `main-audio`.
    #[prop("label")]
    label: Prop<String>,
    /// Whether the service keeps it from the others.
    #[prop("serverMuted", non_null)]
    server_muted: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Which way a stream flows.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.mediaDirection")]
#[non_exhaustive]
pub enum MediaDirection {
    /// Neither way.
    Inactive,
    /// It is sent and not received.
    SendOnly,
    /// It is received and not sent.
    ReceiveOnly,
    /// Both ways.
    SendReceive,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Who hears whom: a private line between participants, besides the mix that all hear.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.audioRoutingGroup")]
pub struct AudioRoutingGroup {
    #[base]
    entity: GraphEntity,
    /// Whether one listens or many.
    #[prop("routingMode", non_null)]
    routing_mode: Prop<RoutingMode>,
    /// Those who are heard, by their ids as participants.
    #[prop("sources")]
    sources: Prop<Vec<String>>,
    /// Those who hear them, by their ids as participants.
    #[prop("receivers")]
    receivers: Prop<Vec<String>>,
}

/// How many hear one.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.routingMode")]
#[non_exhaustive]
pub enum RoutingMode {
    /// One.
    OneToOne,
    /// Many.
    Multicast,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Something that is being shown to a call: an open entity without properties of its own but its id.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.contentSharingSession", open)]
pub struct ContentSharingSession {
    #[base]
    entity: GraphEntity,
}

/// What the bot does where screens are shared.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.screenSharingRole")]
#[non_exhaustive]
pub enum ScreenSharingRole {
    /// It watches.
    Viewer,
    /// It shows.
    Sharer,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
