//! Declares an operation type of its own, and reads it beside the shipped ones, from responses and a notification.
//!
//! `cargo run -p comms --example own_operation`

use comms::{AnyCommsOperation, CommsNotification, CommsOperation, LongRunning, LongRunningExt};
use entity_core::{Entity, OneOf, Prop, json};

/// The operation of our own captioning service.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.captionOperation")]
pub struct CaptionOperation {
    #[base]
    operation: CommsOperation,
    /// The language of the captions.
    #[prop("language", max_len = 35, required)]
    language: Prop<String>,
}

// Without the impl, `finality` is the base's method, by `Deref`.
impl LongRunning for CaptionOperation {}

/// Any operation that our bot can receive.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = CommsOperation)]
#[allow(clippy::large_enum_variant, reason = "nearly all values are of the larger variant")]
pub enum BotOperation {
    /// Our own operation.
    Caption(CaptionOperation),
    /// An operation of Graph.
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
