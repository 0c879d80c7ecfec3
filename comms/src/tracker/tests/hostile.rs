//! Schedules of a service that is careless: untagged calls, contexts that differ, answers without a start, crowded bodies.

use super::inputs::{Record, answered, call_is, ended, notified, outcomes};
use super::{completed, kinds};
use crate::tracker::EventKind::{Duplicate, Final, Ignored, Late, Pending, Unmatched};
use crate::tracker::{Goal, Input, Limits, Tracker};
use crate::{Call, CommsNotification, CommsNotifications, CommsOperation, Outcome};
use entity_core::json;
use serde_json::{Value, json};
use std::time::Duration;

fn one_final(record: &Record) {
    assert_eq!(record.tracker.pending().count(), 0, "{}", record.tracker.snapshot());
}

#[test]
fn a_call_without_a_tag_ends_its_operations() {
    for (change, data) in [
        ("updated", json!({"state": "terminated"})),
        ("deleted", json!({})),
        ("deleted", json!({"@odata.type": "#microsoft.graph.callOfTomorrow", "resultInfo": {"code": 0}})),
    ] {
        let mut record = Record::of_many_calls();
        let _ = record.at(1, Input::sent("a").of_call("c1"));
        let url = "https://graph.microsoft.com/v1.0/communications/calls/c1";
        let event = record.at(2, notified(json!({"changeType": change, "resourceUrl": url, "resourceData": data})));
        assert_eq!(kinds(&event), [Ignored]);
        assert_eq!(record.tracker.due(), Some(Duration::from_secs(62)), "{data}");
        assert_eq!(outcomes(&record.at(62, Input::Time)), [(Final, Some(Outcome::Unknown))]);
    }
    // The data of something else at a call's URL is not a call.
    let mut record = Record::of_many_calls();
    let _ = record.at(1, Input::sent("a").of_call("c1"));
    let data = json!({"@odata.type": "#microsoft.graph.presence", "state": "terminated"});
    let _ = record.at(
        2,
        notified(json!({"changeType": "deleted", "resourceUrl": "/communications/calls/c1", "resourceData": data})),
    );
    assert_eq!(record.tracker.due(), None);
}

#[test]
fn a_call_without_a_tag_reaches_the_goals_of_its_requests() {
    let mut record = Record::of_one_call();
    let _ = record.at(1, Input::sent_towards(Goal::Established, "place"));
    let up = json!({"changeType": "updated", "resourceUrl": "/communications/calls/c1", "resourceData": {"state": "established"}});
    assert_eq!(outcomes(&record.at(2, notified(up)))[1], (Final, Some(Outcome::Succeeded)));
}

#[test]
fn an_answer_whose_body_has_another_context_ends_the_start_of_its_request() {
    for context in [json!("B"), json!("")] {
        let mut record = Record::of_one_call();
        let _ = record.at(1, Input::sent("a"));
        let answer = record.at(2, answered("a", json!({"id": "o1", "status": "running", "clientContext": context})));
        assert_eq!((kinds(&answer), answer[0].client_context.as_deref()), (vec![Pending], Some("a")));
        assert_eq!(outcomes(&record.at(3, notified(completed("o1", Some("B"))))), [(Final, Some(Outcome::Succeeded))]);
        one_final(&record);
    }
}

#[test]
fn an_answer_joins_its_start_with_an_end_that_named_another_context() {
    let mut record = Record::of_one_call();
    let sent = record.at(1, Input::sent("a"));
    assert_eq!(kinds(&record.at(2, notified(completed("o1", Some("B"))))), [Unmatched]);
    let end = record.at(3, answered("a", json!({"id": "o1", "status": "running"})));
    assert_eq!(outcomes(&end), [(Final, Some(Outcome::Succeeded))]);
    assert_eq!((end[0].operation, end[0].joined.is_some()), (sent[0].operation, true));
    one_final(&record);
}

#[test]
fn a_call_that_was_placed_without_a_start_is_followed_to_its_state() {
    let place = |state: &str| {
        let call: Call = json::from_value(json!({"id": "c1", "state": state})).unwrap();
        Input::Placed { context: "place".to_owned(), call: Box::new(call) }
    };
    let mut record = Record::of_one_call();
    assert_eq!(kinds(&record.at(1, place("establishing"))), [Pending]);
    let up = record.at(2, call_is("c1", json!({"state": "established"})));
    assert_eq!(outcomes(&up)[1], (Final, Some(Outcome::Succeeded)));
    let mut record = Record::of_many_calls();
    assert_eq!(outcomes(&record.at(1, place("established")))[1], (Final, Some(Outcome::Succeeded)));
}

#[test]
fn an_operation_in_an_answer_does_not_end_a_request_that_ends_in_a_state_of_its_call() {
    let mut record = Record::of_one_call();
    let _ = record.at(1, Input::sent_towards(Goal::Transferred, "transfer"));
    let accepted = json!({"id": "o1", "status": "completed", "clientContext": "transfer"});
    assert_eq!(kinds(&record.at(2, answered("transfer", accepted))), [Pending]);
    assert_eq!(kinds(&record.at(3, notified(completed("o1", Some("transfer"))))), [Pending]);
    let refused = json!({"state": "established", "resultInfo": {"code": 486}});
    assert_eq!(outcomes(&record.at(4, call_is("c1", refused)))[1], (Final, Some(Outcome::Failed)));
    one_final(&record);
}

#[test]
fn calls_beyond_the_limit_are_forgotten_however_many_a_body_names() {
    let limits = Limits { calls: 10, ..Limits::default() };
    let mut tracker = Tracker::new(limits);
    for body in 0..5 {
        let calls = (0..100).map(|call| {
            let url = format!("/communications/calls/{body}-{call}");
            json!({"changeType": "updated", "resourceUrl": url, "resourceData": {"@odata.type": "#microsoft.graph.call"}})
        });
        let body: CommsNotifications = json::from_value(json!({"value": calls.collect::<Vec<_>>()})).unwrap();
        let _ = tracker.notifications(Duration::ZERO, &body);
    }
    let snapshot: Value = serde_json::from_str(&tracker.snapshot()).unwrap();
    assert_eq!(snapshot["calls"].as_array().map(Vec::len), Some(10));
}

#[test]
fn an_operation_of_an_unknown_type_at_a_calls_url_is_not_the_call() {
    let text = r##"{"changeType": "deleted", "resourceUrl": "/communications/calls/c1",
        "resourceData": {"@odata.type": "#microsoft.graph.newOperation", "status": "completed"}}"##;
    let notification: CommsNotification = json::from_str(text).unwrap();
    assert!(notification.call().is_none() && !notification.ends_call());
    assert!(notification.operation_as::<CommsOperation>().unwrap().is_some());
}

#[test]
fn a_deeply_nested_operation_is_stored_and_restored() {
    let (open, close) = ("[".repeat(100), "]".repeat(100));
    let data = format!(
        r##"{{"@odata.type": "#microsoft.graph.recordOperation", "status": "running", "x": {open}"\ud800"{close}}}"##
    );
    let deep = format!(r#"{{"resourceUrl": "/communications/calls/c1/operations/o1", "resourceData": {data}}}"#);
    let notification = json::from_str(&deep).unwrap();
    let mut tracker = Tracker::of_one_call(Limits::default());
    let _ = tracker.notification(Duration::MAX, &notification);
    let snapshot = tracker.snapshot();
    assert!(snapshot.contains(&open), "{snapshot}");
    assert_eq!(Tracker::restore(Limits::default(), &snapshot).unwrap().snapshot(), snapshot);
}

#[test]
fn an_end_after_the_grace_is_late_once_and_then_a_duplicate() {
    let mut record = Record::of_one_call();
    let _ = record.at(1, Input::sent("a"));
    let _ = record.at(2, ended());
    let _ = record.at(3, ended());
    assert_eq!(outcomes(&record.at(62, Input::Time)), [(Final, Some(Outcome::Unknown))]);
    assert_eq!(outcomes(&record.at(63, notified(completed("o1", Some("a"))))), [(Late, Some(Outcome::Succeeded))]);
    assert_eq!(kinds(&record.at(64, answered("a", json!({"id": "o1", "status": "failed"})))), [Duplicate]);
}
