//! A wire name that a base of another crate has already.
use comms::{CommsOperation, GraphEntity};
use entity_core::{Entity, Prop};

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.caption")]
struct Caption {
    #[base]
    entity: GraphEntity,
    #[prop("language")]
    language: Prop<String>,
    #[prop("id")] //~
    number: Prop<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.captionOperation")]
struct CaptionOperation {
    #[base]
    operation: CommsOperation,
    #[prop("language")]
    language: Prop<String>,
    #[prop("clientContext")] //~
    context: Prop<String>,
}

fn main() {
    let _ = (Caption::default().number(), CaptionOperation::default().context());
}
