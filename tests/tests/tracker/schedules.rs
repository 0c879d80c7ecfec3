//! Random schedules: messages of many operations, reordered, repeated, lost and ahead of the answer.
//!
//! `TRACKER_OPERATIONS=1000000 cargo test --release -p tests --test tracker` for a long run.

use comms::prelude::*;
use comms::tracker::{EventKind, Limits, Tracker};
use comms::{AnyCommsOperation, CommsNotifications};
use entity_core::json;
use std::fmt::Write;
use std::time::Duration;
use tests::choices::Chance;

/// The number of operations with their messages mixed.
const AT_ONCE: usize = 500;
/// The number of later schedules in which messages of an operation may be repeated.
const LATER: usize = 3;

/// The names of its operation in a message.
#[derive(Clone, Copy)]
struct Names {
    id: bool,
    context: bool,
}

impl Names {
    const ID: Self = Self { id: true, context: false };
    const CONTEXT: Self = Self { id: false, context: true };
    const BOTH: Self = Self { id: true, context: true };

    fn meet(self, other: Self) -> bool {
        (self.id && other.id) || (self.context && other.context)
    }
}

#[derive(Clone)]
struct Message {
    operation: usize,
    names: Names,
    answer: bool,
    is_final: bool,
    text: String,
}

/// The expected state of an operation under one of its names.
#[derive(Clone, Copy, Default)]
struct Known {
    answered: bool,
    ended: bool,
    reported: bool,
}

impl Known {
    fn or(self, other: Self) -> Self {
        Self {
            answered: self.answered || other.answered,
            ended: self.ended || other.ended,
            reported: self.reported || other.reported,
        }
    }

    fn apply(&mut self, message: &Message) -> EventKind {
        self.answered |= message.answer;
        self.ended |= message.is_final;
        match (self.reported, self.answered, self.ended) {
            (true, ..) if message.is_final => EventKind::Duplicate,
            (true, ..) => EventKind::Stale,
            (false, false, _) => EventKind::Unmatched,
            (false, true, false) => EventKind::Pending,
            (false, true, true) => {
                self.reported = true;
                EventKind::Final
            }
        }
    }
}

/// An operation, the messages received about it, and its expected state.
struct Operation {
    number: u64,
    outcome: Outcome,
    received: Vec<(Names, bool, bool)>,
    by_id: Known,
    by_context: Known,
    linked: bool,
    finals: usize,
}

impl Operation {
    fn new(number: u64, chance: &mut Chance) -> Self {
        let outcome = [Outcome::Succeeded, Outcome::Failed, Outcome::Unknown][chance.below(3)];
        let known = Known::default();
        Self { number, outcome, received: Vec::new(), by_id: known, by_context: known, linked: false, finals: 0 }
    }

    fn guid(&self) -> String {
        format!("0fe0623f-{:04x}-4000-8000-{:012x}", self.number >> 48, self.number & 0xffff_ffff_ffff)
    }

    /// The event that the tracker must report next.
    fn expect(&mut self, message: &Message) -> EventKind {
        self.received.push((message.names, message.answer, message.is_final));
        if self.linked || (message.names.id && message.names.context) {
            self.linked = true;
            let mut both = self.by_id.or(self.by_context);
            let kind = both.apply(message);
            (self.by_id, self.by_context) = (both, both);
            kind
        } else if message.names.id {
            self.by_id.apply(message)
        } else {
            self.by_context.apply(message)
        }
    }

    /// Returns whether the messages, in any order, are enough to know that the operation is final.
    fn must_be_final(&self) -> bool {
        let answered = |by: Names| self.received.iter().any(|(names, answer, _)| *answer && names.meet(by));
        let ended = |by: Names| self.received.iter().any(|(names, _, is_final)| *is_final && names.meet(by));
        let linked = self.received.iter().any(|(names, ..)| names.id && names.context);
        let ways = if linked { &[Names::BOTH][..] } else { &[Names::ID, Names::CONTEXT] };
        ways.iter().any(|by| answered(*by) && ended(*by))
    }

    /// The id as services write it in URLs.
    fn url(&self, chance: &mut Chance) -> String {
        let mut id = self.guid();
        if chance.one_in(3) {
            id.retain(|char| char != '-');
        }
        let front = chance.pick(&[
            "",
            "/",
            "/v1.0/",
            "/beta/",
            "/app/",
            "https://graph.example.com/v1.0/",
            "HTTPS://graph.example.com:443/",
        ]);
        let behind = chance.pick(&["", "", "/", "//", "?api-version=1/2", "/?a=/operations/b", "#top"]);
        let url = format!("{front}communications/calls/57dab8b1894c409ab240bd8beae78896/operations/{id}{behind}");
        match chance.below(4) {
            0 => url.to_ascii_uppercase(),
            _ => url,
        }
    }

    fn status(&self, chance: &mut Chance) -> &'static str {
        match self.outcome {
            Outcome::Succeeded => {
                chance.pick(&[r#""status":"completed""#, r#""status":"Completed","resultInfo":{"code":200}"#])
            }
            Outcome::Failed => {
                chance.pick(&[r#""Status":"FAILED""#, r#""status":"completed","resultInfo":{"code":"500"}"#])
            }
            // Only `deleted` ends it.
            Outcome::Unknown => chance.pick(&[r#""status":null"#, r#""status":"running""#]),
        }
    }

    fn answer(&self, index: usize, chance: &mut Chance) -> Message {
        let names = [Names::BOTH, Names::ID, Names::CONTEXT][chance.below(3)];
        let is_final = self.outcome != Outcome::Unknown && chance.one_in(6);
        let text = if names.id || is_final {
            let id = if names.id { format!(r#""{}""#, self.guid()) } else { "null".to_owned() };
            let status = if is_final { self.status(chance) } else { r#""status":"notStarted""# };
            format!(r##"{{"@odata.type":"#microsoft.graph.playPromptOperation","id":{id},{status}}}"##)
        } else {
            "null".to_owned()
        };
        Message { operation: index, names, answer: true, is_final, text }
    }

    fn notification(&self, index: usize, is_final: bool, chance: &mut Chance) -> Message {
        let mut names = [Names::BOTH, Names::BOTH, Names::ID, Names::CONTEXT][chance.below(4)];
        let mut data = String::from("{");
        if chance.one_in(2) {
            data += r##""@odata.type":"#microsoft.graph.playPromptOperation","##;
        }
        if names.context {
            let _ = write!(data, r#""clientContext":"context {}","#, self.number);
        }
        data += if is_final { self.status(chance) } else { r#""status":"Running""# };
        data.push('}');
        let change_type =
            if is_final && (self.outcome == Outcome::Unknown || chance.one_in(2)) { "deleted" } else { "updated" };
        let member = chance.pick(&["resourceUrl", "resourceUrl", "resource"]);
        // Without a tag, only the URL shows that the data is an operation.
        names.id |= !data.contains("@odata.type");
        let url = if names.id {
            self.url(chance)
        } else {
            "/communications/calls/57dab8b1894c409ab240bd8beae78896/operations/participants".to_owned()
        };
        let text =
            format!(r#"{{"value":[{{"changeType":"{change_type}","{member}":"{url}","resourceData":{data}}}]}}"#);
        Message { operation: index, names, answer: false, is_final, text }
    }

    /// The messages about the operation that arrive: some are lost, some repeated.
    fn messages(&self, index: usize, chance: &mut Chance, out: &mut Vec<Message>) {
        let updates = (0..chance.below(3)).map(|_| false);
        let ends = (0..=usize::from(chance.one_in(3))).map(|_| true);
        let kinds: Vec<bool> = updates.chain(ends).collect();
        let mut sent = vec![self.answer(index, chance)];
        sent.extend(kinds.into_iter().map(|is_final| self.notification(index, is_final, chance)));
        for message in sent {
            let copies = if chance.one_in(12) { 0 } else { 1 + chance.below(5) / 3 };
            out.extend(std::iter::repeat_n(message, copies));
        }
    }
}

struct Run {
    tracker: Tracker,
    limits: Limits,
    seed: u64,
    messages: u64,
}

impl Run {
    fn new(seed: u64) -> Self {
        let limits = Limits {
            finals: AT_ONCE * 2,
            forgotten: AT_ONCE * (LATER + 2),
            pending: usize::MAX,
            unmatched: usize::MAX,
            ..Limits::default()
        };
        Self { tracker: Tracker::new(limits), limits, seed, messages: 0 }
    }

    /// Hands the message to the tracker. Returns the event and the outcome.
    fn apply(&mut self, message: &Message, operation: &Operation) -> (EventKind, Option<Outcome>) {
        self.messages += 1;
        let now = Duration::from_millis(self.messages);
        let events = if message.answer {
            let answer: Option<AnyCommsOperation> = json::from_str(&message.text).expect("an operation");
            let context = message.names.context.then(|| format!("context {}", operation.number));
            self.tracker.response(now, &answer, context.as_deref())
        } else {
            let body: CommsNotifications = json::from_str(&message.text).expect("notifications");
            self.tracker.notifications(now, &body)
        };
        assert_eq!(events.len(), 1, "seed {}: nothing is dropped: {}", self.seed, message.text);
        if let Some(id) = &events[0].id {
            let bare = |id: &str| id.replace('-', "").to_ascii_lowercase();
            assert_eq!(bare(id), bare(&operation.guid()), "seed {}", self.seed);
        }
        (events[0].kind, events[0].outcome)
    }

    fn store_and_restore(&mut self) {
        let snapshot = self.tracker.snapshot();
        self.tracker = Tracker::restore(self.limits, &snapshot).expect("a snapshot");
        assert_eq!(self.tracker.snapshot(), snapshot);
    }

    fn play(&mut self, operations: &mut [Operation], schedule: &[Message], chance: &mut Chance) {
        let restored_at = chance.below(schedule.len());
        for (index, message) in schedule.iter().enumerate() {
            let operation = &mut operations[message.operation];
            let expected = operation.expect(message);
            let (kind, outcome) = self.apply(message, operation);
            assert_eq!(kind, expected, "seed {}, operation {}: {}", self.seed, operation.number, message.text);
            if kind == EventKind::Final {
                operation.finals += 1;
                assert_eq!(outcome, Some(operation.outcome), "seed {}, operation {}", self.seed, operation.number);
            }
            if index == restored_at {
                self.store_and_restore();
            }
        }
    }
}

/// Repeats messages about final operations, which the tracker may have forgotten.
fn repeat_later(run: &mut Run, earlier: &[(Vec<Operation>, Vec<Message>)], chance: &mut Chance) {
    for (operations, schedule) in earlier {
        for message in
            schedule.iter().filter(|message| message.names.id && operations[message.operation].by_id.reported)
        {
            if chance.one_in(20) {
                let (kind, _) = run.apply(message, &operations[message.operation]);
                assert!(
                    matches!(kind, EventKind::Duplicate | EventKind::Stale | EventKind::Forgotten),
                    "seed {}: {kind}: {}",
                    run.seed,
                    message.text
                );
            }
        }
    }
}

fn run(seed: u64, count: usize) -> (usize, u64) {
    let mut chance = Chance::new(seed);
    let mut run = Run::new(seed);
    let mut earlier: Vec<(Vec<Operation>, Vec<Message>)> = Vec::new();
    let (mut number, mut finals) = (0, 0);
    for _ in 0..count.div_ceil(AT_ONCE) {
        let mut operations: Vec<_> =
            (number..).take(AT_ONCE).map(|number| Operation::new(number, &mut chance)).collect();
        number += AT_ONCE as u64;
        let mut schedule = Vec::new();
        for (index, operation) in operations.iter().enumerate() {
            operation.messages(index, &mut chance, &mut schedule);
        }
        chance.shuffle(&mut schedule);
        run.play(&mut operations, &schedule, &mut chance);
        for operation in &operations {
            assert_eq!(
                operation.finals,
                usize::from(operation.must_be_final()),
                "seed {seed}, operation {}",
                operation.number
            );
            finals += operation.finals;
        }
        repeat_later(&mut run, &earlier, &mut chance);
        earlier.push((operations, schedule));
        if earlier.len() > LATER {
            earlier.remove(0);
        }
    }
    (finals, run.messages)
}

#[test]
fn each_operation_is_final_once_and_never_steps_back() {
    let wanted: usize = std::env::var("TRACKER_OPERATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000);
    let seeds = (wanted / 20_000).max(4);
    let each = wanted.div_ceil(seeds);
    let (mut finals, mut messages) = (0, 0);
    for seed in 1..=seeds as u64 {
        let (ended, sent) = run(seed, each);
        finals += ended;
        messages += sent;
    }
    assert!(finals * 2 > wanted, "most operations become final: {finals} of {wanted}");
    println!(
        "{} operations over {seeds} seeds, {messages} messages, {finals} finals, each once",
        seeds * each.div_ceil(AT_ONCE) * AT_ONCE
    );
}
