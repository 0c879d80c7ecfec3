//! `Action` on items that it does not fit.
use entity_core::{Action, DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Call)]
struct Tuple(Prop<String>); //~

#[derive(Default, Action)]
#[action("ring", on = Call)]
struct Unit; //~

#[derive(Default, Action)]
#[action("ring", on = Call)]
struct Empty {} //~

#[derive(Action)]
#[action("ring", on = Call)]
union Union { //~
    number: u32,
}

#[derive(Default, Action)]
#[action("ring", on = Call)]
struct Parameters<'a, T, const N: usize> { //~
    #[prop("subject")]
    subject: Prop<&'a [T; N]>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Call)]
struct Fields {
    timeout: Prop<i32>, //~
    #[prop("seats")]
    pub seats: Prop<i32>, //~
    #[dynamic]
    dynamic: DynamicProperties,
    #[dynamic]
    more: DynamicProperties, //~
}

#[derive(Default, Action)]
#[action("ring", on = Option<Call>)] //~
struct OnAnOption {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Call, returns = Vec<Call>)] //~
struct ReturnsACollection {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Call, returns = i32)] //~
struct ReturnsANumber {
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
