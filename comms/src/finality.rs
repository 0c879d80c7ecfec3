//! Decides from an operation's properties whether it is final and with what outcome, for every type in the same way.

use crate::{CommsOperation, Operation};
use entity_core::{AsNode, Declared, Holder, Node, ServiceError};
use serde_json::Value;
use std::fmt;

/// The finality of an operation: pending, final or unknown.
///
/// While an operation is pending, its updates arrive by notification. Once it is final, none follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finality {
    /// Not started or running, or without a status; a null operation too.
    Pending,
    /// `completed` or `failed`. The body of an error, read as an operation, has failed too.
    Final(Outcome),
    /// The status is one that this version does not know.
    Unknown,
}

/// The outcome of a final operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The operation did what the action asked for.
    Succeeded,
    /// The operation failed, or completed without success: with another result code than 0 or 2xx, or with a completion
    /// reason such as `mediaOperationCanceled`.
    Failed,
    /// The operation has ended, and nothing reports its outcome.
    Unknown,
}

impl Finality {
    /// Returns whether the operation is final.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Final(_))
    }

    /// The outcome, if the operation is final.
    pub const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Final(outcome) => Some(outcome),
            Self::Pending | Self::Unknown => None,
        }
    }
}

impl fmt::Display for Finality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pending => "pending",
            Self::Final(_) => "final",
            Self::Unknown => "unknown",
        })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        })
    }
}

/// An operation that continues after the response to the request that started it.
///
/// A type of your own implements it with an empty impl: `impl LongRunning for CaptionOperation {}`. Without the impl,
/// `caption.finality()` still compiles, but it is the base's method, by `Deref`, and ignores the properties that the
/// type adds, such as a `completionReason`. A `OneOf` over such types is `LongRunning` too and decides as the value it
/// holds. So is an `Option`: `None` is [`Finality::Pending`], because an action may return a null operation.
///
/// ```
/// use comms::{CommsOperation, SendDtmfTonesOperation, prelude::*};
/// use entity_core::json;
///
/// let canceled: SendDtmfTonesOperation = json::from_str(r#"{"status": "completed", "completionReason": "mediaOperationCanceled"}"#)?;
/// assert_eq!(canceled.finality(), Finality::Final(Outcome::Failed), "completed is not succeeded");
///
/// let nothing_yet: Option<CommsOperation> = json::from_slice(b"")?;
/// assert_eq!(nothing_yet.finality(), Finality::Pending);
///
/// let any: Vec<&dyn LongRunning> = vec![&canceled, &nothing_yet];
/// assert_eq!(any.iter().filter(|operation| operation.finality().is_final()).count(), 1);
/// # Ok::<(), json::Error>(())
/// ```
///
/// A `&CommsOperation` borrowed from a subtype is the base alone, without the subtype's properties. A function that
/// takes any operation takes `&dyn LongRunning` or `&impl LongRunning`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to be long-running",
    label = "no `LongRunning`",
    note = "for an operation type of your own: `impl LongRunning for {Self} {{}}`"
)]
pub trait LongRunning: AsNode {
    /// Returns whether the operation is final, and with what outcome.
    fn finality(&self) -> Finality {
        self.as_node().map_or(Finality::Pending, decide)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Holder> LongRunning for T where T::Held: LongRunning {}

/// Returns [`LongRunning::finality`] of a value whose type is known only at run time; `None` if it is not an operation.
///
/// ```
/// use comms::{Finality, finality_of};
/// use entity_core::AsNode;
///
/// let value = comms::TYPES.read(br##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "running"}"##)?;
/// assert_eq!(value.as_node().and_then(finality_of), Some(Finality::Pending));
/// # Ok::<(), entity_core::ReadError>(())
/// ```
pub fn finality_of(value: &dyn Node) -> Option<Finality> {
    let families = [<CommsOperation as Declared>::TYPE, <Operation as Declared>::TYPE];
    families.iter().any(|family| value.structured_type().derives_from(family)).then(|| decide(value))
}

/// Decides from `status`, `resultInfo/code` and `completionReason`, whose members may be in any case. A result code of
/// 0 or 2xx means success (documentation of `resultInfo`). So does the completion reason `completedSuccessfully` and,
/// for a recording (beta), an end that the request asked for: a stop tone, the longest duration, silence at the end.
fn decide(operation: &dyn Node) -> Finality {
    let is = |value: &Value, words: &[&str]| {
        value.as_str().is_some_and(|text| words.iter().any(|word| word.eq_ignore_ascii_case(text)))
    };
    let good_code =
        |code: Value| code.is_null() || code.as_i64().is_some_and(|code| code == 0 || (200..300).contains(&code));
    let good_reason = |reason: Value| reason.is_null() || is(&reason, &GOOD_REASONS);
    match operation.value_at(&["status"]) {
        // The request was refused, so nothing runs and no updates follow.
        None if ServiceError::in_value(operation).is_some() => Finality::Final(Outcome::Failed),
        None | Some(Value::Null) => Finality::Pending,
        Some(status) if is(&status, &["notStarted", "running"]) => Finality::Pending,
        Some(status) if is(&status, &["failed"]) => Finality::Final(Outcome::Failed),
        Some(status) if is(&status, &["completed"]) => {
            let good = operation.value_at(&["resultInfo", "code"]).is_none_or(good_code)
                && operation.value_at(&["completionReason"]).is_none_or(good_reason);
            Finality::Final(if good { Outcome::Succeeded } else { Outcome::Failed })
        }
        Some(_) => Finality::Unknown,
    }
}

const GOOD_REASONS: [&str; 4] =
    ["completedSuccessfully", "stopToneDetected", "maxRecordDurationReached", "maxSilenceTimeout"];
