//! A type does not have the name of its base.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct GroupCall {
    #[base]
    call: Call, //~
    #[prop("seats")]
    seats: Prop<i32>,
}

fn main() {
    let _ = GroupCall::default().seats();
}
