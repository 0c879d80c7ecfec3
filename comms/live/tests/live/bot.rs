//! A bot with a fake Graph, its own server, and a store that outlives it.

use comms::CreateCall;
use comms::actions::call::{PlayPrompt, RecordResponse};
use comms_fake::FakeGraph;
use comms_live::graph::ClientSecret;
use comms_live::store::{Memory, Store};
use comms_live::{Builder, CallHandle, Clock, Cloud, Event, Events, Live, ManualClock};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

#[path = "../support/folder.rs"]
mod folder;
pub(crate) use folder::Folder;

pub(crate) const APP: &str = "0d3a7f5c-5e0f-4c4b-9a21-5a8d2ed33c11";
pub(crate) const TENANT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";
pub(crate) const ORIGIN: &str = "https://bot.example.com";

pub(crate) struct Bot {
    pub(crate) live: Live,
    store: Arc<dyn Store>,
    server: JoinHandle<()>,
}

impl Bot {
    /// Starts a bot, and leads the fake's notifications to it.
    pub(crate) async fn start(graph: &FakeGraph, store: Arc<dyn Store>) -> Self {
        Self::with(graph, store, |builder| builder).await
    }

    pub(crate) async fn with(graph: &FakeGraph, store: Arc<dyn Store>, set: impl FnOnce(Builder) -> Builder) -> Self {
        let cloud = Cloud::custom(graph.base_url(), graph.login_url());
        let cloud = cloud.key_document(graph.openid_url()).issuer(graph.issuer());
        let builder = Live::builder(cloud, APP).credential(ClientSecret::new("secret"));
        let live =
            set(builder.callback(format!("{ORIGIN}/graph")).shared_store(Arc::clone(&store))).build().await.unwrap();
        let tcp = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        graph.route(ORIGIN, tcp.local_addr().unwrap()).unwrap();
        let router = live.router();
        let server = tokio::spawn(async move { axum::serve(tcp, router).await.unwrap() });
        Self { live, store, server }
    }

    pub(crate) fn store(&self) -> Arc<dyn Store> {
        Arc::clone(&self.store)
    }

    pub(crate) async fn call(&self) -> CallHandle {
        let call = self.live.start_call(create_call()).await.unwrap();
        within(call.established()).await.unwrap();
        call
    }

    /// Ends the bot as a crash does, but for the tasks of this process.
    pub(crate) async fn stop(self) {
        self.server.abort();
        let _ = self.server.await;
        self.live.shutdown().await;
    }
}

/// A store and a bot whose time a test pushes.
pub(crate) async fn timed(graph: &FakeGraph) -> (Bot, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::new());
    let store = Arc::new(Memory::with_clock(Arc::clone(&clock) as Arc<dyn Clock>));
    let given = Arc::clone(&clock);
    (Bot::with(graph, store, |builder| builder.clock(given)).await, clock)
}

/// Fails a test that waits too long.
pub(crate) async fn within<F: IntoFuture>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(20), future).await.expect("it takes too long")
}

/// The next event of the reader, acknowledged.
pub(crate) async fn next(events: &mut Events) -> Event {
    let event = within(events.next()).await.expect("an event");
    event.ack().await.unwrap();
    event
}

/// All events that are there by now, acknowledged.
pub(crate) async fn rest(events: &mut Events) -> Vec<Event> {
    let mut all = Vec::new();
    while let Ok(Some(event)) = tokio::time::timeout(Duration::from_millis(250), events.next()).await {
        event.ack().await.unwrap();
        all.push(event);
    }
    all
}

pub(crate) const USER: &str = "112f7296-5fa4-42ca-bae8-6a692b15d4b8";

pub(crate) fn create_call() -> CreateCall {
    CreateCall::to_user(TENANT, USER)
}

pub(crate) fn prompt() -> PlayPrompt {
    PlayPrompt::of("https://cdn.example.com/greeting.wav")
}

pub(crate) fn record(context: &str) -> RecordResponse {
    let mut record = RecordResponse::default();
    record.set_client_context(context).unwrap();
    record
}
