//! Inputs: starts and their refusal, the end of a call, requests that end in a state of the call, joined operations.

use super::{completed, completed_without_id, kinds, running};
use crate::tracker::{Event, EventKind, Goal, Input, Limits, Refusal, Tracker};
use crate::{AnyCommsOperation, Call, CommsOperation, LongRunning, Outcome, RecordOperation, ResultInfo};
use EventKind::{Duplicate, Final, Ignored, Late, Pending, Refused, Sent, Stale, Unmatched};
use entity_core::{Entity, Prop, Registry, ServiceError, json};
use serde_json::{Value, json};
use std::time::Duration;

/// A tracker that is stored and restored before each input, which is stored too.
pub(super) struct Record {
    pub(super) tracker: Tracker,
    limits: Limits,
}

impl Record {
    pub(super) fn of(tracker: Tracker, limits: Limits) -> Self {
        Self { tracker, limits }
    }

    pub(super) fn of_one_call() -> Self {
        Self::of(Tracker::of_one_call(Limits::default()), Limits::default())
    }

    pub(super) fn of_many_calls() -> Self {
        Self::of(Tracker::new(Limits::default()), Limits::default())
    }

    #[allow(clippy::needless_pass_by_value, reason = "as `apply` takes it")]
    pub(super) fn at(&mut self, seconds: u64, input: Input) -> Vec<Event> {
        let snapshot = self.tracker.snapshot();
        self.tracker = Tracker::restore(self.limits, &snapshot).unwrap().with_types(&TYPES);
        assert_eq!(self.tracker.snapshot(), snapshot);
        let text = serde_json::to_string(&input).unwrap();
        let stored: Input = serde_json::from_str(&text).unwrap();
        assert_eq!(stored, input, "{text}");
        self.tracker.apply(Duration::from_secs(seconds), stored)
    }
}

static TYPES: Registry = Registry::including(&[&crate::TYPES], &[crate::operation_type::<CaptionOperation>()]);

/// An operation of a user's own, with a reason of its own that means success.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.captionOperation")]
struct CaptionOperation {
    #[base]
    operation: CommsOperation,
    #[prop("completionReason")]
    completion_reason: Prop<String>,
}

impl LongRunning for CaptionOperation {
    fn success_reasons(&self) -> &[&str] {
        &["speakerLeft"]
    }
}

pub(super) fn notified(notification: Value) -> Input {
    Input::Notified(json::from_value(notification).unwrap())
}

pub(super) fn answered(context: &str, operation: Value) -> Input {
    Input::Answered { context: context.to_owned(), operation: json::from_value(operation).unwrap() }
}

pub(super) fn call_is(call: &str, data: Value) -> Input {
    let mut data = data;
    data["@odata.type"] = "#microsoft.graph.call".into();
    let change = if data["state"] == "terminated" { "deleted" } else { "updated" };
    notified(
        json!({"changeType": change, "resourceUrl": format!("/v1.0/communications/Calls('{call}')"), "resourceData": data}),
    )
}

pub(super) fn ended() -> Input {
    Input::CallEnded { call: None, result: None }
}

pub(super) fn outcomes(events: &[Event]) -> Vec<(EventKind, Option<Outcome>)> {
    events.iter().map(|event| (event.kind, event.outcome)).collect()
}

#[test]
fn a_start_is_recorded_before_its_request_and_joined_by_context() {
    let mut record = Record::of_one_call();
    let sent = record.at(1, Input::sent("a"));
    assert_eq!((kinds(&sent), sent[0].input), (vec![Sent], Some(0)));
    // The end overtakes the answer: the context joins them.
    let events = record.at(2, notified(completed("o1", Some("a"))));
    assert_eq!(outcomes(&events), [(Final, Some(Outcome::Succeeded))]);
    assert_eq!((events[0].operation, events[0].call_id.as_deref()), (sent[0].operation, Some("c1")));
    assert_eq!(kinds(&record.at(3, answered("a", json!({"id": "o1", "status": "running"})))), [Stale]);
    assert_eq!(record.tracker.pending().count(), 0);
}

#[test]
fn events_are_numbered_through() {
    let mut record = Record::of_one_call();
    let inputs = [Input::sent("a"), Input::sent("a"), Input::Time, ended(), notified(completed("o1", Some("a")))];
    let numbers: Vec<_> = inputs.into_iter().flat_map(|input| record.at(1, input)).map(|event| event.number).collect();
    assert_eq!(numbers, [0, 1, 2, 3]);
}

#[test]
fn a_context_starts_once_in_its_call() {
    let mut record = Record::of_one_call();
    let first = record.at(1, Input::sent("a"))[0].operation;
    let again = record.at(2, Input::sent("a"));
    assert_eq!((kinds(&again), again[0].operation), (vec![Pending], first));
    let _ = record.at(3, notified(completed("o1", Some("a"))));
    let again = record.at(4, Input::sent("a"));
    assert_eq!((outcomes(&again), again[0].operation), (vec![(Duplicate, Some(Outcome::Succeeded))], first));

    // A notification named it, and its start was lost: it was sent.
    let _ = record.at(5, notified(completed_without_id("b")));
    assert_eq!(outcomes(&record.at(6, Input::sent("b"))), [(Final, Some(Outcome::Succeeded))]);

    let mut record = Record::of_many_calls();
    assert_eq!(kinds(&record.at(1, Input::sent("a").of_call("c1"))), [Sent]);
    assert_eq!(kinds(&record.at(2, Input::sent("a").of_call("c2"))), [Sent], "another call");
    let events = record.at(3, notified(completed("o1", Some("a"))));
    assert_eq!((kinds(&events), events[0].call_id.as_deref(), events[0].operation), (vec![Final], Some("c1"), Some(0)));
    assert_eq!(record.tracker.pending().map(|waiting| waiting.call_id).collect::<Vec<_>>(), [Some("c2")]);
}

#[test]
fn a_start_is_refused_at_the_limit_and_after_the_end_of_its_call() {
    let limits = Limits { pending: 1, ..Limits::default() };
    let mut record = Record::of(Tracker::of_one_call(limits), limits);
    let _ = record.at(1, Input::sent("a"));
    let refused = record.at(2, Input::sent("b"));
    assert_eq!((kinds(&refused), refused[0].operation), (vec![Refused(Refusal::Limit)], None));
    assert_eq!(kinds(&record.at(3, answered("b", json!({"id": "o2"})))), [Refused(Refusal::Limit)]);
    assert_eq!(record.tracker.pending().count(), 1);
    assert_eq!(kinds(&record.at(4, answered("b", json!({"id": "o2", "status": "failed"})))), [Final], "takes no place");
    assert_eq!(kinds(&record.at(5, answered("a", json!({"id": "o1"})))), [Pending], "it has its place");
    let _ = record.at(6, ended());
    assert_eq!(kinds(&record.at(7, Input::sent("c"))), [Refused(Refusal::CallEnded)]);
    assert_eq!(kinds(&record.at(8, Input::sent("a"))), [Pending], "a start that is known is not a new one");
}

#[test]
fn a_refusal_ends_the_operation_with_its_error() {
    let mut record = Record::of_one_call();
    let error = ServiceError::from_response(404, &[], br#"{"error": {"code": "8522", "message": "Call not found."}}"#);
    let refused = || Input::Refused { context: "a".to_owned(), error: error.clone() };
    let _ = record.at(1, Input::sent("a"));
    let events = record.at(2, refused());
    assert_eq!(outcomes(&events), [(Final, Some(Outcome::Failed))]);
    assert_eq!(events[0].error.as_ref().map(ServiceError::code), Some("8522"));
    assert_eq!(kinds(&record.at(3, refused())), [Duplicate]);
    // The body of an error where an operation or a notification was expected.
    for input in [
        answered("b", json!({"error": {"code": "8523"}})),
        notified(
            json!({"resourceUrl": "/communications/calls/c1/operations/o3", "resourceData": {"error": {"code": "8523"}}}),
        ),
    ] {
        let _ = record.at(4, Input::sent("b"));
        let _ = record.at(4, answered("c", json!({"id": "o3"})));
        let events = record.at(5, input);
        assert_eq!(outcomes(&events), [(Final, Some(Outcome::Failed))]);
        assert_eq!(events[0].error.as_ref().map(ServiceError::code), Some("8523"));
    }
}

#[test]
fn the_end_of_a_call_ends_its_operations_after_the_grace() {
    for end in [
        ended(),
        call_is("c1", json!({"state": "Terminated"})),
        notified(json!({"changeType": "deleted", "resource": "https://graph.example.com/app/calls/C1/"})),
        Input::CallEnded { call: Some("c1".to_owned()), result: Some(ResultInfo::default()) },
    ] {
        let mut record = Record::of_one_call();
        for context in ["a", "b", "c"] {
            let _ = record.at(1, Input::sent(context));
        }
        assert_eq!(record.tracker.due(), None);
        assert_eq!(kinds(&record.at(10, end.clone())), [Ignored]);
        let due = Some(Duration::from_secs(70));
        assert_eq!(record.tracker.due(), due);
        let _ = record.at(20, end);
        assert_eq!(record.tracker.due(), due, "the first end counts");
        assert_eq!(kinds(&record.at(69, notified(completed("o1", Some("a"))))), [Final], "within the grace");
        assert_eq!(record.at(69, Input::Time), []);
        // A message comes before the time: the real end is better.
        let events = record.at(70, notified(completed("o2", Some("b"))));
        assert_eq!(outcomes(&events), [(Final, Some(Outcome::Succeeded)), (Final, Some(Outcome::Unknown))]);
        assert_eq!((events[0].input, events[1].input), (Some(0), None));
        assert_eq!((record.tracker.pending().count(), record.tracker.due()), (0, None));
        // The real end comes after all, once.
        let late = record.at(100, notified(completed("o3", Some("c"))));
        assert_eq!((outcomes(&late), late[0].operation), (vec![(Late, Some(Outcome::Succeeded))], events[1].operation));
        assert_eq!(kinds(&record.at(101, notified(completed("o3", Some("c"))))), [Duplicate]);
    }
}

#[test]
fn an_operation_that_becomes_known_after_the_end_of_its_call_gets_the_grace_too() {
    let mut record = Record::of_one_call();
    let _ = record.at(10, ended());
    assert_eq!(kinds(&record.at(100, answered("a", json!({"id": "o1", "status": "running"})))), [Pending]);
    assert_eq!(record.tracker.due(), Some(Duration::from_secs(160)));
    assert_eq!(outcomes(&record.at(160, Input::Time)), [(Final, Some(Outcome::Unknown))]);
}

#[test]
fn the_end_of_a_call_leaves_other_calls_alone() {
    let mut record = Record::of_many_calls();
    let _ = record.at(1, Input::sent("a").of_call("{0FE0623F-D628-42ED-B4BD-8AC290072CC5}"));
    let _ = record.at(1, Input::sent("b").of_call("c2"));
    let _ = record.at(2, answered("c", json!({"id": "o3", "status": "running"})));
    // The call of the third is known from a notification.
    let _ = record.at(3, notified(running("o3", None)));
    let _ = record.at(4, call_is("0fe0623fd62842edb4bd8ac290072cc5", json!({"state": "terminated"})));
    let _ = record.at(5, ended().of_call("C1"));
    let events = record.at(66, Input::Time);
    assert_eq!(events.iter().map(|event| event.client_context.as_deref()).collect::<Vec<_>>(), [Some("a"), Some("c")]);
    assert_eq!(record.tracker.pending().count(), 1);
}

#[test]
fn operations_of_two_calls_are_never_joined() {
    let mut record = Record::of_many_calls();
    let _ = record.at(1, Input::sent("a").of_call("c2"));
    let _ = record.at(1, answered("a", json!({"id": "o1", "status": "running"})));
    assert_eq!(kinds(&record.at(2, notified(completed("o1", Some("a"))))), [Unmatched], "of call c1");
    let mut notification = completed("o1", None);
    notification["resourceUrl"] = "communications/calls('c2')/operations('o1')".into();
    assert_eq!(kinds(&record.at(3, notified(notification))), [Final]);
}

#[test]
fn requests_end_in_a_state_of_their_call() {
    let bad = json!({"code": 603, "subcode": 0});
    let good = json!({"code": 0});
    let cases: [(Goal, &[Value], Option<Outcome>); 14] = [
        (Goal::Established, &[json!({"state": "establishing"})], None),
        (
            Goal::Established,
            &[json!({"state": "establishing"}), json!({"state": "established"})],
            Some(Outcome::Succeeded),
        ),
        (Goal::Established, &[json!({"state": "hold"})], Some(Outcome::Succeeded)),
        (Goal::Established, &[json!({"state": "terminated", "resultInfo": bad})], Some(Outcome::Failed)),
        (Goal::Established, &[json!({"state": "terminated", "resultInfo": good})], None),
        (Goal::Transferred, &[json!({"state": "transferring"})], None),
        (Goal::Transferred, &[json!({"state": "transferAccepted"})], Some(Outcome::Succeeded)),
        (
            Goal::Transferred,
            &[json!({"state": "terminated", "resultInfo": {"code": 0, "subCode": 7015}})],
            Some(Outcome::Succeeded),
        ),
        (
            Goal::Transferred,
            &[json!({"state": "established", "resultInfo": {"code": 500, "subcode": 7000}})],
            Some(Outcome::Failed),
        ),
        (Goal::Transferred, &[json!({"state": "established"})], None),
        (
            Goal::Redirected,
            &[json!({"state": "redirecting"}), json!({"state": "terminated"})],
            Some(Outcome::Succeeded),
        ),
        (Goal::Redirected, &[json!({"state": "terminated", "resultInfo": bad})], Some(Outcome::Failed)),
        (Goal::Ended, &[json!({"state": "terminating"})], None),
        (Goal::Ended, &[json!({"state": "terminated", "resultInfo": bad})], Some(Outcome::Succeeded)),
    ];
    for (goal, changes, outcome) in cases {
        for mut record in [Record::of_one_call(), Record::of_many_calls()] {
            let sent = record.at(1, Input::sent_towards(goal, "g").of_call("c1"));
            assert_eq!(kinds(&sent), [Sent]);
            assert_eq!(kinds(&record.at(2, answered("g", Value::Null))), [Pending]);
            let mut ends = Vec::new();
            for change in changes.iter().chain(changes) {
                let events = record.at(3, call_is("C1", change.clone()));
                assert_eq!(events[0].kind, Ignored);
                ends.extend(events.into_iter().skip(1));
            }
            let expected: Vec<_> = outcome.into_iter().map(|outcome| (Final, Some(outcome))).collect();
            assert_eq!(outcomes(&ends), expected, "{goal:?}: {changes:?}");
            if let [end] = &ends[..] {
                assert_eq!((end.operation, end.client_context.as_deref()), (sent[0].operation, Some("g")));
                let call: Call = end.body.as_ref().unwrap().read().unwrap();
                assert_eq!((call.id().map(str::to_lowercase).as_deref(), call.state().is_some()), (Some("c1"), true));
            }
            // Without an outcome, the end of the call gives an unknown one after the grace.
            let _ = record.at(4, ended().of_call("c1"));
            let events = record.at(64, Input::Time);
            let late = if outcome.is_none() && goal != Goal::Ended {
                vec![(Final, Some(Outcome::Unknown))]
            } else {
                Vec::new()
            };
            assert_eq!(outcomes(&events), late, "{goal:?}: {changes:?}");
        }
    }
}

#[test]
fn an_operation_with_the_same_context_ends_no_request_that_starts_none() {
    for mut record in [Record::of_one_call(), Record::of_many_calls()] {
        // Before the request: with its context, and without one.
        assert_eq!(kinds(&record.at(1, notified(completed("o1", Some("x"))))), [Unmatched]);
        assert_eq!(kinds(&record.at(1, notified(completed("o2", None)))), [Unmatched]);
        let sent = record.at(2, Input::sent_towards(Goal::Ended, "x").of_call("c1"));
        assert_eq!(kinds(&sent), [Sent]);
        let mut told = record.at(3, notified(completed("o2", Some("x"))));
        // After it.
        told.extend(record.at(4, notified(completed("o1", Some("x")))));
        told.extend(record.at(5, notified(completed("o3", Some("x")))));
        assert!(!kinds(&told).contains(&Final), "{told:?}");
        let ends = record.at(6, ended().of_call("c1"));
        let ends: Vec<_> = ends.iter().filter(|event| event.kind == Final).collect();
        assert_eq!(ends.len(), 1, "{ends:?}");
        assert_eq!((ends[0].operation, ends[0].outcome), (sent[0].operation, Some(Outcome::Succeeded)));
    }
}

#[test]
fn a_call_that_is_placed_is_followed_until_it_is_established() {
    let placed = |id: &str| Input::Placed {
        context: "place".to_owned(),
        call: Box::new(json::from_value(json!({"id": id, "state": "establishing"})).unwrap()),
    };
    for mut record in [Record::of_one_call(), Record::of_many_calls()] {
        let _ = record.at(1, Input::sent_towards(Goal::Established, "place"));
        assert_eq!(kinds(&record.at(2, placed("c1"))), [Pending]);
        assert_eq!(record.tracker.pending().next().and_then(|waiting| waiting.call_id), Some("c1"));
        let _ = record.at(3, ended().of_call("c1"));
        assert_eq!(outcomes(&record.at(63, Input::Time)), [(Final, Some(Outcome::Unknown))]);
        let events = record
            .at(64, call_is("c1", json!({"state": "terminated", "resultInfo": {"code": 486, "message": "busy"}})));
        assert_eq!(outcomes(&events[1..]), [(Late, Some(Outcome::Failed))], "the reason comes late");
        let call: Call = events[1].body.as_ref().unwrap().read().unwrap();
        assert_eq!(call.result_info().message(), Some("busy"));
    }
    // Established before the answer, which has the call's id.
    let mut record = Record::of_many_calls();
    let _ = record.at(1, Input::sent_towards(Goal::Established, "place"));
    assert_eq!(kinds(&record.at(2, call_is("c1", json!({"state": "established"})))), [Ignored]);
    assert_eq!(outcomes(&record.at(3, placed("C1")))[1..], [(Final, Some(Outcome::Succeeded))]);
}

#[test]
fn an_operation_has_what_its_answer_and_its_notifications_said() {
    let recorded = json!({
        "changeType": "deleted", "resourceUrl": "/communications/calls/c1/operations/o1",
        "resourceData": {
            "@odata.type": "#microsoft.graph.recordOperation", "status": "completed", "clientContext": null,
            "recordingLocation": "https://media.example.com/1", "recordingAccessToken": "eyJ0eXAi",
        },
    });
    let answer = json!({
        "@odata.type": "#microsoft.graph.recordOperation", "id": "o1", "status": "Running",
        "resultInfo": {"code": 200, "trace": 1.5}, "recordingLocation": null,
    });
    for order in [[0, 1, 2], [1, 0, 2], [0, 2, 1], [2, 0, 1], [1, 2, 0], [2, 1, 0]] {
        let mut record = Record::of_one_call();
        let mut bodies = Vec::new();
        for step in order {
            let events = match step {
                0 => record.at(1, Input::sent("a")),
                1 => record.at(2, answered("a", answer.clone())),
                _ => record.at(3, notified(recorded.clone())),
            };
            bodies.extend(events.into_iter().filter_map(|event| event.body));
        }
        let last = bodies.last().unwrap();
        let operation: RecordOperation = last.read().unwrap();
        assert_eq!((operation.id(), operation.client_context()), (Some("o1"), Some("a")), "{order:?}");
        assert_eq!(operation.recording_location(), Some("https://media.example.com/1"), "{order:?}");
        assert_eq!(operation.result_info().code(), Some(200), "{order:?}");
        assert_eq!(operation.property("status"), Some("completed".into()), "no step back: {order:?}");
        assert!(last.entity().unwrap().downcast_ref::<RecordOperation>().is_some());
        assert!(last.as_str().contains(r#""trace":1.5"#), "without loss");
        // The token is in the events alone, and nothing shows it.
        assert!(bodies.iter().any(|body| body.as_str().contains("eyJ0eXAi")));
        assert!(!record.tracker.snapshot().contains("eyJ0eXAi"));
        assert!(!format!("{bodies:?} {:?}", record.tracker).contains("eyJ0eXAi"));
    }
}

#[test]
fn a_token_is_not_stored_with_an_ended_operation_of_any_type() {
    for tag in [Value::Null, "#microsoft.graph.unheardOfOperation".into(), "#microsoft.graph.recordOperation".into()] {
        let mut record = Record::of_one_call();
        let _ = record.at(1, Input::sent("a"));
        let mut end = completed("o1", Some("a"));
        end["resourceData"]["@odata.type"] = tag;
        end["resourceData"]["RecordingAccessToken"] = "eyJ0eXAi".into();
        let events = record.at(2, notified(end));
        assert!(events[0].body.as_ref().unwrap().as_str().contains("eyJ0eXAi"));
        assert!(!record.tracker.snapshot().contains("eyJ0eXAi"));
    }
}

#[test]
fn pending_and_final_operations_are_listed_without_their_secrets() {
    let mut record = Record::of_one_call();
    let recorded = |status: &str| json!({"@odata.type": "#microsoft.graph.recordOperation", "id": "o1", "status": status, "recordingAccessToken": "eyJ0eXAi"});
    let list = |record: &Record| -> Vec<_> {
        let known: Vec<_> = record.tracker.operations().collect();
        assert!(known.iter().all(|it| it.body.as_ref().is_none_or(|body| !body.as_str().contains("eyJ0eXAi"))));
        known.iter().map(|it| (it.id.map(str::to_owned), it.is_final, it.outcome, it.since.as_secs())).collect()
    };
    let o1 = Some("o1".to_owned());
    let _ = record.at(1, Input::sent("a"));
    assert_eq!(list(&record), [(None, false, None, 1)]);
    let _ = record.at(2, answered("a", recorded("running")));
    let _ = record.at(3, notified(completed("o2", None)));
    assert_eq!(list(&record), [(o1.clone(), false, None, 1)], "only a notification has named o2");
    let _ = record.at(4, answered("a", recorded("completed")));
    assert_eq!(list(&record)[0], (o1, true, Some(Outcome::Succeeded), 4));
    let body = record.tracker.operations().next().and_then(|known| known.body).unwrap();
    assert_eq!(body.read::<RecordOperation>().unwrap().client_context(), Some("a"));
}

#[test]
fn calls_beyond_the_limit_are_forgotten_unless_an_operation_waits_in_them() {
    let limits = Limits { calls: 3, ..Limits::default() };
    let mut record = Record::of(Tracker::new(limits), limits);
    let _ = record.at(1, Input::sent("a").of_call("kept"));
    for number in 0..20 {
        let _ = record.at(2, call_is(&format!("c{number}"), json!({"state": "established"})));
    }
    let snapshot: Value = serde_json::from_str(&record.tracker.snapshot()).unwrap();
    let calls = snapshot["calls"].as_array().unwrap();
    assert!(calls.len() <= 3 && calls.iter().any(|call| call[0] == "kept"), "{calls:?}");
    assert_eq!(kinds(&record.at(3, ended().of_call("kept"))), [Ignored]);
    assert_eq!(record.tracker.due(), Some(Duration::from_secs(63)));
}

#[test]
fn own_operation_types_are_read_by_their_tag() {
    let end = |reason: &str| {
        json!({"changeType": "updated", "resourceUrl": "/captions/o1", "resourceData": {
            "@odata.type": "#Contoso.CaptionOperation", "id": "o1", "status": "completed", "completionReason": reason,
        }})
    };
    for (reason, outcome) in
        [("SpeakerLeft", Outcome::Succeeded), ("completedSuccessfully", Outcome::Succeeded), ("lost", Outcome::Failed)]
    {
        let mut record = Record::of_one_call();
        let _ = record.at(1, Input::sent("a"));
        let _ = record
            .at(1, answered("a", json!({"id": "o1", "@odata.type": "#contoso.captionOperation", "status": "running"})));
        let events = record.at(2, notified(end(reason)));
        assert_eq!(outcomes(&events), [(Final, Some(outcome))], "{reason}");
        let body = events[0].body.as_ref().unwrap().entity().unwrap();
        assert_eq!(body.downcast_ref::<CaptionOperation>().and_then(CaptionOperation::completion_reason), Some(reason));
    }
    // An answer that is final at once.
    let mut record = Record::of_one_call();
    let _ = record.at(1, Input::Time);
    let events = record.at(1, answered("a", end("speakerLeft")["resourceData"].clone()));
    assert_eq!(outcomes(&events), [(Final, Some(Outcome::Succeeded))]);
}

#[test]
fn the_bot_closes_an_operation_by_its_number() {
    let mut record = Record::of_one_call();
    let number = record.at(1, Input::sent("a"))[0].operation.unwrap();
    let closed = |outcome| Input::Closed { operation: number, outcome };
    assert_eq!(outcomes(&record.at(2, closed(Outcome::Unknown))), [(Final, Some(Outcome::Unknown))]);
    assert_eq!(outcomes(&record.at(3, closed(Outcome::Failed))), [(Late, Some(Outcome::Failed))]);
    assert_eq!(outcomes(&record.at(4, closed(Outcome::Succeeded))), [(Duplicate, Some(Outcome::Failed))]);
    assert_eq!(kinds(&record.at(5, Input::Closed { operation: 9, outcome: Outcome::Failed })), [Ignored]);
}

#[test]
fn events_of_a_body_name_their_notification() {
    let mut tracker = Tracker::of_one_call(Limits::default());
    let _ = tracker.apply(Duration::ZERO, Input::sent_towards(Goal::Ended, "hang up"));
    let call = json!({"resourceUrl": "/communications/calls/c1", "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "terminated"}});
    let body = json::from_value(json!({"value": [running("o1", None), call, running("o2", None)]})).unwrap();
    let events = tracker.notifications(Duration::ZERO, &body);
    let inputs: Vec<_> = events.iter().map(|event| (event.kind, event.input)).collect();
    assert_eq!(inputs, [(Unmatched, Some(0)), (Ignored, Some(1)), (Final, Some(1)), (Unmatched, Some(2))]);
}

#[test]
fn five_operations_of_a_call_are_stored_in_less_than_1_kb() {
    let mut tracker = Tracker::of_one_call(Limits::default());
    let now = Duration::new(1_790_000_000, 123_456_789);
    for number in 0..5 {
        let context = format!("0fe0623f-0000-4000-9000-{number:012}");
        let _ = tracker.apply(now, Input::sent(&context));
        let id = format!("0fe0623f-0000-4000-8000-{number:012}");
        let tag = "#microsoft.graph.subscribeToToneOperation";
        let operation: Option<AnyCommsOperation> =
            json::from_value(json!({"@odata.type": tag, "id": id, "status": "running"})).unwrap();
        let _ = tracker.apply(now, Input::Answered { context, operation });
    }
    let snapshot = tracker.snapshot();
    assert!(snapshot.len() < 1_000, "{}: {snapshot}", snapshot.len());
}

#[test]
fn an_input_of_another_version_or_kind_is_refused() {
    for (text, reason) in [
        (r#"{"version":2,"input":"time"}"#, "version 2 of an input is not 1, the only known one"),
        (r#"{"input":"time"}"#, "an input without a version"),
        (r#"{"version":1,"input":"evaporated"}"#, "an input of the unknown kind `evaporated`"),
        (r#"{"version":1}"#, "an input without a kind"),
        (r#"{"version":1,"input":"sent"}"#, "`clientContext` of the input is missing"),
        (
            r#"{"version":1,"input":"closed","operation":-1,"outcome":"failed"}"#,
            "`operation` of the input is missing or wrong",
        ),
        (
            r#"{"version":1,"input":"closed","operation":1,"outcome":"fine"}"#,
            "`outcome` of the input is missing or wrong",
        ),
        (r#"{"version":1,"input":"refused","clientContext":"a"}"#, "`error` of the input is missing or wrong"),
    ] {
        assert_eq!(serde_json::from_str::<Input>(text).unwrap_err().to_string(), reason);
    }
}
