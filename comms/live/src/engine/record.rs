//! The record of a call: its tracker, its state, its timers. Decides nothing about when, and does no I/O.

use super::members::{Members, millis};
use super::settings::Settings;
use crate::store::{Record, StoreError};
use comms::tracker::{Input, Tracker, canonical_id};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The version of a record's body.
pub(crate) const VERSION: u32 = 1;
/// Tones whose numbers are remembered, to recognise one that comes twice.
const TONES: usize = 32;
/// Operations whose start is remembered: as many as the tracker holds at most, or nearly so.
const STARTS: usize = 2_000;
/// The longest pause between two questions about a call.
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);

/// Time since 1970, as the tracker takes it.
pub(crate) type Time = Duration;

/// A record, read.
#[derive(Clone, Debug)]
pub(crate) struct CallRecord {
    /// The tenant whose token its requests carry.
    pub(crate) tenant: Option<String>,
    /// Graph's id, as received.
    pub(crate) call_id: Option<String>,
    /// False if another record has the id already.
    pub(crate) is_indexed: bool,
    pub(crate) created: Time,
    /// The number of the request that placed the call.
    pub(crate) placed_by: Option<u64>,
    /// The hash of that request, if it may be repeated.
    pub(crate) fingerprint: Option<u64>,
    /// The latest state, by its name.
    pub(crate) state: Option<String>,
    pub(crate) is_established: bool,
    pub(crate) ended: Option<Time>,
    /// The `resultInfo` of the call's end, in JSON.
    pub(crate) result: Option<String>,
    /// True if nobody can report the call's end: it has no id, or its tenant is not accepted.
    pub(crate) is_lost: bool,
    /// Hashes of the latest call and the latest participants, to recognise one that comes twice.
    pub(crate) latest_call: u64,
    pub(crate) latest_participants: u64,
    tones: VecDeque<i64>,
    /// The times at which operations were first named, by their numbers.
    started: BTreeMap<u64, Time>,
    /// The time of the next question, if one was asked for.
    pub(crate) check: Option<Time>,
    /// The time of the latest question about the call, and the number of them without a change.
    pub(crate) asked: Option<Time>,
    pub(crate) asks: u32,
    pub(crate) keep_alive: Option<Time>,
    pub(crate) retain: Option<Time>,
    pub(crate) tracker: Tracker,
}

impl CallRecord {
    pub(crate) fn new(now: Time, settings: &Settings) -> Self {
        Self {
            tenant: None,
            call_id: None,
            is_indexed: true,
            created: now,
            placed_by: None,
            fingerprint: None,
            state: None,
            is_established: false,
            ended: None,
            result: None,
            is_lost: false,
            latest_call: 0,
            latest_participants: 0,
            tones: VecDeque::new(),
            started: BTreeMap::new(),
            check: None,
            asked: None,
            asks: 0,
            keep_alive: None,
            retain: None,
            tracker: Tracker::of_one_call(settings.limits).with_types(settings.types),
        }
    }

    /// Reads a record.
    pub(crate) fn read(record: &Record, settings: &Settings) -> Result<Self, StoreError> {
        if record.version > VERSION {
            return Err(StoreError::Newer { found: record.version, known: VERSION });
        }
        let text = std::str::from_utf8(&record.body).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let members: BTreeMap<Cow<'_, str>, &RawValue> =
            serde_json::from_str(text).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let value = |name: &str| -> Value {
            members.get(name).and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
        };
        let string = |name: &str| value(name).as_str().map(str::to_owned);
        let time = |name: &str| value(name).as_u64().map(Duration::from_millis);
        let snapshot = members.get("tracker").map_or("", |raw| raw.get());
        let tracker = Tracker::restore(settings.limits, snapshot)
            .map_err(|error| StoreError::Corrupt(error.to_string()))?
            .with_types(settings.types);
        Ok(Self {
            tenant: string("tenant"),
            call_id: string("callId"),
            is_indexed: value("indexed") != Value::Bool(false),
            created: time("created").unwrap_or_default(),
            placed_by: value("placedBy").as_u64(),
            fingerprint: value("fingerprint").as_u64(),
            state: string("state"),
            is_established: value("established") == Value::Bool(true),
            ended: time("ended"),
            result: members.get("result").map(|raw| raw.get().to_owned()),
            is_lost: value("lost") == Value::Bool(true),
            latest_call: value("latestCall").as_u64().unwrap_or_default(),
            latest_participants: value("latestParticipants").as_u64().unwrap_or_default(),
            tones: value("tones").as_array().into_iter().flatten().filter_map(Value::as_i64).collect(),
            started: value("started").as_array().into_iter().flatten().filter_map(read_start).collect(),
            check: time("check"),
            asked: time("asked"),
            asks: value("asks").as_u64().and_then(|asks| asks.try_into().ok()).unwrap_or_default(),
            keep_alive: time("keepAlive"),
            retain: time("retain"),
            tracker,
        })
    }

    /// Writes the record, with the time at which it is due.
    pub(crate) fn write(&self, settings: &Settings) -> Record {
        let tracker = self.tracker.snapshot();
        let flag = |is: bool| is.then_some(true);
        let number = |number: u64| (number > 0).then_some(number);
        let mut members = Members::with_capacity(512 + tracker.len());
        members.value("tenant", self.tenant.as_deref());
        members.value("callId", self.call_id.as_deref());
        members.value("indexed", (!self.is_indexed).then_some(false));
        members.time("created", Some(self.created));
        members.value("placedBy", self.placed_by);
        members.value("fingerprint", self.fingerprint);
        members.value("state", self.state.as_deref());
        members.value("established", flag(self.is_established));
        members.time("ended", self.ended);
        members.json("result", self.result.as_deref());
        members.value("lost", flag(self.is_lost));
        members.value("latestCall", number(self.latest_call));
        members.value("latestParticipants", number(self.latest_participants));
        members.value("tones", Some(&self.tones).filter(|tones| !tones.is_empty()));
        let started: Vec<_> = self.started.iter().map(|(number, at)| (number, millis(*at))).collect();
        members.value("started", Some(started).filter(|started| !started.is_empty()));
        members.time("check", self.check);
        members.time("asked", self.asked);
        members.value("asks", number(self.asks.into()));
        members.time("keepAlive", self.keep_alive);
        members.time("retain", self.retain);
        members.json("tracker", Some(&tracker));
        Record {
            call_id: self.call_id.as_deref().filter(|_| self.is_indexed).map(canonical_id),
            version: VERSION,
            body: members.end(),
            due: self.due(settings).map(|due| UNIX_EPOCH + due),
        }
    }

    /// The time at which something is to be done.
    pub(crate) fn due(&self, settings: &Settings) -> Option<Time> {
        [self.tracker.due(), self.keep_alive, self.ask_at(settings), self.retain].into_iter().flatten().min()
    }

    /// The time at which to ask about the call: a request waits for its end for too long, or the call for its beginning.
    pub(crate) fn ask_at(&self, settings: &Settings) -> Option<Time> {
        if self.ended.is_some() || self.is_lost {
            return None;
        }
        let waits_since = self.tracker.pending().map(|waiting| waiting.since).min();
        let begun = (!self.is_established).then_some(self.created);
        let overdue =
            [waits_since, begun].into_iter().flatten().min().map(|since| since.saturating_add(settings.overdue()));
        let pause = settings.overdue().saturating_mul(1 << self.asks.saturating_sub(1).min(16)).min(LONGEST_PAUSE);
        let again = self.asked.map(|asked| asked.saturating_add(pause));
        let overdue = overdue.map(|at| again.map_or(at, |again| at.max(again)));
        [overdue, self.check].into_iter().flatten().min()
    }

    /// Sets the timers that follow from the state.
    pub(crate) fn schedule(&mut self, now: Time, settings: &Settings) {
        if let Some(over) = self.ended.or_else(|| self.is_lost.then_some(now)) {
            (self.keep_alive, self.check) = (None, None);
            self.retain = self.retain.or_else(|| Some(over.saturating_add(settings.retention)));
            return;
        }
        self.retain = None;
        if self.is_established {
            self.keep_alive = self.keep_alive.or_else(|| Some(now.saturating_add(settings.keep_alive)));
        }
        if self.asks > 0 && self.is_established && self.tracker.pending().next().is_none() {
            (self.asked, self.asks) = (None, 0);
        }
    }

    /// Returns whether the tone was there before, and remembers it.
    pub(crate) fn is_known_tone(&mut self, sequence: i64) -> bool {
        if self.tones.contains(&sequence) {
            return true;
        }
        self.tones.push_back(sequence);
        if self.tones.len() > TONES {
            self.tones.pop_front();
        }
        false
    }

    /// Notes that an operation was named, if that is the first time. The starts of the oldest operations are forgotten.
    pub(crate) fn starts(&mut self, operation: u64, now: Time) {
        self.started.entry(operation).or_insert(now);
        if self.started.len() > STARTS {
            self.started.pop_first();
        }
    }

    /// The time at which an operation was first named, if it is known.
    pub(crate) fn started(&self, operation: u64) -> Option<Time> {
        self.started.get(&operation).copied()
    }

    /// Notes that the call cannot be asked about. The request that placed it ends with an unknown outcome.
    pub(crate) fn lose(&mut self, now: Time) -> Vec<comms::tracker::Event> {
        self.is_lost = true;
        let open: Vec<u64> = self.tracker.pending().map(|waiting| waiting.operation).collect();
        let close = |operation| Input::Closed { operation, outcome: comms::Outcome::Unknown };
        open.into_iter().flat_map(|operation| self.tracker.apply(now, close(operation))).collect()
    }
}

/// Reads a start: the operation's number and the time in milliseconds.
fn read_start(start: &Value) -> Option<(u64, Time)> {
    Some((start[0].as_u64()?, Duration::from_millis(start[1].as_u64()?)))
}

/// Time since 1970.
pub(crate) fn since_epoch(time: SystemTime) -> Time {
    time.duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// FNV-1a, 64 bits. Records contain it, so it must not change with the version of std. Never 0, which means none.
pub(crate) fn hash(text: &str) -> u64 {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    hash.max(1)
}
