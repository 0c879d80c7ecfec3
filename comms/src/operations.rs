//! Long-running operations on calls: what an action such as `playPrompt` answers with, and what notifications update.

use crate::finality::LongRunning;
use crate::types::registry;
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
/// An action answers with it at once; later states arrive by notification. See [`LongRunning`] for whether it is over.
///
/// ```
/// use comms::{CommsOperation, OperationStatus};
///
/// let mut operation = CommsOperation::default();
/// operation.set_client_context("order 7")?;
/// operation.set_status(OperationStatus::Running);
/// assert_eq!(operation.result_info().code(), None, "an empty `ResultInfo` where absent");
/// assert_eq!(operation.set_client_context("x".repeat(257)).unwrap_err().rule(), "max_len");
/// assert_eq!(operation.client_context(), Some("order 7"));
/// # Ok::<(), entity_core::Violation>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.commsOperation", open)]
pub struct CommsOperation {
    #[base]
    entity: GraphEntity,
    /// The text that the caller gave with the request, to tell its operations apart. The limit is documented.
    #[prop("clientContext", max_len = 256)]
    client_context: Prop<String>,
    /// How the operation ended; an empty `ResultInfo` where absent. Set by the service.
    #[prop("resultInfo", default)]
    result_info: Prop<ResultInfo>,
    /// Where the operation stands. Some answers leave it null: then updates will come by notification.
    #[prop("status")]
    status: Prop<OperationStatus>,
}

impl LongRunning for CommsOperation {}

/// Where an operation stands. The schema writes `NotStarted`, most bodies `notStarted`, some answers `Running`: any case is read.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.operationStatus")]
#[non_exhaustive]
pub enum OperationStatus {
    /// Accepted, not begun.
    NotStarted,
    /// Under way.
    Running,
    /// Over; whether with success, the result and the completion reason say.
    Completed,
    /// Over, without success.
    Failed,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What came of an action or a call: codes as of HTTP, and a subcode of the service's own.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.resultInfo")]
pub struct ResultInfo {
    /// The result code: 0 and 2xx mean success, 4xx a fault of the request, 5xx one of the service.
    #[prop("code", non_null)]
    code: Prop<i32>,
    /// The service's own code for what happened: 8508 for a recording that was cancelled. Open.
    #[prop("subcode", non_null)]
    subcode: Prop<i32>,
    /// What happened, in words.
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
    /// What `addLargeGalleryView` on a call answers with.
    AddLargeGalleryViewOperation = "microsoft.graph.addLargeGalleryViewOperation";
    /// What `cancelMediaProcessing` on a call answers with.
    CancelMediaProcessingOperation = "microsoft.graph.cancelMediaProcessingOperation";
    /// What `mute` on a call or a participant answers with.
    MuteParticipantOperation = "microsoft.graph.muteParticipantOperation";
    /// What `playPrompt` on a call answers with: completed once the prompts have been played.
    PlayPromptOperation = "microsoft.graph.playPromptOperation";
    /// What `startHoldMusic` on a participant answers with.
    StartHoldMusicOperation = "microsoft.graph.startHoldMusicOperation";
    /// What `stopHoldMusic` on a participant answers with.
    StopHoldMusicOperation = "microsoft.graph.stopHoldMusicOperation";
    /// What `subscribeToTone` on a call answers with; the tones themselves come in notifications of the call.
    SubscribeToToneOperation = "microsoft.graph.subscribeToToneOperation";
    /// What `unmute` on a call answers with.
    UnmuteParticipantOperation = "microsoft.graph.unmuteParticipantOperation";
    /// What `updateRecordingStatus` on a call answers with.
    UpdateRecordingStatusOperation = "microsoft.graph.updateRecordingStatusOperation";
}

/// What `invite` on a call's participants answers with.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.inviteParticipantsOperation", open)]
pub struct InviteParticipantsOperation {
    #[base]
    operation: CommsOperation,
    /// Who was invited: at most 5, or 1 where a call is replaced (documentation of `invite`).
    #[prop("participants", non_null, max_items = 5, check = one_where_replacing)]
    participants: Prop<Vec<InvitationParticipantInfo>>,
}

impl LongRunning for InviteParticipantsOperation {}

/// The documented limit of `invite` where a call is replaced.
pub(crate) fn one_where_replacing(participants: &[InvitationParticipantInfo]) -> Result<(), String> {
    if participants.len() > 1 && participants.iter().any(|participant| participant.replaces_call_id().is_some()) {
        return Err(format!("{} participants, at most 1 where `replacesCallId` is used", participants.len()));
    }
    Ok(())
}

/// What `recordResponse` on a call answers with: completed once the recording is there to be fetched.
///
/// A recording that the caller or the bot cut short is `failed`, with code 400 and subcode 8508.
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
}

impl LongRunning for RecordOperation {}

/// What `sendDtmfTones` on a call answers with.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.sendDtmfTonesOperation", open)]
pub struct SendDtmfTonesOperation {
    #[base]
    operation: CommsOperation,
    /// Why it completed: only `completedSuccessfully` is a success.
    #[prop("completionReason")]
    completion_reason: Prop<SendDtmfCompletionReason>,
}

impl LongRunning for SendDtmfTonesOperation {}

/// Why sending tones completed.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.sendDtmfCompletionReason")]
#[non_exhaustive]
pub enum SendDtmfCompletionReason {
    /// The service does not say.
    Unknown,
    /// The tones were sent.
    CompletedSuccessfully,
    /// A later media operation, or a request, cancelled it.
    MediaOperationCanceled,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Any operation on a call: the subtype that `@odata.type` names, else the base, with nothing lost.
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
    /// The base itself, or a subtype that this version does not know: its tag and what it adds are in
    /// [`dynamic`](entity_core::Entity::dynamic), and `finality` heeds a `completionReason` there.
    #[other]
    Other(CommsOperation),
}
