//! Media quality that a teleconference device measured in a call, for the action `logTeleconferenceDeviceQuality` of
//! partners.

use crate::registry::registry;
use entity_core::edm::{Duration, Guid};
use entity_core::{ComplexType, DynamicProperties, OneOf, Prop, Registry};

pub(crate) static TYPES: Registry = registry![
    TeleconferenceDeviceQuality,
    TeleconferenceDeviceMediaQuality,
    TeleconferenceDeviceAudioQuality,
    TeleconferenceDeviceVideoQuality,
    TeleconferenceDeviceScreenSharingQuality,
];

/// The quality of a teleconference device's connection to one call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teleconferenceDeviceQuality", open)]
pub struct TeleconferenceDeviceQuality {
    /// The id that all calls of the conference share: [`callChainId`](crate::Call::call_chain_id) of the call.
    #[prop("callChainId", non_null)]
    call_chain_id: Prop<Guid>,
    /// The device's id in the conference: [`myParticipantId`](crate::Call::my_participant_id) of the call.
    #[prop("participantId", non_null)]
    participant_id: Prop<Guid>,
    /// The id of this connection of the device. A device has several if the call moved to another connection.
    #[prop("mediaLegId", non_null)]
    media_leg_id: Prop<Guid>,
    /// The device's software, such as its make and model.
    #[prop("deviceName", non_null)]
    device_name: Prop<String>,
    /// The description of the device, such as its room.
    #[prop("deviceDescription", non_null)]
    device_description: Prop<String>,
    /// The name of the partner's service in Azure, such as a domain.
    #[prop("cloudServiceName")]
    cloud_service_name: Prop<String>,
    /// The name of the instance of that service.
    #[prop("cloudServiceInstanceName")]
    cloud_service_instance_name: Prop<String>,
    /// The region of the service's deployment: a part of the world.
    #[prop("cloudServiceDeploymentEnvironment")]
    cloud_service_deployment_environment: Prop<String>,
    /// The id that Azure gave the deployment.
    #[prop("cloudServiceDeploymentId")]
    cloud_service_deployment_id: Prop<String>,
    /// The measurements, one for each medium.
    #[prop("mediaQualityList", non_null)]
    media_quality_list: Prop<Vec<AnyTeleconferenceDeviceMediaQuality>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The network quality of one medium. Inbound is towards the device, outbound away from it.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teleconferenceDeviceMediaQuality", abstract, open)]
pub struct TeleconferenceDeviceMediaQuality {
    /// The index of the stream among those of the same medium, counted from 1.
    #[prop("channelIndex", non_null)]
    channel_index: Prop<i32>,
    /// The time for which it was sent or received.
    #[prop("mediaDuration")]
    media_duration: Prop<Duration>,
    /// The speed of the device's link to the network, in bytes per second.
    #[prop("networkLinkSpeedInBytes")]
    network_link_speed_in_bytes: Prop<i64>,
    /// The device's IP address.
    #[prop("localIPAddress")]
    local_ip_address: Prop<String>,
    /// The device's port.
    #[prop("localPort")]
    local_port: Prop<i32>,
    /// The IP address of the service.
    #[prop("remoteIPAddress")]
    remote_ip_address: Prop<String>,
    /// The port of the service.
    #[prop("remotePort")]
    remote_port: Prop<i32>,
    /// The number of packets received.
    #[prop("inboundPackets")]
    inbound_packets: Prop<i64>,
    /// The number of packets sent.
    #[prop("outboundPackets")]
    outbound_packets: Prop<i64>,
    /// The average jitter of the packets received.
    #[prop("averageInboundJitter")]
    average_inbound_jitter: Prop<Duration>,
    /// The maximum jitter of the packets received.
    #[prop("maximumInboundJitter")]
    maximum_inbound_jitter: Prop<Duration>,
    /// The average jitter of the packets sent.
    #[prop("averageOutboundJitter")]
    average_outbound_jitter: Prop<Duration>,
    /// The maximum jitter of the packets sent.
    #[prop("maximumOutboundJitter")]
    maximum_outbound_jitter: Prop<Duration>,
    /// The average loss of inbound packets, in per cent.
    #[prop("averageInboundPacketLossRateInPercentage")]
    average_inbound_packet_loss_rate_in_percentage: Prop<f64>,
    /// The maximum loss of inbound packets, in per cent.
    #[prop("maximumInboundPacketLossRateInPercentage")]
    maximum_inbound_packet_loss_rate_in_percentage: Prop<f64>,
    /// The average loss of outbound packets, in per cent.
    #[prop("averageOutboundPacketLossRateInPercentage")]
    average_outbound_packet_loss_rate_in_percentage: Prop<f64>,
    /// The maximum loss of outbound packets, in per cent.
    #[prop("maximumOutboundPacketLossRateInPercentage")]
    maximum_outbound_packet_loss_rate_in_percentage: Prop<f64>,
    /// The average round-trip time of the inbound stream.
    #[prop("averageInboundRoundTripDelay")]
    average_inbound_round_trip_delay: Prop<Duration>,
    /// The maximum round-trip time of the inbound stream.
    #[prop("maximumInboundRoundTripDelay")]
    maximum_inbound_round_trip_delay: Prop<Duration>,
    /// The average round-trip time of the outbound stream.
    #[prop("averageOutboundRoundTripDelay")]
    average_outbound_round_trip_delay: Prop<Duration>,
    /// The maximum round-trip time of the outbound stream.
    #[prop("maximumOutboundRoundTripDelay")]
    maximum_outbound_round_trip_delay: Prop<Duration>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The network quality of sound.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teleconferenceDeviceAudioQuality", open)]
pub struct TeleconferenceDeviceAudioQuality {
    #[base]
    quality: TeleconferenceDeviceMediaQuality,
}

/// The network quality of video.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teleconferenceDeviceVideoQuality", open)]
pub struct TeleconferenceDeviceVideoQuality {
    #[base]
    quality: TeleconferenceDeviceMediaQuality,
    /// The average inbound bit rate, in bits per second.
    #[prop("averageInboundBitRate")]
    average_inbound_bit_rate: Prop<f64>,
    /// The average inbound frame rate, in frames per second.
    #[prop("averageInboundFrameRate")]
    average_inbound_frame_rate: Prop<f64>,
    /// The average outbound bit rate, in bits per second.
    #[prop("averageOutboundBitRate")]
    average_outbound_bit_rate: Prop<f64>,
    /// The average outbound frame rate, in frames per second.
    #[prop("averageOutboundFrameRate")]
    average_outbound_frame_rate: Prop<f64>,
}

/// The network quality of a shared screen, which is sent as video.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teleconferenceDeviceScreenSharingQuality", open)]
pub struct TeleconferenceDeviceScreenSharingQuality {
    #[base]
    quality: TeleconferenceDeviceVideoQuality,
}

/// The quality of any medium: the subtype that `@odata.type` names, else the base, without loss.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = TeleconferenceDeviceMediaQuality)]
#[non_exhaustive]
pub enum AnyTeleconferenceDeviceMediaQuality {
    /// `teleconferenceDeviceAudioQuality`.
    TeleconferenceDeviceAudio(TeleconferenceDeviceAudioQuality),
    /// `teleconferenceDeviceVideoQuality`.
    TeleconferenceDeviceVideo(TeleconferenceDeviceVideoQuality),
    /// `teleconferenceDeviceScreenSharingQuality`.
    TeleconferenceDeviceScreenSharing(TeleconferenceDeviceScreenSharingQuality),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(TeleconferenceDeviceMediaQuality),
}
