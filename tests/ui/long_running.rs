//! An operation type of one's own without `LongRunning`.

use comms::prelude::*;
use comms::CommsOperation;
use entity_core::{Entity, Prop};

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.captionOperation")]
pub struct CaptionOperation {
    #[base]
    operation: CommsOperation,
    #[prop("language")]
    language: Prop<String>,
}

fn follow(_: &impl LongRunning) {}

fn main() {
    let captions = CaptionOperation::default();
    follow(&captions); //~
}
