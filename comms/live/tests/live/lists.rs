//! Actions by name, lists of calls and operations, and calls that are placed once.

use crate::bot::{APP, Bot, TENANT, create_call, prompt, within};
use comms::Outcome;
use comms_fake::{FakeGraph, Fault};
use comms_live::store::{Change, Memory, Next, Record, Store, Work};
use comms_live::{Acted, AnyAction, Changed, EndError, OperationInfo, OperationKey, StartError, Wanted};
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn an_action_by_its_name_starts_an_operation_with_its_end() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.call().await;
    let text = br#"{"clientContext": "one", "maxRecordDurationInSeconds": 10}"#;
    let Acted::Started(recording) = call.act(AnyAction::on_call("recordResponse", text).unwrap()).await.unwrap() else {
        panic!("an operation")
    };
    let end = within(&recording).await.unwrap();
    assert_eq!((end.outcome(), end.client_context()), (Outcome::Succeeded, Some("one")));
    assert_eq!(end.operation().unwrap().unwrap().id(), end.id());
    let known = bot.live.any_operation(&recording.key()).unwrap().info().await.unwrap();
    assert_eq!((known.id.as_deref(), known.outcome), (end.id(), Some(Outcome::Succeeded)));

    let transfer = br#"{"transferTarget": {"identity": {"user": {"id": "6a1b2c3d-5fa4-42ca-bae8-6a692b15d4b8"}}}}"#;
    let sent = call.act(AnyAction::on_call("transfer", transfer).unwrap()).await.unwrap();
    assert!(matches!(sent, Acted::Sent(answer) if answer.is_empty()));
    let long = format!(r#"{{"clientContext": "{}"}}"#, "x".repeat(300));
    let refused = call.act(AnyAction::on_call("mute", long.as_bytes()).unwrap()).await;
    assert!(matches!(refused, Err(StartError::Invalid(_))));
}

#[tokio::test]
async fn operations_are_listed_by_pages_and_by_state() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let calls = [bot.call().await, bot.call().await, bot.call().await];
    let mut ended = Vec::new();
    for call in &calls {
        for _ in 0..3 {
            let operation = call.start(prompt()).await.unwrap();
            within(&operation).await.unwrap();
            ended.push(operation.key());
        }
    }
    graph.set(|settings| settings.operation = Duration::MAX);
    let mut pending = Vec::new();
    for call in &calls {
        pending.push(call.start(prompt()).await.unwrap().key());
    }
    ended.sort_unstable();
    pending.sort_unstable();
    let mut all = [ended.clone(), pending.clone()].concat();
    all.sort_unstable();
    for limit in [1, 2, 4, 5, 100] {
        let keys = async |wanted| pages(&bot, Wanted { limit, ..wanted }).await;
        assert_eq!(keys(Wanted::default()).await, all, "{limit}");
        assert_eq!(keys(Wanted { ended: Some(true), ..Wanted::default() }).await, ended, "{limit}");
        assert_eq!(keys(Wanted { ended: Some(false), ..Wanted::default() }).await, pending, "{limit}");
        let of_one: Vec<_> = all.iter().copied().filter(|key| key.call == calls[1].key()).collect();
        assert_eq!(keys(Wanted { call: Some(calls[1].key()), ..Wanted::default() }).await, of_one, "{limit}");
    }
    let waiting = bot.live.any_operation(&pending[0]).unwrap().info().await.unwrap();
    assert!(waiting.end.is_none() && waiting.outcome.is_none() && waiting.at.is_some() && waiting.id.is_some());
    let nobody = OperationKey { number: 99, ..pending[0] };
    let unknown = bot.live.any_operation(&nobody).unwrap().info().await;
    assert!(matches!(unknown, Err(EndError::Forgotten)));

    let first = bot.live.calls(None, 2).await.unwrap();
    let last = bot.live.calls(first.next, 2).await.unwrap();
    assert_eq!((first.next, last.next), (Some(first.calls[1].key), None));
    let listed = [first.calls, last.calls].concat();
    let mut keys: Vec<_> = calls.iter().map(|call| (call.key(), 1)).collect();
    keys.sort_unstable();
    assert_eq!(listed.iter().map(|call| (call.key, call.pending)).collect::<Vec<_>>(), keys);
    assert!(listed.iter().all(|call| call.state.as_deref() == Some("established") && call.ended.is_none()));
}

/// Reads all pages.
async fn pages(bot: &Bot, mut wanted: Wanted) -> Vec<OperationKey> {
    let mut keys = Vec::new();
    loop {
        let page = bot.live.operations(wanted).await.unwrap();
        assert!(page.operations.len() <= wanted.limit);
        keys.extend(page.operations.iter().map(|info: &OperationInfo| info.key));
        wanted.from = page.next;
        if page.next.is_none() {
            return keys;
        }
    }
}

#[tokio::test]
async fn changes_name_the_calls_that_change() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let mut changes = bot.live.changes();
    let call = bot.call().await;
    assert_eq!(
        within(async { Ok::<_, EndError>(changes.next().await) }).await.unwrap(),
        Some(Changed::Call(call.key()))
    );
    // One who is far behind learns that some were missed.
    for _ in 0..600 {
        bot.live.start_call(create_call()).await.unwrap();
    }
    let mut missed = false;
    for _ in 0..100 {
        missed |= changes.next().await == Some(Changed::Any);
    }
    assert!(missed);
    bot.live.shutdown().await;
    while changes.next().await.is_some() {}
}

#[tokio::test]
async fn pages_pass_calls_without_operations() {
    let graph = FakeGraph::start().await.unwrap();
    let store: Arc<dyn Store> = Arc::new(Memory::new());
    let bot = Bot::start(&graph, store).await;
    graph.set(|settings| settings.operation = Duration::MAX);
    // More than one page reads.
    for _ in 0..300 {
        bot.live.start_call(create_call()).await.unwrap();
    }
    let mut started = Vec::new();
    for call in bot.live.calls(None, 300).await.unwrap().calls.iter().step_by(100) {
        started.push(bot.live.call(call.key).start(prompt()).await.unwrap().key());
    }
    started.sort_unstable();
    assert_eq!(pages(&bot, Wanted { limit: 10, ..Wanted::default() }).await, started);
}

#[tokio::test]
async fn a_call_is_placed_once_with_one_key() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let first = bot.live.start_call_once("order 7", create_call()).await.unwrap();
    let again = bot.live.start_call_once("order 7", create_call()).await.unwrap();
    assert_eq!(first.key(), again.key());
    let mut other = create_call();
    other.set_subject("another");
    let other = bot.live.start_call_once("order 7", other).await;
    assert!(matches!(other, Err(StartError::OtherRequest(key)) if key == first.key()));
    assert_ne!(bot.live.start_call_once("order 8", create_call()).await.unwrap().key(), first.key());

    // A tenant is the same in any case.
    let mut again = create_call();
    again.set_tenant_id(TENANT.to_ascii_uppercase());
    let again = bot.live.start_call_once("order 7", again).await;
    assert!(matches!(again, Err(StartError::OtherRequest(key)) if key == first.key()));

    // A lost answer: the request is not sent again, and its notification names the call.
    graph.set(|settings| settings.ringing = Duration::from_millis(300));
    graph.next_on("createCall", Fault::ResetAfter);
    let lost = bot.live.start_call_once("order 9", create_call()).await.unwrap_err();
    let StartError::Unknown(key) = lost else { panic!("{lost:?}") };
    within(bot.live.call(key.call).established()).await.unwrap();
    assert_eq!(bot.live.start_call_once("order 9", create_call()).await.unwrap().key(), key.call);
    assert_eq!(graph.started("createCall"), 3);

    // One that was refused stays refused.
    graph.next_on("createCall", Fault::Unavailable { retry_after: None });
    let refused = bot.live.start_call_once("order 10", create_call()).await;
    assert!(matches!(refused, Err(StartError::Refused(_))), "{refused:?}");
    let again = bot.live.start_call_once("order 10", create_call()).await;
    assert!(matches!(again, Err(StartError::CallEnded(_))), "{again:?}");
}

/// Without a token nothing was sent, so the caller may repeat.
#[tokio::test]
async fn a_call_that_was_never_sent_is_placed_by_a_repeated_request() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    graph.expect_secret(APP, "another");
    for _ in 0..2 {
        let refused = bot.live.start_call_once("order 1", create_call()).await;
        assert!(matches!(refused, Err(StartError::NotSent(_))), "{refused:?}");
    }
    graph.expect_secret(APP, "secret");
    let call = bot.live.start_call_once("order 1", create_call()).await.unwrap();
    within(call.established()).await.unwrap();
    assert_eq!(graph.received("createCall"), 1);
}

#[tokio::test]
async fn a_record_of_a_later_version_ends_no_list() {
    let graph = FakeGraph::start().await.unwrap();
    let store = Arc::new(Memory::new());
    let bot = Bot::start(&graph, Arc::clone(&store) as _).await;
    let mut keys = [bot.call().await.key(), bot.call().await.key(), bot.call().await.key()];
    keys.sort_unstable();
    let later = Work::new(keys[1], |_| Next {
        record: Change::Put(Record { version: 99, body: b"?".to_vec(), ..Record::default() }),
        events: Vec::new(),
    });
    store.transact(vec![later]).await.remove(0).unwrap();
    let (mut listed, mut after) = (Vec::new(), None);
    loop {
        let page = bot.live.calls(after, 1).await.unwrap();
        listed.extend(page.calls.iter().map(|call| call.key));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(listed, [keys[0], keys[2]]);
}
