//! What is bound to a call: answering and ending it, media in it, the bot's own part in it.
//!
//! Sent to `/communications/calls/{id}`.

use super::{https, in_context};
use crate::types::registry;
use crate::{
    AddLargeGalleryViewOperation, AnyMediaConfig, AnyPrompt, Call, CancelMediaProcessingOperation, IncomingCallOptions,
    InvitationParticipantInfo, Modality, MuteParticipantOperation, ParticipantInfo, PlayPromptOperation,
    RecordOperation, RecordingStatus, RejectReason, ScreenSharingRole, SendDtmfTonesOperation,
    SubscribeToToneOperation, TeleconferenceDeviceQuality, Tone, UnmuteParticipantOperation,
    UpdateRecordingStatusOperation,
};
use entity_core::{Action, DynamicProperties, Prop, Registry};

pub(crate) static TYPES: Registry = registry![
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

/// Answers an incoming call. The service waits about 15 seconds for it; the call is established by notification.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("answer", on = Call)]
pub struct Answer {
    /// Where the service posts what becomes of the call: an `https` URL.
    #[prop("callbackUri", required, check = https)]
    callback_uri: Prop<String>,
    /// Who handles the media: the service, or the bot itself.
    #[prop("mediaConfig", required, default)]
    media_config: Prop<AnyMediaConfig>,
    /// What the bot can take part with.
    #[prop("acceptedModalities")]
    accepted_modalities: Prop<Vec<Modality>>,
    /// How many participants the bot can handle, where it serves a group call.
    #[prop("participantCapacity")]
    participant_capacity: Prop<i32>,
    /// How the call is to be treated.
    #[prop("callOptions", default)]
    call_options: Prop<IncomingCallOptions>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Sends an incoming call on to others, before it is answered or rejected. With more than one target they all ring, and the
/// first to answer takes the call.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("redirect", on = Call)]
pub struct Redirect {
    /// Who is to ring: at most 25.
    #[prop("targets", required, max_items = 25)]
    targets: Prop<Vec<InvitationParticipantInfo>>,
    /// How long they ring, from 15 to 90 seconds. The service's own choice is 55 s for one target, 60 s for more.
    #[prop("timeout", range = 15..=90)]
    timeout: Prop<i32>,
    /// Where the service posts what becomes of the call: an `https` URL. The bot's general one where absent.
    #[prop("callbackUri", check = https)]
    callback_uri: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Refuses an incoming call. One that is answered is ended by deleting it.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("reject", on = Call)]
pub struct Reject {
    /// What the caller is told.
    #[prop("reason")]
    reason: Prop<RejectReason>,
    /// Where the service posts what becomes of the call: an `https` URL. The bot's general one where absent.
    #[prop("callbackUri", check = https)]
    callback_uri: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Hands an established call over to somebody else.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("transfer", on = Call)]
#[allow(clippy::struct_field_names, reason = "the parameters have their own names")]
pub struct Transfer {
    /// Who takes it. With `replacesCallId`, the call that it takes the place of: a transfer with consultation.
    #[prop("transferTarget", required, default)]
    transfer_target: Prop<InvitationParticipantInfo>,
    /// Who is handed over, where the call has more than one other participant.
    #[prop("transferee", default)]
    transferee: Prop<ParticipantInfo>,
    /// Your text, to tell the request by. Published examples send it, though the schema does not declare it.
    #[prop("clientContext", max_len = 256, dynamic)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Says that the call is still wanted: at least once in 45 minutes, or the service ends it.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("keepAlive", on = Call)]
pub struct KeepAlive {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Plays prompts into the call.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("playPrompt", on = Call, returns = Option<PlayPromptOperation>)]
pub struct PlayPrompt {
    /// What is played, one after the other: at most 20.
    #[prop("prompts", required, max_items = 20)]
    prompts: Prop<Vec<AnyPrompt>>,
    /// Your text, to tell the operation by: it comes back in every notification about it.
    #[prop("clientContext", max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Records what the caller says, after a prompt where there is one. The recording's place comes with the notification.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("recordResponse", on = Call, returns = Option<RecordOperation>)]
pub struct RecordResponse {
    /// What is played before it: at most one.
    #[prop("prompts", max_items = 1)]
    prompts: Prop<Vec<AnyPrompt>>,
    /// Whether the recording may begin while the prompt is still played.
    #[prop("bargeInAllowed")]
    barge_in_allowed: Prop<bool>,
    /// How long silence is waited out before anything is said, from 1 to 120 seconds; 5 where absent.
    #[prop("initialSilenceTimeoutInSeconds", range = 1..=120)]
    initial_silence_timeout_in_seconds: Prop<i32>,
    /// How long a silence ends the recording once something was said, from 1 to 120 seconds; 5 where absent.
    #[prop("maxSilenceTimeoutInSeconds", range = 1..=120)]
    max_silence_timeout_in_seconds: Prop<i32>,
    /// How long the recording can be, from 1 to 120 seconds; 5 where absent.
    #[prop("maxRecordDurationInSeconds", range = 1..=120)]
    max_record_duration_in_seconds: Prop<i32>,
    /// Whether a beep tells that the recording begins.
    #[prop("playBeep")]
    play_beep: Prop<bool>,
    /// The keys that end the recording, each as it stands on a phone: `1`, `#`, `*`.
    #[prop("stopTones")]
    stop_tones: Prop<Vec<String>>,
    /// Your text, to tell the operation by: it comes back in every notification about it.
    #[prop("clientContext", max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Presses keys, as on a phone.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("sendDtmfTones", on = Call, returns = Option<SendDtmfTonesOperation>)]
pub struct SendDtmfTones {
    /// The keys, in order.
    #[prop("tones", required)]
    tones: Prop<Vec<Tone>>,
    /// The pause between two of them, in milliseconds.
    #[prop("delayBetweenTonesMs")]
    delay_between_tones_ms: Prop<i32>,
    /// Your text, to tell the operation by: it comes back in every notification about it.
    #[prop("clientContext", max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

in_context! {
    /// Has the keys reported that participants press: each comes in a notification of the call, in its `toneInfo`.
    SubscribeToTone = "subscribeToTone" on Call returns SubscribeToToneOperation;
    /// Stops whatever is played or recorded, and what waits to be.
    CancelMediaProcessing = "cancelMediaProcessing" on Call returns CancelMediaProcessingOperation;
    /// Mutes the bot itself. Another participant is muted by [`participant::Mute`](super::participant::Mute).
    Mute = "mute" on Call returns MuteParticipantOperation;
    /// Unmutes the bot itself.
    Unmute = "unmute" on Call returns UnmuteParticipantOperation;
    /// Adds the view of many participants at once to what the bot receives.
    AddLargeGalleryView = "addLargeGalleryView" on Call returns AddLargeGalleryViewOperation;
}

/// Shares the bot's screen, or ends that.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("changeScreenSharingRole", on = Call)]
pub struct ChangeScreenSharingRole {
    /// Whether the bot shares or views.
    #[prop("role", required)]
    role: Prop<ScreenSharingRole>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Says whether the bot records, which the participants are then shown.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("updateRecordingStatus", on = Call, returns = Option<UpdateRecordingStatusOperation>)]
pub struct UpdateRecordingStatus {
    /// Whether it does.
    #[prop("status", required)]
    status: Prop<RecordingStatus>,
    /// Your text, to tell the operation by: it comes back in every notification about it.
    #[prop("clientContext", max_len = 256)]
    client_context: Prop<String>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Reports how good the media were on a video teleconferencing device. Documented as sent to
/// `/communications/calls/logTeleconferenceDeviceQuality`, without a call's id.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("logTeleconferenceDeviceQuality", on = Call)]
pub struct LogTeleconferenceDeviceQuality {
    /// What was measured.
    #[prop("quality", required, default)]
    quality: Prop<TeleconferenceDeviceQuality>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
