//! `#[one_of(untyped)]`, misused.
use entity_core::{ComplexType, DynamicProperties, OneOf};
use serde_json::Value;

#[derive(Default, ComplexType)]
#[complex_type("contoso.tone")]
struct Tone {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.call")]
struct Call {
    #[dynamic]
    dynamic: DynamicProperties,
}

struct NotDeclared;

#[derive(OneOf)]
#[one_of(base = Tone)]
enum AnyTone {
    #[other]
    Other(Tone),
}

#[derive(OneOf)]
#[one_of(base = Tone, untyped)] //~
enum BaseToo {
    Tone(Tone),
    #[other]
    Other(Value),
}

#[derive(OneOf)]
#[one_of(base = Tone, unknown = of_unknown_type)] //~
enum UnknownWithoutUntyped {
    #[other]
    Other(Tone),
}

#[derive(OneOf)]
#[one_of(untyped = Value)] //~
enum WithValue {
    Tone(Tone),
    #[other]
    Other(Value),
}

#[derive(OneOf)]
#[one_of(untyped, unknown)] //~
enum UnknownWithoutFunction {
    Tone(Tone),
    #[other]
    Other(Value),
}

#[derive(OneOf)]
#[one_of(untyped, unknown = of_unknown_type)] //~
enum UnknownOfAnotherType {
    Tone(Tone),
    #[other]
    Other(Value),
}

fn of_unknown_type(_tag: &str) -> Option<Tone> {
    None
}

#[derive(OneOf)]
#[one_of(untyped)]
enum WithoutOther { //~
    Tone(Tone),
}

#[derive(OneOf)]
#[one_of(untyped)]
enum OtherNotMarked {
    Tone(Tone),
    Other(Value), //~
}

#[derive(OneOf)]
#[one_of(untyped)]
enum OtherNotJson {
    Tone(Tone),
    #[other]
    Other(Call), //~
}

#[derive(OneOf)]
#[one_of(untyped)]
enum OtherEmpty {
    Tone(Tone),
    #[other]
    Other, //~
}

#[derive(OneOf)]
#[one_of(untyped)]
enum Variants {
    Tone(Tone),
    Boxed(Box<Tone>), //~
    Deep(Vec<Option<Call>>), //~
    Text(String), //~
    Mine(Box<NotDeclared>), //~
    Nothing, //~
    #[other]
    Other(Value),
}

#[derive(OneOf)]
#[one_of(untyped)]
enum ManyOfMany {
    Many(Vec<AnyTone>), //~
    #[other]
    Other(Value),
}

fn uses(tone: Tone, untyped: Variants) {
    let _: [WithValue; 2] = [tone.into(), WithValue::default()];
    let _ = (BaseToo::default(), UnknownWithoutFunction::default(), OtherNotJson::from(Tone::default()));
    let _ = (WithoutOther::default(), OtherNotMarked::default(), OtherEmpty::default(), untyped);
    let _ = (UnknownWithoutUntyped::default(), UnknownOfAnotherType::default(), ManyOfMany::default());
}

fn main() {}
