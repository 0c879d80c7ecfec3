//! A `OneOf` in a `OneOf`: for `#[other]` alone. And a `OneOf` whose base is itself, or does not exist.
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
#[one_of(base = Recording)]
enum AnyRecording {
    #[other]
    Other(Recording),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyOperation {
    Recording(AnyRecording), //~
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = OfItself)] //~
enum OfItself {
    Recording(Recording),
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of()] //~
enum WithoutBase { //~
    Recording(Recording),
}

fn main() {
    let _ = (AnyOperation::default(), OfItself::from(Recording::default()), WithoutBase::from(Recording::default()));
}
