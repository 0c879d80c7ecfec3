//! Random schedules of one call's notifications: states, participants and tones, reordered and repeated.

use comms::{Call, CallState, CallUpdate, CallView, CommsNotification};
use entity_core::{Entity, json};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tests::choices::Chance;

const CALL: &str = "/communications/calls/57dab8b1";

fn notification(change: &str, url: &str, data: &Value) -> CommsNotification {
    json::from_value(json!({"changeType": change, "resourceUrl": url, "resourceData": data})).expect("a notification")
}

fn of_call(data: Value) -> CommsNotification {
    let mut data = data;
    data["@odata.type"] = "#microsoft.graph.call".into();
    notification("updated", CALL, &data)
}

fn participant(id: &str, number: i64, is_muted: bool) -> Value {
    json!({"@odata.type": "#microsoft.graph.participant", "id": id, "rosterSequenceNumber": number, "isMuted": is_muted})
}

fn roster(change: &str, list: &[Value]) -> CommsNotification {
    notification(change, &format!("{CALL}/participants"), &Value::from(list))
}

/// The participants' ids, with `*` if muted.
fn present(view: &CallView) -> Vec<String> {
    let name = |id: &str, muted| format!("{id}{}", if muted { "*" } else { "" });
    view.participants().map(|it| name(it.id().unwrap_or_default(), it.is_muted() == Some(true))).collect()
}

fn names(updates: &[CallUpdate]) -> Vec<&'static str> {
    let name = |update: &CallUpdate| match update {
        CallUpdate::State { .. } => "state",
        CallUpdate::Tone(_) => "tone",
        CallUpdate::Joined(_) => "joined",
        CallUpdate::Changed(_) => "changed",
        CallUpdate::Left(_) => "left",
        _ => "other",
    };
    updates.iter().map(name).collect()
}

#[test]
fn a_partial_notification_changes_what_it_has() {
    let mut view = CallView::default();
    let _ = view.apply(&of_call(json!({"State": "Established", "subject": "a", "tenantId": "t", "x": 1.50})));
    let updates = view.apply(&of_call(json!({"subject": "b", "tenantId": null, "mediaState": {"audio": "active"}})));
    assert_eq!(updates, []);
    let call = view.call();
    assert_eq!((call.subject(), call.property("tenantId")), (Some("b"), Some(Value::Null)), "null is a value");
    assert_eq!(view.state(), Some(&CallState::Established));
    assert!(call.media_state().audio().is_some() && call.dynamic().raw("x").is_some());
}

#[test]
fn an_older_notification_only_fills_gaps() {
    let mut view = CallView::default();
    let _ = view.apply(&of_call(json!({"state": "terminated", "resultInfo": {"code": 0}})));
    let updates = view.apply(&of_call(json!({"state": "established", "resultInfo": {"code": 5}, "subject": "a"})));
    assert_eq!(updates, []);
    assert_eq!((view.state(), view.call().result_info().code()), (Some(&CallState::Terminated), Some(0)));
    assert_eq!(view.call().subject(), Some("a"));
    assert_eq!(view.apply(&of_call(json!({"subject": "b"}))), [], "nothing follows the end");
    assert_eq!(view.call().subject(), Some("a"));
}

#[test]
fn a_call_that_is_deleted_has_ended() {
    let gone = json::from_value(json!({"changeType": "Deleted", "resource": "/app/calls('57DAB8B1')"})).unwrap();
    let mut view = CallView::default();
    assert_eq!(view.apply(&gone), [CallUpdate::State { from: None, to: CallState::Terminated }]);
    assert_eq!(view.apply(&gone), []);
    let data = json!({"@odata.type": "#microsoft.graph.call", "state": "terminating"});
    let mut view = CallView::default();
    let _ = view.apply(&notification("deleted", CALL, &data));
    assert_eq!(view.state(), Some(&CallState::Terminated));
}

#[test]
fn a_whole_roster_replaces_the_one_before() {
    let (a, b) = (participant("a", 1, false), participant("B", 2, false));
    let mut view = CallView::default();
    assert_eq!(names(&view.apply(&roster("updated", &[a.clone(), b.clone()]))), ["joined", "joined"]);
    assert_eq!(names(&view.apply(&roster("updated", &[a.clone(), b.clone()]))), [""; 0], "again");
    assert_eq!(names(&view.apply(&roster("updated", &[participant("a", 3, true)]))), ["changed", "left"]);
    assert_eq!(names(&view.apply(&roster("updated", &[a, b.clone()]))), [""; 0], "an older one");
    assert_eq!(present(&view), ["a*"]);
    assert_eq!(
        names(&view.apply(&roster("updated", &[participant("a", 3, true), participant("b", 4, false)]))),
        ["joined"]
    );
    assert_eq!(names(&view.apply(&roster("updated", &[]))), ["left", "left"]);
}

#[test]
fn a_delta_roster_has_only_changes() {
    let options: Call = json::from_value(json!({"callOptions": {"isDeltaRosterEnabled": true}})).unwrap();
    let mut view = CallView::new(options);
    let _ = view.apply(&roster("updated", &[participant("a", 1, false), participant("b", 2, false)]));
    assert_eq!(names(&view.apply(&roster("updated", &[participant("b", 3, true)]))), ["changed"]);
    assert_eq!(names(&view.apply(&roster("deleted", &[participant("a", 2, true)]))), ["left"]);
    assert_eq!(names(&view.apply(&roster("updated", &[participant("a", 1, false)]))), [""; 0], "an older one");
    let removed =
        json!({"@odata.type": "#microsoft.graph.participant", "id": "b", "removedState": {"reason": "removed"}});
    assert_eq!(names(&view.apply(&notification("updated", &format!("{CALL}/participants/b"), &removed))), ["left"]);
    assert_eq!(present(&view), [""; 0]);
}

#[test]
fn a_tone_is_reported_once() {
    let tone = |number: i64| of_call(json!({"toneInfo": {"sequenceId": number, "tone": "tone1"}}));
    let mut view = CallView::default();
    for (number, expected) in [(2, 1), (1, 1), (2, 0), (1, 0), (3, 1)] {
        assert_eq!(view.apply(&tone(number)).len(), expected, "{number}");
    }
    let data = json!({"@odata.type": "#microsoft.graph.toneInfo", "sequenceId": 3, "tone": "pound"});
    assert_eq!(view.apply(&notification("updated", CALL, &data)), []);
    let unnumbered = of_call(json!({"toneInfo": {"tone": "star"}}));
    assert_eq!((view.apply(&unnumbered).len(), view.apply(&unnumbered).len()), (1, 1), "nothing tells them apart");
    assert_eq!(view.call().tone_info().tone(), None, "a tone is no property of the call");
}

/// A call's life: the states in order, the tones, and the participants with the number of their last change.
struct Life {
    notifications: Vec<CommsNotification>,
    end: CallState,
    tones: BTreeSet<i64>,
    present: BTreeMap<String, bool>,
}

const STATES: [CallState; 9] = [
    CallState::Incoming,
    CallState::Establishing,
    CallState::Established,
    CallState::Hold,
    CallState::Transferring,
    CallState::TransferAccepted,
    CallState::Redirecting,
    CallState::Terminating,
    CallState::Terminated,
];

fn wire_name(state: &CallState) -> String {
    let name = format!("{state:?}");
    name[..1].to_lowercase() + &name[1..]
}

impl Life {
    fn random(chance: &mut Chance) -> Self {
        let mut life = Self {
            notifications: Vec::new(),
            end: CallState::Incoming,
            tones: BTreeSet::new(),
            present: BTreeMap::new(),
        };
        for number in (1..).take(1 + chance.below(12)) {
            match chance.below(4) {
                0 => {
                    life.tones.insert(number);
                    let tone = json!({"sequenceId": number, "tone": format!("tone{}", number % 10)});
                    life.notifications.push(of_call(json!({"toneInfo": tone})));
                }
                1 => {
                    let id = format!("p{}", chance.below(3));
                    if life.present.contains_key(&id) && chance.one_in(2) {
                        life.present.remove(&id);
                        life.notifications.push(roster("deleted", &[participant(&id, number, false)]));
                    } else {
                        let is_muted = chance.one_in(2);
                        life.notifications.push(roster("updated", &[participant(&id, number, is_muted)]));
                        life.present.insert(id, is_muted);
                    }
                }
                _ => {
                    let next: Vec<_> = STATES.iter().filter(|next| life.end.can_become(next)).collect();
                    if let Some(next) = next.get(chance.below(next.len().max(1))) {
                        life.end = (*next).clone();
                        life.notifications.push(of_call(json!({"state": wire_name(next)})));
                    }
                }
            }
        }
        life
    }
}

#[test]
fn a_call_is_what_its_notifications_said_in_any_order() {
    for seed in 1..=2_000 {
        let mut chance = Chance::new(seed);
        let life = Life::random(&mut chance);
        let mut arriving: Vec<_> =
            life.notifications.iter().flat_map(|it| std::iter::repeat_n(it, 1 + chance.below(2))).collect();
        chance.shuffle(&mut arriving);
        let mut view = CallView::default().with_delta_roster(true);
        let mut tones = Vec::new();
        for notification in arriving {
            for update in view.apply(notification) {
                match update {
                    CallUpdate::State { from: Some(from), to } => {
                        assert!(from.can_precede(&to), "seed {seed}: {from:?}, {to:?}");
                    }
                    CallUpdate::Tone(tone) => tones.extend(tone.sequence_id()),
                    _ => {}
                }
            }
        }
        if life.end.is_terminal() {
            assert_eq!(view.state(), Some(&CallState::Terminated), "seed {seed}");
        }
        assert_eq!(
            (tones.len(), tones.into_iter().collect::<BTreeSet<_>>()),
            (life.tones.len(), life.tones),
            "seed {seed}"
        );
        let expected: Vec<_> =
            life.present.iter().map(|(id, muted)| format!("{id}{}", if *muted { "*" } else { "" })).collect();
        assert_eq!(present(&view), expected, "seed {seed}");
    }
}
