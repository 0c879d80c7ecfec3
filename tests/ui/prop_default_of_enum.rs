//! `default` on an enumeration type, which only the compiler can distinguish from a complex type.
use entity_core::{DynamicProperties, Entity, EnumType, Prop};

#[derive(Clone, Debug, PartialEq, EnumType)]
#[enum_type("contoso.phase")]
enum Phase {
    Running,
    #[other]
    Other(String),
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("phase", default)]
    phase: Prop<Phase>, //~
    #[prop("next", default)]
    next: Prop<Box<Phase>>, //~
    #[prop("last", default, read_only)]
    last: Prop<Phase>, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
