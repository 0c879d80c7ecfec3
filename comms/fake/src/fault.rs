//! Faults: their kinds, their rates by a seed, and those that a test queued.

use std::collections::VecDeque;
use std::time::Duration;

/// Queued faults beyond this are dropped, the oldest first.
const QUEUED: usize = 10_000;

/// One thing that goes wrong, once.
///
/// A fault concerns a request, an operation or a notification. Durations are of the fake's clock.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// Request: answered with 429, without effect. `Retry-After` is in whole seconds, rounded up.
    Throttle {
        /// The time that the caller is asked to wait.
        retry_after: Duration,
    },
    /// Request: answered with 503, without effect.
    Unavailable {
        /// The time that the caller is asked to wait; no `Retry-After` if `None`.
        retry_after: Option<Duration>,
    },
    /// Request: answered with 504. Its caller cannot know whether it took effect.
    GatewayTimeout {
        /// True if the request takes effect.
        taken: bool,
    },
    /// Request: the connection is reset, without effect.
    ResetBefore,
    /// Request: it takes effect, then the connection is reset without an answer.
    ResetAfter,
    /// Request: it takes effect at once and is answered later.
    DelayAnswer(Duration),
    /// Request that starts an operation: it does, and the answer is `null`.
    NullAnswer,
    /// Request that starts an operation: the operation ends, and its last notification is delivered, before the answer.
    EndBeforeAnswer,
    /// Operation: it ends that much later, and even after its call has ended.
    LateEnd(Duration),
    /// Operation: it ends as `failed`.
    FailOperation {
        /// The result's code, such as 400 or 500.
        code: i32,
        /// The result's subcode, such as 8508.
        subcode: i32,
    },
    /// Notification: never sent.
    DropNotification,
    /// Notification: sent twice.
    DuplicateNotification,
    /// Notification: sent that much later.
    DelayNotification(Duration),
    /// Notification: sent after the call's next one, or after a second if there is none.
    ReorderNotification,
    /// Notification: ids, statuses and the resource's URL come in another case, and the URL as older bodies call it.
    OddCasing,
    /// Notification: the signing key rolls over before it is sent.
    RollKeys,
}

/// The kinds of events that faults can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Stage {
    Request,
    Operation,
    Notification,
}

impl Fault {
    fn stage(&self) -> Stage {
        match self {
            Self::Throttle { .. }
            | Self::Unavailable { .. }
            | Self::GatewayTimeout { .. }
            | Self::ResetBefore
            | Self::ResetAfter
            | Self::DelayAnswer(_)
            | Self::NullAnswer
            | Self::EndBeforeAnswer => Stage::Request,
            Self::LateEnd(_) | Self::FailOperation { .. } => Stage::Operation,
            Self::DropNotification
            | Self::DuplicateNotification
            | Self::DelayNotification(_)
            | Self::ReorderNotification
            | Self::OddCasing
            | Self::RollKeys => Stage::Notification,
        }
    }

    fn needs_operation(&self) -> bool {
        matches!(self, Self::NullAnswer | Self::EndBeforeAnswer)
    }
}

/// Rates of faults. The same seed and the same order of a call's events give the same faults.
///
/// An event meets one fault at most: the first listed that is drawn. Faults are drawn for the n-th event of a name in the
/// n-th call, so concurrent calls do not disturb each other. Requests for tokens and keys meet only faults queued by
/// [`FakeGraph::next_on`](crate::FakeGraph::next_on).
///
/// ```
/// use comms_fake::{Fault, Faults};
/// use std::time::Duration;
///
/// let faults = Faults::seeded(7).with(0.1, Fault::DropNotification).with(0.05, Fault::LateEnd(Duration::from_secs(2)));
/// assert_ne!(faults, Faults::mixed(7));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    seed: u64,
    rates: Vec<(f64, Fault)>,
}

impl Faults {
    /// No faults yet; [`with`](Self::with) adds them.
    pub fn seeded(seed: u64) -> Self {
        Self { seed, rates: Vec::new() }
    }

    /// Adds a fault that comes at this rate: from 0 for never to 1 for always.
    #[must_use]
    pub fn with(mut self, rate: f64, fault: Fault) -> Self {
        self.rates.push((rate, fault));
        self
    }

    /// Some of every fault: about every fourth event meets one. Delays stay below half a second.
    pub fn mixed(seed: u64) -> Self {
        let short = Duration::from_millis(50);
        let long = Duration::from_millis(400);
        [
            (0.03, Fault::Throttle { retry_after: Duration::from_secs(1) }),
            (0.02, Fault::Unavailable { retry_after: None }),
            (0.02, Fault::GatewayTimeout { taken: true }),
            (0.02, Fault::GatewayTimeout { taken: false }),
            (0.02, Fault::ResetBefore),
            (0.02, Fault::ResetAfter),
            (0.04, Fault::DelayAnswer(short)),
            (0.04, Fault::NullAnswer),
            (0.04, Fault::EndBeforeAnswer),
            (0.05, Fault::LateEnd(long)),
            (0.1, Fault::FailOperation { code: 500, subcode: 8500 }),
            (0.04, Fault::DropNotification),
            (0.06, Fault::DuplicateNotification),
            (0.06, Fault::DelayNotification(long)),
            (0.06, Fault::ReorderNotification),
            (0.06, Fault::OddCasing),
            (0.01, Fault::RollKeys),
        ]
        .into_iter()
        .fold(Self::seeded(seed), |faults, (rate, fault)| faults.with(rate, fault))
    }
}

/// The event that a fault is drawn for: the n-th of a name within a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event<'a> {
    pub(crate) stage: Stage,
    pub(crate) name: &'a str,
    pub(crate) call: u64,
    pub(crate) nth: u64,
    /// Set for a request that starts an operation.
    pub(crate) starts: bool,
    /// Set if only faults queued by this name meet it.
    pub(crate) by_name_only: bool,
}

/// The faults in force. Those that a test queued come first, each once.
#[derive(Default)]
pub(crate) struct Script {
    faults: Faults,
    queued: VecDeque<(Option<String>, Fault)>,
}

impl Script {
    pub(crate) fn set(&mut self, faults: Faults) {
        self.faults = faults;
    }

    pub(crate) fn queue(&mut self, name: Option<&str>, fault: Fault) {
        if self.queued.len() == QUEUED {
            self.queued.pop_front();
        }
        self.queued.push_back((name.map(str::to_owned), fault));
    }

    /// The fault that the event meets, if any.
    pub(crate) fn draw(&mut self, event: Event<'_>) -> Option<Fault> {
        let fits = |fault: &Fault| fault.stage() == event.stage && (event.starts || !fault.needs_operation());
        let named = |name: &Option<String>| name.as_deref().map_or(!event.by_name_only, |name| name == event.name);
        if let Some(at) = self.queued.iter().position(|(name, fault)| named(name) && fits(fault)) {
            return self.queued.remove(at).map(|(_, fault)| fault);
        }
        if event.by_name_only {
            return None;
        }
        let drawn = |index: usize| dice(self.faults.seed, index, event);
        self.faults
            .rates
            .iter()
            .enumerate()
            .find(|(index, (rate, fault))| fits(fault) && drawn(*index) < *rate)
            .map(|(_, (_, fault))| fault.clone())
    }
}

/// A number in `0..1` that depends on nothing but its arguments.
fn dice(seed: u64, index: usize, event: Event<'_>) -> f64 {
    let mut state = mix(seed);
    for part in [index as u64, event.stage as u64, event.call, event.nth] {
        state = mix(state ^ part);
    }
    for byte in event.name.bytes() {
        state = mix(state ^ u64::from(byte));
    }
    // The upper 32 bits, which a float holds exactly.
    f64::from((state >> 32) as u32) / (f64::from(u32::MAX) + 1.0)
}

/// One step of splitmix64 (Steele, Lea, Flood 2014).
fn mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str, call: u64, nth: u64) -> Event<'_> {
        Event { stage: Stage::Notification, name, call, nth, starts: false, by_name_only: false }
    }

    #[test]
    fn the_same_seed_gives_the_same_faults() {
        let draws = |seed| {
            let mut script = Script::default();
            script.set(Faults::mixed(seed));
            (0..200).map(|nth| script.draw(event("playPrompt", 1, nth))).collect::<Vec<_>>()
        };
        assert_eq!(draws(7), draws(7));
        assert_ne!(draws(7), draws(8));
    }

    #[test]
    fn a_rate_is_kept() {
        let mut script = Script::default();
        script.set(Faults::seeded(3).with(0.25, Fault::DropNotification));
        let met = (0..4000).filter(|&nth| script.draw(event("tone", nth % 7, nth)).is_some()).count();
        assert!((900..1100).contains(&met), "{met} of 4000");
    }

    #[test]
    fn a_queued_fault_waits_for_its_event() {
        let mut script = Script::default();
        script.queue(None, Fault::ResetAfter);
        script.queue(Some("tone"), Fault::DropNotification);
        assert_eq!(script.draw(event("established", 1, 0)), None);
        assert_eq!(script.draw(event("tone", 1, 1)), Some(Fault::DropNotification));
        assert_eq!(script.draw(event("tone", 1, 2)), None);
        script.queue(None, Fault::DuplicateNotification);
        script.queue(Some("tone"), Fault::OddCasing);
        assert_eq!(script.draw(Event { by_name_only: true, ..event("tone", 1, 3) }), Some(Fault::OddCasing));
    }
}
