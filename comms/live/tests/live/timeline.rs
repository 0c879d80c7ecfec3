//! Recent calls with the lives of their operations.

use crate::bot::{Bot, prompt, record, within};
use comms::Outcome;
use comms_fake::FakeGraph;
use comms_live::OperationLife;
use comms_live::store::Memory;
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn recent_calls_have_the_lives_of_their_operations_also_after_a_restart() {
    let (graph, store) = (FakeGraph::start().await.unwrap(), Arc::new(Memory::new()));
    let bot = Bot::start(&graph, Arc::clone(&store) as _).await;
    let earlier = bot.call().await;
    let call = bot.call().await;
    within(&call.start(record("answer")).await.unwrap()).await.unwrap();
    graph.set(|settings| settings.operation = Duration::MAX);
    call.start(prompt()).await.unwrap();
    let text = |lives: &[OperationLife]| format!("{lives:?}");
    let before = bot.live.recent_calls(None, 10).await.unwrap();
    bot.stop().await;

    let bot = Bot::start(&graph, store).await;
    let recent = bot.live.recent_calls(None, 10).await.unwrap();
    assert_eq!(recent.calls.iter().map(|life| life.call.key).collect::<Vec<_>>(), [call.key(), earlier.key()]);
    assert!(recent.next.is_none() && recent.calls[1].operations.is_empty());
    let [answer, pending] = &recent.calls[0].operations[..] else { panic!("two operations: {recent:?}") };
    assert_eq!(text(&recent.calls[0].operations), text(&before.calls[0].operations));
    assert_eq!((answer.client_context.as_deref(), answer.outcome), (Some("answer"), Some(Outcome::Succeeded)));
    assert!(answer.started.unwrap() <= answer.ended.unwrap());
    let body = answer.body.as_deref().unwrap();
    assert!(body.contains("recordingLocation") && !body.contains("recordingAccessToken"), "{body}");
    assert!(pending.started.unwrap() >= answer.started.unwrap());
    assert_eq!((pending.ended, pending.outcome), (None, None));

    let page = bot.live.recent_calls(None, 1).await.unwrap();
    let page = bot.live.recent_calls(page.next, 1).await.unwrap();
    assert_eq!(page.calls[0].call.key, earlier.key());
}
