//! `range` with ends that are not of the property's type, or are missing.
use entity_core::{DynamicProperties, Entity, Prop};

const HIGH: i32 = 5;

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("otherType", range = 0..=HIGH)] //~
    other_type: Prop<i64>,
    #[prop("text", range = "a"..=HIGH)] //~
    text: Prop<i32>,
    #[prop("unknown", range = 0..=HIHG)] //~
    unknown: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
