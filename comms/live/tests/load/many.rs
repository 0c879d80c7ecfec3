//! A store that knows many calls: how soon a bot on it works, and the memory that it takes.

use crate::bot::{APP, Bot, Folder, ORIGIN, TENANT, record, rest, within};
use crate::{MIB, Process, in_child, number, start};
use comms_fake::FakeGraph;
use comms_live::CallKey;
use comms_live::store::{Change, EventKind, NewEvent, Next, Record, Sqlite, Store as _, Work};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Notifications and events of the bot before its memory is read.
const MESSAGES: usize = 500;

#[test]
#[ignore = "the process whose memory is read"]
fn child() {
    in_child(async |folder| {
        let started = Instant::now();
        let live = start(&folder, |builder| builder).await;
        let mut events = live.events();
        events.next().await.unwrap().ack().await.unwrap();
        println!("BOT ready {}", started.elapsed().as_millis());
        for _ in 1..MESSAGES {
            events.next().await.unwrap().ack().await.unwrap();
        }
        // Both read all that is there.
        let (calls, overdue) = (live.counts().await.unwrap().calls, live.overdue().await.unwrap().len());
        println!("BOT calls {calls} {overdue}");
        std::future::pending::<()>().await;
    });
}

/// The record and an event of a call with five operations that have ended, as a bot stores them.
async fn sample(graph: &FakeGraph, folder: &Path) -> (String, Record, Vec<u8>) {
    let store = Arc::new(Sqlite::open(folder.join("sample.db")).unwrap());
    let bot = Bot::start(graph, Arc::clone(&store) as _).await;
    let call = bot.call().await;
    for number in 0..5 {
        within(call.start(record(&format!("context-{number}"))).await.unwrap()).await.unwrap();
    }
    let events = rest(&mut bot.live.events()).await;
    let end = events.iter().find(|event| event.kind() == EventKind::End).unwrap();
    let end = store.ends_of(call.key(), end.operation().unwrap().number).await.unwrap().remove(0);
    let record = store.load(call.key()).await.unwrap().unwrap();
    let id = call.id().await.unwrap().unwrap();
    bot.stop().await;
    (id, record, end.body)
}

/// The n-th call's id, as long as those of the fake.
fn id_of(sample: &str, number: u64) -> String {
    format!("{number:0width$}", width = sample.len())
}

async fn fill(graph: &FakeGraph, folder: &Path, calls: u64) -> String {
    let (id, sample, event) = sample(graph, folder).await;
    let text = String::from_utf8(sample.body.clone()).unwrap();
    let store = Sqlite::open(folder.join("calls.db")).unwrap();
    let numbers: Vec<u64> = (0..calls).collect();
    for numbers in numbers.chunks(1000) {
        let works = numbers.iter().map(|number| {
            let own = id_of(&id, *number);
            let record =
                Record { call_id: Some(own.clone()), body: text.replace(&id, &own).into_bytes(), ..sample.clone() };
            let event = NewEvent { kind: EventKind::End, operation: Some(1), body: event.clone(), acknowledged: false };
            let next = Next { record: Change::Put(record), events: vec![event] };
            Work::new(CallKey::random(), move |_| next.clone())
        });
        assert!(store.transact(works.collect()).await.iter().all(Result::is_ok));
    }
    store.close().await;
    id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn many_calls_take_little_memory_and_little_time_to_start() {
    let calls = number("COMMS_CALLS", 3_000);
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new());
    let id = fill(&graph, &folder.path(""), calls).await;

    let process = Process::start("many::child", &graph, &folder.path(""));
    process.listens(&graph);
    let ready: u64 = process.line("ready", Duration::from_secs(60)).parse().unwrap();
    assert_eq!(process.line("calls", Duration::from_secs(600)), format!("{calls} 0"));
    for number in (0..calls).step_by(usize::try_from(calls).unwrap() / MESSAGES) {
        let body = format!(
            r##"{{"value": [{{"changeType": "updated", "resourceUrl": "/communications/calls/{}",
                "resourceData": {{"@odata.type": "#microsoft.graph.call", "state": "hold"}}}}]}}"##,
            id_of(&id, number)
        );
        assert_eq!(graph.post(&format!("{ORIGIN}/graph"), APP, TENANT, &body).await.unwrap(), 202);
    }
    let (peak, size) = (process.memory("VmHWM"), std::fs::metadata(folder.path("calls.db")).unwrap().len());
    println!("{calls} calls: ready in {ready} ms, {} MiB of memory, {} MiB of database", peak / MIB, size / MIB);
    assert!(peak < 200 * MIB, "{peak} bytes");
    assert!(ready < 1000, "{ready} ms");
}
