//! Each rule on each kind that it does not fit.
use entity_core::edm::{Binary, Date, Decimal, Guid};
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Flags, Prop, Secret};

#[derive(Clone, Default, ComplexType)]
#[complex_type("contoso.identity")]
struct Identity {
    #[dynamic]
    dynamic: DynamicProperties,
}

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
    #[prop("string", range = 0..=1, max_items = 1, min_items = 1, default)] //~~~
    string: Prop<String>, //~
    #[prop("secret", range = 0..=1, max_items = 1, min_items = 1, default)] //~~~
    secret: Prop<Secret>, //~
    #[prop("boolean", max_len = 1, min_len = 1, pattern = "a", range = 0..=1, max_items = 1, default)] //~~~~~
    boolean: Prop<bool>, //~
    #[prop("byte", max_len = 1, min_len = 1, pattern = "a", min_items = 1, default)] //~~~~
    byte: Prop<u8>, //~
    #[prop("double", max_len = 1, min_len = 1, pattern = "a", max_items = 1, default)] //~~~~
    double: Prop<f64>, //~
    #[prop("date", max_len = 1, pattern = "a", range = 0..=1, max_items = 1, default)] //~~~~~
    date: Prop<Date>, //~
    #[prop("guid", min_len = 1, range = 0..=1, min_items = 1, default)] //~~~
    guid: Prop<Guid>, //~
    #[prop("decimal", max_len = 1, range = 0..=1, max_items = 1)] //~~
    decimal: Prop<Decimal>,
    #[prop("binary", max_len = 1, pattern = "a", range = 0..=1, max_items = 1)] //~~~
    binary: Prop<Binary>,
    #[prop("json", pattern = "a", range = 0..=1, max_items = 1, default)] //~~~
    json: Prop<serde_json::Value>, //~
    #[prop("items", max_len = 1, min_len = 1, pattern = "a", range = 0..=1, default)] //~~~~
    items: Prop<Vec<String>>, //~
    #[prop("identity", max_len = 1, pattern = "a", range = 0..=1, max_items = 1)] //~~~~
    identity: Prop<Identity>,
    #[prop("phase", max_len = 1, pattern = "a", range = 0..=1, max_items = 1)] //~~~~
    phase: Prop<Phase>,
    #[prop("phases", max_len = 1, pattern = "a", range = 0..=1, max_items = 1, default)] //~~~~
    phases: Prop<Flags<Phase>>, //~
    #[prop("next", max_len = 1, pattern = "a", range = 0..=1, max_items = 1)] //~~~~
    next: Prop<Box<Call>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
