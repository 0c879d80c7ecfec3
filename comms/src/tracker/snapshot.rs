//! A tracker as JSON and back: what is held, not the limits, which are the program's.

use super::operations::{Forgotten, Operation, Operations, Stage};
use super::{Limits, Tracker};
use crate::Outcome;
use serde_json::{Map, Value, json};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What [`Tracker::snapshot`] writes, and the only version that [`Tracker::restore`] reads.
const VERSION: u64 = 1;

/// No tracker comes to this number, however long it runs: what comes after the last one is never asked.
const NUMBERS: u64 = 1 << 63;

impl Tracker {
    /// All that is held, as JSON. The same state gives the same value; the limits are not in it.
    ///
    /// ```
    /// use comms::tracker::{Limits, Tracker};
    /// use comms::CommsOperation;
    /// use std::time::Duration;
    ///
    /// let mut tracker = Tracker::new(Limits::default());
    /// let _ = tracker.response(Duration::from_secs(7), &None::<CommsOperation>, Some("order 7"));
    /// let text = tracker.snapshot().to_string();
    ///
    /// let restored = Tracker::restore(Limits::default(), &serde_json::from_str(&text)?)?;
    /// assert_eq!(restored.pending().next().and_then(|waiting| waiting.client_context), Some("order 7"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn snapshot(&self) -> Value {
        let operations: Vec<_> = self.operations.iter().map(|(number, operation)| write(number, operation)).collect();
        let forgotten: Vec<_> = self.forgotten.names().map(|name| format!("{name:032x}")).collect();
        json!({"version": VERSION, "next": self.operations.next_number(), "operations": operations, "forgotten": forgotten})
    }

    /// The tracker that a snapshot was taken of. What is too much for these limits goes with the next message.
    ///
    /// # Errors
    /// Another version, or no snapshot.
    pub fn restore(limits: Limits, snapshot: &Value) -> Result<Self, RestoreError> {
        match snapshot.get("version").map(Value::as_u64) {
            Some(Some(VERSION)) => {}
            Some(_) => return Err(RestoreError(format!("/version: is not {VERSION}, the only one that is known"))),
            None => return Err(RestoreError("/version: is not there".to_owned())),
        }
        let next = snapshot.get("next").and_then(Value::as_u64).ok_or_else(|| wrong("/next", "a number"))?;
        if next >= NUMBERS {
            return Err(wrong("/next", "below 2^63"));
        }
        let mut operations = Operations::numbered_from(next);
        for (index, item) in items(snapshot, "operations")?.iter().enumerate() {
            let (number, operation) =
                read(item).map_err(|RestoreError(reason)| RestoreError(format!("/operations/{index}{reason}")))?;
            let again = |name| Err(RestoreError(format!("/operations/{index}/{name}: is given twice")));
            if number >= next {
                return Err(wrong(&format!("/operations/{index}/number"), "below `next`"));
            } else if operations.has(number) {
                return again("number");
            } else if operation.id.as_deref().is_some_and(|id| operations.with_id(id).is_some()) {
                return again("id");
            }
            operations.put(number, operation);
        }
        let mut forgotten = Forgotten::default();
        for (index, item) in items(snapshot, "forgotten")?.iter().enumerate() {
            let name = item.as_str().and_then(|text| u128::from_str_radix(text, 16).ok());
            forgotten.add_name(name.ok_or_else(|| wrong(&format!("/forgotten/{index}"), "a hash"))?);
        }
        Ok(Self { limits, operations, forgotten })
    }
}

/// Why a snapshot was refused: where, as a JSON pointer, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreError(String);

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no snapshot of a tracker: {}", self.0)
    }
}

impl std::error::Error for RestoreError {}

fn wrong(place: &str, expected: &str) -> RestoreError {
    RestoreError(format!("{place}: is not {expected}"))
}

fn items<'a>(snapshot: &'a Value, name: &str) -> Result<&'a Vec<Value>, RestoreError> {
    snapshot.get(name).and_then(Value::as_array).ok_or_else(|| wrong(&format!("/{name}"), "an array"))
}

/// What is absent is left out. `since` is seconds and nanoseconds.
fn write(number: u64, operation: &Operation) -> Value {
    let mut members = Map::new();
    members.insert("number".to_owned(), number.into());
    members.insert("stage".to_owned(), name(operation.stage).into());
    members.insert("since".to_owned(), json!([operation.since.as_secs(), operation.since.subsec_nanos()]));
    let outcome = operation.outcome.map(|outcome| outcome.to_string());
    let texts = [
        ("id", operation.id.as_deref()),
        ("clientContext", operation.client_context.as_deref()),
        ("outcome", outcome.as_deref()),
    ];
    members.extend(texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))));
    Value::Object(members)
}

fn read(item: &Value) -> Result<(u64, Operation), RestoreError> {
    let text = |name: &str| match item.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(wrong(&format!("/{name}"), "a string")),
    };
    let number = item.get("number").and_then(Value::as_u64).ok_or_else(|| wrong("/number", "a number"))?;
    let stage = item
        .get("stage")
        .and_then(Value::as_str)
        .and_then(|stage| Stage::ALL.into_iter().find(|known| name(*known) == stage));
    let stage = stage.ok_or_else(|| wrong("/stage", "a stage"))?;
    let since = item.get("since").and_then(duration).ok_or_else(|| wrong("/since", "seconds and nanoseconds"))?;
    let outcome = text("outcome")?.map(|outcome| {
        OUTCOMES.into_iter().find(|known| known.to_string() == outcome).ok_or_else(|| wrong("/outcome", "an outcome"))
    });
    let operation = Operation {
        stage,
        since,
        id: text("id")?.map(Arc::from),
        client_context: text("clientContext")?.map(Arc::from),
        outcome: outcome.transpose()?,
    };
    // A final with no outcome, or a pending one with one, is no state that the tracker is ever in.
    match (operation.stage, operation.outcome) {
        (Stage::Pending, Some(_)) | (Stage::Final, None) => Err(wrong("/outcome", "what the stage says")),
        _ => Ok((number, operation)),
    }
}

fn duration(since: &Value) -> Option<Duration> {
    let [seconds, nanos] = since.as_array()?.as_slice() else { return None };
    let nanos = u32::try_from(nanos.as_u64()?).ok().filter(|nanos| *nanos < 1_000_000_000)?;
    Some(Duration::new(seconds.as_u64()?, nanos))
}

const OUTCOMES: [Outcome; 3] = [Outcome::Succeeded, Outcome::Failed, Outcome::Unknown];

const fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Unmatched => "unmatched",
        Stage::Pending => "pending",
        Stage::Final => "final",
    }
}
