//! A journey with the same file in two bots, one after the other.

use crate::bot::{Bot, Folder, USER, next, prompt, record, within};
use comms::Outcome;
use comms::actions::participant::Invite;
use comms_fake::FakeGraph;
use comms_live::Operation;
use comms_live::store::{EventKind, Sqlite};
use std::sync::Arc;
use std::time::Duration;

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
