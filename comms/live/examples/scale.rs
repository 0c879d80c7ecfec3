//! Sizes a store: fills it with a model of many calls, measures what it bears, and prints which limit comes first.
//!
//! ```text
//! cargo run --release -p comms-live --example scale -- calls.db 100000
//! cargo run --release -p comms-live --features postgres --example scale -- postgres://bot@localhost/scale 1000000
//! ```
//!
//! The model: each call has one pending operation, starts another each 20 s, and an operation is three messages (intent, answer,
//! end). The records are those of a real call. Start with an empty store: the model stays in it.
#![allow(clippy::cast_precision_loss, reason = "figures are printed with few digits")]

use comms::CreateCall;
use comms::actions::call::PlayPrompt;
use comms_fake::FakeGraph;
use comms_live::graph::ClientSecret;
use comms_live::store::{Change, EventKind, Memory, NewEvent, Next, Record, Sqlite, Store, Work};
use comms_live::{CallKey, Cloud, Live};
use futures_util::StreamExt as _;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

#[cfg(feature = "postgres")]
#[path = "scale/plain.rs"]
mod plain;

/// Seconds between two operations of a call, and messages of an operation.
const PERIOD: u64 = 20;
const MESSAGES: u64 = 3;
/// Seconds between two `keepAlive`.
const KEEP_ALIVE: u64 = 900;
/// Requests that Graph takes of one app each second.
const GRAPH: u64 = 13_000;
/// Messages that wait for the store at once.
const SENDERS: usize = 256;

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [target, calls, rest @ ..] = &*arguments else {
        return Err("usage: scale STORE CALLS [SECONDS]".into());
    };
    let (calls, seconds) = (calls.parse::<usize>()?, rest.first().map_or(Ok(10), |text| text.parse())?);
    let time = Duration::from_secs(seconds);
    let sample = Arc::new(Sample::take().await?);
    println!("a record has {} bytes, an end's event {}", sample.record.body.len(), sample.event.len());

    let store = open(target).await?;
    let started = Instant::now();
    let keys: Arc<[CallKey]> = fill(&*store, &sample, calls).await?.into();
    let filled = started.elapsed();
    println!("{calls} calls stored in {:.1} s", filled.as_secs_f64());
    let size = size(target).await?;
    println!("{:.1} MB, {} bytes for each call", size as f64 / 1e6, size / calls.max(1) as u64);

    let mut queries = Vec::new();
    for _ in 0..20 {
        let started = Instant::now();
        store.due(256, Duration::from_secs(30)).await?;
        queries.push(started.elapsed());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    queries.sort_unstable();
    println!("due records, 256 at most: median {:.2} ms, worst {:.2} ms", millis(queries[10]), millis(queries[19]));

    let rate = messages(&store, &sample, &keys, time).await?;
    println!("{rate:.0} durable messages a second, each a record read and written, and an event");
    #[cfg(feature = "postgres")]
    if is_postgres(target) {
        let plain = plain::rate(target, &sample.record.body, &sample.event, &keys, time).await?;
        println!("{plain:.0} by plain SQL of the same shape; the store has {:.2} of it", rate / plain);
    }
    store.close().await;
    let started = Instant::now();
    open(target).await?.counts().await?;
    println!("a node starts, and counts all, in {:.2} s", started.elapsed().as_secs_f64());
    report(calls as u64, rate);
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn is_postgres(target: &str) -> bool {
    target.contains("://") || target.contains('=')
}

async fn open(target: &str) -> Result<Arc<dyn Store>, Failure> {
    #[cfg(feature = "postgres")]
    if is_postgres(target) {
        return Ok(Arc::new(comms_live::store::Postgres::connect(target).await?));
    }
    if is_postgres(target) {
        return Err("a PostgreSQL store needs --features postgres".into());
    }
    Ok(Arc::new(Sqlite::open(target)?))
}

async fn size(target: &str) -> Result<u64, Failure> {
    #[cfg(feature = "postgres")]
    if is_postgres(target) {
        return plain::size(target).await;
    }
    let files = ["", "-wal"].map(|end| std::fs::metadata(Path::new(&format!("{target}{end}"))));
    Ok(files.into_iter().flatten().map(|file| file.len()).sum())
}

/// The record of a real call with a pending operation, and the event of an operation's end.
struct Sample {
    record: Record,
    event: Vec<u8>,
}

impl Sample {
    async fn take() -> Result<Self, Failure> {
        let graph = FakeGraph::start().await?;
        let cloud = Cloud::custom(graph.base_url(), graph.login_url());
        let store = Arc::new(Memory::new());
        let live = Live::builder(cloud.key_document(graph.openid_url()).issuer(graph.issuer()), "app")
            .credential(ClientSecret::new("secret"))
            .callback("https://bot.example.com/graph")
            .shared_store(Arc::clone(&store) as _)
            .build()
            .await?;
        let tcp = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        graph.route("https://bot.example.com", tcp.local_addr()?)?;
        tokio::spawn(axum::serve(tcp, live.router()).into_future());
        let call = live.start_call(CreateCall::to_user("tenant", "user")).await?;
        call.established().await?;
        let prompt = || PlayPrompt::of("https://cdn.example.com/greeting.wav");
        call.start(prompt()).await?.timeout(Duration::from_secs(10)).await?;
        call.start(prompt()).await?;
        let record = store.load(call.key()).await?.ok_or("no record")?;
        let events = store.take_events(1, 100, Duration::from_secs(30)).await?;
        let end = events.into_iter().find(|event| event.kind == EventKind::End).ok_or("no end")?;
        live.shutdown().await;
        Ok(Self { record, event: end.body })
    }
}

/// Stores the calls. Their due times are spread over the next 5 minutes.
async fn fill(store: &dyn Store, sample: &Arc<Sample>, calls: usize) -> Result<Vec<CallKey>, Failure> {
    let (keys, now): (Vec<_>, _) = ((0..calls).map(|_| CallKey::random()).collect(), store.now());
    let work = |(index, key): (usize, &CallKey)| {
        let sample = Arc::clone(sample);
        let due = now + Duration::from_millis(index as u64 * 7919 % 300_000);
        Work::new(*key, move |_| {
            let record =
                Record { call_id: Some(CallKey::random().to_string()), due: Some(due), ..sample.record.clone() };
            Next { record: Change::Put(record), events: Vec::new() }
        })
    };
    let numbered: Vec<_> = keys.iter().enumerate().collect();
    let groups = numbered.chunks(512).map(|group| store.transact(group.iter().copied().map(work).collect()));
    let mut groups = futures_util::stream::iter(groups).buffer_unordered(8);
    while let Some(results) = groups.next().await {
        results.into_iter().collect::<Result<Vec<_>, _>>()?;
    }
    drop(groups);
    Ok(keys)
}

/// Sends messages about random calls for that time, and returns how many were committed a second.
async fn messages(
    store: &Arc<dyn Store>,
    sample: &Arc<Sample>,
    keys: &Arc<[CallKey]>,
    time: Duration,
) -> Result<f64, Failure> {
    let started = Instant::now();
    let senders = (0..SENDERS).map(|sender| {
        let (store, sample, keys) = (Arc::clone(store), Arc::clone(sample), Arc::clone(keys));
        tokio::spawn(async move {
            let mut count = 0_usize;
            while started.elapsed() < time {
                let key = keys[(count * SENDERS + sender) * 7919 % keys.len()];
                let sample = Arc::clone(&sample);
                let work = Work::new(key, move |current| {
                    let record = current.record.cloned().unwrap_or_default();
                    let body = sample.event.clone();
                    let event = NewEvent { kind: EventKind::Tone, operation: None, body, acknowledged: true };
                    Next { record: Change::Put(record), events: vec![event] }
                });
                store.transact(vec![work]).await.into_iter().collect::<Result<Vec<_>, _>>()?;
                count += 1;
            }
            Ok::<_, Failure>(count)
        })
    });
    let mut count = 0;
    for sender in senders.collect::<Vec<_>>() {
        count += sender.await??;
    }
    Ok(count as f64 / started.elapsed().as_secs_f64())
}

/// Prints what the calls need, and what each part bears.
fn report(calls: u64, rate: f64) {
    let (messages, requests) = (calls * MESSAGES / PERIOD, calls / PERIOD + calls / KEEP_ALIVE);
    // A request and its answer, or a notification with its token: 3 kB, with their headers.
    let megabits = (messages * 3_000 * 8) as f64 / 1e6;
    println!("\n{calls} calls with an operation each {PERIOD} s need:");
    println!("  {messages} messages a second: {:.1} databases such as this", messages as f64 / rate);
    println!("  {requests} requests a second: {:.1} apps, at Graph's limit of {GRAPH}", requests as f64 / GRAPH as f64);
    println!("  {megabits:.0} Mbit/s");
    let (by_database, by_graph) = (rate * PERIOD as f64 / MESSAGES as f64, (GRAPH * PERIOD) as f64);
    let first = if by_graph < by_database { "Graph's limit" } else { "the database" };
    println!("One app and one database such as this bear {:.0} calls; {first} comes first.", by_database.min(by_graph));
}
