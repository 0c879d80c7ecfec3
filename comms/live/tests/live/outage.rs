//! A store that fails for a while: nothing is sent without its intent, nothing is taken without being stored, nothing is lost.

use crate::bot::{Bot, next, prompt, record, within};
use comms::Outcome;
use comms::actions::call::RecordResponse;
use comms_fake::{FakeGraph, Fault};
use comms_live::store::{
    Acked, Committed, Counts, EventId, EventKind, Memory, Owner, Placed, Record, Store, StoreError, StoredEvent, Work,
};
use comms_live::{BoxFuture, CallKey, Operation, OperationKey, StartError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

/// A store whose commits fail while it is down, or for the next few times.
#[derive(Default)]
struct Flaky {
    inner: Memory,
    is_down: AtomicBool,
    fails: AtomicU32,
}

impl Flaky {
    fn fails(&self) -> bool {
        let once = self.fails.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        once.is_ok() || self.is_down.load(Ordering::SeqCst)
    }
}

impl Store for Flaky {
    fn transact(&self, works: Vec<Work>) -> BoxFuture<'_, Vec<Result<Committed, StoreError>>> {
        if self.fails() {
            return Box::pin(std::future::ready(works.iter().map(|_| Err(StoreError::Full)).collect()));
        }
        self.inner.transact(works)
    }

    fn check(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        let down = self.is_down.load(Ordering::SeqCst);
        Box::pin(std::future::ready(if down { Err(StoreError::Full) } else { Ok(()) }))
    }

    fn load(&self, key: CallKey) -> BoxFuture<'_, Result<Option<Record>, StoreError>> {
        self.inner.load(key)
    }

    fn key_of(&self, call_id: &str) -> BoxFuture<'_, Result<Option<CallKey>, StoreError>> {
        self.inner.key_of(call_id)
    }

    fn calls(&self, after: Option<CallKey>, limit: usize) -> BoxFuture<'_, Result<Vec<(CallKey, Record)>, StoreError>> {
        self.inner.calls(after, limit)
    }

    fn recent(&self, before: Option<u64>, limit: usize) -> BoxFuture<'_, Result<Vec<Placed>, StoreError>> {
        self.inner.recent(before, limit)
    }

    fn due(&self, limit: usize, lease: Duration) -> BoxFuture<'_, Result<Vec<CallKey>, StoreError>> {
        self.inner.due(limit, lease)
    }

    fn take_events(
        &self,
        owner: Owner,
        limit: usize,
        lease: Duration,
    ) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        self.inner.take_events(owner, limit, lease)
    }

    fn deliver(&self, owner: Owner, id: EventId, lease: Duration) -> BoxFuture<'_, Result<bool, StoreError>> {
        self.inner.deliver(owner, id, lease)
    }

    fn release(&self, owner: Owner) -> BoxFuture<'_, Result<(), StoreError>> {
        self.inner.release(owner)
    }

    fn ack(&self, id: EventId) -> BoxFuture<'_, Result<Acked, StoreError>> {
        self.inner.ack(id)
    }

    fn park(&self, id: EventId) -> BoxFuture<'_, Result<(), StoreError>> {
        self.inner.park(id)
    }

    fn parked(&self, limit: usize) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        self.inner.parked(limit)
    }

    fn ends_of(&self, call: CallKey, operation: u64) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        self.inner.ends_of(call, operation)
    }

    fn ends(&self, from: OperationKey, limit: usize) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>> {
        self.inner.ends(from, limit)
    }

    fn counts(&self) -> BoxFuture<'_, Result<Counts, StoreError>> {
        self.inner.counts()
    }

    fn now(&self) -> SystemTime {
        self.inner.now()
    }
}

async fn bot() -> (FakeGraph, Arc<Flaky>, Bot) {
    let graph = FakeGraph::start().await.unwrap();
    let store = Arc::new(Flaky::default());
    let bot = Bot::start(&graph, Arc::clone(&store) as _).await;
    (graph, store, bot)
}

#[tokio::test]
async fn nothing_is_sent_whose_intent_is_not_stored() {
    let (graph, store, bot) = bot().await;
    let call = bot.call().await;
    store.is_down.store(true, Ordering::SeqCst);
    assert!(matches!(call.start(prompt()).await, Err(StartError::Store(StoreError::Full))));
    assert!(matches!(bot.live.start_call(crate::bot::create_call()).await, Err(StartError::Store(StoreError::Full))));
    assert_eq!((graph.received("playPrompt"), graph.received("createCall")), (0, 1));
    store.is_down.store(false, Ordering::SeqCst);
    assert_eq!(within(call.start(prompt()).await.unwrap()).await.unwrap().outcome(), Outcome::Succeeded);
}

#[tokio::test]
async fn a_notification_that_is_not_stored_is_not_taken_and_comes_again() {
    let (graph, store, bot) = bot().await;
    let call = bot.call().await;
    graph.set(|settings| settings.operation = Duration::from_millis(200));
    let play = call.start(prompt()).await.unwrap();
    store.is_down.store(true, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let refused = graph.deliveries().into_iter().rfind(|delivery| delivery.name == "playPrompt").unwrap();
    assert_eq!(refused.status, Some(503));
    assert!(play.timeout(Duration::from_millis(20)).await.is_err());
    store.is_down.store(false, Ordering::SeqCst);
    assert_eq!(within(&play).await.unwrap().outcome(), Outcome::Succeeded);
    let mut events = bot.live.events();
    while next(&mut events).await.kind() != EventKind::End {}
}

#[tokio::test]
async fn an_answer_that_is_not_stored_at_once_is_stored_later() {
    let (graph, store, bot) = bot().await;
    let call = bot.call().await;
    graph.idle().await;
    // The intent is stored while the answer is on its way, and the answer fails twice.
    graph.next_on("recordResponse", Fault::DelayAnswer(Duration::from_millis(100)));
    let starting = tokio::spawn({
        let call = call.clone();
        async move { call.start(record("r")).await }
    });
    graph.request("recordResponse", 1).await;
    store.fails.store(2, Ordering::SeqCst);
    let recording = within(starting).await.unwrap().unwrap();
    assert_eq!(within(&recording).await.unwrap().outcome(), Outcome::Succeeded);
    assert_eq!(graph.received("recordResponse"), 1);
}

#[tokio::test]
async fn a_start_whose_answer_is_never_stored_returns_its_key_and_ends() {
    let (graph, store, bot) = bot().await;
    let call = bot.call().await;
    graph.idle().await;
    graph.set(|settings| settings.operation = Duration::from_secs(6));
    graph.next_on("recordResponse", Fault::DelayAnswer(Duration::from_millis(100)));
    let starting = tokio::spawn({
        let call = call.clone();
        async move { call.start(record("r")).await }
    });
    graph.request("recordResponse", 1).await;
    store.is_down.store(true, Ordering::SeqCst);
    let Err(StartError::Unknown(key)) = within(starting).await.unwrap() else { panic!("the key is lost") };
    store.is_down.store(false, Ordering::SeqCst);
    // The caller repeats with its context, and nothing is sent again.
    assert_eq!(call.start(record("r")).await.unwrap().key(), key);
    let recording: Operation<RecordResponse> = bot.live.operation(&key).unwrap();
    assert_eq!(within(&recording).await.unwrap().outcome(), Outcome::Succeeded);
    assert_eq!(graph.received("recordResponse"), 1);
}

#[tokio::test]
async fn a_refusal_that_is_never_stored_is_still_a_refusal() {
    let (graph, store, bot) = bot().await;
    let call = bot.call().await;
    graph.idle().await;
    graph.drop_next_notification();
    graph.hang_up(&call.id().await.unwrap().unwrap()).unwrap();
    graph.next_on("recordResponse", Fault::DelayAnswer(Duration::from_millis(100)));
    let starting = tokio::spawn(async move { call.start(record("r")).await });
    graph.request("recordResponse", 1).await;
    store.is_down.store(true, Ordering::SeqCst);
    assert!(matches!(within(starting).await.unwrap(), Err(StartError::Refused(_))));
}

#[tokio::test]
async fn health_tells_of_the_store() {
    let (_graph, store, bot) = bot().await;
    bot.call().await;
    let tcp = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/healthz", tcp.local_addr().unwrap());
    tokio::spawn(axum::serve(tcp, bot.live.health("/healthz").unwrap()).into_future());
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let status = async || client.get(&url).send().await.unwrap().status().as_u16();
    assert_eq!(status().await, 200);
    store.is_down.store(true, Ordering::SeqCst);
    assert_eq!(status().await, 503);
}
