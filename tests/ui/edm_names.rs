//! A user's types with the names of Edm's kinds.
use entity_core::{ComplexType, DynamicProperties, Entity, Prop};

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.duration")]
struct Duration {
    #[prop("seconds")]
    seconds: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("length")]
    length: Prop<Duration>, //~
    #[prop("rest", default)]
    rest: Prop<Duration>,
    #[prop("started")]
    started: Prop<entity_core::edm::DateTimeOffset>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {
    let _ = (Call::default().length(), Call::default().started());
}
