//! From a call to the ends of its operations.

use crate::bot::{Bot, create_call, prompt, record, within};
use comms::Outcome;
use comms::actions::call::PlayPrompt;
use comms_fake::{FakeGraph, Fault};
use comms_live::store::Memory;
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
