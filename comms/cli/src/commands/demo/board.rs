//! Shows the story: answers and notifications in the chart of `replay`, and a line for each turn.

use crate::commands::replay::chart::Chart;
use crate::show::{DIM, GREEN, RED, styled};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use comms::tracker::{Event, EventKind, Input, Limits, Tracker};
use comms::{CommsNotifications, CommsOperation, Outcome};
use entity_core::edm::DateTimeOffset;
use entity_core::json;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The longest body of a notification.
const BODY: usize = 1024 * 1024;

/// The board that the story writes on.
pub(super) struct Board(Mutex<Seen>);

struct Seen {
    started: Instant,
    tracker: Tracker,
    chart: Chart,
    messages: usize,
    /// The tracker's numbers of the operations, by context.
    numbers: HashMap<String, u64>,
    notes: Vec<(Duration, String)>,
    notifications: usize,
    /// Ends that were reported again.
    duplicates: usize,
    /// Lines of the picture on the terminal.
    drawn: usize,
}

impl Default for Board {
    fn default() -> Self {
        Self(Mutex::new(Seen {
            started: Instant::now(),
            tracker: Tracker::new(Limits::default()),
            chart: Chart::default(),
            messages: 0,
            numbers: HashMap::new(),
            notes: Vec::new(),
            notifications: 0,
            duplicates: 0,
            drawn: 0,
        }))
    }
}

impl Seen {
    fn add(&mut self, events: Vec<Event>) {
        self.messages += 1;
        let millis = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let at = i64::try_from(millis).ok().and_then(|millis| DateTimeOffset::from_millisecond(millis).ok());
        self.duplicates += events.iter().filter(|event| event.kind == EventKind::Duplicate).count();
        for event in &events {
            if let (Some(context), Some(number)) = (&event.client_context, event.operation) {
                self.numbers.insert(context.to_string(), number);
            }
        }
        self.chart.add(self.messages, at.as_ref(), events);
    }
}

impl Board {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a line.
    pub(super) fn note(&self, text: impl Into<String>) {
        let mut seen = self.seen();
        let at = seen.started.elapsed();
        seen.notes.push((at, text.into()));
    }

    /// Adds the answer to an action: the operation, if there is one, with its id and its status.
    pub(super) fn answered(&self, context: &str, operation: Option<(&str, &str)>) {
        let mut seen = self.seen();
        let operation: Option<CommsOperation> =
            operation.and_then(|(id, status)| json::from_value(serde_json::json!({"id": id, "status": status})).ok());
        let now = seen.started.elapsed();
        let events = seen.tracker.response(now, &operation, Some(context));
        seen.add(events);
    }

    /// Adds the end of an operation that no notification told.
    pub(super) fn ended(&self, context: &str, outcome: Outcome) {
        let mut seen = self.seen();
        if let Some(operation) = seen.numbers.get(context).copied()
            && seen.tracker.pending().any(|waiting| waiting.operation == operation)
        {
            let now = seen.started.elapsed();
            let events = seen.tracker.apply(now, Input::Closed { operation, outcome });
            seen.add(events);
        }
    }

    fn notified(&self, body: &[u8]) {
        let Ok(body) = json::from_slice::<CommsNotifications>(body) else { return };
        let mut seen = self.seen();
        seen.notifications += 1;
        let now = seen.started.elapsed();
        let events = seen.tracker.notifications(now, &body);
        seen.add(events);
    }

    /// The number of notifications that the bot took, and of ends among them that it knew.
    pub(super) fn notifications(&self) -> (usize, usize) {
        let seen = self.seen();
        (seen.notifications, seen.duplicates)
    }

    /// Notes that a picture of that many lines is on the terminal.
    pub(super) fn draw(&self, lines: usize) {
        self.seen().drawn = lines;
    }

    pub(super) fn drawn(&self) -> usize {
        self.seen().drawn
    }

    /// The chart and the lines.
    pub(super) fn picture(&self) -> String {
        let seen = self.seen();
        let mut text = seen.chart.clone().draw();
        text.push('\n');
        for (at, note) in &seen.notes {
            let at = styled(DIM, &format!("{:>5.1}s", at.as_secs_f64()));
            let _ = writeln!(text, "{at}  {note}");
        }
        text
    }
}

/// Passes a notification on to the bot, and shows it if the bot took it.
pub(super) async fn watch(State(board): State<Arc<Board>>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, BODY).await else { return StatusCode::BAD_REQUEST.into_response() };
    let response = next.run(Request::from_parts(head, Body::from(bytes.clone()))).await;
    if response.status() == StatusCode::ACCEPTED {
        board.notified(&bytes);
    }
    response
}

/// The promises of the bot, each kept or not.
#[derive(Default)]
pub(super) struct Checks(Vec<(bool, String)>);

impl Checks {
    pub(super) fn add(&mut self, is_kept: bool, text: String) {
        self.0.push((is_kept, text));
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::from("\n");
        for (is_kept, what) in &self.0 {
            let sign = if *is_kept { styled(GREEN, "✓") } else { styled(RED, "✗") };
            let _ = writeln!(text, "{sign} {what}");
        }
        text
    }

    pub(super) fn problem(&self) -> Option<String> {
        let broken: Vec<_> = self.0.iter().filter(|(is_kept, _)| !is_kept).map(|(_, what)| what.as_str()).collect();
        (!broken.is_empty()).then(|| format!("not kept: {}", broken.join("; ")))
    }
}
