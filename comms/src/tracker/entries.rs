//! The operations that a tracker holds, found by id, by context or by age, each in logarithmic time.
//! Decides nothing about their state.

use super::message::Message;
use super::{Event, EventKind, Waiting};
use crate::Outcome;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

/// The progress of an operation. It never goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Only notifications have named it.
    Unmatched,
    /// A response has named it, and it is not final.
    Pending,
    /// Final, and reported as such.
    Final,
}

impl Stage {
    pub(super) const ALL: [Self; 3] = [Self::Unmatched, Self::Pending, Self::Final];
}

/// One operation that is held.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) stage: Stage,
    /// The time at which it reached the stage.
    pub(super) since: Duration,
    pub(super) id: Option<Arc<str>>,
    pub(super) client_context: Option<Arc<str>>,
    /// The outcome; of an unmatched operation, the one that its notifications reported.
    pub(super) outcome: Option<Outcome>,
}

impl Entry {
    const fn new(since: Duration) -> Self {
        Self { stage: Stage::Unmatched, since, id: None, client_context: None, outcome: None }
    }

    /// Adds the message's facts. Known facts stay, except an unknown outcome.
    pub(super) fn add(&mut self, message: Message) {
        // Responses spell ids consistently; a URL may spell one differently.
        if self.id.is_none() || (message.is_response && message.id.is_some()) {
            self.id = message.id;
        }
        self.client_context = self.client_context.take().or(message.client_context);
        self.outcome = better(self.outcome, message.outcome);
    }

    /// Merges two entries of the same operation.
    fn join(self, other: Self) -> Self {
        let (ahead, behind) = if self.stage >= other.stage { (self, other) } else { (other, self) };
        Self {
            id: ahead.id.or(behind.id),
            client_context: ahead.client_context.or(behind.client_context),
            outcome: better(ahead.outcome, behind.outcome),
            ..ahead
        }
    }

    pub(super) fn event(&self, kind: EventKind, number: u64) -> Event {
        Event {
            kind,
            operation: Some(number),
            joined: None,
            id: self.id.clone(),
            client_context: self.client_context.clone(),
            outcome: self.outcome,
        }
    }

    pub(super) fn waiting(&self, number: u64) -> Waiting<'_> {
        Waiting {
            operation: number,
            id: self.id.as_deref(),
            client_context: self.client_context.as_deref(),
            since: self.since,
        }
    }
}

/// The first outcome, unless it is absent or unknown and there is a second.
fn better(first: Option<Outcome>, second: Option<Outcome>) -> Option<Outcome> {
    match first {
        None | Some(Outcome::Unknown) => second.or(first),
        known => known,
    }
}

/// The key of an id. Ids that differ in case, or in the hyphens and braces of a GUID, share a key.
pub(super) fn key(id: &str) -> String {
    let id = id.to_ascii_lowercase();
    let digits: String = id.trim_matches(['{', '}']).split('-').collect();
    if digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) { digits } else { id }
}

/// The entry that a message is about, taken out of [`Entries`].
pub(super) struct Match {
    pub(super) number: u64,
    pub(super) entry: Entry,
    /// The number of another entry of the same operation, merged into this one.
    pub(super) joined: Option<u64>,
}

impl Match {
    /// A new entry, for an operation that no earlier message named.
    pub(super) const fn new(number: u64, now: Duration) -> Self {
        Self { number, entry: Entry::new(now), joined: None }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    /// The number of the next entry.
    next: u64,
    all: BTreeMap<u64, Entry>,
    by_id: BTreeMap<String, u64>,
    /// For each context, the entries that have it: stage, presence of an id, number.
    by_context: BTreeMap<Arc<str>, BTreeSet<(Stage, bool, u64)>>,
    by_age: [BTreeSet<(Duration, u64)>; Stage::ALL.len()],
}

impl Entries {
    pub(super) fn numbered_from(next: u64) -> Self {
        Self { next, ..Self::default() }
    }

    pub(super) const fn next_number(&self) -> u64 {
        self.next
    }

    pub(super) fn new_number(&mut self) -> u64 {
        let number = self.next;
        self.next += 1;
        number
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &Entry)> {
        self.all.iter().map(|(number, entry)| (*number, entry))
    }

    /// The entries of a stage, the oldest first.
    pub(super) fn by_age(&self, stage: Stage) -> impl Iterator<Item = (u64, &Entry)> {
        self.by_age[stage as usize].iter().filter_map(|(_, number)| Some((*number, self.all.get(number)?)))
    }

    pub(super) fn oldest(&self, stage: Stage) -> Option<(u64, Duration)> {
        self.by_age[stage as usize].first().map(|(since, number)| (*number, *since))
    }

    pub(super) fn count(&self, stage: Stage) -> usize {
        self.by_age[stage as usize].len()
    }

    pub(super) fn contains(&self, number: u64) -> bool {
        self.all.contains_key(&number)
    }

    pub(super) fn find_by_id(&self, id: &str) -> Option<u64> {
        self.by_id.get(&key(id)).copied()
    }

    /// Finds the entry that the message's context names. If the message has an id, only entries without one fit.
    ///
    /// A response prefers an entry that waits for its response, a notification one that waits for its end.
    pub(super) fn find_by_context(&self, message: &Message) -> Option<u64> {
        let candidates = self.by_context.get(message.client_context.as_deref()?)?;
        let order = if message.is_response { Stage::ALL } else { [Stage::Pending, Stage::Unmatched, Stage::Final] };
        let with_id = message.id.is_none();
        order
            .iter()
            .find_map(|stage| candidates.range((*stage, false, 0)..=(*stage, with_id, u64::MAX)).next())
            .map(|(.., number)| *number)
    }

    /// Removes the entry that the message is about. Two entries, one with its id and one with its context, are merged.
    pub(super) fn take_match(&mut self, message: &Message) -> Option<Match> {
        let Some(number) = message.id.as_deref().and_then(|id| self.find_by_id(id)) else {
            let number = self.find_by_context(message)?;
            return Some(Match { number, entry: self.remove(number)?, joined: None });
        };
        let entry = self.remove(number)?;
        let other = if entry.client_context.is_none() { self.find_by_context(message) } else { None };
        match other.and_then(|other| Some((other, self.all.get(&other)?.stage))) {
            // Two operations that had a response each are two.
            Some((other, stage)) if stage == Stage::Unmatched || entry.stage == Stage::Unmatched => {
                let (kept, joined) = if entry.stage >= stage { (number, other) } else { (other, number) };
                Some(Match { number: kept, entry: entry.join(self.remove(other)?), joined: Some(joined) })
            }
            _ => Some(Match { number, entry, joined: None }),
        }
    }

    pub(super) fn remove(&mut self, number: u64) -> Option<Entry> {
        let entry = self.all.remove(&number)?;
        if let Some(id) = &entry.id {
            self.by_id.remove(&key(id));
        }
        if let Some(context) = &entry.client_context
            && let Some(entries) = self.by_context.get_mut(context)
        {
            entries.remove(&(entry.stage, entry.id.is_some(), number));
            if entries.is_empty() {
                self.by_context.remove(context);
            }
        }
        self.by_age[entry.stage as usize].remove(&(entry.since, number));
        Some(entry)
    }

    pub(super) fn insert(&mut self, number: u64, entry: Entry) {
        if let Some(id) = &entry.id {
            self.by_id.insert(key(id), number);
        }
        if let Some(context) = &entry.client_context {
            let entries = self.by_context.entry(context.clone()).or_default();
            entries.insert((entry.stage, entry.id.is_some(), number));
        }
        self.by_age[entry.stage as usize].insert((entry.since, number));
        self.all.insert(number, entry);
    }
}

/// Hashes of the final operations that are no longer held: of the id of each, or of its context if it had no id.
#[derive(Clone, Debug, Default)]
pub(super) struct Forgotten {
    order: VecDeque<u128>,
    hashes: BTreeSet<u128>,
}

impl Forgotten {
    pub(super) fn add(&mut self, entry: &Entry) {
        let by_context = || entry.client_context.as_deref().map(hash_of_context);
        if let Some(hash) = entry.id.as_deref().map(hash_of_id).or_else(by_context) {
            self.add_hash(hash);
        }
    }

    pub(super) fn add_hash(&mut self, hash: u128) {
        if self.hashes.insert(hash) {
            self.order.push_back(hash);
        }
    }

    /// Drops the oldest hashes beyond the limit.
    pub(super) fn truncate(&mut self, limit: usize) {
        while self.order.len() > limit
            && let Some(hash) = self.order.pop_front()
        {
            self.hashes.remove(&hash);
        }
    }

    pub(super) fn contains_id(&self, id: &str) -> bool {
        self.hashes.contains(&hash_of_id(id))
    }

    pub(super) fn contains_context(&self, context: &str) -> bool {
        self.hashes.contains(&hash_of_context(context))
    }

    /// The hashes, the oldest first.
    pub(super) fn hashes(&self) -> impl Iterator<Item = u128> {
        self.order.iter().copied()
    }
}

fn hash_of_id(id: &str) -> u128 {
    hash("id", &key(id))
}

fn hash_of_context(context: &str) -> u128 {
    hash("context", context)
}

/// FNV-1a, 128 bits. Snapshots store it, so it must not change with the version of std.
fn hash(kind: &str, text: &str) -> u128 {
    let bytes = kind.bytes().chain([0]).chain(text.bytes());
    bytes.fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash: u128, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}
