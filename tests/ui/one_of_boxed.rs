//! A variant holds a type, by itself or in one box. The type that a mistaken variant is meant to hold converts, with no further errors.
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
    Recording(Option<Recording>), //~
    Again(Box<Box<Recording>>), //~
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
