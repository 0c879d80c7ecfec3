//! `max_len` and `min_len`, misused.
use entity_core::{ComplexType, DynamicProperties, Entity, Prop, Secret};

#[derive(Clone, Default, ComplexType)]
#[complex_type("contoso.identity")]
struct Identity {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("givenTwice", max_len = 5, max_len = 6, min_len = 1, min_len = 1)] //~~
    given_twice: Prop<String>,
    #[prop("alone", max_len, min_len)] //~~
    alone: Prop<String>,
    #[prop("text", max_len = "5", min_len = '5')] //~~
    text: Prop<String>,
    #[prop("negative", max_len = -5)] //~
    negative: Prop<Secret>,
    #[prop("fraction", min_len = 0.5)] //~
    fraction: Prop<String>,
    #[prop("suffix", max_len = 5u8)] //~
    suffix: Prop<String>,
    #[prop("constant", max_len = MOST)]
    constant: Prop<String>,
    #[prop("huge", max_len = 99999999999999999999999)] //~
    huge: Prop<String>,
    #[prop("nothingBehind", max_len = , min_len = 5)] //~
    nothing_behind: Prop<String>,
    #[prop("colon", max_len: 5)] //~
    colon: Prop<String>,
    #[prop("parens", max_len(5))] //~
    parens: Prop<String>,
    #[prop("compared", max_len == 5)] //~
    compared: Prop<String>,
    #[prop("sum", max_len = 2 + 3)]
    sum: Prop<String>,
    #[prop("onNumber", max_len = 5)] //~
    on_number: Prop<i32>,
    #[prop("onBool", min_len = 5)] //~
    on_bool: Prop<bool>,
    #[prop("onCollection", max_len = 5)] //~
    on_collection: Prop<Vec<String>>,
    #[prop("onComplex", min_len = 5)] //~
    on_complex: Prop<Identity>,
    #[prop("onJson", max_len = 5)] //~
    on_json: Prop<serde_json::Value>,
    #[prop("contradiction", min_len = 6, max_len = 5)] //~
    contradiction: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

const MOST: usize = 5;

fn main() {
    let _ = Call::default().set_on_number(MOST as i32);
}
