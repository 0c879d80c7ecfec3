//! The media of a segment, and the measured quality of their streams.

use super::{DeviceInfo, NetworkInfo};
use crate::registry::registry;
use entity_core::edm::{DateTimeOffset, Duration};
use entity_core::{ComplexType, DynamicProperties, EnumType, Prop, Registry};

pub(crate) static TYPES: Registry = registry![Media, MediaStream];

/// One kind of media in a segment, with both ends' devices and networks.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.media")]
pub struct Media {
    /// The label that the endpoints agreed on, such as `main-audio`.
    #[prop("label")]
    label: Prop<String>,
    /// The caller's devices; empty if absent.
    #[prop("callerDevice", default)]
    caller_device: Prop<Box<DeviceInfo>>,
    /// The callee's devices; empty if absent.
    #[prop("calleeDevice", default)]
    callee_device: Prop<Box<DeviceInfo>>,
    /// The caller's network; empty if absent.
    #[prop("callerNetwork", default)]
    caller_network: Prop<Box<NetworkInfo>>,
    /// The callee's network; empty if absent.
    #[prop("calleeNetwork", default)]
    callee_network: Prop<Box<NetworkInfo>>,
    /// The streams, each in one direction.
    #[prop("streams")]
    streams: Prop<Vec<MediaStream>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A stream of media in one direction. Rates and ratios are fractions: 0.01 is 1 %.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.mediaStream")]
pub struct MediaStream {
    /// The stream's id.
    #[prop("streamId")]
    stream_id: Prop<String>,
    /// The direction.
    #[prop("streamDirection", non_null)]
    stream_direction: Prop<MediaStreamDirection>,
    /// The start, in UTC.
    #[prop("startDateTime")]
    start_date_time: Prop<DateTimeOffset>,
    /// The end, in UTC.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// The codec of the sound.
    #[prop("audioCodec")]
    audio_codec: Prop<AudioCodec>,
    /// The codec of the video.
    #[prop("videoCodec")]
    video_codec: Prop<VideoCodec>,
    /// True if it went directly between client and telephone gateway, past the service's mediation server.
    #[prop("wasMediaBypassed")]
    was_media_bypassed: Prop<bool>,
    /// The estimated bandwidth, in bits per second, on average.
    #[prop("averageBandwidthEstimate")]
    average_bandwidth_estimate: Prop<i64>,
    /// The number of packets.
    #[prop("packetUtilization")]
    packet_utilization: Prop<i64>,
    /// The share of packets lost, on average.
    #[prop("averagePacketLossRate")]
    average_packet_loss_rate: Prop<f32>,
    /// The share of packets lost, at worst.
    #[prop("maxPacketLossRate")]
    max_packet_loss_rate: Prop<f32>,
    /// The share of packets lost even after forward error correction.
    #[prop("postForwardErrorCorrectionPacketLossRate")]
    post_forward_error_correction_packet_loss_rate: Prop<f32>,
    /// The jitter, on average (RFC 3550).
    #[prop("averageJitter")]
    average_jitter: Prop<Duration>,
    /// The jitter, at worst (RFC 3550).
    #[prop("maxJitter")]
    max_jitter: Prop<Duration>,
    /// The time to the other end and back, on average (RFC 3550).
    #[prop("averageRoundTripTime")]
    average_round_trip_time: Prop<Duration>,
    /// The time to the other end and back, at worst (RFC 3550).
    #[prop("maxRoundTripTime")]
    max_round_trip_time: Prop<Duration>,
    /// The network's jitter under the sound, on average (RFC 3550).
    #[prop("averageAudioNetworkJitter")]
    average_audio_network_jitter: Prop<Duration>,
    /// The network's jitter under the sound, at worst (RFC 3550).
    #[prop("maxAudioNetworkJitter")]
    max_audio_network_jitter: Prop<Duration>,
    /// The decrease of the sound's mean opinion score by losses and jitter of the network, in points, on average.
    #[prop("averageAudioDegradation")]
    average_audio_degradation: Prop<f32>,
    /// The share of sound that conceals lost packets, on average.
    #[prop("averageRatioOfConcealedSamples")]
    average_ratio_of_concealed_samples: Prop<f32>,
    /// The share of sound that conceals lost packets, at worst.
    #[prop("maxRatioOfConcealedSamples")]
    max_ratio_of_concealed_samples: Prop<f32>,
    /// True if the sound had forward error correction.
    #[prop("isAudioForwardErrorCorrectionUsed")]
    is_audio_forward_error_correction_used: Prop<bool>,
    /// The frames per second of the video, on average.
    #[prop("averageVideoFrameRate")]
    average_video_frame_rate: Prop<f32>,
    /// The frames per second received, on average over all video.
    #[prop("averageReceivedFrameRate")]
    average_received_frame_rate: Prop<f32>,
    /// The share of the video's frames that the viewer missed, on average.
    #[prop("averageVideoFrameLossPercentage")]
    average_video_frame_loss_percentage: Prop<f32>,
    /// The share of the video's packets lost, on average (RFC 3550).
    #[prop("averageVideoPacketLossRate")]
    average_video_packet_loss_rate: Prop<f32>,
    /// The share of the call with less than 7.5 frames per second.
    #[prop("lowFrameRateRatio")]
    low_frame_rate_ratio: Prop<f32>,
    /// The share of the call in which the client had less than 70 % of the power to process video that it was expected
    /// to have.
    #[prop("lowVideoProcessingCapabilityRatio")]
    low_video_processing_capability_ratio: Prop<f32>,
    /// The average length of a freeze of the video.
    #[prop("averageFreezeDuration")]
    average_freeze_duration: Prop<Duration>,
    /// The root mean square of the lengths of freezes, in which long ones weigh more.
    #[prop("rmsFreezeDuration")]
    rms_freeze_duration: Prop<Duration>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The direction of a stream.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.mediaStreamDirection")]
#[non_exhaustive]
pub enum MediaStreamDirection {
    /// From the caller.
    CallerToCallee,
    /// To the caller.
    CalleeToCaller,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A codec of sound.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.audioCodec")]
#[non_exhaustive]
pub enum AudioCodec {
    /// Unknown.
    Unknown,
    /// Not a valid codec.
    Invalid,
    /// Comfort noise.
    Cn,
    /// G.711, A-law.
    Pcma,
    /// G.711, µ-law.
    Pcmu,
    /// AMR, wide band.
    AmrWide,
    /// G.722.
    G722,
    /// G.722.1.
    G7221,
    /// G.722.1, annex C.
    G7221c,
    /// G.729.
    G729,
    /// Sound in more than one channel.
    MultiChannelAudio,
    /// Sound in more than one channel, version 2.
    Muchv2,
    /// Opus.
    Opus,
    /// Satin.
    Satin,
    /// Satin, full band.
    SatinFullband,
    /// `RTAudio` at 8 kHz.
    RtAudio8,
    /// `RTAudio` at 16 kHz.
    RtAudio16,
    /// SILK.
    Silk,
    /// SILK, narrow band.
    SilkNarrow,
    /// SILK, wide band.
    SilkWide,
    /// Siren.
    Siren,
    /// `RTAudio` by its media type's name, `x-ms-rta`.
    XmsRta,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A codec of video.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.videoCodec")]
#[non_exhaustive]
pub enum VideoCodec {
    /// Unknown.
    Unknown,
    /// Not a valid codec.
    Invalid,
    /// AV1.
    Av1,
    /// H.263.
    H263,
    /// H.264.
    H264,
    /// H.264, the variant that the service calls `h264s`.
    H264s,
    /// H.264 UC.
    H264uc,
    /// H.265.
    H265,
    /// The service's `rtvc1`, of the VC-1 family.
    Rtvc1,
    /// `RTVideo`.
    RtVideo,
    /// The service's `xrtvc1`, of the VC-1 family.
    Xrtvc1,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
