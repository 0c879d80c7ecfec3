//! A variant in a box: what it is meant to hold converts, so that only the box is an error.
use entity_core::{DynamicProperties, Entity, OneOf};

#[derive(Default, Entity)]
#[entity("contoso.operation")]
struct Operation {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.recording")]
struct Recording {
    #[base]
    operation: Operation,
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyOperation {
    Recording(Box<Recording>), //~
    Again(Option<Recording>), //~
    Itself(Box<AnyOperation>), //~
    #[other]
    Other(Operation),
}

fn main() {
    let any = AnyOperation::from(Recording::default());
    let _: AnyOperation = Operation::default().into();
    if let AnyOperation::Recording(recording) = any {
        drop(recording);
    }
}
