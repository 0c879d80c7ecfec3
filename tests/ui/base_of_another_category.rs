//! An entity type and a complex type do not derive from each other.
use entity_core::{ComplexType, DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
struct Identity {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.user")]
struct User {
    #[base]
    identity: Identity, //~
    #[prop("mail")]
    mail: Prop<String>,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.callInfo")]
struct CallInfo {
    #[base]
    call: Call, //~
}

fn main() {
    let _ = (User::default().mail(), CallInfo::default());
}
