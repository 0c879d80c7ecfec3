//! References instead of values: the compiler asks for a lifetime, which would be a mistake too.
use entity_core::{DynamicProperties, Entity, EnumType, OneOf, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("subject", max_len = 5)]
    subject: Prop<&str>, //~~
    #[prop("peers")]
    peers: Prop<Vec<&str>>, //~~
    #[prop("title")]
    title: &str, //~~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.meeting")]
struct Meeting {
    #[base]
    call: &Call, //~~
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum Phase {
    Running,
    #[other]
    Other(&str), //~~
}

#[derive(OneOf)]
#[one_of(base = Call)]
enum AnyCall {
    Meeting(&Meeting), //~~
    #[other]
    Other(Call),
}

fn main() {
    let call = Call::default();
    let _ = (call.subject().map(str::len), call.peers());
}
