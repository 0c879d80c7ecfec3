//! `#[other]`, misused or missing.
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
enum PhaseWithoutOther { //~
    Running,
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseWithTwoOthers {
    Running,
    #[other]
    Other(String),
    #[other]
    Rest(String), //~
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseWithArguments {
    Running,
    #[other(String)] //~
    Other(String),
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseWithEmptyOther {
    Running,
    #[other]
    Other, //~
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseWithNamedOther {
    Running,
    #[other]
    Other { name: String }, //~
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseWithNumber {
    Running,
    #[other]
    Other(u32), //~
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseWithoutText {
    Running,
    #[other]
    Other(std::time::Duration), //~
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseWithBytes {
    Running,
    #[other]
    Other(Vec<u8>), //~
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseWithOtherTwice {
    Running,
    #[other]
    #[other] //~
    Other(String),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyWithoutOther { //~
    Recording(Recording),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyWithTwoOthers {
    #[other]
    Other(Operation),
    #[other]
    Rest(Recording), //~
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyWithArguments {
    Recording(Recording),
    #[other = "rest"] //~
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyWithEmptyOther {
    Recording(Recording),
    #[other]
    Other, //~
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseUnmarked {
    Running,
    Unknown(String), //~
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyUnmarked {
    Recording(Recording),
    Known(Operation), //~
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum PhaseWithOption {
    Running,
    #[other]
    Other(Option<String>), //~
}

fn main() {}
