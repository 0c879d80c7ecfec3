//! References where a value belongs: the compiler misses a lifetime, and would have one that is a mistake too.
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
