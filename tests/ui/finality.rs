//! The finality of an operation type of one's own without `LongRunning`, alone and in a `OneOf`, and one that overrides it.

use comms::prelude::*;
use comms::{AnyCommsOperation, CommsOperation, LongRunningExt};
use entity_core::{Entity, OneOf};

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.captionOperation")]
pub struct CaptionOperation {
    #[base]
    operation: CommsOperation,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = CommsOperation)]
pub enum BotOperation {
    Caption(CaptionOperation),
    #[other]
    Known(AnyCommsOperation),
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.pollOperation")]
pub struct PollOperation {
    #[base]
    operation: CommsOperation,
}

impl LongRunning for PollOperation {
    fn finality(&self) -> Finality { //~
        Finality::Pending
    }
}

impl LongRunningExt for PollOperation {} //~

fn main() {
    let caption = CaptionOperation::default();
    let _ = caption.finality(); //~
    let _ = Some(caption.clone()).finality(); //~
    let _ = BotOperation::from(caption).finality(); //~
}
