//! Bots that use any node, repeat what got no answer, and keep a ledger of operations and their ends.

use crate::cluster::{Cluster, Dice};
use futures_util::future::join_all;
use jiff::Timestamp;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, UNIX_EPOCH};
use tokio::task::JoinSet;

/// Operations of a call, which are started at once.
const OPERATIONS: u64 = 5;
/// The longest that an operation may take, whatever happens.
const LONGEST: Duration = Duration::from_secs(180);
/// The time after which a request without an answer is repeated at another node.
const PATIENCE: Duration = Duration::from_secs(5);
/// Acknowledgements of one reader that are under way at once.
const ACKS: usize = 32;

/// The operations that were started, and the events of ends that were delivered, each by its id.
#[derive(Default)]
pub(crate) struct Ledger {
    started: Mutex<BTreeSet<String>>,
    ends: Mutex<BTreeMap<String, BTreeSet<String>>>,
    slowest: Mutex<Duration>,
}

impl Ledger {
    /// The number of operations that were started.
    pub(crate) fn count(&self) -> u64 {
        self.started.lock().unwrap().len() as u64
    }

    fn add_end(&self, event: &Value) {
        let text = |name: &str| event[name].as_str().unwrap_or_else(|| panic!("{name}: {event}")).to_owned();
        let mut ends = self.ends.lock().unwrap();
        let ids = ends.entry(text("operation")).or_default();
        if ids.is_empty() {
            let stored: Timestamp = text("at").parse().unwrap();
            let stored = UNIX_EPOCH + Duration::from_millis(stored.as_millisecond().try_into().unwrap());
            let mut slowest = self.slowest.lock().unwrap();
            *slowest = stored.elapsed().unwrap_or_default().max(*slowest);
        }
        ids.insert(text("id"));
    }

    /// The longest time from the moment at which an end was stored until its event was first delivered.
    pub(crate) fn slowest(&self) -> Duration {
        *self.slowest.lock().unwrap()
    }

    fn is_complete(&self) -> bool {
        let (started, ends) = (self.started.lock().unwrap(), self.ends.lock().unwrap());
        started.iter().all(|operation| ends.contains_key(operation))
    }

    /// Waits until each operation's end was delivered.
    pub(crate) async fn wait_for_events(&self) {
        let since = Instant::now();
        while !self.is_complete() && since.elapsed() < LONGEST {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Checks that each operation has one end. Returns their number.
    pub(crate) fn check(&self) -> usize {
        let (started, ends) = (self.started.lock().unwrap(), self.ends.lock().unwrap());
        for operation in &*started {
            let ids = ends.get(operation).map_or(0, BTreeSet::len);
            assert_eq!(ids, 1, "{operation} has {ids} ends");
        }
        for (operation, ids) in &*ends {
            assert_eq!(ids.len(), 1, "{operation}: {ids:?}");
        }
        started.len()
    }
}

/// A stream of events.
pub(crate) struct Events {
    response: Response,
    text: String,
}

impl Events {
    pub(crate) fn new(response: Response) -> Self {
        Self { response, text: String::new() }
    }

    /// The next event. `None` at the stream's end.
    pub(crate) async fn next(&mut self) -> Option<Value> {
        loop {
            while let Some((block, rest)) = self.text.split_once("\n\n") {
                let data = block.lines().find_map(|line| line.strip_prefix("data: ")).map(str::to_owned);
                self.text.drain(..self.text.len() - rest.len());
                if let Some(data) = data {
                    return serde_json::from_str(&data).ok();
                }
            }
            let chunk = self.response.chunk().await.ok().flatten()?;
            self.text += &String::from_utf8_lossy(&chunk);
        }
    }
}

/// Reads a node's events and acknowledges them, at any node, for ever.
pub(crate) async fn read_events(cluster: Arc<Cluster>, node: usize, ledger: Arc<Ledger>) {
    let mut acks = JoinSet::new();
    loop {
        if let Some(mut events) = cluster.events(node).await {
            // A node that is paused sends nothing: after a while the stream is opened anew.
            while let Ok(Some(event)) = tokio::time::timeout(Duration::from_secs(10), events.next()).await {
                let id = event["id"].as_str().unwrap().to_owned();
                if event["kind"] == "end" {
                    ledger.add_end(&event);
                }
                acks.spawn(acknowledge(Arc::clone(&cluster), node, id));
                if acks.len() >= ACKS {
                    acks.join_next().await;
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Acknowledges an event at that node, or else at the next ones. An event without success comes again.
async fn acknowledge(cluster: Arc<Cluster>, node: usize, id: String) {
    let path = format!("/api/events/{id}/ack");
    for other in node..node + cluster.len() {
        let acked = send(&cluster, other % cluster.len(), Method::POST, &path, None, None).await;
        if acked.is_some_and(|(status, _)| status == StatusCode::NO_CONTENT) {
            return;
        }
    }
}

/// Sends a request. `None` without an answer in time.
pub(crate) async fn send(
    cluster: &Cluster,
    node: usize,
    method: Method,
    path: &str,
    body: Option<&Value>,
    once: Option<&str>,
) -> Option<(StatusCode, Value)> {
    let request = cluster.http.request(method, cluster.url(node, path)?).timeout(PATIENCE);
    let request = once.into_iter().fold(request, |request, key| request.header("idempotency-key", key));
    let request = body
        .into_iter()
        .fold(request, |request, body| request.header("content-type", "application/json").body(body.to_string()));
    let response = request.send().await.ok()?;
    let status = response.status();
    let text = response.text().await.ok()?;
    Some((status, serde_json::from_str(&text).unwrap_or_default()))
}

/// The body of `playPrompt`.
pub(crate) fn prompt(context: &str) -> Value {
    json!({
        "clientContext": context,
        "prompts": [{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "https://cdn.example.com/a.wav"}}],
    })
}

pub(crate) struct Bot {
    cluster: Arc<Cluster>,
    ledger: Arc<Ledger>,
    number: u64,
    dice: Mutex<Dice>,
}

impl Bot {
    pub(crate) fn new(cluster: Arc<Cluster>, ledger: Arc<Ledger>, number: u64, seed: u64) -> Self {
        Self { cluster, ledger, number, dice: Mutex::new(Dice::new(seed.wrapping_mul(1_000_003) + number)) }
    }

    /// Places calls and starts operations on them until all bots have started so many, and waits for the end of each.
    pub(crate) async fn run(self, operations: u64) {
        for call in 0..operations {
            if self.ledger.count() >= operations {
                return;
            }
            let Some(key) = self.place(&format!("{}-{call}", self.number)).await else { continue };
            let mut started = Vec::new();
            if self.established(&key).await {
                let contexts = (0..OPERATIONS).map(|operation| format!("{}-{call}-{operation}", self.number));
                let all = contexts.map(|context| self.start_noted(&key, context));
                started.extend(join_all(all).await.into_iter().flatten());
            }
            // An operation whose notification was lost goes on until its call ends.
            let since = Instant::now();
            for operation in &started {
                self.ended(operation, Duration::from_secs(2).saturating_sub(since.elapsed())).await;
            }
            self.request(Method::DELETE, &format!("/api/calls/{key}"), None, None).await;
            for operation in started {
                assert!(self.ended(&operation, LONGEST).await, "{operation} does not end");
            }
        }
    }

    async fn start_noted(&self, call: &str, context: String) -> Option<String> {
        let operation = self.start(call, &context).await?;
        self.ledger.started.lock().unwrap().insert(operation.clone());
        Some(operation)
    }

    /// Sends a request to any node, and repeats it at another without an answer, or if the answer asks for that.
    async fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        once: Option<&str>,
    ) -> (StatusCode, Value) {
        let since = Instant::now();
        while since.elapsed() < LONGEST {
            let node = usize::try_from(self.dice.lock().unwrap().below(self.cluster.len() as u64)).unwrap();
            match send(&self.cluster, node, method.clone(), path, body, once).await {
                Some((StatusCode::SERVICE_UNAVAILABLE, _)) | None => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                Some(answer) => return answer,
            }
        }
        panic!("{method} {path}: no answer from any node")
    }

    /// Places a call. `None` if the service refused it.
    pub(crate) async fn place(&self, name: &str) -> Option<String> {
        let body = json!({
            "targets": [{"identity": {"user": {"id": "112f7296-5fa4-42ca-bae8-6a692b15d4b8"}}}],
            "requestedModalities": ["audio"],
            "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
        });
        let (status, answer) = self.request(Method::POST, "/api/calls", Some(&body), Some(name)).await;
        match status.as_u16() {
            201 => answer["key"].as_str().map(str::to_owned),
            // It may be there.
            504 => answer["error"]["call"].as_str().map(str::to_owned),
            409 | 502 => None,
            _ => panic!("{status} {answer}"),
        }
    }

    /// Waits until the call is established. False if it is not after a while.
    pub(crate) async fn established(&self, call: &str) -> bool {
        let since = Instant::now();
        while since.elapsed() < Duration::from_secs(20) {
            let (_, answer) = self.request(Method::GET, &format!("/api/calls/{call}"), None, None).await;
            match answer["state"].as_str() {
                Some("established") => return true,
                Some("terminated") => return false,
                _ => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        false
    }

    /// Starts an operation. `None` if there is none: the service refused it, or the call has ended.
    pub(crate) async fn start(&self, call: &str, context: &str) -> Option<String> {
        let path = format!("/api/calls/{call}/playPrompt");
        let (status, answer) = self.request(Method::POST, &path, Some(&prompt(context)), None).await;
        match status.as_u16() {
            202 => answer["operation"].as_str().map(str::to_owned),
            504 => answer["error"]["operation"].as_str().map(str::to_owned),
            404 | 409 | 502 => None,
            _ => panic!("{status} {answer}"),
        }
    }

    /// Waits for the end. False if it has not come by then.
    pub(crate) async fn ended(&self, operation: &str, longest: Duration) -> bool {
        let since = Instant::now();
        loop {
            let path = format!("/api/operations/{operation}?wait=2");
            let (status, answer) = self.request(Method::GET, &path, None, None).await;
            assert_eq!(status, StatusCode::OK, "{operation}: {answer}");
            if answer["state"] == "ended" {
                return true;
            }
            if since.elapsed() > longest {
                return false;
            }
        }
    }
}
