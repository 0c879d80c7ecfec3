//! A wire name that a base has already.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.entity")]
struct Root {
    #[prop("id")]
    id: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[base]
    root: Root,
    #[prop("subject")]
    subject: Prop<String>,
}

#[derive(Default, Entity)]
#[entity("contoso.meeting")]
struct Meeting {
    #[base]
    call: Call,
    #[prop("id")] //~
    number: Prop<i32>,
}

#[derive(Default, Entity)]
#[entity("contoso.talk")]
struct Talk {
    #[base]
    call: Call,
    #[prop("seats")]
    seats: Prop<i32>,
    #[prop("subject")] //~
    topic: Prop<String>,
}

fn main() {
    let _ = (Meeting::default().number(), Talk::default().topic());
}
