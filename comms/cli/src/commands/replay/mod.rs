//! `comms replay`: feeds recordings to the operation tracker, message by message. `recording` reads them, and `chart`
//! draws the conclusions for people.

pub(super) mod chart;
mod recording;

use crate::failure::Failure;
use crate::input::Input;
use crate::output::Output;
use chart::Chart;
use clap::Args;
use comms::tracker::{Event, Limits, Tracker};
use entity_core::edm::DateTimeOffset;
use recording::{Content, Message, Recording};
use serde_json::Value;
use std::fmt::Write;
use std::time::Duration;

/// Feed recordings to the operation tracker and show its conclusions.
#[derive(Args)]
#[command(after_help = r#"Each message of a recording is one of these:
  {"response": OPERATION or null, "clientContext": "…"}    with an optional "at" (RFC 3339)
  {"notifications": BODY}                                  likewise
  BODY, as the callback URL received it, on one line or over several
  a line of an access log with a BODY at its end, and its time before it

Example: echo '{"response": {"id": "7", "status": "running"}}' | comms replay -"#)]
pub(crate) struct Replay {
    /// Print a JSON line for each conclusion, for programs, with nothing cut short.
    #[arg(long)]
    json: bool,
    /// Files to read in this order, or `-` for standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<Input>,
}

impl Replay {
    pub(super) fn run(&self) -> Result<Output, Failure> {
        let mut tracker = Tracker::new(LIMITS);
        let mut chart = Chart::default();
        let mut lines = String::new();
        let (mut now, mut before) = (Duration::ZERO, 0);
        for file in &self.files {
            let mut recording = Recording::open(file)?;
            let (mut last, mut is_empty) = (0, true);
            while let Some(message) = recording.next()? {
                now = now.max(message.at.as_ref().and_then(since_epoch).unwrap_or_default());
                let (line, at) = (message.line, message.at);
                let events = apply(&mut tracker, now, &message);
                if self.json {
                    for event in &events {
                        write_json(&mut lines, line, event);
                    }
                } else {
                    chart.add(before + line, at.as_ref(), events);
                }
                (last, is_empty) = (line, false);
            }
            if let (true, Some(fault)) = (is_empty, recording.fault()) {
                return Err(fault);
            }
            before += last;
        }
        Ok(if self.json { Output::for_programs(lines) } else { Output::for_people(chart.draw()) })
    }
}

/// No limits: the files bound the tracker, so it drops nothing. The grace after the end of a call needs times.
const LIMITS: Limits = Limits {
    pending: usize::MAX,
    unmatched: usize::MAX,
    finals: usize::MAX,
    final_age: Duration::MAX,
    forgotten: 0,
    overdue: Duration::MAX,
    grace: Duration::from_secs(60),
    calls: usize::MAX,
};

fn apply(tracker: &mut Tracker, now: Duration, message: &Message) -> Vec<Event> {
    match &message.content {
        Content::Response { operation, client_context } => tracker.response(now, operation, client_context.as_deref()),
        Content::Notifications(body) => tracker.notifications(now, body),
    }
}

/// A time before 1970 is none.
fn since_epoch(at: &DateTimeOffset) -> Option<Duration> {
    let nanoseconds = u64::try_from(at.as_nanosecond()).ok()?;
    Some(Duration::from_nanos(nanoseconds))
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
