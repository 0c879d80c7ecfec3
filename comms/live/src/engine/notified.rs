//! Notifications, applied to a call's record: operations go to the tracker, the rest becomes events.

use super::apply::Step;
use super::body::Content;
use super::record::hash;
use crate::store::EventKind;
use comms::tracker::{EventKind as Fact, canonical_id};
use comms::{Call, CallState, CommsNotification, ResourceData, ToneInfo};
use entity_core::{AsNode as _, EnumType as _, json};

/// Applies a notification. Returns false, and changes nothing, if it names another call.
pub(super) fn take(step: &mut Step<'_>, notification: &CommsNotification) -> bool {
    match (&step.record.call_id, notification.call_id()) {
        (Some(own), Some(named)) if canonical_id(own) != canonical_id(&named) => return false,
        (None, Some(named)) => step.record.call_id = Some(named),
        _ => {}
    }
    // Somebody knows of the call after all.
    step.record.is_lost = false;
    let facts = step.record.tracker.notification(step.now, notification);
    step.tell(&facts);
    if facts.first().is_some_and(|fact| fact.kind == Fact::Ignored) {
        other(step, notification);
    }
    true
}

/// Applies the service's answer about the call: news only if the state is another one.
pub(super) fn asked(step: &mut Step<'_>, answer: &CommsNotification) {
    let facts = step.record.tracker.notification(step.now, answer);
    step.tell(&facts);
    let before = step.record.state.clone();
    if answer.call().is_some_and(|call| fold(step, &call)) && step.record.state != before {
        step.add(EventKind::Call, &Content::of_body(json_of(answer)));
    }
}

/// A notification that is not about an operation.
fn other(step: &mut Step<'_>, notification: &CommsNotification) {
    let data = json_of(notification);
    if let Some(call) = notification.call() {
        return changed(step, notification, &call, data);
    }
    match notification.resource_data() {
        Some(ResourceData::Tone(tone)) => press(step, tone, data),
        Some(ResourceData::Participants(_) | ResourceData::Participant(_)) => participants(step, data),
        Some(ResourceData::ParticipantJoining(_) | ResourceData::ParticipantLeft(_)) => {
            step.add(EventKind::Participants, &Content::of_body(data));
        }
        // An empty list of participants has no tag to recognise it by.
        _ if ends_in(notification, "participants") => participants(step, data),
        _ if notification.ends_call() => changed(step, notification, &Call::default(), data),
        _ => step.add(EventKind::Other, &Content::of_body(json::to_string(notification))),
    }
}

/// The call itself changed.
fn changed(step: &mut Step<'_>, notification: &CommsNotification, call: &Call, data: String) {
    let is_known = std::mem::replace(&mut step.record.latest_call, hash(&data)) == step.record.latest_call;
    let is_first = step.record.state.is_none();
    let was_over = step.record.ended.is_some();
    let tone = call.tone_info();
    if tone.sequence_id().is_some() || tone.tone().is_some() {
        press(step, tone, data);
        return;
    }
    let is_news = fold(step, call);
    if notification.ends_call() && step.record.ended.is_none() {
        step.record.state = Some("terminated".to_owned());
        step.end(result_of(call));
    }
    let has_ended = step.record.ended.is_some() && !was_over;
    if is_first && call.state() == Some(&CallState::Incoming) {
        step.add(EventKind::Incoming, &Content::of_body(data));
    } else if has_ended || (is_news && !is_known && !was_over) {
        step.add(EventKind::Call, &Content::of_body(data));
    }
}

/// Takes over what is known of the call. Returns false if it is older than what is known.
pub(super) fn fold(step: &mut Step<'_>, call: &Call) -> bool {
    let record = &mut step.record;
    if record.tenant.is_none() {
        record.tenant = call.tenant_id().filter(|tenant| !tenant.is_empty()).map(str::to_owned);
    }
    let Some(state) = call.state() else { return true };
    let known = record.state.as_deref().map(CallState::from_member);
    if known.is_some_and(|known| known != *state && !known.can_precede(state)) {
        return false;
    }
    record.state = Some(state.member().to_owned());
    record.is_established |= state.is_up();
    if state.is_terminal() {
        step.end(result_of(call));
    }
    true
}

fn result_of(call: &Call) -> Option<String> {
    call.as_node()?.json_at(&["resultInfo"]).filter(|text| text != "null")
}

fn press(step: &mut Step<'_>, tone: &ToneInfo, data: String) {
    let is_known = tone.sequence_id().is_some_and(|sequence| step.record.is_known_tone(sequence));
    if !is_known {
        step.add(EventKind::Tone, &Content::of_body(data));
    }
}

fn participants(step: &mut Step<'_>, data: String) {
    let now = hash(&data);
    if std::mem::replace(&mut step.record.latest_participants, now) != now {
        step.add(EventKind::Participants, &Content::of_body(data));
    }
}

/// The resource's JSON.
fn json_of(notification: &CommsNotification) -> String {
    let data = notification.as_node().and_then(|node| node.json_at(&["resourceData"]));
    data.unwrap_or_else(|| "null".to_owned())
}

fn ends_in(notification: &CommsNotification, collection: &str) -> bool {
    let url = notification.resource_url().unwrap_or_default().to_ascii_lowercase();
    url.split(['?', '#']).next().is_some_and(|path| path.trim_end_matches('/').ends_with(&format!("/{collection}")))
}
