//! Requests: the actions and functions of communications, in a module for each type that they are bound to.
//!
//! An action makes a [`Request`](crate::Request) to a target of the type that it is bound to, such as [`Call::at`](crate::Call::at), and
//! reads the answer. Sending the request is left to an HTTP library.
//!
//! | to … | use | of |
//! |---|---|---|
//! | place a call | [`CreateCall`](crate::CreateCall) | the crate |
//! | answer, redirect or reject an incoming call | [`Answer`](call::Answer), [`Redirect`](call::Redirect), [`Reject`](call::Reject) | [`call`] |
//! | transfer a call, or keep it alive | [`Transfer`](call::Transfer), [`KeepAlive`](call::KeepAlive) | [`call`] |
//! | play a prompt, record an answer, cancel both | [`PlayPrompt`](call::PlayPrompt)\*, [`RecordResponse`](call::RecordResponse)\*, [`CancelMediaProcessing`](call::CancelMediaProcessing)\* | [`call`] |
//! | press keys, or receive the keys that others press | [`SendDtmfTones`](call::SendDtmfTones)\*, [`SubscribeToTone`](call::SubscribeToTone)\* | [`call`] |
//! | mute or unmute the bot, share its screen, see everybody | [`Mute`](call::Mute)\*, [`Unmute`](call::Unmute)\*, [`ChangeScreenSharingRole`](call::ChangeScreenSharingRole), [`AddLargeGalleryView`](call::AddLargeGalleryView)\* | [`call`] |
//! | report that the bot records, or the quality of a device | [`UpdateRecordingStatus`](call::UpdateRecordingStatus)\*, [`LogTeleconferenceDeviceQuality`](call::LogTeleconferenceDeviceQuality) | [`call`] |
//! | invite others, mute one of them | [`Invite`](participant::Invite)\*, [`Mute`](participant::Mute)\* | [`participant`] |
//! | put a participant on hold, and end that | [`StartHoldMusic`](participant::StartHoldMusic)\*, [`StopHoldMusic`](participant::StopHoldMusic)\* | [`participant`] |
//! | get the presence of many users | [`GetPresencesByUserId`](cloud_communications::GetPresencesByUserId) | [`cloud_communications`] |
//! | set or clear a user's presence in a session of an application | [`SetPresence`](presence::SetPresence), [`ClearPresence`](presence::ClearPresence) | [`presence`] |
//! | set or clear the presence that a user prefers | [`SetUserPreferredPresence`](presence::SetUserPreferredPresence), [`ClearUserPreferredPresence`](presence::ClearUserPreferredPresence) | [`presence`] |
//! | set a user's message or place of work | [`SetStatusMessage`](presence::SetStatusMessage), [`SetManualLocation`](presence::SetManualLocation), [`SetAutomaticLocation`](presence::SetAutomaticLocation) | [`presence`] |
//! | clear a user's place of work | [`ClearLocation`](presence::ClearLocation), [`ClearAutomaticLocation`](presence::ClearAutomaticLocation) | [`presence`] |
//! | create a meeting, or get the one with an id of your own | [`CreateOrGet`](online_meeting::CreateOrGet) | [`online_meeting`] |
//! | serve virtual appointments | [`GetVirtualAppointmentJoinWebUrl`](online_meeting::GetVirtualAppointmentJoinWebUrl), [`SendVirtualAppointmentSms`](online_meeting::SendVirtualAppointmentSms), [`SendVirtualAppointmentReminderSms`](online_meeting::SendVirtualAppointmentReminderSms) | [`online_meeting`] |
//! | list recordings and transcripts of a user's meetings | [`GetAllRecordings`](online_meeting::GetAllRecordings), [`GetAllTranscripts`](online_meeting::GetAllTranscripts) | [`online_meeting`] |
//! | list only the new ones | [`call_recording::Delta`], [`call_transcript::Delta`] | [`call_recording`], [`call_transcript`] |
//! | list recordings and transcripts of a user's unscheduled calls | [`GetAllRecordings`](adhoc_call::GetAllRecordings), [`GetAllTranscripts`](adhoc_call::GetAllTranscripts) | [`adhoc_call`] |
//! | list calls to and from telephone networks | [`GetPstnCalls`](call_record::GetPstnCalls), [`GetDirectRoutingCalls`](call_record::GetDirectRoutingCalls) | [`call_record`] |
//! | list the questions and answers of meetings | [`GetAllOnlineMeetingMessages`](cloud_communications::GetAllOnlineMeetingMessages) | [`cloud_communications`] |
//!
//! An asterisk (\*) marks a request that starts a long-running operation: give it a `clientContext`, and pass its
//! response to the [tracker](crate::tracker). The page of each action lists its path, its response and the permission
//! that it needs, from Microsoft Graph's documentation; permissions are application permissions unless marked as
//! delegated.
//!
//! ```
//! use comms::actions::call::PlayPrompt;
//! use comms::{Call, MediaInfo, MediaPrompt, prelude::*};
//!
//! let mut media = MediaInfo::default();
//! media.set_uri("https://cdn.example.com/greeting.wav")?;
//! let mut prompt = MediaPrompt::default();
//! prompt.set_media_info(media)?;
//!
//! let mut play = PlayPrompt::default();
//! play.set_prompts(vec![prompt.into()])?;
//! play.set_client_context("greeting")?;
//! play.validate()?;
//!
//! let request = play.request(&Call::at("57dab8b1"));
//! assert_eq!((request.method, request.path.as_str()), ("POST", "/communications/calls/57dab8b1/playPrompt"));
//! assert_eq!(
//!     request.body.as_deref(),
//!     Some(r##"{"prompts":[{"@odata.type":"#microsoft.graph.mediaPrompt","mediaInfo":{"uri":"https://cdn.example.com/greeting.wav"}}],"clientContext":"greeting"}"##)
//! );
//!
//! // The answer is an operation, or empty, which is a pending operation too. An error is never an operation.
//! assert_eq!(PlayPrompt::answer(200, &[], br#"{"id": "0fe0623f", "status": "running"}"#)?.finality(), Finality::Pending);
//! assert_eq!(PlayPrompt::answer(202, &[], b"")?.finality(), Finality::Pending);
//! assert!(PlayPrompt::answer(404, &[], br#"{"error": {"code": "8522"}}"#).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Declare an action of your own in the same way, with [`entity_core::Action`](macro@entity_core::Action). In
//! [`TYPES`](crate::TYPES), a request has the name of the type that it is bound to before its own:
//! `microsoft.graph.call/playPrompt`.

use entity_core::Registry;

pub mod adhoc_call;
pub mod call;
pub mod call_record;
pub mod call_recording;
pub mod call_transcript;
pub mod cloud_communications;
pub mod online_meeting;
pub mod participant;
pub mod presence;
pub(crate) mod rules;

/// Every request, by name. [`crate::TYPES`] includes it.
pub static TYPES: Registry = Registry::including(
    &[
        &call::TYPES,
        &participant::TYPES,
        &presence::TYPES,
        &cloud_communications::TYPES,
        &online_meeting::TYPES,
        &adhoc_call::TYPES,
        &call_recording::TYPES,
        &call_transcript::TYPES,
        &call_record::TYPES,
    ],
    &[],
);

/// Declares actions that have only the caller's context as a parameter, and that return an operation.
macro_rules! in_context {
    ($($(#[$doc:meta])* $action:ident = $name:literal on $on:ident returns $answer:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, entity_core::Action)]
        #[action($name, on = $on, returns = Option<$answer>)]
        pub struct $action {
            /// Your own text to identify the operation. Every notification about it returns the text.
            #[prop("clientContext", min_len = 1, max_len = 256)]
            client_context: entity_core::Prop<String>,
            /// Parameters this version does not declare.
            #[dynamic]
            dynamic: entity_core::DynamicProperties,
        }
    )*};
}

use in_context;

pub(crate) use rules::https;
