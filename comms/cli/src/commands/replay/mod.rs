//! `comms replay`: recorded responses and notifications through the operation tracker, and what it concludes of them.
//! A line is read, handed to the tracker and let go; drawing stands in `chart`.

mod chart;

use crate::input::Input;
use crate::{Printed, Refused, excerpt};
use chart::Chart;
use clap::Args;
use comms::tracker::{Event, Limits, Tracker};
use comms::{AnyCommsOperation, CommsNotifications, LongRunning, finality_of};
use entity_core::edm::DateTimeOffset;
use entity_core::{AsNode, ComplexType, DynamicProperties, Prop, json};
use serde_json::Value;
use std::fmt::Write;
use std::time::Duration;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Print a JSON line for each thing concluded, for programs, with nothing cut short.
    #[arg(long)]
    json: bool,
    /// The file, or `-` for standard input.
    #[arg(value_name = "FILE")]
    file: Input,
}

/// A line of the recording: a response or notifications.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("comms.recorded")]
struct Recorded {
    /// What an action answered.
    #[prop("response")]
    response: Prop<AnyCommsOperation>,
    /// The context that the request carried.
    #[prop("clientContext")]
    client_context: Prop<String>,
    /// What the callback URL received.
    #[prop("notifications")]
    notifications: Prop<CommsNotifications>,
    /// When.
    #[prop("at")]
    at: Prop<DateTimeOffset>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The file is the bound: nothing is forgotten or dropped.
const LIMITS: Limits = Limits {
    pending: usize::MAX,
    unmatched: usize::MAX,
    finals: usize::MAX,
    final_age: Duration::MAX,
    forgotten: 0,
    overdue: Duration::MAX,
};

pub(crate) fn run(arguments: &Arguments) -> Result<Printed, Refused> {
    let mut input = arguments.file.open()?;
    let mut tracker = Tracker::new(LIMITS);
    let mut chart = Chart::default();
    let mut text = String::new();
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes).map_err(|error| arguments.file.unreadable(&error))? == 0 {
            break;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let recorded = read(&bytes, line, &arguments.file)?;
        let events = hear(&mut tracker, line, &recorded)
            .map_err(|wrong| Refused::input(format!("{}, line {line}: {wrong}", arguments.file.name())))?;
        if arguments.json {
            for event in &events {
                write_json(&mut text, line, event);
            }
        } else {
            chart.add(line, recorded.at.value(), events);
        }
    }
    Ok(Printed::good(if arguments.json { text } else { chart.draw() }))
}

fn read(bytes: &[u8], line: usize, file: &Input) -> Result<Recorded, Refused> {
    json::from_slice(bytes).or_else(|_| {
        // Read again behind as many empty lines, so that the place in the error is that in the file.
        let placed = ["\n".repeat(line - 1).as_bytes(), bytes].concat();
        // What goes on in the next line is a body, not a recording.
        let is_cut = serde_json::from_slice::<Value>(bytes).is_err_and(|error| error.is_eof());
        let hint = if is_cut { "each line is one JSON document, and " } else { "" };
        json::from_slice(&placed).map_err(|error| {
            Refused::input(format!("line {line}: {hint}{}", excerpt::json_error(&error, &file.name(), &placed)))
        })
    })
}

/// Hands the line to the tracker; the reason where it is neither a response nor notifications.
fn hear(tracker: &mut Tracker, line: usize, recorded: &Recorded) -> Result<Vec<Event>, &'static str> {
    let now = Duration::from_secs(line as u64);
    if !decodes(&recorded.at) {
        return Err("/at: is no time as RFC 3339 writes it");
    }
    if !decodes(&recorded.client_context) {
        return Err("/clientContext: is no string");
    }
    match (&recorded.response, &recorded.notifications) {
        (Prop::Absent, Prop::Absent) => Err("has neither a `response` nor `notifications`"),
        (Prop::Absent, notifications) => {
            let body = notifications.value().filter(|body| is_whole(body));
            Ok(tracker.notifications(now, body.ok_or("/notifications: is no body of notifications")?))
        }
        (response, Prop::Absent) => {
            let operation = response.value().filter(|operation| is_operation(operation));
            if operation.is_none() && !response.is_null() {
                return Err("/response: is no operation");
            }
            let operation: &dyn LongRunning = operation.map_or(&None::<AnyCommsOperation>, |operation| operation);
            Ok(tracker.response(now, operation, recorded.client_context.value().map(String::as_str)))
        }
        _ => Err("has both a `response` and `notifications`"),
    }
}

/// Whether what is there is of the property's kind.
fn decodes<T>(prop: &Prop<T>) -> bool {
    prop.value().is_some() || prop.is_absent() || prop.is_null()
}

/// Whether it has the array of an envelope, and no notification was left out because it is no object: then the text is kept.
fn is_whole(body: &CommsNotifications) -> bool {
    if body.received("value").is_none() && !body.value().is_empty() {
        return true;
    }
    match body.property("value") {
        Some(Value::Array(items)) => items.len() == body.value().len(),
        _ => false,
    }
}

/// Whether its tag is not that of something else.
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
