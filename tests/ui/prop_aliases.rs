//! Rules that do not fit, on kinds whose names do not show it: aliases, kinds of one's own, types from macros.
use entity_core::json::Token;
use entity_core::{DynamicProperties, Entity, Form, Primitive, Prop};

type Text = String;
type Count = i32;
type Names = Vec<Text>;

const LEAST: u8 = 6;
const MOST: i32 = 5;
const NEGATIVE: i64 = -1;

/// A number, on the wire in cents.
#[derive(Clone)]
struct Money(i64);

impl Primitive for Money {
    const NAME: &'static str = "contoso.money";
    const FORM: Form = Form::Bare;

    fn decode(token: &Token<'_>) -> Option<Self> {
        token.raw().parse().ok().map(Self)
    }

    fn encode(&self, out: &mut String) {
        out.push_str(&self.0.to_string());
    }
}

macro_rules! text {
    () => {
        String
    };
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("text", max_items = 1)] //~
    text: Prop<Text>,
    #[prop("count", max_len = 1)] //~
    count: Prop<Count>,
    #[prop("wide", range = 0..=2_147_483_648)] //~
    wide: Prop<Count>,
    #[prop("names", max_len = 1, each(max_len = 5), default)] //~
    names: Prop<Names>, //~
    #[prop("macro", range = 0..=5)] //~
    from_macro: Prop<text!()>,
    #[prop("own", pattern = "5")] //~
    own: Prop<Money>,
    #[prop("negative", max_len = NEGATIVE)] //~
    negative: Prop<Text>,
    #[prop("contradiction", min_len = LEAST, max_len = MOST)] //~
    contradiction: Prop<Text>,
    #[prop("notNumber", max_len = "5".len() as f64)] //~
    not_number: Prop<Text>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
