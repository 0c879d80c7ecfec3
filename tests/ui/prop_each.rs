//! `each`, misused.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("alone", each)] //~
    alone: Prop<Vec<String>>,
    #[prop("empty", each())] //~
    empty: Prop<Vec<String>>,
    #[prop("value", each = 5)] //~
    value: Prop<Vec<String>>,
    #[prop("misspelt", each(maxLen = 5))] //~
    misspelt: Prop<Vec<String>>,
    #[prop("ofWhole", each(max_items = 5))] //~
    of_whole: Prop<Vec<String>>,
    #[prop("twice", each(max_len = 5, max_len = 6))] //~
    twice: Prop<Vec<String>>,
    #[prop("withoutComma", each(max_len = 5 min_len = 1))] //~
    without_comma: Prop<Vec<String>>,
    #[prop("onString", each(max_len = 5))] //~
    on_string: Prop<String>,
    #[prop("itemsMisfit", each(range = 0..=5, min_len = 2))] //~
    items_misfit: Prop<Vec<String>>,
    #[prop("endsMisfit", each(range = 0..=256))] //~
    ends_misfit: Prop<Vec<u8>>,
    #[prop("contradiction", each(min_len = 2, max_len = 1))] //~
    contradiction: Prop<Vec<String>>,
    #[prop("notOfItems", each(check = of_all))] //~
    not_of_items: Prop<Vec<String>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn of_all(_: &Vec<String>) -> Result<(), String> {
    Ok(())
}

fn main() {}
