//! An action is bound to an entity type, or to a `OneOf` over one.
use entity_core::{Action, ComplexType, DynamicProperties, Entity, EnumType, OneOf, Page};

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.call")]
struct Call {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Call)]
enum AnyCall {
    #[other]
    Other(Call),
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
struct Identity {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum Phase {
    #[other]
    Other(String),
}

struct Plain;

#[derive(Default, Action)]
#[action("ring", on = AnyCall)]
struct OnOneOf {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Identity)] //~
struct OnComplexType {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = OnOneOf)] //~
struct OnAction {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Page<Call>)] //~
struct OnPage {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Phase)] //~
struct OnEnumType {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Plain)] //~
struct OnPlain {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = OnItself)] //~
struct OnItself {
    #[dynamic]
    dynamic: DynamicProperties,
}

fn send<A: Action>(_action: &A) {}

fn main() {
    send(&OnComplexType::default());
    send(&OnPlain::default());
    send(&OnItself::default());
}
