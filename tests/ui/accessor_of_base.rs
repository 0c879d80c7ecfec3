//! An accessor that would hide one of a base, near or far. Another name for the field is enough.
use entity_core::{ComplexType, DynamicProperties, Prop};

#[derive(ComplexType)]
#[complex_type("contoso.thing")]
struct Thing {
    #[prop("label", max_len = 3)]
    label: Prop<String>,
    #[prop("internalNumber", read_only)]
    number: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(ComplexType)]
#[complex_type("contoso.door")]
struct Door {
    #[base]
    thing: Thing,
    #[prop("printedLabel")]
    label: Prop<String>, //~
}

#[derive(ComplexType)]
#[complex_type("contoso.gate")]
struct Gate {
    #[base]
    thing: Thing,
    #[prop("printedLabel")]
    label_: Prop<String>,
}

#[derive(ComplexType)]
#[complex_type("contoso.cellarGate")]
struct CellarGate {
    #[base]
    gate: Gate,
    #[prop("number")]
    number: Prop<i32>, //~
}

fn main() {}
