//! A type that cannot be the type of a property, in a type that can be shown: std's derives report nothing.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Clone, Debug, Default, PartialEq)]
struct Plain;

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("plain")]
    plain: Prop<Plain>, //~
    #[prop("seats")]
    seats: Prop<u32>, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
