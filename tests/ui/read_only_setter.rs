//! A property that the service alone sets has no setter and no `_mut`.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("id", read_only)]
    id: Prop<String>,
    #[prop("peers", read_only)]
    peers: Prop<Vec<String>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {
    let mut call = Call::default();
    call.set_id("7"); //~
    call.peers_mut().clear(); //~
}
