//! What time brings: ends after the grace, questions about calls, `keepAlive`, retention. A test pushes the clock.

use crate::bot::{Bot, prompt, record, rest, timed, within};
use comms::Outcome;
use comms_fake::{FakeGraph, Fault};
use comms_live::store::EventKind;
use comms_live::{CallHandle, Clock as _, EndError, ManualClock};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// Pushes the time, in steps that the bot's loop sees, until the future ends.
async fn push_until<F: IntoFuture>(clock: &ManualClock, step: Duration, future: F) -> F::Output {
    let mut future = std::pin::pin!(within(future));
    loop {
        tokio::select! {
            output = &mut future => return output,
            () = tokio::time::sleep(Duration::from_millis(20)) => clock.push(step),
        }
    }
}

async fn id_of(call: &CallHandle) -> String {
    call.id().await.unwrap().unwrap()
}

async fn bot() -> (FakeGraph, Bot, std::sync::Arc<ManualClock>) {
    let graph = FakeGraph::start().await.unwrap();
    let (bot, clock) = timed(&graph).await;
    (graph, bot, clock)
}

#[tokio::test]
async fn a_lost_end_is_found_out_once_the_call_is_gone() {
    let (graph, bot, clock) = bot().await;
    let call = bot.call().await;
    graph.next_on("playPrompt", Fault::DropNotification);
    let play = call.start(prompt()).await.unwrap();
    graph.idle().await;
    graph.next_on("terminated", Fault::DropNotification);
    graph.hang_up(&id_of(&call).await).unwrap();
    let end = push_until(&clock, MINUTE, &play).await.unwrap();
    assert_eq!(end.outcome(), Outcome::Unknown);
    assert!(graph.received("getCall") >= 1);
    within(call.ended()).await.unwrap();
    let events = rest(&mut bot.live.events()).await;
    let last = events.iter().rfind(|event| event.kind() == EventKind::Call).unwrap();
    assert_eq!(last.call_state(), Some("terminated"));
    assert_eq!(events.iter().filter(|event| event.kind() == EventKind::End).count(), 1);
}

#[tokio::test]
async fn an_established_call_leaves_its_overdue_operations_pending() {
    let (graph, bot, clock) = bot().await;
    let call = bot.call().await;
    graph.next_on("playPrompt", Fault::DropNotification);
    let play = call.start(prompt()).await.unwrap();
    graph.idle().await;
    assert!(bot.live.overdue().await.unwrap().is_empty());
    let start = clock.now();
    push_until(&clock, MINUTE, async {
        // The call is kept alive meanwhile.
        tokio::join!(graph.request("getCall", 3), graph.request("keepAlive", 2));
    })
    .await;
    assert_eq!(bot.live.overdue().await.unwrap(), [play.key()]);
    assert!(matches!(play.timeout(Duration::from_millis(50)).await, Err(EndError::TimedOut)));
    // Asked with growing pauses: after 5, 10, 20, 40 minutes.
    let (asked, passed) = (graph.received("getCall"), clock.now().duration_since(start).unwrap());
    assert!(MINUTE * 5 * (1 << (asked - 1)) <= passed + MINUTE, "{asked} times in {passed:?}");
    // Being asked about is no news.
    let events = rest(&mut bot.live.events()).await;
    assert_eq!(events.iter().filter(|event| event.kind() == EventKind::Call).count(), 2);
}

#[tokio::test]
async fn a_call_that_ended_unheard_is_found_out_by_keep_alive() {
    let (graph, bot, clock) = bot().await;
    let call = bot.call().await;
    graph.next_on("terminated", Fault::DropNotification);
    graph.hang_up(&id_of(&call).await).unwrap();
    push_until(&clock, MINUTE, call.ended()).await.unwrap();
    assert_eq!(graph.received("keepAlive"), 1);
}

#[tokio::test]
async fn keep_alive_is_repeated_at_once_if_the_service_is_in_trouble() {
    let (graph, bot, clock) = bot().await;
    let call = bot.call().await;
    for fault in [Fault::Unavailable { retry_after: None }, Fault::ResetBefore, Fault::ResetAfter] {
        graph.next_on("keepAlive", fault.clone());
        let before = graph.received("keepAlive");
        push_until(&clock, MINUTE, graph.request("keepAlive", before + 1)).await;
        // Far less than the time until the next one.
        push_until(&clock, Duration::from_millis(100), graph.request("keepAlive", before + 2)).await;
        assert_eq!(call.state().await.unwrap().as_deref(), Some("established"), "{fault:?}");
    }
}

#[tokio::test]
async fn hanging_up_ends_the_call_even_if_its_end_is_never_reported() {
    let (graph, bot, clock) = bot().await;
    let call = bot.call().await;
    let recording = call.start(record("r")).await.unwrap();
    graph.next_on("terminated", Fault::DropNotification);
    call.hang_up().await.unwrap();
    push_until(&clock, MINUTE / 2, call.ended()).await.unwrap();
    let end = push_until(&clock, MINUTE / 2, &recording).await.unwrap();
    assert!(matches!(end.outcome(), Outcome::Unknown | Outcome::Succeeded));
}

#[tokio::test]
async fn an_end_within_the_grace_is_the_end_and_a_later_one_is_late() {
    for (late, first, kinds) in [
        (Duration::from_secs(30), Outcome::Succeeded, vec![EventKind::End]),
        (Duration::from_secs(90), Outcome::Unknown, vec![EventKind::End, EventKind::Late]),
    ] {
        let (graph, bot, clock) = bot().await;
        graph.set(|settings| settings.operation = Duration::MAX);
        let call = bot.call().await;
        rest(&mut bot.live.events()).await;
        let play = call.start(prompt()).await.unwrap();
        let (id, operation) = (id_of(&call).await, play.id().await.unwrap().unwrap());
        graph.hang_up(&id).unwrap();
        within(call.ended()).await.unwrap();
        clock.push(late);
        tokio::time::sleep(Duration::from_millis(50)).await;
        if first == Outcome::Succeeded {
            graph.end_operation(&id, &operation, 200, 0).unwrap();
        }
        assert_eq!(within(&play).await.unwrap().outcome(), first);
        if first == Outcome::Unknown {
            graph.end_operation(&id, &operation, 200, 0).unwrap();
            graph.idle().await;
            assert_eq!(within(&play).await.unwrap().outcome(), Outcome::Succeeded, "the better one");
        }
        let events = rest(&mut bot.live.events()).await;
        let ends: Vec<_> = events.iter().map(comms_live::Event::kind).filter(|kind| *kind != EventKind::Call).collect();
        assert_eq!(ends, kinds);
    }
}

#[tokio::test]
async fn a_call_is_kept_for_its_retention_and_until_its_events_are_acknowledged() {
    let (graph, bot, clock) = bot().await;
    let call = bot.call().await;
    let play = call.start(prompt()).await.unwrap();
    within(&play).await.unwrap();
    graph.hang_up(&id_of(&call).await).unwrap();
    within(call.ended()).await.unwrap();
    for _ in 0..30 {
        clock.push(60 * MINUTE);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(within(&play).await.is_ok(), "events are not acknowledged");
    let mut events = bot.live.events();
    assert!(rest(&mut events).await.len() >= 3);
    let gone = async {
        while call.id().await.is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    push_until(&clock, 60 * MINUTE, gone).await;
    assert!(matches!(within(&play).await, Err(EndError::Forgotten)));
    assert_eq!(bot.live.counts().await.unwrap().calls, 0);
}

/// As `comms serve --check` does, beside the nodes that work.
#[tokio::test]
async fn a_program_that_only_looks_asks_nothing_and_changes_nothing() {
    let (graph, bot, clock) = bot().await;
    let call = bot.call().await;
    let id = id_of(&call).await;
    graph.next_on("terminated", Fault::DropNotification);
    graph.hang_up(&id).unwrap();
    let store = bot.store();
    bot.stop().await;
    let given = std::sync::Arc::clone(&clock);
    let looks = Bot::with(&graph, store, |builder| builder.clock(given).without_reconciliation()).await;
    for _ in 0..5 {
        clock.push(MINUTE * 20);
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    assert_eq!((graph.received("getCall"), graph.received("keepAlive")), (0, 0));
    assert_eq!(looks.live.call(call.key()).state().await.unwrap().as_deref(), Some("established"));
}
