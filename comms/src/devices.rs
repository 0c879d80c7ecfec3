//! What a teleconference device measured in a call: the body of `logTeleconferenceDeviceQuality`, by which partners report it.

use crate::types::registry;
use entity_core::edm::{Duration, Guid};
use entity_core::{ComplexType, DynamicProperties, OneOf, Prop, Registry};

pub(crate) static TYPES: Registry = registry![
    TeleconferenceDeviceQuality,
    TeleconferenceDeviceMediaQuality,
    TeleconferenceDeviceAudioQuality,
    TeleconferenceDeviceVideoQuality,
    TeleconferenceDeviceScreenSharingQuality,
];

/// How well a teleconference device was connected to one call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teleconferenceDeviceQuality", open)]
pub struct TeleconferenceDeviceQuality {
    /// The id that all calls of the conference have in common: [`callChainId`](crate::Call::call_chain_id) of the call.
    #[prop("callChainId", non_null)]
    call_chain_id: Prop<Guid>,
    /// The device's id in the conference: [`myParticipantId`](crate::Call::my_participant_id) of the call.
    #[prop("participantId", non_null)]
    participant_id: Prop<Guid>,
    /// The id of this connection of the device. It has several, where the call moved on to another.
    #[prop("mediaLegId", non_null)]
    media_leg_id: Prop<Guid>,
    /// The device's software, such as its make and model.
    #[prop("deviceName", non_null)]
    device_name: Prop<String>,
    /// More about the device, such as the room that it stands in.
    #[prop("deviceDescription", non_null)]
    device_description: Prop<String>,
    /// The name of the partner's service in Azure, such as a domain.
    #[prop("cloudServiceName")]
    cloud_service_name: Prop<String>,
    /// The name of the instance of that service.
    #[prop("cloudServiceInstanceName")]
    cloud_service_instance_name: Prop<String>,
    /// Where that service is deployed: a part of the world.
    #[prop("cloudServiceDeploymentEnvironment")]
    cloud_service_deployment_environment: Prop<String>,
    /// The id that Azure gave the deployment.
    #[prop("cloudServiceDeploymentId")]
    cloud_service_deployment_id: Prop<String>,
    /// What was measured, for each medium.
    #[prop("mediaQualityList", non_null)]
    media_quality_list: Prop<Vec<AnyTeleconferenceDeviceMediaQuality>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// How well one medium went over the network. Inbound is towards the device, outbound away from it.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teleconferenceDeviceMediaQuality", abstract, open)]
pub struct TeleconferenceDeviceMediaQuality {
    /// Which of several streams of one medium it is, counted from 1.
    #[prop("channelIndex", non_null)]
    channel_index: Prop<i32>,
    /// For how long it was sent or received.
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
    /// How many packets came in.
    #[prop("inboundPackets")]
    inbound_packets: Prop<i64>,
    /// How many packets went out.
    #[prop("outboundPackets")]
    outbound_packets: Prop<i64>,
    /// How unevenly packets came in, on average.
    #[prop("averageInboundJitter")]
    average_inbound_jitter: Prop<Duration>,
    /// How unevenly packets came in, at worst.
    #[prop("maximumInboundJitter")]
    maximum_inbound_jitter: Prop<Duration>,
    /// How unevenly packets went out, on average.
    #[prop("averageOutboundJitter")]
    average_outbound_jitter: Prop<Duration>,
    /// How unevenly packets went out, at worst.
    #[prop("maximumOutboundJitter")]
    maximum_outbound_jitter: Prop<Duration>,
    /// How many of the packets coming in were lost on average, in per cent.
    #[prop("averageInboundPacketLossRateInPercentage")]
    average_inbound_packet_loss_rate_in_percentage: Prop<f64>,
    /// How many of the packets coming in were lost at worst, in per cent.
    #[prop("maximumInboundPacketLossRateInPercentage")]
    maximum_inbound_packet_loss_rate_in_percentage: Prop<f64>,
    /// How many of the packets going out were lost on average, in per cent.
    #[prop("averageOutboundPacketLossRateInPercentage")]
    average_outbound_packet_loss_rate_in_percentage: Prop<f64>,
    /// How many of the packets going out were lost at worst, in per cent.
    #[prop("maximumOutboundPacketLossRateInPercentage")]
    maximum_outbound_packet_loss_rate_in_percentage: Prop<f64>,
    /// How long a packet took there and back on average, of the stream that comes in.
    #[prop("averageInboundRoundTripDelay")]
    average_inbound_round_trip_delay: Prop<Duration>,
    /// How long a packet took there and back at worst, of the stream that comes in.
    #[prop("maximumInboundRoundTripDelay")]
    maximum_inbound_round_trip_delay: Prop<Duration>,
    /// How long a packet took there and back on average, of the stream that goes out.
    #[prop("averageOutboundRoundTripDelay")]
    average_outbound_round_trip_delay: Prop<Duration>,
    /// How long a packet took there and back at worst, of the stream that goes out.
    #[prop("maximumOutboundRoundTripDelay")]
    maximum_outbound_round_trip_delay: Prop<Duration>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// How well sound went over the network.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teleconferenceDeviceAudioQuality", open)]
pub struct TeleconferenceDeviceAudioQuality {
    #[base]
    quality: TeleconferenceDeviceMediaQuality,
}

/// How well video went over the network.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teleconferenceDeviceVideoQuality", open)]
pub struct TeleconferenceDeviceVideoQuality {
    #[base]
    quality: TeleconferenceDeviceMediaQuality,
    /// Bits per second that came in, on average.
    #[prop("averageInboundBitRate")]
    average_inbound_bit_rate: Prop<f64>,
    /// Frames per second that came in, on average.
    #[prop("averageInboundFrameRate")]
    average_inbound_frame_rate: Prop<f64>,
    /// Bits per second that went out, on average.
    #[prop("averageOutboundBitRate")]
    average_outbound_bit_rate: Prop<f64>,
    /// Frames per second that went out, on average.
    #[prop("averageOutboundFrameRate")]
    average_outbound_frame_rate: Prop<f64>,
}

/// How well a shared screen, sent as video, went over the network.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.teleconferenceDeviceScreenSharingQuality", open)]
pub struct TeleconferenceDeviceScreenSharingQuality {
    #[base]
    quality: TeleconferenceDeviceVideoQuality,
}

/// Any medium's quality: the subtype that `@odata.type` names, else the base, with nothing lost.
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
