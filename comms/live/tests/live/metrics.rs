//! Metrics, by the names and labels that the docs list.

use crate::bot::{Bot, next, prompt, within};
use comms_fake::{FakeGraph, Fault};
use comms_live::store::{EventKind, Memory};
use metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Counts of each metric with its labels, as `name{label=value}`.
#[derive(Clone, Default)]
struct Counts(Arc<Mutex<BTreeMap<String, u64>>>);

struct Count(String, Counts);

impl Count {
    fn add(&self, value: u64) {
        *self.1.0.lock().unwrap().entry(self.0.clone()).or_default() += value;
    }
}

impl CounterFn for Count {
    fn increment(&self, value: u64) {
        self.add(value);
    }
    fn absolute(&self, _: u64) {}
}

impl HistogramFn for Count {
    fn record(&self, _: f64) {
        self.add(1);
    }
}

impl Counts {
    fn of(&self, key: &Key) -> Arc<Count> {
        let labels: Vec<_> = key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        Arc::new(Count(format!("{}{{{}}}", key.name(), labels.join(",")), self.clone()))
    }
}

impl Recorder for Counts {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.of(key))
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }
    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.of(key))
    }
}

async fn journey() {
    let graph = FakeGraph::start().await.unwrap();
    let bot = Bot::start(&graph, Arc::new(Memory::new())).await;
    let call = bot.call().await;
    graph.next_on("playPrompt", Fault::Throttle { retry_after: Duration::from_secs(1) });
    within(call.start(prompt()).await.unwrap()).await.unwrap();
    let mut events = bot.live.events();
    while next(&mut events).await.kind() != EventKind::End {}
    graph.idle().await;
}

#[test]
fn what_was_done_is_counted() {
    let counts = Counts::default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    metrics::with_local_recorder(&counts, || runtime.block_on(journey()));
    let counts = counts.0.lock().unwrap().clone();
    let count = |name: &str| counts.get(name).copied().unwrap_or_default();
    for (name, expected) in [
        ("comms_token_fetches_total{result=ok}", 1),
        ("comms_graph_requests_total{action=calls,status=201}", 1),
        ("comms_graph_requests_total{action=playPrompt,status=429}", 1),
        ("comms_graph_requests_total{action=playPrompt,status=200}", 1),
        ("comms_graph_retries_total{action=playPrompt}", 1),
        ("comms_graph_request_seconds{action=playPrompt}", 2),
        // Two states, the participants, the end.
        ("comms_notifications_total{status=202}", 4),
        ("comms_notification_seconds{}", 4),
        ("comms_events_total{}", 4),
    ] {
        assert_eq!(count(name), expected, "{name} of {counts:#?}");
    }
    assert!(count("comms_key_fetches_total{result=ok}") >= 1, "{counts:#?}");
}
