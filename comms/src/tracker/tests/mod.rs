//! Cases that are hard for identity and order.

use super::{Event, EventKind, Limits, Refusal, Tracker};
use crate::{AnyCommsOperation, CommsNotifications, Outcome};
use EventKind::{Dropped, Duplicate, Final, Forgotten, Ignored, Late, Pending, Refused, Stale, Unmatched};
use entity_core::json;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

mod hostile;
mod inputs;

const GUID: &str = "0fe0623f-d628-42ed-b4bd-8ac290072cc5";

/// A tracker and its clock: one second passes between messages.
struct Journey {
    tracker: Tracker,
    limits: Limits,
    seconds: u64,
}

impl Journey {
    fn new() -> Self {
        Self::within(Limits::default())
    }

    fn within(limits: Limits) -> Self {
        Self { tracker: Tracker::new(limits), limits, seconds: 0 }
    }

    fn now(&mut self) -> Duration {
        // The tracker is stored and restored before each message.
        let snapshot = self.tracker.snapshot();
        self.tracker = Tracker::restore(self.limits, &snapshot).unwrap();
        assert_eq!(self.tracker.snapshot(), snapshot);
        self.seconds += 1;
        Duration::from_secs(self.seconds)
    }

    fn respond(&mut self, operation: Value, context: Option<&str>) -> Vec<Event> {
        let now = self.now();
        let operation: Option<AnyCommsOperation> = json::from_value(operation).unwrap();
        self.tracker.response(now, &operation, context)
    }

    fn notify(&mut self, notification: Value) -> Vec<Event> {
        let now = self.now();
        let body: CommsNotifications = json::from_value(json!({"value": Value::Array(vec![notification])})).unwrap();
        self.tracker.notifications(now, &body)
    }
}

/// A notification as the service posts it: status `completed`, with the id in its URL.
fn completed(id: &str, context: Option<&str>) -> Value {
    let data =
        json!({"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed", "clientContext": context});
    json!({"changeType": "deleted", "resourceUrl": format!("/communications/calls/c1/operations/{id}"), "resourceData": data})
}

fn running(id: &str, context: Option<&str>) -> Value {
    let mut notification = completed(id, context);
    notification["changeType"] = "updated".into();
    notification["resourceData"]["status"] = "running".into();
    notification
}

/// Like [`completed`], but without an id anywhere.
fn completed_without_id(context: &str) -> Value {
    let mut notification = completed("", Some(context));
    notification["resourceUrl"] = "/communications/calls/c1/operations/participants".into();
    notification
}

fn kinds(events: &[Event]) -> Vec<EventKind> {
    events.iter().map(|event| event.kind).collect()
}

#[test]
fn an_id_is_the_last_segment_of_any_url() {
    for url in [
        "/communications/calls/c1/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5",
        "communications/calls/c1/operations/0FE0623FD62842EDB4BD8AC290072CC5",
        "/v1.0/communications/calls/c1/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5/",
        "/beta/communications/calls/c1/Operations/{0FE0623F-D628-42ED-B4BD-8AC290072CC5}?api=1/2",
        "/app/calls/c1/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5//#part",
        "https://graph.example.com/v1.0/communications/calls/c1/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5",
        "HTTPS://GRAPH.EXAMPLE.COM/APP/CALLS/C1/OPERATIONS/0FE0623F-D628-42ED-B4BD-8AC290072CC5",
    ] {
        for (member, data) in [
            (
                "resourceUrl",
                json!({"@odata.type": "#microsoft.graph.playPromptOperation", "id": null, "status": "completed"}),
            ),
            ("resource", json!({"status": "Completed"})),
            ("ResourceURL", json!({"@odata.type": "#contoso.somethingElse", "status": "completed"})),
        ] {
            let mut journey = Journey::new();
            assert_eq!(kinds(&journey.respond(json!({"id": GUID, "status": "running"}), None)), [Pending]);
            let events = journey.notify(json!({"changeType": "updated", member: url, "resourceData": data}));
            assert_eq!(kinds(&events), [Final], "{url}");
            assert_eq!(events[0].id.as_deref(), Some(GUID), "as the response spells it");
        }
    }
}

#[test]
fn a_body_s_id_comes_before_the_url_s() {
    let mut journey = Journey::new();
    let _ = journey.respond(json!({"id": "a", "status": "running"}), None);
    let mut notification = completed("b", None);
    notification["resourceData"]["id"] = "A".into();
    assert_eq!(kinds(&journey.notify(notification)), [Final]);
}

#[test]
fn notifications_about_other_resources_are_ignored() {
    let mut journey = Journey::new();
    for notification in [
        json!({"changeType": "updated", "resourceUrl": "/communications/calls/c1", "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established"}}),
        json!({"changeType": "deleted", "resourceUrl": "/communications/calls/c1"}),
        json!({"changeType": "deleted", "resourceUrl": "https://operations/operations"}),
        json!({"changeType": "updated", "resourceUrl": "/communications/calls/c1/operations/participants", "resourceData": [{"id": "p1"}]}),
        json!({"changeType": "updated", "resourceUrl": "/communications/calls/c1/operations/o1", "resourceData": {"@odata.type": "#microsoft.graph.identity"}}),
        json!({"changeType": "updated", "resourceUrl": "/communications/calls/c1/operations/o1", "resourceData": 7}),
        json!({}),
    ] {
        let events = journey.notify(notification.clone());
        assert_eq!(kinds(&events), [Ignored], "{notification}");
        assert_eq!((&events[0].id, events[0].operation), (&None, None));
    }
}

#[test]
fn operations_this_version_does_not_know_are_operations() {
    for (url, data) in [
        (
            "/me/onenote/operations/o1",
            json!({"@odata.type": "#microsoft.graph.onenoteOperation", "status": "Completed", "percentComplete": "100"}),
        ),
        ("/elsewhere/o1", json!({"@odata.type": "#microsoft.graph.brewCoffeeOperation", "status": "completed"})),
        ("/communications/calls/c1/operations/o1", json!({"STATUS": "COMPLETED"})),
    ] {
        let mut journey = Journey::new();
        let _ = journey.respond(json!({"id": "o1", "status": "running"}), None);
        let events = journey.notify(json!({"changeType": "updated", "resourceUrl": url, "resourceData": data}));
        assert_eq!((kinds(&events), events[0].outcome), (vec![Final], Some(Outcome::Succeeded)), "{url}");
    }
}

#[test]
fn deleted_ends_an_operation_whatever_its_status() {
    for (data, outcome) in [
        (json!(null), Outcome::Unknown),
        (json!({"status": null}), Outcome::Unknown),
        (json!({"status": "running"}), Outcome::Unknown),
        (json!({"status": "evaporated"}), Outcome::Unknown),
        (json!({"status": "completed"}), Outcome::Succeeded),
        (json!({"status": "completed", "completionReason": "mediaOperationCanceled"}), Outcome::Failed),
        (json!({"status": "Failed", "resultInfo": {"code": 400, "subcode": 8508}}), Outcome::Failed),
    ] {
        let mut journey = Journey::new();
        let _ = journey.respond(json!({"id": "o1", "status": "running"}), None);
        let events = journey.notify(
            json!({"changeType": "Deleted", "resourceUrl": "/app/calls/c1/operations/o1", "resourceData": data}),
        );
        assert_eq!((kinds(&events), events[0].outcome), (vec![Final], Some(outcome)), "{data}");
    }
}

#[test]
fn an_unknown_status_does_not_end_an_operation() {
    let mut journey = Journey::new();
    assert_eq!(kinds(&journey.respond(json!({"id": "o1", "status": "evaporating"}), None)), [Pending]);
    let mut notification = running("o1", None);
    notification["resourceData"]["status"] = "evaporated".into();
    assert_eq!(kinds(&journey.notify(notification)), [Pending]);
    assert_eq!(kinds(&journey.notify(completed("o1", None))), [Final]);
}

#[test]
fn an_unknown_outcome_gets_better_once_and_a_known_one_stays() {
    let mut journey = Journey::new();
    let _ = journey.respond(json!({"id": "o1", "status": "running"}), None);
    let deleted = json!({"changeType": "deleted", "resourceUrl": "/calls/c1/operations/o1"});
    assert_eq!(journey.notify(deleted.clone())[0].outcome, Some(Outcome::Unknown));
    let events = journey.notify(completed("o1", None));
    assert_eq!((kinds(&events), events[0].outcome), (vec![Late], Some(Outcome::Succeeded)));
    let mut failed = completed("o1", None);
    failed["resourceData"]["status"] = "failed".into();
    for later in [failed, deleted] {
        let events = journey.notify(later);
        assert_eq!((kinds(&events), events[0].outcome), (vec![Duplicate], Some(Outcome::Succeeded)));
    }
}

#[test]
fn a_response_with_neither_id_nor_context_is_reported_and_not_held() {
    let mut journey = Journey::new();
    for (response, kind) in [
        (json!(null), Pending),
        (json!({"id": "", "clientContext": ""}), Pending),
        (json!({"status": "failed"}), Final),
    ] {
        let events = journey.respond(response, Some(""));
        assert_eq!((kinds(&events), events[0].operation), (vec![kind], None));
    }
    let nameless = json!({"changeType": "deleted", "resourceData": {"@odata.type": "#microsoft.graph.commsOperation"}});
    let events = journey.notify(nameless);
    assert_eq!((kinds(&events), events[0].operation), (vec![Unmatched], None));
    assert_eq!((journey.tracker.pending().count(), journey.tracker.unmatched().count()), (0, 0));
}

#[test]
fn the_id_may_come_later_than_the_context() {
    let mut journey = Journey::new();
    let started = journey.respond(json!(null), Some("x"))[0].operation;
    let events = journey.notify(running("o1", Some("x")));
    assert_eq!((kinds(&events), events[0].operation), (vec![Pending], started), "both are linked");
    assert_eq!(kinds(&journey.notify(completed("o1", None))), [Final], "the id alone");
    assert_eq!(kinds(&journey.notify(completed_without_id("x"))), [Duplicate], "the context alone");
    assert_eq!(kinds(&journey.respond(json!(null), Some("x"))), [Stale], "the response again");
}

#[test]
fn the_context_may_come_later_than_the_id() {
    let mut journey = Journey::new();
    let _ = journey.respond(json!({"id": "o1"}), None);
    let _ = journey.notify(running("o1", Some("x")));
    assert_eq!(kinds(&journey.notify(completed_without_id("x"))), [Final]);
}

#[test]
fn an_end_that_overtakes_the_response_is_held_and_reported_once() {
    let responses = [
        (json!({"id": "o1", "status": "running"}), None),
        (json!(null), Some("x")),
        (json!({"id": "o1", "status": "completed"}), Some("x")),
    ];
    for (response, context) in responses {
        let mut journey = Journey::new();
        let events = journey.notify(completed("o1", Some("x")));
        assert_eq!((kinds(&events), events[0].outcome), (vec![Unmatched], Some(Outcome::Succeeded)));
        assert_eq!(kinds(&journey.notify(running("o1", Some("x")))), [Unmatched], "no step back");
        let events = journey.respond(response, context);
        assert_eq!((kinds(&events), events[0].outcome), (vec![Final], Some(Outcome::Succeeded)));
        assert_eq!(kinds(&journey.notify(completed("o1", Some("x")))), [Duplicate]);
        assert_eq!(kinds(&journey.respond(json!({"id": "o1", "status": "running"}), Some("x"))), [Stale]);
    }
}

#[test]
fn two_entries_are_joined_by_a_message_with_id_and_context() {
    let mut journey = Journey::new();
    let started = journey.respond(json!(null), Some("x"))[0].operation;
    let events = journey.notify(completed("o1", None));
    assert_eq!(kinds(&events), [Unmatched], "nothing joins them yet");
    let joined = events[0].operation;
    let events = journey.notify(running("o1", Some("x")));
    assert_eq!((kinds(&events), events[0].outcome), (vec![Final], Some(Outcome::Succeeded)));
    assert_eq!((events[0].operation, events[0].joined), (started, joined), "the operation with a response stays");
    assert_eq!((journey.tracker.pending().count(), journey.tracker.unmatched().count()), (0, 0));

    let mut journey = Journey::new();
    assert_eq!(kinds(&journey.notify(completed("o1", None))), [Unmatched]);
    assert_eq!(kinds(&journey.notify(completed_without_id("x"))), [Unmatched]);
    assert_eq!(kinds(&journey.respond(json!({"id": "o1"}), Some("x"))), [Final]);
    assert_eq!(journey.tracker.unmatched().count(), 0);
}

#[test]
fn two_responses_are_two_operations_although_a_notification_has_both_names() {
    let mut journey = Journey::new();
    let _ = journey.respond(json!(null), Some("x"));
    let _ = journey.respond(json!({"id": "o1"}), None);
    let events = journey.notify(completed("o1", Some("x")));
    assert_eq!((kinds(&events), events[0].joined), (vec![Final], None));
    assert_eq!(kinds(&journey.notify(completed("o2", Some("x")))), [Final], "the other one");
}

#[test]
fn the_id_of_a_call_is_not_the_id_of_an_operation() {
    let mut journey = Journey::new();
    let _ = journey.respond(json!({"id": "o1"}), Some("x"));
    let _ = journey.respond(json!({"id": "o2"}), Some("y"));
    for context in ["x", "y"] {
        let mut notification = completed("", Some(context));
        notification["resourceUrl"] = "/v1.0/communications/Calls/c1/".into();
        assert_eq!(kinds(&journey.notify(notification)), [Final]);
    }
}

#[test]
fn operations_with_different_ids_may_share_a_context() {
    let mut journey = Journey::new();
    let _ = journey.respond(json!({"id": "o1"}), Some("x"));
    let _ = journey.respond(json!({"id": "o2"}), Some("x"));
    for id in ["o2", "o1"] {
        let events = journey.notify(completed(id, Some("x")));
        assert_eq!((kinds(&events), events[0].id.as_deref()), (vec![Final], Some(id)));
    }

    // The first null response takes the first id; the end of the other operation is held.
    let mut journey = Journey::new();
    let _ = journey.respond(json!(null), Some("x"));
    assert_eq!(kinds(&journey.respond(json!(null), Some("x"))), [Pending]);
    assert_eq!(kinds(&journey.notify(completed("o1", Some("x")))), [Final]);
    assert_eq!(kinds(&journey.notify(completed("o2", Some("x")))), [Unmatched]);
    assert_eq!(kinds(&journey.respond(json!(null), Some("x"))), [Final], "a response that may be its own");

    // A response is for the operation whose end overtook its response; a notification is for the one that waits.
    let mut journey = Journey::new();
    let _ = journey.respond(json!({"id": "o1"}), Some("x"));
    let _ = journey.notify(completed("o2", Some("x")));
    let events = journey.respond(json!(null), Some("x"));
    assert_eq!((kinds(&events), events[0].id.as_deref()), (vec![Final], Some("o2")));
    let mut journey = Journey::new();
    let _ = journey.respond(json!({"id": "o1"}), Some("x"));
    let _ = journey.notify(running("o2", Some("x")));
    let events = journey.notify(completed_without_id("x"));
    assert_eq!((kinds(&events), events[0].id.as_deref()), (vec![Final], Some("o1")));
}

#[test]
fn finals_are_forgotten_by_number_and_age_and_still_recognised() {
    let limits = Limits { finals: 1, final_age: Duration::from_secs(2), forgotten: 2, ..Limits::default() };
    let mut journey = Journey::within(limits);
    for id in ["o1", "o2"] {
        assert_eq!(kinds(&journey.respond(json!({"id": id, "status": "completed"}), Some(id))), [Final]);
    }
    assert_eq!(kinds(&journey.notify(completed("O1", None))), [Forgotten], "by number");
    assert_eq!(kinds(&journey.notify(completed("o2", None))), [Duplicate]);
    assert_eq!(kinds(&journey.notify(completed("o2", Some("o2")))), [Forgotten], "by age");
    assert_eq!(kinds(&journey.respond(json!({"id": "o2"}), Some("o2"))), [Forgotten]);
    assert_eq!(kinds(&journey.respond(json!({"status": "failed"}), Some("x"))), [Final]);
    journey.seconds += 2;
    let events = journey.notify(completed("o9", Some("x")));
    assert_eq!(
        (kinds(&events), events[0].operation),
        (vec![Forgotten], None),
        "one that never had an id, by its context"
    );
    assert_eq!(kinds(&journey.notify(completed("o1", None))), [Unmatched], "beyond what is recognised");
    assert_eq!(kinds(&journey.respond(json!(null), Some("x"))), [Pending], "a request that reuses the context");
    assert_eq!(kinds(&journey.notify(completed("o2", Some("x")))), [Forgotten], "an id counts before a context");
}

#[test]
fn a_start_beyond_the_limit_is_refused_and_an_unmatched_operation_is_dropped() {
    let mut journey = Journey::within(Limits { pending: 1, unmatched: 1, ..Limits::default() });
    let _ = journey.respond(json!({"id": "o1"}), None);
    let events = journey.respond(json!({"id": "o2"}), None);
    assert_eq!((kinds(&events), events[0].id.as_deref()), (vec![Refused(Refusal::Limit)], Some("o2")));
    assert_eq!(journey.tracker.pending().count(), 1, "nothing pending is dropped");
    let _ = journey.notify(completed("o3", None));
    let events = journey.notify(running("o4", None));
    assert_eq!((kinds(&events), events[1].id.as_deref()), (vec![Unmatched, Dropped], Some("o3")));
    assert_eq!(events[1].outcome, Some(Outcome::Succeeded));

    let mut journey =
        Journey::within(Limits { pending: 0, unmatched: 0, finals: 0, forgotten: 0, ..Limits::default() });
    assert_eq!(kinds(&journey.respond(json!({"id": "o1"}), None)), [Refused(Refusal::Limit)]);
    assert_eq!(kinds(&journey.notify(completed("o1", None))), [Unmatched, Dropped]);
    assert_eq!(kinds(&journey.respond(json!({"id": "o1", "status": "failed"}), None)), [Final]);
}

#[test]
fn an_operation_is_overdue_after_a_long_wait() {
    let mut journey = Journey::within(Limits { overdue: Duration::from_secs(10), ..Limits::default() });
    let _ = journey.respond(json!({"id": "o1"}), None);
    let _ = journey.respond(json!(null), Some("x"));
    let _ = journey.notify(running("o1", None));
    let _ = journey.notify(running("o9", None));
    let overdue = |seconds| {
        journey
            .tracker
            .overdue(Duration::from_secs(seconds))
            .filter_map(|waiting| waiting.id.or(waiting.client_context))
            .collect::<Vec<_>>()
    };
    assert_eq!(overdue(11), Vec::<&str>::new());
    assert_eq!(overdue(12), ["o1"]);
    assert_eq!(overdue(13), ["o1", "x"]);
    assert_eq!(overdue(0), Vec::<&str>::new(), "a clock that went back");
}

#[test]
fn a_text_that_is_not_a_snapshot_is_refused_with_its_place() {
    let operation = json!([0, "pending", 1, false, 0, null, "o1", null, null, {"status": "running"}]);
    let good = json!({"version": 2, "next": [1, 0], "oneCall": false, "calls": [["c1", true, null]], "forgotten": "", "operations": [operation]});
    assert!(Tracker::restore(Limits::default(), &good.to_string()).is_ok());
    for (pointer, value, reason) in [
        ("/version", json!(3), "version 3 is not 2, the only known one"),
        ("/next", json!(-1), "invalid type: integer `-1`, expected an array of length 2"),
        ("/next", json!([0, 0]), "/operations/0: is not numbered below `next`"),
        ("/next", json!([1, u64::MAX]), "/next: is not below 2^63"),
        ("/oneCall", json!(1), "invalid type: integer `1`, expected a boolean"),
        ("/calls", json!([[null, true, null]]), "/calls/0: is not a call with an id"),
        ("/calls", json!([["c1", true, "soon"]]), "invalid number"),
        ("/forgotten", json!({}), "invalid type: map, expected a string"),
        ("/forgotten", json!("é".repeat(16)), "/forgotten: is not hashes"),
        ("/forgotten", json!("f".repeat(33)), "/forgotten: is not hashes"),
        ("/operations/0/1", json!("Pending"), "/operations/0: is not an operation"),
        ("/operations/0/4", json!(1), "/operations/0: is not an operation"),
        ("/operations/0/5", json!("fame"), "/operations/0: is not an operation"),
        ("/operations/0/6", json!(7), "invalid type: integer `7`, expected a string"),
        ("/operations/0/9", json!([]), "/operations/0: is not an operation"),
        ("/operations", json!([operation, operation]), "/operations/1/0: is given twice"),
    ] {
        let mut snapshot = good.clone();
        *snapshot.pointer_mut(pointer).unwrap() = value;
        let error = Tracker::restore(Limits::default(), &snapshot.to_string()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("not a snapshot of a tracker: {reason}")), "{error}");
    }
    for text in ["", "null", "[]", "{}", "{\"version\":"] {
        assert!(Tracker::restore(Limits::default(), text).is_err());
    }
}

#[test]
fn a_snapshot_may_have_the_largest_numbers() {
    let time = Duration::MAX.as_nanos();
    let largest = format!(
        r#"{{"version":2,"next":[{0},{0}],"oneCall":false,"calls":[["c1",true,{time}]],"operations":[
            [{1},"pending",{time},false,0,null,"o1",null,null,null],[0,"failed",{time},true,"c2",null,"o2",null,null,null]
        ],"forgotten":"{2}"}}"#,
        u64::MAX / 2,
        u64::MAX / 2 - 1,
        "f".repeat(32)
    );
    let mut tracker = Tracker::restore(Limits::default(), &largest).unwrap();
    assert_eq!(tracker.snapshot(), Tracker::restore(Limits::default(), &tracker.snapshot()).unwrap().snapshot());
    assert_eq!(kinds(&tracker.response(Duration::ZERO, &None::<AnyCommsOperation>, Some("new"))), [Pending]);
    assert_eq!((tracker.overdue(Duration::ZERO).count(), tracker.pending().count()), (0, 2));
    let events = tracker.response(Duration::MAX, &None::<AnyCommsOperation>, Some("new"));
    assert_eq!(kinds(&events), [Pending, Final], "the call of the other one has ended");
    assert_eq!((tracker.overdue(Duration::MAX).count(), tracker.pending().count()), (1, 1));
}

#[test]
fn texts_are_shared_by_all_events() {
    let mut tracker = Tracker::new(Limits::default());
    let notify = |context: Option<&str>| {
        json::from_value::<CommsNotifications>(json!({"value": vec![running("o1", context); 3]})).unwrap()
    };
    let first = tracker.notifications(Duration::ZERO, &notify(Some(&"long ".repeat(1000))));
    let then = tracker.notifications(Duration::ZERO, &notify(None));
    let texts: Vec<_> = first
        .iter()
        .chain(&then)
        .filter_map(|event| Some((event.id.clone()?, event.client_context.clone()?)))
        .collect();
    assert_eq!(texts.len(), 6);
    for (id, context) in &texts {
        assert!(Arc::ptr_eq(id, &texts[0].0) && Arc::ptr_eq(context, &texts[0].1));
    }
}
