//! The record for assertions: requests received, notifications sent, and counts of both.

use serde_json::Value;
use std::collections::{HashMap, VecDeque};
use std::fmt;

/// Requests and notifications kept; beyond this the oldest is dropped. Counts go on.
const KEPT: usize = 10_000;
/// Bytes of bodies kept of each of the two.
const BYTES: usize = 64 << 20;
/// Contexts counted; beyond this the oldest is forgotten.
const CONTEXTS: usize = 1_000_000;

/// A request that came to the fake.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The method, such as `POST`.
    pub method: String,
    /// The path as it came, without the query.
    pub path: String,
    /// The query, without `?`.
    pub query: Option<String>,
    /// The name that faults and counts use: an action's, such as `playPrompt`, or one listed at
    /// [`FakeGraph`](crate::FakeGraph#names).
    pub name: &'static str,
    /// All headers in order, names in lower case. Not shown by `Debug`, since they contain tokens.
    pub headers: Vec<(String, String)>,
    /// The body, up to 1 MiB.
    pub body: Vec<u8>,
    /// True if it took effect. A refused request does not.
    pub taken: bool,
    /// The status it was answered with; `None` if the connection was reset instead.
    pub status: Option<u16>,
}

impl Request {
    /// The first header of that name, which is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, path, taken, status, .. } = self;
        write!(f, "{method} {path}, taken: {taken}, status: {status:?}")
    }
}

/// A notification that the fake posted, or dropped by a fault.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Delivery {
    /// The id of the call.
    pub call: String,
    /// The callback's URL.
    pub url: String,
    /// The event's name: an action's for an operation, a state's for a call, `participants` or `tone`.
    pub name: &'static str,
    /// The body of the latest attempt; null before the first.
    pub body: Value,
    /// The number of attempts that are over.
    pub attempts: u32,
    /// The latest answer's status; `None` without one.
    pub status: Option<u16>,
    /// The reason if no answer came.
    pub error: Option<String>,
}

impl Delivery {
    /// Returns whether the bot took it.
    pub fn is_taken(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status) && status != 204)
    }
}

/// Numbers of requests of one name: received, and taken into effect.
#[derive(Default)]
struct Count {
    received: u64,
    taken: u64,
}

/// Everything that is kept for assertions.
#[derive(Default)]
pub(crate) struct Log {
    requests: VecDeque<Request>,
    request_bytes: usize,
    counts: HashMap<&'static str, Count>,
    contexts: HashMap<String, u32>,
    context_order: VecDeque<String>,
    deliveries: VecDeque<Delivery>,
    /// The number of the oldest delivery kept.
    first: u64,
}

impl Log {
    pub(crate) fn request(&mut self, request: Request) {
        let count = self.counts.entry(request.name).or_default();
        count.received += 1;
        count.taken += u64::from(request.taken);
        self.request_bytes += request.body.len();
        self.requests.push_back(request);
        while self.requests.len() > KEPT || self.request_bytes > BYTES {
            let Some(oldest) = self.requests.pop_front() else { break };
            self.request_bytes -= oldest.body.len();
        }
    }

    /// Counts an operation that was started with a context.
    pub(crate) fn started(&mut self, context: &str) {
        if let Some(times) = self.contexts.get_mut(context) {
            *times += 1;
            return;
        }
        if self.context_order.len() == CONTEXTS
            && let Some(oldest) = self.context_order.pop_front()
        {
            self.contexts.remove(&oldest);
        }
        self.contexts.insert(context.to_owned(), 1);
        self.context_order.push_back(context.to_owned());
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.iter().cloned().collect()
    }

    pub(crate) fn count_received(&self, name: &str) -> u64 {
        self.counts.get(name).map_or(0, |count| count.received)
    }

    pub(crate) fn count_taken(&self, name: &str) -> u64 {
        self.counts.get(name).map_or(0, |count| count.taken)
    }

    pub(crate) fn latest(&self, name: &str) -> Option<&Request> {
        self.requests.iter().rev().find(|request| request.name == name)
    }

    pub(crate) fn repeated(&self) -> Vec<String> {
        let twice = |context: &&String| self.contexts.get(*context).is_some_and(|times| *times > 1);
        self.context_order.iter().filter(twice).cloned().collect()
    }

    /// Adds a notification that is to be sent, and returns its number.
    pub(crate) fn delivery(&mut self, delivery: Delivery) -> u64 {
        self.deliveries.push_back(delivery);
        if self.deliveries.len() > KEPT {
            self.deliveries.pop_front();
            self.first += 1;
        }
        self.first + self.deliveries.len() as u64 - 1
    }

    pub(crate) fn delivery_mut(&mut self, number: u64) -> Option<&mut Delivery> {
        let index = usize::try_from(number.checked_sub(self.first)?).ok()?;
        self.deliveries.get_mut(index)
    }

    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.deliveries.iter().cloned().collect()
    }
}
