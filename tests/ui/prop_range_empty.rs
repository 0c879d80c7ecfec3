//! `range` with constants that leave nothing between them: only the compiler can compute them.
use entity_core::{DynamicProperties, Entity, Prop};

const LOW: i32 = 1;
const HIGH: i32 = 5;

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("empty", range = HIGH..=LOW)] //~
    empty: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
