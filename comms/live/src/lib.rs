//! Starts operations on calls of Microsoft Graph, and knows for certain how each ended.
//!
//! For whoever writes a bot that places or answers Teams calls. An action on a call (play a prompt, record, invite) returns at once,
//! and its end comes later as a notification: twice, out of order, a minute late, to another process, or never. [`Live`] joins
//! requests, answers and notifications in a store, so that each operation has one end, across duplicates, lost notifications, crashes
//! and restarts.
//!
//! ```
//! use comms::actions::call::RecordResponse;
//! use comms::{CreateCall, Outcome};
//! use comms_live::store::Memory;
//! use comms_live::{Cloud, Live, Operation, graph::ClientSecret};
//! use std::time::Duration;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let fake = comms_fake::FakeGraph::start().await?;
//! # let tcp = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! # fake.route("https://bot.example.com", tcp.local_addr()?)?;
//! # let cloud = Cloud::custom(fake.base_url(), fake.login_url()).key_document(fake.openid_url()).issuer(fake.issuer());
//! let live = Live::builder(cloud, "app id")                       // Cloud::PUBLIC
//!     .credential(ClientSecret::new("secret"))
//!     .callback("https://bot.example.com/graph")
//!     .store(Memory::new())                                       // Sqlite::open("calls.db")?
//!     .build()
//!     .await?;
//! tokio::spawn(axum::serve(tcp, live.router()).into_future());    // or merge the router into your own
//!
//! let call = live.start_call(CreateCall::to_user("86dc81db", "112f7296")).await?;
//! call.established().await?;
//! let recording = call.start(RecordResponse::default()).await?;
//! let end = recording.timeout(Duration::from_secs(60)).await?;    // dropping a wait leaves the operation
//! assert_eq!(end.outcome(), Outcome::Succeeded);
//!
//! // In any process that opens the same store, at any time:
//! let key = recording.key().to_string();
//! let again: Operation<RecordResponse> = live.operation(&key)?;
//! assert!(again.await?.operation()?.is_some());
//!
//! let mut events = live.events();                                 // incoming calls, states, tones, participants, ends
//! let event = events.next().await.ok_or("shut down")?;
//! event.ack().await?;
//! # Ok(()) }
//! ```
//!
//! Two examples run without any setup: `pager`, an incident pager that survives a restart, and `own_app`, a bot in an axum app of its
//! own (`cargo run -p comms-live --example pager`). A test of yours runs against `comms-fake`, as the code above does.
//!
//! # Guarantees
//!
//! - Each operation has one end, ever: `succeeded`, `failed` or `unknown`. A better outcome that comes after an unknown one is an
//!   event of its own, [`EventKind::Late`](store::EventKind::Late).
//! - A `POST` whose fate is unknown is never sent again: [`StartError::Unknown`] has the key to wait with.
//! - A notification is answered with 202 once it is on the disk.
//! - Each event is delivered at least once, until it is acknowledged. Effects are exactly once if the handler is idempotent by the
//!   event's id.
//!
//! | a crash or fault | leads to | shown by the test |
//! |---|---|---|
//! | before the commit | no 202: the service sends again, or the call is asked about | `no_operation_is_lost_or_sent_twice_whenever_the_process_is_killed` |
//! | after the commit, before the 202 | sent again: a duplicate, and no second event | `events::duplicates_make_no_second_event` |
//! | after the commit, before those who wait are woken | they read the store | `restart::a_journey_over_a_restart` |
//! | after the intent, before or during the `POST` | never sent again. A notification joins by the context, else the operation is overdue | `faults::a_lost_answer_is_unknown_and_the_notification_joins_by_context` |
//! | after the `POST`, before its answer is stored | the same | `faults::a_request_that_never_arrived_ends_as_unknown_with_its_call` |
//! | in the handler, before the acknowledgement | delivered again, with the same id | `events::an_event_comes_again_until_it_is_acknowledged` |
//! | at any moment, of the machine too | nothing was answered with 202 that is not on the disk | `ordering::no_202_before_the_log_is_on_the_disk` |
//! | the store fails, or its disk is full | nothing is sent, no notification is taken; both go on once it is mended | `outage::nothing_is_sent_whose_intent_is_not_stored`, `outage::a_notification_that_is_not_stored_is_not_taken_and_comes_again` |
//! | the database is locked, read-only, cut or damaged | an error at the start that names the file, or 503 until it is mended | `sqlite::a_database_that_another_program_locks_is_an_error_until_it_is_free`, `sqlite::a_file_or_folder_without_write_permission_is_refused_and_works_again_with_it`, `sqlite::a_main_file_that_was_cut_or_damaged_is_refused` |
//! | any, with the log cut behind the last commit | all that was answered with 202 is there | `sqlite::a_log_that_was_cut_keeps_all_that_was_committed` |
//!
//! # Lost notifications
//!
//! An operation that is pending for 5 minutes is overdue. The service is then asked about its call, again with growing pauses. If the
//! call is gone, its operations end with an unknown outcome after a grace of 60 s. If it lives, they stay pending, and
//! [`Live::overdue`] lists them. Established calls are kept alive every 15 minutes, which also finds out calls that ended unheard.
//! A call and its events are deleted 24 hours after its end, but for events that nobody acknowledged.
//!
//! # What the service must be told
//!
//! The app registration needs the permissions of the [actions](comms::actions) that it uses, granted by the tenant's administrator.
//! The callback must be reached from the internet by `https`. A proxy in front passes `Authorization` and the path on unchanged, and
//! bodies of 1 MiB. The context of an operation is remembered for the last 1,000 that ended in its call. For incoming calls, the callback is the bot's calling webhook, and [`Builder::tenants`] lists the tenants.
//!
//! # What to watch
//!
//! The metrics of [`graph`] and [`listener`], and these:
//!
//! | metric | labels |
//! |---|---|
//! | `comms_events_total` | |
//! | `comms_events_parked_total` | |
//! | `comms_panics_total` | `task` |
//! | `comms_store_group`, works in a commit | |
//!
//! # Parts
//!
//! [`graph`] sends requests, with tokens and retries. [`listener`] receives notifications and checks their tokens. [`store`] keeps
//! records and events. These do not know each other.
//!
//! # Many machines
//!
//! With `store::Postgres` (feature `postgres`), any node takes any message of any call, and each event goes to one node. Put a load
//! balancer in front of the nodes' listeners. `Event::ack_in` acknowledges within a transaction of yours on the same database.
//!
//! A node announces its events to the others by `NOTIFY`; one that missed that finds them by its poll, within a second. If a node was paused
//! for more than 12 s, another one delivers again what its bot had not acknowledged: handlers are idempotent by the event's id.
#![forbid(unsafe_code)]

mod any_action;
mod call;
mod call_key;
mod changes;
mod clock;
mod cloud;
mod engine;
mod error;
mod event;
pub mod graph;
mod http;
mod info;
pub mod listener;
mod live;
mod operation;
mod operation_key;
pub mod store;
mod timeline;

pub use any_action::{Acted, AnyAction, NoAction};
pub use call::{CallEnd, CallHandle};
pub use call_key::{CallKey, NotACallKey};
pub use changes::{Changed, Changes};
pub use clock::{Clock, ManualClock, SystemClock};
pub use cloud::Cloud;
pub use error::ConfigError;
pub use event::{Event, Events};
pub use info::{CallInfo, CallPage, OperationInfo, OperationPage, Wanted};
pub use live::{BuildError, Builder, EndError, Live, StartError};
pub use operation::{End, Operation, Starts};
pub use operation_key::{NotAnOperationKey, OperationKey};
pub use timeline::{CallLife, OperationLife, RecentCalls};

/// A boxed future, as the object-safe traits of this crate return it.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
