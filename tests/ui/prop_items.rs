//! `max_items` and `min_items`, misused.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("givenTwice", min_items = 1, min_items = 1, max_items = 5, max_items = 5)] //~~
    given_twice: Prop<Vec<String>>,
    #[prop("alone", max_items)] //~
    alone: Prop<Vec<String>>,
    #[prop("wrongTypes", max_items = "5", min_items = 1..=2)] //~~
    wrong_types: Prop<Vec<String>>,
    #[prop("negative", max_items = -1)] //~
    negative: Prop<Vec<String>>,
    #[prop("onString", max_items = 5)] //~
    on_string: Prop<String>,
    #[prop("onNumber", min_items = 5)] //~
    on_number: Prop<f64>,
    #[prop("onBox", max_items = 5)] //~
    on_box: Prop<Box<Call>>,
    #[prop("contradiction", max_items = 1, min_items = 2)] //~
    contradiction: Prop<Vec<i32>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
