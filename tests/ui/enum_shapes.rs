//! `EnumType` and `OneOf` on items that they do not fit.
use entity_core::{DynamicProperties, Entity, EnumType, OneOf};

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

#[derive(EnumType)]
#[enum_type("contoso.phase")]
struct PhaseStruct { //~
    phase: String,
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
union PhaseUnion { //~
    number: u32,
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseEmpty {} //~

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseLifetime<'a> { //~
    Running,
    #[other]
    Other(&'a str), //~
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseParameter<T> { //~
    Running,
    #[other]
    Other(T),
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseWithValues {
    Running(u32), //~
    Failed { why: String }, //~
    #[other]
    Other(String),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
struct AnyStruct { //~
    operation: Operation,
}

#[derive(OneOf)]
#[one_of(base = Operation)]
union AnyUnion { //~
    number: u32,
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyParameters<'a, T> { //~
    Recording(&'a T),
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyVariants {
    Unit, //~
    Named { recording: Recording }, //~
    Pair(Recording, Recording), //~
    Empty(), //~
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyOfOneTypeTwice {
    Recording(Recording),
    Replay(Recording), //~
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyInBoxes {
    Recording(Option<Recording>), //~
    #[other]
    Other(Box<Operation>), //~
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyEmpty {} //~

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseConstant<const N: usize> { //~
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseInTwoCases {
    Running,
    #[allow(non_camel_case_types)]
    running, //~
    #[other]
    Other(String),
}

fn main() {}
