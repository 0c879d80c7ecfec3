//! Whether a long-running operation is over, and how it ended: decided from the property table, for every type alike.

use crate::{CommsOperation, Operation};
use entity_core::{AsNode, Declared, Holder, Node};
use serde_json::Value;
use std::fmt;

/// Whether an operation is over.
///
/// Exactly while it is not [`Final`](Self::Final), its updates come by notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finality {
    /// Not started or running, or its status is null or absent; or there is no operation yet.
    Pending,
    /// `completed` or `failed`.
    Final(Outcome),
    /// Its status is one that this version does not know.
    Unknown,
}

/// How an operation that is over ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It did what it was started for.
    Succeeded,
    /// It failed, or it completed without having done so: a result code that is no success, or a completion reason
    /// such as `mediaOperationCanceled`.
    Failed,
    /// It is over, and nothing says how.
    Unknown,
}

impl Finality {
    /// Whether it is over.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Final(_))
    }

    /// How it ended, if it is over.
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

/// An operation that goes on after the request that started it was answered.
///
/// A type of your own adds it with an empty impl: `impl LongRunning for CaptionOperation {}`. Without that,
/// `caption.finality()` compiles all the same, but is the base's, by `Deref`: what the type adds, such as a `completionReason`, is not looked at. A `OneOf` over such types has it, and answers as what it holds; so
/// does an `Option`, where `None` is [`Finality::Pending`]: an action may answer with a null operation.
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
/// A `&CommsOperation` borrowed from a subtype is the base alone and knows nothing of what the subtype adds: take
/// `&dyn LongRunning` or `&impl LongRunning` where any operation may come.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to be long-running",
    label = "no `LongRunning`",
    note = "for an operation type of your own: `impl LongRunning for {Self} {{}}`"
)]
pub trait LongRunning: AsNode {
    /// Whether the operation is over, and how it ended.
    fn finality(&self) -> Finality {
        self.as_node().map_or(Finality::Pending, decide)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Holder> LongRunning for T where T::Held: LongRunning {}

/// What [`LongRunning::finality`] says of a value whose type is learnt at run time; `None` for what is no operation.
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

/// Reads `status`, `resultInfo/code` and `completionReason`, members in any case. A result code of 0 or 2xx means success
/// (documentation of `resultInfo`); so does the completion reason `completedSuccessfully`, and of a recording (beta) one
/// that ended it as it was asked to: a stop tone, the longest duration, silence at the end.
fn decide(operation: &dyn Node) -> Finality {
    let is = |value: &Value, words: &[&str]| {
        value.as_str().is_some_and(|text| words.iter().any(|word| word.eq_ignore_ascii_case(text)))
    };
    let good_code =
        |code: Value| code.is_null() || code.as_i64().is_some_and(|code| code == 0 || (200..300).contains(&code));
    let good_reason = |reason: Value| reason.is_null() || is(&reason, &GOOD_REASONS);
    match operation.value_at(&["status"]) {
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
