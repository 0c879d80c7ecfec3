//! A long time with faults: no operation loses its end, and the bot does not grow.

use crate::bot::{Folder, create_call, record};
use crate::{MIB, Process, in_child, number, start};
use comms_fake::{FakeGraph, Faults};
use comms_live::store::EventKind;
use comms_live::{CallHandle, Event, Live, StartError};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::time::MissedTickBehavior;

/// Calls at once.
const CALLS: u64 = 100;
/// Starts on a call before it is hung up.
const STARTS: u64 = 40;
/// Readers of events.
const READERS: usize = 8;
/// From this time on, growth is looked for.
const LONG: Duration = Duration::from_secs(120);
/// Memory that an allocator may hold back without any growth of what is in use.
const SLACK: u64 = 8 * MIB;

/// Ends that are waited for and ends that came first, each by its context.
#[derive(Default)]
struct Ledger {
    waiting: Mutex<BTreeMap<String, Side>>,
    started: AtomicU64,
    ended: AtomicU64,
}

#[derive(PartialEq)]
enum Side {
    Start,
    End,
}

impl Ledger {
    /// Notes one side of a start and its end. The other one completes it.
    fn note(&self, context: &str, side: Side) {
        let mut waiting = self.waiting.lock().unwrap();
        match waiting.remove(context) {
            Some(other) => {
                assert!(other != side, "{context} has two ends");
                self.ended.fetch_add(1, Ordering::Relaxed);
            }
            None => drop(waiting.insert(context.to_owned(), side)),
        }
    }
}

#[test]
#[ignore = "the process whose memory is read"]
fn child() {
    in_child(async |folder| {
        let set = |builder: comms_live::Builder| {
            let builder = builder.overdue(Duration::from_secs(2)).grace(Duration::from_secs(1));
            builder.retention(Duration::from_secs(5))
        };
        let live = start(&folder, set).await;
        let ledger = Arc::<Ledger>::default();
        for _ in 0..READERS {
            tokio::spawn(read(live.clone(), Arc::clone(&ledger)));
        }
        let end = Instant::now() + Duration::from_secs(number("COMMS_SECONDS", 5));
        let workers = (0..CALLS).map(|index| tokio::spawn(work(live.clone(), Arc::clone(&ledger), index, end)));
        for worker in workers.collect::<Vec<_>>() {
            worker.await.unwrap();
        }
        println!("BOT over");
        let deadline = Instant::now() + Duration::from_secs(60);
        while !ledger.waiting.lock().unwrap().is_empty() && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        // Time for a second end to come.
        tokio::time::sleep(Duration::from_secs(1)).await;
        let waiting = ledger.waiting.lock().unwrap().len();
        println!(
            "BOT ended {} {} {waiting}",
            ledger.started.load(Ordering::Relaxed),
            ledger.ended.load(Ordering::Relaxed)
        );
        std::future::pending::<()>().await;
    });
}

/// Reads events. The end of each operation comes once, but for deliveries that were not acknowledged in time.
async fn read(live: Live, ledger: Arc<Ledger>) {
    let mut events = live.events();
    while let Some(event) = events.next().await {
        if event.kind() == EventKind::End && event.attempts() == 1 {
            ledger.note(event.client_context().expect("each start has a context"), Side::End);
        }
        Event::ack(&event).await.unwrap();
    }
}

/// Starts operations on one call after the other, at this worker's share of the rate.
async fn work(live: Live, ledger: Arc<Ledger>, index: u64, end: Instant) {
    let pause = Duration::from_secs(CALLS) / u32::try_from(number("COMMS_RATE", 100)).unwrap();
    let mut pace = tokio::time::interval(pause);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    for nth in 0.. {
        if Instant::now() >= end {
            return;
        }
        let Ok(call) = live.start_call(create_call()).await else { continue };
        if call.established().await.is_err() {
            continue;
        }
        for start in 0..STARTS {
            pace.tick().await;
            if Instant::now() >= end {
                break;
            }
            begin(&call, &ledger, format!("{index}-{nth}-{start}")).await;
        }
        while let Err(error) = call.hang_up().await {
            assert!(!matches!(error, StartError::Store(_)), "{error}");
        }
    }
}

async fn begin(call: &CallHandle, ledger: &Ledger, context: String) {
    match call.start(record(&context)).await {
        // Nothing was stored.
        Err(StartError::CallEnded(_) | StartError::NoCallId(_)) => return,
        Err(error @ (StartError::Store(_) | StartError::Limit(_) | StartError::Invalid(_))) => panic!("{error}"),
        _ => {}
    }
    ledger.started.fetch_add(1, Ordering::Relaxed);
    ledger.note(&context, Side::Start);
}

/// Memory and files of the bot at a time, in bytes.
#[derive(Clone, Copy)]
struct Sample {
    at: Duration,
    memory: u64,
    files: u64,
}

impl Sample {
    fn take(process: &Process, folder: &Path, at: Duration) -> Self {
        let size = |name| std::fs::metadata(folder.join(name)).map_or(0, |metadata| metadata.len());
        Self { at, memory: process.memory("VmRSS"), files: size("calls.db") + size("calls.db-wal") }
    }
}

/// The most of the samples from a tenth of the time to another.
fn most(samples: &[Sample], tenths: std::ops::Range<u32>, what: fn(&Sample) -> u64) -> u64 {
    let all = samples.last().unwrap().at;
    let within = |sample: &&Sample| (all * tenths.start / 10..=all * tenths.end / 10).contains(&sample.at);
    samples.iter().filter(within).map(what).max().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_long_time_with_faults_loses_no_end_and_takes_no_more_memory() {
    let graph = FakeGraph::start().await.unwrap();
    graph.set(|settings| settings.operation = Duration::from_millis(20));
    graph.set_faults(Faults::mixed(number("COMMS_SEED", 1)));
    let folder = Folder::new();
    let process = Process::start("soak::child", &graph, &folder.path(""));
    process.listens(&graph);
    let (started, mut samples) = (Instant::now(), Vec::new());
    loop {
        match process.lines.recv_timeout(Duration::from_secs(1)) {
            Ok(line) if line == "over" => break,
            Err(RecvTimeoutError::Timeout) => {
                samples.push(Sample::take(&process, &folder.path(""), started.elapsed()));
            }
            other => panic!("the bot ended: {other:?}"),
        }
    }
    let took = started.elapsed();
    graph.set_faults(Faults::default());
    let ended = process.line("ended", Duration::from_secs(90));
    let [starts, ends, lost] = ended.split(' ').map(|count| count.parse().unwrap()).collect::<Vec<u64>>()[..] else {
        panic!("{ended}")
    };
    println!("{starts} starts in {} s, {ends} ends, {lost} lost", took.as_secs());
    assert_eq!((ends, lost), (starts, 0));
    assert_eq!(graph.repeated(), Vec::<String>::new(), "operations that were started twice");
    assert!(starts >= CALLS, "the bot did some work");

    let [memory, files] = [|sample: &Sample| sample.memory, |sample: &Sample| sample.files].map(|what| {
        // After a warm-up, and at the end.
        (most(&samples, 2..5, what), most(&samples, 7..10, what))
    });
    println!(
        "memory {} MiB, then {} MiB; files {} MiB, then {} MiB",
        memory.0 / MIB,
        memory.1 / MIB,
        files.0 / MIB,
        files.1 / MIB
    );
    assert!(memory.1 < 200 * MIB);
    if took >= LONG {
        assert!(memory.1 <= memory.0 + SLACK, "the bot grows: {memory:?}");
        assert!(files.1 <= files.0 + SLACK, "its files grow: {files:?}");
    }
}
