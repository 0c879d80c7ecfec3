//! `range`, misused.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("givenTwice", range = 0..=5, range = 1..=2)] //~
    given_twice: Prop<i32>,
    #[prop("alone", range)] //~
    alone: Prop<i32>,
    #[prop("exclusive", range = 0..5)] //~
    exclusive: Prop<i32>,
    #[prop("open", range = 0..)]
    open: Prop<i32>,
    #[prop("upTo", range = ..=5)]
    up_to: Prop<i32>,
    #[prop("number", range = 5)] //~
    number: Prop<i32>,
    #[prop("text", range = "0..=5")] //~
    text: Prop<i32>,
    #[prop("dots", range = 1...5)] //~
    dots: Prop<i32>,
    #[prop("pair", range = (1, 5))] //~
    pair: Prop<i32>,
    #[prop("parens", range(1..=5))] //~
    parens: Prop<i32>,
    #[prop("threeEnds", range = 1..=3..=5)] //~
    three_ends: Prop<i32>,
    #[prop("onString", range = 0..=5)] //~
    on_string: Prop<String>,
    #[prop("onCollection", range = 0..=5)] //~
    on_collection: Prop<Vec<i32>>,
    #[prop("onBool", range = 0..=1)] //~
    on_bool: Prop<bool>,
    #[prop("empty", range = 5..=0)] //~
    empty: Prop<i64>,
    #[prop("emptyFractions", range = 0.5..=-0.5)] //~
    empty_fractions: Prop<f64>,
    #[prop("noEnd", range = ..)] //~
    no_end: Prop<i32>,
    #[prop("exclusiveUpTo", range = ..5)] //~
    exclusive_up_to: Prop<i32>,
    #[prop("wholeForFraction", range = 0..=0.5)]
    whole_for_fraction: Prop<f64>,
    #[prop("textForNumber", range = "0"..="5")] //~~
    text_for_number: Prop<i32>,
    #[prop("textForFraction", range = ..="0.5")] //~
    text_for_fraction: Prop<f32>,
    #[prop("ownSuffix", range = 1f64..=2f64)]
    own_suffix: Prop<f64>,
    #[prop("fractionForWhole", range = 0..=0.5)] //~
    fraction_for_whole: Prop<i16>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
