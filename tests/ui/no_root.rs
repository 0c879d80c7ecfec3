//! A type without a field for dynamic properties, or with a mistaken one: its rules cause no further errors.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Missing { //~
    #[prop("subject", max_len = 5, min_len = 1)]
    subject: Prop<String>,
    #[prop("peers")]
    peers: Prop<Vec<String>>,
}

#[derive(Default, Entity)]
#[entity("contoso.meeting")]
struct Mistaken {
    #[prop("subject", required)]
    subject: Prop<String>,
    #[dynamic]
    dynamic: Option<DynamicProperties>, //~
}

fn main() {
    let _ = (Missing::default().subject(), Mistaken::default().subject());
}
