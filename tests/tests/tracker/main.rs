//! The operation tracker: a journey for each thing that can happen, and random schedules of many operations at once.

mod calls;
mod records;
mod schedules;

use comms::prelude::*;
use comms::tracker::{Event, EventKind, Limits, Tracker};
use comms::{AnyCommsOperation, CommsNotifications, CommsOperation};
use entity_core::json;
use std::time::Duration;

const CALL: &str = "/communications/calls/c0ffee00-0000-4000-8000-000000000001";
const ID: &str = "0fe0623f-0000-4000-8000-00000000000a";

/// A bot with nothing but its tracker: it keeps a line for each event.
struct Bot {
    tracker: Tracker,
    seconds: u64,
    events: Vec<String>,
}

impl Bot {
    fn new() -> Self {
        Self { tracker: Tracker::new(Limits::default()), seconds: 0, events: Vec::new() }
    }

    /// Receives the answer of an action.
    fn answered(&mut self, context: &str, body: &str) {
        let operation: Option<AnyCommsOperation> = json::from_str(body).expect("an operation");
        let now = self.tick();
        let events = self.tracker.response(now, &operation, Some(context));
        self.keep(events);
    }

    /// Receives a notification about the operation at its callback URL.
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
        self.keep(events);
    }

    fn tick(&mut self) -> Duration {
        self.seconds += 1;
        Duration::from_secs(self.seconds)
    }

    fn keep(&mut self, events: Vec<Event>) {
        for event in events {
            let name = event.client_context.or(event.id).unwrap_or_default();
            let outcome = event.outcome.map(|outcome| format!(" {outcome}")).unwrap_or_default();
            self.events.push(format!("{name} {}{outcome}", event.kind));
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
fn a_notification_ends_an_operation() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running());
    assert_eq!(bot.tracker.pending().count(), 1);
    bot.notified("updated", RUNNING);
    bot.notified("deleted", COMPLETED);
    assert_eq!(bot.events, ["order 7 pending", "order 7 pending", "order 7 final succeeded"]);
    assert_eq!(bot.tracker.pending().count(), 0);
}

#[test]
fn a_null_operation_waits_for_its_notification() {
    let mut bot = Bot::new();
    bot.answered("order 7", "null");
    bot.notified("deleted", COMPLETED);
    assert_eq!(bot.events, ["order 7 pending", "order 7 final succeeded"]);
}

#[test]
fn an_empty_answer_is_a_null_operation() {
    let mut bot = Bot::new();
    bot.answered("order 7", "");
    assert_eq!(bot.events, ["order 7 pending"]);
}

#[test]
fn an_operation_completed_in_its_answer_is_final() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running().replace("Running", "Completed"));
    assert_eq!(bot.events, ["order 7 final succeeded"]);
    assert_eq!(bot.tracker.pending().count(), 0);
}

#[test]
fn a_repeated_notification_is_a_duplicate_and_an_earlier_state_is_stale() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running());
    bot.notified("deleted", COMPLETED);
    bot.notified("deleted", COMPLETED);
    bot.notified("updated", RUNNING);
    assert_eq!(bot.events[1..], ["order 7 final succeeded", "order 7 duplicate succeeded", "order 7 stale succeeded"]);
}

#[test]
fn an_end_before_the_answer_is_kept_until_the_answer_comes() {
    let mut bot = Bot::new();
    bot.notified("deleted", COMPLETED);
    assert_eq!(bot.tracker.unmatched().count(), 1);
    bot.answered("order 7", &running());
    assert_eq!(bot.events, ["order 7 unmatched succeeded", "order 7 final succeeded"]);
    assert_eq!(bot.tracker.unmatched().count(), 0);
}

#[test]
fn a_failed_status_is_a_failed_operation() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running());
    bot.notified("deleted", r##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "failed", "resultInfo": {"code": 400, "subcode": 8508}}"##);
    assert_eq!(bot.events[1], "order 7 final failed");
}

#[test]
fn a_completed_operation_may_have_failed() {
    for data in [
        r##"{"@odata.type": "#microsoft.graph.sendDtmfTonesOperation", "status": "completed", "completionReason": "mediaOperationCanceled"}"##,
        r##"{"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed", "resultInfo": {"code": 500}}"##,
    ] {
        let mut bot = Bot::new();
        bot.answered("order 7", &running());
        bot.notified("deleted", data);
        assert_eq!(bot.events[1], "order 7 final failed", "{data}");
    }
}

#[test]
fn a_deleted_operation_without_data_is_final_with_an_unknown_outcome() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running());
    bot.notified("deleted", "null");
    assert_eq!(bot.events[1], "order 7 final unknown");
}

#[test]
fn notifications_about_other_resources_are_ignored() {
    let mut bot = Bot::new();
    bot.received(&tests::fixture("notifications.json"));
    let kinds: Vec<_> =
        bot.events.iter().map(|line| line.rsplit_once(' ').map_or(line.as_str(), |(_, last)| last)).collect();
    assert_eq!(kinds, ["succeeded", "failed", "unmatched", "ignored", "ignored"]);
}

#[test]
fn an_operation_of_a_downstream_type_is_followed_too() {
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
fn a_pending_operation_becomes_overdue_and_can_still_end() {
    let mut bot = Bot::new();
    bot.tracker = Tracker::new(Limits { overdue: Duration::from_secs(60), ..Limits::default() });
    bot.answered("order 7", &running());
    assert_eq!(bot.tracker.overdue(Duration::from_secs(61)).count(), 0);
    let overdue: Vec<_> = bot.tracker.overdue(Duration::from_secs(62)).map(|waiting| waiting.client_context).collect();
    assert_eq!(overdue, [Some("order 7")]);
    bot.notified("deleted", COMPLETED);
    assert_eq!(bot.events[1], "order 7 final succeeded");
}

#[test]
fn a_restored_tracker_continues() {
    let mut bot = Bot::new();
    bot.answered("order 7", &running());
    let stored = bot.tracker.snapshot();
    bot.tracker = Tracker::restore(Limits::default(), &stored).expect("a snapshot");
    bot.notified("deleted", COMPLETED);
    assert_eq!(bot.events[1], "order 7 final succeeded");
}
