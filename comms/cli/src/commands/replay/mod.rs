//! `comms replay`: feeds a recording to the operation tracker, line by line. `chart` draws the conclusions for people.

pub(super) mod chart;

use crate::excerpt;
use crate::failure::Failure;
use crate::input::Input;
use crate::output::Output;
use chart::Chart;
use clap::Args;
use comms::tracker::{Event, Limits, Tracker};
use comms::{AnyCommsOperation, CommsNotifications, LongRunning, finality_of};
use entity_core::edm::DateTimeOffset;
use entity_core::{AsNode, ComplexType, DynamicProperties, Prop, json};
use serde_json::Value;
use std::fmt::Write;
use std::time::Duration;

/// Feed a recording to the operation tracker and show its conclusions.
#[derive(Args)]
#[command(after_help = r#"Each line of the recording is one of these, with an optional "at" (RFC 3339):
  {"response": OPERATION or null, "clientContext": "…"}
  {"notifications": BODY}

Example: echo '{"response": {"id": "7", "status": "running"}}' | comms replay -"#)]
pub(crate) struct Replay {
    /// Print a JSON line for each conclusion, for programs, with nothing cut short.
    #[arg(long)]
    json: bool,
    /// File to read, or `-` for standard input.
    #[arg(value_name = "FILE")]
    file: Input,
}

impl Replay {
    pub(super) fn run(&self) -> Result<Output, Failure> {
        let mut input = self.file.open()?;
        let mut tracker = Tracker::new(LIMITS);
        let mut chart = Chart::default();
        let mut lines = String::new();
        let mut bytes = Vec::new();
        for line in 1.. {
            bytes.clear();
            if input.read_until(b'\n', &mut bytes).map_err(|error| self.file.unreadable(&error))? == 0 {
                break;
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let recorded = read(&bytes, line, &self.file)?;
            let events = apply(&mut tracker, line, &recorded)
                .map_err(|problem| Failure::Input(format!("{}, line {line}: {problem}", self.file.name())))?;
            if self.json {
                for event in &events {
                    write_json(&mut lines, line, event);
                }
            } else {
                chart.add(line, recorded.at.value(), events);
            }
        }
        Ok(if self.json { Output::for_programs(lines) } else { Output::for_people(chart.draw()) })
    }
}

/// A line of the recording: a response or notifications.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("comms.recorded")]
struct Recorded {
    /// The response to an action.
    #[prop("response")]
    response: Prop<AnyCommsOperation>,
    /// The client context of the request.
    #[prop("clientContext")]
    client_context: Prop<String>,
    /// The body that the callback URL received.
    #[prop("notifications")]
    notifications: Prop<CommsNotifications>,
    /// The time of the message.
    #[prop("at")]
    at: Prop<DateTimeOffset>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// No limits: the file bounds them, so the tracker drops nothing.
const LIMITS: Limits = Limits {
    pending: usize::MAX,
    unmatched: usize::MAX,
    finals: usize::MAX,
    final_age: Duration::MAX,
    forgotten: 0,
    overdue: Duration::MAX,
    grace: Duration::MAX,
    calls: usize::MAX,
};

fn read(bytes: &[u8], line: usize, file: &Input) -> Result<Recorded, Failure> {
    json::from_slice(bytes).or_else(|_| {
        // Reads again after as many empty lines, so that the error has the place in the file.
        let placed = ["\n".repeat(line - 1).as_bytes(), bytes].concat();
        // A document over several lines is a body, not a recording.
        let is_cut = serde_json::from_slice::<Value>(bytes).is_err_and(|error| error.is_eof());
        let hint = if is_cut { "each line is one JSON document, and " } else { "" };
        json::from_slice(&placed).map_err(|error| {
            Failure::Input(format!("line {line}: {hint}{}", excerpt::json_error(&error, &file.name(), &placed)))
        })
    })
}

/// Applies the line to the tracker. Fails if it is neither a response nor notifications.
fn apply(tracker: &mut Tracker, line: usize, recorded: &Recorded) -> Result<Vec<Event>, &'static str> {
    let now = Duration::from_secs(line as u64);
    if !decodes(&recorded.at) {
        return Err("`at` is not an RFC 3339 time");
    }
    if !decodes(&recorded.client_context) {
        return Err("`clientContext` is not a string");
    }
    match (&recorded.response, &recorded.notifications) {
        (Prop::Absent, Prop::Absent) => Err("has neither `response` nor `notifications`"),
        (Prop::Absent, notifications) => {
            let body = notifications.value().filter(|body| is_whole(body));
            Ok(tracker.notifications(now, body.ok_or("`notifications` is not a body of notifications")?))
        }
        (response, Prop::Absent) => {
            let operation = response.value().filter(|operation| is_operation(operation));
            if operation.is_none() && !response.is_null() {
                return Err("`response` is not an operation");
            }
            let operation: &dyn LongRunning = operation.map_or(&None::<AnyCommsOperation>, |operation| operation);
            Ok(tracker.response(now, operation, recorded.client_context.value().map(String::as_str)))
        }
        _ => Err("has both `response` and `notifications`"),
    }
}

/// Returns whether the property is absent, null or decoded.
fn decodes<T>(prop: &Prop<T>) -> bool {
    prop.value().is_some() || prop.is_absent() || prop.is_null()
}

/// Returns whether the body has an array of notifications, each of them an object. The text is kept if an item is not.
fn is_whole(body: &CommsNotifications) -> bool {
    if body.received("value").is_none() && !body.value().is_empty() {
        return true;
    }
    match body.property("value") {
        Some(Value::Array(items)) => items.len() == body.value().len(),
        _ => false,
    }
}

/// Returns whether the tag is absent, unknown or an operation's.
fn is_operation(operation: &AnyCommsOperation) -> bool {
    let known = operation.dynamic().type_name().and_then(|tag| comms::TYPES.find(&tag));
    known.is_none_or(|known| known.empty().as_node().and_then(finality_of).is_some())
}

fn write_json(out: &mut String, line: usize, event: &Event) {
    let text = |text: Option<&str>| text.map_or(Value::Null, Value::from);
    let outcome = event.outcome.map(|outcome| outcome.to_string());
    let (id, context, outcome) =
        (text(event.id.as_deref()), text(event.client_context.as_deref()), text(outcome.as_deref()));
    let _ = writeln!(
        out,
        r#"{{"line":{line},"event":"{}","id":{id},"clientContext":{context},"outcome":{outcome}}}"#,
        event.kind
    );
}
