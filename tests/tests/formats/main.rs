//! Values through serde, in JSON and in formats that describe themselves. Runs with serde_json's `arbitrary_precision` too.

mod buffered;
mod compared;
mod errors;
mod native;
mod round_trips;

use entity_core::edm::{Date, DateTimeOffset, Decimal, TimeOfDay};
use entity_core::{ComplexType, DynamicProperties, Prop};
use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

/// Something on a shelf.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.article", open)]
struct Article {
    #[prop("stock")]
    stock: Prop<i32>,
    #[prop("weight")]
    weight: Prop<f64>,
    #[prop("price")]
    price: Prop<Decimal>,
    #[prop("made")]
    made: Prop<Date>,
    #[prop("sold")]
    sold: Prop<DateTimeOffset>,
    #[prop("opens")]
    opens: Prop<TimeOfDay>,
    #[prop("labels")]
    labels: Prop<Vec<String>>,
    #[prop("part")]
    part: Prop<Box<Article>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn cbor(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("serializes");
    bytes
}

fn from_cbor<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ciborium::de::Error<std::io::Error>> {
    ciborium::from_reader(bytes)
}
