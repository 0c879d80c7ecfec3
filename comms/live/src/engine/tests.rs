//! Random schedules of inputs, without a service: whatever comes, in whatever order, each operation has one end.
//!
//! 40 schedules by default. More by a command: `COMMS_SCHEDULES=10000 cargo test -p comms-live --lib --release each_operation`.

use super::apply::{Act, Reply, apply};
use super::body;
use super::known::{Ahead, Known};
use super::record::CallRecord;
use super::settings::Settings;
use crate::store::{EventKind, Memory, Record, Store as _, StoreError, Work};
use crate::{CallKey, ManualClock};
use comms::tracker::Input;
use comms::{AnyCommsOperation, Call, CommsNotification, Outcome};
use entity_core::{ServiceError, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A generator of numbers (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

fn notified(text: &str) -> Act {
    let item: CommsNotification = json::from_str(text).unwrap();
    Act::Notified { items: Arc::new(vec![item]), which: vec![0], is_indexed: true }
}

/// A call in a store, with a clock that the schedule pushes.
struct Bench {
    store: Memory,
    clock: Arc<ManualClock>,
    settings: Arc<Settings>,
    known: Arc<Known>,
    key: CallKey,
    operations: Vec<Sent>,
}

/// An operation that was started: as the service sees it.
struct Sent {
    number: u64,
    context: String,
    id: String,
}

impl Bench {
    fn new() -> Self {
        let clock = Arc::new(ManualClock::new());
        let store = Memory::with_clock(Arc::clone(&clock) as _);
        Self {
            store,
            clock,
            settings: Arc::default(),
            known: Arc::default(),
            key: CallKey::random(),
            operations: Vec::new(),
        }
    }

    async fn act(&self, act: Act) -> Reply {
        let ahead = self.ahead(&act);
        self.act_after(ahead, act).await
    }

    fn ahead(&self, act: &Act) -> Option<Ahead> {
        self.known.ahead(&self.settings, self.key, self.store.now(), act)
    }

    /// Applies an input that was applied ahead of its transaction, perhaps to an earlier record.
    async fn act_after(&self, ahead: Option<Ahead>, act: Act) -> Reply {
        let reply = Arc::new(Mutex::new(Reply::default()));
        let (settings, known, out) = (Arc::clone(&self.settings), Arc::clone(&self.known), Arc::clone(&reply));
        let (key, ahead) = (self.key, Mutex::new(ahead));
        let work = Work::new(key, move |current| {
            let ahead = ahead.lock().unwrap().take();
            let (next, reply) = known.apply(&settings, key, current, &act, ahead);
            assert_eq!(apply(&settings, current, None, &act).next, next, "read anew, a record leads to the same");
            *out.lock().unwrap() = reply;
            next
        });
        let results = self.store.transact(vec![work]).await;
        assert!(results[0].is_ok(), "{results:?}");
        let reply = reply.lock().unwrap().clone();
        assert!(reply.error.is_none(), "{reply:?}");
        reply
    }

    async fn notify(&self, text: &str) {
        self.act(notified(text)).await;
    }

    async fn start(&mut self, dice: &mut Dice) {
        let context = format!("c{}", dice.below(40));
        let reply = self.act(Act::Intent { context: context.clone() }).await;
        if let Some(Ok(start)) = reply.start {
            let known = self.operations.iter().find(|sent| sent.context == context);
            assert_eq!(start.is_new, known.is_none(), "a context starts one operation");
            assert!(known.is_none_or(|known| known.number == start.number));
            if start.is_new {
                let id = format!("{:08x}-0000-4000-8000-{:012x}", start.number, dice.below(1 << 40));
                self.operations.push(Sent { number: start.number, context, id });
            }
        }
    }

    /// One message about an operation, as an answer or a notification, with or without its id and its context.
    async fn tell(&self, dice: &mut Dice) {
        if self.operations.is_empty() {
            return;
        }
        let sent = &self.operations[usize::try_from(dice.below(self.operations.len() as u64)).unwrap()];
        let status =
            ["notStarted", "running", "completed", "failed", "Completed"][usize::try_from(dice.below(5)).unwrap()];
        let (context, id) = (&sent.context, if dice.below(4) == 0 { sent.id.to_uppercase() } else { sent.id.clone() });
        match dice.below(8) {
            0 => {
                let operation: AnyCommsOperation =
                    json::from_str(&format!(r#"{{"id": "{id}", "status": "{status}"}}"#)).unwrap();
                let answer = Input::Answered { context: context.clone(), operation: Some(operation) };
                self.act(Act::Tracked(Box::new(answer))).await;
            }
            1 => {
                let answer = Input::Answered { context: context.clone(), operation: None };
                self.act(Act::Tracked(Box::new(answer))).await;
            }
            2 if dice.below(5) == 0 => {
                let error = ServiceError::from_response(503, &[], br#"{"error": {"code": "x"}}"#);
                self.act(Act::Tracked(Box::new(Input::Refused { context: context.clone(), error }))).await;
            }
            3 if dice.below(5) == 0 => {
                let closed = Input::Closed { operation: sent.number, outcome: Outcome::Failed };
                self.act(Act::Tracked(Box::new(closed))).await;
            }
            other => {
                let change = if status.eq_ignore_ascii_case("completed") { "deleted" } else { "updated" };
                let context = if other % 2 == 0 { format!(r#", "clientContext": "{context}""#) } else { String::new() };
                let act = notified(&format!(
                    r##"{{"changeType": "{change}", "resourceUrl": "/communications/calls/7/operations/{id}",
                        "resourceData": {{"@odata.type": "#microsoft.graph.recordOperation", "status": "{status}"{context}}}}}"##
                ));
                let ahead = self.ahead(&act);
                if dice.below(3) == 0 {
                    // Another input overtakes it.
                    self.act(Act::HungUp).await;
                }
                self.act_after(ahead, act).await;
            }
        }
    }

    async fn pass(&self, time: Duration) {
        self.clock.push(time);
        if !self.store.due(10, Duration::from_secs(1)).await.unwrap().is_empty() {
            let reply = self.act(Act::Time).await;
            if reply.asks {
                self.act(Act::Asked(None)).await;
            }
            if reply.keeps_alive {
                self.act(Act::KeptAlive(true)).await;
            }
        }
    }

    async fn state(&self, state: &str) {
        self.notify(&format!(
            r##"{{"changeType": "updated", "resourceUrl": "/communications/calls/7",
                "resourceData": {{"@odata.type": "#microsoft.graph.call", "id": "7", "state": "{state}"}}}}"##
        ))
        .await;
    }

    /// Ends the call, and lets the grace pass: nothing is pending, and each operation has one end.
    async fn finish(&self) {
        self.act(Act::Gone).await;
        for _ in 0..3 {
            self.pass(Duration::from_secs(61)).await;
        }
        let record = self.store.load(self.key).await.unwrap().unwrap();
        assert_eq!(CallRecord::read(&record, &self.settings).unwrap().tracker.pending().count(), 0);
        for sent in &self.operations {
            let ends = self.store.ends_of(self.key, sent.number).await.unwrap();
            let kinds: Vec<_> = ends.iter().map(|end| end.kind).collect();
            assert!(matches!(kinds[..], [EventKind::End] | [EventKind::End, EventKind::Late]), "{kinds:?}");
            let outcomes: Vec<_> = ends.iter().map(|end| body::read(&end.body).content.outcome).collect();
            if outcomes.len() == 2 {
                assert!(outcomes[0] == Some(Outcome::Unknown) && outcomes[1] != outcomes[0], "{outcomes:?}");
            }
        }
    }
}

async fn schedule(seed: u64) -> usize {
    let (mut bench, mut dice) = (Bench::new(), Dice(seed));
    bench.act(Act::Place { tenant: "t".to_owned(), fingerprint: None }).await;
    // The answer to the placing, the first notification, or both.
    if dice.below(2) == 0 {
        let call: Call = json::from_str(r#"{"id": "7", "state": "establishing"}"#).unwrap();
        bench.act(Act::Placed(Box::new(call))).await;
    }
    bench.state("establishing").await;
    for _ in 0..dice.below(120) {
        match dice.below(12) {
            0..=3 => bench.start(&mut dice).await,
            4..=8 => bench.tell(&mut dice).await,
            9 => bench.pass(Duration::from_secs(dice.below(400))).await,
            10 => bench.state(["establishing", "established", "hold"][usize::try_from(dice.below(3)).unwrap()]).await,
            _ if dice.below(20) == 0 => bench.state("terminated").await,
            _ => {}
        }
    }
    bench.finish().await;
    for _ in 0..20 {
        bench.tell(&mut dice).await;
    }
    bench.finish().await;
    bench.operations.len()
}

#[tokio::test]
async fn each_operation_has_one_end_whatever_comes() {
    let schedules = std::env::var("COMMS_SCHEDULES").map_or(40, |text| text.parse().unwrap());
    let mut operations = 0;
    for seed in 0..schedules {
        operations += schedule(seed).await;
    }
    assert!(operations > 100, "{operations}");
}

#[tokio::test]
async fn a_record_is_written_as_it_was_read_and_a_later_version_is_left_alone() {
    let bench = Bench::new();
    bench.act(Act::Place { tenant: "t \"x\"".to_owned(), fingerprint: Some(7) }).await;
    bench.state("established").await;
    bench.act(Act::Intent { context: "c".to_owned() }).await;
    bench
        .notify(
            r##"{"resourceUrl": "/communications/calls/7", "resourceData": {"@odata.type": "#microsoft.graph.call",
        "toneInfo": {"sequenceId": 3, "tone": "tone1"}}}"##,
        )
        .await;
    bench.act(Act::Asked(None)).await;
    bench.act(Act::HungUp).await;
    for act in [Act::Time, Act::Gone] {
        bench.act(act).await;
        let record = bench.store.load(bench.key).await.unwrap().unwrap();
        let read = CallRecord::read(&record, &bench.settings).unwrap();
        let written = read.write(&bench.settings);
        assert_eq!(String::from_utf8(written.body), String::from_utf8(record.body));
        assert_eq!(written.call_id.as_deref(), Some("7"));
        let times = (written.due.unwrap(), record.due.unwrap());
        assert!(times.0.duration_since(times.1).unwrap_or_default() < Duration::from_millis(1), "{times:?}");
    }
    let record = bench.store.load(bench.key).await.unwrap().unwrap();
    let later = Record { version: 2, ..record };
    assert!(matches!(CallRecord::read(&later, &bench.settings), Err(StoreError::Newer { found: 2, known: 1 })));
    let broken = Record { body: b"{\"tracker\": 7}".to_vec(), ..later };
    let broken = Record { version: 1, ..broken };
    assert!(matches!(CallRecord::read(&broken, &bench.settings), Err(StoreError::Corrupt(_))));
}
