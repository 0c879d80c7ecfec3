//! `pattern`, misused.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("givenTwice", pattern = "^a", pattern = "^b")] //~
    given_twice: Prop<String>,
    #[prop("alone", pattern)] //~
    alone: Prop<String>,
    #[prop("number", pattern = 5)] //~
    number: Prop<String>,
    #[prop("path", pattern = DIGITS)] //~
    path: Prop<String>,
    #[prop("unclosed", pattern = "^(a|b$")] //~
    unclosed: Prop<String>,
    #[prop("onNumber", pattern = "^[0-9]+$")] //~
    on_number: Prop<i32>,
    #[prop("onCollection", pattern = "^[0-9]+$")] //~
    on_collection: Prop<Vec<String>>,
    #[prop("onGuid", pattern = "^[0-9a-f-]+$")] //~
    on_guid: Prop<entity_core::edm::Guid>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
