//! Typed model of Microsoft Graph's cloud communications, for programs that place and answer Teams calls.
//!
//! It is for developers of calling bots and meeting tools. The crate
//!
//! - declares the calls, participants, meetings and operations of Graph v1.0 as Rust types that read and write without loss;
//! - builds [requests](actions), and checks them before they are sent;
//! - decides the [finality](Finality) of a long-running operation, and [follows](tracker) operations to their end.
//!
//! It does no I/O. The HTTP client, its access tokens, the server behind the callback URL and the storage are left to
//! the program.
//!
//! The [guide] leads from the registration of an app to a bot that knows how each operation ended.
//!
//! # From a call to the end of an operation
//!
//! An action on a call starts a long-running operation and returns at once. The end of the operation arrives later, as
//! a notification at the callback URL of the call.
//!
//! ```
//! use comms::actions::call::PlayPrompt;
//! use comms::tracker::{EventKind, Limits, Tracker};
//! use comms::{
//!     AnyIdentity, AnyIdentitySet, AnyMediaConfig, Call, CommsNotifications, Identity, IdentitySet,
//!     InvitationParticipantInfo, MediaInfo, MediaPrompt, Modality, ServiceHostedMediaConfig, prelude::*,
//! };
//! use entity_core::json;
//! use std::time::Duration;
//!
//! // 1. Place a call: POST it to /communications/calls. The response is the call, with its id.
//! let mut user = Identity::default();
//! user.set_id("112f7296");
//! let mut identity = IdentitySet::default();
//! identity.set_user(AnyIdentity::from(user));
//! let mut target = InvitationParticipantInfo::default();
//! target.set_identity(AnyIdentitySet::from(identity));
//!
//! let mut call = Call::default();
//! call.set_callback_uri("https://bot.example.com/graph")?;
//! call.set_tenant_id("86dc81db");
//! call.set_targets(vec![target]);
//! call.set_requested_modalities(vec![Modality::Audio]);
//! call.set_media_config(AnyMediaConfig::from(ServiceHostedMediaConfig::default()));
//! call.validate()?;
//! let body = json::to_string(&call);
//!
//! let placed: Call = json::from_str(r#"{"id": "57dab8b1", "state": "establishing"}"#)?;
//! let call = Call::at(placed.id().unwrap_or_default());
//!
//! // 2. Act on the call, once a notification reports it as established.
//! let mut media = MediaInfo::default();
//! media.set_uri("https://bot.example.com/greeting.wav")?;
//! let mut prompt = MediaPrompt::default();
//! prompt.set_media_info(media)?;
//! let mut play = PlayPrompt::default();
//! play.set_prompts(vec![prompt.into()])?;
//! play.set_client_context("greeting")?;
//! play.validate()?;
//! let request = play.request(&call);
//! assert_eq!(request.path, "/communications/calls/57dab8b1/playPrompt");
//!
//! let mut tracker = Tracker::new(Limits::default());
//! let operation = PlayPrompt::answer(200, &[], br#"{"id": "0fe0623f", "status": "running"}"#)?;
//! let events = tracker.response(Duration::from_secs(0), &operation, play.client_context());
//! assert_eq!(events[0].kind, EventKind::Pending);
//!
//! // 3. Receive the end of the operation at the callback URL.
//! let received: CommsNotifications = json::from_slice(br##"{"value": [{
//!     "changeType": "deleted",
//!     "resourceUrl": "/communications/calls/57dab8b1/operations/0fe0623f",
//!     "resourceData": {"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed"}
//! }]}"##)?;
//! let events = tracker.notifications(Duration::from_secs(4), &received);
//! assert_eq!(events[0].kind, EventKind::Final);
//! assert_eq!(events[0].outcome, Some(Outcome::Succeeded));
//! assert_eq!(events[0].client_context.as_deref(), Some("greeting"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The types to start with
//!
//! | type | use |
//! |---|---|
//! | [`Call`] | the call that a bot places, or that a notification reports |
//! | [`InvitationParticipantInfo`] | somebody to call, to invite, or to transfer a call to |
//! | [`ServiceHostedMediaConfig`] | media by the service, so that prompts and recordings are actions |
//! | [`actions::call::PlayPrompt`] | one of the requests; [`actions`] lists all of them by task |
//! | [`CommsOperation`] | the base of the operations that actions start |
//! | [`AnyCommsOperation`] | any of these operations, as a response or a notification has it |
//! | [`Finality`] | pending, final with an [`Outcome`], or unknown; from [`LongRunningExt`], for every [`LongRunning`] operation |
//! | [`CommsNotifications`] | the body that the callback URL receives |
//! | [`ResourceData`] | the content of one notification: an operation, a call, participants, a tone |
//! | [`Tracker`](tracker::Tracker) | joins responses with notifications, and reports each end once |
//! | [`CallView`] | the call as it is, folded from its partial notifications |
//!
//! The types are declared with the derives of `entity_core`, so each has the methods of
//! [`Entity`](entity_core::Entity), among them `validate` and `deviations`. [`prelude`] imports the traits. A property
//! of a type with subtypes holds a union, named `Any` and the base: [`AnyPrompt`], [`AnyIdentitySet`].
//!
//! # All types by topic
//!
//! The types of the namespace `microsoft.graph` are at the root, by their own names, except `entity`, which is
//! [`GraphEntity`]. The page of a union lists its subtypes, and the accessor of a property links its
//! enumeration.
//!
//! - **Calls.** [`Call`] with its [`CallState`], [`CallDirection`], [`CallRoute`], [`IncomingContext`] and [`ResultInfo`];
//!   options in [`CallOptions`]; the key of a phone in [`ToneInfo`]; its transcription in [`CallTranscriptionInfo`].
//! - **Joining a meeting.** [`ChatInfo`] and [`MeetingInfo`], in one of three forms: [`AnyMeetingInfo`].
//! - **Media.** [`MediaConfig`], hosted by the service or the bot; [`Prompt`]s and their [`MediaInfo`]; [`Modality`],
//!   [`CallMediaState`], [`MediaStream`], [`AudioRoutingGroup`], [`ContentSharingSession`].
//! - **Operations.** [`CommsOperation`], its [`OperationStatus`] and [`ResultInfo`]; a subtype for each action that
//!   starts one, in [`AnyCommsOperation`]. The feature `beta`, off by default, adds those of Graph's beta endpoint in a
//!   module `beta`.
//! - **Notifications.** [`CommsNotifications`], [`CommsNotification`], [`ChangeType`], [`ResourceData`]; refused bodies are
//!   a [`CallbackError`].
//! - **Participants.** [`Participant`], [`ParticipantInfo`], [`InvitationParticipantInfo`], [`RecordingInfo`],
//!   [`RemovedState`], [`OnlineMeetingRestricted`]. For bots that a policy adds to calls:
//!   [`ParticipantJoiningNotification`], [`ParticipantLeftNotification`], [`ParticipantJoiningResponse`].
//! - **Identities.** [`IdentitySet`] and [`Identity`], with their subtypes in [`AnyIdentitySet`] and [`AnyIdentity`];
//!   [`DetailsInfo`].
//! - **Online meetings.** [`OnlineMeetingBase`] and [`OnlineMeeting`]; [`MeetingParticipants`] with
//!   [`MeetingParticipantInfo`]; [`OnlineMeetingInfo`] of an event in a calendar.
//! - **Settings of meetings.** [`LobbyBypassSettings`], [`JoinMeetingIdSettings`], [`AudioConferencing`],
//!   [`CloudVideoInteropInfo`], [`ChatRestrictions`], [`WatermarkProtectionValues`],
//!   [`OnlineMeetingSensitivityLabelAssignment`]; of live events [`BroadcastMeetingSettings`] and
//!   [`BroadcastMeetingCaptionSettings`].
//! - **After a call or a meeting.** [`CallRecording`], [`CallTranscript`], [`AdhocCall`]; [`MeetingAttendanceReport`],
//!   [`AttendanceRecord`], [`AttendanceInterval`]; quality and logs in [`call_records`].
//! - **Virtual events and appointments.** [`VirtualEventSession`], [`VirtualEventPresenterDetails`],
//!   [`VirtualEventExternalInformation`], [`VirtualEventExternalRegistrationInformation`],
//!   [`AttendeeNotificationInfo`].
//! - **Presence.** [`Presence`], [`PresenceStatusMessage`], [`OutOfOfficeSettings`], [`UserWorkLocation`].
//! - **Questions and answers in meetings.** [`EngagementConversation`], [`EngagementConversationMessage`],
//!   [`EngagementConversationMessageReaction`].
//! - **Teleconference devices.** [`TeleconferenceDeviceQuality`], [`TeleconferenceDeviceMediaQuality`].
//! - **OneNote.** [`Operation`], [`OnenoteOperation`], [`OnenoteOperationError`]: operations of another service.
//! - **In many places.** [`CloudCommunications`], the entity at `/communications`; [`ItemBody`],
//!   [`DateTimeTimeZone`], [`Phone`].
//!
//! Answers and errors of the service are [`AnswerError`], [`ServiceError`] and [`InnerError`]; requests are a [`Request`].
//! [`TYPES`] reads any of them by a name that is known only at run time.
#![forbid(unsafe_code)]

pub mod actions;
mod attendance;
#[cfg(feature = "beta")]
pub mod beta;
pub mod call_records;
mod call_state;
mod call_view;
mod calls;
mod cloud;
pub mod codes;
mod create_call;
mod devices;
mod engagement;
mod entity;
mod events;
mod finality;
pub mod guide;
mod identities;
mod identity_sets;
mod media;
mod meeting_settings;
mod meetings;
mod members;
mod notifications;
mod onenote;
mod operations;
mod participants;
mod presence;
mod recordings;
mod registry;
mod resource_url;
mod targets;
pub mod tracker;
mod types;
mod values;

pub use attendance::*;
pub use call_view::{CallUpdate, CallView};
pub use calls::*;
pub use cloud::*;
pub use create_call::CreateCall;
pub use devices::*;
pub use engagement::*;
pub use entity::GraphEntity;
pub use events::*;
pub use finality::{Finality, LongRunning, LongRunningExt, Outcome, finality_in, finality_of, operation_type};
pub use identities::*;
pub use identity_sets::*;
pub use media::*;
pub use meeting_settings::*;
pub use meetings::*;
pub use notifications::*;
pub use onenote::*;
pub use operations::*;
pub use participants::*;
pub use presence::*;
pub use recordings::*;
pub use types::TYPES;
pub use values::*;

pub use entity_core::{AnswerError, InnerError, Request, ServiceError, Target, answer};

/// The traits of this crate and of `entity_core`, with [`Finality`] and [`Outcome`].
pub mod prelude {
    pub use crate::{Finality, LongRunning, LongRunningExt, Outcome};
    pub use entity_core::prelude::*;
}
