//! Memory of the listener. One thread does all, so that each allocation is counted.

mod support;

use comms_live::listener::Limits;
use futures_util::future::join_all;
use std::sync::Arc;
use std::time::Duration;
use support::bench::{Answer, Bench};
use tokio::io::AsyncWriteExt as _;
use tokio::runtime::{Builder, Runtime};

const MIB: usize = 1024 * 1024;
/// Senders at once.
const SENDERS: usize = 200;
/// Time for a body to arrive.
const TIME: Duration = Duration::from_secs(1);

/// Bodies of some kind, and the answers that they may get. If only they are sent, one at least gets the first.
struct Kind {
    name: &'static str,
    /// Headers beside the token.
    headers: String,
    body: String,
    /// True if the sender pauses after each byte.
    is_slow: bool,
    statuses: &'static [u16],
}

impl Kind {
    /// A body of the length that its headers declare.
    fn new(name: &'static str, body: String, statuses: &'static [u16]) -> Arc<Self> {
        let headers = format!("content-length: {}\r\n", body.len());
        Arc::new(Self { name, headers, body, is_slow: false, statuses })
    }

    async fn send(&self, bench: &Bench) -> u16 {
        let head = bench.head(&self.headers);
        if !self.is_slow {
            return bench.exchange(&head, self.body.as_bytes()).await.status;
        }
        let (mut reading, mut writing) = tokio::io::split(bench.connect().await);
        writing.write_all(head.as_bytes()).await.unwrap();
        let write = async {
            for byte in self.body.bytes() {
                tokio::time::sleep(TIME / 10).await;
                if writing.write_all(&[byte]).await.is_err() {
                    break;
                }
            }
            std::future::pending().await
        };
        tokio::select! {
            answer = Answer::read(&mut reading) => answer.status,
            never = write => never,
        }
    }
}

/// Bodies that arrive whole, and are read as JSON.
fn whole() -> Vec<Arc<Kind>> {
    let objects = vec![r#"{"resourceData":{}}"#; 9_900].join(",");
    let letters = "a".repeat(MIB - 100);
    vec![
        Kind::new("many objects", format!(r#"{{"value":[{objects}]}}"#), &[202, 408, 503]),
        Kind::new("large", format!(r#"{{"value":[],"x":"{letters}"}}"#), &[202, 408, 503]),
        Kind::new("not JSON", letters, &[400, 408, 503]),
        Kind::new("deep", format!(r#"{{"value":{}"#, "[".repeat(MIB - 20)), &[400, 408, 503]),
    ]
}

/// Bodies that are not read to their end, or not as JSON.
fn cut() -> Vec<Arc<Kind>> {
    let letters = "a".repeat(MIB);
    let kind = |name, headers: &str, body: &str, is_slow, statuses| {
        Arc::new(Kind { name, headers: headers.to_owned(), body: body.to_owned(), is_slow, statuses })
    };
    let length = format!("content-length: {MIB}\r\n");
    let chunks = format!("{:x}\r\n{letters}a\r\n0\r\n\r\n", MIB + 1);
    vec![
        Kind::new("too many objects", format!(r#"{{"value":[{}]}}"#, vec!["{}"; 349_000].join(",")), &[413, 408, 503]),
        kind("half", &length, &letters[..MIB / 2], false, &[408, 503]),
        kind("slow", &length, &letters, true, &[408, 503]),
        kind("compressed", &format!("content-encoding: gzip\r\n{length}"), &letters, false, &[415]),
        kind("too large, in chunks", "transfer-encoding: chunked\r\n", &chunks, false, &[413, 408, 503]),
    ]
}

/// Sends bodies of the kinds in turn, all at once. Returns the most memory that was in use, and the statuses.
fn send(runtime: &Runtime, bench: &Arc<Bench>, kinds: &[Arc<Kind>]) -> (u64, Vec<u16>) {
    let mut statuses = Vec::new();
    let taken = allocation_counter::measure(|| {
        let posts = (0..SENDERS).map(|number| {
            let (bench, kind) = (Arc::clone(bench), Arc::clone(&kinds[number % kinds.len()]));
            runtime.spawn(async move { kind.send(&bench).await })
        });
        let answers = runtime.block_on(join_all(posts.collect::<Vec<_>>()));
        statuses.extend(answers.into_iter().map(Result::unwrap));
    });
    (taken.bytes_max, statuses)
}

#[test]
fn memory_stays_bounded_whatever_200_senders_send() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let bench = Arc::new(runtime.block_on(Bench::with(Limits { time: TIME, ..Limits::default() })));
    // The first request fetches the keys.
    runtime.block_on(bench.post("{}"));
    let (whole, cut) = (whole(), cut());
    let mut runs: Vec<&[Arc<Kind>]> = cut.iter().map(std::slice::from_ref).collect();
    let all = [&*whole, &*cut].concat();
    runs.extend([&*whole, &*all]);
    for kinds in runs {
        let (bytes, statuses) = send(&runtime, &bench, kinds);
        let name = kinds.iter().map(|kind| kind.name).collect::<Vec<_>>().join("; ");
        println!("{name}: {} KiB at once", bytes / 1024);
        // The budget of bodies, and the senders. An allocator may keep as much again of what was freed.
        assert!((1..48 * MIB as u64).contains(&bytes), "{name}: {bytes} bytes at once");
        for (index, kind) in kinds.iter().enumerate() {
            let own: Vec<u16> = statuses.iter().copied().skip(index).step_by(kinds.len()).collect();
            assert!(own.iter().all(|status| kind.statuses.contains(status)), "{}: {own:?}", kind.name);
            assert!(kinds.len() > 1 || own.contains(&kind.statuses[0]), "{}: {own:?}", kind.name);
        }
    }
}
