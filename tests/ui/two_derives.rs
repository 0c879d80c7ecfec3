//! Two derives on one type: the one whose attribute comes first counts.
use entity_core::{Action, ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop};

#[derive(Clone, Debug, Default, PartialEq, Entity, ComplexType)]
#[entity("contoso.call")] //~
#[complex_type("contoso.call")] //~
struct Call {
    #[prop("id")]
    id: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Entity, Action)]
#[action("ring", on = Call)] //~
#[entity("contoso.ring")] //~
struct Ring {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, PartialEq, EnumType, OneOf)]
#[one_of(base = Call)] //~
#[enum_type("contoso.any")] //~
enum AnyCall {
    #[other]
    Other(Call),
}

fn main() {
    let _ = (Call::default().id(), Ring::default(), AnyCall::default());
}
