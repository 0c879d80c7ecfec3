//! A base is one type: a `OneOf` of it holds one of many.
use entity_core::{DynamicProperties, Entity, OneOf, Prop};

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.operation")]
struct Operation {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.recording")]
struct Recording {
    #[base]
    operation: Operation,
    #[prop("length")]
    length: Prop<i32>,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Operation)]
enum AnyOperation {
    Recording(Recording),
    #[other]
    Other(Operation),
}

#[derive(Default, Entity)]
#[entity("contoso.captions")]
struct Captions {
    #[base]
    operation: AnyOperation, //~
    #[prop("language")]
    language: Prop<String>,
}

fn main() {
    let _ = Captions::default().language();
}
