//! `range` with an end that the property's type cannot hold.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("level", range = 0..=256)] //~
    level: Prop<u8>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
