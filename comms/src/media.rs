//! Media in a call: their host, prompts, the streams of participants, audio routing.

use crate::GraphEntity;
use crate::actions::rules::fetchable;
use crate::registry::registry;
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

/// The host of a call's media.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.mediaConfig", abstract)]
pub struct MediaConfig {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Media that the service hosts. The bot plays prompts, records answers, and sends and receives tones by actions.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.serviceHostedMediaConfig")]
pub struct ServiceHostedMediaConfig {
    #[base]
    config: MediaConfig,
    /// The prompts that the service fetches before they are played, so that they begin at once.
    #[prop("preFetchMedia")]
    pre_fetch_media: Prop<Vec<MediaInfo>>,
}

/// Media that the bot hosts itself, with the library of the media platform.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.appHostedMediaConfig")]
pub struct AppHostedMediaConfig {
    #[base]
    config: MediaConfig,
    /// The opaque text with which the library describes the bot's media session. `Debug` hides it.
    #[prop("blob")]
    blob: Prop<Secret>,
}

/// Any media configuration: the subtype that `@odata.type` names, else the base, without loss.
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
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The state of the media between the service and the bot.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callMediaState")]
pub struct CallMediaState {
    /// The state of sound. A prompt can be heard only once it is active.
    #[prop("audio")]
    audio: Prop<MediaState>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The state of a medium.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.mediaState")]
#[non_exhaustive]
pub enum MediaState {
    /// Active.
    Active,
    /// Inactive.
    Inactive,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Something to play into a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.prompt", abstract)]
pub struct Prompt {
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A recording to play into a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.mediaPrompt")]
pub struct MediaPrompt {
    #[base]
    prompt: Prompt,
    /// The recording and its URL.
    #[prop("mediaInfo", required, default)]
    media_info: Prop<MediaInfo>,
}

impl MediaPrompt {
    /// The recording at this URL.
    pub fn of(uri: impl Into<String>) -> Self {
        let media = MediaInfo { uri: Prop::Value(uri.into()), ..MediaInfo::default() };
        Self { media_info: Prop::Value(media), ..Self::default() }
    }
}

/// Any prompt: the subtype that `@odata.type` names, else the base, without loss.
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
    /// The URL of the file, in WAV format: one channel, samples of 16 bits at 16 kHz.
    #[prop("uri", required, check(fetchable = fetchable))]
    uri: Prop<String>,
    /// The caller's own name of the recording. The service keeps the recording by this name, and plays it again without
    /// a fetch.
    #[prop("resourceId")]
    resource_id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// One stream of a participant.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.mediaStream")]
pub struct MediaStream {
    /// The medium.
    #[prop("mediaType", non_null)]
    media_type: Prop<Modality>,
    /// The direction, as the participant sees it.
    #[prop("direction", non_null)]
    direction: Prop<MediaDirection>,
    /// The media platform's id of the source.
    #[prop("sourceId", non_null)]
    source_id: Prop<String>,
    /// The label that distinguishes streams of the same medium, such as `main-audio`.
    #[prop("label")]
    label: Prop<String>,
    /// True if the service has muted it.
    #[prop("serverMuted", non_null)]
    server_muted: Prop<bool>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The direction of a stream.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.mediaDirection")]
#[non_exhaustive]
pub enum MediaDirection {
    /// Neither sent nor received.
    Inactive,
    /// Sent only.
    SendOnly,
    /// Received only.
    ReceiveOnly,
    /// Sent and received.
    SendReceive,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A private audio routing between participants, besides the mix that all hear.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.audioRoutingGroup")]
pub struct AudioRoutingGroup {
    #[base]
    entity: GraphEntity,
    /// The number of receivers: one or many.
    #[prop("routingMode", non_null)]
    routing_mode: Prop<RoutingMode>,
    /// The ids of the participants who are heard.
    #[prop("sources")]
    sources: Prop<Vec<String>>,
    /// The ids of the participants who hear them.
    #[prop("receivers")]
    receivers: Prop<Vec<String>>,
}

/// The number of receivers of a routing.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.routingMode")]
#[non_exhaustive]
pub enum RoutingMode {
    /// One receiver.
    OneToOne,
    /// Many receivers.
    Multicast,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Content that is shared with a call: an open entity whose only property is its id.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.contentSharingSession", open)]
pub struct ContentSharingSession {
    #[base]
    entity: GraphEntity,
}

/// The bot's role in screen sharing.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.screenSharingRole")]
#[non_exhaustive]
pub enum ScreenSharingRole {
    /// Views the shared screen.
    Viewer,
    /// Shares its screen.
    Sharer,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
