//! A wire name that a type has twice. A name in another case is another name.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("subject")]
    subject: Prop<String>,
    #[prop("subject")] //~
    topic: Prop<String>,
    #[prop("SUBJECT")]
    title: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {
    let call = Call::default();
    let _ = (call.subject(), call.topic(), call.title());
}
