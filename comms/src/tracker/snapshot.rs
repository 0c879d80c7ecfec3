//! Stores a tracker as JSON and restores it. The limits are not stored: they are the program's.

use super::entries::{Entries, Entry, Forgotten, Stage};
use super::{Limits, Tracker};
use crate::Outcome;
use serde_json::{Map, Value, json};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The version that [`Tracker::snapshot`] writes, and the only one that [`Tracker::restore`] reads.
const VERSION: u64 = 1;

/// The bound of the operations' numbers. No tracker reaches it, so the next number never overflows.
const NUMBERS: u64 = 1 << 63;

impl Tracker {
    /// Returns the tracker's state as JSON. Equal states give equal values; the limits are not included.
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
        let operations: Vec<_> = self.entries.iter().map(|(number, entry)| write(number, entry)).collect();
        let forgotten: Vec<_> = self.forgotten.hashes().map(|hash| format!("{hash:032x}")).collect();
        json!({"version": VERSION, "next": self.entries.next_number(), "operations": operations, "forgotten": forgotten})
    }

    /// Restores a tracker from a snapshot. Operations beyond the limits are dropped with the next message.
    ///
    /// # Errors
    /// If the snapshot has another version, or the value is not a snapshot.
    pub fn restore(limits: Limits, snapshot: &Value) -> Result<Self, RestoreError> {
        match snapshot.get("version").map(Value::as_u64) {
            Some(Some(VERSION)) => {}
            Some(_) => return Err(RestoreError(format!("/version: is not {VERSION}, the only known version"))),
            None => return Err(RestoreError("/version: is missing".to_owned())),
        }
        let next = snapshot.get("next").and_then(Value::as_u64).ok_or_else(|| wrong("/next", "a number"))?;
        if next >= NUMBERS {
            return Err(wrong("/next", "below 2^63"));
        }
        let mut entries = Entries::numbered_from(next);
        for (index, item) in items(snapshot, "operations")?.iter().enumerate() {
            let (number, entry) =
                read(item).map_err(|RestoreError(reason)| RestoreError(format!("/operations/{index}{reason}")))?;
            let again = |name| Err(RestoreError(format!("/operations/{index}/{name}: is given twice")));
            if number >= next {
                return Err(wrong(&format!("/operations/{index}/number"), "below `next`"));
            } else if entries.contains(number) {
                return again("number");
            } else if entry.id.as_deref().is_some_and(|id| entries.find_by_id(id).is_some()) {
                return again("id");
            }
            entries.insert(number, entry);
        }
        let mut forgotten = Forgotten::default();
        for (index, item) in items(snapshot, "forgotten")?.iter().enumerate() {
            let hash = item.as_str().and_then(|text| u128::from_str_radix(text, 16).ok());
            forgotten.add_hash(hash.ok_or_else(|| wrong(&format!("/forgotten/{index}"), "a hash"))?);
        }
        Ok(Self { limits, entries, forgotten })
    }
}

/// The reason that a snapshot was refused, with its place as a JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreError(String);

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a snapshot of a tracker: {}", self.0)
    }
}

impl std::error::Error for RestoreError {}

fn wrong(place: &str, expected: &str) -> RestoreError {
    RestoreError(format!("{place}: is not {expected}"))
}

fn items<'a>(snapshot: &'a Value, name: &str) -> Result<&'a Vec<Value>, RestoreError> {
    snapshot.get(name).and_then(Value::as_array).ok_or_else(|| wrong(&format!("/{name}"), "an array"))
}

/// Absent members are left out. `since` is seconds and nanoseconds.
fn write(number: u64, entry: &Entry) -> Value {
    let mut members = Map::new();
    members.insert("number".to_owned(), number.into());
    members.insert("stage".to_owned(), name(entry.stage).into());
    members.insert("since".to_owned(), json!([entry.since.as_secs(), entry.since.subsec_nanos()]));
    let outcome = entry.outcome.map(|outcome| outcome.to_string());
    let texts = [
        ("id", entry.id.as_deref()),
        ("clientContext", entry.client_context.as_deref()),
        ("outcome", outcome.as_deref()),
    ];
    members.extend(texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))));
    Value::Object(members)
}

fn read(item: &Value) -> Result<(u64, Entry), RestoreError> {
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
    let entry = Entry {
        stage,
        since,
        id: text("id")?.map(Arc::from),
        client_context: text("clientContext")?.map(Arc::from),
        outcome: outcome.transpose()?,
    };
    // A final operation always has an outcome, a pending one never has.
    match (entry.stage, entry.outcome) {
        (Stage::Pending, Some(_)) | (Stage::Final, None) => Err(wrong("/outcome", "an outcome of this stage")),
        _ => Ok((number, entry)),
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
