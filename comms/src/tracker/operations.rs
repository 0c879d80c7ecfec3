//! The operations that a tracker holds, and how they are found: by id, by context, by age, each in logarithmic time.
//! What becomes of them is decided elsewhere.

use super::message::Message;
use super::{Event, EventKind, Waiting};
use crate::Outcome;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

/// How far an operation is. It never goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Heard of by notification alone.
    Unmatched,
    /// Answered, and not over.
    Pending,
    /// Over, and told.
    Final,
}

impl Stage {
    pub(super) const ALL: [Self; 3] = [Self::Unmatched, Self::Pending, Self::Final];
}

#[derive(Clone, Debug)]
pub(super) struct Operation {
    pub(super) stage: Stage,
    /// When it came to that stage.
    pub(super) since: Duration,
    pub(super) id: Option<Arc<str>>,
    pub(super) client_context: Option<Arc<str>>,
    /// How it ended; of an unmatched one, what its notifications said.
    pub(super) outcome: Option<Outcome>,
}

impl Operation {
    const fn new(since: Duration) -> Self {
        Self { stage: Stage::Unmatched, since, id: None, client_context: None, outcome: None }
    }

    /// Adds what a message says of it; what is known stays, but for an outcome that is unknown.
    pub(super) fn add(&mut self, message: Message) {
        // The answer writes the id as the service's other answers do; a URL may write it otherwise.
        if self.id.is_none() || (message.answer && message.id.is_some()) {
            self.id = message.id;
        }
        self.client_context = self.client_context.take().or(message.client_context);
        self.outcome = better(self.outcome, message.outcome);
    }

    /// The same operation, known twice until now.
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

/// The first that is known, unless it is that nobody knows.
fn better(first: Option<Outcome>, second: Option<Outcome>) -> Option<Outcome> {
    match first {
        None | Some(Outcome::Unknown) => second.or(first),
        known => known,
    }
}

/// Ids that are the same one have the same key: case does not count, nor do the hyphens and braces of a GUID.
pub(super) fn key(id: &str) -> String {
    let id = id.to_ascii_lowercase();
    let digits: String = id.trim_matches(['{', '}']).split('-').collect();
    if digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) { digits } else { id }
}

/// The operation that a message is about.
pub(super) struct Meant {
    pub(super) number: u64,
    pub(super) operation: Operation,
    /// The number of another that turned out to be the same.
    pub(super) joined: Option<u64>,
}

impl Meant {
    /// One that nothing was heard of before.
    pub(super) const fn new(number: u64, now: Duration) -> Self {
        Self { number, operation: Operation::new(now), joined: None }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Operations {
    /// The next operation's number.
    next: u64,
    all: BTreeMap<u64, Operation>,
    by_id: BTreeMap<String, u64>,
    /// Of each context, those with it: stage, whether it has an id, number.
    by_context: BTreeMap<Arc<str>, BTreeSet<(Stage, bool, u64)>>,
    by_age: [BTreeSet<(Duration, u64)>; Stage::ALL.len()],
}

impl Operations {
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

    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &Operation)> {
        self.all.iter().map(|(number, operation)| (*number, operation))
    }

    /// Those of a stage, the oldest first.
    pub(super) fn by_age(&self, stage: Stage) -> impl Iterator<Item = (u64, &Operation)> {
        self.by_age[stage as usize].iter().filter_map(|(_, number)| Some((*number, self.all.get(number)?)))
    }

    pub(super) fn oldest(&self, stage: Stage) -> Option<(u64, Duration)> {
        self.by_age[stage as usize].first().map(|(since, number)| (*number, *since))
    }

    pub(super) fn count(&self, stage: Stage) -> usize {
        self.by_age[stage as usize].len()
    }

    pub(super) fn has(&self, number: u64) -> bool {
        self.all.contains_key(&number)
    }

    pub(super) fn with_id(&self, id: &str) -> Option<u64> {
        self.by_id.get(&key(id)).copied()
    }

    /// The operation that the message's context means: where the message has an id, one that lacks its own.
    ///
    /// An answer is rather for one that waits for its answer; a notification rather for one that waits for its end.
    pub(super) fn meant_by(&self, message: &Message) -> Option<u64> {
        let those = self.by_context.get(message.client_context.as_deref()?)?;
        let order = if message.answer { Stage::ALL } else { [Stage::Pending, Stage::Unmatched, Stage::Final] };
        let latest_id = message.id.is_none();
        order
            .iter()
            .find_map(|stage| those.range((*stage, false, 0)..=(*stage, latest_id, u64::MAX)).next())
            .map(|(.., number)| *number)
    }

    /// Takes out the operation that the message is about, joined into one where it was known by id and, apart, by context.
    pub(super) fn take_meant(&mut self, message: &Message) -> Option<Meant> {
        let Some(number) = message.id.as_deref().and_then(|id| self.with_id(id)) else {
            let number = self.meant_by(message)?;
            return Some(Meant { number, operation: self.take(number)?, joined: None });
        };
        let operation = self.take(number)?;
        let other = if operation.client_context.is_none() { self.meant_by(message) } else { None };
        match other.and_then(|other| Some((other, self.all.get(&other)?.stage))) {
            // Two that were answered are two.
            Some((other, stage)) if stage == Stage::Unmatched || operation.stage == Stage::Unmatched => {
                let (kept, joined) = if operation.stage >= stage { (number, other) } else { (other, number) };
                Some(Meant { number: kept, operation: operation.join(self.take(other)?), joined: Some(joined) })
            }
            _ => Some(Meant { number, operation, joined: None }),
        }
    }

    pub(super) fn take(&mut self, number: u64) -> Option<Operation> {
        let operation = self.all.remove(&number)?;
        if let Some(id) = &operation.id {
            self.by_id.remove(&key(id));
        }
        if let Some(context) = &operation.client_context
            && let Some(those) = self.by_context.get_mut(context)
        {
            those.remove(&(operation.stage, operation.id.is_some(), number));
            if those.is_empty() {
                self.by_context.remove(context);
            }
        }
        self.by_age[operation.stage as usize].remove(&(operation.since, number));
        Some(operation)
    }

    pub(super) fn put(&mut self, number: u64, operation: Operation) {
        if let Some(id) = &operation.id {
            self.by_id.insert(key(id), number);
        }
        if let Some(context) = &operation.client_context {
            self.by_context.entry(context.clone()).or_default().insert((
                operation.stage,
                operation.id.is_some(),
                number,
            ));
        }
        self.by_age[operation.stage as usize].insert((operation.since, number));
        self.all.insert(number, operation);
    }
}

/// What is still known of operations that were final: a hash of the id of each, or of its context where it had no id.
#[derive(Clone, Debug, Default)]
pub(super) struct Forgotten {
    order: VecDeque<u128>,
    names: BTreeSet<u128>,
}

impl Forgotten {
    pub(super) fn add(&mut self, operation: &Operation) {
        let by_context = || operation.client_context.as_deref().map(hash_of_context);
        if let Some(name) = operation.id.as_deref().map(hash_of_id).or_else(by_context) {
            self.add_name(name);
        }
    }

    pub(super) fn add_name(&mut self, name: u128) {
        if self.names.insert(name) {
            self.order.push_back(name);
        }
    }

    pub(super) fn keep(&mut self, limit: usize) {
        while self.order.len() > limit
            && let Some(name) = self.order.pop_front()
        {
            self.names.remove(&name);
        }
    }

    pub(super) fn knows_id(&self, id: &str) -> bool {
        self.names.contains(&hash_of_id(id))
    }

    pub(super) fn knows_context(&self, context: &str) -> bool {
        self.names.contains(&hash_of_context(context))
    }

    /// The oldest first.
    pub(super) fn names(&self) -> impl Iterator<Item = u128> {
        self.order.iter().copied()
    }
}

fn hash_of_id(id: &str) -> u128 {
    hash("id", &key(id))
}

fn hash_of_context(context: &str) -> u128 {
    hash("context", context)
}

/// FNV-1a, 128 bits: a snapshot keeps it, so it must not change with the version of std.
fn hash(what: &str, text: &str) -> u128 {
    let bytes = what.bytes().chain([0]).chain(text.bytes());
    bytes.fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash: u128, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}
