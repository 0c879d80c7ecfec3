//! The operations that only Graph's beta endpoint has, and those that have more properties there than in v1.0.
//!
//! Beta may change at any time, so this module needs the feature `beta`. Its facts are from beta's documentation. The
//! types derive from [`CommsOperation`], and [`AnyCommsOperation`] extends the [union of
//! v1.0](crate::AnyCommsOperation); a crate of your own adds operations in the same way.

use crate::finality::LongRunning;
use crate::operations::bare_operations;
use crate::registry::registry;
use crate::{AnyCommsOperation as Known, CommsOperation};
use entity_core::{Entity, EnumType, OneOf, Prop, Registry, Secret};

/// The types that only beta has. [`crate::TYPES`] includes them.
pub static TYPES: Registry = registry![
    AdmitAllFromLobbyOperation,
    AdmitFromLobbyOperation,
    RemoveFromLobbyOperation,
    StartRecordingOperation,
    StopRecordingOperation,
    StartTranscriptionOperation,
    StopTranscriptionOperation,
    MuteParticipantsOperation,
];

bare_operations! {
    /// The operation that admits everybody who waits in the lobby.
    AdmitAllFromLobbyOperation = "microsoft.graph.admitAllFromLobbyOperation";
    /// The operation that admits some of those who wait in the lobby.
    AdmitFromLobbyOperation = "microsoft.graph.admitFromLobbyOperation";
    /// The operation that turns away some of those who wait in the lobby.
    RemoveFromLobbyOperation = "microsoft.graph.removeFromLobbyOperation";
    /// The operation that starts a recording of the call.
    StartRecordingOperation = "microsoft.graph.startRecordingOperation";
    /// The operation that stops the recording of the call.
    StopRecordingOperation = "microsoft.graph.stopRecordingOperation";
    /// The operation that starts a transcription of the call.
    StartTranscriptionOperation = "microsoft.graph.startTranscriptionOperation";
    /// The operation that stops the transcription of the call.
    StopTranscriptionOperation = "microsoft.graph.stopTranscriptionOperation";
}

/// The operation that mutes several participants at once.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.muteParticipantsOperation", open)]
pub struct MuteParticipantsOperation {
    #[base]
    operation: CommsOperation,
    /// The ids of the muted participants.
    #[prop("participants")]
    participants: Prop<Vec<String>>,
}

impl LongRunning for MuteParticipantsOperation {}

/// The `playPromptOperation` of beta, with its reason of completion.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.playPromptOperation", open)]
pub struct PlayPromptOperation {
    #[base]
    operation: CommsOperation,
    /// The reason of completion. Only `completedSuccessfully` means success.
    #[prop("completionReason")]
    completion_reason: Prop<PlayPromptCompletionReason>,
}

impl LongRunning for PlayPromptOperation {}

/// The `recordOperation` of beta, with its reason of completion.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.recordOperation", open)]
pub struct RecordOperation {
    #[base]
    operation: CommsOperation,
    /// The URL to fetch the recording from.
    #[prop("recordingLocation")]
    recording_location: Prop<String>,
    /// The token to fetch it with, which `Debug` hides.
    #[prop("recordingAccessToken")]
    recording_access_token: Prop<Secret>,
    /// The reason of completion. A stop tone, the longest duration and silence at the end mean success.
    #[prop("completionReason")]
    completion_reason: Prop<RecordCompletionReason>,
}

impl LongRunning for RecordOperation {}

/// The reason why playing prompts completed.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.playPromptCompletionReason")]
#[non_exhaustive]
pub enum PlayPromptCompletionReason {
    /// Not reported by the service.
    Unknown,
    /// The prompts were played.
    CompletedSuccessfully,
    /// Cancelled by a request or by a later media operation.
    MediaOperationCanceled,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The reason why a recording completed.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.recordCompletionReason")]
#[non_exhaustive]
pub enum RecordCompletionReason {
    /// Cancelled by a request.
    OperationCanceled,
    /// The caller pressed one of the stop tones.
    StopToneDetected,
    /// The recording reached the longest duration that the request allows.
    MaxRecordDurationReached,
    /// Nobody spoke at the beginning.
    InitialSilenceTimeout,
    /// Nobody spoke for longer than the request allows.
    MaxSilenceTimeout,
    /// The prompt before it could not be played.
    PlayPromptFailed,
    /// The beep before it could not be played.
    PlayBeepFailed,
    /// No media came.
    MediaReceiveTimeout,
    /// Another error.
    UnspecifiedError,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Any operation, including those of beta: the subtype that `@odata.type` names, else the base, without loss.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = CommsOperation)]
#[non_exhaustive]
pub enum AnyCommsOperation {
    /// `admitAllFromLobbyOperation`.
    AdmitAllFromLobby(AdmitAllFromLobbyOperation),
    /// `admitFromLobbyOperation`.
    AdmitFromLobby(AdmitFromLobbyOperation),
    /// `removeFromLobbyOperation`.
    RemoveFromLobby(RemoveFromLobbyOperation),
    /// `startRecordingOperation`.
    StartRecording(StartRecordingOperation),
    /// `stopRecordingOperation`.
    StopRecording(StopRecordingOperation),
    /// `startTranscriptionOperation`.
    StartTranscription(StartTranscriptionOperation),
    /// `stopTranscriptionOperation`.
    StopTranscription(StopTranscriptionOperation),
    /// `muteParticipantsOperation`.
    MuteParticipants(MuteParticipantsOperation),
    /// `playPromptOperation` with the properties of beta.
    PlayPrompt(PlayPromptOperation),
    /// `recordOperation` with the properties of beta.
    Record(RecordOperation),
    /// An operation of v1.0, or one that this version does not know.
    #[other]
    Known(Known),
}
