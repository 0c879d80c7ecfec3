//! A type that does not exist: the compiler's own errors, once for the field and once for the generated code.
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
