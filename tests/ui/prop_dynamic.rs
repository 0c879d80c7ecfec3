//! `dynamic` as a key of `#[prop]`, misused.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("givenTwice", dynamic, dynamic)] //~
    given_twice: Prop<String>,
    #[prop("withValue", dynamic = true)] //~
    with_value: Prop<String>,
    #[prop("and")]
    #[dynamic] //~
    both: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
