//! The network at one end of a call.

use crate::registry::registry;
use entity_core::edm::Duration;
use entity_core::{ComplexType, DynamicProperties, EnumType, Prop, Registry};

pub(crate) static TYPES: Registry = registry![NetworkInfo, TraceRouteHop];

/// The network at one end of a call. Ratios are shares of the call, from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.networkInfo")]
pub struct NetworkInfo {
    /// The kind of connection of the endpoint.
    #[prop("connectionType", non_null)]
    connection_type: Prop<NetworkConnectionType>,
    /// The transport protocol of the media.
    #[prop("networkTransportProtocol", non_null)]
    network_transport_protocol: Prop<NetworkTransportProtocol>,
    /// The endpoint's own address.
    #[prop("ipAddress")]
    ip_address: Prop<String>,
    /// The port of the media.
    #[prop("port")]
    port: Prop<i32>,
    /// The subnet that the endpoint was in.
    #[prop("subnet")]
    subnet: Prop<String>,
    /// The endpoint's address as the media relay saw it.
    #[prop("reflexiveIPAddress")]
    reflexive_ip_address: Prop<String>,
    /// The media relay's address.
    #[prop("relayIPAddress")]
    relay_ip_address: Prop<String>,
    /// The media relay's port.
    #[prop("relayPort")]
    relay_port: Prop<i32>,
    /// The hardware address of the network device.
    #[prop("macAddress")]
    mac_address: Prop<String>,
    /// The DNS suffix of the network device.
    #[prop("dnsSuffix")]
    dns_suffix: Prop<String>,
    /// The speed of the network device, in bits per second.
    #[prop("linkSpeed")]
    link_speed: Prop<i64>,
    /// The hops on the way to the other end.
    #[prop("traceRouteHops", non_null)]
    trace_route_hops: Prop<Vec<TraceRouteHop>>,
    /// The share in which bandwidth, or a policy on it, was low enough for poor sound.
    #[prop("bandwidthLowEventRatio")]
    bandwidth_low_event_ratio: Prop<f32>,
    /// The share in which the delay was too long to talk.
    #[prop("delayEventRatio")]
    delay_event_ratio: Prop<f32>,
    /// The share in which the network made the sound received poor.
    #[prop("receivedQualityEventRatio")]
    received_quality_event_ratio: Prop<f32>,
    /// The share in which the network made the sound sent poor.
    #[prop("sentQualityEventRatio")]
    sent_quality_event_ratio: Prop<f32>,
    /// The id of the wireless access point (BSSID).
    #[prop("basicServiceSetIdentifier")]
    basic_service_set_identifier: Prop<String>,
    /// The band of the wireless network.
    #[prop("wifiBand", non_null)]
    wifi_band: Prop<WifiBand>,
    /// The channel of the wireless network.
    #[prop("wifiChannel")]
    wifi_channel: Prop<i32>,
    /// The standard of the wireless network.
    #[prop("wifiRadioType", non_null)]
    wifi_radio_type: Prop<WifiRadioType>,
    /// The strength of the wireless signal, in percent.
    #[prop("wifiSignalStrength")]
    wifi_signal_strength: Prop<i32>,
    /// The remaining charge of the endpoint's battery, in percent.
    #[prop("wifiBatteryCharge")]
    wifi_battery_charge: Prop<i32>,
    /// The wireless driver that came with Windows.
    #[prop("wifiMicrosoftDriver")]
    wifi_microsoft_driver: Prop<String>,
    /// The version of that driver.
    #[prop("wifiMicrosoftDriverVersion")]
    wifi_microsoft_driver_version: Prop<String>,
    /// The wireless driver that came from the device's maker.
    #[prop("wifiVendorDriver")]
    wifi_vendor_driver: Prop<String>,
    /// The version of that driver.
    #[prop("wifiVendorDriverVersion")]
    wifi_vendor_driver_version: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A hop on the way through the network.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.traceRouteHop")]
pub struct TraceRouteHop {
    /// The number of the hop, counted from the endpoint.
    #[prop("hopCount")]
    hop_count: Prop<i32>,
    /// The address that answered.
    #[prop("ipAddress")]
    ip_address: Prop<String>,
    /// The round-trip time.
    #[prop("roundTripTime")]
    round_trip_time: Prop<Duration>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The kind of connection of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.networkConnectionType")]
#[non_exhaustive]
pub enum NetworkConnectionType {
    /// Unknown.
    Unknown,
    /// By wire.
    Wired,
    /// By a wireless network.
    Wifi,
    /// By a mobile network.
    Mobile,
    /// Through a tunnel, such as a VPN.
    Tunnel,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The transport protocol of media.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.networkTransportProtocol")]
#[non_exhaustive]
pub enum NetworkTransportProtocol {
    /// Unknown.
    Unknown,
    /// UDP.
    Udp,
    /// TCP.
    Tcp,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The band of a wireless network.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.wifiBand")]
#[non_exhaustive]
pub enum WifiBand {
    /// Unknown.
    Unknown,
    /// 2.4 GHz.
    Frequency24GHz,
    /// 5 GHz.
    Frequency50GHz,
    /// 60 GHz.
    Frequency60GHz,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The standard of a wireless network.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.wifiRadioType")]
#[non_exhaustive]
pub enum WifiRadioType {
    /// Unknown.
    Unknown,
    /// 802.11a.
    Wifi80211a,
    /// 802.11b.
    Wifi80211b,
    /// 802.11g.
    Wifi80211g,
    /// 802.11n.
    Wifi80211n,
    /// 802.11ac.
    Wifi80211ac,
    /// 802.11ax.
    Wifi80211ax,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
