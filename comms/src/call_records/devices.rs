//! The devices at one end of a call, microphone and loudspeaker, and their measured quality.

use crate::registry::registry;
use entity_core::{ComplexType, DynamicProperties, Prop, Registry};

pub(crate) static TYPES: Registry = registry![DeviceInfo];

/// The microphone and loudspeaker at one end of a call, with their measured quality. Ratios are shares of the call,
/// from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.deviceInfo")]
pub struct DeviceInfo {
    /// The microphone's name.
    #[prop("captureDeviceName")]
    capture_device_name: Prop<String>,
    /// The microphone's driver and its version.
    #[prop("captureDeviceDriver")]
    capture_device_driver: Prop<String>,
    /// The loudspeaker's name.
    #[prop("renderDeviceName")]
    render_device_name: Prop<String>,
    /// The loudspeaker's driver and its version.
    #[prop("renderDeviceDriver")]
    render_device_driver: Prop<String>,
    /// The share in which the microphone did not work properly.
    #[prop("captureNotFunctioningEventRatio")]
    capture_not_functioning_event_ratio: Prop<f32>,
    /// The share in which the loudspeaker did not work properly.
    #[prop("renderNotFunctioningEventRatio")]
    render_not_functioning_event_ratio: Prop<f32>,
    /// The share in which the loudspeaker was muted.
    #[prop("renderMuteEventRatio")]
    render_mute_event_ratio: Prop<f32>,
    /// The share in which the loudspeaker's volume was zero.
    #[prop("renderZeroVolumeEventRatio")]
    render_zero_volume_event_ratio: Prop<f32>,
    /// The share in which the processor had too little power left for good sound. The schema misspells the name.
    #[prop("cpuInsufficentEventRatio")]
    cpu_insufficent_event_ratio: Prop<f32>,
    /// The share in which the captured sound was clipped.
    #[prop("deviceClippingEventRatio")]
    device_clipping_event_ratio: Prop<f32>,
    /// The share in which there were gaps in the sound captured or played.
    #[prop("deviceGlitchEventRatio")]
    device_glitch_event_ratio: Prop<f32>,
    /// The number of gaps of the microphone in five minutes.
    #[prop("micGlitchRate")]
    mic_glitch_rate: Prop<f32>,
    /// The number of gaps of the loudspeaker in five minutes.
    #[prop("speakerGlitchRate")]
    speaker_glitch_rate: Prop<f32>,
    /// The number of times that the sound howled.
    #[prop("howlingEventCount")]
    howling_event_count: Prop<i32>,
    /// The share in which speech was too quiet.
    #[prop("lowSpeechLevelEventRatio")]
    low_speech_level_event_ratio: Prop<f32>,
    /// The share in which speech was too quiet against the noise.
    #[prop("lowSpeechToNoiseEventRatio")]
    low_speech_to_noise_event_ratio: Prop<f32>,
    /// The root mean square of the signal in the first 30 seconds at most.
    #[prop("initialSignalLevelRootMeanSquare")]
    initial_signal_level_root_mean_square: Prop<f32>,
    /// The mean energy of the speech sent.
    #[prop("sentSignalLevel")]
    sent_signal_level: Prop<i32>,
    /// The mean energy of the noise sent.
    #[prop("sentNoiseLevel")]
    sent_noise_level: Prop<i32>,
    /// The mean energy of the speech received.
    #[prop("receivedSignalLevel")]
    received_signal_level: Prop<i32>,
    /// The mean energy of the noise received.
    #[prop("receivedNoiseLevel")]
    received_noise_level: Prop<i32>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
