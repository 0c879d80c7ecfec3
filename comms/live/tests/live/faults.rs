//! Faults of requests: each start has one fate, and no request is sent twice.

use crate::bot::{APP, Bot, TENANT, create_call, next, prompt, record, timed, within};
use comms::Outcome;
use comms_fake::{FakeGraph, Fault};
use comms_live::graph::{AccessToken, Credential, NotSent, TokenError, TokenRequest};
use comms_live::store::{EventKind, Memory};
use comms_live::{BoxFuture, EndError, ManualClock, Operation, StartError};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[tokio::test]
async fn a_lost_answer_is_unknown_and_the_notification_joins_by_context() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.call().await;
    for (fault, n) in [(Fault::ResetAfter, 1), (Fault::GatewayTimeout { taken: true }, 2)] {
        graph.next_on("recordResponse", fault.clone());
        let context = format!("c{n}");
        let Err(StartError::Unknown(key)) = call.start(record(&context)).await else { panic!("{fault:?}") };
        let recording: Operation<comms::actions::call::RecordResponse> = bot.live.operation(&key).unwrap();
        let end = within(recording).await.unwrap();
        assert_eq!((end.outcome(), end.client_context()), (Outcome::Succeeded, Some(&*context)), "{fault:?}");
        // The caller may repeat the start: it leads to the same operation.
        assert_eq!(call.start(record(&context)).await.unwrap().key(), key);
        assert_eq!((graph.received("recordResponse"), graph.started("recordResponse")), (n, n));
    }
    assert!(graph.repeated().is_empty());
}

#[tokio::test]
async fn a_request_that_never_arrived_ends_as_unknown_with_its_call() {
    let graph = FakeGraph::start().await.unwrap();
    let (bot, clock) = timed(&graph).await;
    let call = bot.call().await;
    graph.next_on("playPrompt", Fault::ResetBefore);
    let Err(StartError::Unknown(key)) = call.start(prompt()).await else { panic!("not unknown") };
    graph.hang_up(&call.id().await.unwrap().unwrap()).unwrap();
    within(call.ended()).await.unwrap();
    clock.push(Duration::from_secs(61));
    let play: Operation<comms::actions::call::PlayPrompt> = bot.live.operation(&key).unwrap();
    assert_eq!(within(play).await.unwrap().outcome(), Outcome::Unknown);
    assert_eq!(graph.received("playPrompt"), 1);
}

#[tokio::test]
async fn a_refusal_is_an_end_with_the_services_error() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.call().await;
    let mut events = bot.live.events();
    graph.next_on("playPrompt", Fault::Unavailable { retry_after: None });
    let Err(StartError::Refused(error)) = call.start(prompt()).await else { panic!("not refused") };
    assert!(error.status() == 503 && error.is_retryable());
    let end = loop {
        let event = next(&mut events).await;
        if event.kind() == EventKind::End {
            break event;
        }
    };
    assert_eq!(end.outcome(), Some(Outcome::Failed));
    assert_eq!(end.error().map(entity_core::ServiceError::status), Some(503));
    assert_eq!(graph.received("playPrompt"), 1);

    // Throttled: sent again, because nothing was done.
    graph.next_on("playPrompt", Fault::Throttle { retry_after: Duration::from_secs(1) });
    within(call.start(prompt()).await.unwrap()).await.unwrap();
    assert_eq!((graph.received("playPrompt"), graph.started("playPrompt")), (3, 1));
}

/// Gives tokens that end at once. While one is fetched, that much time passes.
#[derive(Debug)]
struct Slow {
    token: String,
    clock: Arc<ManualClock>,
    takes: Arc<Mutex<Duration>>,
}

impl Credential for Slow {
    fn token<'a>(&'a self, request: &'a TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            self.clock.push(*self.takes.lock().unwrap());
            Ok(AccessToken::new(self.token.clone(), request.now()))
        })
    }
}

#[tokio::test]
async fn an_intent_that_is_too_old_is_closed_and_not_sent() {
    let graph = FakeGraph::start().await.unwrap();
    let (clock, takes) = (Arc::new(ManualClock::new()), Arc::<Mutex<Duration>>::default());
    let credential = Slow { token: graph.token(APP, TENANT), clock: Arc::clone(&clock), takes: Arc::clone(&takes) };
    let store = Arc::new(Memory::with_clock(Arc::clone(&clock) as _));
    let bot = Bot::with(&graph, store, |builder| builder.credential(credential).clock(clock)).await;
    let call = bot.call().await;
    let mut events = bot.live.events();
    *takes.lock().unwrap() = Duration::from_secs(10);
    assert!(matches!(call.start(prompt()).await, Err(StartError::NotSent(NotSent::Deadline))));
    let end = loop {
        let event = next(&mut events).await;
        if event.kind() == EventKind::End {
            break event;
        }
    };
    assert_eq!((end.outcome(), graph.received("playPrompt")), (Some(Outcome::Failed), 0));
    *takes.lock().unwrap() = Duration::from_secs(9);
    call.start(prompt()).await.unwrap();
    assert_eq!(graph.received("playPrompt"), 1);
}

#[tokio::test]
async fn an_invalid_request_is_not_sent_and_leaves_nothing() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.call().await;
    let empty = comms::actions::call::PlayPrompt::default();
    assert!(matches!(call.start(empty).await, Err(StartError::Invalid(_))));
    let mut nowhere = create_call();
    nowhere.set_tenant_id("");
    for call in [comms::Call::default().into(), nowhere] {
        assert!(matches!(bot.live.start_call(call).await, Err(StartError::Invalid(_))));
    }
    let unknown = bot.live.call(comms_live::CallKey::random());
    assert!(matches!(unknown.start(prompt()).await, Err(StartError::NoSuchCall(_))));
    assert!(matches!(unknown.ended().await, Err(EndError::Forgotten)));
    assert_eq!(
        (graph.received("playPrompt"), graph.received("recordResponse"), graph.received("createCall")),
        (0, 0, 1)
    );
}

#[tokio::test]
async fn a_call_whose_answer_is_lost_is_known_by_its_notification() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    graph.next_on("createCall", Fault::ResetAfter);
    let Err(StartError::Unknown(key)) = bot.live.start_call(create_call()).await else { panic!("not unknown") };
    let call = bot.live.call(key.call);
    within(call.established()).await.unwrap();
    assert_eq!(within(call.start(prompt()).await.unwrap()).await.unwrap().outcome(), Outcome::Succeeded);
    assert_eq!(graph.received("createCall"), 1);
}

#[tokio::test]
async fn a_call_that_nobody_hears_of_is_given_up() {
    let graph = FakeGraph::start().await.unwrap();
    let (bot, clock) = timed(&graph).await;
    graph.next_on("createCall", Fault::ResetBefore);
    let Err(StartError::Unknown(key)) = bot.live.start_call(create_call()).await else { panic!("not unknown") };
    let call = bot.live.call(key.call);
    assert!(matches!(call.start(prompt()).await, Err(StartError::NoCallId(_))));
    clock.push(Duration::from_secs(5 * 60 + 1));
    assert!(matches!(within(call.established()).await, Err(EndError::Unknown)));
    let event = next(&mut bot.live.events()).await;
    assert_eq!((event.kind(), event.outcome()), (EventKind::Call, Some(Outcome::Unknown)));

    graph.next_on("createCall", Fault::Unavailable { retry_after: None });
    let Err(StartError::Refused(_)) = bot.live.start_call(create_call()).await else { panic!("not refused") };
    assert_eq!((graph.received("createCall"), graph.started("createCall")), (2, 0));
}

#[tokio::test]
async fn limits_refuse_starts_and_drop_nothing() {
    let graph = FakeGraph::start().await.unwrap();
    graph.set(|settings| settings.operation = Duration::MAX);
    let few = |builder: comms_live::Builder| builder.max_pending(2);
    let bot = Bot::with(&graph, Arc::new(Memory::new()), few).await;
    let call = bot.call().await;
    let first = call.start(prompt()).await.unwrap();
    call.start(prompt()).await.unwrap();
    assert!(matches!(call.start(prompt()).await, Err(StartError::Limit(_))));
    let id = first.id().await.unwrap().unwrap();
    graph.end_operation(&call.id().await.unwrap().unwrap(), &id, 200, 0).unwrap();
    within(&first).await.unwrap();
    call.start(prompt()).await.unwrap();

    let few = |builder: comms_live::Builder| builder.max_unacknowledged(1);
    let bot = Bot::with(&graph, Arc::new(Memory::new()), few).await;
    let call = bot.call().await;
    let Err(StartError::Limit(reason)) = call.start(prompt()).await else { panic!("no limit") };
    assert!(reason.contains("acknowledged"));
    crate::bot::rest(&mut bot.live.events()).await;
    call.start(prompt()).await.unwrap();
}

#[tokio::test]
async fn after_the_shutdown_nothing_is_taken() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.call().await;
    let mut events = bot.live.events();
    let waiting = tokio::spawn(async move { while events.next().await.is_some() {} });
    let slow = call.clone();
    graph.next_on("playPrompt", Fault::DelayAnswer(Duration::from_millis(200)));
    let starting = tokio::spawn(async move { slow.start(prompt()).await });
    graph.request("playPrompt", 1).await;
    within(bot.live.shutdown()).await;
    assert!(starting.is_finished() || within(starting).await.unwrap().is_ok(), "what runs is finished");
    within(waiting).await.unwrap();
    assert!(matches!(call.start(prompt()).await, Err(StartError::ShuttingDown)));
    let status = graph.post(&format!("{}/graph", crate::bot::ORIGIN), APP, "t", "{\"value\":[]}").await;
    assert_eq!(status.unwrap(), 503);
}

#[tokio::test]
async fn an_answer_that_a_notification_without_the_key_overtook_is_joined_all_the_same() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    graph.set(|settings| settings.ringing = Duration::MAX);
    graph.next_on("establishing", Fault::DropNotification);
    graph.next_on("createCall", Fault::DelayAnswer(Duration::from_millis(300)));
    let live = bot.live.clone();
    let placing = tokio::spawn(async move { live.start_call(create_call()).await });
    graph.request("createCall", 1).await;
    let id = graph.calls()[0].id().unwrap().to_owned();
    let early = format!(
        r##"{{"value": [{{"changeType": "updated", "resourceUrl": "/communications/calls/{id}",
            "resourceData": {{"@odata.type": "#microsoft.graph.call", "state": "establishing"}}}}]}}"##
    );
    let bare = format!("{}/graph", crate::bot::ORIGIN);
    assert_eq!(graph.post(&bare, APP, "t", &early).await.unwrap(), 202);
    let call = within(placing).await.unwrap().unwrap();
    assert_eq!(call.id().await.unwrap().as_deref(), Some(&*id));
    graph.pick_up(&id).unwrap();
    within(call.established()).await.unwrap();
    assert_eq!(within(call.start(prompt()).await.unwrap()).await.unwrap().outcome(), Outcome::Succeeded);
    assert_eq!(bot.live.counts().await.unwrap().calls, 2);
}
