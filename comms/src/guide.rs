//! A guide: from the registration of an app to a bot that knows how each operation ended.
//!
//! The crate does no I/O. Here, `http` stands for an HTTP client and `callback` for a body that the server behind the callback URL
//! received. `comms-live` does all of it, with a store; `comms-fake` stands in for the service in tests.
//!
//! Two examples run against the fake: `cargo run -p comms --example bot`, all of this guide in one bot, with its HTTP in a file beside
//! it, and `cargo run -p comms-live --example pager`, the same with `comms-live`, and shorter.
//!
//! # 1. Register the app
//!
//! In Microsoft Entra: register an app, note its id and the tenant's, and create a secret or a certificate. Grant the application
//! permissions that the [pages of the actions](crate::actions) list, such as `Calls.Initiate.All` and `Calls.AccessMedia.All`, with an
//! administrator's consent. In Azure: create a bot for the app, turn on its Teams channel with calling, and enter an `https` URL of
//! yours as its webhook. Each request carries a token for the scope `https://graph.microsoft.com/.default`.
//!
//! # 2. Place a call
//!
//! [`CreateCall`](crate::CreateCall) has what the service asks for. `validate` reports everything that it would refuse.
//!
//! ```
//! use comms::{CreateCall, Request, prelude::*};
//!
//! # fn http(request: Request) -> (u16, &'static [u8]) {
//! #     assert_eq!((request.method, request.path.as_str()), ("POST", "/communications/calls"));
//! #     (201, br#"{"id": "57dab8b1", "state": "establishing"}"#)
//! # }
//! let mut create = CreateCall::to_user("86dc81db", "112f7296");
//! create.set_callback_uri("https://bot.example.com/graph")?;
//! create.validate()?;
//!
//! let (status, body) = http(create.request());
//! let call = CreateCall::answer(status, &[], body)?;
//! assert_eq!(call.id(), Some("57dab8b1"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A refusal is a [`ServiceError`](crate::ServiceError). It is never a call or an operation, whatever the status is:
//!
//! ```
//! use comms::{AnswerError, CreateCall, codes};
//!
//! let body = br#"{"error": {"code": "7504", "message": "Insufficient permissions."}}"#;
//! let Err(AnswerError::Refused(error)) = CreateCall::answer(403, &[], body) else { panic!("an error") };
//! assert!(error.is_refused() && !error.is_retryable());
//! assert_eq!(codes::of_error(&error), Some("The application lacks a permission."));
//! ```
//!
//! # 3. Wait until it is established
//!
//! The service posts [`CommsNotifications`](crate::CommsNotifications) to the callback URL; answer 202 and no body. Check the token in
//! their `Authorization` header first: anybody can post to the URL. Notifications of a call are partial, come twice, and overtake each
//! other, so [`CallView`](crate::CallView) folds them into the call as it is.
//!
//! ```
//! use comms::{CallState, CallView, CommsNotifications};
//! use entity_core::json;
//!
//! let mut view = CallView::default();
//! let callback = br##"{"value": [{"changeType": "updated", "resourceUrl": "/communications/calls/57dab8b1",
//!     "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established"}}]}"##;
//! let received: CommsNotifications = json::from_slice(callback)?;
//! for notification in received.value() {
//!     view.apply(notification);
//! }
//! assert_eq!(view.state(), Some(&CallState::Established));
//! # Ok::<(), json::Error>(())
//! ```
//!
//! # 4. Act, and know how it ended
//!
//! An action on a call starts an operation and returns at once. Give each a `clientContext`, and pass three things to the
//! [`Tracker`](crate::tracker::Tracker): the intent before the request, the answer, and every notification. It reports each end once,
//! whatever the order.
//!
//! ```
//! use comms::actions::call::PlayPrompt;
//! use comms::tracker::{EventKind, Input, Limits, Tracker};
//! use comms::{Call, CommsNotifications, Request, prelude::*};
//! use entity_core::json;
//! use std::time::Duration;
//!
//! # fn http(request: Request) -> (u16, &'static [u8]) {
//! #     assert_eq!(request.path, "/communications/calls/57dab8b1/playPrompt");
//! #     (200, br#"{"id": "0fe0623f", "status": "running", "clientContext": "greeting"}"#)
//! # }
//! let mut tracker = Tracker::of_one_call(Limits::default());
//! let mut play = PlayPrompt::of("https://cdn.example.com/greeting.wav");
//! play.set_client_context("greeting")?;
//! play.validate()?;
//!
//! // The intent first: a crash between it and the answer then loses nothing. Store `tracker.snapshot()` here.
//! tracker.apply(Duration::from_secs(0), Input::sent("greeting"));
//! let (status, body) = http(play.request(&Call::at("57dab8b1")));
//! let operation = PlayPrompt::answer(status, &[], body)?;
//! tracker.response(Duration::from_secs(1), &operation, play.client_context());
//!
//! let callback = br##"{"value": [{"changeType": "deleted", "resourceUrl": "/communications/calls/57dab8b1/operations/0fe0623f",
//!     "resourceData": {"@odata.type": "#microsoft.graph.playPromptOperation", "status": "failed",
//!         "resultInfo": {"code": 400, "subcode": 8536}}}]}"##;
//! let received: CommsNotifications = json::from_slice(callback)?;
//! let events = tracker.notifications(Duration::from_secs(4), &received);
//! assert_eq!((events[0].kind, events[0].outcome), (EventKind::Final, Some(Outcome::Failed)));
//! assert_eq!(events[0].client_context.as_deref(), Some("greeting"));
//!
//! let ended: comms::AnyCommsOperation = events[0].body.as_ref().expect("what was said of it").read()?;
//! assert_eq!(ended.result_info().to_string(), "400, subcode 8536: The file could not be fetched.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! If the request is refused, pass [`Input::Refused`](crate::tracker::Input::Refused). If its fate is unknown, because the connection broke
//! or a gateway answered, pass nothing and do not repeat it: a notification, or the end of the call, still ends the operation.
//!
//! # 5. Hang up, and let go
//!
//! The end of a call ends the operations that are still pending, with an unknown outcome, after a minute of grace in which real ends may
//! still come.
//!
//! ```
//! use comms::tracker::{EventKind, Input, Limits, Tracker};
//! use comms::{Call, Outcome, Request};
//! use std::time::Duration;
//!
//! let hang_up = Request::delete(Call::at("57dab8b1").path());
//! assert_eq!((hang_up.method, hang_up.path.as_str()), ("DELETE", "/communications/calls/57dab8b1"));
//!
//! let mut tracker = Tracker::of_one_call(Limits::default());
//! tracker.apply(Duration::from_secs(0), Input::sent("recording"));
//! tracker.apply(Duration::from_secs(9), Input::CallEnded { call: None, result: None });
//! let due = tracker.due().expect("the end of the grace");
//! let events = tracker.apply(due, Input::Time);
//! assert_eq!((events[0].kind, events[0].outcome), (EventKind::Final, Some(Outcome::Unknown)));
//! ```
//!
//! Keep an established call alive by [`KeepAlive`](crate::actions::call::KeepAlive) every 15 minutes. If it is refused with 404, the call is
//! gone: pass [`Input::CallEnded`](crate::tracker::Input::CallEnded).
