//! Random schedules of one call's record: starts, refusals, answers, ends, the end of the call and the time, in any
//! order, with the record stored and restored before every message.
//!
//! `RECORD_OPERATIONS=1000000 cargo test --release -p tests --test tracker records` for a long run.

use comms::Outcome;
use comms::tracker::{Event, EventKind, Goal, Input, Limits, Refusal, Tracker};
use entity_core::{ServiceError, json};
use std::collections::BTreeMap;
use std::time::Duration;
use tests::choices::Chance;

/// Limits that a call with a few operations reaches.
const LIMITS: Limits = Limits {
    pending: 5,
    unmatched: 20,
    finals: 20,
    final_age: Duration::from_secs(3600),
    forgotten: 20,
    overdue: Duration::from_secs(300),
    grace: Duration::from_secs(60),
    calls: 1,
};

/// An operation, with the end that it really has and what the record reported.
struct Operation {
    goal: Goal,
    outcome: Outcome,
    /// The number that the record gave it; `None` if it refused the start.
    number: Option<u64>,
    finals: Vec<Outcome>,
    late: Vec<Outcome>,
    /// A message with the real end and the context was applied while the operation was held.
    has_real_end: bool,
}

/// A message of the schedule.
enum Step {
    Sent(usize),
    Input(usize, Input, bool),
    CallEnded(Input),
}

struct Record {
    snapshot: String,
    now: u64,
    next_event: u64,
    messages: u64,
    /// The number of pending operations.
    pending: usize,
    seed: u64,
}

impl Record {
    fn new(seed: u64) -> Self {
        Self {
            snapshot: Tracker::of_one_call(LIMITS).snapshot(),
            now: 1_790_000_000,
            next_event: 0,
            messages: 0,
            pending: 0,
            seed,
        }
    }

    /// Restores the record, applies the input and stores the record.
    fn apply(&mut self, input: Input) -> Vec<Event> {
        let mut tracker = Tracker::restore(LIMITS, &self.snapshot).expect("a snapshot");
        let events = tracker.apply(Duration::from_secs(self.now), input);
        for event in &events {
            assert_eq!(event.number, self.next_event, "seed {}", self.seed);
            self.next_event += 1;
        }
        self.pending = tracker.pending().count();
        assert!(self.pending <= LIMITS.pending, "seed {}", self.seed);
        let now = Duration::from_secs(self.now);
        assert!(tracker.due().is_none_or(|due| due > now), "seed {}: none outlives the grace", self.seed);
        self.snapshot = tracker.snapshot();
        self.messages += 1;
        events
    }
}

fn context(index: usize) -> String {
    format!("context {index}")
}

fn notified(url: &str, change: &str, data: &str) -> Input {
    let text = format!(r#"{{"changeType":"{change}","resourceUrl":"{url}","resourceData":{data}}}"#);
    Input::Notified(json::from_str(&text).expect("a notification"))
}

impl Operation {
    fn random(chance: &mut Chance) -> Self {
        let goal = chance.pick(&[Goal::Operation, Goal::Operation, Goal::Operation, Goal::Operation, Goal::Ended]);
        let outcome =
            if goal == Goal::Ended { Outcome::Succeeded } else { chance.pick(&[Outcome::Succeeded, Outcome::Failed]) };
        Self { goal, outcome, number: None, finals: Vec::new(), late: Vec::new(), has_real_end: false }
    }

    /// The messages after the start. `true` marks the real end, under the operation's context.
    fn messages(&self, index: usize, chance: &mut Chance) -> Vec<Step> {
        let step = |input, is_end| Step::Input(index, input, is_end);
        let answered = |text: &str| Input::Answered {
            context: context(index),
            operation: json::from_str(text).expect("an operation"),
        };
        if self.goal != Goal::Operation {
            return vec![step(answered("null"), false)];
        }
        if self.outcome == Outcome::Failed && chance.one_in(4) {
            let error = ServiceError::from_response(404, &[], br#"{"error": {"code": "8523"}}"#);
            return vec![step(Input::Refused { context: context(index), error }, true)];
        }
        let id = format!("0fe0623f-0000-4000-8000-{index:012}");
        let mut steps = Vec::new();
        if !chance.one_in(6) {
            let answer = chance.pick(&["null", r#"{"id":"ID","status":"running"}"#, r#"{"id":"ID","status":null}"#]);
            steps.push(step(answered(&answer.replace("ID", &id)), false));
        }
        let status = match self.outcome {
            Outcome::Succeeded => r#""status":"completed""#,
            _ => r#""status":"Failed","resultInfo":{"code":400,"subcode":8508}"#,
        };
        for _ in 0..=chance.below(3) {
            let (is_end, has_context) = (!chance.one_in(3), !chance.one_in(3));
            let context = if has_context { format!(r#","clientContext":"{}""#, context(index)) } else { String::new() };
            let data = format!("{{{}{context}}}", if is_end { status } else { r#""status":"running""# });
            let url = format!("/v1.0/communications/Calls('c1')/operations/{}", id.to_uppercase());
            let kind = if is_end { chance.pick(&["deleted", "updated"]) } else { "updated" };
            steps.push(step(notified(&url, kind, &data), is_end && has_context));
        }
        steps
    }

    /// Keeps what an event reports, and checks it against what was reported before.
    fn keep(&mut self, event: &Event, seed: u64) {
        let outcome = event.outcome.unwrap_or(Outcome::Unknown);
        match event.kind {
            EventKind::Final => self.finals.push(outcome),
            EventKind::Late => {
                assert_eq!(self.finals, [Outcome::Unknown], "seed {seed}: late, after an unknown end");
                assert_ne!(outcome, Outcome::Unknown, "seed {seed}");
                self.late.push(outcome);
            }
            EventKind::Duplicate | EventKind::Stale => assert_eq!(self.finals.len(), 1, "seed {seed}"),
            EventKind::Pending | EventKind::Sent => assert_eq!(self.finals, [], "seed {seed}: no step back"),
            _ => {}
        }
    }

    fn check(&self, seed: u64) {
        let is_right = |outcome: &Outcome| *outcome == Outcome::Unknown || *outcome == self.outcome;
        assert_eq!(self.finals.len(), 1, "seed {seed}: one end");
        assert!(self.finals.iter().chain(&self.late).all(is_right) && self.late.len() <= 1, "seed {seed}");
        let known = self.finals.iter().chain(&self.late).any(|outcome| *outcome != Outcome::Unknown);
        assert!(known || !self.has_real_end, "seed {seed}: the real end is told");
    }
}

/// The schedule of a call: each start before its messages, the rest in any order.
fn schedule(operations: &[Operation], chance: &mut Chance) -> Vec<Step> {
    let mut lanes: Vec<Vec<Step>> = Vec::new();
    for (index, operation) in operations.iter().enumerate() {
        let mut messages = operation.messages(index, chance);
        chance.shuffle(&mut messages);
        let repeated = messages.iter().filter_map(|step| match step {
            Step::Input(index, input, is_end) if chance.one_in(4) => Some(Step::Input(*index, input.clone(), *is_end)),
            _ => None,
        });
        let repeated: Vec<_> = repeated.collect();
        let starts = (0..=usize::from(chance.one_in(8))).map(|_| Step::Sent(index));
        lanes.push(starts.chain(messages).chain(repeated).rev().collect());
    }
    let ends = [
        Input::CallEnded { call: None, result: None },
        notified("/communications/calls/C1", "deleted", "null"),
        notified("/app/calls/c1/", "updated", r##"{"@odata.type":"#microsoft.graph.call","state":"terminated"}"##),
    ];
    let ends = (0..chance.below(3)).map(|_| Step::CallEnded(ends[chance.below(3)].clone())).collect();
    lanes.push(ends);
    let mut steps = Vec::new();
    while !lanes.is_empty() {
        let lane = chance.below(lanes.len());
        match lanes[lane].pop() {
            Some(step) => steps.push(step),
            None => drop(lanes.swap_remove(lane)),
        }
    }
    steps
}

fn deliver(record: &mut Record, operations: &mut [Operation], events: &[Event]) {
    let by_number: BTreeMap<u64, usize> =
        operations.iter().enumerate().filter_map(|(index, operation)| Some((operation.number?, index))).collect();
    for event in events {
        if let Some(index) = event.operation.and_then(|number| by_number.get(&number)) {
            operations[*index].keep(event, record.seed);
        }
    }
}

/// Plays one call. Returns the number of operations that started, and of messages.
fn play(seed: u64) -> (usize, u64) {
    let mut chance = Chance::new(seed);
    let mut operations: Vec<_> = (0..=chance.below(8)).map(|_| Operation::random(&mut chance)).collect();
    let mut record = Record::new(seed);
    let (mut has_ended, steps) = (false, schedule(&operations, &mut chance));
    let longest = chance.pick(&[1, 10, 40]);
    for step in steps {
        record.now += chance.below(longest) as u64;
        let events = match step {
            Step::Sent(index) => {
                let events = record.apply(Input::sent_towards(operations[index].goal, &context(index)));
                match events[0].kind {
                    EventKind::Sent => operations[index].number = events[0].operation,
                    EventKind::Refused(Refusal::CallEnded) => assert!(has_ended, "seed {seed}"),
                    EventKind::Refused(_) => {
                        assert_eq!(record.pending, LIMITS.pending, "seed {seed}");
                    }
                    _ => assert!(operations[index].number == events[0].operation, "seed {seed}"),
                }
                events
            }
            // A request whose start was refused is not sent.
            Step::Input(index, ..) if operations[index].number.is_none() => continue,
            Step::Input(index, input, is_end) => {
                operations[index].has_real_end |= is_end;
                record.apply(input)
            }
            Step::CallEnded(input) => {
                has_ended = true;
                record.apply(input)
            }
        };
        deliver(&mut record, &mut operations, &events);
    }
    finish(&mut record, &mut operations);
    (operations.iter().filter(|operation| operation.number.is_some()).count(), record.messages)
}

/// Ends the call and lets the grace pass: nothing is pending then, and each operation has ended once.
fn finish(record: &mut Record, operations: &mut [Operation]) {
    let seed = record.seed;
    let events = record.apply(Input::CallEnded { call: None, result: None });
    deliver(record, operations, &events);
    record.now += 60;
    let events = record.apply(Input::Time);
    deliver(record, operations, &events);
    assert_eq!(record.pending, 0, "seed {seed}");
    for (index, operation) in operations.iter_mut().enumerate().filter(|(_, operation)| operation.number.is_some()) {
        operation.check(seed);
        // The real end comes after all.
        if operation.goal == Goal::Operation && operation.finals == [Outcome::Unknown] && operation.late.is_empty() {
            let status = if operation.outcome == Outcome::Succeeded { "completed" } else { "failed" };
            let data = format!(r#"{{"status":"{status}","clientContext":"{}"}}"#, context(index));
            let url = format!("/communications/calls/c1/operations/0fe0623f-0000-4000-8000-{index:012}");
            for event in record.apply(notified(&url, "deleted", &data)) {
                operation.keep(&event, seed);
            }
            assert_eq!(operation.late, [operation.outcome], "seed {seed}");
        }
    }
}

#[test]
fn each_operation_of_a_call_ends_once_and_none_outlives_the_grace() {
    let wanted = std::env::var("RECORD_OPERATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let (mut operations, mut messages, mut calls) = (0, 0, 0);
    while operations < wanted {
        calls += 1;
        let (started, applied) = play(calls);
        operations += started;
        messages += applied;
    }
    println!("{operations} operations of {calls} calls, {messages} messages, each on a restored record");
}
