//! Requests: the actions and functions of communications, in modules by what they are bound to. Each says what is to be
//! sent where; sending is an HTTP library's business.
//!
//! ```
//! use comms::actions::call::PlayPrompt;
//! use comms::{MediaInfo, MediaPrompt, prelude::*};
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
//! assert_eq!((PlayPrompt::METHOD, play.path("/communications/calls/57dab8b1").as_str()), ("POST", "/communications/calls/57dab8b1/playPrompt"));
//! assert_eq!(
//!     play.body().as_deref(),
//!     Some(r##"{"prompts":[{"@odata.type":"#microsoft.graph.mediaPrompt","mediaInfo":{"uri":"https://cdn.example.com/greeting.wav"}}],"clientContext":"greeting"}"##)
//! );
//!
//! // What came back: an operation, or nothing, which is pending too.
//! assert_eq!(PlayPrompt::read_answer(br#"{"id": "0fe0623f", "status": "running"}"#)?.finality(), Finality::Pending);
//! assert_eq!(PlayPrompt::read_answer(b"")?.finality(), Finality::Pending);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An action of your own is declared the same way, with [`entity_core::Action`](macro@entity_core::Action). In
//! [`TYPES`](crate::TYPES) a request is called after what it is bound to: `microsoft.graph.call/playPrompt`.

use entity_core::{Registered, Registry};

pub mod adhoc_call;
pub mod call;
pub mod call_record;
pub mod call_recording;
pub mod call_transcript;
pub mod cloud_communications;
pub mod online_meeting;
pub mod participant;
pub mod presence;

/// All requests, by name; part of [`TYPES`](crate::TYPES).
pub static TYPES: Registry = Registry::new(&[
    Registered::of::<call::Answer>(),
    Registered::of::<call::Redirect>(),
    Registered::of::<call::Reject>(),
    Registered::of::<call::Transfer>(),
    Registered::of::<call::KeepAlive>(),
    Registered::of::<call::PlayPrompt>(),
    Registered::of::<call::RecordResponse>(),
    Registered::of::<call::SendDtmfTones>(),
    Registered::of::<call::SubscribeToTone>(),
    Registered::of::<call::CancelMediaProcessing>(),
    Registered::of::<call::Mute>(),
    Registered::of::<call::Unmute>(),
    Registered::of::<call::AddLargeGalleryView>(),
    Registered::of::<call::ChangeScreenSharingRole>(),
    Registered::of::<call::UpdateRecordingStatus>(),
    Registered::of::<call::LogTeleconferenceDeviceQuality>(),
    Registered::of::<participant::Invite>(),
    Registered::of::<participant::StartHoldMusic>(),
    Registered::of::<participant::StopHoldMusic>(),
    Registered::of::<participant::Mute>(),
    Registered::of::<presence::SetPresence>(),
    Registered::of::<presence::ClearPresence>(),
    Registered::of::<presence::SetUserPreferredPresence>(),
    Registered::of::<presence::ClearUserPreferredPresence>(),
    Registered::of::<presence::SetStatusMessage>(),
    Registered::of::<presence::SetAutomaticLocation>(),
    Registered::of::<presence::SetManualLocation>(),
    Registered::of::<presence::ClearAutomaticLocation>(),
    Registered::of::<presence::ClearLocation>(),
    Registered::of::<cloud_communications::GetPresencesByUserId>(),
    Registered::of::<cloud_communications::GetAllOnlineMeetingMessages>(),
    Registered::of::<online_meeting::CreateOrGet>(),
    Registered::of::<online_meeting::SendVirtualAppointmentSms>(),
    Registered::of::<online_meeting::SendVirtualAppointmentReminderSms>(),
    Registered::of::<online_meeting::GetVirtualAppointmentJoinWebUrl>(),
    Registered::of::<online_meeting::GetAllRecordings>(),
    Registered::of::<online_meeting::GetAllTranscripts>(),
    Registered::of::<adhoc_call::GetAllRecordings>(),
    Registered::of::<adhoc_call::GetAllTranscripts>(),
    Registered::of::<call_recording::Delta>(),
    Registered::of::<call_transcript::Delta>(),
    Registered::of::<call_record::GetDirectRoutingCalls>(),
    Registered::of::<call_record::GetPstnCalls>(),
]);

/// Declares actions whose one parameter is the caller's context, and which answer with an operation.
macro_rules! in_context {
    ($($(#[$doc:meta])* $action:ident = $name:literal on $on:ident returns $answer:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, entity_core::Action)]
        #[action($name, on = $on, returns = Option<$answer>)]
        pub struct $action {
            /// Your text, to tell the operation by: it comes back in every notification about it.
            #[prop("clientContext", max_len = 256)]
            client_context: entity_core::Prop<String>,
            /// Parameters this version does not declare.
            #[dynamic]
            dynamic: entity_core::DynamicProperties,
        }
    )*};
}

use in_context;

/// Where the service posts notifications to: it demands `https` (documentation of `answer`, `redirect` and `reject`).
pub(crate) fn https(uri: &str) -> Result<(), String> {
    // Not shown: it may carry a token.
    match uri.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") && !rest.is_empty() => Ok(()),
        _ => Err("no https URL".to_owned()),
    }
}
