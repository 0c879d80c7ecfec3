//! Stores a tracker as JSON and restores it. The limits and the types are not stored: they are the program's.

use super::body::Content;
use super::calls::Calls;
use super::entries::{Entries, Entry, Forgotten, Stage};
use super::{Goal, Limits, Tracker};
use crate::Outcome;
use crate::members::{Text, push_string};
use serde_core::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
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
        // Most operations take about that much, with their id, context and type.
        let mut out = String::with_capacity(256 + 192 * self.entries.iter().count());
        let _ = write!(out, r#"{{"version":{VERSION},"next":[{},{}]"#, self.entries.next_number(), self.next_event);
        let _ = write!(out, r#","oneCall":{},"calls":["#, self.calls.is_one);
        let mut indexes: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, (key, call)) in self.calls.iter().enumerate() {
            indexes.insert(key, index);
            separate(&mut out, index);
            out.push('[');
            push_text(&mut out, call.id.as_deref());
            let _ = write!(out, ",{},", call.is_up);
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
        out += "\"}";
        out
    }

    /// Restores a tracker from a snapshot. Operations beyond the limits are dropped with the next message.
    ///
    /// # Errors
    /// If the snapshot has another version, or the text is not a snapshot.
    pub fn restore(limits: Limits, snapshot: &str) -> Result<Self, RestoreError> {
        let stored: Stored<'_> = serde_json::from_str(snapshot).map_err(|error| RestoreError(error.to_string()))?;
        if stored.next.iter().any(|next| *next >= NUMBERS) {
            return Err(wrong("/next", "below 2^63"));
        }
        let [next, next_event] = stored.next;
        let mut tracker = Self { entries: Entries::numbered_from(next), next_event, ..Self::new(limits) };
        tracker.calls = read_calls(stored.is_one, stored.calls)?;
        let calls: Vec<_> = tracker.calls.iter().map(|(key, call)| (key.clone(), call.id.clone())).collect();
        for (index, fields) in stored.operations.into_iter().enumerate() {
            let place = || format!("/operations/{index}");
            let (number, mut entry) = read_entry(fields, &calls).ok_or_else(|| wrong(&place(), "an operation"))?;
            if tracker.calls.is_one {
                entry.call = tracker.calls.key(None).map(|key| (key, None));
            }
            let again = |name| Err(RestoreError(format!("{}/{name}: is given twice", place())));
            let call = entry.call.as_ref().map(|(key, _)| key);
            if number >= next {
                return Err(wrong(&place(), "numbered below `next`"));
            } else if tracker.entries.get(number).is_some() {
                return again("0");
            } else if entry.id.as_deref().is_some_and(|id| tracker.entries.find_by_id(id, call).is_some()) {
                return again("6");
            }
            tracker.hold(number, entry);
        }
        tracker.forgotten = read_forgotten(&stored.forgotten.0)?;
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
#[derive(Default)]
struct Stored<'a> {
    next: [u64; 2],
    is_one: bool,
    calls: Vec<(Option<Text<'a>>, bool, Option<u128>)>,
    operations: Vec<Fields<'a>>,
    forgotten: Text<'a>,
}

impl<'de> Deserialize<'de> for Stored<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Stored<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Stored<'de>, A::Error> {
                let mut stored = Stored::default();
                let mut names = Vec::new();
                while let Some(name) = map.next_key::<&str>()? {
                    match name {
                        "version" => check_version(map.next_value()?)?,
                        "next" => stored.next = map.next_value()?,
                        "oneCall" => stored.is_one = map.next_value()?,
                        "calls" => stored.calls = map.next_value()?,
                        "operations" => stored.operations = map.next_value()?,
                        "forgotten" => stored.forgotten = map.next_value()?,
                        name => return Err(de::Error::unknown_field(name, &MEMBERS)),
                    }
                    names.push(name);
                }
                names.sort_unstable();
                if names == MEMBERS { Ok(stored) } else { Err(de::Error::custom("a member is missing or given twice")) }
            }
        }

        deserializer.deserialize_map(Read)
    }
}

/// The members, sorted.
const MEMBERS: [&str; 6] = ["calls", "forgotten", "next", "oneCall", "operations", "version"];

fn check_version<E: de::Error>(version: u64) -> Result<(), E> {
    if version == VERSION {
        Ok(())
    } else {
        Err(E::custom(format!("version {version} is not {VERSION}, the only known one")))
    }
}

fn read_calls(is_one: bool, stored: Vec<(Option<Text<'_>>, bool, Option<u128>)>) -> Result<Calls, RestoreError> {
    let mut calls = Calls::new(is_one);
    for (index, (id, is_up, ended)) in stored.into_iter().enumerate() {
        let id = id.as_ref().map(|Text(id)| &**id);
        let key = calls.key(id).ok_or_else(|| wrong(&format!("/calls/{index}"), "a call with an id"))?;
        let ended =
            ended.map(|ended| time(ended).ok_or_else(|| wrong(&format!("/calls/{index}"), "a call with a time")));
        let known = calls.known(&key, id);
        (known.is_up, known.ended) = (is_up, ended.transpose()?);
    }
    Ok(calls)
}

fn read_forgotten(digits: &str) -> Result<Forgotten, RestoreError> {
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
    Text<'a>,
    u128,
    bool,
    Option<Place<'a>>,
    Option<Text<'a>>,
    Option<Text<'a>>,
    Option<Text<'a>>,
    Option<Text<'a>>,
    Option<&'a RawValue>,
);

/// The call of an operation: its index among the calls, or its id if the call has been forgotten.
enum Place<'a> {
    Index(usize),
    Id(Text<'a>),
}

impl<'de> Deserialize<'de> for Place<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Place<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a call")
            }

            fn visit_u64<E>(self, index: u64) -> Result<Place<'de>, E> {
                Ok(Place::Index(usize::try_from(index).unwrap_or(usize::MAX)))
            }

            fn visit_str<E>(self, id: &str) -> Result<Place<'de>, E> {
                Ok(Place::Id(Text(id.to_owned().into())))
            }
        }

        deserializer.deserialize_any(Read)
    }
}

fn push_entry(out: &mut String, number: u64, entry: &Entry, calls: &BTreeMap<&str, usize>) {
    let _ = write!(out, "[{number},\"{}\",", state(entry.stage, entry.outcome));
    push_time(out, Some(entry.since));
    let _ = write!(out, ",{},", entry.is_running);
    match &entry.call {
        Some((key, Some(id))) => match calls.get(&**key) {
            Some(index) => drop(write!(out, "{index}")),
            None => push_string(out, id),
        },
        _ => *out += "null",
    }
    let goal = (entry.goal != Goal::Operation).then(|| entry.goal.name());
    let type_name = entry.content.type_name.as_deref().map(|name| name.strip_prefix(GRAPH).unwrap_or(name));
    for text in [goal, entry.id.as_deref(), entry.client_context.as_deref(), type_name] {
        out.push(',');
        push_text(out, text);
    }
    out.push(',');
    *out += entry.content.members.as_deref().unwrap_or("null");
    out.push(']');
}

/// The namespace that a stored type name leaves out.
const GRAPH: &str = "microsoft.graph.";

fn read_entry(fields: Fields<'_>, calls: &[(Arc<str>, Option<Arc<str>>)]) -> Option<(u64, Entry)> {
    let (number, Text(status), since, is_running, call, goal, id, client_context, type_name, members) = fields;
    let (stage, outcome) = stage_and_outcome(&status)?;
    let shared = |text: Option<Text<'_>>| text.map(|Text(text)| Arc::from(&*text));
    let call = match call {
        None => None,
        Some(Place::Id(Text(id))) => Some((super::entries::canonical_id(&id).into(), Some(Arc::from(&*id)))),
        Some(Place::Index(index)) => Some(calls.get(index)?.clone()),
    };
    let type_name = type_name.map(|Text(name)| if name.contains('.') { name } else { format!("{GRAPH}{name}").into() });
    let goal = goal.map_or(Some(Goal::Operation), |Text(goal)| Goal::from_name(&goal))?;
    let members = members.map(RawValue::get);
    if members.is_some_and(|members| !members.starts_with('{')) {
        return None;
    }
    let entry = Entry {
        stage,
        goal,
        id: shared(id),
        client_context: shared(client_context),
        call,
        outcome,
        is_running,
        content: Content { type_name: type_name.map(|name| Arc::from(&*name)), members: members.map(Arc::from) },
        ..Entry::new(time(since)?)
    };
    Some((number, entry))
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}

fn push_text(out: &mut String, text: Option<&str>) {
    match text {
        Some(text) => push_string(out, text),
        None => *out += "null",
    }
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
