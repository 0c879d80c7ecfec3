//! Events: of every kind, once each, delivered until they are acknowledged.

use crate::bot::{APP, Bot, ORIGIN, TENANT, next, prompt, rest, timed, within};
use comms::actions::call::{Answer, SubscribeToTone};
use comms::{Call, Outcome, Tone};
use comms_fake::{FakeGraph, Fault};
use comms_live::store::{EventKind, Memory};
use comms_live::{Event, StartError};
use futures_util::StreamExt as _;
use std::sync::Arc;
use std::time::Duration;

fn kinds(events: &[Event]) -> Vec<EventKind> {
    events.iter().map(Event::kind).collect()
}

#[tokio::test]
async fn duplicates_make_no_second_event() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    graph.set_faults(comms_fake::Faults::seeded(1).with(1.0, Fault::DuplicateNotification));
    let call = bot.call().await;
    let play = call.start(prompt()).await.unwrap();
    within(&play).await.unwrap();
    graph.idle().await;
    let events = rest(&mut bot.live.events()).await;
    let states: Vec<_> = events.iter().filter(|event| event.kind() == EventKind::Call).collect();
    assert_eq!(
        states.iter().map(|event| event.call_state().unwrap()).collect::<Vec<_>>(),
        ["establishing", "established"]
    );
    assert_eq!(kinds(&events).iter().filter(|kind| **kind == EventKind::End).count(), 1);
    assert_eq!(kinds(&events).iter().filter(|kind| **kind == EventKind::Participants).count(), 1);
    let end = events.iter().find(|event| event.kind() == EventKind::End).unwrap();
    assert_eq!((end.operation(), end.outcome()), (Some(play.key()), Some(Outcome::Succeeded)));
    assert_eq!(end.call_id(), call.id().await.unwrap().as_deref());
    assert!(end.at().is_some() && end.operation_id().is_some() && end.client_context().is_some());
    let operation: comms::PlayPromptOperation = end.read().unwrap();
    assert_eq!(operation.id(), end.operation_id());
}

#[tokio::test]
async fn an_incoming_call_is_answered_and_its_tones_are_heard() {
    let graph = FakeGraph::start().await.unwrap();
    graph.register(APP, &format!("{ORIGIN}/graph")).unwrap();
    let bot = Bot::with(&graph, Arc::new(Memory::new()), |builder| builder.tenants([TENANT])).await;
    let mut events = bot.live.events();
    let mut incoming = Call::default();
    incoming.set_tenant_id(TENANT);
    graph.next_on("incoming", Fault::DuplicateNotification);
    let id = graph.incoming(&incoming).unwrap();
    let event = next(&mut events).await;
    assert_eq!((event.kind(), event.call_id()), (EventKind::Incoming, Some(&*id)));
    assert_eq!(event.read::<Call>().unwrap().tenant_id(), Some(TENANT));

    let call = event.call();
    call.send(Answer::at(ORIGIN)).await.unwrap();
    within(call.established()).await.unwrap();
    within(call.start(SubscribeToTone::default()).await.unwrap()).await.unwrap();
    graph.next_on("tone", Fault::DuplicateNotification);
    graph.press(&id, Tone::Tone7).unwrap();
    graph.idle().await;
    let tones: Vec<_> = rest(&mut events).await.into_iter().filter(|event| event.kind() == EventKind::Tone).collect();
    assert_eq!(tones.len(), 1);
    assert_eq!(tones[0].read::<Call>().unwrap().tone_info().tone(), Some(&Tone::Tone7));
    graph.hang_up(&id).unwrap();
    within(call.ended()).await.unwrap();
}

#[tokio::test]
async fn nothing_is_sent_in_the_name_of_a_tenant_that_is_not_listed() {
    let graph = FakeGraph::start().await.unwrap();
    graph.register(APP, &format!("{ORIGIN}/graph")).unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    graph.incoming(Call::default()).unwrap();
    let event = next(&mut bot.live.events()).await;
    let refused = event.call().send(Answer::at(ORIGIN)).await;
    assert!(matches!(refused, Err(StartError::Tenant(_))), "{refused:?}");
    assert!(graph.received("token") == 0 && graph.received("answer") == 0);
}

#[tokio::test]
async fn an_event_comes_again_until_it_is_acknowledged() {
    let graph = FakeGraph::start().await.unwrap();
    let (bot, clock) = timed(&graph).await;
    bot.call().await;
    graph.idle().await;
    let mut events = bot.live.events();
    let first = within(events.next()).await.unwrap();
    drop(events);
    let mut events = bot.live.events();
    let again = within(events.next()).await.unwrap();
    assert_eq!((first.id(), again.attempts()), (again.id(), 2));
    rest(&mut events).await;

    // Never acknowledged by its reader: it comes 10 times, then it is parked.
    clock.push(Duration::from_secs(60));
    let mut deliveries = 2;
    loop {
        clock.push(Duration::from_secs(3600));
        match tokio::time::timeout(Duration::from_millis(1500), events.next()).await {
            Ok(Some(event)) => deliveries = event.attempts(),
            _ => break,
        }
    }
    assert_eq!(deliveries, 10);
    let parked = bot.live.parked(10).await.unwrap();
    assert_eq!(parked.iter().map(Event::id).collect::<Vec<_>>(), [first.id()]);
    assert_eq!(bot.live.counts().await.unwrap().parked, 1);
    parked[0].ack().await.unwrap();
    assert_eq!(bot.live.counts().await.unwrap().parked, 0);
}

#[tokio::test]
async fn an_event_that_ends_ten_readers_is_parked_and_those_behind_it_are_not() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    bot.call().await;
    graph.idle().await;
    let mut ids = Vec::new();
    for delivery in 1..=10 {
        // The reader ends with the statement, as it would with its process.
        let event = within(bot.live.events().next()).await.unwrap();
        assert_eq!(event.attempts(), delivery);
        ids.push(event.id());
    }
    ids.dedup();
    let others = rest(&mut bot.live.events()).await;
    assert!(others.len() > 1 && others.iter().all(|event| event.attempts() == 1), "{others:?}");
    let parked = bot.live.parked(10).await.unwrap();
    assert_eq!(parked.iter().map(Event::id).collect::<Vec<_>>(), ids);
}

#[tokio::test]
async fn an_event_that_is_not_wanted_is_not_delivered() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    bot.call().await;
    graph.idle().await;
    let first = within(bot.live.events().next()).await.unwrap();
    for _ in 0..10 {
        let mut events = bot.live.events();
        assert!(tokio::time::timeout(Duration::from_millis(20), events.next_wanted(|_| false)).await.is_err());
    }
    let second = within(bot.live.events().next_wanted(|id| id != first.id())).await.unwrap();
    assert!(second.id() != first.id() && second.attempts() == 1);
    let again = within(bot.live.events().next()).await.unwrap();
    assert_eq!((again.id(), again.attempts()), (first.id(), 2));
}

#[tokio::test]
async fn two_readers_share_the_events() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let (mut one, mut two) = (bot.live.events(), bot.live.events());
    let call = bot.call().await;
    for _ in 0..10 {
        within(call.start(prompt()).await.unwrap()).await.unwrap();
    }
    let (one, two) = tokio::join!(rest(&mut one), rest(&mut two));
    let mut ids: Vec<_> = one.iter().chain(&two).map(Event::id).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "each to one of them");
    let ends = one.iter().chain(&two).filter(|event| event.kind() == EventKind::End).count();
    assert_eq!(ends, 10);
}

#[tokio::test]
async fn what_cannot_be_placed_is_an_event_of_its_own() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let mut events = bot.live.events();
    let url = format!("{ORIGIN}/graph");
    let bodies = [
        r#"{"value": [{"changeType": "created", "resourceUrl": "/users/7/messages/8", "resourceData": {"x": 1.50}}]}"#,
        r#"{"hello": "world"}"#,
        r#"{"value": []}"#,
    ];
    for body in bodies {
        assert_eq!(graph.post(&url, APP, TENANT, body).await.unwrap(), 202, "{body}");
        let event = next(&mut events).await;
        assert_eq!((event.kind(), event.call_id()), (EventKind::Other, None));
    }
    for (body, status) in [("[]", 400), ("{\"value\": [7", 400)] {
        assert_eq!(graph.post(&url, APP, TENANT, body).await.unwrap(), status, "{body}");
    }
    // Several calls in one body: each is told of in its own record.
    let both = r##"{"value": [
        {"changeType": "updated", "resourceUrl": "/communications/calls/A", "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established"}},
        {"changeType": "updated", "resourceUrl": "/communications/calls/B", "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established"}},
        {"changeType": "deleted", "resourceUrl": "/communications/calls/a"}]}"##;
    assert_eq!(graph.post(&url, APP, TENANT, both).await.unwrap(), 202);
    let told = rest(&mut events).await;
    let mut states: Vec<_> = told.iter().map(|event| (event.call_id().unwrap(), event.call_state().unwrap())).collect();
    states.sort_unstable();
    assert_eq!(states, [("A", "established"), ("A", "terminated"), ("B", "established")]);
    assert_eq!(bot.live.counts().await.unwrap().calls, 3);
}

#[tokio::test]
async fn a_program_that_reads_no_events_keeps_none() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::with(&graph, Arc::new(Memory::new()), comms_live::Builder::without_events).await;
    let call = bot.call().await;
    let end = within(call.start(prompt()).await.unwrap()).await.unwrap();
    assert_eq!(end.outcome(), Outcome::Succeeded);
    assert_eq!(bot.live.counts().await.unwrap().unacknowledged, 0);
    let mut events = std::pin::pin!(bot.live.events().into_stream());
    let none = tokio::time::timeout(Duration::from_millis(50), events.next()).await;
    assert!(none.is_err(), "{none:?}");
    bot.live.shutdown().await;
    assert!(within(events.next()).await.is_none());
}

#[tokio::test]
async fn a_notification_of_a_call_that_nobody_knows_gets_a_record() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let mut events = bot.live.events();
    let state = |id: &str, state: &str| {
        format!(
            r##"{{"value": [{{"changeType": "updated", "resourceUrl": "/communications/calls/{id}",
                "resourceData": {{"@odata.type": "#microsoft.graph.call", "id": "{id}", "state": "{state}"}}}}]}}"##
        )
    };
    // At the URL of a key that was forgotten, or of another store: it may be the only notification.
    let key = comms_live::CallKey::random();
    let keyed = format!("{ORIGIN}/graph/{key}");
    assert_eq!(graph.post(&keyed, APP, TENANT, &state("9", "established")).await.unwrap(), 202);
    let event = next(&mut events).await;
    assert_eq!((event.id().call, event.call_id()), (key, Some("9")));
    // At that URL, about another call.
    assert_eq!(graph.post(&keyed, APP, TENANT, &state("8", "established")).await.unwrap(), 202);
    let other = next(&mut events).await;
    assert!(other.id().call != key && other.call_id() == Some("8"));
    // Without a key: known by its id alone, in any case.
    let bare = format!("{ORIGIN}/graph");
    assert_eq!(graph.post(&bare, APP, TENANT, &state("9", "hold")).await.unwrap(), 202);
    assert_eq!(next(&mut events).await.id().call, key);
}
