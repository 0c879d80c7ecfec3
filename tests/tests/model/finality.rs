//! Success reasons of an own operation type hold however the operation is held, and no other type has them.

use comms::prelude::*;
use comms::{AnyCommsOperation, CommsOperation, finality_in, finality_of};
use entity_core::{Entity, EnumType, OneOf, Prop, Registered, Registry, json};

/// An operation whose reason is an enumeration of its own.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.captionOperation")]
struct CaptionOperation {
    #[base]
    operation: CommsOperation,
    #[prop("completionReason")]
    completion_reason: Prop<CaptionEnd>,
}

#[derive(Clone, Debug, PartialEq, EnumType)]
#[enum_type("contoso.captionEnd")]
enum CaptionEnd {
    SpeakerLeft,
    LineLost,
    #[other]
    Other(String),
}

impl LongRunning for CaptionOperation {
    fn success_reasons(&self) -> &[&str] {
        &["speakerLeft"]
    }
}

/// An operation with the same reason, which means nothing to it.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.pollOperation")]
struct PollOperation {
    #[base]
    operation: CommsOperation,
}

impl LongRunning for PollOperation {}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = CommsOperation)]
enum BotOperation {
    Caption(Box<CaptionOperation>),
    Poll(PollOperation),
    #[other]
    Known(AnyCommsOperation),
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = CommsOperation)]
enum Everything {
    #[other]
    Bot(BotOperation),
}

static TYPES: Registry = Registry::including(
    &[&comms::TYPES],
    &[comms::operation_type::<CaptionOperation>(), Registered::of::<PollOperation>()],
);

fn body(name: &str, reason: &str) -> String {
    format!(r##"{{"@odata.type": "#contoso.{name}", "status": "Completed", "completionReason": "{reason}"}}"##)
}

/// The finality of the body in each way to hold it.
fn held<T: Declared + LongRunning + Clone>(body: &str) -> Vec<Finality> {
    let typed: T = json::from_str(body).expect("an operation");
    let bot: BotOperation = json::from_str(body).expect("an operation");
    let everything: Everything = json::from_str(body).expect("an operation");
    let found = TYPES.read(body.as_bytes()).expect("an operation");
    let boxed: Box<dyn LongRunning> = Box::new(bot.clone());
    vec![
        typed.finality(),
        (&typed as &dyn LongRunning).finality(),
        Some(typed).finality(),
        bot.finality(),
        Some(bot).finality(),
        everything.finality(),
        boxed.finality(),
        finality_in(&TYPES, &found).expect("an operation"),
    ]
}

#[test]
fn an_own_reason_means_success_however_the_operation_is_held() {
    for (reason, outcome) in [
        ("speakerLeft", Outcome::Succeeded),
        ("SPEAKERLEFT", Outcome::Succeeded),
        ("completedSuccessfully", Outcome::Succeeded),
        ("lineLost", Outcome::Failed),
        ("mediaOperationCanceled", Outcome::Failed),
    ] {
        let found = held::<CaptionOperation>(&body("captionOperation", reason));
        assert_eq!(found, vec![Finality::Final(outcome); found.len()], "{reason}");
    }
}

#[test]
fn a_reason_of_another_type_means_nothing() {
    let found = held::<PollOperation>(&body("pollOperation", "speakerLeft"));
    assert_eq!(found, vec![Finality::Final(Outcome::Failed); found.len()]);
    let base: AnyCommsOperation = json::from_str(&body("captionOperation", "speakerLeft")).expect("an operation");
    assert_eq!(base.finality(), Finality::Final(Outcome::Failed), "a union that does not know the type");
    let found = TYPES.read(body("captionOperation", "speakerLeft").as_bytes()).expect("an operation");
    assert_eq!(found.as_node().and_then(finality_of), Some(Finality::Final(Outcome::Failed)), "no registry");
}

#[test]
fn nothing_is_pending_in_every_option() {
    assert_eq!(None::<CaptionOperation>.finality(), Finality::Pending);
    assert_eq!(None::<Everything>.finality(), Finality::Pending);
    assert!(None::<BotOperation>.success_reasons().is_empty());
}

#[test]
fn a_value_that_is_no_operation_has_no_finality() {
    let call = TYPES.read(br##"{"@odata.type": "#microsoft.graph.call", "state": "terminated"}"##).expect("a call");
    assert_eq!(finality_in(&TYPES, &call), None);
}
