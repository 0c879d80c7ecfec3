//! A type that is not there: the compiler's own errors, once for the field and once for the code behind it.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("subject")]
    subject: Prop<Missing>, //~~
    #[prop("next", default)]
    next: Prop<Missing>, //~~
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
