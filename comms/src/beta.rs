//! The operations that Graph's beta endpoint has and v1.0 has not, and what it adds to those of v1.0.
//!
//! Declared the way a crate of your own would: under [`CommsOperation`], with a union over the shipped one. Beta may
//! change at any time, so this stands behind the feature `beta`. The facts are from beta's documentation.

use crate::finality::LongRunning;
use crate::operations::bare_operations;
use crate::types::registry;
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
    /// Admits everybody who waits in the lobby.
    AdmitAllFromLobbyOperation = "microsoft.graph.admitAllFromLobbyOperation";
    /// Admits some of those who wait in the lobby.
    AdmitFromLobbyOperation = "microsoft.graph.admitFromLobbyOperation";
    /// Turns away some of those who wait in the lobby.
    RemoveFromLobbyOperation = "microsoft.graph.removeFromLobbyOperation";
    /// Starts a recording of the call.
    StartRecordingOperation = "microsoft.graph.startRecordingOperation";
    /// Stops the recording of the call.
    StopRecordingOperation = "microsoft.graph.stopRecordingOperation";
    /// Starts a transcription of the call.
    StartTranscriptionOperation = "microsoft.graph.startTranscriptionOperation";
    /// Stops the transcription of the call.
    StopTranscriptionOperation = "microsoft.graph.stopTranscriptionOperation";
}

/// Mutes several participants at once.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.muteParticipantsOperation", open)]
pub struct MuteParticipantsOperation {
    #[base]
    operation: CommsOperation,
    /// The ids of those muted.
    #[prop("participants")]
    participants: Prop<Vec<String>>,
}

impl LongRunning for MuteParticipantsOperation {}

/// Beta's `playPromptOperation`: it says why it completed.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.playPromptOperation", open)]
pub struct PlayPromptOperation {
    #[base]
    operation: CommsOperation,
    /// Why it completed: only `completedSuccessfully` is a success.
    #[prop("completionReason")]
    completion_reason: Prop<PlayPromptCompletionReason>,
}

impl LongRunning for PlayPromptOperation {}

/// Beta's `recordOperation`: it says why it completed.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.recordOperation", open)]
pub struct RecordOperation {
    #[base]
    operation: CommsOperation,
    /// Where the recording can be fetched.
    #[prop("recordingLocation")]
    recording_location: Prop<String>,
    /// The token to fetch it with. A secret: not shown by `Debug`.
    #[prop("recordingAccessToken")]
    recording_access_token: Prop<Secret>,
    /// Why it completed. A stop tone, the longest duration and silence at the end are successes.
    #[prop("completionReason")]
    completion_reason: Prop<RecordCompletionReason>,
}

impl LongRunning for RecordOperation {}

/// Why playing a prompt completed.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.playPromptCompletionReason")]
#[non_exhaustive]
pub enum PlayPromptCompletionReason {
    /// The service does not say.
    Unknown,
    /// The prompts were played.
    CompletedSuccessfully,
    /// A later media operation, or a request, cancelled it.
    MediaOperationCanceled,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Why a recording completed.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.recordCompletionReason")]
#[non_exhaustive]
pub enum RecordCompletionReason {
    /// A request cancelled it.
    OperationCanceled,
    /// The caller pressed one of the stop tones.
    StopToneDetected,
    /// It reached the longest duration asked for.
    MaxRecordDurationReached,
    /// Nobody spoke at first.
    InitialSilenceTimeout,
    /// Nobody spoke for longer than was asked for.
    MaxSilenceTimeout,
    /// The prompt before it could not be played.
    PlayPromptFailed,
    /// The beep before it could not be played.
    PlayBeepFailed,
    /// No media came.
    MediaReceiveTimeout,
    /// Something else.
    UnspecifiedError,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Any operation, those of beta included: the subtype that `@odata.type` names, else the base, with nothing lost.
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
    /// `playPromptOperation`, as beta has it.
    PlayPrompt(PlayPromptOperation),
    /// `recordOperation`, as beta has it.
    Record(RecordOperation),
    /// One that v1.0 has too, or that this version does not know.
    #[other]
    Known(Known),
}
