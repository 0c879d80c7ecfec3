//! Stores a tracker as JSON and restores it. The limits and the types are not stored: they are the program's.

use super::body::Content;
use super::calls::Calls;
use super::entries::{Entries, Entry, Forgotten, Stage};
use super::{Goal, Limits, Tracker};
use crate::Outcome;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::sync::Arc;
use std::time::Duration;

/// The version that [`Tracker::snapshot`] writes, and the only one that [`Tracker::restore`] reads.
const VERSION: u64 = 2;

/// The bound of the numbers of operations and events. No tracker reaches it, so the next number never overflows.
const NUMBERS: u64 = 1 << 63;

impl Tracker {
    /// Returns the tracker's state as JSON text. Equal states give equal texts; the limits are not included.
    ///
    /// The tokens of an operation that has ended are not included either: only its events have them.
    ///
    /// ```
    /// use comms::tracker::{Limits, Tracker};
    /// use comms::CommsOperation;
    /// use std::time::Duration;
    ///
    /// let mut tracker = Tracker::new(Limits::default());
    /// let _ = tracker.response(Duration::from_secs(7), &None::<CommsOperation>, Some("order 7"));
    /// let text = tracker.snapshot();
    ///
    /// let restored = Tracker::restore(Limits::default(), &text)?;
    /// assert_eq!(restored.pending().next().and_then(|waiting| waiting.client_context), Some("order 7"));
    /// # Ok::<(), comms::tracker::RestoreError>(())
    /// ```
    #[must_use]
    pub fn snapshot(&self) -> String {
        let mut out = format!(r#"{{"version":{VERSION},"next":[{},{}]"#, self.entries.next_number(), self.next_event);
        let _ = write!(out, r#","oneCall":{},"calls":["#, self.calls.is_one);
        let mut indexes: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, (key, call)) in self.calls.iter().enumerate() {
            indexes.insert(key, index);
            separate(&mut out, index);
            let _ = write!(out, "[{},{},", text(call.id.as_deref()), call.is_up);
            push_time(&mut out, call.ended);
            out.push(']');
        }
        out += r#"],"operations":["#;
        for (index, (number, entry)) in self.entries.iter().enumerate() {
            separate(&mut out, index);
            push_entry(&mut out, number, entry, &indexes);
        }
        out += r#"],"forgotten":""#;
        for hash in self.forgotten.hashes() {
            let _ = write!(out, "{hash:032x}");
        }
        out + "\"}"
    }

    /// Restores a tracker from a snapshot. Operations beyond the limits are dropped with the next message.
    ///
    /// # Errors
    /// If the snapshot has another version, or the text is not a snapshot.
    pub fn restore(limits: Limits, snapshot: &str) -> Result<Self, RestoreError> {
        let members: BTreeMap<Cow<'_, str>, &RawValue> =
            serde_json::from_str(snapshot).map_err(|error| RestoreError(error.to_string()))?;
        let members = Members(members);
        match members.0.get("version").map(|version| version.get()) {
            Some(version) if version == VERSION.to_string() => {}
            Some(_) => return Err(RestoreError(format!("/version: is not {VERSION}, the only known version"))),
            None => return Err(RestoreError("/version: is missing".to_owned())),
        }
        let [next, next_event] = members.read::<[u64; 2]>("next", "two numbers")?;
        if next >= NUMBERS || next_event >= NUMBERS {
            return Err(wrong("/next", "below 2^63"));
        }
        let mut tracker = Self { entries: Entries::numbered_from(next), next_event, ..Self::new(limits) };
        tracker.calls = read_calls(&members)?;
        let keys: Vec<_> = tracker.calls.iter().map(|(key, call)| (key.clone(), call.id.clone())).collect();
        let operations: Vec<&RawValue> = members.read("operations", "an array")?;
        for (index, item) in operations.into_iter().enumerate() {
            let place = format!("/operations/{index}");
            let (number, mut entry) = serde_json::from_str(item.get())
                .ok()
                .and_then(|fields| read_entry(fields, &keys))
                .ok_or_else(|| wrong(&place, "an operation"))?;
            if tracker.calls.is_one {
                entry.call = tracker.calls.key(None).map(|key| (key, None));
            }
            let again = |name| Err(RestoreError(format!("{place}/{name}: is given twice")));
            let call = entry.call.as_ref().map(|(key, _)| key);
            if number >= next {
                return Err(wrong(&place, "numbered below `next`"));
            } else if tracker.entries.get(number).is_some() {
                return again("0");
            } else if entry.id.as_deref().is_some_and(|id| tracker.entries.find_by_id(id, call).is_some()) {
                return again("6");
            }
            tracker.hold(number, entry);
        }
        tracker.forgotten = read_forgotten(&members)?;
        Ok(tracker)
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

/// The members of a snapshot.
struct Members<'a>(BTreeMap<Cow<'a, str>, &'a RawValue>);

impl<'a> Members<'a> {
    fn read<T: serde_core::Deserialize<'a>>(&self, name: &str, expected: &str) -> Result<T, RestoreError> {
        let raw = self.0.get(name).and_then(|raw| serde_json::from_str(raw.get()).ok());
        raw.ok_or_else(|| wrong(&format!("/{name}"), expected))
    }
}

fn read_calls(members: &Members<'_>) -> Result<Calls, RestoreError> {
    let mut calls = Calls::new(members.read("oneCall", "true or false")?);
    let stored: Vec<(Option<String>, bool, Option<u128>)> = members.read("calls", "an array of calls")?;
    for (index, (id, is_up, ended)) in stored.into_iter().enumerate() {
        let place = || format!("/calls/{index}");
        let key = calls.key(id.as_deref()).ok_or_else(|| wrong(&place(), "a call with an id"))?;
        let ended = ended.map(|ended| time(ended).ok_or_else(|| wrong(&place(), "a call with a time"))).transpose()?;
        let known = calls.known(&key, id.as_deref());
        (known.is_up, known.ended) = (is_up, ended);
    }
    Ok(calls)
}

fn read_forgotten(members: &Members<'_>) -> Result<Forgotten, RestoreError> {
    let digits: Cow<'_, str> = members.read("forgotten", "a string")?;
    let mut forgotten = Forgotten::default();
    for hash in digits.as_bytes().chunks(32) {
        let hash = std::str::from_utf8(hash).ok().filter(|hash| hash.len() == 32);
        let hash = hash.and_then(|hash| u128::from_str_radix(hash, 16).ok());
        forgotten.add_hash(hash.ok_or_else(|| wrong("/forgotten", "hashes"))?);
    }
    Ok(forgotten)
}

/// An operation, as an array: number, state, time, progress, call, goal, id, context, type, members. An array has no
/// names, so that the record of a call stays small.
type Fields<'a> = (
    u64,
    Cow<'a, str>,
    u128,
    bool,
    Value,
    Option<Cow<'a, str>>,
    Option<Cow<'a, str>>,
    Option<Cow<'a, str>>,
    Option<Cow<'a, str>>,
    Option<&'a RawValue>,
);

fn push_entry(out: &mut String, number: u64, entry: &Entry, calls: &BTreeMap<&str, usize>) {
    let _ = write!(out, "[{number},\"{}\",", state(entry.stage, entry.outcome));
    push_time(out, Some(entry.since));
    let call = match &entry.call {
        Some((key, Some(id))) => calls.get(&**key).map_or_else(|| json!(&**id), |index| json!(index)),
        _ => Value::Null,
    };
    let goal = (entry.goal != Goal::Operation).then(|| entry.goal.name());
    let type_name = entry.content.type_name.as_deref();
    let _ = write!(
        out,
        ",{},{call},{},{},{},{},{}]",
        entry.is_running,
        text(goal),
        text(entry.id.as_deref()),
        text(entry.client_context.as_deref()),
        text(type_name.map(|name| name.strip_prefix(GRAPH).unwrap_or(name))),
        entry.content.members.as_deref().unwrap_or("null"),
    );
}

/// The namespace that a stored type name leaves out.
const GRAPH: &str = "microsoft.graph.";

fn read_entry(fields: Fields<'_>, calls: &[(Arc<str>, Option<Arc<str>>)]) -> Option<(u64, Entry)> {
    let (number, status, since, is_running, call, goal, id, client_context, type_name, members) = fields;
    let (stage, outcome) = stage_and_outcome(&status)?;
    let call = match call {
        Value::Null => None,
        Value::String(id) => Some((super::entries::key(&id).into(), Some(Arc::from(id)))),
        index => Some(calls.get(usize::try_from(index.as_u64()?).ok()?)?.clone()),
    };
    let type_name = type_name.map(|name| if name.contains('.') { name } else { format!("{GRAPH}{name}").into() });
    let goal = goal.map_or(Some(Goal::Operation), |goal| Goal::from_name(&goal))?;
    let members = members.map(RawValue::get).filter(|members| *members != "null");
    if members.is_some_and(|members| !members.starts_with('{')) {
        return None;
    }
    let entry = Entry {
        stage,
        goal,
        id: id.map(Arc::from),
        client_context: client_context.map(Arc::from),
        call,
        outcome,
        is_running,
        content: Content { type_name: type_name.map(Arc::from), members: members.map(Arc::from) },
        ..Entry::new(time(since)?)
    };
    Some((number, entry))
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}

/// The text as JSON.
fn text(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::from)
}

/// A time is stored in nanoseconds.
fn push_time(out: &mut String, time: Option<Duration>) {
    let _ = match time {
        Some(time) => write!(out, "{}", time.as_nanos()),
        None => write!(out, "null"),
    };
}

fn time(nanoseconds: u128) -> Option<Duration> {
    const SECOND: u128 = 1_000_000_000;
    let seconds = u64::try_from(nanoseconds / SECOND).ok()?;
    Some(Duration::new(seconds, u32::try_from(nanoseconds % SECOND).ok()?))
}

/// The stages with an outcome that they allow: a final operation always has one, a pending one never.
const STATES: [(Stage, Option<Outcome>, &str); 8] = [
    (Stage::Unmatched, None, "unmatched"),
    (Stage::Unmatched, Some(Outcome::Succeeded), "unmatched succeeded"),
    (Stage::Unmatched, Some(Outcome::Failed), "unmatched failed"),
    (Stage::Unmatched, Some(Outcome::Unknown), "unmatched unknown"),
    (Stage::Pending, None, "pending"),
    (Stage::Final, Some(Outcome::Succeeded), "succeeded"),
    (Stage::Final, Some(Outcome::Failed), "failed"),
    (Stage::Final, Some(Outcome::Unknown), "unknown"),
];

fn state(stage: Stage, outcome: Option<Outcome>) -> &'static str {
    STATES.iter().find(|known| (known.0, known.1) == (stage, outcome)).map_or("unmatched", |known| known.2)
}

fn stage_and_outcome(state: &str) -> Option<(Stage, Option<Outcome>)> {
    STATES.iter().find(|known| known.2 == state).map(|known| (known.0, known.1))
}
