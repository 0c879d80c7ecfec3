//! From a call to the ends of its operations, over a restart.

use crate::bot::{Bot, Folder, USER, create_call, next, prompt, record, within};
use comms::Outcome;
use comms::actions::call::PlayPrompt;
use comms::actions::participant::Invite;
use comms_fake::{FakeGraph, Fault};
use comms_live::store::{EventKind, Memory, Sqlite};
use comms_live::{EndError, Operation};
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn a_prompt_is_played_to_its_end() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.call().await;
    let play = call.start(prompt()).await.unwrap();
    let end = within(&play).await.unwrap();
    assert_eq!(end.outcome(), Outcome::Succeeded);
    assert_eq!(end.result_info().and_then(|result| result.code()), Some(200));
    let operation = end.operation().unwrap().unwrap();
    assert_eq!(operation.id(), end.id());
    assert_eq!(play.id().await.unwrap().as_deref(), end.id());

    // Its end is kept, for whoever asks later.
    let again: Operation<PlayPrompt> = bot.live.operation(&play.key()).unwrap();
    assert_eq!(within(again).await.unwrap().outcome(), Outcome::Succeeded);
    call.hang_up().await.unwrap();
    within(call.ended()).await.unwrap();
    call.hang_up().await.unwrap();
    assert!(matches!(call.start(prompt()).await, Err(comms_live::StartError::CallEnded(_))));
    assert!(graph.repeated().is_empty());
}

#[tokio::test]
async fn a_journey_over_a_restart() {
    let graph = FakeGraph::start().await.unwrap();
    graph.set(|settings| settings.operation = Duration::from_millis(200));
    let folder = Folder::new();
    let open = || Arc::new(Sqlite::open(folder.path("calls.db")).unwrap());
    let first = Bot::start(&graph, open()).await;
    let mut events = first.live.events();
    let call = first.call().await;
    let play = call.start(prompt()).await.unwrap();
    assert_eq!(within(&play).await.unwrap().outcome(), Outcome::Succeeded);
    while next(&mut events).await.kind() != EventKind::End {}

    // The end of this one comes while nobody listens.
    let recording = call.start(record("r1")).await.unwrap();
    let (key, operation) = (call.key(), recording.key().to_string());
    drop((events, call, play, recording));
    first.stop().await;
    tokio::time::sleep(Duration::from_millis(300)).await;

    let second = Bot::start(&graph, open()).await;
    let recording: Operation<comms::actions::call::RecordResponse> = second.live.operation(&operation).unwrap();
    let end = within(&recording).await.unwrap();
    assert_eq!((end.outcome(), end.client_context()), (Outcome::Succeeded, Some("r1")));
    assert!(end.operation().unwrap().unwrap().recording_location().is_some());

    let call = second.live.call(key);
    assert_eq!(within(call.start(Invite::user(USER)).await.unwrap()).await.unwrap().outcome(), Outcome::Succeeded);
    let mut events = second.live.events();
    let mut ends = Vec::new();
    while ends.len() < 2 {
        let event = next(&mut events).await;
        ends.extend((event.kind() == EventKind::End).then(|| event.operation().unwrap().number));
    }
    assert_eq!(ends, [2, 3], "the prompt's end was acknowledged");
    call.hang_up().await.unwrap();
    within(call.ended()).await.unwrap();
    assert_eq!((graph.started("playPrompt"), graph.started("recordResponse"), graph.started("invite")), (1, 1, 1));
    assert!(graph.repeated().is_empty());
}

#[tokio::test]
async fn an_end_that_overtakes_its_answer_is_the_end() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.call().await;
    for fault in [Fault::EndBeforeAnswer, Fault::NullAnswer, Fault::DelayAnswer(Duration::from_millis(150))] {
        graph.next_on("recordResponse", fault.clone());
        let recording = call.start(record(&format!("{fault:?}"))).await.unwrap();
        let end = within(recording).await.unwrap();
        assert_eq!(end.outcome(), Outcome::Succeeded, "{fault:?}");
        assert!(end.operation().unwrap().unwrap().recording_location().is_some(), "{fault:?}");
    }
}

#[tokio::test]
async fn a_start_with_a_known_context_sends_nothing() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.call().await;
    let first = call.start(record("once")).await.unwrap();
    let second = call.start(record("once")).await.unwrap();
    assert_eq!(first.key(), second.key());
    within(&first).await.unwrap();
    let third = call.start(record("once")).await.unwrap();
    assert_eq!(first.key(), third.key());
    assert_eq!(within(third).await.unwrap().outcome(), Outcome::Succeeded);
    assert_eq!(graph.received("recordResponse"), 1);
}

#[tokio::test]
async fn dropping_a_wait_leaves_the_operation() {
    let graph = FakeGraph::start().await.unwrap();
    graph.set(|settings| settings.operation = Duration::MAX);
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.call().await;
    let play = call.start(prompt()).await.unwrap();
    let early = play.timeout(Duration::from_millis(30)).await;
    assert!(matches!(early, Err(EndError::TimedOut)), "{early:?}");
    let id = play.id().await.unwrap().unwrap();
    graph.end_operation(&call.id().await.unwrap().unwrap(), &id, 200, 0).unwrap();
    assert_eq!(within(play).await.unwrap().outcome(), Outcome::Succeeded);
}

#[tokio::test]
async fn a_call_that_is_declined_was_never_established() {
    let graph = FakeGraph::start().await.unwrap();
    graph.set(|settings| settings.ringing = Duration::MAX);
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.live.start_call(create_call()).await.unwrap();
    graph.hang_up(&call.id().await.unwrap().unwrap()).unwrap();
    assert!(matches!(within(call.established()).await, Err(EndError::CallEnded)));
    let end = within(call.ended()).await.unwrap();
    assert_eq!(end.result_info.and_then(|result| result.code()), Some(603));
}
