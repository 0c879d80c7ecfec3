//! The operations that a tracker holds, found by id, by context or by age, each in logarithmic time.
//! Decides nothing about their state.

use super::body::Content;
use super::message::{Message, Source};
use super::{Goal, Waiting};
use crate::Outcome;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

/// The progress of an operation. It never goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Only notifications have named it.
    Unmatched,
    /// A request or its answer has named it, and it is not final.
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
    pub(super) goal: Goal,
    /// The time at which it reached the stage.
    pub(super) since: Duration,
    /// The time at which it ends with its call; only of a pending operation.
    pub(super) due: Option<Duration>,
    pub(super) id: Option<Arc<str>>,
    pub(super) client_context: Option<Arc<str>>,
    /// The key of its call, and the call's id if that is known.
    pub(super) call: Option<(Arc<str>, Option<Arc<str>>)>,
    /// The outcome; of an unmatched operation, the one that its notifications reported.
    pub(super) outcome: Option<Outcome>,
    /// True if a message has reported that it runs.
    pub(super) is_running: bool,
    pub(super) content: Content,
}

impl Entry {
    pub(super) fn new(since: Duration) -> Self {
        Self {
            stage: Stage::Unmatched,
            goal: Goal::Operation,
            since,
            due: None,
            id: None,
            client_context: None,
            call: None,
            outcome: None,
            is_running: false,
            content: Content::default(),
        }
    }

    /// Adds the message's facts. Known facts stay, except an unknown outcome.
    pub(super) fn add(&mut self, message: Message) {
        // Answers spell ids consistently; a URL may spell one differently.
        if self.id.is_none() || (message.source == Source::Answer && message.id.is_some()) {
            self.id = message.id;
        }
        self.client_context = self.client_context.take().or(message.client_context);
        let known = std::mem::take(&mut self.content);
        let (before, now) = (progress(self.outcome, self.is_running), progress(message.outcome, message.is_running));
        let is_ahead = now >= before && !is_known(self.outcome);
        self.content = if is_ahead { message.content.before(known) } else { known.before(message.content) };
        self.outcome = better(self.outcome, message.outcome);
        self.is_running |= message.is_running;
    }

    /// Merges two entries of the same operation.
    fn join(self, other: Self) -> Self {
        let (ahead, behind) = if self.stage >= other.stage { (self, other) } else { (other, self) };
        let (ahead_progress, behind_progress) =
            (progress(ahead.outcome, ahead.is_running), progress(behind.outcome, behind.is_running));
        let content = if ahead_progress >= behind_progress {
            ahead.content.before(behind.content)
        } else {
            behind.content.before(ahead.content)
        };
        Self {
            id: ahead.id.or(behind.id),
            client_context: ahead.client_context.or(behind.client_context),
            call: ahead.call.or(behind.call),
            due: None,
            outcome: better(ahead.outcome, behind.outcome),
            is_running: ahead.is_running || behind.is_running,
            content,
            ..ahead
        }
    }

    /// Returns whether the end of the call, or a state of it, can still give the operation an outcome.
    const fn is_open(&self) -> bool {
        match self.stage {
            Stage::Unmatched => false,
            Stage::Pending => true,
            Stage::Final => !matches!(self.goal, Goal::Operation) && !is_known(self.outcome),
        }
    }

    /// Returns whether the message can be about this operation: only if they do not name two calls.
    fn is_of_call(&self, call: Option<&Arc<str>>) -> bool {
        match (&self.call, call) {
            (Some((own, _)), Some(call)) => own == call,
            _ => true,
        }
    }

    pub(super) fn waiting(&self, number: u64) -> Waiting<'_> {
        Waiting {
            operation: number,
            goal: self.goal,
            id: self.id.as_deref(),
            client_context: self.client_context.as_deref(),
            call_id: None,
            since: self.since,
        }
    }
}

/// The progress that a message reports: none, a running operation, an end, an end with a known outcome.
fn progress(outcome: Option<Outcome>, is_running: bool) -> u8 {
    match outcome {
        None => is_running.into(),
        Some(Outcome::Unknown) => 2,
        Some(_) => 3,
    }
}

pub(super) const fn is_known(outcome: Option<Outcome>) -> bool {
    matches!(outcome, Some(Outcome::Succeeded | Outcome::Failed))
}

/// The first outcome, unless it is absent or unknown and there is a second.
fn better(first: Option<Outcome>, second: Option<Outcome>) -> Option<Outcome> {
    match first {
        None | Some(Outcome::Unknown) => second.or(first),
        known => known,
    }
}

/// Returns one spelling for all that name the same call or operation: in lower case and, if it is a GUID, without hyphens and braces.
///
/// ```
/// use comms::tracker::canonical_id;
///
/// assert_eq!(canonical_id("{57DAB8B1-894C-409A-B240-BD8BEAE78896}"), canonical_id("57dab8b1894c409ab240bd8beae78896"));
/// assert_eq!(canonical_id("Call-7"), "call-7");
/// ```
#[must_use]
pub fn canonical_id(id: &str) -> String {
    let id = id.to_ascii_lowercase();
    let digits: String = id.trim_matches(['{', '}']).split('-').collect();
    if digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) { digits } else { id }
}

/// The entry that a message is about, taken out of [`Entries`].
pub(super) struct Match {
    pub(super) number: u64,
    pub(super) entry: Entry,
    /// The outcome before another entry was merged into this one.
    pub(super) reported: Option<Outcome>,
    /// The number of another entry of the same operation, merged into this one.
    pub(super) joined: Option<u64>,
}

impl Match {
    /// A new entry, for an operation that no earlier message named.
    pub(super) fn new(number: u64, now: Duration) -> Self {
        Self { number, entry: Entry::new(now), reported: None, joined: None }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    /// The number of the next entry.
    next: u64,
    all: BTreeMap<u64, Entry>,
    by_id: BTreeSet<(String, u64)>,
    /// For each context, the entries that have it: stage, presence of an id, number.
    by_context: BTreeMap<Arc<str>, BTreeSet<(Stage, bool, u64)>>,
    by_age: [BTreeSet<(Duration, u64)>; Stage::ALL.len()],
    /// The [open](Entry::is_open) entries of each call.
    by_call: BTreeSet<(Arc<str>, u64)>,
    /// The pending entries of calls that have ended.
    by_due: BTreeSet<(Duration, u64)>,
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

    /// The oldest entries of a stage, beyond the limit.
    pub(super) fn excess(&self, stage: Stage, limit: usize) -> Vec<u64> {
        let excess = self.count(stage).saturating_sub(limit);
        self.by_age[stage as usize].iter().take(excess).map(|(_, number)| *number).collect()
    }

    pub(super) fn get(&self, number: u64) -> Option<&Entry> {
        self.all.get(&number)
    }

    /// The [open](Entry::is_open) entries of a call.
    pub(super) fn of_call(&self, call: &Arc<str>) -> impl Iterator<Item = u64> {
        let range = self.by_call.range((call.clone(), 0)..=(call.clone(), u64::MAX));
        range.map(|(_, number)| *number)
    }

    /// The next pending entry that ends with its call, and the time of that end.
    pub(super) fn next_due(&self) -> Option<(Duration, u64)> {
        self.by_due.first().copied()
    }

    /// Finds the entry of an id. Ids of two calls are two.
    pub(super) fn find_by_id(&self, id: &str, call: Option<&Arc<str>>) -> Option<u64> {
        let key = canonical_id(id);
        let mut found = self.by_id.range((key.clone(), 0)..=(key, u64::MAX)).map(|(_, number)| *number);
        found.find(|number| self.all.get(number).is_some_and(|entry| entry.is_of_call(call)))
    }

    /// Finds the entry that the message's context names. If the message has an id, only entries without one fit.
    ///
    /// An answer prefers an entry that waits for its answer, a notification one that waits for its end.
    pub(super) fn find_by_context(&self, message: &Message, call: Option<&Arc<str>>) -> Option<u64> {
        let candidates = self.by_context.get(message.client_context.as_deref()?)?;
        let is_notification = message.source == Source::Notification;
        let order = if is_notification { [Stage::Pending, Stage::Unmatched, Stage::Final] } else { Stage::ALL };
        let with_id = message.id.is_none();
        let fits = |number: u64| {
            let entry = self.all.get(&number);
            // Only the call's state ends a request that has another goal than an operation.
            entry.is_some_and(|it| it.is_of_call(call) && !(is_notification && it.goal != Goal::Operation))
        };
        order.iter().find_map(|stage| {
            let mut of_stage = candidates.range((*stage, false, 0)..=(*stage, with_id, u64::MAX));
            of_stage.find(|(.., number)| fits(*number)).map(|(.., number)| *number)
        })
    }

    /// Removes the entry that the message is about. Two entries, one with its id and one with its context, are merged.
    pub(super) fn take_match(&mut self, message: &Message, call: Option<&Arc<str>>) -> Option<Match> {
        let Some(number) = message.id.as_deref().and_then(|id| self.find_by_id(id, call)) else {
            let number = self.find_by_context(message, call)?;
            let entry = self.remove(number)?;
            return Some(Match { number, reported: entry.outcome, entry, joined: None });
        };
        let entry = self.remove(number)?;
        // An answer has the context of its request, whatever context a notification has named.
        let is_answer = message.source == Source::Answer && entry.client_context != message.client_context;
        let other =
            if entry.client_context.is_none() || is_answer { self.find_by_context(message, call) } else { None };
        // A request that starts no operation is none.
        let operation = |number| self.all.get(&number).filter(|other| other.goal == entry.goal);
        match other.and_then(|other| Some((other, operation(other)?.stage))) {
            // Two operations that had a request or an answer each are two.
            Some((other, stage)) if stage == Stage::Unmatched || entry.stage == Stage::Unmatched => {
                let (kept, joined) = if entry.stage >= stage { (number, other) } else { (other, number) };
                let other = self.remove(other)?;
                let reported = if kept == number { entry.outcome } else { other.outcome };
                Some(Match { number: kept, entry: entry.join(other), reported, joined: Some(joined) })
            }
            _ => Some(Match { number, reported: entry.outcome, entry, joined: None }),
        }
    }

    pub(super) fn remove(&mut self, number: u64) -> Option<Entry> {
        let entry = self.all.remove(&number)?;
        if let Some(id) = &entry.id {
            self.by_id.remove(&(canonical_id(id), number));
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
        if entry.is_open()
            && let Some((call, _)) = &entry.call
        {
            self.by_call.remove(&(call.clone(), number));
        }
        if let Some(due) = entry.due {
            self.by_due.remove(&(due, number));
        }
        Some(entry)
    }

    pub(super) fn insert(&mut self, number: u64, entry: Entry) {
        if let Some(id) = &entry.id {
            self.by_id.insert((canonical_id(id), number));
        }
        if let Some(context) = &entry.client_context {
            let entries = self.by_context.entry(context.clone()).or_default();
            entries.insert((entry.stage, entry.id.is_some(), number));
        }
        self.by_age[entry.stage as usize].insert((entry.since, number));
        if entry.is_open()
            && let Some((call, _)) = &entry.call
        {
            self.by_call.insert((call.clone(), number));
        }
        if let Some(due) = entry.due {
            self.by_due.insert((due, number));
        }
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
    hash("id", &canonical_id(id))
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
