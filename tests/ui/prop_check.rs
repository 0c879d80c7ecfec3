//! `check`, misused.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("givenTwice", check = even, check = even)] //~
    given_twice: Prop<i32>,
    #[prop("alone", check)] //~
    alone: Prop<i32>,
    #[prop("text", check = "even")] //~
    text: Prop<i32>,
    #[prop("closure", check = |value| Ok(()))] //~
    closure: Prop<i32>,
    #[prop("called", check = even())] //~
    called: Prop<i32>,
    #[prop("ofTrait", check = <Rules as Even>::even)]
    of_trait: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

struct Rules;

trait Even {
    fn even(value: &i32) -> Result<(), String>;
}

impl Even for Rules {
    fn even(value: &i32) -> Result<(), String> {
        even(value)
    }
}

fn even(value: &i32) -> Result<(), String> {
    if value % 2 == 0 { Ok(()) } else { Err(format!("{value} is odd")) }
}

fn main() {}
