//! Attributes of other derives: the compiler names their derive.
use entity_core::{DynamicProperties, Entity, EnumType, OneOf, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[serde(rename = "subject")] //~
    #[prop("subject")]
    subject: Prop<String>,
    #[member("peers")] //~
    #[prop("peers")]
    peers: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum Phase {
    #[prop("running")] //~
    Running,
    #[default] //~
    Failed,
    #[other]
    Other(String),
}

#[derive(OneOf)]
#[one_of(base = Call)]
enum AnyCall {
    #[member("call")] //~
    #[other]
    Other(Call),
}

#[entity("contoso.meeting")] //~
struct WithoutDerive {
    #[prop("subject")] //~
    subject: Prop<String>,
}

fn main() {}
