//! The states of a call as a machine: the moves that the service makes, and the states that end a call.

use crate::CallState;
use CallState::{
    Established, Establishing, Hold, Incoming, Redirecting, Terminated, Terminating, TransferAccepted, Transferring,
};

impl CallState {
    /// Returns whether the call has ended: no other state follows.
    ///
    /// ```
    /// use comms::CallState;
    ///
    /// assert!(CallState::Terminated.is_terminal() && !CallState::Terminating.is_terminal());
    /// ```
    pub const fn is_terminal(&self) -> bool {
        matches!(self, Terminated)
    }

    /// Returns whether the call is established: the other side has answered, and the call is not being ended.
    pub const fn is_up(&self) -> bool {
        matches!(self, Established | Hold | Transferring | TransferAccepted)
    }

    /// Returns whether the service moves a call from this state to that one directly.
    ///
    /// | from | to |
    /// |---|---|
    /// | `incoming` | `establishing`, `redirecting`, or an end |
    /// | `establishing` | `established`, or an end |
    /// | `established` | `hold`, `transferring`, or an end |
    /// | `hold` | `established`, `transferring`, or an end |
    /// | `transferring` | `transferAccepted`; `established` or `hold` if the transfer failed; or an end |
    /// | `transferAccepted` | `established` if the transfer failed after all, or an end |
    /// | `redirecting` | an end |
    /// | `terminating` | `terminated` |
    ///
    /// An end is `terminating` or `terminated`. A state that this version does not know may be anywhere but behind
    /// `terminated`. Sources: the documentation of `answer`, `redirect`, `reject`, `transfer` and of deleting a call.
    ///
    /// ```
    /// use comms::CallState;
    ///
    /// assert!(CallState::Transferring.can_become(&CallState::Established), "the transfer failed");
    /// assert!(!CallState::Incoming.can_become(&CallState::Established));
    /// ```
    pub fn can_become(&self, next: &Self) -> bool {
        match (self, next) {
            (Terminated, _) | (_, Incoming) => false,
            (_, Terminated) => true,
            _ if self.is_unknown() || next.is_unknown() => true,
            (from, Terminating) => *from != Terminating,
            (Incoming, next) => matches!(next, Establishing | Redirecting),
            (Establishing | TransferAccepted, next) => *next == Established,
            (Established, next) => matches!(next, Hold | Transferring),
            (Hold, next) => matches!(next, Established | Transferring),
            (Transferring, next) => matches!(next, TransferAccepted | Established | Hold),
            _ => false,
        }
    }

    const fn is_unknown(&self) -> bool {
        matches!(self, Self::Other(_) | Self::UnknownFutureValue)
    }

    /// Returns whether a call in this state can come to that one, by any number of moves.
    ///
    /// A notification may be lost, so a state may follow that [`can_become`](Self::can_become) does not list. One that
    /// cannot follow is older: its notification was overtaken.
    ///
    /// ```
    /// use comms::CallState;
    ///
    /// assert!(CallState::Incoming.can_precede(&CallState::Established));
    /// assert!(!CallState::Established.can_precede(&CallState::Establishing));
    /// ```
    pub fn can_precede(&self, later: &Self) -> bool {
        let mut seen = vec![self];
        let mut next = 0;
        while let Some(from) = seen.get(next).copied() {
            if from.can_become(later) {
                return true;
            }
            // An unknown state leads anywhere, so the way to `later` does not need one.
            seen.extend(
                KNOWN.iter().filter(|state| from.can_become(state) && !seen.contains(state)).collect::<Vec<_>>(),
            );
            next += 1;
        }
        false
    }
}

/// Every state that this version knows.
const KNOWN: [CallState; 9] =
    [Incoming, Establishing, Established, Hold, Transferring, TransferAccepted, Redirecting, Terminating, Terminated];

#[cfg(test)]
mod tests {
    use super::KNOWN;
    use crate::CallState::{self, Established, Incoming, Redirecting, Terminated, Terminating};

    #[test]
    fn every_call_can_end_and_none_begins_again() {
        for state in &KNOWN {
            assert_eq!(state.can_precede(&Terminated), !state.is_terminal(), "{state:?}");
            assert!(!state.can_become(&Incoming) && !Terminated.can_precede(state), "{state:?}");
            assert!(!state.is_up() || state.can_precede(&Established), "{state:?}");
        }
        assert!(!Terminating.can_precede(&Established) && !Redirecting.can_precede(&Established));
    }

    #[test]
    fn a_state_that_this_version_does_not_know_may_be_anywhere_but_after_the_end() {
        let parked = CallState::Other("parked".to_owned());
        for state in KNOWN.iter().filter(|state| **state != Terminated) {
            assert!(state.can_become(&parked), "{state:?}");
            assert_eq!(parked.can_become(state), *state != Incoming, "{state:?}");
        }
        assert!(!Terminated.can_become(&parked) && parked.can_become(&Terminated));
    }
}
