//! Decides from an operation's properties whether it is final and with what outcome, for every type in the same way.

use crate::{CommsOperation, Operation};
use entity_core::{
    AnyEntity, AsNode, Ask, Declared, Entity, Holder, Node, Question, Registered, Registry, ServiceError,
};
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

impl Outcome {
    /// The outcome that `Display` writes as that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Succeeded, Self::Failed, Self::Unknown].into_iter().find(|outcome| outcome.to_string() == name)
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
/// [`finality`](LongRunningExt::finality), in the prelude, returns whether it has ended. A type of your own implements
/// the trait with an empty impl, `impl LongRunning for CaptionOperation {}`, or names the completion reasons that mean
/// success. Without the impl, `caption.finality()` does not compile. A `OneOf` is `LongRunning` if each type that it can
/// hold is, and decides as the value it holds. So is an `Option`: `None` is [`Finality::Pending`], because an action may
/// return a null operation.
///
/// ```
/// use comms::{CommsOperation, SendDtmfTonesOperation, prelude::*};
/// use entity_core::{Entity, Prop, json};
///
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.captionOperation")]
/// pub struct CaptionOperation {
///     #[base]
///     operation: CommsOperation,
///     #[prop("completionReason")]
///     completion_reason: Prop<String>,
/// }
/// impl LongRunning for CaptionOperation {
///     fn success_reasons(&self) -> &[&str] {
///         &["speakerLeft"]
///     }
/// }
///
/// let caption: CaptionOperation = json::from_str(r#"{"status": "completed", "completionReason": "speakerLeft"}"#)?;
/// assert_eq!(caption.finality(), Finality::Final(Outcome::Succeeded));
///
/// let canceled: SendDtmfTonesOperation = json::from_str(r#"{"status": "completed", "completionReason": "mediaOperationCanceled"}"#)?;
/// assert_eq!(canceled.finality(), Finality::Final(Outcome::Failed), "completed is not succeeded");
///
/// let nothing_yet: Option<CommsOperation> = json::from_slice(b"")?;
/// assert_eq!(nothing_yet.finality(), Finality::Pending);
///
/// let any: Vec<&dyn LongRunning> = vec![&caption, &canceled, &nothing_yet];
/// assert_eq!(any.iter().filter(|operation| operation.finality().is_final()).count(), 2);
/// # Ok::<(), json::Error>(())
/// ```
///
/// A `&CommsOperation` borrowed from a subtype is the base alone, without the subtype's properties. A function that
/// takes any operation takes `&dyn LongRunning` or `&impl LongRunning`. A registry knows the reasons of a type that it
/// lists by [`operation_type`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to be long-running",
    label = "no `LongRunning`",
    note = "for an operation type of your own: `impl LongRunning for {Self} {{}}`; for a `OneOf` or an `Option`: each type that it can hold must be `LongRunning`"
)]
pub trait LongRunning: AsNode {
    /// The members of `completionReason` that mean success, in any case, beside those that mean it for every operation:
    /// `completedSuccessfully` and, for a recording, an end that the request asked for.
    fn success_reasons(&self) -> &[&str] {
        &[]
    }
}

#[diagnostic::do_not_recommend]
impl<T: Holder<SuccessReasons>> LongRunning for T {
    fn success_reasons(&self) -> &[&str] {
        self.answer().unwrap_or_default()
    }
}

/// The question for the success reasons of a value in a `OneOf` or an `Option`.
#[doc(hidden)]
#[derive(Debug)]
pub enum SuccessReasons {}

impl Question for SuccessReasons {
    type Answer<'a> = &'a [&'a str];
}

#[diagnostic::do_not_recommend]
impl<T: LongRunning + ?Sized> Ask<T> for SuccessReasons {
    fn ask(value: &T) -> &[&str] {
        value.success_reasons()
    }
}

/// The methods of every [`LongRunning`] operation. No type can override them.
///
/// Each value has the trait, so that a method is found at the type itself and never at its base by `Deref`; but its
/// methods can be called only if the type is `LongRunning`.
pub trait LongRunningExt: AsNode + sealed::Sealed {
    /// Returns whether the operation is final, and with what outcome.
    fn finality(&self) -> Finality
    where
        Self: LongRunning,
    {
        self.as_node().map_or(Finality::Pending, |node| decide(node, self.success_reasons()))
    }
}

impl<T: AsNode + ?Sized> LongRunningExt for T {}

mod sealed {
    pub trait Sealed {}

    impl<T: entity_core::AsNode + ?Sized> Sealed for T {}
}

/// Returns the [`finality`](LongRunningExt::finality) of a value whose type is known only at run time; `None` if it is
/// not an operation. The success reasons of an own type are not known: see [`finality_in`].
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
    families.iter().any(|family| value.structured_type().derives_from(family)).then(|| decide(value, &[]))
}

/// Like [`finality_of`], for a value that was read by this registry: with the success reasons of a type that the registry
/// lists by [`operation_type`].
pub fn finality_in(types: &Registry, value: &AnyEntity) -> Option<Finality> {
    let facet = types.find(value.structured_type().name()).and_then(Registered::facet::<OperationFacet>);
    facet.and_then(|facet| (facet.finality)(value)).or_else(|| finality_of(value))
}

/// Creates a registry's entry for an operation type of your own, with its [success reasons](LongRunning::success_reasons).
///
/// ```
/// # use comms::{CommsOperation, prelude::*};
/// # use entity_core::Entity;
/// # #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// # #[entity("contoso.captionOperation")]
/// # pub struct CaptionOperation { #[base] operation: CommsOperation }
/// # impl LongRunning for CaptionOperation {}
/// use comms::tracker::{Limits, Tracker};
/// use entity_core::Registry;
///
/// static TYPES: Registry = Registry::including(&[&comms::TYPES], &[comms::operation_type::<CaptionOperation>()]);
///
/// let tracker = Tracker::new(Limits::default()).with_types(&TYPES);
/// ```
pub const fn operation_type<T: LongRunning + Declared + Send + Sync>() -> Registered {
    Registered::of::<T>().with_facet(
        const { &OperationFacet { finality: |value| value.downcast_ref::<T>().map(LongRunningExt::finality) } },
    )
}

/// The finality of a value of the registered type.
struct OperationFacet {
    finality: fn(&AnyEntity) -> Option<Finality>,
}

/// Decides from `status`, `resultInfo/code` and `completionReason`, whose members may be in any case. A result code of
/// 0 or 2xx means success (documentation of `resultInfo`). So does the completion reason `completedSuccessfully` and,
/// for a recording (beta), an end that the request asked for: a stop tone, the longest duration, silence at the end.
fn decide(operation: &dyn Node, own_reasons: &[&str]) -> Finality {
    let is = |value: &Value, words: &[&str]| {
        value.as_str().is_some_and(|text| words.iter().any(|word| word.eq_ignore_ascii_case(text)))
    };
    let good_code =
        |code: Value| code.is_null() || code.as_i64().is_some_and(|code| code == 0 || (200..300).contains(&code));
    let good_reason = |reason: Value| reason.is_null() || is(&reason, &GOOD_REASONS) || is(&reason, own_reasons);
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
