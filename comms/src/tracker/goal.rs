//! Requests that start no operation and end in a state of their call: placing it, transferring it, ending it.

use super::message::CallChange;
use crate::{CallState, Outcome};

/// The end that a request is followed to.
///
/// Most actions start an operation, whose status reports its end. The others end in a state of the call.
///
/// | request | goal | succeeded | failed |
/// |---|---|---|---|
/// | an action that returns an operation | [`Operation`](Self::Operation) | by the operation's status | by the operation's status |
/// | placing a call, `answer` | [`Established`](Self::Established) | the call is established | it ends first, with a code other than 0 and 2xx |
/// | `transfer` | [`Transferred`](Self::Transferred) | the transfer is accepted, or the call ends with subcode 7015 | the call reports such a code |
/// | `redirect` | [`Redirected`](Self::Redirected) | the call ends | it ends with such a code |
/// | `reject`, hanging up | [`Ended`](Self::Ended) | the call ends | never |
///
/// Any other end of the call leaves the outcome unknown, which is reported after the
/// [grace](super::Limits::grace) period. Sources: the documentation of creating a call, `transfer`, `redirect` and
/// `reject`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Goal {
    /// The operation that the request starts.
    #[default]
    Operation,
    /// The call is established.
    Established,
    /// Somebody else has taken the call over.
    Transferred,
    /// The call rings somewhere else.
    Redirected,
    /// The call has ended.
    Ended,
}

/// The subcode of a call that ended because its transfer is complete (documentation of `transfer`).
const TRANSFER_COMPLETED: i32 = 7015;

impl Goal {
    pub(super) const ALL: [Self; 5] =
        [Self::Operation, Self::Established, Self::Transferred, Self::Redirected, Self::Ended];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Established => "established",
            Self::Transferred => "transferred",
            Self::Redirected => "redirected",
            Self::Ended => "ended",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|goal| goal.name() == name)
    }

    /// The outcome of a request with this goal after the change of its call; `None` if the change leaves it open.
    pub(super) fn outcome(self, change: CallChange<'_>) -> Option<Outcome> {
        let code = change.call.and_then(|call| call.result_info().code());
        let is_bad = code.is_some_and(|code| code != 0 && !(200..300).contains(&code));
        let is_up = change.state.is_some_and(CallState::is_up);
        let succeeded = match self {
            Self::Operation => return None,
            Self::Established => is_up,
            Self::Transferred => {
                let subcode = change.call.and_then(|call| call.result_info().subcode());
                change.state == Some(&CallState::TransferAccepted) || subcode == Some(TRANSFER_COMPLETED)
            }
            Self::Redirected => change.is_over && !is_bad,
            Self::Ended => change.is_over,
        };
        let failed = match self {
            Self::Transferred => is_bad && (change.is_over || is_up),
            _ => is_bad && change.is_over,
        };
        if succeeded { Some(Outcome::Succeeded) } else { failed.then_some(Outcome::Failed) }
    }
}
