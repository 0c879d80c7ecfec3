//! `alias` and `set`, misused.
use entity_core::{ComplexType, DynamicProperties, Prop};

#[derive(Default, ComplexType)]
#[complex_type("post.parcel")]
struct Parcel {
    #[prop("weight", alias = "grams", alias = "grams")] //~
    weight: Prop<i32>,
    #[prop("size", alias = "weight", alias = "size")] //~~
    size: Prop<i32>,
    #[prop("place", alias = "grams")] //~
    place: Prop<String>,
    #[prop("town", alias, alias = town, alias = "@town", alias = "")] //~~~~
    town: Prop<String>,
    #[prop("road", set)] //~
    road: Prop<String>,
    #[prop("street", set = "crate")] //~
    street: Prop<String>,
    #[prop("house", set = crate)] //~
    house: Prop<String>,
    #[prop("floor", set = pub(crate) crate, set = pub)] //~~
    floor: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("post.letter", open)]
struct Letter {
    #[prop("stamp", alias = "fee")]
    stamp: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("post.card")]
struct Card {
    #[base]
    letter: Letter,
    #[prop("price", alias = "stamp")] //~
    price: Prop<i32>,
    #[prop("sum", alias = "fee")] //~
    sum: Prop<i32>,
}

#[derive(Default, ComplexType)]
#[complex_type("post.bill")]
struct Bill {
    #[base]
    letter: Letter,
    #[prop("fee")] //~
    charge: Prop<i32>,
}

mod domain {
    use super::*;

    #[derive(Default, ComplexType)]
    #[complex_type("post.account")]
    pub struct Account {
        #[prop("balance", set = pub(self))]
        balance: Prop<i64>,
        #[prop("notes", read_only, set = pub(self))]
        notes: Prop<Vec<String>>,
        #[dynamic]
        dynamic: DynamicProperties,
    }
}

fn main() {
    let mut account = domain::Account::default();
    account.set_balance(5); //~
    account.notes_mut(); //~
}
