//! Long-running operations on calls. An action such as `playPrompt` returns one, and notifications update it.

use crate::finality::LongRunning;
use crate::registry::registry;
use crate::{GraphEntity, InvitationParticipantInfo};
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop, Registry, Secret};

pub(crate) static TYPES: Registry = registry![
    CommsOperation,
    ResultInfo,
    InviteParticipantsOperation,
    RecordOperation,
    SendDtmfTonesOperation,
    AddLargeGalleryViewOperation,
    CancelMediaProcessingOperation,
    MuteParticipantOperation,
    PlayPromptOperation,
    StartHoldMusicOperation,
    StopHoldMusicOperation,
    SubscribeToToneOperation,
    UnmuteParticipantOperation,
    UpdateRecordingStatusOperation,
];

/// The status of a long-running action on a call.
///
/// An action returns it at once; later states arrive by notification. [`LongRunning`] decides whether it is final.
///
/// ```
/// use comms::{CommsOperation, OperationStatus};
///
/// let mut operation = CommsOperation::default();
/// operation.set_client_context("order 7")?;
/// operation.set_status(OperationStatus::Running);
/// assert_eq!(operation.result_info().code(), None, "an empty `ResultInfo` if absent");
/// assert_eq!(operation.set_client_context("x".repeat(257)).unwrap_err().rule(), "max_len");
/// assert_eq!(operation.client_context(), Some("order 7"));
/// # Ok::<(), entity_core::Violation>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.commsOperation", open)]
pub struct CommsOperation {
    #[base]
    entity: GraphEntity,
    /// The caller's own text from the request, which identifies the operation. At most 256 characters (documentation).
    #[prop("clientContext", max_len = 256)]
    client_context: Prop<String>,
    /// The result of the operation, set by the service; an empty `ResultInfo` if absent.
    #[prop("resultInfo", default)]
    result_info: Prop<ResultInfo>,
    /// The state of the operation. Some responses leave it null; then updates come by notification.
    #[prop("status")]
    status: Prop<OperationStatus>,
}

impl LongRunning for CommsOperation {}

/// The state of an operation.
///
/// The schema spells `NotStarted`, most bodies `notStarted`, some responses `Running`. Any case is read.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.operationStatus")]
#[non_exhaustive]
pub enum OperationStatus {
    /// Accepted, not begun.
    NotStarted,
    /// Under way.
    Running,
    /// Ended. The result and the completion reason decide whether with success.
    Completed,
    /// Ended without success.
    Failed,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The result of an operation or a call: a code like those of HTTP, and a subcode of the service's own.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.resultInfo")]
pub struct ResultInfo {
    /// The result code: 0 and 2xx mean success, 4xx a fault of the request, 5xx a fault of the service.
    #[prop("code", non_null)]
    code: Prop<i32>,
    /// The service's own code: 8508, for example, for a recording that was cancelled. The list of codes is open.
    #[prop("subcode", non_null)]
    subcode: Prop<i32>,
    /// The result in words.
    #[prop("message")]
    message: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Declares operations that add nothing to the base: the type names the action that started it.
macro_rules! bare_operations {
    ($($(#[$doc:meta])* $type:ident = $name:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, entity_core::Entity)]
        #[entity($name, open)]
        pub struct $type {
            #[base]
            operation: $crate::CommsOperation,
        }

        impl $crate::LongRunning for $type {}
    )*};
}

#[cfg(feature = "beta")]
pub(crate) use bare_operations;

bare_operations! {
    /// The operation of `addLargeGalleryView` on a call.
    AddLargeGalleryViewOperation = "microsoft.graph.addLargeGalleryViewOperation";
    /// The operation of `cancelMediaProcessing` on a call.
    CancelMediaProcessingOperation = "microsoft.graph.cancelMediaProcessingOperation";
    /// The operation of `mute` on a call or a participant.
    MuteParticipantOperation = "microsoft.graph.muteParticipantOperation";
    /// The operation of `playPrompt` on a call: completed once the prompts have been played.
    PlayPromptOperation = "microsoft.graph.playPromptOperation";
    /// The operation of `startHoldMusic` on a participant.
    StartHoldMusicOperation = "microsoft.graph.startHoldMusicOperation";
    /// The operation of `stopHoldMusic` on a participant.
    StopHoldMusicOperation = "microsoft.graph.stopHoldMusicOperation";
    /// The operation of `subscribeToTone` on a call. The tones themselves come in notifications of the call.
    SubscribeToToneOperation = "microsoft.graph.subscribeToToneOperation";
    /// The operation of `unmute` on a call.
    UnmuteParticipantOperation = "microsoft.graph.unmuteParticipantOperation";
    /// The operation of `updateRecordingStatus` on a call.
    UpdateRecordingStatusOperation = "microsoft.graph.updateRecordingStatusOperation";
}

/// The operation of `invite` on a call's participants.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.inviteParticipantsOperation", open)]
pub struct InviteParticipantsOperation {
    #[base]
    operation: CommsOperation,
    /// The invited participants: at most 5, or 1 if a call is replaced (documentation of `invite`).
    #[prop("participants", non_null, max_items = 5, check = one_if_replacing)]
    participants: Prop<Vec<InvitationParticipantInfo>>,
}

impl LongRunning for InviteParticipantsOperation {}

/// Checks the documented limit of `invite` if a call is replaced.
pub(crate) fn one_if_replacing(participants: &[InvitationParticipantInfo]) -> Result<(), String> {
    if participants.len() > 1 && participants.iter().any(|participant| participant.replaces_call_id().is_some()) {
        return Err(format!("{} participants, at most 1 if `replacesCallId` is used", participants.len()));
    }
    Ok(())
}

/// The operation of `recordResponse` on a call: completed once the recording can be fetched.
///
/// A recording that the caller or the bot cut short is `failed`, with code 400 and subcode 8508.
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
}

impl LongRunning for RecordOperation {}

/// The operation of `sendDtmfTones` on a call.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.sendDtmfTonesOperation", open)]
pub struct SendDtmfTonesOperation {
    #[base]
    operation: CommsOperation,
    /// The reason of completion. Only `completedSuccessfully` means success.
    #[prop("completionReason")]
    completion_reason: Prop<SendDtmfCompletionReason>,
}

impl LongRunning for SendDtmfTonesOperation {}

/// The reason why sending tones completed.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.sendDtmfCompletionReason")]
#[non_exhaustive]
pub enum SendDtmfCompletionReason {
    /// Not reported by the service.
    Unknown,
    /// The tones were sent.
    CompletedSuccessfully,
    /// Cancelled by a request or by a later media operation.
    MediaOperationCanceled,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Any operation on a call: the subtype that `@odata.type` names, else the base, without loss.
///
/// ```
/// use comms::{AnyCommsOperation, prelude::*};
/// use entity_core::json;
///
/// let operation: AnyCommsOperation = json::from_str(r##"{"status": "completed", "@odata.type": "#microsoft.graph.recordOperation"}"##)?;
/// match &operation {
///     AnyCommsOperation::Record(recorded) => assert_eq!(recorded.recording_location(), None),
///     other => unreachable!("{}", other.structured_type().name()),
/// }
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = CommsOperation)]
#[non_exhaustive]
pub enum AnyCommsOperation {
    /// `addLargeGalleryViewOperation`.
    AddLargeGalleryView(AddLargeGalleryViewOperation),
    /// `cancelMediaProcessingOperation`.
    CancelMediaProcessing(CancelMediaProcessingOperation),
    /// `inviteParticipantsOperation`.
    InviteParticipants(InviteParticipantsOperation),
    /// `muteParticipantOperation`.
    MuteParticipant(MuteParticipantOperation),
    /// `playPromptOperation`.
    PlayPrompt(PlayPromptOperation),
    /// `recordOperation`.
    Record(RecordOperation),
    /// `sendDtmfTonesOperation`.
    SendDtmfTones(SendDtmfTonesOperation),
    /// `startHoldMusicOperation`.
    StartHoldMusic(StartHoldMusicOperation),
    /// `stopHoldMusicOperation`.
    StopHoldMusic(StopHoldMusicOperation),
    /// `subscribeToToneOperation`.
    SubscribeToTone(SubscribeToToneOperation),
    /// `unmuteParticipantOperation`.
    UnmuteParticipant(UnmuteParticipantOperation),
    /// `updateRecordingStatusOperation`.
    UpdateRecordingStatus(UpdateRecordingStatusOperation),
    /// The base itself, or a subtype that this version does not know. Its tag and its other members are in
    /// [`dynamic`](entity_core::Entity::dynamic), and `finality` considers a `completionReason` there.
    #[other]
    Other(CommsOperation),
}
