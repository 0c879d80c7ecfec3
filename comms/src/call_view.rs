//! The call as it is, folded from its partial notifications: its properties, its participants, the keys pressed.
//!
//! Pure: no clock and no I/O. Sending requests and ending operations are left to the [tracker](crate::tracker).

use crate::members::{Members, Null};
use crate::tracker::canonical_id;
use crate::{Call, CallState, ChangeType, CommsNotification, Participant, ResourceData, ToneInfo};
use entity_core::json;
use std::collections::{BTreeMap, BTreeSet};

/// The most participants that have left, and the most tones, that are remembered, so that an overtaken notification
/// about one is recognised.
const REMEMBERED: usize = 1_000;

/// A call as it is, folded from the notifications about it.
///
/// A notification of a call has only the properties that changed, may come twice, and may be overtaken by a later one.
/// A state that [cannot follow](CallState::can_precede) the present one is older: its notification only fills gaps. A
/// participant with a lower `rosterSequenceNumber` than the known one is older too. Each key press is reported once, by
/// its `sequenceId`.
///
/// ```
/// use comms::{CallState, CallUpdate, CallView, CommsNotifications};
/// use entity_core::json;
///
/// let body: CommsNotifications = json::from_slice(br##"{"value": [
///     {"changeType": "updated", "resourceUrl": "/communications/calls/57dab8b1",
///      "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established", "subject": "stand-up"}},
///     {"changeType": "updated", "resourceUrl": "/communications/calls/57dab8b1",
///      "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "establishing", "direction": "outgoing"}},
///     {"changeType": "updated", "resourceUrl": "/communications/calls/57dab8b1",
///      "resourceData": {"@odata.type": "#microsoft.graph.call", "toneInfo": {"sequenceId": 1, "tone": "tone7"}}}
/// ]}"##)?;
/// let mut view = CallView::default();
/// let updates: Vec<CallUpdate> = body.value().iter().flat_map(|notification| view.apply(notification)).collect();
///
/// assert_eq!(view.state(), Some(&CallState::Established), "the older state came later");
/// assert_eq!((view.call().subject(), view.call().direction().is_some()), (Some("stand-up"), true));
/// assert!(matches!(&updates[..], [CallUpdate::State { .. }, CallUpdate::Tone(_)]));
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CallView {
    call: Call,
    is_delta_roster: bool,
    participants: BTreeMap<String, Participant>,
    /// Those who have left, with the number of their last roster.
    left: BTreeMap<String, i64>,
    tones: BTreeSet<i64>,
    /// Every tone up to this one has been reported, or is too old to be told from one that has.
    tones_before: Option<i64>,
}

/// A change of a call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "short-lived, and most are participants")]
pub enum CallUpdate {
    /// The call came to another state.
    State {
        /// The state before, if known.
        from: Option<CallState>,
        /// The state now.
        to: CallState,
    },
    /// Somebody pressed a key. Reported once, in the order of arrival: compare the sequence ids.
    Tone(ToneInfo),
    /// A participant is there.
    Joined(Participant),
    /// A participant changed.
    Changed(Participant),
    /// A participant is gone, as last known.
    Left(Participant),
}

impl CallView {
    /// Starts with the call as a request, an answer or a `GET` has it. Its `callOptions` decide whether notifications
    /// have the [whole roster](Self::with_delta_roster).
    pub fn new(call: Call) -> Self {
        let is_delta_roster = call.call_options().is_delta_roster_enabled() == Some(true);
        let mut view = Self { call, is_delta_roster, ..Self::default() };
        let present = view.call.participants().to_vec();
        let _ = view.update_roster(present, false);
        view
    }

    /// Sets whether a notification has only the participants that changed (`isDeltaRosterEnabled`), instead of all.
    #[must_use]
    pub fn with_delta_roster(self, is_delta_roster: bool) -> Self {
        Self { is_delta_roster, ..self }
    }

    /// The call, as far as it is known. Its participants are [`Self::participants`], and its tones are updates.
    pub const fn call(&self) -> &Call {
        &self.call
    }

    /// The state of the call, if known.
    pub fn state(&self) -> Option<&CallState> {
        self.call.state()
    }

    /// The participants, by id.
    pub fn participants(&self) -> impl Iterator<Item = &Participant> {
        self.participants.values()
    }

    /// Applies a notification, and returns what changed. One about another resource than the call, its participants and
    /// tones changes nothing.
    pub fn apply(&mut self, notification: &CommsNotification) -> Vec<CallUpdate> {
        let is_deleted = matches!(notification.change_type(), Some(ChangeType::Deleted));
        if let Some(call) = notification.call() {
            return self.update_call(&call, notification.ends_call());
        }
        match notification.resource_data() {
            Some(ResourceData::Participants(list)) if is_deleted => self.remove(list),
            Some(ResourceData::Participants(list)) => self.update_roster(list.clone(), self.is_delta_roster),
            Some(ResourceData::Participant(one)) if is_deleted => self.remove(std::slice::from_ref(one)),
            Some(ResourceData::Participant(one)) => self.update_roster(vec![(**one).clone()], true),
            Some(ResourceData::Tone(tone)) => self.press(tone).into_iter().collect(),
            Some(ResourceData::Untyped(serde_json::Value::Array(none)))
                if none.is_empty() && !is_deleted && notification.resource().is_participants =>
            {
                self.update_roster(Vec::new(), self.is_delta_roster)
            }
            _ if notification.ends_call() => self.update_call(&Call::default(), true),
            _ => Vec::new(),
        }
    }

    fn update_call(&mut self, changed: &Call, is_over: bool) -> Vec<CallUpdate> {
        let before = self.call.state().cloned();
        let now = if is_over { Some(CallState::Terminated) } else { changed.state().cloned() };
        let is_older = match (&before, &now) {
            (Some(before), Some(now)) => before != now && !before.can_precede(now),
            (Some(before), None) => before.is_terminal(),
            (None, _) => false,
        };
        let mut updates = Vec::new();
        self.join(changed, is_older);
        let to = if is_older { before.clone() } else { now.or_else(|| before.clone()) };
        if let Some(to) = to {
            if before.as_ref() != Some(&to) {
                updates.push(CallUpdate::State { from: before, to: to.clone() });
            }
            self.call.set_state(to);
        }
        updates.extend(self.press(changed.tone_info()));
        updates
    }

    /// Joins the members of the call: those that changed first, or those known first if the change is older.
    fn join(&mut self, changed: &Call, is_older: bool) {
        let (changed, known) = (json::to_string(changed), json::to_string(&self.call));
        let mut changed = Members::of(&changed);
        // Momentary, and a view of its own.
        changed.remove("toneInfo");
        changed.remove("participants");
        let known = Members::of(&known);
        let (mut first, second, null) =
            if is_older { (known, changed, Null::IsUnknown) } else { (changed, known, Null::IsValue) };
        first.fill_from(second, null);
        // The members were read as a call's before, so they read.
        if let Ok(call) = json::from_str(first.text().as_deref().unwrap_or("{}")) {
            self.call = call;
        }
    }

    /// Reports a key press that has not been reported.
    fn press(&mut self, tone: &ToneInfo) -> Option<CallUpdate> {
        tone.tone()?;
        let Some(number) = tone.sequence_id() else { return Some(CallUpdate::Tone(tone.clone())) };
        if self.tones_before.is_some_and(|before| number <= before) || !self.tones.insert(number) {
            return None;
        }
        if self.tones.len() > REMEMBERED {
            self.tones_before = self.tones.pop_first();
        }
        Some(CallUpdate::Tone(tone.clone()))
    }

    /// Applies a roster. In a whole one, those who are missing have left; an older one changes nothing.
    fn update_roster(&mut self, list: Vec<Participant>, is_delta: bool) -> Vec<CallUpdate> {
        let list: Vec<_> = list.into_iter().filter_map(|it| Some((key_of(&it)?, it))).collect();
        if !is_delta && list.iter().any(|(key, participant)| self.is_older(key, participant.roster_sequence_number())) {
            return Vec::new();
        }
        let present: BTreeSet<_> = list.iter().map(|(key, _)| key.clone()).collect();
        let mut updates: Vec<_> =
            list.into_iter().filter_map(|(key, participant)| self.update_participant(key, participant)).collect();
        if !is_delta {
            let missing: Vec<_> = self.participants.keys().filter(|key| !present.contains(*key)).cloned().collect();
            updates.extend(missing.iter().filter_map(|key| self.leave(key, None)));
        }
        updates
    }

    /// Returns whether a roster of that number is older than what is known of the participant. One who has left comes
    /// back with a higher number.
    fn is_older(&self, key: &str, number: Option<i64>) -> bool {
        let Some(number) = number else { return false };
        let known = self.participants.get(key).and_then(Participant::roster_sequence_number);
        known.is_some_and(|known| number < known) || self.left.get(key).is_some_and(|left| number <= *left)
    }

    fn update_participant(&mut self, key: String, new: Participant) -> Option<CallUpdate> {
        if self.is_older(&key, new.roster_sequence_number()) || self.participants.get(&key) == Some(&new) {
            return None;
        }
        if new.removed_state().reason().is_some() {
            return self.leave(&key, new.roster_sequence_number());
        }
        self.left.remove(&key);
        Some(match self.participants.insert(key, new.clone()) {
            Some(_) => CallUpdate::Changed(new),
            None => CallUpdate::Joined(new),
        })
    }

    fn remove(&mut self, list: &[Participant]) -> Vec<CallUpdate> {
        let gone = list.iter().filter_map(|it| Some((key_of(it)?, it.roster_sequence_number())));
        gone.collect::<Vec<_>>().iter().filter_map(|(key, number)| self.leave(key, *number)).collect()
    }

    /// Removes a participant, unless a later roster has them.
    fn leave(&mut self, key: &str, number: Option<i64>) -> Option<CallUpdate> {
        let known = self.participants.get(key).and_then(Participant::roster_sequence_number);
        if number.is_some_and(|number| known.is_some_and(|known| number < known)) {
            return None;
        }
        if let Some(number) = number.max(known).max(self.left.get(key).copied()) {
            self.left.insert(key.to_owned(), number);
            while self.left.len() > REMEMBERED
                && let Some(oldest) = self.left.iter().min_by_key(|(_, number)| **number).map(|(key, _)| key.clone())
            {
                self.left.remove(&oldest);
            }
        }
        self.participants.remove(key).map(CallUpdate::Left)
    }
}

/// The key of a participant: of the id, or of the participant's id in its info.
fn key_of(participant: &Participant) -> Option<String> {
    let ids = [participant.id(), participant.info().participant_id()];
    ids.into_iter().flatten().find(|id| !id.is_empty()).map(canonical_id)
}
