//! `check` with a function that does not fit: only the compiler can find this.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("unknown", check = evne)] //~
    unknown: Prop<i32>,
    #[prop("ofAnotherType", check = even)] //~
    of_another_type: Prop<String>,
    #[prop("byValue", check = by_value)] //~
    by_value: Prop<i32>,
    #[prop("giving", check = is_even)] //~
    giving: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn even(value: &i32) -> Result<(), String> {
    if value % 2 == 0 { Ok(()) } else { Err(format!("{value} is odd")) }
}

fn by_value(value: i32) -> Result<(), String> {
    even(&value)
}

fn is_even(value: &i32) -> bool {
    even(value).is_ok()
}

fn main() {}
