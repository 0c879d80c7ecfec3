//! Attributes at the wrong place.
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop};

#[derive(Default, Entity)]
#[entity("contoso.operation")]
#[dynamic] //~
#[prop("id")] //~
struct Operation {
    #[entity("contoso.id")] //~
    #[prop("id")]
    id: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
#[base] //~
struct Identity {
    #[complex_type("contoso.identity")] //~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
#[other] //~
#[member("phase")] //~
enum Phase {
    #[enum_type("contoso.running")] //~
    Running,
    #[other]
    Other(#[other] String), //~
}

#[derive(OneOf)]
#[one_of(base = Operation)]
#[other] //~
enum AnyOperation {
    #[one_of(base = Operation)] //~
    #[other]
    Other(Operation),
}

#[derive(EnumType)]
#[one_of(base = Operation)] //~
enum PhaseWithBase {
    #[other]
    Other(String),
}

#[derive(OneOf)]
#[enum_type("contoso.phase")] //~
enum AnyWithName {
    #[other]
    Other(Operation),
}

fn main() {}
