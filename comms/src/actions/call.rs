//! Actions on a call: answer it, redirect it, play into it, record it, mute the bot.
//!
//! [`CreateCall`](crate::CreateCall) places a call. All but [`LogTeleconferenceDeviceQuality`], which is sent to [`Call::all`], are sent to [`Call::at`]: `/communications/calls/{id}`. Ending a call is a
//! `DELETE` of [`Call::at`].

use super::in_context;
use super::rules::{
    dialable, dialable_transferee, hosted, https, identified, identified_transferee, key, modality, playable,
    reportable, sendable,
};
use crate::registry::actions;
use crate::{
    AddLargeGalleryViewOperation, AnyMediaConfig, AnyPrompt, Call, CancelMediaProcessingOperation, IncomingCallOptions,
    InvitationParticipantInfo, MediaPrompt, Modality, MuteParticipantOperation, ParticipantInfo, PlayPromptOperation,
    RecordOperation, RecordingStatus, RejectReason, ScreenSharingRole, SendDtmfTonesOperation,
    ServiceHostedMediaConfig, SubscribeToToneOperation, TeleconferenceDeviceQuality, Tone, UnmuteParticipantOperation,
    UpdateRecordingStatusOperation,
};
use entity_core::{Action, DynamicProperties, Prop, Registry};

pub(crate) static TYPES: Registry = actions![
    Answer,
    Redirect,
    Reject,
    Transfer,
    KeepAlive,
    PlayPrompt,
    RecordResponse,
    SendDtmfTones,
    ChangeScreenSharingRole,
    UpdateRecordingStatus,
    LogTeleconferenceDeviceQuality,
    SubscribeToTone,
    CancelMediaProcessing,
    Mute,
    Unmute,
    AddLargeGalleryView,
];

/// Answers an incoming call.
///
/// The service waits about 15 seconds for the answer. A notification reports the call as established.
///
/// - Sends: `POST /communications/calls/{id}/answer`
/// - Returns: nothing; starts no operation
/// - Permission: `Calls.JoinGroupCall.All` or `Calls.JoinGroupCallAsGuest.All`; also `Calls.AccessMedia.All` if the bot hosts the media
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("answer", on = Call)]
pub struct Answer {
    /// The URL that receives notifications about the call, with the scheme `https`.
    #[prop("callbackUri", required, check = https)]
    callback_uri: Prop<String>,
    /// The host of the media: the service, or the bot itself.
    #[prop("mediaConfig", required, default, check(hosted = hosted))]
    media_config: Prop<AnyMediaConfig>,
    /// The modalities that the bot accepts: audio, video and shared screens, at least one.
    #[prop("acceptedModalities", required, min_items = 1, each(non_null, check(modality = modality)))]
    accepted_modalities: Prop<Vec<Modality>>,
    /// The number of participants that the bot can handle in a group call.
    #[prop("participantCapacity", range = 1..)]
    participant_capacity: Prop<i32>,
    /// Options for the call.
    #[prop("callOptions", default)]
    call_options: Prop<Box<IncomingCallOptions>>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

impl Answer {
    /// Answers with audio, hosted by the service, and the URL that receives the call's notifications.
    pub fn at(callback_uri: impl Into<String>) -> Self {
        Self {
            callback_uri: Prop::Value(callback_uri.into()),
            media_config: Prop::Value(ServiceHostedMediaConfig::default().into()),
            accepted_modalities: Prop::Value(vec![Modality::Audio]),
            ..Self::default()
        }
    }
}

/// Redirects an incoming call to others, before it is answered or rejected.
///
/// All targets ring, and the first to answer takes the call.
///
/// - Sends: `POST /communications/calls/{id}/redirect`
/// - Returns: nothing; starts no operation
/// - Permission: `Calls.Initiate.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("redirect", on = Call)]
pub struct Redirect {
    /// The targets that ring: at least 1, at most 25, each with an identity.
    #[prop("targets", required, min_items = 1, max_items = 25, each(non_null, check(identified = identified), check(dialable = dialable)))]
    targets: Prop<Vec<InvitationParticipantInfo>>,
    /// The time that they ring, from 15 to 90 seconds. If absent, 55 s for one target and 60 s for more.
    #[prop("timeout", range = 15..=90)]
    timeout: Prop<i32>,
    /// The URL that receives notifications about the call, with the scheme `https`. The bot's general URL if absent.
    #[prop("callbackUri", check = https)]
    callback_uri: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Rejects an incoming call.
///
/// A call that was answered is ended by a `DELETE` of the call instead.
///
/// - Sends: `POST /communications/calls/{id}/reject`
/// - Returns: nothing; starts no operation
/// - Permission: none
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("reject", on = Call)]
pub struct Reject {
    /// The reason that the caller receives.
    #[prop("reason", check(sendable = sendable))]
    reason: Prop<RejectReason>,
    /// The URL that receives notifications about the call, with the scheme `https`. The bot's general URL if absent.
    #[prop("callbackUri", check = https)]
    callback_uri: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Transfers an established call to somebody else.
///
/// - Sends: `POST /communications/calls/{id}/transfer`
/// - Returns: nothing; starts no operation
/// - Permission: `Calls.Initiate.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("transfer", on = Call)]
#[allow(clippy::struct_field_names, reason = "the parameters have their own names")]
pub struct Transfer {
    /// The target of the transfer. Its `replacesCallId`, if present, names the call to replace: a transfer with
    /// consultation.
    #[prop("transferTarget", required, default, check(identified = identified), check(dialable = dialable))]
    transfer_target: Prop<Box<InvitationParticipantInfo>>,
    /// The participant to transfer, if the call has more than one besides the bot.
    #[prop("transferee", default, check(identified = identified_transferee), check(dialable = dialable_transferee))]
    transferee: Prop<Box<ParticipantInfo>>,
    /// Your own text to identify the request. The schema does not declare it, but published examples send it.
    #[prop("clientContext", min_len = 1, max_len = 256, dynamic)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

impl Transfer {
    /// Transfers the call to this participant.
    pub fn to(target: InvitationParticipantInfo) -> Self {
        Self { transfer_target: Prop::Value(Box::new(target)), ..Self::default() }
    }
}

/// Keeps an established call alive: at least once in 45 minutes, or the service ends the call.
///
/// The documentation recommends every 15 minutes. The service refuses it with 404 once the call has ended.
///
/// - Sends: `POST /communications/calls/{id}/keepAlive`
/// - Returns: nothing; starts no operation
/// - Permission: `Calls.Initiate.All`; also `Calls.AccessMedia.All` if the bot hosts the media. Checked when the call is created.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("keepAlive", on = Call)]
pub struct KeepAlive {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Plays prompts into the call.
///
/// Only for calls with service-hosted media ([`ServiceHostedMediaConfig`]).
///
/// - Sends: `POST /communications/calls/{id}/playPrompt`
/// - Returns: [`PlayPromptOperation`] or an empty body; starts an operation
/// - Permission: `Calls.Initiate.All`; also `Calls.AccessMedia.All` if the bot hosts the media. Checked when the call is created.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("playPrompt", on = Call, returns = Option<PlayPromptOperation>)]
pub struct PlayPrompt {
    /// The prompts, played in order: at least 1, at most 20.
    #[prop("prompts", required, min_items = 1, max_items = 20, each(non_null, check(playable = playable)))]
    prompts: Prop<Vec<AnyPrompt>>,
    /// Your own text to identify the operation. Every notification about it returns the text.
    #[prop("clientContext", min_len = 1, max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

impl PlayPrompt {
    /// Plays the recording at this URL.
    ///
    /// ```
    /// use comms::actions::call::PlayPrompt;
    /// use comms::prelude::*;
    ///
    /// PlayPrompt::of("https://cdn.example.com/greeting.wav").validate()?;
    /// assert!(PlayPrompt::of("greeting.wav").validate().is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(uri: impl Into<String>) -> Self {
        Self { prompts: Prop::Value(vec![MediaPrompt::of(uri).into()]), ..Self::default() }
    }
}

/// Records a short answer of the caller, after an optional prompt.
///
/// Only for calls with service-hosted media ([`ServiceHostedMediaConfig`]).
/// The notification of the end has the URL of the recording.
///
/// - Sends: `POST /communications/calls/{id}/recordResponse`
/// - Returns: [`RecordOperation`] or an empty body; starts an operation
/// - Permission: `Calls.AccessMedia.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("recordResponse", on = Call, returns = Option<RecordOperation>)]
pub struct RecordResponse {
    /// The prompt before the recording: at most one.
    #[prop("prompts", max_items = 1, each(non_null, check(playable = playable)))]
    prompts: Prop<Vec<AnyPrompt>>,
    /// True if the recording may begin while the prompt still plays.
    #[prop("bargeInAllowed")]
    barge_in_allowed: Prop<bool>,
    /// The longest silence at the beginning, from 1 to 120 seconds; 5 if absent.
    #[prop("initialSilenceTimeoutInSeconds", range = 1..=120)]
    initial_silence_timeout_in_seconds: Prop<i32>,
    /// The silence after speech that ends the recording, from 1 to 120 seconds; 5 if absent.
    #[prop("maxSilenceTimeoutInSeconds", range = 1..=120)]
    max_silence_timeout_in_seconds: Prop<i32>,
    /// The longest recording, from 1 to 120 seconds; 5 if absent.
    #[prop("maxRecordDurationInSeconds", range = 1..=120)]
    max_record_duration_in_seconds: Prop<i32>,
    /// True if a beep announces the recording.
    #[prop("playBeep")]
    play_beep: Prop<bool>,
    /// The keys that end the recording, each as on a phone: `1`, `#`, `*`.
    #[prop("stopTones", each(non_null, check(key = key)))]
    stop_tones: Prop<Vec<String>>,
    /// Your own text to identify the operation. Every notification about it returns the text.
    #[prop("clientContext", min_len = 1, max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

impl RecordResponse {
    /// Records for at most so many seconds: from 1 to 120.
    pub fn lasting(seconds: i32) -> Self {
        Self { max_record_duration_in_seconds: Prop::Value(seconds), ..Self::default() }
    }

    /// Records after the recording at this URL has played.
    pub fn after(uri: impl Into<String>) -> Self {
        Self { prompts: Prop::Value(vec![MediaPrompt::of(uri).into()]), ..Self::default() }
    }
}

/// Sends tones, as if the bot pressed keys on a phone.
///
/// - Sends: `POST /communications/calls/{id}/sendDtmfTones`
/// - Returns: [`SendDtmfTonesOperation`] or an empty body; starts an operation
/// - Permission: `Calls.Initiate.All` or `Calls.AccessMedia.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("sendDtmfTones", on = Call, returns = Option<SendDtmfTonesOperation>)]
pub struct SendDtmfTones {
    /// The keys in order, at least one.
    #[prop("tones", required, min_items = 1, each(non_null))]
    tones: Prop<Vec<Tone>>,
    /// The pause between two tones, in milliseconds.
    #[prop("delayBetweenTonesMs", range = 0..)]
    delay_between_tones_ms: Prop<i32>,
    /// Your own text to identify the operation. Every notification about it returns the text.
    #[prop("clientContext", min_len = 1, max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

impl SendDtmfTones {
    /// Sends these tones.
    pub fn of(tones: impl IntoIterator<Item = Tone>) -> Self {
        Self { tones: Prop::Value(tones.into_iter().collect()), ..Self::default() }
    }
}

in_context! {
    /// Subscribes to the keys that participants press.
    ///
    /// Only for calls with service-hosted media ([`ServiceHostedMediaConfig`]).
    /// Each key comes in a notification of the call, in its `toneInfo`.
    ///
    /// - Sends: `POST /communications/calls/{id}/subscribeToTone`
    /// - Returns: [`SubscribeToToneOperation`] or an empty body; starts an operation
    /// - Permission: `Calls.AccessMedia.All`
    SubscribeToTone = "subscribeToTone" on Call returns SubscribeToToneOperation;
    /// Cancels all prompts and recordings, those that run and those that wait.
    ///
    /// A subscription to tones continues.
    ///
    /// - Sends: `POST /communications/calls/{id}/cancelMediaProcessing`
    /// - Returns: [`CancelMediaProcessingOperation`] or an empty body; starts an operation
    /// - Permission: `Calls.Initiate.All`; also `Calls.AccessMedia.All` if the bot hosts the media. Checked when the call is created.
    CancelMediaProcessing = "cancelMediaProcessing" on Call returns CancelMediaProcessingOperation;
    /// Mutes the bot itself.
    ///
    /// [`participant::Mute`](super::participant::Mute) mutes another participant.
    ///
    /// - Sends: `POST /communications/calls/{id}/mute`
    /// - Returns: [`MuteParticipantOperation`] or an empty body; starts an operation
    /// - Permission: `Calls.Initiate.All` or `Calls.AccessMedia.All`
    Mute = "mute" on Call returns MuteParticipantOperation;
    /// Unmutes the bot itself.
    ///
    /// - Sends: `POST /communications/calls/{id}/unmute`
    /// - Returns: [`UnmuteParticipantOperation`] or an empty body; starts an operation
    /// - Permission: `Calls.Initiate.All` or `Calls.AccessMedia.All`
    Unmute = "unmute" on Call returns UnmuteParticipantOperation;
    /// Adds the large gallery view, which shows many participants at once, to the media that the bot receives.
    ///
    /// - Sends: `POST /communications/calls/{id}/addLargeGalleryView`
    /// - Returns: [`AddLargeGalleryViewOperation`] or an empty body; starts an operation
    /// - Permission: `Calls.JoinGroupCallAsGuest.All`, `Calls.JoinGroupCall.All` or `Calls.InitiateGroupCall.All`
    AddLargeGalleryView = "addLargeGalleryView" on Call returns AddLargeGalleryViewOperation;
}

/// Starts or stops sharing the bot's screen.
///
/// Only for group calls with media that the bot hosts.
///
/// - Sends: `POST /communications/calls/{id}/changeScreenSharingRole`
/// - Returns: nothing; starts no operation
/// - Permission: `Calls.AccessMedia.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("changeScreenSharingRole", on = Call)]
pub struct ChangeScreenSharingRole {
    /// The bot's new role: sharer or viewer.
    #[prop("role", required, check(sendable = sendable))]
    role: Prop<ScreenSharingRole>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Reports whether the bot records the call. The service shows it to the participants.
///
/// - Sends: `POST /communications/calls/{id}/updateRecordingStatus`
/// - Returns: [`UpdateRecordingStatusOperation`] or an empty body; starts an operation
/// - Permission: `Calls.AccessMedia.All` or `Calls.JoinGroupCall.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("updateRecordingStatus", on = Call, returns = Option<UpdateRecordingStatusOperation>)]
pub struct UpdateRecordingStatus {
    /// The status to show: recording, not recording, or failed.
    #[prop("status", required, check(reportable = reportable))]
    status: Prop<RecordingStatus>,
    /// Your own text to identify the operation. Every notification about it returns the text.
    #[prop("clientContext", min_len = 1, max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Reports the media quality of a video teleconferencing device.
///
/// It is sent to all calls: the quality names its call itself.
///
/// - Sends: `POST /communications/calls/logTeleconferenceDeviceQuality`
/// - Returns: nothing; starts no operation
/// - Permission: `Calls.AccessMedia.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("logTeleconferenceDeviceQuality", on = Vec<Call>)]
pub struct LogTeleconferenceDeviceQuality {
    /// The measured quality.
    #[prop("quality", required, default)]
    quality: Prop<Box<TeleconferenceDeviceQuality>>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
