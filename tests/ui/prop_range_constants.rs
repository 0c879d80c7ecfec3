//! `range` with ends that are constants: only the compiler knows what they are.
use entity_core::edm::Date;
use entity_core::{DynamicProperties, Entity, Prop};

const HIGH: i32 = 5;
const LOW: f64 = 0.5;
const NEVER: &str = "2020-02-30";
const HUGE: u64 = u64::MAX;

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("ofAnotherWidth", range = 0..=HIGH)]
    of_another_width: Prop<i64>,
    #[prop("text", range = "a"..=HIGH)] //~
    text: Prop<i32>,
    #[prop("fraction", range = LOW..)] //~
    fraction: Prop<i32>,
    #[prop("noDay", range = ..=NEVER)] //~
    no_day: Prop<Date>,
    #[prop("huge", range = ..=HUGE)] //~
    huge: Prop<i64>,
    #[prop("list", range = ..=[HIGH])] //~
    list: Prop<i64>,
    #[prop("unknown", range = 0..=HIHG)] //~
    unknown: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
