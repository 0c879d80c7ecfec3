//! `default`, misused.
use entity_core::{DynamicProperties, Entity, EnumType, Flags, Prop};

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
    #[prop("givenTwice", default, default)] //~
    given_twice: Prop<Box<Call>>,
    #[prop("withValue", default = 5)] //~
    with_value: Prop<Box<Call>>,
    #[prop("onString", default)]
    on_string: Prop<String>, //~
    #[prop("onNumber", default)]
    on_number: Prop<i32>, //~
    #[prop("onCollection", default)]
    on_collection: Prop<Vec<Call>>, //~
    #[prop("onFlags", default)]
    on_flags: Prop<Flags<Phase>>, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
