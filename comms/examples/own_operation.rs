//! Declares an operation of one's own, and reads it beside the shipped ones: from answers, and out of a notification.
//!
//! `cargo run -p comms --example own_operation`

use comms::{AnyCommsOperation, CommsNotification, CommsOperation, LongRunning};
use entity_core::{Entity, OneOf, Prop, json};

/// What our own captioning service answers with.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.captionOperation")]
pub struct CaptionOperation {
    #[base]
    operation: CommsOperation,
    /// The captions' language.
    #[prop("language", max_len = 35, required)]
    language: Prop<String>,
}

// Without this, `finality` is the base's, by `Deref`.
impl LongRunning for CaptionOperation {}

/// Any operation that our bot can hear of.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = CommsOperation)]
#[allow(clippy::large_enum_variant, reason = "nearly all of them are of the larger one")]
pub enum BotOperation {
    /// Ours.
    Caption(CaptionOperation),
    /// Graph's.
    #[other]
    Known(AnyCommsOperation),
}

fn main() -> Result<(), json::Error> {
    let bodies = [
        r##"{"@odata.type": "#contoso.captionOperation", "status": "completed", "language": "de-CH"}"##,
        r##"{"@odata.type": "#contoso.captionOperation", "status": "running"}"##,
        r##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "failed"}"##,
    ];
    let notification: CommsNotification = json::from_str(
        r##"{"resourceData": {"@odata.type": "#contoso.captionOperation", "status": "failed", "language": "fr"}}"##,
    )?;
    let mut operations = bodies.into_iter().map(json::from_str).collect::<Result<Vec<BotOperation>, _>>()?;
    operations.extend(notification.operation_as()?);
    for operation in &operations {
        let name = operation.structured_type().name();
        println!("{name}: {:?}", operation.finality());
        if let BotOperation::Caption(caption) = operation {
            println!("  language {:?}", caption.language());
        }
        if let Err(violations) = operation.validate() {
            println!("  {violations}");
        }
    }
    Ok(())
}
