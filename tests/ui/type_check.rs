//! `check` above a type, and named rules, misused.
use entity_core::{Action, ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call", check = sane, check = sane)] //~
struct SameNameTwice {
    #[prop("topic", check(short = short, short = short), check(short = short))] //~~
    topic: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn sane(call: &SameNameTwice) -> Result<(), String> {
    short(call.topic().unwrap_or_default())
}

fn short(text: &str) -> Result<(), String> {
    if text.len() < 5 { Ok(()) } else { Err("is long".to_owned()) }
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.tone", check, check = "sane", check(), check(sane), check(sane = |tone| Ok(())))] //~~~~~
struct WithoutFunction {
    #[prop("name", check(short), check(short: short), check("short" = short))] //~~~
    name: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = SameNameTwice, check = short)] //~
struct OfAnotherType {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(EnumType)]
#[enum_type("contoso.phase", check = sane)] //~
enum Phase {
    #[other]
    Other(String),
}

#[derive(OneOf)]
#[one_of(base = WithoutFunction, check = sane)] //~
enum Any {
    #[other]
    Other(WithoutFunction),
}

fn main() {}
