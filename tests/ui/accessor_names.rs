//! Fields whose accessors would hide a method, or another accessor.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("properties")]
    properties: Prop<String>, //~
    #[prop("property")]
    property: Prop<String>, //~
    #[prop("validate", read_only)]
    validate: Prop<bool>, //~
    #[prop("dynamic")]
    dynamic: Prop<bool>, //~
    #[prop("clone")]
    clone: Prop<bool>, //~
    #[prop("default")]
    r#default: Prop<bool>, //~
    #[prop("peers")]
    peers: Prop<Vec<String>>,
    #[prop("peersMut")]
    peers_mut: Prop<bool>, //~
    #[prop("setPeers")]
    set_peers: Prop<bool>, //~
    #[dynamic]
    rest: DynamicProperties,
}

fn main() {}
