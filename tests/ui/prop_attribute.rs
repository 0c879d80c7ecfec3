//! `#[prop]` itself, and its wire name.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop] //~
    bare: Prop<String>,
    #[prop()] //~
    nothing: Prop<String>,
    #[prop = "assigned"] //~
    assigned: Prop<String>,
    #[prop(max_len = 5)] //~
    without_name: Prop<String>,
    #[prop(max_len = 5, "late")] //~
    name_not_first: Prop<String>,
    #[prop(word)] //~
    word: Prop<String>,
    #[prop(7)] //~
    number: Prop<String>,
    #[prop("one", "two")] //~
    two_names: Prop<String>,
    #[prop("twice")]
    #[prop("again")] //~
    twice: Prop<String>,
    #[prop("")] //~
    name_empty: Prop<String>,
    #[prop("@odata.etag")] //~
    annotation: Prop<String>,
    #[prop("two words")] //~
    with_space: Prop<String>,
    #[prop("a\"b")] //~
    quote: Prop<String>,
    #[prop(concat!("a", "b"))] //~
    by_macro: Prop<String>,
    #[prop("semicolon"; max_len = 5)] //~
    semicolon: Prop<String>,
    #[prop(,)] //~
    comma: Prop<String>,
    #[prop("a\\b")] //~
    backslash: Prop<String>,
    #[prop("refused", max_len = "5")] //~
    refused: Prop<String>,
    #[prop("comma" max_len = 5)] //~
    comma_missing: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {
    let mut call = Call::default();
    // Its other parts are generated, so that uses of it are not errors.
    let _ = (call.bare(), call.twice(), call.refused());
    let _ = call.set_refused("value");
}
