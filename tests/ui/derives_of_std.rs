//! Std's derives: missing although another type needs them, or present although the derive writes the impl itself.
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop, Tracked};

#[derive(Entity)]
#[entity("contoso.entity")]
struct Root {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
struct Identity {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(PartialEq, EnumType)]
#[enum_type("contoso.phase")]
enum Phase {
    Running,
    #[other]
    Other(String),
}

#[derive(Clone, Default, PartialEq, Entity)]
#[entity("contoso.call")]
struct Call {
    #[base]
    root: Root, //~~~
    #[prop("identity")]
    identity: Prop<Identity>, //~~
    #[prop("phase")]
    phase: Prop<Phase>, //~
}

#[derive(Default, OneOf)] //~~
#[one_of(base = Identity)]
enum AnyIdentity {
    #[other]
    Other(Identity),
}

fn main() {
    let _ = Tracked::new(Identity::default()); //~
}
