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

/// All requests, by name; part of [`TYPES`](crate::TYPES).
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
