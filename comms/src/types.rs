//! The registry of all declared types, for programs that learn a type's name at run time.

use crate::*;
use entity_core::{Registered, Registry};

/// Every structured type that this crate declares, by qualified name.
///
/// ```
/// let value = comms::TYPES.read(br##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "running"}"##)?;
/// assert!(value.downcast_ref::<comms::RecordOperation>().is_some());
/// # Ok::<(), entity_core::ReadError>(())
/// ```
///
/// A registry of your own can include it:
/// `static TYPES: Registry = Registry::including(&[&comms::TYPES], &[Registered::of::<CaptionOperation>()]);`
pub static TYPES: Registry = Registry::including(&[#[cfg(feature = "beta")] &beta::TYPES], &[
    Registered::of::<GraphEntity>(),
    // Operations.
    Registered::of::<CommsOperation>(),
    Registered::of::<AddLargeGalleryViewOperation>(),
    Registered::of::<CancelMediaProcessingOperation>(),
    Registered::of::<InviteParticipantsOperation>(),
    Registered::of::<MuteParticipantOperation>(),
    Registered::of::<PlayPromptOperation>(),
    Registered::of::<RecordOperation>(),
    Registered::of::<SendDtmfTonesOperation>(),
    Registered::of::<StartHoldMusicOperation>(),
    Registered::of::<StopHoldMusicOperation>(),
    Registered::of::<SubscribeToToneOperation>(),
    Registered::of::<UnmuteParticipantOperation>(),
    Registered::of::<UpdateRecordingStatusOperation>(),
    Registered::of::<ResultInfo>(),
    Registered::of::<Operation>(),
    Registered::of::<OnenoteOperation>(),
    Registered::of::<OnenoteOperationError>(),
    // Notifications.
    Registered::of::<CommsNotifications>(),
    Registered::of::<CommsNotification>(),
    // Participants and identities.
    Registered::of::<InvitationParticipantInfo>(),
    Registered::of::<IdentitySet>(),
    Registered::of::<AiInteractionMentionedIdentitySet>(),
    Registered::of::<ChatMessageFromIdentitySet>(),
    Registered::of::<ChatMessageMentionedIdentitySet>(),
    Registered::of::<ChatMessageReactionIdentitySet>(),
    Registered::of::<CommunicationsIdentitySet>(),
    Registered::of::<EngagementIdentitySet>(),
    Registered::of::<SharePointIdentitySet>(),
    Registered::of::<Identity>(),
    Registered::of::<AzureCommunicationServicesUserIdentity>(),
    Registered::of::<CommunicationsApplicationIdentity>(),
    Registered::of::<CommunicationsApplicationInstanceIdentity>(),
    Registered::of::<CommunicationsEncryptedIdentity>(),
    Registered::of::<CommunicationsGuestIdentity>(),
    Registered::of::<CommunicationsPhoneIdentity>(),
    Registered::of::<CommunicationsUserIdentity>(),
    Registered::of::<EmailIdentity>(),
    Registered::of::<Initiator>(),
    Registered::of::<ProvisionedIdentity>(),
    Registered::of::<ProvisioningServicePrincipal>(),
    Registered::of::<ProvisioningSystem>(),
    Registered::of::<ServicePrincipalIdentity>(),
    Registered::of::<SharePointGroupIdentity>(),
    Registered::of::<SharePointIdentity>(),
    Registered::of::<TeamworkApplicationIdentity>(),
    Registered::of::<TeamworkConversationIdentity>(),
    Registered::of::<TeamworkTagIdentity>(),
    Registered::of::<TeamworkUserIdentity>(),
    Registered::of::<UserIdentity>(),
    Registered::of::<DetailsInfo>(),
    Registered::of::<call_records::UserIdentity>(),
]);
