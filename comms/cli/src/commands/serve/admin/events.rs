//! Events: streamed, resumed, acknowledged.

use super::Shared;
use super::calls::time;
use super::operations::with_body;
use super::problem::Problem;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use comms_live::store::{Acked, EventId};
use comms_live::{Event, Events};
use futures_util::stream::unfold;
use serde_json::json;
use std::collections::{HashMap, HashSet, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// Streams at once.
const STREAMS: usize = 100;
/// Deliveries that are remembered, so that a stream can be resumed.
const REMEMBERED: usize = 10_000;
/// The time after a reconnection in which events that came before are left out.
const RESUMES: Duration = Duration::from_secs(10);
/// The time between two comments on a stream, which show each side that the other is there.
const ALIVE: Duration = Duration::from_secs(15);

/// The streams of this node.
pub(super) struct Streams {
    free: Arc<Semaphore>,
    state: Mutex<Deliveries>,
}

#[derive(Default)]
struct Deliveries {
    streams: u64,
    /// Ends an open stream, by its number.
    open: HashMap<u64, Arc<Notify>>,
    /// The latest deliveries, each with its stream.
    sent: VecDeque<(u64, EventId)>,
}

impl Default for Streams {
    fn default() -> Self {
        Self { free: Arc::new(Semaphore::new(STREAMS)), state: Mutex::default() }
    }
}

impl Streams {
    fn state(&self) -> MutexGuard<'_, Deliveries> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deliveries {
    /// Opens a stream. Returns its number, its end, and the events that came before the one to resume after.
    ///
    /// The stream that is resumed is over: its reader is the one that has come back.
    fn open(&mut self, after: Option<EventId>) -> (u64, Arc<Notify>, HashSet<EventId>) {
        let last = after.and_then(|after| self.sent.iter().rposition(|(_, id)| *id == after));
        let before = last.map(|last| self.sent[last].0);
        if let Some(end) = before.and_then(|before| self.open.get(&before)) {
            end.notify_one();
        }
        let sent = self.sent.iter().take(last.map_or(0, |last| last + 1));
        let known = sent.filter(|(stream, _)| Some(*stream) == before).map(|(_, id)| *id).collect();
        self.streams += 1;
        let end = Arc::new(Notify::new());
        self.open.insert(self.streams, Arc::clone(&end));
        (self.streams, end, known)
    }

    fn sent(&mut self, stream: u64, id: EventId) {
        self.sent.push_back((stream, id));
        if self.sent.len() > REMEMBERED {
            self.sent.pop_front();
        }
    }
}

/// One stream.
struct Stream {
    admin: Shared,
    events: Events,
    number: u64,
    end: Arc<Notify>,
    /// The events that the reader has already, for a while.
    known: HashSet<EventId>,
    opened: Instant,
    _place: OwnedSemaphorePermit,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.admin.streams.state().open.remove(&self.number);
        metrics::gauge!("comms_streams").decrement(1.0);
    }
}

impl Stream {
    async fn next(&mut self) -> Option<Event> {
        // An event that the reader has already comes again when its lease ends, unless it is acknowledged by then.
        let (known, opened) = (&mut self.known, self.opened);
        let wanted = |id| !known.remove(&id) || opened.elapsed() >= RESUMES;
        let event = tokio::select! {
            event = self.events.next_wanted(wanted) => event?,
            () = self.end.notified() => return None,
            () = self.admin.over() => return None,
        };
        self.admin.streams.state().sent(self.number, event.id());
        Some(event)
    }
}

pub(super) async fn stream(State(admin): State<Shared>, request: Request) -> Result<Response, Problem> {
    super::request::Query::of(&request).end()?;
    let after = last_event_id(request.headers())?;
    let place = Arc::clone(&admin.streams.free).try_acquire_owned();
    let place = place.map_err(|_| Problem::too_many(format!("{STREAMS} streams are open")))?;
    let (number, end, known) = admin.streams.state().open(after);
    metrics::gauge!("comms_streams").increment(1.0);
    let events = admin.live.events();
    let stream = Stream { admin, events, number, end, known, opened: Instant::now(), _place: place };
    let stream = unfold(stream, async |mut stream| {
        let event = stream.next().await?;
        let sent = sse::Event::default().id(event.id().to_string()).data(shown(&event));
        Some((Ok::<_, Infallible>(sent), stream))
    });
    let mut response = Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The id that a reader sends when it comes back. A reader without one sends none, or an empty one.
fn last_event_id(headers: &HeaderMap) -> Result<Option<EventId>, Problem> {
    let Some(id) = headers.get("last-event-id").filter(|id| !id.is_empty()) else { return Ok(None) };
    let id = id.to_str().ok().and_then(|id| id.parse().ok());
    id.map(Some).ok_or_else(|| Problem::bad_request("Last-Event-ID: not an event's id"))
}

pub(super) async fn ack(
    State(admin): State<Shared>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    admin.bodies.none(request).await?;
    let id: EventId = id.parse().map_err(|_| Problem::no_event())?;
    if admin.live.ack(id).await? == Acked::NoEvent {
        return Err(Problem::no_event());
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}

/// The event as JSON on one line.
fn shown(event: &Event) -> String {
    let mut members = json!({
        "id": event.id().to_string(),
        "call": event.id().call.to_string(),
        "callId": event.call_id(),
        "kind": event.kind().name(),
        "operation": event.operation().map(|operation| operation.to_string()),
        "operationId": event.operation_id(),
        "clientContext": event.client_context(),
        "outcome": event.outcome().map(|outcome| outcome.to_string()),
        "at": event.at().and_then(time),
    });
    if let Some(error) = event.error() {
        members["error"] = serde_json::to_value(error).unwrap_or_default();
    }
    // No string in JSON contains a line's end.
    with_body(&members, event.body()).replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use comms_live::CallKey;

    #[test]
    fn a_resumed_stream_knows_what_came_before() {
        let call = CallKey::random();
        let id = |number| EventId { call, number };
        let mut deliveries = Deliveries::default();
        let (first, end, known) = deliveries.open(None);
        let (second, ..) = deliveries.open(None);
        assert!(known.is_empty());
        for (stream, number) in [(first, 1), (second, 2), (first, 3), (first, 4)] {
            deliveries.sent(stream, id(number));
        }
        let (_, _, known) = deliveries.open(Some(id(3)));
        assert_eq!(known, HashSet::from([id(1), id(3)]));
        assert!(futures_util::FutureExt::now_or_never(end.notified()).is_some(), "the first stream is over");
        assert!(deliveries.open(Some(id(9))).2.is_empty(), "an id that is not known");
        for number in 0..20_000 {
            deliveries.sent(second, id(number));
        }
        assert_eq!(deliveries.sent.len(), REMEMBERED);
    }
}
