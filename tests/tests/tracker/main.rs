//! The operation tracker as its users meet it: a journey for each thing that can happen, then many operations at once whose
//! messages are reordered, repeated, lost and ahead of the answer.

use comms::prelude::*;
use comms::tracker::{Event, EventKind, Limits, Tracker};
use comms::{AnyCommsOperation, CommsNotifications, CommsOperation};
use entity_core::json;
use std::time::Duration;

const CALL: &str = "/communications/calls/c0ffee00-0000-4000-8000-000000000001";
const ID: &str = "0fe0623f-0000-4000-8000-00000000000a";

/// A bot of which only what matters here is left: it remembers what it told its own callers.
struct Bot {
    tracker: Tracker,
    seconds: u64,
    told: Vec<String>,
}

impl Bot {
    fn new() -> Self {
        Self { tracker: Tracker::new(Limits::default()), seconds: 0, told: Vec::new() }
    }

    /// An action was answered with this body.
    fn answered(&mut self, context: &str, body: &str) {
        let operation: Option<AnyCommsOperation> = json::from_str(body).expect("an operation");
        let now = self.tick();
        let events = self.tracker.response(now, &operation, Some(context));
        self.tell(events);
    }

    /// The callback URL received a notification about the operation.
    fn notified(&mut self, change: &str, data: &str) {
        let url = format!("{CALL}/operations/{ID}");
        self.received(&format!(
            r#"{{"value": [{{"changeType": "{change}", "resourceUrl": "{url}", "resourceData": {data}}}]}}"#
        ));
    }

    fn received(&mut self, body: &str) {
        let body: CommsNotifications = json::from_str(body).expect("notifications");
        let now = self.tick();
        let events = self.tracker.notifications(now, &body);
        self.tell(events);
    }

    fn tick(&mut self) -> Duration {
        self.seconds += 1;
        Duration::from_secs(self.seconds)
    }

    fn tell(&mut self, events: Vec<Event>) {
        for event in events {
            let who = event.client_context.or(event.id).unwrap_or_default();
            let how = event.outcome.map(|outcome| format!(" {outcome}")).unwrap_or_default();
            self.told.push(format!("{who} {}{how}", event.kind));
        }
    }
}

const COMPLETED: &str =
    r##"{"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed", "clientContext": "order 7"}"##;
const RUNNING: &str =
    r##"{"@odata.type": "#microsoft.graph.playPromptOperation", "status": "running", "clientContext": "order 7"}"##;

fn running() -> String {
    format!(
        r##"{{"@odata.type": "#microsoft.graph.playPromptOperation", "id": "{ID}", "status": "Running", "clientContext": "order 7"}}"##
    )
}

#[test]
fn an_operation_is_started_and_a_notification_ends_it() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running());
    assert_eq!(bot.tracker.pending().count(), 1);
    bot.notified("updated", RUNNING);
    bot.notified("deleted", COMPLETED);
    assert_eq!(bot.told, ["order 7 pending", "order 7 pending", "order 7 final succeeded"]);
    assert_eq!(bot.tracker.pending().count(), 0);
}

#[test]
fn a_null_operation_waits_for_its_notification() {
    let mut bot = Bot::new();
    bot.answered("order 7", "null");
    bot.notified("deleted", COMPLETED);
    assert_eq!(bot.told, ["order 7 pending", "order 7 final succeeded"]);
}

#[test]
fn an_empty_answer_is_a_null_operation() {
    let mut bot = Bot::new();
    bot.answered("order 7", "");
    assert_eq!(bot.told, ["order 7 pending"]);
}

#[test]
fn an_operation_that_is_completed_at_once_waits_for_nothing() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running().replace("Running", "Completed"));
    assert_eq!(bot.told, ["order 7 final succeeded"]);
    assert_eq!(bot.tracker.pending().count(), 0);
}

#[test]
fn a_notification_heard_twice_is_told_once() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running());
    bot.notified("deleted", COMPLETED);
    bot.notified("deleted", COMPLETED);
    bot.notified("updated", RUNNING);
    assert_eq!(bot.told[1..], ["order 7 final succeeded", "order 7 duplicate succeeded", "order 7 stale succeeded"]);
}

#[test]
fn an_end_heard_before_the_answer_is_held_and_told_with_it() {
    let mut bot = Bot::new();
    bot.notified("deleted", COMPLETED);
    assert_eq!(bot.tracker.unmatched().count(), 1);
    bot.answered("order 7", &running());
    assert_eq!(bot.told, ["order 7 unmatched succeeded", "order 7 final succeeded"]);
    assert_eq!(bot.tracker.unmatched().count(), 0);
}

#[test]
fn an_operation_fails_with_a_result_code() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running());
    bot.notified("deleted", r##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "failed", "resultInfo": {"code": 400, "subcode": 8508}}"##);
    assert_eq!(bot.told[1], "order 7 final failed");
}

#[test]
fn completed_is_not_succeeded() {
    for data in [
        r##"{"@odata.type": "#microsoft.graph.sendDtmfTonesOperation", "status": "completed", "completionReason": "mediaOperationCanceled"}"##,
        r##"{"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed", "resultInfo": {"code": 500}}"##,
    ] {
        let mut bot = Bot::new();
        bot.answered("order 7", &running());
        bot.notified("deleted", data);
        assert_eq!(bot.told[1], "order 7 final failed", "{data}");
    }
}

#[test]
fn an_operation_that_is_gone_without_a_word_is_over() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running());
    bot.notified("deleted", "null");
    assert_eq!(bot.told[1], "order 7 final unknown");
}

#[test]
fn what_is_about_something_else_is_ignored() {
    let mut bot = Bot::new();
    bot.received(&tests::fixture("notifications.json"));
    let kinds: Vec<_> =
        bot.told.iter().map(|line| line.rsplit_once(' ').map_or(line.as_str(), |(_, last)| last)).collect();
    assert_eq!(kinds, ["succeeded", "failed", "unmatched", "ignored", "ignored"]);
}

#[test]
fn an_operation_of_ones_own_type_is_followed_too() {
    #[derive(Clone, Debug, Default, PartialEq, entity_core::Entity)]
    #[entity("contoso.captionOperation")]
    struct CaptionOperation {
        #[base]
        operation: CommsOperation,
    }
    impl LongRunning for CaptionOperation {}

    let mut tracker = Tracker::new(Limits::default());
    let caption: CaptionOperation = json::from_str(r#"{"id": "c1", "status": "running"}"#).expect("an operation");
    assert_eq!(tracker.response(Duration::ZERO, &caption, None)[0].kind, EventKind::Pending);
    let ended = r##"{"value": [{"changeType": "deleted", "resourceUrl": "/captions/C1", "resourceData": {"@odata.type": "#contoso.captionOperation", "status": "completed"}}]}"##;
    let events = tracker.notifications(Duration::ZERO, &json::from_str(ended).expect("notifications"));
    assert_eq!((events[0].kind, events[0].outcome), (EventKind::Final, Some(Outcome::Succeeded)));
}

#[test]
fn what_waits_too_long_is_overdue_and_a_late_end_is_told_all_the_same() {
    let mut bot = Bot::new();
    bot.tracker = Tracker::new(Limits { overdue: Duration::from_secs(60), ..Limits::default() });
    bot.answered("order 7", &running());
    assert_eq!(bot.tracker.overdue(Duration::from_secs(61)).count(), 0);
    let overdue: Vec<_> = bot.tracker.overdue(Duration::from_secs(62)).map(|waiting| waiting.client_context).collect();
    assert_eq!(overdue, [Some("order 7")]);
    bot.notified("deleted", COMPLETED);
    assert_eq!(bot.told[1], "order 7 final succeeded");
}

#[test]
fn a_restart_in_between_loses_nothing() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running());
    let stored = bot.tracker.snapshot().to_string();
    bot.tracker =
        Tracker::restore(Limits::default(), &serde_json::from_str(&stored).expect("JSON")).expect("a snapshot");
    bot.notified("deleted", COMPLETED);
    assert_eq!(bot.told[1], "order 7 final succeeded");
}

mod schedules {
    //! Random schedules. `TRACKER_OPERATIONS=1000000 cargo test --release -p tests --test tracker` for a long run.

    use super::{AnyCommsOperation, CommsNotifications, Duration, EventKind, Limits, Outcome, Tracker, json};
    use std::fmt::Write;

    /// Operations whose messages are mixed with each other.
    const AT_ONCE: usize = 500;
    /// How long after its schedule an operation may be heard of again.
    const LATER: usize = 3;

    struct Random(u64);

    impl Random {
        /// Below `limit`. xorshift64*.
        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 >> 12;
            self.0 ^= self.0 << 25;
            self.0 ^= self.0 >> 27;
            let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
            usize::try_from(high).unwrap_or_default() % limit
        }

        fn one_in(&mut self, count: usize) -> bool {
            self.below(count) == 0
        }

        fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
            from[self.below(from.len())]
        }

        fn shuffle<T>(&mut self, items: &mut [T]) {
            for last in (1..items.len()).rev() {
                items.swap(last, self.below(last + 1));
            }
        }
    }

    /// By what a message names its operation.
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

    /// What must be known under a name by now, were there only this one operation.
    #[derive(Clone, Copy, Default)]
    struct Known {
        answered: bool,
        ended: bool,
        told: bool,
    }

    impl Known {
        fn or(self, other: Self) -> Self {
            Self {
                answered: self.answered || other.answered,
                ended: self.ended || other.ended,
                told: self.told || other.told,
            }
        }

        fn hear(&mut self, message: &Message) -> EventKind {
            self.answered |= message.answer;
            self.ended |= message.is_final;
            match (self.told, self.answered, self.ended) {
                (true, ..) if message.is_final => EventKind::Duplicate,
                (true, ..) => EventKind::Stale,
                (false, false, _) => EventKind::Unmatched,
                (false, true, false) => EventKind::Pending,
                (false, true, true) => {
                    self.told = true;
                    EventKind::Final
                }
            }
        }
    }

    /// An operation, what was heard of it, and what was told.
    struct Operation {
        number: u64,
        outcome: Outcome,
        heard: Vec<(Names, bool, bool)>,
        by_id: Known,
        by_context: Known,
        linked: bool,
        finals: usize,
    }

    impl Operation {
        fn new(number: u64, random: &mut Random) -> Self {
            let outcome = [Outcome::Succeeded, Outcome::Failed, Outcome::Unknown][random.below(3)];
            let known = Known::default();
            Self { number, outcome, heard: Vec::new(), by_id: known, by_context: known, linked: false, finals: 0 }
        }

        fn guid(&self) -> String {
            format!("0fe0623f-{:04x}-4000-8000-{:012x}", self.number >> 48, self.number & 0xffff_ffff_ffff)
        }

        /// What the tracker has to say next.
        fn expect(&mut self, message: &Message) -> EventKind {
            self.heard.push((message.names, message.answer, message.is_final));
            if self.linked || (message.names.id && message.names.context) {
                self.linked = true;
                let mut both = self.by_id.or(self.by_context);
                let kind = both.hear(message);
                (self.by_id, self.by_context) = (both, both);
                kind
            } else if message.names.id {
                self.by_id.hear(message)
            } else {
                self.by_context.hear(message)
            }
        }

        /// Whether its end can be known from all that was heard, in whatever order.
        fn must_be_told(&self) -> bool {
            let answered = |by: Names| self.heard.iter().any(|(names, answer, _)| *answer && names.meet(by));
            let ended = |by: Names| self.heard.iter().any(|(names, _, is_final)| *is_final && names.meet(by));
            let linked = self.heard.iter().any(|(names, ..)| names.id && names.context);
            let ways = if linked { &[Names::BOTH][..] } else { &[Names::ID, Names::CONTEXT] };
            ways.iter().any(|by| answered(*by) && ended(*by))
        }

        /// The id as services write it in URLs.
        fn url(&self, random: &mut Random) -> String {
            let mut id = self.guid();
            if random.one_in(3) {
                id.retain(|char| char != '-');
            }
            let front = random.pick(&[
                "",
                "/",
                "/v1.0/",
                "/beta/",
                "/app/",
                "https://graph.example.com/v1.0/",
                "HTTPS://graph.example.com:443/",
            ]);
            let behind = random.pick(&["", "", "/", "//", "?api-version=1/2", "/?a=/operations/b", "#top"]);
            let url = format!("{front}communications/calls/57dab8b1894c409ab240bd8beae78896/operations/{id}{behind}");
            match random.below(4) {
                0 => url.to_ascii_uppercase(),
                _ => url,
            }
        }

        fn status(&self, random: &mut Random) -> &'static str {
            match self.outcome {
                Outcome::Succeeded => {
                    random.pick(&[r#""status":"completed""#, r#""status":"Completed","resultInfo":{"code":200}"#])
                }
                Outcome::Failed => {
                    random.pick(&[r#""Status":"FAILED""#, r#""status":"completed","resultInfo":{"code":"500"}"#])
                }
                // Only `deleted` says that it is over.
                Outcome::Unknown => random.pick(&[r#""status":null"#, r#""status":"running""#]),
            }
        }

        fn answer(&self, index: usize, random: &mut Random) -> Message {
            let names = [Names::BOTH, Names::ID, Names::CONTEXT][random.below(3)];
            let is_final = self.outcome != Outcome::Unknown && random.one_in(6);
            let text = if names.id || is_final {
                let id = if names.id { format!(r#""{}""#, self.guid()) } else { "null".to_owned() };
                let status = if is_final { self.status(random) } else { r#""status":"notStarted""# };
                format!(r##"{{"@odata.type":"#microsoft.graph.playPromptOperation","id":{id},{status}}}"##)
            } else {
                "null".to_owned()
            };
            Message { operation: index, names, answer: true, is_final, text }
        }

        fn notification(&self, index: usize, is_final: bool, random: &mut Random) -> Message {
            let mut names = [Names::BOTH, Names::BOTH, Names::ID, Names::CONTEXT][random.below(4)];
            let mut data = String::from("{");
            if random.one_in(2) {
                data += r##""@odata.type":"#microsoft.graph.playPromptOperation","##;
            }
            if names.context {
                let _ = write!(data, r#""clientContext":"context {}","#, self.number);
            }
            data += if is_final { self.status(random) } else { r#""status":"Running""# };
            data.push('}');
            let change =
                if is_final && (self.outcome == Outcome::Unknown || random.one_in(2)) { "deleted" } else { "updated" };
            let member = random.pick(&["resourceUrl", "resourceUrl", "resource"]);
            // Without a tag only its URL tells that it is an operation's.
            names.id |= !data.contains("@odata.type");
            let url =
                if names.id { self.url(random) } else { "/communications/calls/c1/operations/participants".to_owned() };
            let text = format!(r#"{{"value":[{{"changeType":"{change}","{member}":"{url}","resourceData":{data}}}]}}"#);
            Message { operation: index, names, answer: false, is_final, text }
        }

        /// All that is sent about it and arrives: some of it lost, some repeated.
        fn messages(&self, index: usize, random: &mut Random, out: &mut Vec<Message>) {
            let updates = (0..random.below(3)).map(|_| false);
            let ends = (0..=usize::from(random.one_in(3))).map(|_| true);
            let kinds: Vec<bool> = updates.chain(ends).collect();
            let mut sent = vec![self.answer(index, random)];
            sent.extend(kinds.into_iter().map(|is_final| self.notification(index, is_final, random)));
            for message in sent {
                let copies = if random.one_in(12) { 0 } else { 1 + random.below(5) / 3 };
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

        /// Hands the message over; what became known of its operation.
        fn hear(&mut self, message: &Message, operation: &Operation) -> (EventKind, Option<Outcome>) {
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
            let text = self.tracker.snapshot().to_string();
            let snapshot = serde_json::from_str(&text).expect("JSON");
            self.tracker = Tracker::restore(self.limits, &snapshot).expect("a snapshot");
            assert_eq!(self.tracker.snapshot(), snapshot);
        }

        fn play(&mut self, operations: &mut [Operation], schedule: &[Message], random: &mut Random) {
            let restored_at = random.below(schedule.len());
            for (index, message) in schedule.iter().enumerate() {
                let operation = &mut operations[message.operation];
                let expected = operation.expect(message);
                let (kind, outcome) = self.hear(message, operation);
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

    /// What was sent about operations that were told to be over, to be repeated when the tracker may have forgotten them.
    fn repeat_later(run: &mut Run, earlier: &[(Vec<Operation>, Vec<Message>)], random: &mut Random) {
        for (operations, schedule) in earlier {
            for message in
                schedule.iter().filter(|message| message.names.id && operations[message.operation].by_id.told)
            {
                if random.one_in(20) {
                    let (kind, _) = run.hear(message, &operations[message.operation]);
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
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut run = Run::new(seed);
        let mut earlier: Vec<(Vec<Operation>, Vec<Message>)> = Vec::new();
        let (mut number, mut finals) = (0, 0);
        for _ in 0..count.div_ceil(AT_ONCE) {
            let mut operations: Vec<_> =
                (number..).take(AT_ONCE).map(|number| Operation::new(number, &mut random)).collect();
            number += AT_ONCE as u64;
            let mut schedule = Vec::new();
            for (index, operation) in operations.iter().enumerate() {
                operation.messages(index, &mut random, &mut schedule);
            }
            random.shuffle(&mut schedule);
            run.play(&mut operations, &schedule, &mut random);
            for operation in &operations {
                assert_eq!(
                    operation.finals,
                    usize::from(operation.must_be_told()),
                    "seed {seed}, operation {}",
                    operation.number
                );
                finals += operation.finals;
            }
            repeat_later(&mut run, &earlier, &mut random);
            earlier.push((operations, schedule));
            if earlier.len() > LATER {
                earlier.remove(0);
            }
        }
        (finals, run.messages)
    }

    #[test]
    fn each_operation_is_told_once_and_never_steps_back() {
        let wanted: usize =
            std::env::var("TRACKER_OPERATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(5_000);
        let seeds = (wanted / 20_000).max(4);
        let each = wanted.div_ceil(seeds);
        let (mut finals, mut messages) = (0, 0);
        for seed in 1..=seeds as u64 {
            let (told, heard) = run(seed, each);
            finals += told;
            messages += heard;
        }
        assert!(finals * 2 > wanted, "most operations are told to be over");
        println!(
            "{} operations over {seeds} seeds, {messages} messages, {finals} finals, each told once",
            seeds * each.div_ceil(AT_ONCE) * AT_ONCE
        );
    }
}
