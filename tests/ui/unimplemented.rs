//! Types without the derive whose trait is needed.
use entity_core::{DynamicProperties, Entity, Flags, Prop, Tracked, json};

#[derive(Clone, Default)]
struct Plain;

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("flags")]
    flags: Prop<Flags<Plain>>, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {
    let _ = json::from_str::<Plain>("{}"); //~
    let _ = json::to_string(&Plain); //~
    let _ = Tracked::new(Plain); //~
}
