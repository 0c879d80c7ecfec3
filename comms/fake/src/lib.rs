//! A fake Microsoft Graph on 127.0.0.1, for tests of calling bots.
//!
//! For whoever writes a bot that places or answers Teams calls and wants to know that it works, before it meets Teams: also if
//! notifications get lost, come twice or overtake answers, if connections break and Graph throttles. A test starts a fake,
//! points the bot at it, and asserts what the bot sent. No tenant, no tunnel, no certificate is needed.
//!
//! The fake serves the token endpoint, the document with the keys that sign notifications, `POST /communications/calls`,
//! every action on calls and participants that [`comms`] declares, `GET`, `DELETE` and `keepAlive`. It refuses bodies that break
//! a rule of the typed model, as Graph does, in Graph's error shape. Operations end after a while, and their notifications are
//! posted to the call's callback with a signed token. Media are not played, and other parts of Graph are not served.
//!
//! # A test in 30 lines
//!
//! The callback is `https`, as Graph demands. [`FakeGraph::route`] leads its origin to the address where the test listens, by plain
//! HTTP, so the bot needs no certificate and its own checks stay as they are.
//!
//! ```
//! use axum::{Json, Router, http::HeaderMap, http::StatusCode, routing::post};
//! use comms_fake::{Fault, FakeGraph};
//! use serde_json::{Value, json};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let graph = FakeGraph::start().await?;
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! graph.route("https://bot.example.com", listener.local_addr()?)?;
//! let (sender, mut notifications) = tokio::sync::mpsc::unbounded_channel();
//! let bot = Router::new().route("/graph", post(async move |headers: HeaderMap, Json(body): Json<Value>| {
//!     assert!(headers.contains_key("authorization"), "a signed token");
//!     sender.send(body["value"][0].clone()).map_or(StatusCode::SERVICE_UNAVAILABLE, |()| StatusCode::ACCEPTED)
//! }));
//! tokio::spawn(async move { axum::serve(listener, bot).await });
//!
//! let (http, token) = (reqwest::Client::new(), graph.token("my-app", "my-tenant"));
//! let send = async |path: String, body: Value| -> reqwest::Result<Value> {
//!     let url = format!("{}/communications/{path}", graph.base_url());
//!     http.post(url).bearer_auth(&token).json(&body).send().await?.error_for_status()?.json().await
//! };
//! let call = send("calls".to_owned(), json!({
//!     "callbackUri": "https://bot.example.com/graph",
//!     "targets": [{"identity": {"user": {"id": "112f7296-5fa4-42ca-bae8-6a692b15d4b8"}}}],
//!     "requestedModalities": ["audio"],
//!     "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
//!     "tenantId": "my-tenant",
//! })).await?;
//! graph.idle().await; // established
//!
//! graph.next(Fault::DuplicateNotification);
//! send(format!("calls/{}/recordResponse", call["id"].as_str().unwrap()), json!({"clientContext": "r1"})).await?;
//! graph.idle().await;
//! let mut ends = Vec::new();
//! while let Ok(notification) = notifications.try_recv() {
//!     ends.extend((notification["changeType"] == "deleted").then(|| notification["resourceData"]["status"].clone()));
//! }
//! assert_eq!(ends, ["completed", "completed"], "twice, by the fault");
//! assert_eq!((graph.started("recordResponse"), graph.repeated().len()), (1, 0));
//! # Ok(()) }
//! ```
//!
//! # Faults
//!
//! [`FakeGraph::next`] queues one [`Fault`]; [`FakeGraph::set_faults`] lets them come by chance, reproducibly by a seed.
//! [`FakeGraph::outage`] takes an endpoint away for a while, [`FakeGraph::advance`] pushes the clock so that no test waits.
//!
//! # Not documented, and so assumed
//!
//! | what | the fake |
//! |---|---|
//! | a notification that is not taken | is posted again after 408, 429, 5xx or no answer: see [`Settings`] |
//! | a call's end while operations run | they never end, unless by [`Fault::LateEnd`] or [`FakeGraph::end_operation`] |
//! | an action in a state that does not fit | 400: `answer`, `redirect`, `reject` need an incoming call, all but `keepAlive` an established one |
//! | a call's id that is not known | 404 with code 8522, like one that has ended |
//! | `GET` of an operation | served |
#![forbid(unsafe_code)]

mod answer;
mod call;
mod calls;
mod check;
mod clock;
mod deliver;
mod error;
mod fault;
mod graph;
mod keys;
mod log;
mod login;
mod operations;
mod outbox;
mod requests;
mod route;
mod server;
mod settings;
mod world;

pub use error::FakeError;
pub use fault::{Fault, Faults};
pub use graph::FakeGraph;
pub use log::{Delivery, Request};
pub use settings::Settings;
