//! `range` with an end that the property's type cannot hold.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("level", range = 0..=256)] //~
    level: Prop<u8>,
    #[prop("seconds", range = 0..=4_294_967_295)] //~
    seconds: Prop<i32>,
    #[prop("port", range = 0..=65535)] //~
    port: Prop<i16>,
    #[prop("byte", range = -129..=0xFF)] //~~
    byte: Prop<i8>,
    #[prop("size", range = 0..=9_223_372_036_854_775_808)] //~
    size: Prop<i64>,
    #[prop("volume", range = -32769..=5)] //~
    volume: Prop<i16>,
    #[prop("beyond", range = 0..=999999999999999999999999999999999999999999)] //~
    beyond: Prop<i64>,
    #[prop("all", range = -9_223_372_036_854_775_808..=9_223_372_036_854_775_807)]
    all: Prop<i64>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
